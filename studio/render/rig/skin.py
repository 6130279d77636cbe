"""The tones of one skin, all derived from its base colour."""

from dataclasses import dataclass

from studio.kernel import colour
from studio.kernel.colour import Rgba


@dataclass(frozen=True, slots=True)
class Skin:
    """What skin is painted with, from the fill to the pen line around it."""

    base: Rgba
    ink: Rgba
    shade: Rgba
    """Away from the light."""
    deep: Rgba
    """Folds, freckles, the shadow under hair."""
    light: Rgba
    blush: Rgba
    lip: Rgba
    lip_dark: Rgba
    """The upper lip, which looks down."""


def skin_of(base: Rgba, lips: Rgba | None = None) -> Skin:
    """Return the tones of a skin; without a colour of their own the lips follow it."""
    lip = colour.tone(base, -0.12, 0.06, 0.008) if lips is None else lips
    # Light skin needs the stronger step: the same step shows less on it.
    step = -0.055 - 0.02 * colour.luma(base)
    return Skin(
        base=base,
        ink=colour.ink_of(base),
        shade=colour.tone(base, step, 0.014, 0.004),
        deep=colour.tone(base, -0.13, 0.022, 0.006),
        light=colour.tone(base, 0.035, -0.004, 0.004),
        blush=colour.tone(base, -0.07, 0.065, 0.012),
        lip=lip,
        lip_dark=colour.tone(lip, -0.09, 0.012, 0.0),
    )

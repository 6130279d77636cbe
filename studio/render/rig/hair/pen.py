"""The colours and the line that one head of hair is drawn with."""

from dataclasses import dataclass

from studio.kernel import colour
from studio.kernel.colour import Rgba


@dataclass(frozen=True, slots=True)
class HairPen:
    """Tones of one hair colour; `line` is the pen's width in head heights."""

    base: Rgba
    dark: Rgba
    deep: Rgba
    """Hair that hangs behind the neck."""
    light: Rgba
    ink: Rgba
    line: float

    def strand(self, i: int) -> Rgba:
        """Return the tone of the i-th of a row of strands: light and dark by turns."""
        return self.dark if i % 2 else self.light


def hair_pen(base: Rgba, line: float) -> HairPen:
    """Return the tones of a hair colour."""
    return HairPen(
        base=base,
        dark=colour.shadow(base, 0.75),
        deep=colour.shadow(base, 1.5),
        # Dark hair needs the stronger step to show any light at all.
        light=colour.tone(base, 0.075 if colour.luma(base) < 0.5 else 0.055, 0.004, 0.010),
        ink=colour.ink_of(colour.shadow(base, 0.5)),
        line=line,
    )

"""All settings by code; each is drawn once and shared by every panel that shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from studio.render.drawing.canvas import Canvas, Style
from studio.render.drawing.nodes import Group
from studio.render.settings import gradients, homes, outdoor, venues

_PEN = Style(line=0.55)


@dataclass(frozen=True, slots=True)
class Setting:
    """The drawn layers of a setting, in centimetres."""

    back: Group
    front: Group
    """What stands between the camera and the cast; empty for most settings."""
    flat: bool
    """An abstract ground: it fills the frame and takes no part in the camera's perspective."""


@dataclass(frozen=True, slots=True)
class _Recipe:
    back: Callable[[Canvas], None]
    front: Callable[[Canvas], None] | None = None
    flat: bool = False


_RECIPES = {
    "bedroom": _Recipe(homes.bedroom),
    "bathroom": _Recipe(homes.bathroom),
    "vanity": _Recipe(homes.bathroom, homes.vanity),
    "kitchen": _Recipe(homes.kitchen),
    "kitchen_island": _Recipe(homes.kitchen, homes.kitchen_island),
    "studio": _Recipe(venues.studio),
    "gym": _Recipe(venues.gym),
    "cafe": _Recipe(venues.cafe),
    "cafe_table": _Recipe(venues.cafe, venues.cafe_table),
    "shop": _Recipe(venues.shop),
    "office": _Recipe(venues.office),
    "car": _Recipe(outdoor.car),
    "car_front": _Recipe(outdoor.car, outdoor.dashboard),
    "street": _Recipe(outdoor.street),
    "beach": _Recipe(outdoor.beach),
    "park": _Recipe(outdoor.park),
    "gradient": _Recipe(gradients.sunset, flat=True),
    "gradient_mint": _Recipe(gradients.mint, flat=True),
}
_PLAIN = _Recipe(venues.plain)

SETTINGS = tuple(_RECIPES)
"""Codes of all settings, in menu order."""


def setting(code: str) -> Setting:
    """Return a setting by code; an unknown one is an empty grey studio."""
    return _drawn(code if code in _RECIPES else "")


@lru_cache(maxsize=len(_RECIPES) + 1)
def _drawn(code: str) -> Setting:
    recipe = _RECIPES.get(code, _PLAIN)
    return Setting(_layer(recipe.back), _layer(recipe.front), recipe.flat)


def _layer(draw: Callable[[Canvas], None] | None) -> Group:
    canvas = Canvas(_PEN)
    if draw is not None:
        draw(canvas)
    return canvas.root

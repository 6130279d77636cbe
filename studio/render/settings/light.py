"""Light grades: the wash that turns a setting to golden hour or night, and the vignette."""

from dataclasses import dataclass
from functools import cache
from math import hypot
from typing import ClassVar

from pydantic import ConfigDict

from studio.kernel import resources
from studio.kernel.colour import with_alpha
from studio.kernel.values import STRICT, Colour, read_value
from studio.render.drawing.canvas import Canvas, vertical
from studio.render.drawing.nodes import Radial
from studio.render.drawing.paths import rect

_VIGNETTE = ((0.0, 0x20102000), (0.62, 0x20102000), (1.0, 0x20102036))


@dataclass(frozen=True, slots=True)
class Grade:
    """A wash from `top` to `bottom` colour; `strength` 0 to 1 is its opacity."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    top: Colour
    bottom: Colour
    strength: float


@cache
def _grades() -> dict[str, Grade]:
    return read_value(dict[str, Grade], resources.table("drawing", "lights.toml"), "lights.toml")


LIGHTS = tuple(_grades())
"""Codes of all light grades, in menu order; the first is daylight."""


def draw_light(canvas: Canvas, light: str, width: float, height: float) -> None:
    """Lay a grade and the vignette over a picture; an unknown light is daylight."""
    frame = rect(0, 0, width, height)
    grade = _grades().get(light) or _grades()[LIGHTS[0]]
    if grade.strength > 0:
        # A plain wash: the painter's soft-light blend costs thirty times as much.
        top = with_alpha(grade.top, grade.strength)
        bottom = with_alpha(grade.bottom, grade.strength)
        canvas.fill(frame, vertical(0, height, top, bottom))
    canvas.fill(frame, Radial(width / 2, height * 0.46, hypot(width, height) / 2, _VIGNETTE))

"""A line of text on a rounded plate: slate, captions and buttons."""

from dataclasses import dataclass

from studio.kernel.colour import Rgba
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Anchor
from studio.render.drawing.paths import rrect
from studio.render.overlay.inks import PAPER, PLATE
from studio.render.text.fit import width

PILL_HEIGHT = 1.72
"""In sizes of its text."""

_SHIFT = {"start": 0.0, "middle": 0.5, "end": 1.0}


@dataclass(frozen=True, slots=True)
class Pill:
    """How a pill looks: `pad` left and right in sizes, `radius` as a share of its height."""

    size: float
    face: str = "sans-bold"
    ink: Rgba = PAPER
    plate: Rgba = PLATE
    pad: float = 0.62
    radius: float = 0.5

    def draw(self, canvas: Canvas, text: str, x: float, y: float, anchor: Anchor) -> None:
        """Draw a pill with its upper edge on `y`; `x` is its left, middle or right."""
        w = width(text, self.face, self.size) + self.size * self.pad * 2
        h = self.size * PILL_HEIGHT
        left = x - w * _SHIFT[anchor]
        canvas.fill(rrect(left, y, w, h, h * self.radius), self.plate)
        baseline = y + h * 0.5 + self.size * 0.36
        canvas.text(
            text, left + w / 2, baseline, self.size, self.ink, face=self.face, anchor="middle"
        )

"""Abstract settings: colour, bubbles and waves that fill the frame at every shot size."""

from studio.kernel import colour
from studio.kernel.colour import Rgba
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Linear
from studio.render.drawing.paths import ellipse, rect, smooth
from studio.render.outlines import outline

_WHITE = 0xFFFFFFFF


def sunset(canvas: Canvas) -> None:
    """Draw coral running into violet."""
    _gradient(canvas, 0xFF9A8BFF, 0x6A5ACDFF)


def mint(canvas: Canvas) -> None:
    """Draw yellow running into mint."""
    _gradient(canvas, 0xFFE29AFF, 0x5FB7A8FF)


def _gradient(canvas: Canvas, first: Rgba, last: Rgba) -> None:
    middle = colour.mix(first, last, 0.45)
    stops = ((0.0, colour.light(first, 0.3)), (0.5, middle), (1.0, last))
    canvas.fill(rect(-1500, -1500, 3000, 3000), Linear(-160, -330, 170, 60, stops))
    for r in (120, 84):
        canvas.fill(ellipse(-110, -230, r), colour.with_alpha(_WHITE, 0.10))
    far = smooth(outline("gradient", "far_wave"), k=0.8)
    canvas.fill(far, colour.with_alpha(_WHITE, 0.12))
    near = smooth(outline("gradient", "near_wave"), k=0.8)
    canvas.fill(near, colour.with_alpha(_WHITE, 0.14))
    for i in range(7):
        for j in range(5):
            dot = ellipse(96 + i * 11, -290 + j * 11, 1.7)
            canvas.fill(dot, colour.with_alpha(_WHITE, 0.5))

"""Scenery under the open sky: clouds, trees, a skyline. Centimetres, the floor is y = 0."""

from studio.kernel import colour
from studio.kernel.colour import Rgba
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Path
from studio.render.drawing.paths import ellipse, rect, smooth, tube
from studio.render.outlines import outline

_CROWN = ((-26, -105, 30), (24, -110, 32), (0, -140, 36), (-14, -120, 30), (16, -125, 28))
_LIT = ((-29, -109, 25), (19, -115, 27), (-4, -145, 31), (-16, -124, 26))
_BRIGHT = ((-34, -116, 11), (10, -124, 12), (-12, -156, 13))
"""Balls of leaves (x, y, radius) for a tree of scale 1: dark, light, sunlit."""


def cloud(canvas: Canvas, x: float, y: float, s: float) -> None:
    """Draw a fair-weather cloud; (x, y) is the middle of its flat base."""
    puff = smooth(outline("cloud", "puff"), k=0.9).mapped((s, 0, 0, s, x, y))
    canvas.fill(puff, 0xFFFFFFE0)


def tree(canvas: Canvas, x: float, y: float, s: float, leaf: Rgba) -> None:
    """Draw a round tree that grows at (x, y)."""
    trunk = [(x, y), (x + 2 * s, y - 50 * s), (x - 1 * s, y - 100 * s)]
    canvas.shape(tube(trunk, (7 * s, 4.5 * s, 3 * s), per=4), 0x7A5A48FF, shade=(2 * s, 0))

    def ball(dx: float, dy: float, r: float, flat: float) -> Path:
        return ellipse(x + dx * s, y + dy * s, r * s, r * flat * s)

    for dx, dy, r in _CROWN:
        canvas.outline(ball(dx, dy, r, 0.92), colour.ink_of(leaf), canvas.style.line * 0.8)
    for dx, dy, r in _CROWN:
        canvas.fill(ball(dx, dy, r, 0.92), colour.shadow(leaf, 0.6))
    for dx, dy, r in _LIT:
        canvas.fill(ball(dx, dy, r, 0.9), leaf)
    for dx, dy, r in _BRIGHT:
        canvas.fill(ball(dx, dy, r, 0.8), colour.light(leaf, 0.7))


def skyline(
    canvas: Canvas,
    y: float,
    walls: tuple[Rgba, ...],
    seed: int,
    span: tuple[float, float] = (-546.0, 546.0),
    tallest: float = 170,
) -> None:
    """Draw a row of house fronts standing on `y`; the same seed gives the same town."""
    x, end = span
    dice = seed
    while x < end:
        # A linear congruential step: the town must not depend on Python's own random numbers.
        dice = (dice * 1103515245 + 12345) & 0x7FFFFFFF
        w = 34 + dice % 37
        h = tallest * (0.45 + ((dice >> 8) % 100) / 180)
        wall = walls[(dice >> 4) % len(walls)]
        canvas.fill(rect(x, y - h, w, h), wall)
        canvas.fill(rect(x + w * 0.72, y - h, w * 0.28, h), colour.shadow(wall, 0.4))
        _lit_windows(canvas, x, y - h, (int(w // 13), int(h // 20)), dice, colour.light(wall, 0.9))
        x += w + 2


def _lit_windows(
    canvas: Canvas, x: float, top: float, grid: tuple[int, int], dice: int, glow: Rgba
) -> None:
    for row in range(grid[1]):
        for column in range(grid[0]):
            if (dice >> (row + column)) & 1:
                canvas.fill(rect(x + 5 + column * 12, top + 8 + row * 20, 6, 9), glow)

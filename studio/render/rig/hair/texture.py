"""Curls: along an outline, and inside it."""

from collections.abc import Sequence
from math import hypot, pi, sin

from studio.kernel.geometry import Point
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Path
from studio.render.drawing.paths import poly, sample, smooth
from studio.render.rig.hair.pen import HairPen

_CURL_STEP = 0.115


def outline(
    points: Sequence[Point],
    *,
    curly: bool,
    curl: tuple[float, float],
    k: float = 1.0,
    anticlockwise: bool = False,
) -> Path:
    """Return a closed outline, smooth (see `paths.smooth` for `k`) or as a row of curls.

    `curl` is the length and the height of one bump; `anticlockwise` says how the points run.
    """
    if not curly:
        return smooth(points, k=k)
    dense = sample(points, 6, closed=True)
    return poly(scallop(dense[::-1] if anticlockwise else dense, *curl))


def scallop(points: Sequence[Point], length: float, height: float) -> list[Point]:
    """Return a dense closed outline with bumps; clockwise on the screen, they point outwards."""
    count = len(points)
    around = sum(_distance(points[i], points[i - 1]) for i in range(count))
    length = around / max(3, round(around / length))  # whole bumps only, or the seam would show
    out: list[Point] = []
    gone = 0.0
    for i, (x, y) in enumerate(points):
        before, after = points[i - 1], points[(i + 1) % count]
        gone += _distance((x, y), before) if i else 0.0
        dx, dy = after[0] - before[0], after[1] - before[1]
        d = hypot(dx, dy) or 1e-6
        # Uneven bumps: even ones look like a biscuit.
        bump = height * (abs(sin(pi * gone / length)) - 0.35) * (1 + 0.25 * sin(gone * 5.1))
        out.append((x + dy / d * bump, y - dx / d * bump))
    return out


def draw_curls(canvas: Canvas, path: Path, pen: HairPen) -> None:
    """Draw rows of curls over the box of a shape; the caller clips to the shape."""
    left, top, right, bottom = path.bounds()
    y, row = top + 0.05, 0
    while y < bottom:
        x, column = left + 0.05 + (0.05 if row % 2 else 0.0), 0
        while x < right:
            _draw_curl(canvas, (x, y), row, column, pen)
            x += _CURL_STEP
            column += 1
        y += _CURL_STEP * 0.9
        row += 1


def _draw_curl(canvas: Canvas, at: Point, row: int, column: int, pen: HairPen) -> None:
    x, y = at
    # Sines of the place stand in for chance: the same head is drawn the same every time.
    shift = 0.018 * sin(row * 3.7 + column * 2.3)
    r = 0.036 + 0.010 * sin(row * 1.3 + column * 5.1)
    lit = (row + column) % 2 == 1
    hook = [
        *((x - r, y + shift), (x - r * 0.3, y - r + shift)),
        *((x + r, y + shift * 0.4), (x + r * 0.5, y + r * 0.8)),
    ]
    width = pen.line * (1.5 if lit else 1.3)
    canvas.line(hook, pen.light if lit else pen.dark, width, (0.4, 0.4), per=3)


def _distance(a: Point, b: Point) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])

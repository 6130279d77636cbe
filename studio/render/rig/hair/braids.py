"""Braids beside the face: two thick ones, or a curtain of box braids."""

from collections.abc import Sequence

from studio.kernel.geometry import Point
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Path
from studio.render.drawing.paths import ellipse, sample, smooth, tube
from studio.render.rig.hair.edges import HairEdges
from studio.render.rig.hair.pen import HairPen
from studio.render.rig.portrait import SIDES

_TOP, _BOTTOM = 0.085, 0.055
"""Half the width of a braid's first link, and of its tuft."""
_LINKS = 8
_BOX_BRAID_DEGREES = (128, 116, 104, 93, 84)
"""Where box braids hang round the head, from behind the ear to the temple."""


def draw_braids(canvas: Canvas, edges: HairEdges, pen: HairPen) -> None:
    """Draw the braids of a style, if it has any."""
    if edges.style.extra == "braids":
        for side in SIDES:
            _draw_braid(canvas, edges, pen, side)
    elif edges.style.extra == "box_braids":
        for side in SIDES:
            for i, degrees in enumerate(_BOX_BRAID_DEGREES):
                _draw_box_braid(canvas, edges, pen, side * degrees, i)


def _draw_braid(canvas: Canvas, edges: HairEdges, pen: HairPen, side: float) -> None:
    x = edges.shape.around(side * 95, 0.16, 0.03).x
    length = max(edges.style.length, 0.8)
    keys = [(x, 0.14), (x + side * 0.06, 0.36), (x + side * 0.04, 0.6), (x - side * 0.03, length)]
    line = sample([edges.hang(key) for key in keys], 12)
    links = _links(line)
    for link in links:
        canvas.outline(link, pen.ink, pen.line)
    for link in links:
        canvas.shape(
            link,
            pen.base,
            ink_colour=pen.ink,
            width=pen.line * 0.6,
            shade=(0.02, 0.015),
            tone=pen.dark,
        )
    _draw_tuft(canvas, edges, pen, line[-1])


def _links(line: Sequence[Point]) -> list[Path]:
    """Return the links of a braid: hearts that overlap, each a little slimmer."""
    last = len(line) - 1
    links = []
    for i in range(_LINKS):
        x0, y0 = line[round(i / _LINKS * last)]
        x1, y1 = line[round((i + 1) / _LINKS * last)]
        r = _TOP + (_BOTTOM - _TOP) * i / _LINKS
        belly = y1 - (y1 - y0) * 0.35
        links.append(
            smooth(
                [
                    *((x0 - r * 0.55, y0), (x0 + r * 0.1, y0 + 0.01), (x0 + r * 0.6, y0)),
                    *((x1 + r, belly), (x1, y1 + 0.02), (x1 - r, belly)),
                ]
            )
        )
    return links


def _draw_tuft(canvas: Canvas, edges: HairEdges, pen: HairPen, end: Point) -> None:
    x, y = end
    r = _BOTTOM
    tuft = [
        *((x - r * 0.6, y), (x + r * 0.6, y)),
        *((x + r * 0.9, y + 0.10), (x, y + 0.17), (x - r * 0.9, y + 0.10)),
    ]
    canvas.shape(smooth(tuft), pen.base, ink_colour=pen.ink, width=pen.line)
    canvas.fill(ellipse(x, y + 0.01, r * 0.8, 0.022), edges.style.tie)


def _draw_box_braid(canvas: Canvas, edges: HairEdges, pen: HairPen, degrees: float, i: int) -> None:
    """Draw the i-th braid from behind: each hangs a little further out than the one before."""
    shape = edges.shape
    side = 1.0 if degrees > 0 else -1.0
    x, _, depth = shape.around(degrees, 0.05, 0.03 + 0.012 * i)
    if depth < -0.28 and shape.face_visible and abs(shape.s) > 0.3:
        return  # behind the head
    length = max(edges.style.length, 0.7) - 0.06 * (i % 2)
    fall = [
        (x * 0.80, -0.36),
        (x * 0.98, -0.16),
        (x + side * 0.02, 0.15),
        (x + side * (0.05 + 0.012 * i), 0.45),
        (x + side * (0.02 + 0.02 * i), length),
    ]
    keys = [edges.hang(key) for key in fall]
    path = tube(keys, (0.034, 0.034, 0.034, 0.034, 0.024), per=5)
    canvas.shape(path, pen.base, ink_colour=pen.ink, width=pen.line * 0.8)
    ladder = sample(keys, 7)
    for (x0, y0), (x1, y1) in zip(ladder[2::2], ladder[3::2], strict=False):
        rung = [(x0 - 0.02, y0), (x1 + 0.02, y1)]
        canvas.line(rung, pen.dark, pen.line * 0.8, (0.1, 0.1), per=2)

"""Buns and ponytails: behind the face, and so in front of a head seen from behind."""

from collections.abc import Sequence

from studio.kernel.geometry import Point
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.paths import poly, sample, tube
from studio.render.rig.hair.edges import HairEdges
from studio.render.rig.hair.pen import HairPen
from studio.render.rig.hair.texture import scallop
from studio.render.rig.portrait import SIDES

_BUN = (
    *((-1.0, 0.10), (-0.75, -0.72), (0.0, -1.0), (0.78, -0.70)),
    *((1.0, 0.12), (0.6, 0.8), (-0.6, 0.8)),
)


def draw_tied(canvas: Canvas, edges: HairEdges, pen: HairPen) -> None:
    """Draw the buns or the ponytail of a style, if it has any."""
    extra = edges.style.extra
    if extra == "top_knot":
        back = edges.shape.around(180, -0.30).x
        _draw_bun(canvas, edges, pen, (back * 0.45, -0.66 - edges.style.top * 0.4), 0.165)
    elif extra == "low_bun":
        x, y, _ = edges.shape.around(180, 0.12, 0.14)
        _draw_bun(canvas, edges, pen, (x, y + 0.06), 0.19)
    elif extra == "space_buns":
        for side in SIDES:
            x, y, _ = edges.shape.around(side * 100, -0.44, 0.14)
            _draw_bun(canvas, edges, pen, (x, y - 0.08), 0.15)
    elif extra == "high_pony":
        _draw_high_ponytail(canvas, edges, pen)
    elif extra == "low_pony":
        _draw_low_ponytail(canvas, edges, pen)


def _draw_bun(canvas: Canvas, edges: HairEdges, pen: HairPen, at: Point, r: float) -> None:
    x, y = at
    around = sample([(x + r * dx, y + r * dy) for dx, dy in _BUN], 6, closed=True)
    path = poly(scallop(around, 0.10, 0.02) if edges.style.curly else around)
    canvas.shape(
        path,
        pen.base,
        ink_colour=pen.ink,
        width=pen.line,
        shade=(r * 0.22, r * 0.10),
        tone=pen.dark,
    )
    with canvas.group(clip=path):
        for down in (-0.5, -0.1, 0.35, 0.7):
            turn = [
                (x - r * 0.9, y + r * down),
                (x, y + r * (down - 0.32)),
                (x + r * 0.85, y + r * (down + 0.05)),
            ]
            hue = pen.dark if down > 0 else pen.light
            canvas.line(turn, hue, pen.line * 1.2, (0.4, 0.4), per=4)


def _swing(edges: HairEdges) -> float:
    """Return to which side a ponytail swings: away from where the face looks."""
    return -1.0 if edges.shape.s > 0.1 else 1.0


def _draw_high_ponytail(canvas: Canvas, edges: HairEdges, pen: HairPen) -> None:
    x = edges.shape.around(180, -0.36, 0.10).x
    side, length = _swing(edges), max(edges.style.length, 0.5)
    tail = [
        (x * 0.8, -0.46),
        (x + side * 0.14, -0.585),
        (x + side * 0.34, -0.47),
        (x + side * 0.44, -0.1),
        (x + side * 0.42, length * 0.55),
        (x + side * 0.34, length),
    ]
    _draw_tail(canvas, edges, pen, tail, (0.07, 0.13, 0.15, 0.15, 0.13, 0.02))
    tie = [(x * 0.8 + side * 0.015, -0.51), (x * 0.8 + side * 0.085, -0.565)]
    canvas.fill(tube(tie, (0.072, 0.072), per=3), edges.style.tie)


def _draw_low_ponytail(canvas: Canvas, edges: HairEdges, pen: HairPen) -> None:
    x = edges.shape.around(180, 0.10, 0.08).x
    side, length = _swing(edges), max(edges.style.length, 0.8)
    tail = [(x, 0.12), (x + side * 0.10, 0.26), (x + side * 0.16, 0.6), (x + side * 0.12, length)]
    _draw_tail(canvas, edges, pen, tail, (0.08, 0.12, 0.13, 0.02))


def _draw_tail(
    canvas: Canvas,
    edges: HairEdges,
    pen: HairPen,
    points: Sequence[Point],
    half_widths: Sequence[float],
) -> None:
    keys = [edges.fall(point, 1.0) for point in points]
    path = tube(keys, half_widths, per=7)
    if edges.style.curly:
        around = list(zip(path.pts[0::2], path.pts[1::2], strict=True))
        path = poly(scallop(around, 0.12, 0.03))
    canvas.shape(
        path, pen.base, ink_colour=pen.ink, width=pen.line, shade=(0.05, 0.0), tone=pen.dark
    )
    with canvas.group(clip=path):
        for share in (-0.5, 0.0, 0.45):
            strand = [(x + share * half, y) for (x, y), half in zip(keys, half_widths, strict=True)]
            hue = pen.light if share < 0 else pen.dark
            canvas.line(strand, hue, pen.line * 1.4, (0.3, 0.4), per=5)

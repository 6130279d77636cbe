"""The head seen from behind."""

from studio.kernel.geometry import Point
from studio.render.drawing.canvas import Canvas
from studio.render.rig.hair.edges import HairEdges
from studio.render.rig.hair.pen import HairPen
from studio.render.rig.hair.texture import draw_curls, outline

_NAPE_Y = 0.34
_HEIGHTS = (-0.22, -0.08, 0.05, 0.18, _NAPE_Y)
_STRANDS = (-0.8, -0.5, -0.2, 0.15, 0.45, 0.75)
"""Where strands lie: -1 at the left edge, 1 at the right one."""


def draw_rear(canvas: Canvas, edges: HairEdges, pen: HairPen) -> None:
    """Draw the hair over the back of the head, down to the nape."""
    style = edges.style
    around = [*_side(edges, -1)[::-1], *edges.crown, *_side(edges, 1), (0.0, _NAPE_Y + 0.04)]
    path = outline(around, curly=style.curly, curl=(0.105, 0.020))
    canvas.shape(
        path,
        pen.base,
        ink_colour=pen.ink,
        width=pen.line,
        shade=(0.05, 0.0),
        tone=pen.dark,
        # Loose hair goes on down the back: a contour here would cut it off at the nape.
        outlined=style.kind != "loose",
    )
    with canvas.group(clip=path):
        if style.curly:
            draw_curls(canvas, path, pen)
        else:
            _draw_strands(canvas, edges, pen)


def _side(edges: HairEdges, side: float) -> list[Point]:
    edge = edges.outer(side, _HEIGHTS)
    if edges.style.kind not in ("up", "short"):
        return edge
    # Short and tied hair narrows to the nape.
    return [(x * (1 - 0.32 * max(0, (y - 0.05) / 0.3)), y) for x, y in edge]


def _draw_strands(canvas: Canvas, edges: HairEdges, pen: HairPen) -> None:
    top_x, top_y = edges.top
    for i, share in enumerate(_STRANDS):
        if edges.style.kind == "up":
            up = [(share * 0.36, 0.25), (share * 0.26, 0.0), (0, -0.28)]
            canvas.line(up, pen.strand(i), pen.line * 1.2, (0.3, 0.5), per=4)
        else:
            down = [
                (top_x + share * 0.05, top_y + 0.03),
                *((share * 0.30, -0.25), (share * 0.38, 0.05), (share * 0.36, 0.36)),
            ]
            canvas.line(down, pen.strand(i), pen.line * 1.3, (0.35, 0.2), per=4)

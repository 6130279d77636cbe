"""Lines that say how hair in front of the face lies: along the comb, or down with the fall."""

from studio.kernel.geometry import Point
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Path
from studio.render.drawing.paths import sample
from studio.render.rig.hair.edges import HairEdges, beyond_chin
from studio.render.rig.hair.loose import parting_x
from studio.render.rig.hair.pen import HairPen
from studio.render.rig.hair.texture import draw_curls
from studio.render.rig.portrait import SIDES

# Share of the way from the inner to the outer edge, light or dark, width in pen widths.
_FALLING = (
    (0.16, False, 1.1),
    (0.34, True, 2.6),
    (0.48, False, 1.0),
    (0.66, True, 1.8),
    (0.82, False, 1.1),
)


def draw_strands(canvas: Canvas, path: Path, edges: HairEdges, pen: HairPen) -> None:
    """Draw the strands of one front shape; the caller clips to it."""
    kind = edges.style.kind
    if edges.style.curly:
        draw_curls(canvas, path, pen)
    elif kind == "up":
        _draw_drawn_back(canvas, edges, pen)
    elif kind == "short":
        _draw_short(canvas, edges, pen)
    else:
        left, _, right, _ = path.bounds()
        middle = (left + right) / 2
        _draw_falling(canvas, edges, pen, -1.0 if middle < edges.top[0] else 1.0)
        if edges.style.front == "bangs" and abs(middle - edges.top[0]) < 0.12:
            _draw_fringe(canvas, edges, pen)


def draw_parting(canvas: Canvas, edges: HairEdges, pen: HairPen) -> None:
    """Draw the line from the brow to the crown along which loose hair parts."""
    x, y = edges.hairline[edges.parting]
    end = (parting_x(edges), edges.top[1] + 0.01)
    line = [(x, y + 0.004), (x * 0.85, y - 0.07), end]
    canvas.line(line, pen.ink, pen.line * 0.9, (0.1, 0.6), per=4)


def draw_wisps(canvas: Canvas, edges: HairEdges, pen: HairPen) -> None:
    """Draw a strand that has come loose at each temple that can be seen."""
    shape = edges.shape
    for side in SIDES:
        if side == edges.far:
            continue
        strand = [
            shape.around(side * degrees, y, out).point
            for degrees, y, out in ((74, -0.10, 0.02), (82, 0.12, 0.05), (76, 0.30, 0.03))
        ]
        canvas.line(strand, pen.ink, pen.line * 2.6, (0.05, 0.8))
        canvas.line(strand, pen.base, pen.line * 1.7, (0.05, 0.8))


def _draw_drawn_back(canvas: Canvas, edges: HairEdges, pen: HairPen) -> None:
    """Draw strands from the hairline to where the hair is tied."""
    top = edges.top[1]
    tied_x = edges.shape.around(180, -0.25).x * 0.9
    for i, (x, y) in enumerate(edges.hairline[1:-1]):
        strand = [
            (x, y),
            (x * 0.86 + tied_x * 0.14, y - 0.10),
            (x * 0.5 + tied_x * 0.5, (y + top) / 2 - 0.06),
            (tied_x, top + 0.02),
        ]
        width = pen.line * (1.0 if i % 2 else 1.6)
        canvas.line(strand, pen.strand(i), width, (0.35, 0.5), per=4)


def _draw_short(canvas: Canvas, edges: HairEdges, pen: HairPen) -> None:
    for i, (x, y) in enumerate(edges.hairline[1:-1]):
        strand = [(x, y), (x * 0.95 + 0.03, y - 0.06), (x * 0.82 + 0.06, y - 0.15)]
        canvas.line(strand, pen.strand(i), pen.line * 1.3, (0.3, 0.6), per=3)


def _draw_falling(canvas: Canvas, edges: HairEdges, pen: HairPen, side: float) -> None:
    """Draw strands from the crown down one side, following the silhouette inwards."""
    length = max(edges.style.length, 0.2)
    steps = (-0.24, -0.08, 0.10, 0.28, 0.28 + (length - 0.28) * 0.5, length * 0.97)
    # The first step below the tips ends them, though a later one may lie above it.
    below = next((i for i, y in enumerate(steps) if y > length), len(steps))
    top_x, top_y = edges.top
    for share, lit, width in _FALLING:
        root = (top_x + side * 0.02 * share, top_y + 0.03 + 0.10 * (1 - share))
        strand = [root, *(_falling_point(edges, side, y, share) for y in steps[:below])]
        hue = pen.light if lit else pen.dark
        canvas.line(strand, hue, pen.line * width, (0.35, 0.45), per=4)


def _falling_point(edges: HairEdges, side: float, y: float, share: float) -> Point:
    """Return a point of a strand: a share of the way from the curtain's inner to its outer edge."""
    outer = edges.outer_x(side, y)
    inner, _, depth = edges.shape.around(side * 78, min(max(y, -0.2), 0.2))
    if depth < 0:
        inner = outer - side * 0.08
    own = beyond_chin(y)
    inner = inner * (1 - own) + (outer - side * 0.24) * own
    if y < -0.1:
        # Towards the crown all strands run together.
        inner = edges.top[0] + (inner - edges.top[0]) * (0.55 if y < -0.2 else 0.8)
    return edges.fall((inner + (outer - inner) * share, y), side, 0.85)


def _draw_fringe(canvas: Canvas, edges: HairEdges, pen: HairPen) -> None:
    brow = sample(edges.hairline[2:-2], 3)
    for i, (x, y) in enumerate(brow[1::2]):
        strand = [
            (x, y - 0.01),
            (x * 0.92, y - 0.12),
            (x * 0.7 + edges.top[0] * 0.3, y - 0.26),
        ]
        canvas.line(strand, pen.strand(i + 1), pen.line * 1.1, (0.2, 0.6), per=3)

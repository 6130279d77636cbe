"""A hijab: cloth around head and neck with a window for the face."""

from studio.kernel.geometry import Point
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.paths import poly, sample
from studio.render.rig.hair.edges import HairEdges
from studio.render.rig.hair.pen import HairPen

_HEIGHTS = (-0.22, -0.05, 0.12, 0.28)

_WINDOW_HALF = (*((34, -0.255), (62, -0.16), (70, 0.0), (69, 0.16), (60, 0.30), (36, 0.425)),)
"""The window's right half, brow to chin: degrees round the head, height."""
_WINDOW = (
    *((-degrees, y) for degrees, y in _WINDOW_HALF[1::-1]),
    (0, -0.28),
    *_WINDOW_HALF,
    (0, 0.492),
    *((-degrees, y) for degrees, y in _WINDOW_HALF[:1:-1]),
)

_FOLDS = (
    ((0.30, 0.30), (0.10, 0.56), (-0.28, 0.62)),
    ((0.33, 0.42), (0.12, 0.72), (-0.34, 0.78)),
    ((0.30, 0.60), (0.10, 0.86), (-0.20, 0.92)),
    ((-0.34, -0.10), (-0.37, 0.10), (-0.30, 0.36)),
    ((0.36, -0.12), (0.385, 0.10), (0.31, 0.34)),
    ((-0.24, -0.42), (0.00, -0.47), (0.24, -0.41)),
)


def draw_hijab(canvas: Canvas, edges: HairEdges, pen: HairPen) -> None:
    """Draw the cloth, its window and its folds."""
    around = sample(_silhouette(edges), 5, closed=True)
    cloth = poly(around)
    path = cloth
    if edges.shape.face_visible:
        path = cloth.joined(poly(sample(_window(edges), 4, closed=True)[::-1]))
    canvas.outline(path, pen.ink, pen.line)
    canvas.fill(path, pen.base, even_odd=True)
    with canvas.group(clip=cloth):
        for i, fold in enumerate(_FOLDS):
            canvas.line(fold, pen.dark if i % 2 else pen.deep, pen.line * 1.4, (0.3, 0.4))


def _silhouette(edges: HairEdges) -> list[Point]:
    left, right = edges.outer(-1, _HEIGHTS), edges.outer(1, _HEIGHTS)
    left_x, right_x = left[-1][0], right[-1][0]
    drape = [
        *((right_x * 1.02, 0.50), (right_x * 1.35, 0.70), (right_x * 0.9, 0.98)),
        (0.05, 1.08),
        *((left_x * 0.95, 0.96), (left_x * 1.35, 0.70), (left_x * 1.02, 0.50)),
    ]
    return [*left[::-1], *edges.crown, *right, *drape]


def _window(edges: HairEdges) -> list[Point]:
    shape = edges.shape
    points = []
    for degrees, y in _WINDOW:
        x, drawn_y, depth = shape.around(degrees, y, 0.01)
        if depth < 0.02:
            x = shape.edge(degrees, y, -0.004)
        points.append((x, drawn_y))
    return points

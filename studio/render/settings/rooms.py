"""What a room is built of: walls and floor, boxes, windows, curtains, tables.

Units are centimetres; the floor is y = 0 and y grows downwards.
"""

from studio.kernel import colour
from studio.kernel.colour import Rgba
from studio.kernel.geometry import Rect
from studio.render.drawing.canvas import Canvas, vertical
from studio.render.drawing.paths import ellipse, poly, rect, rrect, smooth

REACH = 840.0
"""Half the width of a wall: wider than any frame sees."""

Sky = tuple[Rgba, Rgba]


def room(
    canvas: Canvas,
    wall: Rgba,
    floor: Rgba,
    skirting: Rgba | None = None,
    edge: float = -32.0,
) -> None:
    """Draw wall and floor; they meet at `edge`, above y = 0 because we look down on the floor."""
    canvas.fill(
        rect(-REACH, -700, REACH * 2, 700 + edge),
        vertical(-330, edge, colour.light(wall, 0.30), wall),
    )
    near, far = colour.light(floor, 0.25), colour.shadow(floor, 0.5)
    canvas.fill(rect(-REACH, edge, REACH * 2, 500), vertical(edge, 130, far, floor, near))
    if skirting is not None:
        canvas.fill(rect(-REACH, edge - 8, REACH * 2, 8), skirting)
        canvas.fill(rect(-REACH, edge - 0.8, REACH * 2, 1.6), colour.shadow(floor, 1.4))


def box(
    canvas: Canvas,
    x: float,
    y: float,
    w: float,
    h: float,
    base: Rgba,
    radius: float = 1.0,
    shade: float = 2.2,
) -> None:
    """Draw a plain thing seen from the front; `shade` is how wide its dark side is."""
    canvas.shape(rrect(x, y, w, h, radius), base, shade=(shade, shade * 0.4))


def window(
    canvas: Canvas,
    glass: Rect,
    frame: Rgba,
    sky: Sky,
    panes: tuple[int, int] = (2, 3),
    *,
    trees: bool = True,
) -> None:
    """Draw a window with `panes` across and down, and its sill."""
    x, y, w, h = glass
    box(canvas, x - 5, y - 5, w + 10, h + 10, frame, 1.5)
    pane = rect(x, y, w, h)
    canvas.fill(pane, vertical(y, y + h, *sky))
    with canvas.group(clip=pane):
        if trees:
            _tree_tops(canvas, glass, sky[1])
        shine = [(x, y + h * 0.5), (x + w * 0.7, y), (x + w * 0.9, y), (x, y + h * 0.66)]
        canvas.fill(poly(shine), 0xFFFFFF38)
    for i in range(1, panes[0]):
        canvas.fill(rect(x + w * i / panes[0] - 1.4, y, 2.8, h), frame)
    for i in range(1, panes[1]):
        canvas.fill(rect(x, y + h * i / panes[1] - 1.2, w, 2.4), frame)
    box(canvas, x - 9, y + h + 4, w + 18, 5, colour.light(frame, 0.4), 1)


def _tree_tops(canvas: Canvas, glass: Rect, haze: Rgba) -> None:
    x, y, w, h = glass
    near = colour.mix(haze, 0x7FA77BFF, 0.55)
    canvas.fill(ellipse(x + w * 0.2, y + h + 6, w * 0.5, h * 0.26), near)
    far = colour.mix(haze, 0x6C9A78FF, 0.6)
    canvas.fill(ellipse(x + w * 0.85, y + h + 10, w * 0.5, h * 0.34), far)


def curtain(canvas: Canvas, hanging: Rect, cloth: Rgba, folds: int = 5) -> None:
    """Draw a curtain that spreads a little at its hem."""
    x, y, w, h = hanging
    right = [(x + w, y), (x + w * 0.96, y + h * 0.5), (x + w * 1.04, y + h)]
    left = [(x - w * 0.04, y + h), (x + w * 0.04, y + h * 0.5)]
    path = smooth([(x, y), *right, *left], k=0.3)
    canvas.shape(path, cloth)
    with canvas.group(clip=path):
        for i in range(folds):
            at = x + w * (i + 0.6) / folds
            hem = [(at + w * 0.10, y + h), (at - w * 0.02, y + h)]
            canvas.fill(poly([(at, y), (at + w * 0.07, y), *hem]), colour.shadow(cloth, 0.5))


def counter_top(canvas: Canvas, x: float, y: float, w: float, base: Rgba, depth: float) -> None:
    """Draw a board seen from a little above; its front edge lies on `y`."""
    canvas.shape(rrect(x, y - depth * 0.2, w, depth * 0.75, 1.5), colour.shadow(base, 0.6))
    back_edge = [(x + w * 0.03, y - depth), (x + w * 0.97, y - depth)]
    canvas.shape(poly([*back_edge, (x + w, y), (x, y)]), base, shade=(0, -1.2))
    canvas.fill(rect(x, y - 0.2, w, depth * 0.38), colour.shadow(base, 0.45))


def table_legs(canvas: Canvas, x: float, y: float, w: float, base: Rgba, height: float) -> None:
    """Draw the two legs under a counter top."""
    for leg in (x + 6, x + w - 10):
        box(canvas, leg, y, 5, height, colour.shadow(base, 0.7), 0.6, 1.2)

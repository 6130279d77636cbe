"""Bake matrices into points, bending them on the way (camera high or low)."""

from collections.abc import Callable
from dataclasses import replace

from studio.kernel.geometry import IDENTITY, Matrix, Point, apply, multiply, scale_of
from studio.render.drawing.nodes import (
    Drawing,
    Fill,
    Group,
    Linear,
    Node,
    Paint,
    Path,
    Picture,
    Radial,
    Stroke,
    Text,
)
from studio.render.drawing.paths import rect, rrect

Bend = Callable[[float, float], Point]


def bake(node: Node, m: Matrix, bend: Bend) -> Node:
    """Return the node with `m` and then `bend` applied to every point; groups keep their names."""
    k = scale_of(m)
    if isinstance(node, Group):
        inner = multiply(m, node.matrix) if node.matrix is not IDENTITY else m
        clip = None if node.clip is None else _path(node.clip, inner, bend)
        items = tuple(bake(child, inner, bend) for child in node.items)
        return Group(items, IDENTITY, clip, node.opacity, node.blend, node.blur, node.tag)
    if isinstance(node, Fill):
        return Fill(_path(node.path, m, bend), _paint(node.paint, m, bend), node.even_odd)
    if isinstance(node, Stroke):
        dash = tuple(d * k for d in node.dash)
        path, paint = _path(node.path, m, bend), _paint(node.paint, m, bend)
        return Stroke(path, paint, node.width * k, node.cap, dash)
    if isinstance(node, Text):
        x, y = bend(*apply(m, node.x, node.y))
        return Text(node.text, x, y, node.size * k, node.paint, node.face, node.anchor)
    return _picture(node, m, bend)


def _picture(node: Picture, m: Matrix, bend: Bend) -> Picture:
    x0, y0 = bend(*apply(m, node.x, node.y))
    x1, y1 = bend(*apply(m, node.x + node.width, node.y + node.height))
    return Picture(node.key, x0, y0, x1 - x0, y1 - y0)


def _path(path: Path, m: Matrix, bend: Bend) -> Path:
    out: list[float] = []
    for x, y in zip(path.pts[0::2], path.pts[1::2], strict=True):
        out += bend(m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])
    return Path(path.ops, tuple(out))


def _paint(paint: Paint, m: Matrix, bend: Bend) -> Paint:
    if isinstance(paint, Linear):
        start = bend(*apply(m, paint.x0, paint.y0))
        end = bend(*apply(m, paint.x1, paint.y1))
        return Linear(*start, *end, paint.stops)
    if isinstance(paint, Radial):
        return Radial(*bend(*apply(m, paint.cx, paint.cy)), paint.r * scale_of(m), paint.stops)
    return paint


def keystone(width: float, height: float, k: float) -> Bend:
    """Return the bend of a tilted camera: k > 0 widens the bottom (camera low, looking up)."""
    cx, cy = width / 2, height / 2

    def bend(x: float, y: float) -> Point:
        v = (y - cy) / height
        s = 1 + k * v
        return cx + (x - cx) * s, cy + (y - cy) * (1 + 0.5 * k * v)

    return bend


def rounded(drawing: Drawing, radius: float) -> Drawing:
    """Return the drawing with round corners on nothing; `radius` in its own units."""
    if radius <= 0:
        return drawing
    ground = Fill(rect(0, 0, drawing.width, drawing.height), drawing.background)
    clip = rrect(0, 0, drawing.width, drawing.height, radius)
    return replace(drawing, root=Group((ground, drawing.root), clip=clip), background=0)

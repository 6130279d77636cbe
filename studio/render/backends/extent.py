"""How much of the device a node can touch, so that layers are no larger than what they hold."""

from math import inf

from studio.kernel.geometry import IDENTITY, Matrix, Rect, apply, multiply, scale_of
from studio.render.drawing.nodes import Fill, Group, Node, Path, Picture, Stroke, Text
from studio.render.text.shape import shape

_ABOVE, _BELOW, _BESIDE = 1.5, 0.8, 0.5
"""How far glyphs reach beyond the baseline and the advance, in em; Arabic marks stand tall."""

BLUR_REACH = 2.5
"""How far a blur spreads, in radii."""

Box = tuple[float, float, float, float]
NOTHING: Box = (inf, inf, -inf, -inf)


def extent(node: Node, m: Matrix) -> Box:
    """Return left, top, right, bottom on the device; NOTHING when the node draws nothing."""
    if isinstance(node, Fill):
        return _of_path(node.path, m, 0.0)
    if isinstance(node, Stroke):
        return _of_path(node.path, m, node.width)
    if isinstance(node, Group):
        return _of_group(node, m)
    if isinstance(node, Text):
        return _of_text(node, m)
    return _of_picture(node, m)


def together(one: Box, other: Box) -> Box:
    """Return the smallest box round both."""
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def common(one: Box, other: Box) -> Box:
    """Return what both boxes share."""
    return (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )


def grown(box: Box, by: float) -> Box:
    """Return the box with a margin on all sides."""
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _corners(rect: Rect, m: Matrix) -> Box:
    points = [apply(m, x, y) for x in (rect.x, rect.right) for y in (rect.y, rect.bottom)]
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _of_path(path: Path, m: Matrix, margin: float) -> Box:
    if not path.pts:
        return NOTHING
    left, top, right, bottom = path.bounds()
    return _corners(Rect(left, top, right - left, bottom - top).inset(-margin), m)


def _of_group(group: Group, m: Matrix) -> Box:
    inner = m if group.matrix is IDENTITY else multiply(m, group.matrix)
    box = NOTHING
    for node in group.items:
        box = together(box, extent(node, inner))
    if group.clip is not None:
        box = common(box, _of_path(group.clip, inner, 0.0))
    return grown(box, group.blur * scale_of(m) * BLUR_REACH)


def _of_text(node: Text, m: Matrix) -> Box:
    size = node.size
    width = shape(node.text, node.face).width * size
    left = node.x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[node.anchor]
    high = Rect(left - _BESIDE * size, node.y - _ABOVE * size, width + 2 * _BESIDE * size, 0.0)
    return _corners(high._replace(height=(_ABOVE + _BELOW) * size), m)


def _of_picture(node: Picture, m: Matrix) -> Box:
    return _corners(Rect(node.x, node.y, node.width, node.height), m)

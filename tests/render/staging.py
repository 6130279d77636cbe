"""Shots to test with, and ways to search what was drawn of them."""

from collections.abc import Iterator
from math import isfinite

from studio.kernel.geometry import IDENTITY, Matrix, Point, Rect, apply, multiply, scale_of
from studio.render.drawing.nodes import Fill, Group, Node, Path, Stroke, Text
from studio.render.rig.look import Look, read_look
from studio.render.shot import Cast, Prop, Shot
from studio.render.text.fit import width

_SHARED: dict[str, object] = {
    "outfit": "tshirt_jeans",
    "palette": {"top": "#E8A24A", "bottom": "#3D5A80", "shoe": "#F4EFE6", "accent": "#E76F51"},
}
LOOKS: dict[str, Look] = {
    name: read_look({**_SHARED, **recipe}, name)
    for name, recipe in {
        "ines": {"skin": "#C98A62", "hair": {"style": "long_wavy", "colour": "#3B2119"}},
        "kwame": {
            "skin": "#6B4128",
            "face": "square",
            "hair": {"style": "curly_top", "colour": "#1E1512"},
            "build": {"height": 188, "shoulders": 19.2, "leg": 1.0},
        },
        "mei": {
            "skin": "#F3CFB3",
            "face": "round",
            "hair": {"style": "space_buns", "colour": "#E58FA6"},
            "build": {"height": 152, "shoulders": 14.4},
        },
    }.items()
}

CURVE_STEPS = 8
Box = tuple[float, float, float, float]


def somebody(name: str = "ines", **cast: object) -> Cast:
    return Cast(name=name, look=LOOKS[name], **cast)  # type: ignore[arg-type] # tests know the keys


def shot_of(*cast: Cast, **shot: object) -> Shot:
    return Shot(cast=cast or (somebody(),), **shot)  # type: ignore[arg-type] # tests know the keys


def product_shot(*props: Prop, **shot: object) -> Shot:
    return Shot(subject="product", props=props, **shot)  # type: ignore[arg-type] # as above


def placed_leaves(
    group: Group, matrix: Matrix = IDENTITY
) -> Iterator[tuple[Fill | Stroke | Text, Matrix]]:
    """Yield every fill, stroke and text with the map from its own to the outer units."""
    inner = multiply(matrix, group.matrix)
    for node in group.items:
        if isinstance(node, Group):
            yield from placed_leaves(node, inner)
        elif isinstance(node, Fill | Stroke | Text):
            yield node, inner


def leaves(group: Group) -> list[Fill | Stroke | Text]:
    return [node for node, _ in placed_leaves(group)]


def groups(node: Node, matrix: Matrix = IDENTITY) -> Iterator[tuple[Group, Matrix]]:
    """Yield all groups, outermost first, with the map from their parent's units to the outer."""
    if isinstance(node, Group):
        yield node, matrix
        for child in node.items:
            yield from groups(child, multiply(matrix, node.matrix))


def tags(root: Group) -> list[str]:
    return [group.tag for group, _ in groups(root) if group.tag]


def tagged(root: Group, tag: str) -> Group:
    """Return the one group of that name, with its map to the root's units."""
    found = [(group, matrix) for group, matrix in groups(root) if group.tag == tag]
    assert len(found) == 1, f"{len(found)} groups are called {tag!r}: {tags(root)}"
    group, matrix = found[0]
    return Group((group,), matrix)


def texts(root: Group) -> list[str]:
    return [node.text for node in leaves(root) if isinstance(node, Text)]


def _on_curve(path: Path) -> list[Point]:
    """Return points that lie on the outline itself; handles of curves lie outside it."""
    out: list[Point] = []
    at = iter(zip(path.pts[0::2], path.pts[1::2], strict=True))
    for op in path.ops:
        if op in "ML":
            out.append(next(at))
        elif op == "C":
            start, (one, two, end) = out[-1], (next(at), next(at), next(at))
            for i in range(1, CURVE_STEPS + 1):
                u = i / CURVE_STEPS
                a, b, c, d = (1 - u) ** 3, 3 * (1 - u) ** 2 * u, 3 * (1 - u) * u * u, u**3
                x = a * start[0] + b * one[0] + c * two[0] + d * end[0]
                out.append((x, a * start[1] + b * one[1] + c * two[1] + d * end[1]))
    return out


def covered(root: Group) -> Rect:
    """Return the box round everything that is drawn, in the root's units; clips play no part."""
    boxes: list[Box] = []
    for node, matrix in placed_leaves(root):
        if isinstance(node, Text):
            boxes.append(_text_box(node, matrix))
            continue
        points = [apply(matrix, x, y) for x, y in _on_curve(node.path)]
        pen = node.width / 2 * scale_of(matrix) if isinstance(node, Stroke) else 0.0
        xs, ys = [x for x, _ in points], [y for _, y in points]
        boxes.append((min(xs) - pen, min(ys) - pen, max(xs) + pen, max(ys) + pen))
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    return Rect(left, top, max(b[2] for b in boxes) - left, max(b[3] for b in boxes) - top)


def _text_box(node: Text, matrix: Matrix) -> Box:
    """Return the box of a line: its advance, and the height of its capitals."""
    wide = width(node.text, node.face, node.size)
    left = node.x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[node.anchor]
    (x0, y0), (x1, y1) = (
        apply(matrix, left, node.y - node.size * 0.73),
        apply(matrix, left + wide, node.y),
    )
    return x0, y0, x1, y1


def assert_finite(root: Group) -> None:
    """Every number of the drawing is one, and something is drawn at all."""
    count = 0
    for node, matrix in placed_leaves(root):
        numbers = [*matrix]
        if isinstance(node, Text):
            numbers += [node.x, node.y, node.size]
        else:
            numbers += node.path.pts
        if isinstance(node, Stroke):
            numbers.append(node.width)
        assert all(isfinite(value) for value in numbers), node
        count += 1
    assert count > 0


def overlap(one: Rect, other: Rect) -> float:
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return across * down if across > 0 and down > 0 else 0.0


def inside(inner: Rect, outer: Rect, slack: float = 1e-6) -> bool:
    return (
        inner.x >= outer.x - slack
        and inner.y >= outer.y - slack
        and inner.right <= outer.right + slack
        and inner.bottom <= outer.bottom + slack
    )

"""Layers are as large as what they hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage

from studio.kernel.geometry import IDENTITY, Matrix
from studio.render.backends.extent import NOTHING, common, extent, grown, together
from studio.render.backends.qt import paint
from studio.render.drawing.nodes import Drawing, Fill, Group, Node, Path, Picture, Stroke, Text
from studio.render.drawing.paths import ellipse, poly, rect

BLACK = 0x000000FF


def inked(image: QImage) -> tuple[int, int, int, int]:
    spots = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).red() < 250
    ]
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    return min(xs), min(ys), max(xs) + 1, max(ys) + 1


LEAVES: list[Node] = [
    Fill(ellipse(50, 40, 20, 10, 0.6), BLACK),
    Stroke(poly([(30, 30), (60, 50), (40, 70)], closed=False), BLACK, 9),
    Text("Ágمُ日", 40, 60, 14, BLACK, "sans", "middle"),
    Picture("none", 30, 30, 25, 40),
]


@pytest.mark.parametrize("node", LEAVES, ids=lambda node: type(node).__name__)
@pytest.mark.parametrize(
    "matrix", [IDENTITY, (0.8, 0.3, -0.3, 0.8, 20.0, 0.0), (-1.0, 0.0, 0.0, 1.0, 100.0, 5.0)]
)
@pytest.mark.parametrize("blur", [0.0, 4.0])
def test_no_ink_falls_outside_the_extent(node: Node, matrix: Matrix, blur: float) -> None:
    group = Group((node,), matrix, blur=blur)
    left, top, right, bottom = extent(group, IDENTITY)
    found = inked(paint(Drawing(100, 100, Group((group,))), 100))
    assert left - 1 <= found[0]
    assert top - 1 <= found[1]
    assert found[2] <= right + 1
    assert found[3] <= bottom + 1


def test_a_clip_makes_the_extent_smaller() -> None:
    group = Group((Fill(rect(0, 0, 100, 100), BLACK),), clip=rect(40, 30, 10, 20))
    assert extent(group, (2, 0, 0, 2, 0, 0)) == (80, 60, 100, 100)


def test_nothing_has_no_extent() -> None:
    assert extent(Group(), IDENTITY) == NOTHING
    assert extent(Fill(Path("", ()), BLACK), IDENTITY) == NOTHING
    assert together(NOTHING, (1, 2, 3, 4)) == (1, 2, 3, 4)


BOXES = st.tuples(*[st.floats(-100, 100)] * 4).map(
    lambda v: (min(v[0], v[2]), min(v[1], v[3]), max(v[0], v[2]), max(v[1], v[3]))
)


@given(BOXES, BOXES)
def test_both_boxes_lie_in_their_union_and_the_common_part_in_both(
    one: tuple[float, float, float, float], two: tuple[float, float, float, float]
) -> None:
    whole, part = together(one, two), common(one, two)
    for box in (one, two):
        assert common(whole, box) == box
        assert together(part, box)[:2] == box[:2]
    assert grown(grown(one, 5.0), -5.0) == pytest.approx(one)

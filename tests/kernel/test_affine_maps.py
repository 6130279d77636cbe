"""Boxes and affine maps."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.kernel.geometry import IDENTITY, Matrix, Rect, apply, lerp, multiply, scale_of

NUMBER = st.floats(-100, 100)
POINT = st.tuples(NUMBER, NUMBER)
MATRIX = st.tuples(*[NUMBER] * 6)


@given(MATRIX, MATRIX, MATRIX)
def test_maps_multiply_associatively(one: Matrix, two: Matrix, three: Matrix) -> None:
    left = multiply(multiply(one, two), three)
    right = multiply(one, multiply(two, three))
    assert left == pytest.approx(right, rel=1e-9, abs=1e-5)


@given(MATRIX, MATRIX, NUMBER, NUMBER)
def test_the_inner_map_comes_first(outer: Matrix, inner: Matrix, x: float, y: float) -> None:
    both = apply(multiply(outer, inner), x, y)
    assert both == pytest.approx(apply(outer, *apply(inner, x, y)), rel=1e-9, abs=1e-5)


@given(MATRIX)
def test_the_identity_changes_nothing(m: Matrix) -> None:
    assert multiply(m, IDENTITY) == pytest.approx(m)
    assert multiply(IDENTITY, m) == pytest.approx(m)


def test_a_matrix_is_in_svg_order() -> None:
    assert apply((1, 0, 0, 1, 30, 40), 1, 2) == (31, 42)
    assert apply((2, 0, 0, 3, 0, 0), 1, 2) == (2, 6)
    assert apply((0, 1, -1, 0, 0, 0), 1, 0) == (0, 1)
    shift, double = (1, 0, 0, 1, 10, 0), (2, 0, 0, 2, 0, 0)
    assert apply(multiply(shift, double), 1, 1) == (12, 2)
    assert apply(multiply(double, shift), 1, 1) == (22, 2)


@given(st.floats(0, math.tau), st.floats(0.1, 50), NUMBER, NUMBER)
def test_scale_is_the_stretch_whatever_the_turn(
    angle: float, scale: float, dx: float, dy: float
) -> None:
    c, s = scale * math.cos(angle), scale * math.sin(angle)
    assert scale_of((c, s, -s, c, dx, dy)) == pytest.approx(scale)
    assert scale_of((c, s, s, -c, dx, dy)) == pytest.approx(scale)  # mirrored


def test_scale_averages_over_directions() -> None:
    assert scale_of((2, 0, 0, 8, 5, 5)) == 4
    assert scale_of((1, 2, 2, 4, 0, 0)) == 0


def test_a_box_knows_its_borders_and_its_middle() -> None:
    box = Rect(10, 20, 30, 40)
    assert (box.right, box.bottom, box.centre) == (40, 60, (25, 40))
    assert box.inset(5) == Rect(15, 25, 20, 30)
    assert box.inset(-5).centre == box.centre


@pytest.mark.parametrize(
    ("x", "y", "inside"),
    [
        (10, 20, True),
        (39.99, 59.99, True),
        (40, 30, False),
        (20, 60, False),
        (9.99, 30, False),
        (20, 19.99, False),
    ],
)
def test_a_box_contains_its_left_and_top_border_only(x: float, y: float, *, inside: bool) -> None:
    assert Rect(10, 20, 30, 40).contains(x, y) is inside


@given(POINT, POINT)
def test_a_share_of_the_way(a: tuple[float, float], b: tuple[float, float]) -> None:
    assert lerp(a, b, 0) == a
    assert lerp(a, b, 1) == pytest.approx(b, abs=1e-9)
    assert lerp(a, b, 0.5) == pytest.approx(((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), abs=1e-9)


def test_a_quarter_of_the_way_is_nearer_to_the_start() -> None:
    assert lerp((0, 0), (8, 4), 0.25) == (2, 1)

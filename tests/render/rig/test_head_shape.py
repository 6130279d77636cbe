from math import isfinite, pi, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.render.rig.head_shape import (
    FACE_SHAPES,
    LEVELS,
    OVAL,
    HeadShape,
    smoothstep,
    turned_head,
    wrap_angle,
)

yaws = st.floats(-10, 10)
heights = st.floats(-0.5, 0.5)


def _turned(degrees: float, face: str = "oval") -> HeadShape:
    return turned_head(FACE_SHAPES[face], radians(degrees))


@given(yaws)
def test_a_wrapped_angle_is_the_same_direction(yaw: float) -> None:
    wrapped = wrap_angle(yaw)
    assert -pi <= wrapped <= pi
    turns = (yaw - wrapped) / (2 * pi)
    assert turns == pytest.approx(round(turns))


@pytest.mark.parametrize("level", LEVELS)
def test_the_silhouette_from_the_front_is_the_table_of_levels(level: tuple[float, ...]) -> None:
    y, half_width, _, _ = level
    left, right = _turned(0).extent(y)
    assert (left, right) == pytest.approx((-half_width, half_width))


@given(yaws, heights)
def test_mirrored_heads_have_mirrored_points(yaw: float, y: float) -> None:
    one, other = turned_head(OVAL, yaw, 0.2), turned_head(OVAL, -yaw, 0.2)
    x0, y0 = one.on_face(0.1, y, 0.02)
    assert other.on_face(-0.1, y, 0.02) == pytest.approx((-x0, y0))
    x1, y1, depth = one.around(70, y, 0.01)
    assert other.around(-70, y, 0.01) == pytest.approx((-x1, y1, depth))
    left, right = one.extent(y)
    assert other.extent(y) == pytest.approx((-right, -left))


@given(yaws, st.floats(-0.6, 0.6), st.sampled_from(sorted(FACE_SHAPES)))
def test_every_contour_is_finite_and_about_one_head_tall(
    yaw: float, pitch: float, face: str
) -> None:
    path = turned_head(FACE_SHAPES[face], yaw, pitch).face_path()
    assert all(isfinite(value) for value in path.pts)
    left, top, right, bottom = path.bounds()
    assert 0.65 < bottom - top < 1.1
    assert 0.6 < right - left < 1.0


def test_a_nose_stands_out_of_a_profile_and_on_its_own_side_only() -> None:
    right_edge = _turned(90).face_path().bounds()[2]
    assert right_edge > _turned(90).extent(0.18)[1] + 0.07
    assert _turned(-90).face_path().bounds()[0] == pytest.approx(-right_edge)


def test_a_point_round_the_skull_turns_away_with_the_head() -> None:
    assert _turned(0).around(0, 0.0).depth > 0.3
    assert _turned(180).around(0, 0.0).depth < -0.3
    assert _turned(90).around(0, 0.0).x > 0.3
    assert _turned(90).around(-90, 0.0).depth > 0.3


@pytest.mark.parametrize(("degrees", "seen"), [(0, True), (111, True), (-111, True), (113, False)])
def test_the_face_is_seen_up_to_a_little_behind_the_profile(degrees: float, seen: bool) -> None:
    assert _turned(degrees).face_visible is seen


def test_a_profile_is_one_only_near_the_right_angle() -> None:
    assert [_turned(d).in_profile for d in (0, 45, 90, -90, 135)] == [
        False,
        False,
        True,
        True,
        False,
    ]


def test_a_raised_nose_moves_up() -> None:
    level, raised = turned_head(OVAL, 0.0), turned_head(OVAL, 0.0, 0.3)
    assert raised.on_face(0.0, 0.18, 0.05)[1] < level.on_face(0.0, 0.18, 0.05)[1] - 0.05


def test_the_shapes_of_faces_differ_where_they_say() -> None:
    def width(face: str, y: float) -> float:
        left, right = _turned(0, face).extent(y)
        return right - left

    assert width("square", 0.32) > 1.08 * width("oval", 0.32)
    assert width("heart", 0.46) < 0.9 * width("oval", 0.46)
    assert width("round", 0.10) > 1.03 * width("oval", 0.10)
    assert _turned(0, "long").height(0.5) > _turned(0).height(0.5)
    assert _turned(0, "long").height(-0.5) == _turned(0).height(-0.5)


def test_smoothstep_eases_between_its_ends() -> None:
    assert [smoothstep(1, 3, x) for x in (0, 1, 2, 3, 4)] == [0, 0, 0.5, 1, 1]

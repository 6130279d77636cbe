from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.kernel.geometry import Rect
from studio.render.camera import ANGLES, Angle, Frame, angle
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.paths import ellipse
from studio.render.lens import Lens
from tests.render.staging import covered

FRAME = Frame(10.0, -90.0, 54.0, 96.0)
coordinate = st.floats(-200, 200)
tilts = st.builds(Angle, st.floats(-0.4, 0.4), st.floats(-15, 15))


def _lens(code: str = "eye") -> Lens:
    return Lens(replace(FRAME, angle=angle(code)), 1080, 1920)


def _dot_seen(lens: Lens, x: float, y: float) -> Rect:
    canvas = Canvas()
    with canvas.group(lens.matrix):
        canvas.fill(ellipse(x, y, 0.01), 0xFF)
    return covered(lens.seen(canvas.root))


@given(tilts, coordinate, coordinate)
def test_a_point_lies_where_the_drawing_shows_it(tilt: Angle, x: float, y: float) -> None:
    lens = Lens(replace(FRAME, angle=tilt), 1080, 1920)
    assert lens.point((x, y)) == pytest.approx(_dot_seen(lens, x, y).centre, abs=0.5)


@pytest.mark.parametrize("code", ANGLES)
def test_the_middle_of_the_frame_is_the_middle_of_the_picture(code: str) -> None:
    assert _lens(code).point((10.0, -90.0)) == pytest.approx((540, 960))


@pytest.mark.parametrize("code", ["eye", "low", "high"])
def test_the_drawn_frame_covers_the_whole_picture(code: str) -> None:
    lens = _lens(code)
    left, right = FRAME.cx - FRAME.width / 2, FRAME.cx + FRAME.width / 2
    top, bottom = FRAME.cy - FRAME.height / 2, FRAME.cy + FRAME.height / 2
    assert lens.point((left, top))[1] <= 0 < 1920 <= lens.point((left, bottom))[1]
    for y in (top, bottom):
        narrow = angle(code).keystone * (-1 if y == top else 1) < 0
        assert lens.point((left, y))[0] <= (60 if narrow else 0)
        assert lens.point((right, y))[0] >= (1020 if narrow else 1080)


def test_a_low_camera_widens_the_bottom_and_a_high_one_the_top() -> None:
    def spread(code: str, y: float) -> float:
        return _lens(code).point((30.0, y))[0] - _lens(code).point((-10.0, y))[0]

    assert spread("low", -50.0) > spread("low", -130.0)
    assert spread("high", -50.0) < spread("high", -130.0)
    assert spread("eye", -50.0) == pytest.approx(spread("eye", -130.0))


def test_a_dutch_angle_lowers_the_right_side() -> None:
    lens = _lens("dutch")
    assert lens.point((30.0, -90.0))[1] > lens.point((-10.0, -90.0))[1]


@given(coordinate, coordinate)
def test_a_box_stands_round_its_point(x: float, y: float) -> None:
    for code in ANGLES:
        lens = _lens(code)
        assert lens.box((x, y), (5, 8)).centre == pytest.approx(lens.point((x, y)))


def test_a_box_grows_with_the_picture() -> None:
    box = _lens().box((10.0, -90.0), (5, 8))
    assert (box.width, box.height) == pytest.approx((10 * 20, 16 * 20))


@pytest.mark.parametrize("code", ["low", "high", "dutch"])
def test_a_tilted_picture_is_enlarged_so_that_its_corners_stay_filled(code: str) -> None:
    level, tilted = (_lens(name).box((10.0, -90.0), (5, 8)) for name in ("eye", code))
    assert tilted.width > 1.1 * level.width

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.render import camera
from studio.render.camera import (
    CAMERA_MOVES,
    SIZES,
    Body,
    Frame,
    frame_after,
    frame_behind,
    frame_between,
    frame_cast,
    frame_shot,
)
from studio.render.panel import draw_panel
from studio.render.rig.expression import expression_names
from studio.render.rig.figure import Figure
from studio.render.rig.hair.style import hair_style_names
from studio.render.rig.look import HairLook
from studio.render.rig.pose import FACINGS, poses
from studio.render.shot import RATIOS, Cast, Prop
from tests.render.staging import LOOKS, product_shot, shot_of, somebody

UPRIGHT = 1080 / 1920
FRAME = Frame(0.0, -100.0, 90.0, 160.0, blur=4.0)

people = st.builds(
    lambda name, style, **cast: Cast(
        name=name, look=replace(LOOKS[name], hair=HairLook(style, 0x3B2119FF)), **cast
    ),
    st.sampled_from(sorted(LOOKS)),
    st.sampled_from(hair_style_names()),
    pose=st.sampled_from(sorted(poses())),
    facing=st.sampled_from(sorted(FACINGS)),
    expression=st.sampled_from(expression_names()),
    x=st.floats(-60, 60),
    mirror=st.booleans(),
)


def _body(cast: Cast) -> Body:
    figure = Figure(cast)
    head = figure.head
    return Body(figure.landmarks, head.centre, head.unit, head.shape.s)


def _standing(facing: str = "front") -> Body:
    return _body(somebody(pose="stand", facing=facing))


def _sees(frame: Frame, at: tuple[float, float]) -> bool:
    return (
        abs(at[0] - frame.cx) <= frame.width / 2 + 1e-6
        and abs(at[1] - frame.cy) <= frame.height / 2 + 1e-6
    )


def _face(body: Body) -> list[tuple[float, float]]:
    """Return the points that a frame must hold: a head from crown to chin, ear to ear."""
    x, y = body.centre
    half = 0.34 * body.unit
    return [body.landmarks["crown"], body.landmarks["chin"], (x - half, y), (x + half, y)]


@given(
    people,
    st.sampled_from([size for size in SIZES if size != "ECU"]),
    st.sampled_from(list(RATIOS)),
)
def test_a_whole_face_is_in_the_frame_at_every_size_and_ratio(
    cast: Cast, size: str, ratio: str
) -> None:
    body = _body(cast)
    width, height = RATIOS[ratio]
    frame = frame_cast([body], size, width / height)
    assert all(_sees(frame, point) for point in _face(body))


@given(people, st.sampled_from(list(RATIOS)))
def test_eyes_and_mouth_are_in_an_extreme_close_up(cast: Cast, ratio: str) -> None:
    body = _body(cast)
    width, height = RATIOS[ratio]
    frame = frame_cast([body], "ECU", width / height)
    assert all(_sees(frame, body.landmarks[name]) for name in ("eyes", "mouth"))


@given(st.lists(people, min_size=2, max_size=3), st.sampled_from(SIZES[1:]))
def test_everybody_s_face_is_in_the_frame(cast: list[Cast], size: str) -> None:
    bodies = [_body(member) for member in cast]
    frame = frame_cast(bodies, size, UPRIGHT)
    assert all(_sees(frame, point) for body in bodies for point in _face(body))


@given(people, st.sampled_from(["MS", "MWS", "FS", "WS", "EWS"]), st.sampled_from(list(RATIOS)))
def test_the_lower_line_of_a_size_is_in_the_frame(cast: Cast, size: str, ratio: str) -> None:
    body = _body(cast)
    width, height = RATIOS[ratio]
    rule = camera.size_rule(size)
    frame = frame_cast([body], size, width / height)
    lower = body.landmarks[rule.bottom][1] + rule.below * body.unit
    assert lower <= frame.cy + frame.height / 2 + 1e-6


@pytest.mark.parametrize("size", SIZES[1:])
@pytest.mark.parametrize("ratio", [0.3, UPRIGHT, 1.0])
def test_a_tall_hat_has_air_over_it(size: str, ratio: float) -> None:
    body = _standing()
    x, y = body.landmarks["crown"]
    hatted = replace(body, landmarks={**body.landmarks, "crown": (x, y - 45.0)})
    frame = frame_cast([hatted], size, ratio)
    assert y - 45.0 - (frame.cy - frame.height / 2) >= 0.05 * frame.height - 1e-6


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("code", camera.ANGLES)
def test_the_eyes_are_in_the_picture_at_every_size_ratio_and_angle(
    size: str, ratio: str, code: str
) -> None:
    drawing = draw_panel(shot_of(size=size, ratio=ratio, angle=code))
    x, y = drawing.landmarks["ines.eyes"]
    assert 0 < x < drawing.width
    assert 0 < y < drawing.height


@pytest.mark.parametrize("ratio", [width / height for width, height in RATIOS.values()])
def test_each_size_shows_more_than_the_tighter_one(ratio: float) -> None:
    heights = [frame_cast([_standing()], size, ratio).height for size in SIZES]
    assert all(tight < wide for tight, wide in pairwise(heights))


def test_a_medium_shot_cuts_between_waist_and_thigh_and_a_full_shot_below_the_feet() -> None:
    body = _standing()
    bottom = {size: (f := frame_cast([body], size, 1.0)).cy + f.height / 2 for size in SIZES}
    assert body.landmarks["waist"][1] < bottom["MS"] < body.landmarks["thigh"][1]
    assert bottom["FS"] > body.landmarks["floor"][1]


def test_the_settings_ground_is_soft_up_close_and_sharp_in_a_full_shot() -> None:
    blurs = [frame_cast([_standing()], size, UPRIGHT).blur for size in SIZES]
    assert blurs == sorted(blurs, reverse=True)
    assert blurs[SIZES.index("FS")] == 0


@pytest.mark.parametrize(("framing", "side"), [("left", -1), ("right", 1)])
def test_a_framing_puts_the_cast_on_its_side(framing: str, side: int) -> None:
    body = _standing()
    frame = frame_cast([body], "MS", UPRIGHT, framing)
    assert (body.landmarks["bust"][0] - frame.cx) * side > 0.1 * frame.width


@pytest.mark.parametrize(("facing", "side"), [("3q_right", 1), ("3q_left", -1)])
def test_who_looks_aside_gets_room_before_the_face(facing: str, side: int) -> None:
    body = _standing(facing=facing)
    auto, centred = (frame_cast([body], "MCU", UPRIGHT, name) for name in ("auto", "centre"))
    assert (auto.cx - centred.cx) * side == pytest.approx(0.07 * auto.width)


def test_a_raised_hand_widens_a_medium_close_up() -> None:
    raised, hanging = _body(somebody(pose="wave")), _body(somebody(pose="stand"))
    frame = frame_cast([raised], "MCU", UPRIGHT)
    assert frame.width > frame_cast([hanging], "MCU", UPRIGHT).width
    hands = [raised.landmarks[hand] for hand in ("hand_r", "hand_l")]
    assert _sees(frame, min(hands, key=lambda hand: hand[1]))


def test_nobody_in_the_cast_frames_the_setting_as_if_somebody_stood_there() -> None:
    empty = replace(shot_of(), cast=(), size="FS")
    frame = frame_shot(empty, [], UPRIGHT)
    peopled = frame_cast([_standing()], "FS", UPRIGHT)
    assert frame.height == pytest.approx(peopled.height, rel=0.15)
    assert frame.cx == pytest.approx(0)


def test_a_setting_without_cast_is_sharp_at_every_size() -> None:
    empty = replace(shot_of(), cast=())
    assert [frame_shot(replace(empty, size=size), [], 1.0).blur for size in SIZES] == [0.0] * 8


def test_a_product_shot_frames_the_product_before_any_other_prop() -> None:
    props = (Prop("jar", x=-30.0), Prop("product", x=12.0, y=-80.0, scale=1.5))
    frame = frame_shot(product_shot(*props, size="CU"), [], UPRIGHT)
    assert (frame.cx, frame.cy) == pytest.approx((12.0, -86.0))
    assert frame.height == pytest.approx(46 * 1.5)


def test_a_product_shot_without_product_frames_the_first_prop() -> None:
    frame = frame_shot(product_shot(Prop("jar", x=-30.0), Prop("cup")), [], UPRIGHT)
    assert frame.cx == -30.0


def test_a_larger_product_gets_a_larger_frame_but_looks_the_same() -> None:
    one, two = (frame_shot(product_shot(Prop("product", scale=k)), [], UPRIGHT) for k in (1.0, 2.0))
    assert two.height == pytest.approx(2 * one.height)


def test_unknown_codes_give_the_usual_frame() -> None:
    body = _standing()
    assert frame_cast([body], "huge", 1.0) == frame_cast([body], "MS", 1.0)
    assert camera.angle("sideways") == camera.angle("eye")
    assert frame_after(FRAME, "teleport") == FRAME
    assert frame_cast([body], "MS", 1.0, "somewhere") == frame_cast([body], "MS", 1.0, "centre")


def test_menus_begin_with_the_plain_choice() -> None:
    assert (SIZES[0], SIZES[-1]) == ("ECU", "EWS")
    assert (camera.ANGLES[0], CAMERA_MOVES[0], camera.FRAMINGS[0]) == ("eye", "static", "auto")
    assert camera.size_rule("MS") == camera.size_rule(camera.USUAL_SIZE)


@pytest.mark.parametrize(
    ("move", "grows", "right", "down"),
    [
        ("push_in", -1, 0, -1),
        ("pull_out", 1, 0, 1),
        ("pan_left", 0, -1, 0),
        ("truck_right", 0, 1, 0),
        ("tilt_up", 0, 0, -1),
        ("tilt_down", 0, 0, 1),
        ("static", 0, 0, 0),
    ],
)
def test_a_camera_move_ends_where_its_name_says(
    move: str, grows: int, right: int, down: int
) -> None:
    end = frame_after(FRAME, move)
    signs = [end.width - FRAME.width, end.cx - FRAME.cx, end.cy - FRAME.cy]
    assert [(value > 1e-9) - (value < -1e-9) for value in signs] == [grows, right, down]
    assert end.width / end.height == pytest.approx(FRAME.width / FRAME.height)


@given(st.sampled_from(CAMERA_MOVES), st.floats(0, 1))
def test_a_frame_on_the_way_keeps_the_ratio_and_lies_between(move: str, t: float) -> None:
    end = frame_after(FRAME, move)
    now = frame_between(FRAME, end, t)
    assert now.width / now.height == pytest.approx(FRAME.width / FRAME.height)
    for start, middle, stop in zip(_numbers(FRAME), _numbers(now), _numbers(end), strict=True):
        assert min(start, stop) - 1e-6 <= middle <= max(start, stop) + 1e-6


def _numbers(frame: Frame) -> tuple[float, ...]:
    return frame.cx, frame.cy, frame.width, frame.height


@pytest.mark.parametrize("move", CAMERA_MOVES)
def test_a_move_starts_at_its_start_and_ends_at_its_end(move: str) -> None:
    end = frame_after(FRAME, move)
    assert _numbers(frame_between(FRAME, end, 0.0)) == pytest.approx(_numbers(FRAME))
    assert _numbers(frame_between(FRAME, end, 1.0)) == pytest.approx(_numbers(end))


def test_equal_steps_of_a_zoom_grow_by_equal_factors() -> None:
    end = frame_after(FRAME, "zoom_in")
    heights = [frame_between(FRAME, end, t).height for t in (0.0, 0.25, 0.5, 0.75, 1.0)]
    factors = [later / earlier for earlier, later in pairwise(heights)]
    assert factors == pytest.approx([factors[0]] * 4)


def test_the_setting_looks_smaller_the_closer_the_shot() -> None:
    shrink = [
        frame_behind(frame).height / frame.height
        for frame in (frame_cast([_standing()], size, UPRIGHT) for size in SIZES)
    ]
    assert all(ratio > 1 for ratio in shrink)
    assert shrink == sorted(shrink, reverse=True)


def test_a_low_camera_lifts_the_setting_s_frame_and_a_high_one_lowers_it() -> None:
    low, eye, high = (
        frame_behind(replace(FRAME, angle=camera.angle(code))).cy for code in ("low", "eye", "high")
    )
    assert low < eye < high

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.kernel.geometry import Rect, scale_of
from studio.render.camera import ANGLES, CAMERA_MOVES, FRAMINGS, SIZES
from studio.render.drawing.nodes import Group, Stroke
from studio.render.overlay.placements import PLACEMENTS
from studio.render.overlay.super_layout import SUPER_POSITIONS, SUPER_STYLES
from studio.render.panel import draw_panel
from studio.render.props.registry import PROPS
from studio.render.settings.light import LIGHTS
from studio.render.settings.registry import SETTINGS
from studio.render.shot import RATIOS, Marks, Product, Prop, Shot, Super
from tests.render.golden import check_golden, flatten
from tests.render.staging import (
    assert_finite,
    covered,
    groups,
    overlap,
    placed_leaves,
    product_shot,
    shot_of,
    somebody,
    tagged,
    tags,
    texts,
)

SERUM = Product(text="LUMI")
EVERY_MARK = Marks("01", "00:02.5", move=True, disclosure="Ad", thirds=True, safe_zones=True)

codes = st.sampled_from
any_shot = st.builds(
    shot_of,
    ratio=codes([*RATIOS, "3:2"]),
    size=codes([*SIZES, "huge"]),
    angle=codes([*ANGLES, "sideways"]),
    camera_move=codes([*CAMERA_MOVES, "teleport"]),
    subject=codes(["cast", "product"]),
    setting=codes([*SETTINGS, "the moon"]),
    light=codes([*LIGHTS, "neon"]),
    framing=codes([*FRAMINGS, "behind"]),
    props=st.lists(st.builds(Prop, codes([*PROPS, "ufo"])), max_size=2).map(tuple),
    supers=st.lists(
        st.builds(Super, st.text(max_size=40), codes(SUPER_STYLES), codes(SUPER_POSITIONS)),
        max_size=2,
    ).map(tuple),
)
any_marks = st.builds(
    Marks,
    number=codes(["", "01"]),
    move=st.booleans(),
    placement=codes([*PLACEMENTS, "billboard"]),
    thirds=st.booleans(),
    safe_zones=st.booleans(),
)


@settings(max_examples=60)
@given(any_shot, any_marks)
def test_every_shot_is_drawn_with_finite_numbers(shot: Shot, marks: Marks) -> None:
    drawing = draw_panel(shot, marks)
    assert (drawing.width, drawing.height) == RATIOS.get(shot.ratio, RATIOS["9:16"])
    assert_finite(drawing.root)


@settings(max_examples=15)
@given(any_shot, any_marks)
def test_the_same_shot_gives_the_same_drawing(shot: Shot, marks: Marks) -> None:
    assert draw_panel(shot, marks) == draw_panel(shot, marks)


@pytest.mark.parametrize("code", SETTINGS)
def test_every_setting_fills_the_picture_behind_a_full_shot(code: str) -> None:
    for ratio in RATIOS:
        drawing = draw_panel(shot_of(setting=code, size="FS", ratio=ratio))
        ground = covered(tagged(drawing.root, "set"))
        assert ground.x <= 0
        assert ground.y <= 0
        assert ground.right >= drawing.width
        assert ground.bottom >= drawing.height


def test_groups_name_what_can_be_grabbed() -> None:
    shot = shot_of(
        somebody("ines", pose="hold_product", prop="product", x=-30),
        somebody("kwame", x=30),
        size="FS",
        camera_move="push_in",
        props=(Prop("open_box"),),
        supers=(Super("Glow on."), Super("Shop now", "cta", "bottom")),
    )
    found = [tag for tag in tags(draw_panel(shot, EVERY_MARK).root) if not tag.startswith("arm:")]
    assert found == [
        "set",
        "figure:ines",
        "prop:product",
        "figure:kwame",
        "front",
        "prop:open_box",
        "move",
        "super:0",
        "super:1",
        "overlay",
    ]


def test_whoever_stands_nearer_is_drawn_later() -> None:
    near, far = somebody("ines", z=20.0), somebody("kwame", z=-20.0)
    order = [tag for tag in tags(draw_panel(shot_of(near, far)).root) if tag.startswith("figure:")]
    assert order == ["figure:kwame", "figure:ines"]


def test_without_marks_there_is_no_overlay() -> None:
    shot = shot_of(camera_move="push_in", supers=(Super("Glow on."),))
    found = tags(draw_panel(shot).root)
    assert "overlay" not in found
    assert "move" not in found
    assert "super:0" in found


@pytest.mark.parametrize(
    "marks",
    [
        Marks(number="01"),
        Marks(timecode="00:00"),
        Marks(disclosure="Ad"),
        Marks(thirds=True),
        Marks(safe_zones=True),
    ],
)
def test_each_mark_alone_makes_the_overlay(marks: Marks) -> None:
    assert tags(draw_panel(Shot(), marks).root)[-1] == "overlay"


def test_arrows_are_asked_for_and_only_drawn_for_a_moving_camera() -> None:
    marks = Marks(move=True)
    assert "move" in tags(draw_panel(Shot(camera_move="pan_left"), marks).root)
    assert "move" not in tags(draw_panel(Shot(camera_move="static"), marks).root)
    assert "overlay" not in tags(draw_panel(Shot(camera_move="pan_left"), marks).root)


def test_unknown_names_fall_back_to_plain_things() -> None:
    odd = shot_of(
        ratio="3:2",
        size="huge",
        angle="sideways",
        setting="the moon",
        light="neon",
        framing="behind",
        props=(Prop("ufo"),),
    )
    drawing = draw_panel(odd)
    usual = draw_panel(replace(odd, ratio="9:16", size="MS", angle="eye", light="day"))
    assert drawing == usual
    assert texts(drawing.root) == ["ufo"]


def test_a_setting_without_anybody_is_sharp_and_shown_whole() -> None:
    root = draw_panel(Shot(setting="kitchen", size="CU")).root
    assert tagged(root, "set").items[0].blur == 0  # type: ignore[union-attr] # it is a group
    assert not [tag for tag in tags(root) if tag.startswith("figure:")]


def _set_blur(shot: Shot) -> float:
    return next(group.blur for group, _ in groups(draw_panel(shot).root) if group.tag == "set")


def test_the_ground_is_blurred_up_close_but_an_abstract_one_never() -> None:
    assert _set_blur(shot_of(setting="cafe", size="CU")) > 5
    assert _set_blur(shot_of(setting="cafe", size="FS")) == 0
    assert _set_blur(shot_of(setting="gradient", size="CU")) == 0


def test_an_abstract_ground_looks_the_same_at_every_size() -> None:
    first, second = (
        tagged(draw_panel(shot_of(setting="gradient", size=size)).root, "set")
        for size in ("CU", "WS")
    )
    assert first == second


@pytest.mark.parametrize("tag", ["figure:ines", "prop:phone"])
def test_ink_is_heavier_up_close_but_not_in_proportion(tag: str) -> None:
    def pen_and_head(size: str) -> tuple[float, float]:
        drawing = draw_panel(shot_of(props=(Prop("phone"),), size=size))
        pen = max(
            node.width * scale_of(matrix)
            for node, matrix in placed_leaves(tagged(drawing.root, tag))
            if isinstance(node, Stroke)
        )
        marks = drawing.landmarks
        return pen, marks["ines.chin"][1] - marks["ines.crown"][1]

    (close, big), (wide, small) = pen_and_head("CU"), pen_and_head("FS")
    assert close > wide
    assert close / big < 0.8 * wide / small


def test_a_veil_lies_over_a_blurred_ground_only_and_covers_a_rolled_picture() -> None:
    def veils(**shot: object) -> list[Rect]:
        root = draw_panel(shot_of(setting="cafe", **shot)).root
        return [
            covered(Group((Group((leaf,), matrix),)))
            for leaf, matrix in placed_leaves(root)
            if leaf.paint == 0xFFFFFF16
        ]

    assert veils(size="FS") == []
    (veil,) = veils(size="CU", angle="dutch")
    assert veil.x < -500
    assert veil.bottom > 2500


def test_the_setting_is_farther_away_than_the_cast() -> None:
    root = draw_panel(shot_of(setting="cafe", size="MS", props=(Prop("cup"),))).root
    far, near = (
        next(group.matrix[0] for group, _ in groups(root) if group.tag == tag)
        for tag in ("set", "front")
    )
    assert far < 0.85 * near


def test_landmarks_are_named_and_lie_on_the_figure_in_the_picture() -> None:
    for angle in ANGLES:
        drawing = draw_panel(shot_of(somebody("ines"), size="FS", angle=angle))
        figure = covered(tagged(drawing.root, "figure:ines"))
        for name in ("crown", "eyes", "chin", "waist", "hand_l", "hand_r"):
            x, y = drawing.landmarks[f"ines.{name}"]
            assert figure.x - 1 <= x <= figure.right + 1, (angle, name)
            assert figure.y - 1 <= y <= figure.bottom + 1, (angle, name)
        eyes, chin = drawing.landmarks["ines.eyes"], drawing.landmarks["ines.chin"]
        assert eyes[1] < chin[1]


@pytest.mark.parametrize("angle", ANGLES)
@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("position", SUPER_POSITIONS)
def test_a_caption_keeps_off_the_face_at_every_angle(angle: str, ratio: str, position: str) -> None:
    shot = shot_of(
        size="MS", angle=angle, ratio=ratio, supers=(Super("Glow", "caption", position),)
    )
    drawing = draw_panel(shot)
    (ex, ey), (cx, cy) = drawing.landmarks["ines.eyes"], drawing.landmarks["ines.chin"]
    half = abs(cy - ey) * 0.5
    features = Rect(min(ex, cx) - half, ey - half * 0.4, 2 * half, cy - ey)
    assert overlap(covered(tagged(drawing.root, "super:0")), features) == 0


def test_the_product_is_the_same_in_the_hand_and_on_the_table() -> None:
    held = draw_panel(
        shot_of(somebody(pose="hold_product", prop="product"), product=SERUM, setting="studio")
    )
    placed = draw_panel(product_shot(Prop("product"), product=SERUM, setting="studio"))
    for drawing in (held, placed):
        assert texts(tagged(drawing.root, "prop:product")) == ["LUMI"]


def test_a_table_before_the_cast_is_drawn_over_them() -> None:
    found = tags(draw_panel(shot_of(setting="cafe_table", size="MCU")).root)
    assert found.index("front") > found.index("figure:ines")
    assert "front" not in tags(draw_panel(shot_of(setting="cafe", size="MCU")).root)


def test_a_product_shot_still_looks_as_it_did() -> None:
    shot = product_shot(
        Prop("product", y=-97.0, scale=1.25),
        Prop("jar", x=-8.4, y=-89.5, scale=0.72),
        size="CU",
        angle="low",
        setting="gradient_mint",
        light="golden",
        product=SERUM,
    )
    check_golden("panel/product_shot", flatten(draw_panel(shot).root))

from math import isfinite, pi

import pytest

from studio.kernel import colour
from studio.kernel.geometry import apply
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Fill, Group, Path, Stroke
from studio.render.rig.accessories import BEARDS, EARRINGS, GLASSES
from studio.render.rig.expression import expression_names
from studio.render.rig.hair.style import hair_style_names
from studio.render.rig.head import Head
from studio.render.rig.look import Look
from studio.render.rig.skin import skin_of
from tests.render.golden import check_golden, flatten
from tests.render.rig.heads import (
    CENTRE,
    FACINGS,
    UNIT,
    drawn,
    fills,
    head,
    leaves,
    middle,
    person,
    wearing,
)

WHITE_OF_EYE = 0xF8F3EFFF
GOLDENS = {
    "front": head(person("ines"), "soft_smile"),
    "profile": head(person("yuki"), "neutral", 86),
    "three_quarters": head(person("kwame"), "talking", 32, roll=0.2),
    "behind": head(person("greta"), "neutral", 140),
    "hijab": head(wearing("hijab"), "surprised", -32, gaze=(0.5, 0.2)),
    "braids": head(wearing("box_braids", "greta"), "laugh", -60),
}


def _bounds(node: Group) -> tuple[float, float, float, float]:
    """Return the box around everything, in head heights from the head's middle."""
    boxes = [leaf["path"]["bounds"] for leaf in flatten(node) if isinstance(leaf.get("path"), dict)]  # type: ignore[index]  # a dict, just tested
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    (x, y), low, high = CENTRE, (min(lefts), min(tops)), (max(rights), max(bottoms))
    return (low[0] - x) / UNIT, (low[1] - y) / UNIT, (high[0] - x) / UNIT, (high[1] - y) / UNIT


def _assert_plausible(node: Group) -> None:
    for leaf, _ in leaves(node):
        assert all(isfinite(value) for value in leaf.path.pts)
        if isinstance(leaf, Stroke):
            assert 0 < leaf.width < 0.1  # in head heights
    left, top, right, bottom = _bounds(node)
    # A ponytail reaches furthest to the side, coily hair up, long hair down.
    assert -1.15 < left < -0.36
    assert -1.05 < top < -0.5
    assert 0.36 < right < 1.15
    assert 0.4 < bottom < 1.4


@pytest.mark.parametrize("expression", expression_names())
def test_every_expression_draws_at_every_facing(expression: str) -> None:
    for facing in FACINGS:
        for name in ("ines", "kwame"):
            _assert_plausible(drawn(head(person(name), expression, facing)))


@pytest.mark.parametrize("style", hair_style_names())
def test_every_hair_style_draws_at_every_facing(style: str) -> None:
    for facing in FACINGS:
        _assert_plausible(drawn(head(wearing(style), "neutral", facing, roll=0.3)))


@pytest.mark.parametrize("name", GOLDENS)
def test_a_head_looks_as_it_did(name: str) -> None:
    check_golden(f"rig/head_{name}", flatten(drawn(GOLDENS[name])))


@pytest.mark.parametrize("facing", [113, 140, 180, -140])
def test_from_behind_nothing_of_the_face_shows(facing: float) -> None:
    look = wearing("curly_top", "kwame")
    picture = drawn(head(look, "neutral", facing))
    skin = skin_of(look.skin)
    assert not fills(picture, WHITE_OF_EYE, skin.lip, skin.lip_dark)
    assert drawn(head(look, "laugh", facing, gaze=(1.0, 0.0))) == picture


@pytest.mark.parametrize("facing", [0, 20, 32, 60, 86])
def test_a_mirrored_head_has_mirrored_eyes(facing: float) -> None:
    one = fills(drawn(head(person("greta"), "neutral", facing)), WHITE_OF_EYE)
    other = fills(drawn(head(person("greta"), "neutral", -facing)), WHITE_OF_EYE)
    assert len(one) == len(other) == (1 if facing > 50 else 2)
    mirrored = sorted((-x, y) for x, y in map(middle, one))
    for found, expected in zip(sorted(map(middle, other)), mirrored, strict=True):
        assert found == pytest.approx(expected)


@pytest.mark.parametrize("facing", [20, 32, 45])
def test_the_far_eye_ends_with_the_cheek(facing: float) -> None:
    picture = drawn(head(person("ines"), "neutral", facing))
    eyes = [
        (middle(leaf.path)[0], clips)
        for leaf, clips in leaves(picture)
        if leaf.paint == WHITE_OF_EYE
    ]
    near, far = sorted(eyes)
    contour = head(person("ines"), "neutral", facing).shape.face_path()
    assert near[1] == ()
    assert far[1] == (contour,)


@pytest.mark.parametrize("style", [s for s in hair_style_names() if s not in ("bald", "hijab")])
@pytest.mark.parametrize("facing", [0, 32, -60, 86])
def test_front_hair_casts_its_shadow_on_the_face_only(style: str, facing: float) -> None:
    subject = head(wearing(style), "neutral", facing)
    shadow = colour.with_alpha(subject.skin.deep, 0.42)
    cast = [(leaf.path, clips) for leaf, clips in leaves(drawn(subject)) if leaf.paint == shadow]
    assert [path for path, _ in cast] == [
        shape.moved(0.022, 0.038) for shape in subject.hair.front_shapes()
    ]
    assert cast
    assert all(clips == (subject.shape.face_path(),) for _, clips in cast)


@pytest.mark.parametrize("style", ["bald", "hijab"])
def test_no_hair_casts_no_shadow(style: str) -> None:
    assert head(wearing(style)).hair.front_shapes() == []


@pytest.mark.parametrize("style", hair_style_names())
def test_the_bounds_hold_the_crown_of_every_style(style: str) -> None:
    subject = head(wearing(style))
    x, y = CENTRE
    left, top, right, bottom = subject.bounds()
    drawn_top = _bounds(drawn(subject))[1]
    # The pen may stand out a little; a ponytail swings lower than its tie.
    assert -0.08 < drawn_top - (top - y) / UNIT < 0.15
    assert (right - x, bottom - y) == pytest.approx((x - left, 0.5 * UNIT))
    assert 0.36 <= (right - x) / UNIT < 0.7


def test_points_of_the_head_go_to_the_set_with_its_roll() -> None:
    upright, leaning = head(person("ines")), head(person("ines"), roll=pi / 2)
    assert upright.to_set((0.0, 0.0)) == CENTRE
    assert upright.to_set((0.1, 0.5)) == pytest.approx((CENTRE[0] + 2.55, CENTRE[1] + 12.75))
    assert leaning.to_set((0.0, 0.5)) == pytest.approx((CENTRE[0] - 12.75, CENTRE[1]))
    assert leaning.to_set((0.2, 0.3)) == apply(leaning.matrix, 0.2, 0.3)


def _outline_widths(subject: Head) -> list[float]:
    return [leaf.width for leaf, _ in leaves(drawn(subject)) if isinstance(leaf, Stroke)]


def test_another_pen_scales_every_outline_of_face_and_hair() -> None:
    subject = head(wearing("twin_braids", earrings=None))
    before = _outline_widths(subject)
    shapes = subject.hair.front_shapes()
    subject.set_line(2 * subject.line)
    assert _outline_widths(subject) == pytest.approx([2 * width for width in before])
    assert subject.hair.front_shapes() == shapes


def test_an_unknown_shape_of_face_is_oval() -> None:
    assert drawn(head(person("ines", face="lozenge"))) == drawn(head(person("ines", face="oval")))


@pytest.mark.parametrize(
    ("worn", "styles"), [("glasses", GLASSES), ("earrings", EARRINGS), ("beard", BEARDS)]
)
@pytest.mark.parametrize("facing", [0, 32, 86])
def test_each_accessory_has_a_picture_of_its_own(
    worn: str, styles: tuple[str, ...], facing: float
) -> None:
    def look(style: str | None) -> Look:
        recipe = None if style is None else {"style": style, "colour": "#123456"}
        return wearing("curly_top", "kwame", **{"beard": None, worn: recipe})

    bare = drawn(head(look(None), "neutral", facing))
    pictures = [drawn(head(look(style), "neutral", facing)) for style in styles]
    for i, picture in enumerate(pictures):
        assert any(leaf.paint == 0x123456FF for leaf, _ in leaves(picture))
        assert picture != bare
        assert picture not in pictures[:i]
    assert drawn(head(look("of lead"), "neutral", facing)) in pictures


@pytest.mark.parametrize(
    ("style", "seen"), [("low_bun", 2), ("bald", 2), ("bob", 0), ("long_wavy", 0), ("hijab", 0)]
)
def test_earrings_show_only_where_ears_do(style: str, seen: int) -> None:
    look = wearing(style, earrings={"style": "stud", "colour": "#123456"})
    assert len(fills(drawn(head(look)), 0x123456FF)) == seen


def _ear_order(style: str, facing: float) -> list[str]:
    """Return the order of skin and hair outlines: what comes later lies on top."""
    subject = head(wearing(style, earrings=None), "neutral", facing)
    canvas = Canvas()
    subject.draw(canvas)
    hair_ink = colour.ink_of(colour.shadow(subject.look.hair.colour, 0.5))
    names = {subject.skin.ink: "skin", hair_ink: "hair"}
    return [
        names[leaf.paint]
        for leaf, _ in leaves(canvas.root)
        if isinstance(leaf, Stroke) and isinstance(leaf.paint, int)
    ]


def test_ears_lie_under_loose_hair_and_over_short_hair_of_a_turned_head() -> None:
    assert _ear_order("long_straight", 32) == ["skin", "skin", "hair", "hair"]
    assert _ear_order("crop_fade", 32) == ["skin", "hair", "skin"]
    assert _ear_order("crop_fade", 0) == ["skin", "skin", "skin", "hair"]
    assert _ear_order("hijab", 32) == ["skin", "hair"]


def test_brows_follow_the_hair_unless_they_have_a_colour() -> None:
    subject = head(wearing("bob"))
    assert len(fills(drawn(subject), colour.shadow(subject.look.hair.colour, 1.1))) == 2
    assert len(fills(drawn(head(person("yuki"))), 0xA65A70FF)) == 2


def test_a_mole_and_freckles_are_on_the_face() -> None:
    plain = drawn(head(person("kwame", mole=None)))
    with_mole = drawn(head(person("kwame")))
    skin = skin_of(person("kwame").skin)
    (mole,) = fills(with_mole, colour.tone(skin.ink, -0.05))
    assert not fills(plain, colour.tone(skin.ink, -0.05))
    assert middle(mole) == pytest.approx((0.12, 0.2), abs=0.01)
    freckle = colour.with_alpha(skin_of(person("ines").skin).deep, 0.62)
    assert len(fills(drawn(head(person("ines"))), freckle)) == 18
    assert not fills(drawn(head(person("ines", freckles=False))), freckle)


def test_hair_falls_straight_down_from_a_leaning_head() -> None:
    def tips(roll: float) -> tuple[float, float]:
        canvas = Canvas()
        subject = head(wearing("long_straight"), roll=roll)
        subject.draw_back(canvas)
        mass = next(leaf.path for leaf, _ in leaves(canvas.root) if isinstance(leaf, Fill))
        lowest = max(zip(mass.pts[1::2], mass.pts[0::2], strict=True))
        return subject.to_set((lowest[1], lowest[0]))

    upright, leaning = tips(0.0), tips(0.3)
    rigid = head(wearing("long_straight"), roll=0.3).to_set((0.0, 1.15))[0] - CENTRE[0]
    # Hair that turned with the head would swing by `rigid`; less than half of that is left.
    assert rigid < -8
    assert abs(leaning[0] - upright[0]) < abs(rigid) / 2


def test_a_contour_is_closed() -> None:
    path: Path = head(person("ines")).shape.face_path()
    assert path.ops.endswith("Z")

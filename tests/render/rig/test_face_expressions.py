import copy
from dataclasses import replace

import pytest

from studio.kernel import colour, resources
from studio.kernel.errors import Unreadable
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Group
from studio.render.rig.expression import (
    NEUTRAL,
    Expression,
    Mouth,
    expression_named,
    expression_names,
    expressions,
    read_expressions,
)
from studio.render.rig.eyes import draw_brow
from studio.render.rig.head_shape import OVAL, turned_head
from studio.render.rig.mouth import draw_mouth
from studio.render.rig.portrait import Portrait
from studio.render.rig.skin import skin_of
from tests.render.rig.heads import drawn, fills, head, middle, person

WHITE_OF_EYE = 0xF8F3EFFF
THROAT, TEETH = 0x5A1D24FF, 0xFFFDF9FF
PUPIL = 0x1A1215FF


def _table() -> dict[str, dict[str, object]]:
    return copy.deepcopy(resources.table("drawing", "expressions.toml"))


def test_all_expressions_load_in_the_order_of_the_menu() -> None:
    assert expression_names() == tuple(_table())
    assert len(expression_names()) == 14
    assert NEUTRAL in expression_names()


@pytest.mark.parametrize(
    ("recipe", "key"),
    [
        ({"squnit": 0.1}, "squnit"),
        ({"mouth": {"smlie": 1.0}}, r"mouth\.smlie"),
        ({"brow": "high"}, "brow"),
        ({"gaze": [1.0]}, "gaze"),
    ],
)
def test_a_wrong_key_is_named_with_its_file_and_expression(
    recipe: dict[str, object], key: str
) -> None:
    table = {**_table(), "laugh": recipe}
    with pytest.raises(Unreadable, match=rf"expressions\.toml \[laugh\].*“{key}"):
        read_expressions(table, "expressions.toml")


def test_an_unknown_expression_draws_the_neutral_face() -> None:
    assert expression_named("smug") is expressions()[NEUTRAL]
    assert drawn(head(person("ines"), "smug")) == drawn(head(person("ines"), NEUTRAL))


def test_no_two_expressions_draw_the_same_face() -> None:
    seen = [drawn(head(person("ines"), name)) for name in expression_names()]
    assert all(picture not in seen[:i] for i, picture in enumerate(seen))


def test_a_wink_shuts_the_left_eye_of_the_person() -> None:
    (open_eye,) = fills(drawn(head(person("ines"), "wink")), WHITE_OF_EYE)
    assert middle(open_eye)[0] < -0.1  # the right eye is on the left of the picture


def test_one_side_wins_over_the_pair() -> None:
    expression = Expression(eye=0.5, eye_l=0.0, brow=0.2, brow_r=-0.3)
    assert (expression.opened(-1), expression.opened(1)) == (0.5, 0.0)
    assert (expression.raised(-1), expression.raised(1)) == (-0.3, 0.2)


def test_shut_eyes_show_no_white() -> None:
    for name in ("laugh", "serene"):
        assert not fills(drawn(head(person("ines"), name)), WHITE_OF_EYE)


def _pupils(expression: str, gaze: tuple[float, float]) -> list[tuple[float, float]]:
    picture = drawn(head(person("ines"), expression, gaze=gaze))
    return sorted(middle(path) for path in fills(picture, PUPIL))


def test_both_pupils_follow_the_gaze() -> None:
    for (x, y), (x1, y1) in zip(
        _pupils("neutral", (0.0, 0.0)), _pupils("neutral", (1.0, 1.0)), strict=True
    ):
        assert 0.02 < x1 - x < 0.05
        assert 0.01 < y1 - y < 0.04


def test_an_expression_adds_a_gaze_of_its_own() -> None:
    (before, _), (after, _) = _pupils("neutral", (0.0, 0.0)), _pupils("thinking", (0.0, 0.0))
    assert after[0] > before[0] + 0.01
    assert after[1] < before[1] - 0.01
    # Asking for the opposite gaze brings the eyes back.
    back = _pupils("thinking", (-0.7, 0.8))[0]
    assert back == pytest.approx(before, abs=1e-6)


def _portrait(expression: Expression, degrees: float = 0.0) -> Portrait:
    look = person("ines")
    shape = turned_head(OVAL, degrees)
    return Portrait(shape, skin_of(look.skin, look.lips.colour), look, expression, (0.0, 0.0), 0.02)


def _mouth(**mouth: float) -> Group:
    canvas = Canvas()
    draw_mouth(canvas, _portrait(Expression(mouth=replace(Mouth(), **mouth))))
    return canvas.root


def _lip_corners(node: Group) -> tuple[float, float]:
    """Return the height of the left and the right corner of the lower lip."""
    (lip,) = fills(node, 0xB4544FFF)
    points = list(zip(lip.pts[0::2], lip.pts[1::2], strict=True))
    return min(points)[1], max(points)[1]


def test_a_smile_lifts_both_corners_and_a_smirk_the_right_one() -> None:
    rest, smile = _lip_corners(_mouth()), _lip_corners(_mouth(smile=0.8))
    smirk = _lip_corners(_mouth(smile=0.8, smirk=0.8))
    assert smile[0] == pytest.approx(smile[1])
    assert smile[0] < rest[0] - 0.02
    assert smirk[1] < smile[1] - 0.02
    assert smirk[0] > smile[0] + 0.01


def test_a_mouth_opens_with_the_number() -> None:
    def throat(opened: float) -> float:
        found = fills(_mouth(open=opened), THROAT)
        return max((path.bounds()[3] - path.bounds()[1] for path in found), default=0.0)

    sizes = [throat(opened) for opened in (0.0, 0.05, 0.2, 0.5, 0.9)]
    assert sizes[:2] == [0.0, 0.0]
    assert sizes[2:] == sorted(sizes[2:])
    assert sizes[4] > 2 * sizes[2] > 0


def test_teeth_show_in_a_laugh_and_not_in_an_o() -> None:
    assert fills(_mouth(open=0.5), TEETH)
    assert not fills(_mouth(open=0.5, teeth=0.0), TEETH)
    assert not fills(_mouth(open=0.5, round=0.8), TEETH)
    assert not fills(_mouth(), TEETH)


def test_a_rounded_mouth_is_narrow() -> None:
    def width(node: Group) -> float:
        (lip,) = fills(node, 0xB4544FFF)
        left, _, right, _ = lip.bounds()
        return right - left

    assert width(_mouth(round=0.8)) < 0.75 * width(_mouth())
    assert width(_mouth(width=0.8)) == pytest.approx(0.8 * width(_mouth()))


def _brow(**changes: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the inner and the outer end of the brow at the right."""
    canvas = Canvas()
    draw_brow(canvas, _portrait(Expression(**changes)), 1.0, 0x112233FF)  # type: ignore[arg-type]  # floats only
    (path,) = fills(canvas.root, 0x112233FF)
    points = list(zip(path.pts[0::2], path.pts[1::2], strict=True))
    return min(points), max(points)


def test_brows_rise_and_frown() -> None:
    inner, outer = _brow()
    raised_inner, raised_outer = _brow(brow=1.0)
    frown_inner, frown_outer = _brow(furrow=1.0)
    worried_inner, _ = _brow(furrow=-1.0)
    assert raised_inner[1] < inner[1] - 0.03
    assert raised_outer[1] < outer[1] - 0.03
    assert frown_inner[1] > inner[1] + 0.03
    assert frown_outer[1] < outer[1]
    assert worried_inner[1] < inner[1] - 0.015


def test_lips_without_a_colour_follow_the_skin() -> None:
    light, dark = skin_of(0xF3CFB3FF), skin_of(0x6B4128FF)
    assert colour.luma(light.lip) > colour.luma(dark.lip)
    assert skin_of(0xF3CFB3FF, 0x112233FF).lip == 0x112233FF
    assert light.ink == colour.ink_of(light.base)
    for skin in (light, dark):
        lumas = [
            colour.luma(tone) for tone in (skin.light, skin.base, skin.shade, skin.deep, skin.ink)
        ]
        assert lumas == sorted(lumas, reverse=True)

from collections.abc import Sequence
from math import hypot

import pytest

from studio.kernel import colour
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Fill, Group, Linear, Node, Radial, Text
from studio.render.outlines import outline
from studio.render.settings.furniture import Item, shelf
from studio.render.settings.light import LIGHTS, draw_light
from studio.render.settings.registry import SETTINGS, setting
from studio.render.settings.scenery import skyline
from tests.render.golden import check_golden, flatten
from tests.render.staging import assert_finite, covered, leaves

BEFORE_THE_CAST = {"vanity", "kitchen_island", "cafe_table", "car_front"}


def _lit(light: str) -> list[Fill]:
    canvas = Canvas()
    draw_light(canvas, light, 1080, 1920)
    return [node for node in leaves(canvas.root) if isinstance(node, Fill)]


@pytest.mark.parametrize("code", SETTINGS)
def test_every_setting_is_drawn_with_finite_numbers(code: str) -> None:
    assert_finite(setting(code).back)


@pytest.mark.parametrize("code", SETTINGS)
def test_every_setting_is_wider_than_a_wide_frame_and_reaches_below_the_floor(code: str) -> None:
    ground = covered(setting(code).back)
    assert ground.x <= -800
    assert ground.right >= 800
    assert ground.y <= -700
    assert ground.bottom >= 100


@pytest.mark.parametrize("code", SETTINGS)
def test_a_table_before_the_cast_leaves_their_faces_free(code: str) -> None:
    front = setting(code).front
    assert bool(front.items) == (code in BEFORE_THE_CAST)
    if front.items:
        assert_finite(front)
        assert covered(front).y > -115


def test_a_setting_is_drawn_once_and_shared() -> None:
    assert setting("bedroom").back is setting("bedroom").back
    assert setting("nowhere") is setting("elsewhere")


def test_an_unknown_setting_is_an_empty_grey_studio() -> None:
    plain = setting("the moon")
    assert_finite(plain.back)
    assert plain.front.items == ()
    assert len(leaves(plain.back)) < 5
    sweep = leaves(plain.back)[0]
    assert isinstance(sweep, Fill)
    assert isinstance(sweep.paint, Linear)
    for _, shade in sweep.paint.stops:
        _, a, b = colour.to_lab(shade)
        assert hypot(a, b) < 0.03


def test_only_abstract_grounds_are_flat() -> None:
    assert {code for code in SETTINGS if setting(code).flat} == {"gradient", "gradient_mint"}


def test_a_counter_stands_before_the_room_that_it_belongs_to() -> None:
    assert setting("vanity").back == setting("bathroom").back
    assert setting("cafe_table").back == setting("cafe").back


@pytest.mark.parametrize("code", ["bathroom", "beach", "car_front", "gradient", "studio"])
def test_a_setting_still_looks_as_it_did(code: str) -> None:
    shown = setting(code)
    data = {"back": flatten(shown.back), "front": flatten(shown.front)}
    check_golden(f"settings/{code}", data)


def test_a_shop_front_is_lettered_in_a_bundled_face() -> None:
    signs = [node for node in leaves(setting("shop").back) if isinstance(node, Text)]
    assert {sign.text for sign in signs} == {"BEAUTY"}


def _row(nodes: Sequence[Node]) -> Group:
    return Group(tuple(nodes))


@pytest.mark.parametrize("kind", ["book", "bottle", "jar", "plant", "box"])
def test_things_on_a_shelf_stand_on_it_side_by_side(kind: str) -> None:
    one, two = Canvas(), Canvas()
    shelf(one, 0, 0, 100, 0x886644FF, [Item(kind, 0x336699FF)])
    shelf(two, 0, 0, 100, 0x886644FF, [Item(kind, 0x336699FF), Item("box", 0xFF0000FF)])
    alone, pair = leaves(one.root), leaves(two.root)
    board = covered(_row(alone[-3:]))
    thing, neighbour = covered(_row(alone[:-3])), covered(_row(pair[len(alone) - 3 : -3]))
    assert thing.bottom == pytest.approx(board.y, abs=1.5)
    assert neighbour.x > thing.x + thing.width / 2


def test_a_gap_on_a_shelf_draws_nothing_but_moves_the_next_thing() -> None:
    near, far = Canvas(), Canvas()
    shelf(near, 0, 0, 100, 0x886644FF, [Item("jar", 0x336699FF)])
    shelf(far, 0, 0, 100, 0x886644FF, [Item("gap", 0, 2.0), Item("jar", 0x336699FF)])
    assert len(leaves(near.root)) == len(leaves(far.root))
    assert covered(_row(leaves(far.root)[:2])).x == pytest.approx(
        covered(_row(leaves(near.root)[:2])).x + 16
    )


def _town(seed: int) -> Group:
    canvas = Canvas()
    skyline(canvas, -40, (0xC9D3DCFF, 0xB9C8D6FF), seed, (-200, 200), 150)
    return canvas.root


def test_the_same_seed_builds_the_same_town() -> None:
    assert _town(5) == _town(5)
    assert _town(5) != _town(6)


def test_a_skyline_stands_on_its_line_and_keeps_below_its_tallest_house() -> None:
    town = covered(_town(7))
    assert town.bottom == pytest.approx(-40)
    assert town.height <= 150 * (0.45 + 99 / 180)
    assert town.x == -200
    assert town.right >= 200


def test_daylight_adds_only_the_vignette() -> None:
    (vignette,) = _lit("day")
    assert isinstance(vignette.paint, Radial)
    assert vignette.paint.stops[0][1] & 0xFF == 0


@pytest.mark.parametrize("light", LIGHTS[1:])
def test_every_other_light_is_a_wash_under_the_vignette(light: str) -> None:
    wash, vignette = _lit(light)
    assert isinstance(wash.paint, Linear)
    assert all(0 < shade & 0xFF < 160 for _, shade in wash.paint.stops)
    assert isinstance(vignette.paint, Radial)


def test_night_is_dark_and_blue_and_golden_hour_light_and_warm() -> None:
    def top(light: str) -> tuple[float, float, float]:
        paint = _lit(light)[0].paint
        assert isinstance(paint, Linear)
        return colour.to_lab(paint.stops[0][1] | 0xFF)

    assert top("night")[0] < 0.3 < 0.7 < top("golden")[0]
    assert top("night")[2] < 0 < top("golden")[2]


def test_an_unknown_light_is_daylight() -> None:
    assert LIGHTS[0] == "day"
    assert _lit("neon") == _lit("day")


def test_outlines_have_enough_points_to_be_curves() -> None:
    assert len(outline("bottle", "body")) == 14
    assert outline("cloud", "puff")[0] == (-40, 0)

from dataclasses import replace

import pytest

from studio.kernel.geometry import Point
from studio.render.drawing.canvas import Canvas, Style
from studio.render.drawing.nodes import Fill, Group
from studio.render.props.registry import PACKS, PROPS, draw_prop, draw_standing, hand_over
from studio.render.shot import Product, Prop
from tests.render.golden import check_golden, flatten
from tests.render.staging import (
    assert_finite,
    covered,
    leaves,
    placed_leaves,
    tagged,
    tags,
    texts,
)

PEN = Style(line=0.42)
SERUM = Product("bottle", 0xE89B3CFF, 0x33263AFF, 0xFFF7ECFF, "LUMI")
HANGS = {"bag", "garment"}


def _drawn(name: str, product: Product = SERUM, at: Point = (0.0, 0.0), **how: float) -> Group:
    canvas = Canvas(PEN)
    draw_prop(canvas, name, product, at, **how)
    return canvas.root


def _standing(prop: Prop, product: Product = SERUM) -> Group:
    canvas = Canvas(PEN)
    draw_standing(canvas, prop, product)
    return canvas.root


@pytest.mark.parametrize("name", PROPS)
def test_every_prop_is_drawn_with_finite_numbers_under_its_name(name: str) -> None:
    root = _drawn(name)
    assert_finite(root)
    assert tags(root) == [f"prop:{name}"]


@pytest.mark.parametrize("name", PROPS)
def test_every_prop_surrounds_the_hand_or_hangs_from_it(name: str) -> None:
    box = covered(_drawn(name))
    assert box.x < 0 < box.right
    assert box.y < 5
    assert box.bottom > 0


@pytest.mark.parametrize("name", sorted(set(PROPS) - HANGS))
def test_a_standing_thing_touches_the_middle_of_its_shadow(name: str) -> None:
    root = _standing(Prop(name, y=0.0))
    shadow = leaves(root)[0]
    assert isinstance(shadow, Fill)
    _, top, _, bottom = shadow.path.bounds()
    foot = covered(tagged(root, f"prop:{name}")).bottom
    assert foot == pytest.approx((top + bottom) / 2, abs=3.6 if "box" in name else 1.6)


@pytest.mark.parametrize("kind", PACKS)
def test_a_product_stands_on_the_foot_of_its_own_kind(kind: str) -> None:
    product = replace(SERUM, kind=kind)
    as_product = leaves(_standing(Prop("product"), product))[0]
    as_itself = leaves(_standing(Prop(kind), product))[0]
    assert as_product == as_itself


@pytest.mark.parametrize("kind", PACKS)
def test_the_product_is_drawn_as_its_kind_in_its_colours(kind: str) -> None:
    product = replace(SERUM, kind=kind, body=0x12AB34FF)
    assert leaves(_drawn("product", product)) == leaves(_drawn(kind, product))
    assert (
        0x12AB34FF in [node.paint for node in leaves(_drawn("product", product))] or kind == "box"
    )


def test_a_product_without_a_word_carries_no_text() -> None:
    assert texts(_drawn("product", replace(SERUM, text=""))) == []
    assert texts(_drawn("product", SERUM)) == ["LUMI"]


@pytest.mark.parametrize("name", ["bottle", "tube", "jar", "can", "box", "open_box", "bag", "ufo"])
def test_a_long_word_is_set_smaller_so_that_it_stays_on_the_pack(name: str) -> None:
    product = replace(SERUM, text="Sunflower & Vitamin C")
    name = name if name in PROPS else "Sunflower & Vitamin C"
    root = _drawn(name, product)
    pack = covered(Group(tuple(leaf for leaf in leaves(root) if isinstance(leaf, Fill))))
    (word,) = [
        Group((leaf,))
        for leaf in leaves(root)
        if not isinstance(leaf, Fill) and texts(Group((leaf,)))
    ]
    assert covered(word).x >= pack.x
    assert covered(word).right <= pack.right


def test_a_thing_that_we_do_not_know_is_a_carton_with_its_name() -> None:
    root = _drawn("hair_dryer")
    assert texts(root) == ["hair dryer"]
    assert tags(root) == ["prop:hair_dryer"]
    assert_finite(root)


def test_a_product_of_an_unknown_kind_is_a_carton_in_its_colours() -> None:
    root = _drawn("product", replace(SERUM, kind="sachet"))
    assert texts(root) == ["LUMI"]
    assert SERUM.body in [leaf.paint for leaf in leaves(root)]


def test_a_prop_is_scaled_and_moved_with_its_origin() -> None:
    small, large = covered(_drawn("cup")), covered(_drawn("cup", at=(10, 20), scale=2.0))
    assert (large.width, large.height) == pytest.approx((small.width * 2, small.height * 2))
    assert large.x == pytest.approx(10 + small.x * 2)
    assert large.y == pytest.approx(20 + small.y * 2)


def test_a_tilt_turns_a_prop_clockwise() -> None:
    upright, leaning = covered(_drawn("bottle")), covered(_drawn("bottle", tilt=90.0))
    assert leaning.width == pytest.approx(upright.height, rel=0.02)
    # The dropper points up; a quarter turn clockwise points it to the right.
    assert leaning.right == pytest.approx(-upright.y, rel=0.02)


def test_a_figure_draws_what_it_holds_through_the_product_s_hand() -> None:
    canvas = Canvas(PEN)
    hold = hand_over(SERUM)
    hold(canvas, "product", (5.0, -100.0), 6.0, 1.0)
    hold(canvas, "", (0.0, 0.0), 0.0, 1.0)
    assert tags(canvas.root) == ["prop:product"]
    ((first, matrix), *_) = placed_leaves(canvas.root)
    assert first is not None
    assert matrix[4:] == (5.0, -100.0)


@pytest.mark.parametrize("name", ["bottle", "open_box", "phone_back", "shoe"])
def test_a_prop_still_looks_as_it_did(name: str) -> None:
    check_golden(f"props/{name}", flatten(_drawn(name)))

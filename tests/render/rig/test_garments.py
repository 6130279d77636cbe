from math import isfinite
from typing import get_args

import pytest

from studio.kernel import colour
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Fill, Group, Path
from studio.render.rig.body import draw_trunk
from studio.render.rig.cloth import Wearer, hem_span
from studio.render.rig.clothes import draw_clothes, shoe_of
from studio.render.rig.feet import draw_foot
from studio.render.rig.outfit import (
    Neck,
    OuterKind,
    Outfit,
    ShoeKind,
    TopDetail,
    TrouserDetail,
    outfits,
    read_outfits,
)
from studio.render.rig.pose import FACINGS, SIDES
from tests.render.golden import check_golden, flatten
from tests.render.rig.bodies import (
    ACCENT,
    BOTTOM,
    BUILDS,
    OUTER,
    SHOE,
    SKIN,
    TOP,
    box,
    drawn,
    figure,
    leaves,
    look,
    paints,
    points,
    wearer,
)

VIEWS = ("front", "3q_right", "right", "back")
SHOES = {"kind": "heel"}
TEE: dict[str, object] = {"slot": "top", "neck": "crew", "ease": 1.0, "hem": "hip"}
JEANS: dict[str, object] = {"slot": "bottom", "kind": "trousers", "ease": 1.0, "length": 0.9}
SKIRT: dict[str, object] = {"slot": "bottom", "kind": "skirt", "length": 0.4}
COAT: dict[str, object] = {"slot": "outer", "kind": "coat", "ease": 2.0, "length": 0.4}


def outfit(**parts: object) -> Outfit:
    return read_outfits({"tested": {"shoes": SHOES, **parts}})["tested"]


def dressed(body: Wearer, **parts: object) -> Group:
    canvas = Canvas()
    draw_clothes(canvas, body, outfit(**parts))
    return canvas.root


@pytest.mark.parametrize("facing", VIEWS)
@pytest.mark.parametrize("name", outfits())
def test_every_outfit_is_drawn_round_its_wearer(name: str, facing: str) -> None:
    for build in BUILDS:
        subject = figure("hands_on_hips", facing, outfit=name, look=look(build))
        group = drawn(subject)
        assert all(isfinite(x) and isfinite(y) for x, y in points(group))
        left, top, right, bottom = box(group)
        marks = subject.landmarks
        assert marks["left"][0] - 12 < left < right < marks["right"][0] + 12
        assert marks["crown"][1] - 25 < top < bottom < marks["floor"][1] + 10


@pytest.mark.parametrize("name", outfits())
def test_every_garment_has_its_colour(name: str) -> None:
    worn = outfits()[name]
    palette = look().palette
    seen = paints(drawn(figure(outfit=name)))
    for part in (worn.top, worn.bottom, worn.outer, worn.apron):
        if part is not None:
            assert palette[part.slot] in seen
    assert (SHOE in seen) == (worn.shoes.kind != "bare")


def test_a_wardrobe_recolours_one_outfit() -> None:
    person = look(wardrobe={"pyjama": {"top": "#102030"}})
    pyjama, jeans = (
        paints(drawn(figure(look=person, outfit=name))) for name in ("pyjama", "tshirt_jeans")
    )
    assert 0x102030FF in pyjama
    assert TOP not in pyjama
    assert TOP in jeans
    assert 0x102030FF not in jeans


def test_a_slot_that_a_palette_lacks_has_the_colour_of_the_top() -> None:
    bare = look(palette={"top": "#E8A24A"})
    body = wearer()
    assert body.colour("outer") == OUTER
    lacking = Wearer(body.skeleton, body.torso, body.legs, bare.palette, body.skin, 0.4)
    assert lacking.colour("outer") == TOP
    empty = Wearer(body.skeleton, body.torso, body.legs, {}, body.skin, 0.4)
    assert colour.channels(empty.colour("outer"))[3] == 255


@pytest.mark.parametrize("neck", get_args(Neck))
def test_every_neck_is_cut_in_its_own_way(neck: Neck) -> None:
    for facing in VIEWS:
        body = wearer(facing)
        group = dressed(body, top={**TEE, "neck": neck})
        plain = dressed(body, top={**TEE, "neck": "crew"})
        assert all(isfinite(x) and isfinite(y) for x, y in points(group))
        assert (flatten(group) == flatten(plain)) == (neck == "crew")


def test_deeper_necks_show_more_skin_in_front() -> None:
    def lowest(neck: str) -> float:
        body = wearer()
        canvas = Canvas()
        draw_clothes(canvas, body, outfit(top={**TEE, "neck": neck}))
        cloth = next(
            leaf.path
            for leaf in leaves(canvas.root)
            if isinstance(leaf, Fill) and leaf.paint == colour.shadow(TOP)
        )
        x, _ = body.torso.surface("trap", 0.0)
        on_edge = zip(cloth.pts[0::2], cloth.pts[1::2], strict=True)
        return min(y for px, y in on_edge if abs(px - x) < 1.0)

    heights = [lowest(neck) for neck in ("high", "crew", "collar", "scoop", "v")]
    assert heights == sorted(heights)
    assert heights[-1] - heights[0] > 8


@pytest.mark.parametrize("detail", get_args(TopDetail))
def test_every_detail_of_a_top_adds_something(detail: TopDetail) -> None:
    with_it = dressed(wearer(), top={**TEE, "details": [detail]})
    without = dressed(wearer(), top=TEE)
    assert len(list(leaves(with_it))) > len(list(leaves(without)))


@pytest.mark.parametrize("detail", get_args(TrouserDetail))
def test_every_detail_of_trousers_changes_them(detail: TrouserDetail) -> None:
    with_it = dressed(wearer(), bottom={**JEANS, "details": [detail]})
    assert flatten(with_it) != flatten(dressed(wearer(), bottom=JEANS))


def fronts(group: Group) -> list[Path]:
    """Return the pieces of cloth of a coat; pen lines have the same colour, but no curves."""
    return [
        leaf.path
        for leaf in leaves(group)
        if isinstance(leaf, Fill) and leaf.paint == colour.shadow(OUTER) and "C" in leaf.path.ops
    ]


@pytest.mark.parametrize("kind", get_args(OuterKind))
def test_a_coat_is_open_or_closed_as_its_kind_says(kind: OuterKind) -> None:
    group = dressed(wearer(), outer={**COAT, "kind": kind, "length": 0.2})
    pieces = fronts(group)
    assert len(pieces) == 2
    left, right = sorted((path.bounds() for path in pieces), key=lambda bounds: bounds[0])
    gap = right[0] - left[2]
    assert gap > 3 if kind in ("blazer", "coat") else gap < 0


@pytest.mark.parametrize("kind", ["robe", "trench"])
def test_a_wrapped_coat_covers_the_chest(kind: str) -> None:
    body = wearer()
    _, y = body.torso.surface("bust", 0.0, 2.5)
    edges = []
    for path in fronts(dressed(body, outer={**COAT, "kind": kind})):
        at_bust = [
            x for x, py in zip(path.pts[0::2], path.pts[1::2], strict=True) if abs(py - y) < 2
        ]
        edges.append((min(at_bust), max(at_bust)))
    left, right = sorted(edges)
    assert right[0] - left[1] < 3


def test_a_coat_hangs_down_as_far_as_its_length() -> None:
    body = wearer()
    bottoms = [box(dressed(body, outer={**COAT, "length": n}), OUTER)[3] for n in (0.1, 0.4, 0.6)]
    assert bottoms == sorted(bottoms)
    assert bottoms[2] - bottoms[0] > 30


def test_a_belt_draws_the_waist_in() -> None:
    def waist(kind: str) -> float:
        y = wearer("back").torso.edge("waist", 1.0)[1]
        near = [
            x
            for x, py in points(dressed(wearer("back"), outer={**COAT, "kind": kind}))
            if abs(py - y) < 1.5
        ]
        return max(near) - min(near)

    assert waist("trench") < waist("coat") - 1


def test_trousers_end_where_their_length_says() -> None:
    body = wearer()
    ankle = max(leg.point(1.0)[1] for leg in body.legs)
    knee = max(leg.point(0.5)[1] for leg in body.legs)
    whole = box(dressed(body, bottom={**JEANS, "length": 1.0}))[3]
    shorts = box(dressed(body, bottom={**JEANS, "length": 0.4}))[3]
    assert abs(whole - ankle) < 4
    assert shorts < knee


def test_a_wide_top_does_not_follow_the_waist() -> None:
    body = wearer()
    y = body.torso.edge("waist", 1.0)[1]

    def waist(ease: float) -> float:
        near = [x for x, py in points(dressed(body, top={**TEE, "ease": ease})) if abs(py - y) < 1]
        return max(near) - min(near)

    narrow, wide, wider = waist(1.2), waist(1.25), waist(1.3)
    assert wide - narrow > 1 > 10 * (wider - wide) / 3


def test_no_skin_looks_out_beside_a_waistband() -> None:
    bare, covered = Canvas(), Canvas()
    draw_trunk(bare, wearer(), outfit())
    draw_trunk(covered, wearer(), outfit(bottom={**JEANS, "ease": 0.0}))
    y = wearer().torso.edge("belly", 1.0)[1]
    belly = [max(x for x, py in points(c.root) if abs(py - y) < 0.5) for c in (bare, covered)]
    assert belly[1] < belly[0] - 0.3
    assert box(covered.root)[3] < box(bare.root)[3] - 4


def test_a_flare_widens_the_hem_and_not_the_hips() -> None:
    body = wearer()
    hip, hem = body.torso.edge("hip", 1.0)[1], hem_span(body.legs, 0.9, 0.0).y

    def width(flare: float, height: float) -> float:
        cloth = points(dressed(body, bottom={**JEANS, "flare": flare}))
        near = [x for x, y in cloth if abs(y - height) < 3]
        return max(near) - min(near)

    assert width(6.0, hem) > width(0.0, hem) + 9
    assert width(6.0, hip) == pytest.approx(width(0.0, hip), abs=1.0)


@pytest.mark.parametrize("facing", ["left", "right"])
def test_a_skirt_covers_a_knee_that_is_lifted(facing: str) -> None:
    body = wearer(facing, "jump")
    knee = hem_span(body.legs, 0.42, 0.0)
    cloth = dressed(body, bottom={**SKIRT, "length": 0.6, "flare": 0.0})
    left, _, right, _ = box(cloth, colour.shadow(BOTTOM))
    assert left < knee.left
    assert right > knee.right


def test_a_dress_covers_the_hem_of_its_top_and_a_skirt_does_not() -> None:
    for dress, last in ((True, BOTTOM), (False, TOP)):
        seen = paints(dressed(wearer(), top=TEE, bottom={**SKIRT, "dress": dress}))
        order = [paint for paint in seen if paint in (TOP, BOTTOM)]
        assert order[-1] == last
        assert order.count(BOTTOM) == 1


def test_an_apron_is_seen_from_the_front_only() -> None:
    apron = {"slot": "accent", "length": 0.3}
    assert ACCENT in paints(dressed(wearer("front"), apron=apron))
    assert ACCENT not in paints(dressed(wearer("back"), apron=apron))


def test_buttons_and_pouches_are_not_seen_from_behind() -> None:
    for facing, more in (("front", True), ("back", False)):
        plain = dressed(wearer(facing), top=TEE)
        sewn = dressed(wearer(facing), top={**TEE, "details": ["kangaroo", "buttons"]})
        assert (len(list(leaves(sewn))) > len(list(leaves(plain)))) is more


@pytest.mark.parametrize("kind", get_args(ShoeKind))
@pytest.mark.parametrize("facing", FACINGS)
def test_every_shoe_stands_under_its_ankle(kind: ShoeKind, facing: str) -> None:
    body = wearer(facing)
    for side in SIDES:
        canvas = Canvas()
        foot = body.skeleton.feet[side]
        shoe = shoe_of(body, outfit(shoes={"kind": kind}))
        draw_foot(canvas, body.skeleton, foot, shoe, SKIN, 0.42)
        left, top, right, bottom = box(canvas.root, SHOE, SKIN)
        x, y = body.skeleton.project(foot.ankle)
        assert left < x < right
        assert top < y < bottom
        assert right - left < 32
        seen = paints(canvas.root)
        assert (SKIN in seen, SHOE in seen) == (kind == "bare", kind != "bare")


def test_toes_point_to_the_side_they_are_turned_to() -> None:
    for facing, way in (("right", 1), ("left", -1)):
        body = wearer(facing)
        canvas = Canvas()
        foot = body.skeleton.feet["r"]
        draw_foot(canvas, body.skeleton, foot, shoe_of(body, outfit()), SKIN, 0.42)
        left, _, right, _ = box(canvas.root, SHOE)
        x, _ = body.skeleton.project(foot.ankle)
        assert (right - x > x - left) is (way > 0)


@pytest.mark.parametrize("name", ["hoodie_joggers", "trench", "slip_dress", "apron_tee"])
def test_an_outfit_looks_as_it_did(name: str) -> None:
    canvas = Canvas()
    draw_clothes(canvas, wearer("3q_right", "stand"), outfits()[name])
    check_golden(f"rig/outfit_{name}", flatten(canvas.root))

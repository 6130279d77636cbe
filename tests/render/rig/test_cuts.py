"""What garments are cut from: the trunk's sections, and arms with cloth round them."""

from math import dist

import pytest

from studio.kernel import colour
from studio.kernel.geometry import lerp
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Stroke
from studio.render.rig.cloth import eases, hem_span
from studio.render.rig.limbs import ARM, Limb, far_to_near, limb
from studio.render.rig.outfit import Sleeve
from studio.render.rig.pose import FACINGS, SIDES, pose_named
from studio.render.rig.sleeves import Cover, draw_cover, draw_sleeve
from studio.render.rig.solve import solve
from studio.render.rig.torso import SECTIONS
from tests.render.rig.bodies import BUILDS, SKIN, TOP, leaves, wearer


def arm(pose: str, side: str = "r", facing: str = "front") -> Limb:
    skeleton = solve(BUILDS["usual"], pose_named(pose), FACINGS[facing])
    return limb(skeleton, skeleton.arms["r" if side == "r" else "l"], ARM)


def test_sections_stack_from_the_neck_down() -> None:
    for build in BUILDS:
        torso = wearer(build=build).torso
        heights = [lerp(torso.edge(name, -1.0), torso.edge(name, 1.0), 0.5)[1] for name in SECTIONS]
        assert heights == sorted(heights)


@pytest.mark.parametrize("facing", FACINGS)
def test_ease_stands_off_the_body_on_both_sides(facing: str) -> None:
    torso = wearer(facing).torso
    for name in SECTIONS:
        left, right = torso.edge(name, -1.0), torso.edge(name, 1.0)
        assert left[0] < right[0]
        assert dist(torso.edge(name, -1.0, 2.0), left) == pytest.approx(2.0, abs=0.25)
        assert torso.edge(name, 1.0, 2.0)[0] > right[0]


def test_the_surface_bulges_between_the_contours() -> None:
    torso = wearer("3q_right").torso
    for name in SECTIONS:
        left, right = torso.edge(name, -1.0)[0], torso.edge(name, 1.0)[0]
        assert left - 1 < torso.surface(name, -0.6)[0] < torso.surface(name, 0.6)[0] < right + 1


def test_the_surface_is_the_side_that_is_seen() -> None:
    # Turned to the right, the chest comes to the right; turned on, the back goes to the left.
    for facing, way in (("3q_right", 1), ("3q_left", -1), ("3q_back_right", -1)):
        torso = wearer(facing).torso
        for name in SECTIONS:
            middle = lerp(torso.edge(name, -1.0), torso.edge(name, 1.0), 0.5)
            assert (torso.surface(name, 0.0)[0] - middle[0]) * way > 1


def test_looseness_is_added_round_the_waist_only() -> None:
    tight, loose = eases(2.0), eases(2.0, 3.0)
    grown = {name for name in SECTIONS if loose[name] > tight[name]}
    assert grown == {"underbust", "waist", "belly"}
    assert loose["waist"] == pytest.approx(tight["waist"] + 3.0)


def test_a_hem_clears_both_legs() -> None:
    body = wearer()
    bare, eased = hem_span(body.legs, 0.5, 0.0), hem_span(body.legs, 0.5, 2.0)
    assert eased.left == pytest.approx(bare.left - 2.0, abs=0.05)
    assert eased.right == pytest.approx(bare.right + 2.0, abs=0.05)
    assert bare.left < min(leg.point(0.5)[0] for leg in body.legs)


def test_only_an_arm_folded_over_itself_is_drawn_in_two_pieces() -> None:
    assert not arm("stand").folded
    assert len(arm("stand").pieces(1.0, (0.0, 0.0))) == 1
    assert arm("wave").folded == (len(arm("wave").pieces(1.0, (0.0, 0.0))) == 2)
    assert arm("lean_table", "l").folded
    assert len(arm("lean_table", "l").pieces(0.4, (0.0, 0.0))) == 1


def test_a_sleeve_is_wider_than_the_arm_and_ends_where_it_says() -> None:
    bare = arm("stand")
    skin, cloth = bare.band(0.0, 1.0), bare.band(0.0, 0.5, (2.0, 2.0))
    assert cloth.bounds()[0] < skin.bounds()[0]
    assert cloth.bounds()[3] < bare.point(0.62)[1]


def test_an_arm_over_the_trunk_has_an_open_contour() -> None:
    cover = Cover(1.0, (0.0, 0.0), SKIN, colour.ink_of(SKIN))
    behind, over = Canvas(), Canvas()
    draw_cover(behind, arm("stand"), cover, over_trunk=False, k=1.0, line=0.42)
    draw_cover(over, arm("stand"), cover, over_trunk=True, k=1.0, line=0.42)
    assert [isinstance(leaf, Stroke) for leaf in leaves(behind.root)].count(True) == 1
    assert not any(isinstance(leaf, Stroke) for leaf in leaves(over.root))
    contours = [leaf.path for leaf in leaves(over.root) if leaf.paint == cover.ink]
    shoulder = arm("stand").point(0.0)
    assert len(contours) == 2
    # The line inside the armpit starts lower than the one over the shoulder.
    starts = sorted(path.bounds()[1] for path in contours)
    assert starts[1] - starts[0] > 4
    assert abs(starts[0] - shoulder[1]) < 6


def test_a_cuff_is_sewn_on_a_sleeve_that_has_one() -> None:
    def shapes(cuff: bool) -> int:
        canvas = Canvas()
        sleeve = Sleeve("top", 0.95, 2.0, cuff)
        draw_sleeve(canvas, arm("stand"), sleeve, TOP, over_trunk=False, k=1.0, line=0.42)
        return len(list(leaves(canvas.root)))

    assert shapes(True) == shapes(False) + 2


@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize("facing", ["front", "back"])
def test_equally_near_limbs_are_drawn_from_left_to_right(build: str, facing: str) -> None:
    for z in (0.0, -60.0, 35.0):
        skeleton = solve(BUILDS[build], pose_named("point_down"), FACINGS[facing], x=40.0, z=z)
        limbs = {side: limb(skeleton, skeleton.arms[side], ARM) for side in SIDES}
        assert limbs["r"].depth == limbs["l"].depth
        assert far_to_near(limbs) == (["r", "l"] if facing == "front" else ["l", "r"])

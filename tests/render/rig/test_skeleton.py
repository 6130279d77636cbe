from dataclasses import replace
from math import dist, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.render.rig.look import Build
from studio.render.rig.pose import FACINGS, SIDES, Arm, Foot, Pose, Side, Tilt, poses
from studio.render.rig.skeleton import Chain, Skeleton
from studio.render.rig.solve import (
    ANKLE,
    FOREARM,
    SHIN,
    THIGH,
    UPPER_ARM,
    reach,
    solve,
    wrist_target,
)
from studio.render.rig.space import Frame, Vector, dot, length, minus, unit
from tests.render.rig.bodies import BUILDS

OTHER: dict[Side, Side] = {"r": "l", "l": "r"}
EVERY = [(pose, build) for pose in poses() for build in BUILDS]

coordinates = st.floats(-80, 80)
vectors = st.tuples(coordinates, coordinates, coordinates)
bones = st.tuples(st.floats(15, 60), st.floats(15, 60))


def lengths(chain: Chain) -> tuple[float, float]:
    return dist(chain[0], chain[1]), dist(chain[1], chain[2])


def seen_from(base: Frame, v: Vector) -> Vector:
    """Return a point in a frame that only turns about the upright axis."""
    return Frame((0.0, 0.0, 0.0), -base.yaw).turn(minus(v, base.origin))


def joints(skeleton: Skeleton) -> list[Vector]:
    chains = (*skeleton.arms.values(), *skeleton.legs.values())
    return [joint for chain in chains for joint in chain] + [skeleton.trunk.head_centre]


@given(target=vectors, sizes=bones, pole=vectors)
def test_a_chain_keeps_its_bones_and_points_at_its_target(
    target: Vector, sizes: tuple[float, float], pole: Vector
) -> None:
    root = (3.0, -100.0, 2.0)
    chain = reach(root, target, sizes, pole)
    assert lengths(chain) == pytest.approx(sizes, abs=1e-6)
    assert chain[0] == root
    wanted = dist(root, target)
    got = dist(root, chain[2])
    farthest, nearest = sum(sizes) * 0.995, abs(sizes[0] - sizes[1]) * 1.02 + 0.5
    assert got == pytest.approx(max(nearest, min(wanted, farthest)), abs=1e-6)
    if wanted > 1:
        along = dot(unit(minus(target, root)), unit(minus(chain[2], root)))
        assert along == pytest.approx(1.0, abs=1e-9)


@given(target=vectors, pole=vectors)
def test_the_middle_joint_bends_towards_the_pole(target: Vector, pole: Vector) -> None:
    root = (0.0, 0.0, 0.0)
    _, middle, end = reach(root, target, (30.0, 30.0), pole)
    along = unit(end)
    sideways = minus(pole, tuple(c * dot(pole, along) for c in along))  # type: ignore[arg-type] # three of them
    if length(sideways) > 1e-3:
        assert dot(middle, sideways) > 0


@pytest.mark.parametrize("way", [(30.0, 0.0, 0.0), (0.0, 30.0, 0.0), (0.0, 0.0, 30.0)])
def test_a_pole_along_the_chain_still_gives_a_bend(way: Vector) -> None:
    chain = reach((0.0, 0.0, 0.0), way, (20.0, 20.0), way)
    assert lengths(chain) == pytest.approx((20.0, 20.0))
    assert chain[2] == pytest.approx(way)


def test_a_target_in_the_shoulder_folds_the_arm() -> None:
    chain = reach((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), (20.0, 20.0), (1.0, 0.0, 0.0))
    assert lengths(chain) == pytest.approx((20.0, 20.0))


@pytest.mark.parametrize(("pose", "build"), EVERY)
def test_every_hand_is_where_its_pose_wants_it(pose: str, build: str) -> None:
    skeleton = solve(BUILDS[build], poses()[pose])
    for side in SIDES:
        target = wrist_target(skeleton.trunk, poses()[pose].arm(side), side)
        assert dist(skeleton.arms[side][2], target) < 2.0
        assert skeleton.hands[side].wrist == skeleton.arms[side][2]


@pytest.mark.parametrize(("pose", "build"), EVERY)
def test_every_bone_keeps_its_length(pose: str, build: str) -> None:
    body = BUILDS[build]
    skeleton = solve(body, poses()[pose])
    k = body.height / 168
    for side in SIDES:
        assert lengths(skeleton.arms[side]) == pytest.approx((UPPER_ARM * k, FOREARM * k))
        leg = (THIGH * k * body.leg, SHIN * k * body.leg)
        assert lengths(skeleton.legs[side]) == pytest.approx(leg)


@pytest.mark.parametrize("pose", poses())
def test_a_mirrored_pose_has_its_joints_on_the_other_side(pose: str) -> None:
    plain, mirrored = solve(Build(), poses()[pose]), solve(Build(), poses()[pose].mirrored())
    for side in SIDES:
        pairs = [
            *zip(plain.arms[side], mirrored.arms[OTHER[side]], strict=True),
            *zip(plain.legs[side], mirrored.legs[OTHER[side]], strict=True),
        ]
        for (x, y, z), twin in pairs:
            assert twin == pytest.approx((-x, y, z), abs=1e-9)


@pytest.mark.parametrize("facing", FACINGS)
def test_turning_a_figure_does_not_change_its_pose(facing: str) -> None:
    pose = poses()["dance"]
    front = solve(Build(), pose)
    turned = solve(Build(), pose, FACINGS[facing], x=40.0, z=-30.0)
    assert turned.trunk.base.origin == (40.0, 0.0, -30.0)
    for before, after in zip(joints(front), joints(turned), strict=True):
        assert seen_from(turned.trunk.base, after) == pytest.approx(before, abs=1e-9)


def test_a_figure_that_faces_right_has_its_own_right_hand_nearer() -> None:
    skeleton = solve(Build(), poses()["stand"], FACINGS["right"])
    assert skeleton.arms["r"][2][2] > 10 > -10 > skeleton.arms["l"][2][2]


def test_a_taller_build_is_the_same_body_scaled() -> None:
    small, large = solve(Build(height=84), poses()["sit"]), solve(Build(), poses()["sit"])
    for half, whole in zip(joints(small), joints(large), strict=True):
        assert half == pytest.approx(tuple(c / 2 for c in whole), abs=1e-9)


def test_long_legs_leave_the_height_nearly_as_it_is() -> None:
    crowns = [solve(Build(leg=leg), Pose()).trunk.head.origin[1] for leg in (1.0, 1.15)]
    hips = [solve(Build(leg=leg), Pose()).trunk.pelvis.origin[1] for leg in (1.0, 1.15)]
    assert hips[1] < hips[0] - 10
    assert abs(crowns[1] - crowns[0]) < 4


def test_an_anchor_across_is_the_one_of_the_other_side() -> None:
    own, across = Arm(at="hip", offset=(0, 0, 0)), Arm(at="hip", across=True, offset=(0, 0, 0))
    trunk = solve(Build(), Pose()).trunk
    x = wrist_target(trunk, own, "r")[0]
    assert x < -10
    assert wrist_target(trunk, across, "r")[0] == pytest.approx(-x)
    assert wrist_target(trunk, across, "l")[0] == pytest.approx(x)


def test_hands_at_the_head_follow_it() -> None:
    for anchor in ("cheek", "chin", "mouth", "temple", "crown"):
        arm = Arm(at=anchor, offset=(0, 0, 0))
        straight, bent = (
            wrist_target(solve(Build(), Pose(head=Tilt(roll=roll))).trunk, arm, "r")
            for roll in (0.0, 20.0)
        )
        assert dist(straight, bent) > 1


def test_a_hand_on_the_floor_stays_there_when_the_pelvis_moves() -> None:
    arm = Arm(at="floor", offset=(30, 0, 20))
    for root in ((0.0, 0.0, 0.0), (0.0, -40.0, -10.0)):
        trunk = solve(Build(), Pose(root=root)).trunk
        assert wrist_target(trunk, arm, "l") == pytest.approx((30, 0, 20))


def test_fingers_without_an_aim_continue_the_forearm() -> None:
    skeleton = solve(Build(), Pose())
    _, elbow, wrist = skeleton.arms["r"]
    assert skeleton.hands["r"].fingers == pytest.approx(unit(minus(wrist, elbow)))


def test_a_shrug_lifts_only_its_shoulder() -> None:
    plain = solve(Build(), Pose())
    shrugged = solve(Build(), Pose(arm_r=Arm(shrug=4)))
    assert shrugged.arms["r"][0][1] == pytest.approx(plain.arms["r"][0][1] - 4)
    assert shrugged.arms["l"] == plain.arms["l"]


def test_feet_stand_where_the_pose_puts_them() -> None:
    foot = Foot(out=12, forward=5, lift=10, tip=30, toe=90)
    skeleton = solve(Build(), Pose(root=(0, -15, 0), foot_l=foot))
    assert skeleton.feet["l"].ankle == pytest.approx((12, -ANKLE - 10, 5))
    assert skeleton.feet["l"].toes == pytest.approx((1, 0, 0), abs=1e-9)
    assert isclose(skeleton.feet["l"].tip, 0.5235987755982988)


def test_a_head_told_where_to_look_leaves_the_body_alone() -> None:
    pose = replace(poses()["talk"], arm_r=Arm(), arm_l=Arm())
    body = solve(Build(), pose, 140.0)
    looking = solve(Build(), pose, 140.0, head_facing=0.0)
    assert looking.trunk.head.yaw == 0.0
    assert looking.trunk.head.origin == body.trunk.head.origin
    assert looking.arms == body.arms


def test_what_is_nearer_is_larger_and_lower_on_the_floor() -> None:
    lens = solve(Build(), Pose()).lens
    assert lens.nearness((0, 0, 60)) > 1 > lens.nearness((0, 0, -60))
    assert lens.project((0, 0, 60))[1] > lens.project((0, 0, 0))[1]
    assert abs(lens.project((50, 0, -60))[0]) < 50
    # The floor rises away from the viewer even at the height of the lens.
    assert lens.project((0, lens.y, -50))[1] == pytest.approx(lens.y - 5)

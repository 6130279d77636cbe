"""From a pose to joints: frames stack up from the floor, limbs reach for their targets."""

from math import acos, cos, radians, sin

from studio.render.rig.look import Build
from studio.render.rig.pose import SIDES, Anchor, Arm, Pose, Side, Tilt
from studio.render.rig.skeleton import Chain, Foot, Hand, Lens, Skeleton, Trunk
from studio.render.rig.space import Frame, Vector, dot, length, minus, plus, scaled, unit

TALL = 168.0
"""The height that all lengths are given for."""
UPPER_ARM, FOREARM = 27.5, 24.0
THIGH, SHIN, ANKLE = 41.0, 39.0, 7.0

_OUTWARDS: dict[Side, float] = {"r": -1.0, "l": 1.0}

_DOWN: Vector = (0.0, 1.0, 0.0)
_FORWARD: Vector = (0.0, 0.0, 1.0)

_HEAD_ANCHORS: dict[Anchor, Vector] = {
    "cheek": (0.30, 0.22, 0.25),
    "chin": (0.05, 0.50, 0.30),
    "mouth": (0.0, 0.33, 0.42),
    "temple": (0.36, -0.10, 0.12),
    "crown": (0.1, -0.5, 0.0),
}
"""Out, down and forward from the middle of the head, in head heights."""


def solve(
    build: Build,
    pose: Pose,
    facing: float = 0.0,
    *,
    head_facing: float | None = None,
    x: float = 0.0,
    z: float = 0.0,
) -> Skeleton:
    """Return the joints of a build in a pose.

    `facing` and `head_facing` in degrees as in FACINGS (the head follows the body when None);
    `x` and `z` say where the figure stands, in cm.
    """
    trunk = _trunk(build, pose, Frame((x, 0.0, z), radians(facing)), head_facing)
    arms = {side: _arm(trunk, pose.arm(side), side) for side in SIDES}
    legs = {side: _leg(trunk, pose, side) for side in SIDES}
    return Skeleton(
        trunk=trunk,
        lens=Lens(x, -120.0 * trunk.scale),
        arms=arms,
        legs=legs,
        hands={side: _hand(trunk, pose.arm(side), arms[side], side) for side in SIDES},
        feet={side: _foot(trunk, pose, legs[side], side) for side in SIDES},
    )


def _trunk(build: Build, pose: Pose, base: Frame, head_facing: float | None) -> Trunk:
    k = build.height / TALL
    # Long legs take their length from the trunk, so that the height stays what it is.
    stretch = 1.0 - (build.leg - 1) * 1.2
    hip_height = ((THIGH + SHIN) * build.leg + ANKLE + 3.5) * k
    aside, up, forward = pose.root
    seat = base.at((aside * k, -hip_height - up * k, forward * k))
    pelvis = _tilted(seat, pose.pelvis, yaw=base.yaw)
    waist = pelvis.at((0.0, -15.0 * k * stretch, 0.0))
    chest = _tilted(waist, pose.chest, yaw=pelvis.yaw, pitch=pelvis.pitch)
    neck = chest.at((0.0, -34.5 * k * stretch, 0.0))
    # The head keeps its own pitch and takes half of the chest's roll: eyes seek the horizon.
    yaw = base.yaw + radians(pose.head.yaw) if head_facing is None else radians(head_facing)
    roll = radians(pose.head.roll) + chest.roll * 0.5
    head = Frame(neck, yaw, roll, radians(pose.head.pitch))
    return Trunk(build, k, stretch, base, pelvis, chest, head)


def _tilted(origin: Vector, tilt: Tilt, *, yaw: float, pitch: float = 0.0) -> Frame:
    yaw, pitch = yaw + radians(tilt.yaw), pitch + radians(tilt.pitch)
    return Frame(origin, yaw, radians(tilt.roll), pitch)


def reach(root: Vector, target: Vector, bones: tuple[float, float], pole: Vector) -> Chain:
    """Return root, middle and end joint of a two-bone chain (inverse kinematics).

    The end joint lies on the target, or as near as the bones allow; the middle joint bends
    towards `pole`.
    """
    first, second = bones
    way = minus(target, root)
    # Never quite straight and never quite shut: a limb at its limit looks broken.
    farthest, nearest = (first + second) * 0.995, abs(first - second) * 1.02 + 0.5
    distance = max(min(length(way), farthest), nearest)
    along = unit(way) if length(way) > 1e-9 else _DOWN
    cosine = (first**2 + distance**2 - second**2) / (2 * first * distance)
    bend = acos(max(-1.0, min(1.0, cosine)))
    across = _across(along, pole)
    to_middle = plus(scaled(along, first * cos(bend)), scaled(across, first * sin(bend)))
    return root, plus(root, to_middle), plus(root, scaled(along, distance))


def _across(along: Vector, pole: Vector) -> Vector:
    """Return the direction at right angles to `along` that is nearest to `pole`."""
    # A pole along the limb says nothing: the joint then drops, or bends forwards if the limb hangs.
    wishes = (pole, _DOWN, _FORWARD)
    across = (minus(wish, scaled(along, dot(wish, along))) for wish in wishes)
    return unit(next(way for way in across if length(way) > 1e-6))


def _sided(v: Vector, outwards: float) -> Vector:
    """Turn a side's (out, up, forward) into a frame's (x, y down, z)."""
    return v[0] * outwards, -v[1], v[2]


def wrist_target(trunk: Trunk, arm: Arm, side: Side) -> Vector:
    """Return where a pose wants the wrist of a side to be."""
    k, build = trunk.scale, trunk.build
    outwards = -_OUTWARDS[side] if arm.across else _OUTWARDS[side]
    offset = scaled(_sided(arm.offset, outwards), k)
    if arm.at == "shoulder":
        anchor = (outwards * build.shoulders * k, -31.2 * k * trunk.stretch, 0.0)
        return trunk.chest.at(plus(anchor, offset))
    if arm.at == "chest":
        return trunk.chest.at(plus((0.0, -20.0 * k * trunk.stretch, 10.0 * k), offset))
    if arm.at == "hip":
        return trunk.pelvis.at(plus((outwards * build.hips * k, -7.0 * k, 0.0), offset))
    if arm.at == "floor":
        return trunk.base.at(offset)
    out, down, forward = scaled(_HEAD_ANCHORS[arm.at], build.head * k)
    return trunk.head.at(plus((outwards * out, down - 15.6 * k, forward), offset))


def _arm(trunk: Trunk, arm: Arm, side: Side) -> Chain:
    k, outwards = trunk.scale, _OUTWARDS[side]
    out = outwards * (trunk.build.shoulders - 0.4) * k
    shoulder = trunk.chest.at((out, -28.8 * k * trunk.stretch - arm.shrug * k, 0.0))
    elbow = trunk.chest.turn(_sided(arm.elbow, outwards))
    target = wrist_target(trunk, arm, side)
    return reach(shoulder, target, (UPPER_ARM * k, FOREARM * k), elbow)


def _hand(trunk: Trunk, arm: Arm, joints: Chain, side: Side) -> Hand:
    outwards = _OUTWARDS[side]
    _shoulder, elbow, wrist = joints
    if arm.fingers is None:
        fingers = minus(wrist, elbow)
    else:
        fingers = trunk.chest.turn(_sided(arm.fingers, outwards))
    thumb = trunk.chest.turn(_sided(arm.thumb, outwards))
    return Hand(wrist, unit(fingers), thumb, arm.hand, trunk.build.hand * trunk.scale)


def _leg(trunk: Trunk, pose: Pose, side: Side) -> Chain:
    k, outwards, foot = trunk.scale, _OUTWARDS[side], pose.foot(side)
    hip = trunk.pelvis.at((outwards * 8.2 * k, 3.0 * k, 0.0))
    place = (outwards * foot.out * k, (-ANKLE - foot.lift) * k, foot.forward * k)
    bones = (THIGH * k * trunk.build.leg, SHIN * k * trunk.build.leg)
    knee = trunk.base.turn(_sided(foot.knee, outwards))
    return reach(hip, trunk.base.at(place), bones, knee)


def _foot(trunk: Trunk, pose: Pose, joints: Chain, side: Side) -> Foot:
    foot = pose.foot(side)
    toe = radians(foot.toe) * _OUTWARDS[side]
    return Foot(joints[2], trunk.base.turn((sin(toe), 0.0, cos(toe))), radians(foot.tip))

"""Named points of a figure on the paper: what the camera frames by."""

from collections.abc import Mapping

from studio.kernel.geometry import Point, lerp
from studio.render.rig.hands import palm_centre
from studio.render.rig.head import Head
from studio.render.rig.limbs import Limb
from studio.render.rig.pose import SIDES, Side
from studio.render.rig.skeleton import Skeleton
from studio.render.rig.torso import LEFT, RIGHT, SectionName, Torso

Limbs = Mapping[Side, Limb]

_EYES, _MOUTH, _CHIN = 0.045, 0.325, 0.5
"""Heights on the face, in head heights below its middle."""


def landmarks(
    head: Head, skeleton: Skeleton, torso: Torso, arms: Limbs, legs: Limbs
) -> dict[str, Point]:
    """Return the figure's named points; _l and _r of hair and shoulders are the paper's."""
    points = {
        **_head_points(head),
        **_trunk_points(torso),
        **_leg_points(skeleton, legs),
        "hand_r": palm_centre(skeleton, skeleton.hands["r"]),
        "hand_l": palm_centre(skeleton, skeleton.hands["l"]),
    }
    xs = [x for x, _ in points.values()] + [arms[side].point(0.5)[0] for side in SIDES]
    room = 8 * skeleton.scale
    bust = points["bust"][1]
    return {**points, "left": (min(xs) - room, bust), "right": (max(xs) + room, bust)}


def _head_points(head: Head) -> dict[str, Point]:
    x0, top, x1, _bottom = head.bounds()
    x, y = head.centre
    return {
        "crown": (x, top),
        "eyes": head.to_set((0.0, _EYES)),
        "mouth": head.to_set((0.0, _MOUTH)),
        "chin": head.to_set((0.0, _CHIN)),
        "hair_l": (x0, y),
        "hair_r": (x1, y),
    }


def _trunk_points(torso: Torso) -> dict[str, Point]:
    def middle(name: SectionName) -> Point:
        return lerp(torso.edge(name, LEFT), torso.edge(name, RIGHT), 0.5)

    return {
        "collar": middle("trap"),
        "shoulder_l": torso.edge("shoulder", LEFT),
        "shoulder_r": torso.edge("shoulder", RIGHT),
        "bust": middle("bust"),
        "waist": middle("waist"),
        "hip": middle("hip"),
    }


def _leg_points(skeleton: Skeleton, legs: Limbs) -> dict[str, Point]:
    right, left = legs["r"], legs["l"]
    lower_ankle = max(right.point(1.0)[1], left.point(1.0)[1])
    x, _y = skeleton.project((skeleton.trunk.base.origin[0], 0.0, 0.0))
    return {
        "thigh": lerp(right.point(0.28), left.point(0.28), 0.5),
        "knee": lerp(right.point(0.5), left.point(0.5), 0.5),
        # Shoes reach below the ankles.
        "floor": (x, lower_ankle + 11 * skeleton.scale),
    }

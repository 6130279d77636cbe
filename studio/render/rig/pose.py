"""Poses as data: how the frames tilt and where hands and feet go, for every build and facing.

Everything is a plain number, so poses can be blended. Angles are degrees, lengths are
centimetres on a figure 168 cm tall. Directions and offsets are (out, up, forward): out points
away from the body's middle, so the same numbers mean the same thing on both sides.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import ClassVar, Literal

from pydantic import ConfigDict

from studio.kernel import resources
from studio.kernel.i18n import _
from studio.kernel.values import STRICT, read_value
from studio.render.rig.space import Vector

Side = Literal["r", "l"]
"""The figure's own right and left: its right hand is on the left of a front view."""
SIDES: tuple[Side, Side] = ("r", "l")

Anchor = Literal["shoulder", "hip", "chest", "cheek", "chin", "mouth", "temple", "crown", "floor"]
HandShape = Literal[
    "relaxed", "open", "flat", "point", "peace", "fist", "thumb", "pinch", "grip"
]  # fmt: skip

FACINGS: Mapping[str, float] = {
    "front": 0.0,
    "3q_right": 32.0,
    "3q_left": -32.0,
    "right": 86.0,
    "left": -86.0,
    "back": 180.0,
    "3q_back_right": 140.0,
    "3q_back_left": -140.0,
}
"""Degrees by which the figure turns away from the viewer; right is the viewer's right."""

_FILE = "poses.toml"


@dataclass(frozen=True, slots=True)
class Tilt:
    """How a part of the trunk is turned against the one below it."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    yaw: float = 0.0
    roll: float = 0.0
    pitch: float = 0.0

    def mirrored(self) -> "Tilt":
        """Return the tilt as a mirror shows it."""
        return Tilt(-self.yaw, -self.roll, self.pitch)


@dataclass(frozen=True, slots=True)
class Arm:
    """Where a hand goes and how it is held."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    at: Anchor = "shoulder"
    across: bool = False
    """The anchor is the one of the other side of the body."""
    offset: Vector = (4.0, -48.0, 3.0)
    """From the anchor to the wrist."""
    elbow: Vector = (0.5, -0.6, -0.6)
    """Where the elbow points."""
    hand: HandShape = "relaxed"
    fingers: Vector | None = None
    """Where the fingers point; they continue the forearm when not given."""
    thumb: Vector = (-0.4, 0.5, 0.8)
    """Where the thumb points."""
    shrug: float = 0.0
    """How far the shoulder is lifted."""


@dataclass(frozen=True, slots=True)
class Foot:
    """Where a foot stands, seen from the middle of the floor under the figure."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    out: float = 8.5
    forward: float = 0.0
    lift: float = 0.0
    toe: float = 18.0
    """Degrees by which the toes point outwards."""
    tip: float = 0.0
    """Degrees by which the heel is lifted."""
    knee: Vector = (0.12, 0.0, 1.0)
    """Where the knee points."""


@dataclass(frozen=True, slots=True)
class HeldProp:
    """How a pose holds whatever the shot puts in its hand."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    hand: Literal["r", "l", "both"]
    tilt: float = 0.0
    lift: float = 4.2
    """How far the prop's middle is above the palm's."""

    def mirrored(self) -> "HeldProp":
        """Return the same hold in the other hand."""
        return replace(self, hand=_OTHER_HAND[self.hand])


_OTHER_HAND: Mapping[str, Literal["r", "l", "both"]] = {"r": "l", "l": "r", "both": "both"}


@dataclass(frozen=True, slots=True)
class Pose:
    """A whole body: the trunk's tilts, both arms, both feet, and a hand for a prop."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    root: Vector = (0.0, 0.0, 0.0)
    """How far the pelvis is moved to the figure's left, up and forward."""
    pelvis: Tilt = Tilt()
    chest: Tilt = Tilt()
    head: Tilt = Tilt()
    arm_r: Arm = Arm()
    arm_l: Arm = Arm()
    foot_r: Foot = Foot()
    foot_l: Foot = Foot()
    prop: HeldProp | None = None

    def arm(self, side: Side) -> Arm:
        """Return the arm of a side."""
        return self.arm_r if side == "r" else self.arm_l

    def foot(self, side: Side) -> Foot:
        """Return the foot of a side."""
        return self.foot_r if side == "r" else self.foot_l

    def mirrored(self) -> "Pose":
        """Return the pose as a mirror shows it: right and left change places."""
        aside, up, forward = self.root
        return Pose(
            root=(-aside, up, forward),
            pelvis=self.pelvis.mirrored(),
            chest=self.chest.mirrored(),
            head=self.head.mirrored(),
            arm_r=self.arm_l,
            arm_l=self.arm_r,
            foot_r=self.foot_l,
            foot_l=self.foot_r,
            prop=None if self.prop is None else self.prop.mirrored(),
        )


def read_poses(table: Mapping[str, Mapping[str, object]], file: str = _FILE) -> dict[str, Pose]:
    """Return the poses of a table; raise Unreadable naming `file`, the pose and the wrong key."""
    where = _("{file}, pose “{name}”")
    return {
        name: read_value(Pose, recipe, where.format(file=file, name=name))
        for name, recipe in table.items()
    }


@cache
def poses() -> Mapping[str, Pose]:
    """Return all poses of `resources/drawing/poses.toml` by name."""
    return read_poses(resources.table("drawing", _FILE))


def pose_named(name: str) -> Pose:
    """Return a pose; one that is not known stands."""
    known = poses()
    return known.get(name, known["stand"])

"""A solved pose: joints in the imagined space, and where they fall on the paper."""

from collections.abc import Mapping
from dataclasses import dataclass

from studio.kernel.geometry import Point
from studio.render.rig.look import Build
from studio.render.rig.pose import HandShape, Side
from studio.render.rig.space import Frame, Vector

Chain = tuple[Vector, Vector, Vector]
"""Shoulder, elbow, wrist; or hip, knee, ankle."""

FLOOR_TILT = 0.10
"""How far the floor rises on the paper per centimetre away from the viewer."""


@dataclass(frozen=True, slots=True)
class Lens:
    """A mild perspective: what is nearer is larger, and a little further down on the floor."""

    x: float
    y: float
    distance: float = 420.0

    def nearness(self, v: Vector) -> float:
        """Return by how much things at this point are drawn larger."""
        return self.distance / (self.distance - v[2])

    def project(self, v: Vector) -> Point:
        """Return where a point in space falls on the paper."""
        s = self.nearness(v)
        return self.x + (v[0] - self.x) * s, self.y + (v[1] - self.y) * s + v[2] * FLOOR_TILT


@dataclass(frozen=True, slots=True)
class Hand:
    """A hand at the end of an arm; `fingers` and `thumb` are directions, `length` in cm."""

    wrist: Vector
    fingers: Vector
    thumb: Vector
    shape: HandShape
    length: float


@dataclass(frozen=True, slots=True)
class Foot:
    """A foot at the end of a leg: where the toes point, and the heel's lift in radians."""

    ankle: Vector
    toes: Vector
    tip: float


@dataclass(frozen=True, slots=True)
class Trunk:
    """The frames that stack up from the floor, and the sizes that everything on them needs."""

    build: Build
    scale: float
    """This build against one of 168 cm."""
    stretch: float
    """Length factor of the trunk: long legs take their length from it."""
    base: Frame
    """On the floor, turned as the whole figure is."""
    pelvis: Frame
    chest: Frame
    """At the waist, from where the chest tilts."""
    head: Frame
    """At the top of the neck."""

    @property
    def head_centre(self) -> Vector:
        """Return the middle of the head, between chin and crown."""
        k = self.scale
        return self.head.at((0.0, -(3.6 * k + self.build.head * k * 0.5), 1.4 * k))


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A build in a pose, facing somewhere: its frames, its joints and the lens that sees them."""

    trunk: Trunk
    lens: Lens
    arms: Mapping[Side, Chain]
    legs: Mapping[Side, Chain]
    hands: Mapping[Side, Hand]
    feet: Mapping[Side, Foot]

    @property
    def scale(self) -> float:
        """Return this build's size against one of 168 cm."""
        return self.trunk.scale

    def project(self, v: Vector) -> Point:
        """Return where a point in space falls on the paper."""
        return self.lens.project(v)

    def nearness(self, v: Vector) -> float:
        """Return by how much things at this point are drawn larger."""
        return self.lens.nearness(v)

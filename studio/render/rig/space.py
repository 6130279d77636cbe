"""Vectors and turned frames in the imagined space: centimetres, y down, z towards the viewer."""

from dataclasses import dataclass
from math import cos, sin, sqrt

Vector = tuple[float, float, float]


def plus(a: Vector, b: Vector) -> Vector:
    """Return the sum."""
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]


def minus(a: Vector, b: Vector) -> Vector:
    """Return the way from `b` to `a`."""
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def scaled(v: Vector, k: float) -> Vector:
    """Return the vector `k` times as long."""
    return v[0] * k, v[1] * k, v[2] * k


def dot(a: Vector, b: Vector) -> float:
    """Return the scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def length(v: Vector) -> float:
    """Return how long the vector is."""
    return sqrt(dot(v, v))


def unit(v: Vector) -> Vector:
    """Return the direction, of length 1; the zero vector stays as it is."""
    size = length(v) or 1e-9
    return v[0] / size, v[1] / size, v[2] / size


def midway(a: Vector, b: Vector) -> Vector:
    """Return the point halfway."""
    return scaled(plus(a, b), 0.5)


@dataclass(frozen=True, slots=True)
class Frame:
    """A place with directions of its own; angles in radians, applied pitch, roll, yaw."""

    origin: Vector
    yaw: float
    roll: float = 0.0
    pitch: float = 0.0

    def turn(self, v: Vector) -> Vector:
        """Return a direction given in this frame as a direction in space."""
        x, y, z = v
        c, s = cos(self.pitch), sin(self.pitch)
        y, z = y * c + z * s, z * c - y * s
        c, s = cos(self.roll), sin(self.roll)
        x, y = x * c - y * s, y * c + x * s
        c, s = cos(self.yaw), sin(self.yaw)
        return x * c + z * s, y, z * c - x * s

    def at(self, v: Vector) -> Vector:
        """Return a point given in this frame as a point in space."""
        return plus(self.origin, self.turn(v))

    @property
    def faces_viewer(self) -> bool:
        """Tell whether its front is seen; an exact profile counts as front."""
        return cos(self.yaw) > -0.05

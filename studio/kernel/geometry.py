"""Points, boxes and affine maps: the little geometry that everything shares."""

from math import sqrt
from typing import NamedTuple

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
"""a b c d e f in SVG order: x' = a·x + c·y + e, y' = b·x + d·y + f."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Rect(NamedTuple):
    """An upright box; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return the x of the right border."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Return the y of the bottom border."""
        return self.y + self.height

    @property
    def centre(self) -> Point:
        """Return the middle of the box."""
        return self.x + self.width / 2, self.y + self.height / 2

    def contains(self, x: float, y: float) -> bool:
        """Tell whether the point lies in the box, right and bottom border excluded."""
        return self.x <= x < self.right and self.y <= y < self.bottom

    def inset(self, by: float) -> "Rect":
        """Return the box made smaller by the same margin on all four sides."""
        return Rect(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)


def multiply(outer: Matrix, inner: Matrix) -> Matrix:
    """Return the map that applies `inner` first and `outer` to its result."""
    a, b, c, d, e, f = outer
    p, q, r, s, t, u = inner
    return (
        a * p + c * q,
        b * p + d * q,
        a * r + c * s,
        b * r + d * s,
        a * t + c * u + e,
        b * t + d * u + f,
    )


def apply(m: Matrix, x: float, y: float) -> Point:
    """Return the image of a point."""
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def scale_of(m: Matrix) -> float:
    """Return by how much the map stretches lengths, on average over directions."""
    return sqrt(abs(m[0] * m[3] - m[1] * m[2]))


def lerp(a: Point, b: Point, t: float) -> Point:
    """Return the point a share `t` of the way from `a` to `b`."""
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t

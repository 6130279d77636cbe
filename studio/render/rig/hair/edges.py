"""The lines that all hair is built from: silhouette, crown, hairline, nape."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import cos, pi, radians, sin

from studio.kernel.geometry import Point
from studio.render.rig.hair.style import HairStyle, hairline_named
from studio.render.rig.head_shape import HeadShape

_CROWN_DEGREES = (202, 220, 238, 256, 270, 284, 302, 320, 338)
_NAPE = ((104, 0.00), (112, 0.11), (134, 0.25), (160, 0.30))
"""From above the ear round to the nape: degrees round the head, height."""


@dataclass(frozen=True)
class HairEdges:
    """The hair of one head, as lines; `side` is always 1 for the right of the picture, -1 left."""

    style: HairStyle
    shape: HeadShape
    roll: float

    @property
    def far(self) -> float:
        """Return which side of the picture is turned away; 0 when the head is seen straight."""
        turned = abs(self.shape.s) > 0.22 and self.shape.face_visible
        return self.shape.side if turned else 0.0

    def outer(self, side: float, heights: Sequence[float], out: float = 0.0) -> list[Point]:
        """Return the silhouette on one side at the given heights, `out` from the hair's volume."""
        return [(self.outer_x(side, y, out), self.shape.height(y)) for y in heights]

    def outer_x(self, side: float, y: float, out: float = 0.0) -> float:
        """Return the silhouette's x at one height."""
        stand_off = self.style.volume + out + max(0.0, y - 0.05) * self.style.flare
        # Below the cheek the skull tucks in towards the chin; hanging hair does not.
        return self.shape.edge(side, min(y, 0.16), stand_off)

    @cached_property
    def crown(self) -> list[Point]:
        """Return the top from left to right: a full arc, a little squarer than an ellipse."""
        left, right = self.shape.extent(-0.12, self.style.volume)
        middle, half, tall = (left + right) / 2, (right - left) / 2, 0.385 + self.style.top
        points = []
        for degrees in _CROWN_DEGREES:
            c, s = cos(radians(degrees)), sin(radians(degrees))
            x = middle + half * (abs(c) ** 0.90) * (1 if c > 0 else -1)
            points.append((x, self.shape.height(-0.12 - tall * abs(s) ** 0.94)))
        return points

    @property
    def top(self) -> Point:
        """Return the middle of the crown."""
        return self.crown[4]

    @cached_property
    def hairline(self) -> list[Point]:
        """Return the hairline in the picture, left to right.

        What is hidden on the far side becomes one point on the silhouette.
        """
        shape, far = self.shape, self.far
        points: list[Point] = []
        hidden: list[Point] = []
        for degrees, y in hairline_named(self.style.front):
            x, drawn_y, depth = shape.around(degrees, y, 0.012)
            if depth < 0.03 and degrees * far > 0:
                hidden.append((shape.edge(degrees, y - 0.02, 0.012), drawn_y))
                continue
            if depth < 0.0:
                x = shape.edge(degrees, y, 0.010)
            points.append((x, drawn_y))
        if hidden and far > 0:
            return [*points, hidden[0]]
        return [hidden[-1], *points] if hidden else points

    @property
    def parting(self) -> int:
        """Return the index in the hairline where the hair falls to either side."""
        line = self.hairline
        if self.style.has_fringe:
            return len(line) // 2
        return min(range(len(line)), key=lambda i: line[i][1])

    def nape(self, side: float) -> list[Point]:
        """Return the edge of short or tied hair from ear to nape, on the side we look at."""
        if abs(self.shape.s) < 0.25 or side == self.far:
            return []
        points = []
        for degrees, y in _NAPE:
            x, drawn_y, depth = self.shape.around(side * degrees, y, 0.015)
            if depth < -0.01:
                points.append((self.shape.edge(side, y), drawn_y))
                break
            points.append((x, drawn_y))
        return points

    def behind_ear(self, side: float) -> Point:
        """Return where tied hair ends behind an ear."""
        x, y, depth = self.shape.around(side * 100, 0.10)
        return (self.shape.edge(side, 0.10) if depth < -0.25 else x), y

    def wave(self, point: Point, side: float, strength: float = 1.0) -> Point:
        """Return a point of a hanging edge, swung sideways where the hair is wavy."""
        if self.style.texture != "wavy":
            return point
        x, y = point
        phase = 0.6 if side > 0 else 0.0  # the two sides must not swing in step
        swing = 0.034 * strength * sin(y * 2 * pi / 0.40 + phase)
        return x + side * swing * min(1, max(0, (y + 0.1) * 2.2)), y

    def hang(self, point: Point) -> Point:
        """Return a point of hair below the chin, which falls straight however the head leans."""
        x, y = point
        return x + max(0.0, y - 0.30) * sin(self.roll) * 0.9, y

    def fall(self, point: Point, side: float, strength: float = 1.0) -> Point:
        """Return a point of hanging hair, waved and pulled down."""
        return self.hang(self.wave(point, side, strength))


def beyond_chin(y: float) -> float:
    """Return 0 where hair still follows the cheek, 1 where a lock has a width of its own."""
    return max(0.0, min(1.0, (y - 0.15) / 0.4))


def steps_down(length: float, each: float) -> list[float]:
    """Return heights from the chin's level to the tips, about `each` apart."""
    count = max(2, round((length - 0.3) / each))
    return [0.30 + (length - 0.3) * i / count for i in range(1, count + 1)]

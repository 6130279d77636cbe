"""Geometry of the head: a stack of ellipses, so every turn of it comes out of one table.

Unit: the head's height, chin to crown, is 1; origin in the middle, y down, z towards the nose.
A yaw of 0 looks at us; a positive one turns the face to the right of the picture.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, exp, pi, radians, sin, sqrt
from typing import NamedTuple

from studio.kernel.geometry import Point
from studio.render.drawing.nodes import Path
from studio.render.drawing.paths import smooth


class Level(NamedTuple):
    """One ellipse of the stack; `centre` is where it sits along z."""

    y: float
    half_width: float
    half_depth: float
    centre: float


LEVELS = (
    Level(-0.500, 0.000, 0.000, -0.030),
    Level(-0.487, 0.104, 0.130, -0.030),
    Level(-0.440, 0.214, 0.265, -0.030),
    Level(-0.350, 0.303, 0.362, -0.030),
    Level(-0.220, 0.351, 0.415, -0.030),
    Level(-0.080, 0.359, 0.425, -0.030),
    Level(+0.050, 0.356, 0.410, -0.020),
    Level(+0.150, 0.344, 0.370, 0.010),
    Level(+0.240, 0.316, 0.320, 0.050),
    Level(+0.320, 0.272, 0.260, 0.100),
    Level(+0.390, 0.214, 0.205, 0.145),
    Level(+0.445, 0.148, 0.148, 0.185),
    Level(+0.485, 0.080, 0.085, 0.225),
    Level(+0.500, 0.000, 0.000, 0.250),
)
_LEVEL_HEIGHTS = [level.y for level in LEVELS]

PROFILE = (
    (-0.200, 0.000),
    (-0.100, 0.004),
    (-0.045, 0.010),  # brow bone
    (+0.000, -0.016),  # root of the nose
    (+0.035, -0.012),
    (+0.085, 0.025),
    (+0.135, 0.062),
    (+0.172, 0.092),  # tip of the nose
    (+0.198, 0.092),
    (+0.222, 0.050),
    (+0.240, 0.024),
    (+0.268, 0.030),
    (+0.292, 0.050),  # upper lip
    (+0.308, 0.046),
    (+0.322, 0.030),  # between the lips
    (+0.338, 0.044),
    (+0.358, 0.042),  # lower lip
    (+0.384, 0.012),
    (+0.410, 0.016),
    (+0.440, 0.040),
    (+0.470, 0.046),  # chin
    (+0.490, 0.030),
    (+0.500, 0.000),
)
"""Height, and how far a profile stands out from the stack of ellipses there."""

# Heights at which the contour is traced. The far side of a turned head shows brow, cheek
# and chin; a profile shows nose and lips as well and needs the most points.
_PLAIN_HEIGHTS = (
    *(-0.487, -0.44, -0.38, -0.32, -0.18, -0.03, 0.08),
    *(0.17, 0.25, 0.32, 0.38, 0.43, 0.468, 0.49),
)
_TURNED_HEIGHTS = (
    *(-0.487, -0.44, -0.38, -0.32, -0.18, -0.08, -0.03, 0.02, 0.07),
    *(0.13, 0.2, 0.26, 0.31, 0.36, 0.41, 0.45, 0.485),
)
_PROFILE_HEIGHTS = (
    *(-0.487, -0.44, -0.38, -0.32, -0.2, -0.1, -0.045, 0.0, 0.035, 0.085, 0.135, 0.172, 0.198),
    *(0.222, 0.24, 0.268, 0.292, 0.308, 0.322, 0.338, 0.358, 0.384, 0.41, 0.44, 0.47, 0.492),
)

_TURNED_BUMPS = (
    (-0.030, 0.01, 0.045),  # the eye socket falls back
    (+0.016, 0.14, 0.070),  # the cheekbone stands out
    (-0.012, 0.27, 0.040),
    (+0.012, 0.36, 0.050),  # the mouth
)
"""How far, at which height and how broadly the far contour of a turned face bulges."""


@dataclass(frozen=True, slots=True)
class Proportions:
    """What makes one face differ from another, as factors."""

    cheek: float = 1.0
    jaw: float = 1.0
    chin: float = 1.0
    length: float = 1.0
    """Of the part below the eyes' level."""

    def width(self, y: float) -> float:
        """Return the factor on the half width at a height."""
        cheek = 1 + (self.cheek - 1) * _bell(y, 0.10, 0.16)
        jaw = 1 + (self.jaw - 1) * _bell(y, 0.32, 0.11)
        chin = 1 + (self.chin - 1) * _bell(y, 0.46, 0.07)
        return cheek * jaw * chin


OVAL = Proportions()
FACE_SHAPES: Mapping[str, Proportions] = {
    "oval": OVAL,
    "round": Proportions(cheek=1.05, jaw=1.07, chin=1.08, length=0.965),
    "square": Proportions(jaw=1.13, chin=1.30),
    "heart": Proportions(jaw=0.93, chin=0.86, cheek=1.03),
    "long": Proportions(length=1.045, cheek=0.96, jaw=0.98),
    "diamond": Proportions(cheek=1.05, jaw=0.95, chin=0.9),
}


class Placed(NamedTuple):
    """A point of the skull as it lands in the picture; `depth` > 0 faces us."""

    x: float
    y: float
    depth: float

    @property
    def point(self) -> Point:
        """Return it without its depth."""
        return self.x, self.y


@dataclass(frozen=True, slots=True)
class HeadShape:
    """A head of certain proportions, turned; see `turned_head`."""

    proportions: Proportions
    yaw: float
    """-π to π."""
    pitch: float
    c: float
    """Cosine of the yaw."""
    s: float
    """Sine of the yaw: > 0 looks to the right of the picture."""
    flattening: float
    """Share of the true depth that a turn shows."""
    profile: float
    """How much of a profile this is: 0 from the front to three-quarters, 1 at a right angle."""

    @property
    def side(self) -> float:
        """Return to which side of the picture the face looks: 1 right, -1 left."""
        return 1.0 if self.s >= 0 else -1.0

    @property
    def in_profile(self) -> bool:
        """Tell whether the head is drawn as a profile."""
        return self.profile > 0.5

    @property
    def face_visible(self) -> bool:
        """Tell whether any of the face can be seen."""
        return abs(self.yaw) < radians(112)

    def section(self, y: float) -> Level:
        """Return the ellipse at a height."""
        y = max(-0.5, min(0.5, y))
        i = min(max(bisect_right(_LEVEL_HEIGHTS, y) - 1, 0), len(LEVELS) - 2)
        above, below = LEVELS[i], LEVELS[i + 1]
        t = (y - above.y) / (below.y - above.y)
        half_width = above.half_width + (below.half_width - above.half_width) * t
        return Level(
            y,
            half_width * self.proportions.width(y),
            above.half_depth + (below.half_depth - above.half_depth) * t,
            above.centre + (below.centre - above.centre) * t,
        )

    def height(self, y: float, z: float = 0.0) -> float:
        """Return the y in the picture of a point at height `y` and depth `z` of a nodding head."""
        stretched = y * self.proportions.length if y > 0 else y
        # Nodding by the full depth would pull nose and chin apart: three quarters of it read well.
        return stretched * cos(self.pitch) - z * sin(self.pitch) * 0.75

    def on_face(self, x: float, y: float, out: float = 0.0) -> Point:
        """Return a point of the face given as seen from the front, `out` from the skin."""
        _, a, b, centre = self.section(y)
        inside = 1 - (x / a) ** 2 if a > 0 else 0.0
        z = centre + b * (sqrt(inside) if inside > 0 else 0.0)
        nose = self.profile * _profile_at(y) * max(0.0, 1 - abs(x) / 0.10) if self.profile else 0.0
        turned = x * self.c + (z * self.flattening + out + nose) * self.s
        return turned, self.height(y, (z + out) * self.c)

    def around(self, degrees: float, y: float, out: float = 0.0) -> Placed:
        """Return a point at an angle round the skull (0 is the nose), `out` from the skin."""
        _, a, b, centre = self.section(y)
        angle = radians(degrees)
        x, z = (a + out) * sin(angle), centre + (b + out) * cos(angle)
        return Placed(
            x * self.c + z * self.flattening * self.s,
            self.height(y, z * self.c * 0.6),
            z * self.c - x * self.s,
        )

    def extent(self, y: float, out: float = 0.0) -> tuple[float, float]:
        """Return left and right end of the silhouette at a height, `out` from the skin."""
        _, a, b, centre = self.section(y)
        b *= self.flattening
        half = sqrt(((a + out) * self.c) ** 2 + ((b + out) * self.s) ** 2)
        middle = centre * self.flattening * self.s
        return middle - half, middle + half

    def edge(self, side: float, y: float, out: float = 0.0) -> float:
        """Return one end of the silhouette: the right one when `side` > 0."""
        return self.extent(y, out)[1 if side > 0 else 0]

    def face_path(self) -> Path:
        """Return the contour of head and face, without ears and hair."""
        far = self._contour(self.side, self._far_heights())
        near = self._contour(-self.side, _PLAIN_HEIGHTS)
        right, left = (far, near) if self.side > 0 else (near, far)
        return smooth(
            [self._pole(-0.5, LEVELS[0]), *right, self._pole(0.505, LEVELS[-1]), *left[::-1]]
        )

    def _pole(self, y: float, level: Level) -> Point:
        """Return crown or chin, where the ellipse has shrunk to a point."""
        x = level.centre * self.flattening * self.s
        return x, self.height(y, level.centre * self.c)

    def _far_heights(self) -> Sequence[float]:
        if self.profile > 0.05:
            return _PROFILE_HEIGHTS
        return _TURNED_HEIGHTS if abs(self.s) > 0.15 else _PLAIN_HEIGHTS

    def _contour(self, side: float, heights: Sequence[float]) -> list[Point]:
        """Return the silhouette on one side of the picture, from the top down."""
        faces_there = side == self.side
        points = []
        for y in heights:
            x = self.edge(side, y)
            if faces_there:
                x += side * (self.profile * _profile_at(y) + self._turned_bulge(y))
            _, _, half_depth, centre = self.section(y)
            z = (centre + 0.25 * half_depth * (1 if faces_there else -0.2)) * self.c
            points.append((x, self.height(y, z)))
        return points

    def _turned_bulge(self, y: float) -> float:
        """Return how far socket, cheekbone and mouth shape the far contour of a turned face."""
        if abs(self.yaw) >= pi / 2:
            return 0.0
        share = abs(self.s) * (1 - self.profile)
        return share * sum(far * _bell(y, at, breadth) for far, at, breadth in _TURNED_BUMPS)


def turned_head(proportions: Proportions, yaw: float, pitch: float = 0.0) -> HeadShape:
    """Return the head looking `yaw` radians to the right of the picture and `pitch` up."""
    yaw = wrap_angle(yaw)
    away = abs(yaw)
    enters = smoothstep(radians(48), radians(80), away)
    leaves = smoothstep(radians(100), radians(125), away)
    # True depth pushes the features of a three-quarter view to the edge, and reads badly.
    flattening = 0.66 + 0.34 * smoothstep(radians(40), radians(85), away)
    return HeadShape(proportions, yaw, pitch, cos(yaw), sin(yaw), flattening, enters * (1 - leaves))


def wrap_angle(a: float) -> float:
    """Return the same direction between -π and π."""
    return (a + pi) % (2 * pi) - pi


def smoothstep(start: float, end: float, x: float) -> float:
    """Return 0 before `start`, 1 after `end` and an eased way between."""
    t = max(0.0, min(1.0, (x - start) / (end - start)))
    return t * t * (3 - 2 * t)


def _bell(y: float, middle: float, breadth: float) -> float:
    return exp(-(((y - middle) / breadth) ** 2))


def _profile_at(y: float) -> float:
    for (y0, out0), (y1, out1) in pairwise(PROFILE):
        if y0 <= y <= y1:
            return out0 + (out1 - out0) * (y - y0) / (y1 - y0)
    return 0.0

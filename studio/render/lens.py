"""How a frame lands in the picture: scaled, bent by a tilted camera, rolled by a dutch angle."""

from dataclasses import dataclass
from math import cos, radians, sin

from studio.kernel.geometry import IDENTITY, Matrix, Point, Rect, apply, multiply, scale_of
from studio.render.camera import Frame
from studio.render.drawing.nodes import Group
from studio.render.drawing.transform import Bend, bake, keystone

_KEYSTONE_ZOOM = 1.12
_ROLL_ZOOM = 1.16
"""A bent or rolled picture is enlarged, else its corners would show where the drawing ends."""


@dataclass(frozen=True, slots=True)
class Lens:
    """A frame in a picture of `width` by `height` picture units."""

    frame: Frame
    width: float
    height: float

    @property
    def matrix(self) -> Matrix:
        """Return the straight part of the map, from the set to the picture."""
        return self.frame.matrix(self.width)

    @property
    def _after(self) -> Matrix:
        """Return what follows the bend: the enlargement and the roll, about the middle."""
        matrix = IDENTITY
        if self.frame.angle.keystone:
            matrix = self._about_middle(0.0, _KEYSTONE_ZOOM)
        if self.frame.angle.roll:
            matrix = multiply(self._about_middle(self.frame.angle.roll, _ROLL_ZOOM), matrix)
        return matrix

    def _about_middle(self, turn: float, zoom: float) -> Matrix:
        c, s = cos(radians(turn)) * zoom, sin(radians(turn)) * zoom
        x, y = self.width / 2, self.height / 2
        return (c, s, -s, c, x - c * x + s * y, y - s * x - c * y)

    @property
    def _bend(self) -> Bend:
        return keystone(self.width, self.height, self.frame.angle.keystone)

    def seen(self, straight: Group) -> Group:
        """Return a group drawn with `matrix` as the tilted camera sees it."""
        bent = bake(straight, IDENTITY, self._bend) if self.frame.angle.keystone else straight
        return Group((bent,), self._after)

    def point(self, at: Point) -> Point:
        """Return where a point of the set lies in the picture."""
        return apply(self._after, *self._bend(*apply(self.matrix, *at)))

    def box(self, centre: Point, half: Point) -> Rect:
        """Return the upright box round a point of the set; `half` is half its size in cm."""
        x, y = self.point(centre)
        k = scale_of(self.matrix) * scale_of(self._after)
        return Rect(x - half[0] * k, y - half[1] * k, 2 * half[0] * k, 2 * half[1] * k)

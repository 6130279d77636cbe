"""What every part of a face needs to be drawn, in one value."""

from dataclasses import dataclass

from studio.kernel.geometry import Point
from studio.render.rig.expression import Expression
from studio.render.rig.head_shape import HeadShape
from studio.render.rig.look import Look
from studio.render.rig.skin import Skin

SIDES = (-1.0, 1.0)
"""Left and right of the picture, which are the right and the left of a person who looks at us."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """A person's head for one picture; lengths in head heights."""

    shape: HeadShape
    skin: Skin
    look: Look
    expression: Expression
    gaze: Point
    """Where the eyes look: right and down, each -1 to 1."""
    line: float
    """Width of the pen."""

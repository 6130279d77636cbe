"""The trunk as a stack of elliptic sections: its contour at any facing, bare or with ease."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, sin, sqrt
from typing import Literal, get_args

from studio.kernel.geometry import Point
from studio.render.rig.skeleton import FLOOR_TILT, Skeleton, Trunk
from studio.render.rig.space import Frame

SectionName = Literal[
    "neck", "trap", "shoulder", "armpit", "bust", "underbust", "waist", "belly", "hip", "thigh"
]
SECTIONS: tuple[SectionName, ...] = get_args(SectionName)
"""From the top down; "trap" is where the neck meets the shoulders."""

Ease = Mapping[SectionName, float]
"""How many cm a garment stands off the body at each section; sections left out are 0."""

LEFT, RIGHT = -1.0, 1.0
"""Sides of the paper."""
BOTH_SIDES = (LEFT, RIGHT)


@dataclass(frozen=True, slots=True)
class Section:
    """A horizontal cut through the trunk: an ellipse with its own depth in front and behind."""

    frame: Frame
    y: float
    half_width: float
    front_depth: float
    back_depth: float


class Torso:
    """The trunk of a skeleton, from the neck to the top of the thighs."""

    def __init__(self, skeleton: Skeleton) -> None:
        self._skeleton = skeleton
        self._scale = skeleton.scale
        self.sections = _sections(skeleton.trunk)

    def edge(self, name: SectionName, side: float, ease: float = 0.0) -> Point:
        """Return the contour point of a section on a side of the paper (LEFT, RIGHT)."""
        section = self.sections[name]
        frame = section.frame
        c, s = cos(frame.yaw), sin(frame.yaw)
        depth = section.front_depth if s * side > 0 else section.back_depth
        room = ease * self._scale
        half = sqrt(((section.half_width + room) * c) ** 2 + ((depth + room) * s) ** 2)
        x, y = self._skeleton.project(frame.at((0.0, section.y, 0.0)))
        return x + side * half * cos(frame.roll), y + side * half * sin(frame.roll)

    def surface(self, name: SectionName, u: float, down: float = 0.0) -> Point:
        """Return a point on the front of a section, or on its back when that is seen.

        `u` runs from -1 to 1 across the half width; `down` is in cm below the section.
        """
        section = self.sections[name]
        bulge = sqrt(max(0.0, 1 - u * u))
        seen_in_front = section.frame.faces_viewer
        z = section.front_depth * bulge if seen_in_front else -section.back_depth * bulge
        at = section.frame.at((u * section.half_width, section.y + down * self._scale, z))
        x, y = self._skeleton.project(at)
        # Only the floor rises away from the viewer, not the body's surface.
        return x, y - z * FLOOR_TILT

    def side(self, side: float, first: SectionName, last: SectionName, ease: Ease) -> list[Point]:
        """Return the contour points on a side of the paper, from section to section."""
        start, stop = SECTIONS.index(first), SECTIONS.index(last) + 1
        return [self.edge(name, side, ease.get(name, 0.0)) for name in SECTIONS[start:stop]]


def _sections(trunk: Trunk) -> dict[SectionName, Section]:
    b, chest, pelvis = trunk.build, trunk.chest, trunk.pelvis
    sizes: dict[SectionName, tuple[Frame, float, float, float, float]] = {
        "neck": (chest, -36.0, b.neck * 1.04, b.neck, b.neck),
        "trap": (chest, -34.0, b.neck + 3.6, 5.0, 5.5),
        "shoulder": (chest, -32.4, b.shoulders + 2.2, 6.0, 6.5),
        "armpit": (chest, -25.0, b.chest + 1.5, 8.4, 8.6),
        "bust": (chest, -19.5, b.chest + 0.5 + b.bust * 0.25, 8.8 + b.bust, 8.8),
        "underbust": (chest, -12.5, b.chest - 1.7, 8.4, 7.6),
        "waist": (chest, -2.0, b.waist, 7.4, 6.6),
        "belly": (pelvis, -8.5, (b.waist + b.hips) / 2 - 0.2, 8.4, 8.6),
        "hip": (pelvis, 0.0, b.hips, 8.8, 10.6),
        "thigh": (pelvis, 7.0, b.hips - 0.3, 9.0, 9.8),
    }
    k = trunk.scale
    return {
        name: Section(frame, y * k * trunk.stretch, half * k, front * k, back * k)
        for name, (frame, y, half, front, back) in sizes.items()
    }

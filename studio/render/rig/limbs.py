"""Arms and legs on the paper: a line through the joints with a half width at every point."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot

from studio.kernel.geometry import Point
from studio.render.drawing.nodes import Path
from studio.render.drawing.paths import cap, offsets, poly, sample, spread
from studio.render.rig.pose import SIDES, Side
from studio.render.rig.skeleton import Chain, Skeleton
from studio.render.rig.space import midway

ARM = (4.3, 3.9, 3.4, 3.3, 2.4)
LEG = (8.3, 7.0, 5.0, 5.0, 2.9)
"""Half widths in cm at both ends, at the middle joint and halfway between."""

_PER_KEY = 7
_CAP_POINTS = 16


@dataclass(frozen=True, slots=True)
class Limb:
    """An arm or leg as drawn; shares along it run from 0 (shoulder, hip) to 1 (wrist, ankle)."""

    line: tuple[Point, ...]
    half_widths: tuple[float, ...]
    """Of the bare limb, along the line."""
    depth: float
    """Mean z of the lower half: what is nearer is drawn later. Rounded, because the limbs of a
    symmetric pose are equally near, and not the last bit of a sine shall order them."""

    @property
    def folded(self) -> bool:
        """Tell whether the lower part lies over the upper one on the paper."""
        (ax, ay), (bx, by), (cx, cy) = self.line[0], self.point(0.5), self.line[-1]
        ux, uy, vx, vy = ax - bx, ay - by, cx - bx, cy - by
        lengths = (hypot(ux, uy) or 1e-6) * (hypot(vx, vy) or 1e-6)
        return (ux * vx + uy * vy) / lengths > 0.30

    def point(self, share: float) -> Point:
        """Return the point of the middle line at a share of the limb."""
        return self.line[round(share * (len(self.line) - 1))]

    def band(
        self,
        start: float,
        end: float,
        ease: tuple[float, float] = (0.0, 0.0),
        *,
        round_start: bool = True,
        round_end: bool = False,
    ) -> Path:
        """Return a sleeve or trouser leg over [start, end]; `ease` widens it from … to."""
        line, widths = self._stretch(start, end, ease)
        left, right = offsets(line, widths)
        border = list(left)
        if round_end:
            border += cap(line[-1], left[-1], widths[-1], _CAP_POINTS)
        border += reversed(right)
        if round_start:
            border += cap(line[0], right[0], widths[0], _CAP_POINTS)
        return poly(border)

    def pieces(self, end: float, ease: tuple[float, float]) -> list[Path]:
        """Return one band from the root, or two with a round joint when the limb is folded."""
        if not self.folded or end < 0.6:
            return [self.band(0.0, end, ease)]
        at_joint = ease[0] + (ease[1] - ease[0]) * 0.5 / end
        upper = self.band(0.0, 0.5, (ease[0], at_joint), round_end=True)
        return [upper, self.band(0.5, end, (at_joint, ease[1]))]

    def sides(
        self, start: float, end: float, ease: tuple[float, float]
    ) -> tuple[list[Point], list[Point]]:
        """Return both borders of the band over [start, end]."""
        return offsets(*self._stretch(start, end, ease))

    def _stretch(
        self, start: float, end: float, ease: tuple[float, float]
    ) -> tuple[Sequence[Point], list[float]]:
        last = len(self.line) - 1
        first = round(start * last)
        stop = max(round(end * last), first + 2) + 1
        line, bare = self.line[first:stop], self.half_widths[first:stop]
        steps, growth = len(line) - 1, ease[1] - ease[0]
        widths = [half + ease[0] + growth * (i / steps) for i, half in enumerate(bare)]
        return line, widths


def limb(skeleton: Skeleton, joints: Chain, half_widths: Sequence[float]) -> Limb:
    """Return a chain of joints as it is drawn; `half_widths` as in ARM and LEG."""
    root, middle, end = joints
    keys = [root, midway(root, middle), middle, midway(middle, end), end]
    on_paper = [skeleton.project(key) for key in keys]
    on_paper[2] = _rounded_joint(on_paper)
    line = sample(on_paper, _PER_KEY)
    girth = skeleton.trunk.build.girth * skeleton.scale
    widths = [
        half * girth * skeleton.nearness(key) for half, key in zip(half_widths, keys, strict=True)
    ]
    depth = round((middle[2] + 2 * end[2]) / 3, 9)
    return Limb(tuple(line), tuple(spread(widths, len(line))), depth)


def far_to_near(limbs: Mapping[Side, Limb]) -> list[Side]:
    """Return the sides in drawing order; of equally near ones the one on the paper's left first."""
    return sorted(SIDES, key=lambda side: (limbs[side].depth, limbs[side].line[-1][0]))


def _rounded_joint(keys: Sequence[Point]) -> Point:
    """Return the middle joint pulled a little inside, because flesh is round there."""
    (px, py), (x, y), (nx, ny) = keys[1], keys[2], keys[3]
    return x * 0.86 + (px + nx) * 0.07, y * 0.86 + (py + ny) * 0.07

"""Where a top ends round the neck, and what is sewn on there: collars, hoods, ribbing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from studio.kernel import colour
from studio.kernel.colour import Rgba
from studio.kernel.geometry import Point, lerp
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.paths import poly, smooth
from studio.render.rig.cloth import Wearer, shifted
from studio.render.rig.outfit import Neck
from studio.render.rig.torso import LEFT, RIGHT, Torso

WHITE: Rgba = 0xFFFFFFFF

_CUTS: Mapping[Neck, tuple[float, float, float]] = {
    "crew": (1.28, 3.4, 0.8),
    "v": (1.30, 12.5, 0.8),
    "scoop": (1.75, 8.5, 2.0),
    "collar": (1.16, 5.2, 0.2),
    "high": (1.10, 0.6, 0.2),
    "hood": (1.42, 4.6, 0.0),
    "boat": (2.2, 3.6, 2.0),
}
"""Half width in shares of the neck's, then cm it drops in front and behind."""


@dataclass(frozen=True, slots=True)
class Neckline:
    """The edge of a top round the neck, from left to right on the paper."""

    left: Point
    right: Point
    between: tuple[Point, ...]

    @property
    def lowest(self) -> Point:
        """Return the middle of the edge."""
        return self.between[len(self.between) // 2]

    @property
    def points(self) -> list[Point]:
        """Return the whole edge."""
        return [self.left, *self.between, self.right]

    def end(self, side: float) -> Point:
        """Return the end on a side of the paper."""
        return self.left if side < 0 else self.right


def neckline(torso: Torso, neck: Neck, k: float) -> Neckline:
    """Return the edge of a cut; `k` is the body's scale."""
    width, in_front, behind = _CUTS[neck]
    down = in_front if torso.sections["trap"].frame.faces_viewer else behind
    towards_shoulder = 0.35 + min(1.0, (width - 1.0) / 1.2)
    left, right = (
        shifted(
            lerp(torso.edge("neck", side), torso.edge("trap", side), towards_shoulder), dy=0.5 * k
        )
        for side in (LEFT, RIGHT)
    )
    lowest = torso.surface("trap", 0.0, down)
    if neck == "v":
        return Neckline(left, right, (lowest,))
    sections = torso.sections
    u = 0.5 * sections["neck"].half_width * width / (sections["trap"].half_width or 1)
    rounding = [torso.surface("trap", side * u, down * 0.80) for side in (LEFT, RIGHT)]
    return Neckline(left, right, (rounding[0], lowest, rounding[1]))


def draw_collar(canvas: Canvas, wearer: Wearer, neck: Neck, base: Rgba, line: Neckline) -> None:
    """Draw what is sewn on at the edge of a top."""
    _COLLARS.get(neck, _draw_ribbing)(canvas, wearer, base, line)


def _draw_turtleneck(canvas: Canvas, wearer: Wearer, base: Rgba, line: Neckline) -> None:
    k, torso = wearer.scale, wearer.torso
    (left_x, left_y), (right_x, right_y) = (
        torso.edge("neck", LEFT, 0.7),
        torso.edge("neck", RIGHT, 0.7),
    )
    x, y = line.lowest
    up = 2.6 * k
    tube = [
        line.left,
        (left_x, left_y - up),
        (x, left_y - up + 1.6 * k),
        (right_x, right_y - up),
        line.right,
        (x, y + 1.4 * k),
    ]
    ink, width = colour.ink_of(base), wearer.line * 0.9
    path = smooth(tube, k=0.8)
    canvas.shape(
        path, colour.light(base, 0.3), ink_colour=ink, width=width, shade=(0.9 * k, 0.3 * k)
    )


def _draw_shirt_collar(canvas: Canvas, wearer: Wearer, base: Rgba, line: Neckline) -> None:
    if not wearer.shows_chest:
        _draw_ribbing(canvas, wearer, base, line)
        return
    k = wearer.scale
    x, y = line.lowest
    for side in (LEFT, RIGHT):
        end = line.end(side)
        stand = shifted(wearer.torso.edge("neck", side, 0.5), dy=-1.6 * k)
        tip = (end[0] * 0.55 + x * 0.45 + side * 1.4 * k, y + 2.2 * k)
        path = poly([stand, end, tip, (x, y)])
        ink = colour.ink_of(base)
        canvas.shape(path, colour.light(base, 0.5), ink_colour=ink, width=wearer.line * 0.9)


def _draw_hood(canvas: Canvas, wearer: Wearer, base: Rgba, line: Neckline) -> None:
    k, torso = wearer.scale, wearer.torso
    x, y = line.lowest
    ink, width = colour.ink_of(base), wearer.line * 0.9
    for side in (LEFT, RIGHT):
        end, shoulder = line.end(side), torso.edge("shoulder", side)
        path = smooth(
            [
                shifted(torso.edge("neck", side, 1.2), -side * 0.2 * k, -3.4 * k),
                lerp(end, shoulder, 0.30),
                (lerp(end, shoulder, 0.18)[0], end[1] + 2.6 * k),
                (x + side * 0.4 * k, y + 1.8 * k),
                (x + side * 2.0 * k, y - 2.0 * k),
            ],
            k=0.9,
        )
        cloth = colour.shadow(base, 0.18)
        canvas.shape(path, cloth, ink_colour=ink, width=width, shade=(0.8 * k, 0.4 * k))
        if wearer.shows_chest:
            _draw_drawstring(canvas, wearer, (x + side * 1.8 * k, y + 1.4 * k), side)


def _draw_drawstring(canvas: Canvas, wearer: Wearer, start: Point, side: float) -> None:
    k = wearer.scale
    middle, end = shifted(start, side * 0.5 * k, 4 * k), shifted(start, side * 0.3 * k, 8 * k)
    paint = wearer.palette.get("accent", WHITE)
    width = wearer.line * 1.7
    canvas.line([start, middle, end], paint, width, (0.02, 0.02), per=4, weight=0.1)


def _draw_ribbing(canvas: Canvas, wearer: Wearer, base: Rgba, line: Neckline) -> None:
    curved = len(line.between) > 1
    below = (1.2 if curved else 0.9) * wearer.scale
    seam = [shifted(p, dy=below) for p in line.points]
    paint = colour.shadow(base, 1.0)
    canvas.line(seam, paint, wearer.line * 0.9, (0.1, 0.1), per=4 if curved else 1)


_Draw = Callable[[Canvas, Wearer, Rgba, Neckline], None]
_COLLARS: Mapping[Neck, _Draw] = {
    "high": _draw_turtleneck,
    "collar": _draw_shirt_collar,
    "hood": _draw_hood,
}

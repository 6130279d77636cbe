"""Loose hair: two curtains that part above the brow, a fringe, and the mass behind the neck."""

from collections.abc import Sequence
from dataclasses import dataclass

from studio.kernel.geometry import Point, lerp
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Path
from studio.render.drawing.paths import poly, sample
from studio.render.rig.hair.edges import HairEdges, beyond_chin, steps_down
from studio.render.rig.hair.pen import HairPen
from studio.render.rig.hair.texture import outline
from studio.render.rig.portrait import SIDES

_SHORT = 0.34
"""Hair that ends above this hardly clears the chin: it is cut straight."""
_LONG = 0.42
"""Hair longer than this shows strands behind the neck."""

# Ragged ends: share of the way from the outer to the inner edge, how far below the last height.
_TIPS = ((0.20, 0.035), (0.34, 0.012), (0.58, 0.055), (0.74, 0.016), (0.90, 0.020))
# The same across the mass behind: from 1 at the right edge to -1 at the left one.
_BACK_TIPS = (
    *((0.78, 0.045), (0.60, 0.015), (0.38, 0.06), (0.18, 0.02), (-0.05, 0.065)),
    *((-0.25, 0.02), (-0.48, 0.055), (-0.66, 0.015), (-0.84, 0.04)),
)
_BACK_TIPS_PROFILE = ((0.5, 0.04), (0.0, 0.02), (-0.5, 0.05))


def curtains(edges: HairEdges) -> list[Path]:
    """Return what hangs in front: one curtain a side that can be seen, then the fringe."""
    in_profile = edges.shape.in_profile
    shapes = [_curtain(edges, side) for side in SIDES if not (in_profile and side == edges.far)]
    if edges.style.has_fringe:
        shapes.append(_fringe(edges))
    return shapes


def parting_x(edges: HairEdges) -> float:
    """Return where the parting meets the crown."""
    x = edges.hairline[edges.parting][0]
    return edges.top[0] + (x - edges.top[0]) * 0.55


def _curtain(edges: HairEdges, side: float) -> Path:
    style = edges.style
    line, part = edges.hairline, edges.parting
    heights = _heights(style.length)
    temple = line[: part + 1][::-1] if side < 0 else line[part:]
    outer = [edges.fall(point, side) for point in edges.outer(side, heights)]
    below = [y for y in heights if y > temple[-1][1] + 0.06]
    inner = [*temple, *(_inner_edge(edges, side, y) for y in below)]
    tips = _tips(outer[-1], inner[-1], style.length)
    points = [*_over_crown(edges, side), *outer, *tips, *inner[::-1]]
    return outline(points, curly=style.curly, curl=(0.125, 0.026), k=0.9, anticlockwise=side < 0)


def _heights(length: float) -> list[float]:
    plain = [-0.08, 0.05, 0.18, 0.30]
    if length > _SHORT:
        return plain + steps_down(length, 0.20)
    return [*(y for y in plain if y < length - 0.03), length]


def _inner_edge(edges: HairEdges, side: float, y: float) -> Point:
    """Return where a curtain ends towards the face: along the cheek, then as a lock."""
    shape, style = edges.shape, edges.style
    x, _, depth = shape.around(side * 84, min(y, 0.2))
    if depth < 0.0 or side == edges.far:
        x = shape.edge(side, min(y, 0.2)) - side * 0.016
    if style.length > 0.5 and not shape.in_profile:
        own = beyond_chin(y)
        lock = edges.outer_x(side, y) - side * (style.lock + 0.10 * own)
        x = x * (1 - own) + lock * own
    return edges.fall((x, shape.height(y)), side, 0.7)


def _tips(outer: Point, inner: Point, length: float) -> list[Point]:
    if length <= _SHORT:
        return [((outer[0] + inner[0]) * 0.5, outer[1] + 0.02)]
    return [(outer[0] * (1 - share) + inner[0] * share, outer[1] + down) for share, down in _TIPS]


def _over_crown(edges: HairEdges, side: float) -> list[Point]:
    """Return the top edge of a curtain, from the parting to the temple."""
    to_temple = edges.crown[::-1] if side < 0 else edges.crown
    if edges.shape.in_profile:
        # The one curtain of a profile covers the whole crown down to the brow.
        brow = edges.hairline[edges.parting][1] + 0.02
        middle = edges.top[0]
        return [p for p in to_temple if p[1] < brow or (p[0] - middle) * side > 0]
    part = parting_x(edges)
    own = [p for p in to_temple if (p[0] - part) * side > 0.03]
    return [(part, edges.top[1] + 0.016), *own]


def _fringe(edges: HairEdges) -> Path:
    """Return the hair over the brow, with a ragged lower edge."""
    line = edges.hairline
    # In a turned head the hairline is shorter: there the temples belong to the fringe.
    brow = sample(line[1:-1] if len(line) > 9 else line, 4)
    ragged = [(x, y + (0.012 if i % 3 == 0 else -0.006)) for i, (x, y) in enumerate(brow)]
    roots = [(x * 0.9 + edges.top[0] * 0.1, y - 0.24) for x, y in line[3:-3]]
    return poly(sample([ragged[0], *roots, ragged[-1]], 6) + ragged[::-1])


@dataclass(frozen=True, slots=True)
class _Mass:
    """The hair behind neck and shoulders."""

    left: list[Point]
    right: list[Point]
    path: Path

    @property
    def middle(self) -> float:
        return (self.left[-1][0] + self.right[-1][0]) / 2

    @property
    def half(self) -> float:
        return (self.right[-1][0] - self.left[-1][0]) / 2


def draw_mass(canvas: Canvas, edges: HairEdges, pen: HairPen) -> None:
    """Draw the hair that hangs down the back: dark behind a face, in full light from behind."""
    mass = _mass(edges)
    canvas.outline(mass.path, pen.ink, pen.line)
    if not edges.shape.face_visible:
        _draw_back_view(canvas, mass, pen)
        return
    long = edges.style.length >= _LONG
    canvas.fill(mass.path, pen.deep if long else pen.dark)
    if long:
        with canvas.group(clip=mass.path):
            _draw_shadowed_strands(canvas, mass, edges.style.length, pen)


def _mass(edges: HairEdges) -> _Mass:
    style, shape = edges.style, edges.shape
    heights = [-0.30, -0.15, 0.0, 0.15, 0.30, *steps_down(style.length, 0.22)]
    left = [edges.fall(point, -1) for point in edges.outer(-1, heights, -0.012)]
    right = [edges.fall(point, 1) for point in edges.outer(1, heights, -0.012)]
    tips: Sequence[Point] = _BACK_TIPS
    if shape.in_profile:
        tips = _BACK_TIPS_PROFILE
        if shape.side > 0:
            right = _behind_face(right, heights, shape.side)
        else:
            left = _behind_face(left, heights, shape.side)
    lowest = left[-1][1]
    ends = [(_across(left[-1], right[-1], share)[0], lowest + down) for share, down in tips]
    points = [*left[::-1], *edges.crown[1:-1], *right, *ends]
    path = outline(points, curly=style.curly, curl=(0.14, 0.030), k=0.92)
    return _Mass(left, right, path)


def _behind_face(edge: Sequence[Point], heights: Sequence[float], side: float) -> list[Point]:
    """Pull the edge on the face's side back, so that the mass ends at the neck of a profile."""
    return [
        (x - side * (0.30 + 0.16 * min(1.0, at + 0.1)), y) if at > -0.1 else (x, y)
        for (x, y), at in zip(edge, heights, strict=True)
    ]


def _across(left: Point, right: Point, share: float) -> Point:
    """Return a point between two edges; -1 is the left one, 1 the right one."""
    return lerp(left, right, (share + 1) / 2)


def _draw_back_view(canvas: Canvas, mass: _Mass, pen: HairPen) -> None:
    canvas.shape(
        mass.path,
        pen.base,
        ink_colour=pen.ink,
        width=pen.line,
        shade=(0.05, 0.01),
        tone=pen.dark,
    )
    for share in (-0.62, -0.34, -0.08, 0.2, 0.48, 0.7):
        strand = [
            (_across(a, b, share)[0], a[1]) for a, b in zip(mass.left, mass.right, strict=True)
        ]
        hue = pen.deep if share > 0 else pen.dark
        canvas.line([(mass.middle * 0.5, -0.5), *strand[1:]], hue, pen.line * 1.2, (0.5, 0.5))


def _draw_shadowed_strands(canvas: Canvas, mass: _Mass, length: float, pen: HairPen) -> None:
    middle, half = mass.middle, mass.half
    for share in (-0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75):
        strand = [
            (middle + half * share * 0.8, 0.2),
            (middle + half * share * 1.05, length * 0.7),
            (middle + half * share, length),
        ]
        canvas.line(strand, pen.dark, 0.05, (0.4, 0.6), per=3)

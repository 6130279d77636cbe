"""Outer layers: blazer and coat hang open, trench and robe are wrapped and belted."""

from collections.abc import Mapping
from dataclasses import dataclass

from studio.kernel import colour
from studio.kernel.colour import Rgba
from studio.kernel.geometry import Point, lerp
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Path
from studio.render.drawing.paths import ellipse, poly, rrect, smooth
from studio.render.rig.cloth import HemSpan, Wearer, drape, eases, hem_span, sew, shifted
from studio.render.rig.outfit import Outer, OuterKind
from studio.render.rig.torso import BOTH_SIDES, LEFT, RIGHT, Ease, Torso

_WRAPPED: frozenset[OuterKind] = frozenset({"robe", "trench"})

_GAPS: Mapping[OuterKind, tuple[float, float, float]] = {
    "blazer": (0.30, 0.16, 0.34),
    "coat": (0.34, 0.40, 0.62),
}
"""How far an open front stands from the middle at chest, underbust and hem, in half widths."""


@dataclass(frozen=True, slots=True)
class _Front:
    """One of the two fronts of a coat."""

    side: float
    path: Path
    edge: tuple[Point, Point, Point, Point]
    """The front edge from the neck down to the waist."""
    corner: Point
    """Where the front edge meets the hem."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """What drawing any part of one coat needs."""

    wearer: Wearer
    outer: Outer
    base: Rgba
    ease: Ease
    hem: HemSpan

    @property
    def wrapped(self) -> bool:
        return self.outer.kind in _WRAPPED

    @property
    def ink(self) -> Rgba:
        return colour.ink_of(self.base)

    def side(self, side: float) -> list[Point]:
        return self.wearer.torso.side(side, "trap", "hip", self.ease)


def draw_outer(canvas: Canvas, wearer: Wearer, outer: Outer) -> None:
    """Draw a coat from the front or from behind."""
    k = wearer.scale
    # A belt draws the waist in; what hangs open stays loose there.
    loose = outer.ease * (0.2 if outer.kind in _WRAPPED else 0.6)
    hem = hem_span(wearer.legs, outer.length, 2.2 * k).widened(3.0 * k)
    cut = _Cut(wearer, outer, wearer.colour(outer.slot), eases(outer.ease, loose), hem)
    if not wearer.shows_chest:
        _draw_back(canvas, cut)
        return
    fronts = [_front(cut, side) for side in BOTH_SIDES]
    for front in fronts:
        canvas.outline(front.path, cut.ink, wearer.line)
    # Wrapped coats close left over right on the paper.
    for front in reversed(fronts) if cut.wrapped else fronts:
        _draw_front(canvas, cut, front)
        (_draw_shawl if outer.kind == "robe" else _draw_lapel)(canvas, cut, front)
    if cut.wrapped:
        _draw_belt(canvas, cut)
    if outer.kind == "trench":
        _draw_buttons(canvas, cut)


def _draw_back(canvas: Canvas, cut: _Cut) -> None:
    k, wearer, hem = cut.wearer.scale, cut.wearer, cut.hem
    bottom = [(hem.left, hem.y), (hem.middle, hem.y + 2 * k), (hem.right, hem.y)]
    path = smooth([*cut.side(LEFT), *bottom, *reversed(cut.side(RIGHT))], k=0.8)
    sew(canvas, path, cut.base, wearer, 1.6)
    surface = wearer.torso.surface
    seam = [surface("trap", 0.0, 2), surface("waist", 0.0), surface("hip", 0.0, 6)]
    canvas.line(seam, colour.shadow(cut.base, 1.2), wearer.line, (0.3, 0.3), per=4)


def _front(cut: _Cut, side: float) -> _Front:
    hem, k = cut.hem, cut.wearer.scale
    edge = _wrapped_edge(cut, side) if cut.wrapped else _open_edge(cut, side)
    if cut.wrapped:
        corner_x = hem.middle - side * 3.5 * k
    else:
        corner_x = hem.middle + side * (hem.right - hem.left) * _GAPS[cut.outer.kind][2] * 0.42
    corner = (corner_x, hem.y + 1.6 * k)
    border = cut.side(side)
    end = (hem.left if side < 0 else hem.right, hem.y)
    # Doubled points keep the smooth curve crisp at the hem's two corners.
    outline = [
        *border,
        lerp(border[-1], end, 0.93),
        end,
        lerp(end, corner, 0.06),
        lerp(end, corner, 0.5),
        lerp(end, corner, 0.94),
        corner,
        lerp(corner, edge[-1], 0.06),
        *reversed(edge),
    ]
    return _Front(side, smooth(outline, k=0.78), edge, corner)


def _collar_start(torso: Torso, side: float, k: float) -> Point:
    return shifted(torso.edge("neck", side, 1.0), dy=-0.5 * k)


def _wrapped_edge(cut: _Cut, side: float) -> tuple[Point, Point, Point, Point]:
    torso = cut.wearer.torso
    return (
        _collar_start(torso, side, cut.wearer.scale),
        torso.surface("armpit", side * 0.30, 2.0),
        torso.surface("bust", 0.01 if side > 0 else -0.10, 2.5),
        torso.surface("waist", -side * 0.12, 0.0),
    )


def _open_edge(cut: _Cut, side: float) -> tuple[Point, Point, Point, Point]:
    torso = cut.wearer.torso
    chest, underbust, hem = _GAPS[cut.outer.kind]
    return (
        _collar_start(torso, side, cut.wearer.scale),
        torso.surface("armpit", side * chest * 1.1, 0.0),
        torso.surface("underbust", side * underbust, 0.0),
        torso.surface("belly", side * (underbust + hem) * 0.5, 0.0),
    )


def _draw_front(canvas: Canvas, cut: _Cut, front: _Front) -> None:
    wearer, base, surface = cut.wearer, cut.base, cut.wearer.torso.surface
    w, k, side = wearer.line, wearer.scale, front.side
    if cut.wrapped and side < 0:
        canvas.outline(front.path, cut.ink, w * 0.8)
    drape(canvas, front.path, base, k, 1.5)
    if not cut.wrapped:
        edge = [*front.edge[1:], front.corner]
        canvas.line(edge, cut.ink, w * 1.1, (0.2, 0.05), per=5, weight=0.3)
    with canvas.group(clip=front.path):
        waist, hip = surface("waist", side * 0.8, 1), surface("hip", side * 0.55, 4)
        fold = [waist, lerp(waist, hip, 0.5), hip]
        canvas.line(fold, colour.shadow(base, 1.2), w * 1.3, (0.2, 0.8), per=3)
        if not cut.wrapped:
            _draw_pocket(canvas, cut, side)


def _draw_pocket(canvas: Canvas, cut: _Cut, side: float) -> None:
    wearer, surface = cut.wearer, cut.wearer.torso.surface
    edge = [surface("belly", side * 0.55, 3), surface("belly", side * 0.92, 2)]
    below = [shifted(p, dy=1.3 * wearer.scale) for p in edge]
    canvas.line(edge, colour.shadow(cut.base, 1.7), wearer.line * 1.1, (0.02, 0.02), per=2)
    canvas.line(below, colour.shadow(cut.base, 1.0), wearer.line * 0.8, (0.02, 0.02), per=2)


def _draw_shawl(canvas: Canvas, cut: _Cut, front: _Front) -> None:
    """Draw the soft collar of a robe, down to the belt."""
    k, side = cut.wearer.scale, front.side
    neck, chest, bust, waist = front.edge
    outer = [
        shifted(neck, side * 2.6 * k, -0.6 * k),
        lerp(chest, cut.wearer.torso.edge("armpit", side), 0.36),
        shifted(bust, side * 4.6 * k),
        shifted(waist, side * 2.2 * k),
    ]
    path = smooth([*front.edge, *reversed(outer)], k=0.8)
    lit, width = colour.light(cut.base, 0.8), cut.wearer.line * 0.9
    canvas.shape(path, lit, ink_colour=cut.ink, width=width, shade=(0.7 * k, 0.2 * k))


def _draw_lapel(canvas: Canvas, cut: _Cut, front: _Front) -> None:
    """Draw a notched lapel."""
    k, side, torso = cut.wearer.scale, front.side, cut.wearer.torso
    neck, chest, below, _waist = front.edge
    tip = lerp(chest, torso.edge("armpit", side), 0.42)
    notch = lerp(neck, torso.edge("shoulder", side), 0.42)
    path = poly(
        [
            shifted(neck, dy=-0.4 * k),
            shifted(notch, dy=0.5 * k),
            shifted(notch, side * 0.8 * k, 4.4 * k),
            lerp(notch, tip, 0.42),
            shifted(tip, dy=0.2 * k),
            below if cut.outer.kind == "blazer" else lerp(chest, below, 0.6),
        ]
    )
    lit, width = colour.light(cut.base, 0.55), cut.wearer.line * 0.9
    canvas.shape(path, lit, ink_colour=cut.ink, width=width)


def _draw_belt(canvas: Canvas, cut: _Cut) -> None:
    """Draw the belt, its two loose ends and its knot."""
    k, torso, w = cut.wearer.scale, cut.wearer.torso, cut.wearer.line
    room = cut.ease["waist"] + 0.2
    left, right = torso.edge("waist", LEFT, room), torso.edge("waist", RIGHT, room)
    middle = torso.surface("waist", 0.0, 1.0)
    base = colour.shadow(cut.base, 0.35 if cut.outer.kind == "robe" else 0.8)
    upper = [shifted(left, dy=-2 * k), shifted(middle, dy=-1.4 * k), shifted(right, dy=-2 * k)]
    lower = [shifted(right, dy=2 * k), shifted(middle, dy=2.8 * k), shifted(left, dy=2 * k)]
    belt = smooth([*upper, *lower], k=0.7)
    canvas.shape(belt, base, ink_colour=cut.ink, width=w * 0.9)
    x, y = shifted(middle, 1.5 * k, 0.8 * k)
    for aside, length in ((-1.6, 13), (2.0, 16)):
        bottom = y + length * k
        ends = [(x + (aside + 1.4) * k, bottom), (x + (aside - 1.2) * k, bottom)]
        path = smooth([(x - 1.2 * k, y), (x + 1.2 * k, y), *ends], k=0.5)
        canvas.shape(path, base, ink_colour=cut.ink, width=w * 0.8)
    knot = rrect(x - 2.4 * k, y - 2.2 * k, 4.8 * k, 4.4 * k, 1.6 * k)
    canvas.shape(knot, colour.light(base, 0.3), ink_colour=cut.ink, width=w * 0.9)


def _draw_buttons(canvas: Canvas, cut: _Cut) -> None:
    """Draw the double row of a trench coat, above and below the belt."""
    for u in (-0.34, 0.34):
        for name in ("bust", "belly"):
            x, y = cut.wearer.torso.surface(name, u, 2)
            canvas.fill(ellipse(x, y, 0.8 * cut.wearer.scale), cut.ink)

"""Trousers: two bands and the hips between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from studio.kernel import colour
from studio.kernel.colour import Rgba
from studio.kernel.geometry import Point, lerp
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.paths import smooth
from studio.render.rig.cloth import Wearer, drape, eases, shifted
from studio.render.rig.limbs import Limb
from studio.render.rig.outfit import Trousers
from studio.render.rig.torso import BOTH_SIDES, LEFT, RIGHT, SectionName


@dataclass(frozen=True, slots=True)
class _Cut:
    """What drawing any part of one pair of trousers needs."""

    wearer: Wearer
    trousers: Trousers
    base: Rgba
    top: SectionName
    """Where the waistband sits."""
    crotch: Point

    @property
    def ease(self) -> tuple[float, float]:
        """Return the ease of a leg in cm, at the hip and at the hem."""
        k, trousers = self.wearer.scale, self.trousers
        ease = trousers.ease * k
        return ease * 0.4, ease + trousers.flare * k

    def sides(self, leg: Limb) -> tuple[list[Point], list[Point]]:
        """Return both borders of a trouser leg."""
        return leg.sides(0.0, self.trousers.length, self.ease)


def draw_trousers(canvas: Canvas, wearer: Wearer, trousers: Trousers) -> None:
    """Draw trousers over bare legs."""
    torso = wearer.torso
    cut = _Cut(
        wearer,
        trousers,
        wearer.colour(trousers.slot),
        "waist" if "highwaist" in trousers.details else "belly",
        torso.surface("thigh", 0.0, 3.0),
    )
    room = eases(trousers.ease * 0.5)
    left, right = (torso.side(side, cut.top, "thigh", room) for side in (LEFT, RIGHT))
    hips = smooth([*left, cut.crotch, *reversed(right)], k=0.8)
    legs = [leg.band(0.0, trousers.length, cut.ease) for leg in wearer.legs]
    ink = colour.ink_of(cut.base)
    for path in (hips, *legs):
        canvas.outline(path, ink, wearer.line)
    for i, (path, leg) in enumerate(zip(legs, wearer.legs, strict=True)):
        # The farther leg stands in the shade; the nearer one is inked apart from it.
        near = i > 0
        drape(canvas, path, cut.base if near else colour.shadow(cut.base, 0.22), wearer.scale, 1.3)
        if near:
            _draw_leg_contour(canvas, cut, leg)
        _draw_leg_details(canvas, cut, leg)
    canvas.fill(hips, cut.base)
    if wearer.shows_chest:
        _draw_front(canvas, cut)
    _draw_waistband(canvas, cut, room[cut.top])


def _draw_leg_contour(canvas: Canvas, cut: _Cut, leg: Limb) -> None:
    ink, width = colour.ink_of(cut.base), cut.wearer.line * 1.4
    for side in cut.sides(leg):
        below_hip = side[max(3, len(side) // 6) :]
        canvas.line(below_hip, ink, width, (0.35, 0.03), per=0, weight=0.3)


def _draw_leg_details(canvas: Canvas, cut: _Cut, leg: Limb) -> None:
    trousers, w, base = cut.trousers, cut.wearer.line, cut.base
    ink = colour.ink_of(base)
    left, right = cut.sides(leg)
    if trousers.length > 0.7:
        _draw_knee_folds(canvas, left, right, base, w)
    canvas.line([left[-1], right[-1]], ink, w * 1.2, (0.05, 0.05), per=2, weight=0.2)
    if "crease" in trousers.details:
        crease = [lerp(a, b, 0.5) for a, b in zip(left[4:], right[4:], strict=True)]
        canvas.line(crease, colour.shadow(base, 1.2), w * 0.9, (0.3, 0.1), per=0)
    if "cuff" in trousers.details:
        ease = trousers.ease * cut.wearer.scale
        end = trousers.length
        cuff = leg.band(end - 0.05, end, (ease * 0.6, ease * 0.3), round_start=False)
        canvas.shape(cuff, colour.shadow(base, 0.4), ink_colour=ink, width=w * 0.8)


def _draw_knee_folds(
    canvas: Canvas, left: Sequence[Point], right: Sequence[Point], base: Rgba, line: float
) -> None:
    knee = len(left) // 2
    for share, onto, below in ((0.12, 0.5, 1), (0.9, 0.55, -1)):
        start = lerp(left[knee], right[knee], share)
        end = lerp(left[knee + below], right[knee + below], onto)
        canvas.line([start, end], colour.shadow(base, 1.4), line * 1.2, (0.2, 0.7), per=3)


def _draw_front(canvas: Canvas, cut: _Cut) -> None:
    """Draw the fly and the pockets."""
    w, surface = cut.wearer.line, cut.wearer.torso.surface
    fly = [surface(cut.top, 0.0, 1.0), cut.crotch]
    canvas.line(fly, colour.shadow(cut.base, 1.6), w * 1.1, (0.1, 0.5), per=3)
    if "pockets" not in cut.trousers.details:
        return
    for side in BOTH_SIDES:
        start, end = surface(cut.top, side * 0.50, 1.6), surface("hip", side * 0.93, -1.5)
        bent = lerp(lerp(start, end, 0.5), surface("hip", side * 0.5, -2), 0.25)
        canvas.line([start, bent, end], colour.shadow(cut.base, 1.8), w, (0.1, 0.1), per=4)


def _draw_waistband(canvas: Canvas, cut: _Cut, ease: float) -> None:
    k, w, torso = cut.wearer.scale, cut.wearer.line, cut.wearer.torso
    left, right = torso.edge(cut.top, LEFT, ease), torso.edge(cut.top, RIGHT, ease)
    middle = torso.surface(cut.top, 0.0, 1.2)
    ink, taper = colour.ink_of(cut.base), (0.05, 0.05)
    canvas.line([left, middle, right], ink, w * 1.2, taper, per=5, weight=0.2)
    seam = [shifted(left, dy=3.0 * k), shifted(middle, dy=3.4 * k), shifted(right, dy=3.0 * k)]
    canvas.line(seam, colour.shadow(cut.base, 1.5), w * 0.9, taper, per=5)

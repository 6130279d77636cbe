"""Tops: cut from the trunk's sections, with straps or a neckline, then their details."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from studio.kernel import colour
from studio.kernel.colour import Rgba
from studio.kernel.geometry import Point, lerp
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Path
from studio.render.drawing.paths import ellipse, smooth, tube
from studio.render.rig.cloth import Wearer, eases, sew, shifted
from studio.render.rig.necklines import WHITE, Neckline, draw_collar, neckline
from studio.render.rig.outfit import Neck, Top, TopDetail
from studio.render.rig.torso import BOTH_SIDES, LEFT, RIGHT, Ease, SectionName


@dataclass(frozen=True, slots=True)
class _StrapCut:
    """A top that leaves the shoulders bare: half of its upper edge (u, cm down), and its straps."""

    edge: tuple[Point, Point, Point]
    strap: float
    """Half width in cm."""


_STRAP_CUTS: Mapping[Neck, _StrapCut] = {
    "strap": _StrapCut(((0.72, 0.6), (0.34, 2.6), (0.0, 4.2)), 0.8),
    "sport": _StrapCut(((0.62, -2.0), (0.3, 2.0), (0.0, 3.0)), 1.9),
    "tank": _StrapCut(((0.62, -2.6), (0.32, 1.4), (0.0, 2.6)), 1.8),
}


def draw_top(canvas: Canvas, wearer: Wearer, top: Top) -> None:
    """Draw a top with all that is sewn on it."""
    base = wearer.colour(top.slot)
    # Wide tops hang straight: they do not follow the waist.
    ease = eases(top.ease, top.ease * 0.5 if top.ease > 1.2 else 0.0)
    cut = _STRAP_CUTS.get(top.neck)
    if cut is not None:
        path, edge = _strapped(wearer, top, ease, cut)
        _draw_straps(canvas, wearer, base, edge, cut)
        sew(canvas, path, base, wearer)
        _draw_details(canvas, wearer, top, path)
        return
    line = neckline(wearer.torso, top.neck, wearer.scale)
    path = _shouldered(wearer, top, ease, line)
    sew(canvas, path, base, wearer)
    _draw_details(canvas, wearer, top, path)
    draw_collar(canvas, wearer, top.neck, base, line)


def _strapped(wearer: Wearer, top: Top, ease: Ease, cut: _StrapCut) -> tuple[Path, list[Point]]:
    """Return the outline of a top without shoulders, and its upper edge."""
    torso = wearer.torso
    left, right = (torso.side(side, "armpit", top.hem, ease) for side in (LEFT, RIGHT))
    half = [(-u, down) for u, down in cut.edge]
    mirrored = [(-u, down) for u, down in reversed(half[:2])]
    edge = [torso.surface("armpit", u, down) for u, down in (*half, *mirrored)]
    return smooth([*reversed(left), *edge, *right], k=0.8), edge


def _draw_straps(
    canvas: Canvas, wearer: Wearer, base: Rgba, edge: Sequence[Point], cut: _StrapCut
) -> None:
    k = wearer.scale
    width = cut.strap * k
    for side, corner in ((LEFT, edge[0]), (RIGHT, edge[-1])):
        shoulder = wearer.torso.surface("trap", side * 0.92, 0.2)
        keys = [shifted(corner, dy=1.0 * k), lerp(corner, shoulder, 0.5), shoulder]
        strap = tube(keys, (width, width * 0.9, width * 0.8), per=4)
        canvas.outline(strap, colour.ink_of(base), wearer.line * 0.8)
        canvas.fill(strap, base)


def _shouldered(wearer: Wearer, top: Top, ease: Ease, line: Neckline) -> Path:
    """Return the outline of a top that covers the shoulders."""
    left, right = (wearer.torso.side(side, "shoulder", top.hem, ease) for side in (LEFT, RIGHT))
    onto_left, onto_right = lerp(left[0], line.left, 0.5), lerp(right[0], line.right, 0.5)
    return smooth([*reversed(left), onto_left, *line.points, onto_right, *right], k=0.8)


def _draw_details(canvas: Canvas, wearer: Wearer, top: Top, path: Path) -> None:
    with canvas.group(clip=path):
        _draw_folds(canvas, wearer, top)
        for detail, draw in _DETAILS.items():
            if detail in top.details:
                draw(canvas, wearer, top, path)


def _draw_folds(canvas: Canvas, wearer: Wearer, top: Top) -> None:
    """Draw the soft shadow under the bust, and the pull from armpits and waist."""
    w, surface = wearer.line, wearer.torso.surface
    dark = colour.shadow(wearer.colour(top.slot), 1.2)
    if wearer.shows_chest and wearer.skeleton.trunk.build.bust > 1.5:
        for side in BOTH_SIDES:
            curve = [(0.20, 3.2), (0.52, 4.4), (0.86, 2.4)]
            under_bust = [surface("bust", side * u, down) for u, down in curve]
            canvas.line(under_bust, colour.with_alpha(dark, 0.85), w * 1.6, (0.5, 0.5), per=4)
    for side in BOTH_SIDES:
        armpit, bust = surface("armpit", side * 0.96, 0.5), surface("bust", side * 0.62, 0.5)
        canvas.line([armpit, lerp(armpit, bust, 0.6), bust], dark, w * 1.2, (0.1, 0.8), per=3)
        if top.hem in ("hip", "belly"):
            waist, belly = surface("waist", side * 0.95, 1), surface("belly", side * 0.45, 2)
            canvas.line([waist, lerp(waist, belly, 0.5), belly], dark, w * 1.2, (0.1, 0.8), per=3)


def _draw_band(canvas: Canvas, wearer: Wearer, top: Top, _path: Path) -> None:
    """Draw the upper edge of a knitted or turned band at the hem."""
    k, torso = wearer.scale, wearer.torso
    room = eases(top.ease, top.ease * 0.5)[top.hem]
    left, right = torso.edge(top.hem, LEFT, room), torso.edge(top.hem, RIGHT, room)
    middle = torso.surface(top.hem, 0.0, -1.0)
    edge = [
        shifted(left, dy=-4.4 * k),
        shifted(middle, dy=-2.6 * k),
        shifted(right, dy=-4.4 * k),
    ]
    dark = colour.shadow(wearer.colour(top.slot), 1.2)
    canvas.line(edge, dark, wearer.line * 1.3, (0.02, 0.02), per=5)


_KANGAROO: Sequence[tuple[SectionName, float, float]] = (
    ("belly", -0.72, 1.5),
    ("belly", -0.42, -7),
    ("belly", 0.42, -7),
    ("belly", 0.72, 1.5),
    ("hip", 0.62, -3.5),
    ("hip", -0.62, -3.5),
    ("belly", -0.72, 1.5),
)
"""The pouch of a hoodie, round from its left corner: section, u, cm down."""


def _draw_kangaroo(canvas: Canvas, wearer: Wearer, top: Top, _path: Path) -> None:
    if not wearer.shows_chest:
        return
    paint = colour.shadow(wearer.colour(top.slot), 1.6)
    pouch = [wearer.torso.surface(*corner) for corner in _KANGAROO]
    for seam in (pouch[:4], pouch[3:]):
        canvas.line(seam, paint, wearer.line, (0.05, 0.05), per=1)


_PLACKET: Sequence[tuple[SectionName, float, float]] = (
    ("trap", 0.0, 5.0),
    ("bust", 0.03, 0.0),
    ("waist", 0.03, 0.0),
    ("hip", 0.0, 0.0),
)
_BUTTONED: Sequence[SectionName] = ("armpit", "bust", "underbust", "waist", "belly")


def _draw_buttons(canvas: Canvas, wearer: Wearer, top: Top, _path: Path) -> None:
    if not wearer.shows_chest:
        return
    base, surface = wearer.colour(top.slot), wearer.torso.surface
    placket = [surface(*point) for point in _PLACKET]
    canvas.line(placket, colour.shadow(base, 1.2), wearer.line, (0.02, 0.02), per=4)
    for name in _BUTTONED:
        x, y = surface(name, 0.02, 2.0)
        canvas.fill(ellipse(x, y, 0.55 * wearer.scale), colour.ink_of(base))


def _draw_knit(canvas: Canvas, wearer: Wearer, top: Top, path: Path) -> None:
    """Draw stitches in staggered rows over the whole top."""
    k = wearer.scale
    paint = colour.with_alpha(colour.shadow(wearer.colour(top.slot), 1.2), 0.38)
    x0, y0, x1, y1 = path.bounds()
    y, staggered = y0 + 6 * k, False
    while y < y1 - 3 * k:
        x = x0 + (2.0 if staggered else 3.6) * k
        while x < x1:
            stitch = [(x - 0.7 * k, y - 0.5 * k), (x, y + 0.5 * k), (x + 0.7 * k, y - 0.5 * k)]
            canvas.line(stitch, paint, wearer.line * 0.9, (0.1, 0.1), per=1)
            x += 3.4 * k
        y, staggered = y + 3.0 * k, not staggered


def _draw_piping(canvas: Canvas, wearer: Wearer, _top: Top, _path: Path) -> None:
    """Draw the trimmed edge of a breast pocket."""
    edge = [wearer.torso.surface("bust", u) for u in (-0.75, -0.25)]
    accent = wearer.palette.get("accent", WHITE)
    canvas.line(edge, accent, wearer.line * 1.4, (0.02, 0.02), per=2)


_Draw = Callable[[Canvas, Wearer, Top, Path], None]
_DETAILS: Mapping[TopDetail, _Draw] = {
    "band": _draw_band,
    "kangaroo": _draw_kangaroo,
    "buttons": _draw_buttons,
    "knit": _draw_knit,
    "piping": _draw_piping,
}
"""In the order in which they lie over each other."""

"""Aprons: a bib, a skirt and a pocket, tied on in front."""

from studio.kernel import colour
from studio.kernel.geometry import Point
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.paths import smooth
from studio.render.rig.cloth import Wearer, eases, hem_span, sew, shifted
from studio.render.rig.outfit import Apron
from studio.render.rig.torso import LEFT, RIGHT


def draw_apron(canvas: Canvas, wearer: Wearer, apron: Apron) -> None:
    """Draw an apron; from behind there is nothing to see of it."""
    if not wearer.shows_chest:
        return
    base = wearer.colour(apron.slot)
    border = _border(wearer, apron)
    for side, corner in ((LEFT, border[0]), (RIGHT, border[1])):
        strap = [corner, wearer.torso.surface("trap", side * 0.8)]
        canvas.line(strap, colour.ink_of(base), 2.6 * wearer.line, (0.01, 0.01), per=2)
        canvas.line(strap, base, 1.7 * wearer.line, (0.01, 0.01), per=2)
    sew(canvas, smooth(border, k=0.6), base, wearer)
    left, right = (wearer.torso.surface("belly", u) for u in (-0.42, 0.42))
    deep = 9 * wearer.scale
    pocket = [left, shifted(left, dy=deep), shifted(right, dy=deep), right, left]
    canvas.line(pocket, colour.shadow(base, 1.6), wearer.line, (0.01, 0.01), per=1)


def _border(wearer: Wearer, apron: Apron) -> list[Point]:
    """Return the outline, clockwise from the bib's upper left corner."""
    torso, ease = wearer.torso, eases(1.6, 0.8)
    y = hem_span(wearer.legs, apron.length, 0.0).y
    return [
        torso.surface("armpit", -0.52, 2),
        torso.surface("armpit", 0.52, 2),
        torso.surface("underbust", 0.72),
        torso.edge("waist", RIGHT, ease["waist"]),
        torso.edge("hip", RIGHT, ease["hip"]),
        (torso.edge("hip", RIGHT, 1.0)[0], y),
        (torso.edge("hip", LEFT, 1.0)[0], y),
        torso.edge("hip", LEFT, ease["hip"]),
        torso.edge("waist", LEFT, ease["waist"]),
        torso.surface("underbust", -0.72),
    ]

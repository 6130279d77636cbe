"""Skirts and dresses: from the waist down to one hem round both legs."""

from studio.kernel import colour
from studio.kernel.colour import Rgba
from studio.kernel.geometry import Point, lerp
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.paths import smooth
from studio.render.rig.cloth import HemSpan, Wearer, eases, hem_span, sew
from studio.render.rig.outfit import Skirt
from studio.render.rig.torso import LEFT, RIGHT


def draw_skirt(canvas: Canvas, wearer: Wearer, skirt: Skirt) -> None:
    """Draw a skirt; that of a dress stands off the body a little more, to cover the top's hem."""
    k = wearer.scale
    base = wearer.colour(skirt.slot)
    hem = hem_span(wearer.legs, skirt.length, 0.8 * k).widened(skirt.flare * k)
    left, right = _sides(wearer, skirt, hem)
    path = smooth([*left, *_hem_points(hem, k), *reversed(right)], k=0.8)
    sew(canvas, path, base, wearer, 1.6)
    with canvas.group(clip=path):
        _draw_falls(canvas, wearer, skirt, base, (left[1], right[1], hem))
        seam = [
            (hem.left, hem.y - 2.6 * k),
            (hem.middle, hem.y + 0.8 * k),
            (hem.right, hem.y - 2.6 * k),
        ]
        canvas.line(seam, colour.shadow(base, 1.2), wearer.line * 0.8, (0.05, 0.05), per=4)
    if skirt.dress:
        _draw_waist_seam(canvas, wearer, base)


def _sides(wearer: Wearer, skirt: Skirt, hem: HemSpan) -> tuple[list[Point], list[Point]]:
    """Return both borders from the waist to just above the hem."""
    k, torso = wearer.scale, wearer.torso
    ease = eases(0.9 if skirt.dress else 0.6)
    left, right = (torso.side(side, "waist", "thigh", ease) for side in (LEFT, RIGHT))
    thigh_left, thigh_right = left[-1], right[-1]
    for share in (0.35, 0.7):
        # The cloth falls straight, unless a leg that swings out pushes it.
        legs = hem_span(wearer.legs, skirt.length * share, 0.9 * k)
        y = thigh_left[1] + (hem.y - thigh_left[1]) * share
        hanging_left = thigh_left[0] + (hem.left - thigh_left[0]) * share
        hanging_right = thigh_right[0] + (hem.right - thigh_right[0]) * share
        left.append((min(legs.left, hanging_left), y))
        right.append((max(legs.right, hanging_right), y))
    return left, right


def _hem_points(hem: HemSpan, k: float) -> list[Point]:
    """Return a gently waved hem from left to right."""
    y = hem.y
    return [
        (hem.left + 0.3 * k, y - 3.0 * k),
        (hem.left, y - 1.0 * k),
        (hem.at(0.03), y - 0.6 * k),
        (hem.at(0.20), y + 1.5 * k),
        (hem.at(0.36), y + 0.6 * k),
        (hem.middle, y + 2.2 * k),
        (hem.at(0.66), y + 0.7 * k),
        (hem.at(0.82), y + 1.6 * k),
        (hem.at(0.97), y - 0.6 * k),
        (hem.right, y - 1.0 * k),
        (hem.right - 0.3 * k, y - 3.0 * k),
    ]


def _draw_falls(
    canvas: Canvas, wearer: Wearer, skirt: Skirt, base: Rgba, span: tuple[Point, Point, HemSpan]
) -> None:
    """Draw pleats, or soft folds that rise from the hem."""
    left, right, hem = span
    w = wearer.line
    count = 7 if skirt.pleats else 4
    for i in range(1, count):
        belly = lerp(left, right, i / count)
        end = (hem.at(i / count), hem.y + 2 * wearer.scale)
        if skirt.pleats:
            canvas.line([belly, end], colour.shadow(base, 1.2), w * 1.2, (0.2, 0.02), per=3)
        else:
            fold = [lerp(end, belly, share) for share in (0.02, 0.35, 0.7)]
            canvas.line(fold, colour.shadow(base, 1.0), w * 2.2, (0.05, 0.9), per=4)


def _draw_waist_seam(canvas: Canvas, wearer: Wearer, base: Rgba) -> None:
    torso = wearer.torso
    seam = [
        torso.edge("waist", LEFT, 0.7),
        torso.surface("waist", 0.0, 1.0),
        torso.edge("waist", RIGHT, 0.7),
    ]
    canvas.line(seam, colour.shadow(base, 1.4), wearer.line * 1.4, (0.05, 0.05), per=5)

"""Bare skin under the clothes: trunk, legs and neck."""

from studio.kernel import colour
from studio.kernel.geometry import lerp
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Path
from studio.render.drawing.paths import smooth, tube
from studio.render.rig.cloth import Wearer, drape, shifted
from studio.render.rig.head import Head
from studio.render.rig.outfit import Outfit
from studio.render.rig.torso import BOTH_SIDES, LEFT, RIGHT, Ease, SectionName, Torso


def trunk_outline(torso: Torso, last: SectionName, ease: Ease) -> Path:
    """Return the contour from the neck down to a section."""
    left, right = torso.side(LEFT, "neck", last, ease), torso.side(RIGHT, "neck", last, ease)
    return smooth([*left, *reversed(right)], k=0.85)


def draw_trunk(canvas: Canvas, wearer: Wearer, outfit: Outfit) -> None:
    """Draw the bare trunk, drawn in where a waistband would otherwise let skin look out."""
    last: SectionName
    last, slim = ("thigh", 0.0) if outfit.bottom is None else ("hip", -1.2)
    path = trunk_outline(wearer.torso, last, {"hip": slim, "belly": slim * 0.4})
    canvas.outline(path, wearer.skin.ink, wearer.line)
    drape(canvas, path, wearer.skin.base, wearer.scale)
    if wearer.shows_chest:
        _draw_collarbones(canvas, wearer)


def _draw_collarbones(canvas: Canvas, wearer: Wearer) -> None:
    ink = colour.with_alpha(wearer.skin.deep, 0.8)
    for side in BOTH_SIDES:
        inner = wearer.torso.surface("trap", side * 0.15, 3.4)
        outer = wearer.torso.surface("shoulder", side * 0.62, 1.2)
        bone = [inner, lerp(inner, outer, 0.55), outer]
        canvas.line(bone, ink, wearer.line * 1.3, (0.3, 0.6), per=4)


def draw_legs(canvas: Canvas, wearer: Wearer) -> None:
    """Draw both bare legs; all ink first, so that they join without a line."""
    k, w, skin = wearer.scale, wearer.line, wearer.skin
    for leg in wearer.legs:
        canvas.outline(leg.band(0.0, 1.0), skin.ink, w)
    for leg in wearer.legs:
        drape(canvas, leg.band(0.0, 1.0, round_end=True), skin.base, k)
    ink = colour.with_alpha(skin.deep, 0.8)
    for leg in wearer.legs:
        x, y = leg.point(0.52)
        knee = [(x - 2.2 * k, y - 0.6 * k), (x, y + 0.8 * k), (x + 2.4 * k, y - 0.4 * k)]
        canvas.line(knee, ink, w * 1.2, (0.4, 0.4), per=4)


def neck_outline(wearer: Wearer, head: Head) -> Path:
    """Return the neck, from inside the head to inside the trunk."""
    skeleton, k = wearer.skeleton, wearer.scale
    trunk = skeleton.trunk
    base = skeleton.project(trunk.chest.at((0.0, -31.5 * k * trunk.stretch, 0.0)))
    # In profile the neck starts behind the middle of the head.
    top = head.to_set((-0.08 * head.shape.s, 0.26))
    half = trunk.build.neck * k
    return tube([top, lerp(top, base, 0.55), base], (half * 0.94, half * 0.96, half * 1.25), per=5)


def draw_throat(canvas: Canvas, wearer: Wearer, head: Head) -> None:
    """Draw the neck's skin over the trunk, with the shadow that the jaw casts on it."""
    skin, k, shape = wearer.skin, wearer.scale, head.shape
    neck = neck_outline(wearer, head)
    canvas.fill(neck, skin.base)
    with canvas.group(clip=neck):
        if not shape.face_visible:
            return
        a, b, c, d, e, f = head.matrix
        below = shifted((e, f), 0.8 * k - 1.5 * k * shape.s, 4.0 * k)
        jaw = shape.face_path().mapped((a, b, c, d, *below))
        canvas.fill(jaw, skin.shade)
        canvas.fill(jaw.moved(-0.4 * k, -1.9 * k), colour.mix(skin.shade, skin.deep, 0.55))

"""Skin, ears, nose and marks, and the order in which a face is drawn."""

from math import cos, radians

from studio.kernel import colour
from studio.kernel.colour import Rgba
from studio.kernel.geometry import Point
from studio.render.drawing.canvas import Canvas, soft
from studio.render.drawing.nodes import Path
from studio.render.drawing.paths import ellipse, smooth
from studio.render.rig.eyes import draw_brow, draw_eye
from studio.render.rig.mouth import draw_mouth
from studio.render.rig.portrait import SIDES, Portrait

_WHITE: Rgba = 0xFFFFFFFF

_EAR = (
    *((-0.75, -0.085), (0.2, -0.11), (1.0, -0.07), (0.8, 0.01)),
    *((0.35, 0.085), (-0.4, 0.09), (-0.85, 0.0)),
)
"""An ear at the right of the picture: x in its half widths, y in head heights."""

_FRECKLES = (
    *((0.09, 0.14), (0.13, 0.165), (0.17, 0.15), (0.21, 0.17), (0.15, 0.195)),
    *((0.25, 0.15), (0.11, 0.19), (0.04, 0.15), (0.02, 0.115)),
)


def draw_ears(canvas: Canvas, portrait: Portrait) -> None:
    """Draw the ears that can be seen."""
    shape, skin, line = portrait.shape, portrait.skin, portrait.line
    for side in SIDES:
        x, y, depth = shape.around(side * 92, 0.075, 0.012)
        if depth < -0.12 and shape.face_visible and abs(shape.yaw) > 0.2:
            continue
        half = 0.042 + 0.03 * abs(shape.s)
        outline = [(x + side * half * across, y + down) for across, down in _EAR]
        if side < 0:
            outline.append(
                outline[0]
            )  # twice the same point: a corner where the ear meets the head
        canvas.shape(smooth(outline), skin.base, ink_colour=skin.ink, width=line)
        fold = [(-0.02, -0.05), (0.016, -0.035), (0.008, 0.025)]
        canvas.line([(x + side * dx, y + dy) for dx, dy in fold], skin.deep, line * 0.9, per=4)


def draw_skin(canvas: Canvas, portrait: Portrait, contour: Path) -> None:
    """Draw the bare head: ink, shade, light, and the colour in its cheeks."""
    skin = portrait.skin
    canvas.outline(contour, skin.ink, portrait.line)
    canvas.fill(contour, skin.shade)
    with canvas.group(clip=contour):
        canvas.fill(contour.moved(-0.040, -0.022), skin.base)
        if portrait.shape.face_visible:
            _draw_blush(canvas, portrait)
            _draw_glow(canvas, portrait)


def draw_features(canvas: Canvas, portrait: Portrait, contour: Path, brow: Rgba) -> None:
    """Draw nose, mouth, marks, eyes and brows; `brow` is the brows' colour."""
    with canvas.group(clip=contour):
        _draw_nose(canvas, portrait)
        draw_mouth(canvas, portrait)
        _draw_marks(canvas, portrait)
    shape = portrait.shape
    for side in SIDES:
        if cos(radians(27 * side) + shape.yaw) < 0.22:
            continue  # round the corner
        if side == shape.side and abs(shape.s) > 0.3:
            # The far eye ends where the cheek does; the near one may let its lashes stand out.
            with canvas.group(clip=contour):
                draw_eye(canvas, portrait, side)
                draw_brow(canvas, portrait, side, brow)
        else:
            draw_eye(canvas, portrait, side)
            draw_brow(canvas, portrait, side, brow)


def _draw_blush(canvas: Canvas, portrait: Portrait) -> None:
    shape, hue, strength = portrait.shape, portrait.skin.blush, portrait.look.blush
    for side in SIDES:
        x, y = shape.on_face(side * 0.205, 0.185)
        cheek = ellipse(x, y, 0.12 * max(0.5, shape.c), 0.085)
        canvas.fill(cheek, soft(x, y, 0.12, hue, 0.62 * strength))
    x, y = shape.on_face(0.0, 0.20, 0.05)
    canvas.fill(ellipse(x, y, 0.08, 0.06), soft(x, y, 0.07, hue, 0.30 * strength))


def _draw_glow(canvas: Canvas, portrait: Portrait) -> None:
    """Draw the light on one cheekbone and on the forehead."""
    x, y = portrait.shape.on_face(-0.17, 0.135)
    strength = 0.30 * portrait.look.glow
    canvas.fill(ellipse(x, y, 0.07, 0.03, -0.5), soft(x, y, 0.07, _WHITE, strength))
    x, y = portrait.shape.on_face(-0.04, -0.20)
    canvas.fill(ellipse(x, y, 0.16, 0.09), soft(x, y, 0.15, portrait.skin.light, 0.7))


def _draw_nose(canvas: Canvas, portrait: Portrait) -> None:
    if portrait.shape.in_profile:
        _draw_nostril(canvas, portrait)
        return
    turned = abs(portrait.shape.s)
    # Seen straight, the plane away from the light is the one at the right.
    side = portrait.shape.side if turned > 0.12 else 1.0
    _draw_nose_plane(canvas, portrait, side)
    _draw_nose_base(canvas, portrait)
    if turned > 0.2:
        _draw_nose_bridge(canvas, portrait, side)
    x, y = portrait.shape.on_face(-0.012, 0.165, 0.10)
    canvas.fill(ellipse(x, y, 0.013, 0.021), colour.with_alpha(_WHITE, 0.30))


def _draw_nostril(canvas: Canvas, portrait: Portrait) -> None:
    """Draw the wing of a nose in profile; the contour already shows the rest."""
    side = portrait.shape.side
    x, y = portrait.shape.on_face(-side * 0.06, 0.205, 0.02)
    wing = [(0.03, -0.035), (-0.006, -0.012), (0.004, 0.014), (0.05, 0.012)]
    points = [(x + side * dx, y + dy) for dx, dy in wing]
    canvas.line(points, portrait.skin.ink, portrait.line * 0.9, (0.5, 0.5), per=4)


def _draw_nose_plane(canvas: Canvas, portrait: Portrait, side: float) -> None:
    """Draw the shaded side of the nose, away from the light or on the far side."""
    wing = 0.062 * portrait.look.nose
    plane = (
        *((0.020, 0.02, 0.03), (0.034, 0.12, 0.065), (wing, 0.195, 0.03)),
        *((0.028, 0.225, 0.03), (0.008, 0.20, 0.105), (0.010, 0.10, 0.075)),
    )
    points = [portrait.shape.on_face(side * x, y, out) for x, y, out in plane]
    canvas.fill(smooth(points), colour.with_alpha(portrait.skin.shade, 0.85))


def _draw_nose_base(canvas: Canvas, portrait: Portrait) -> None:
    wide = portrait.look.nose
    base = (
        *((-0.056 * wide, 0.198, 0.02), (-0.040 * wide, 0.222, 0.035), (-0.010, 0.222, 0.07)),
        (0.004, 0.231, 0.07),
        *((0.018, 0.222, 0.07), (0.044 * wide, 0.221, 0.035), (0.058 * wide, 0.197, 0.02)),
    )
    points = [portrait.shape.on_face(x, y, out) for x, y, out in base]
    canvas.line(points, portrait.skin.ink, portrait.line * 1.05, (0.35, 0.35), per=4)


def _draw_nose_bridge(canvas: Canvas, portrait: Portrait, side: float) -> None:
    """Draw the ridge that a turned nose shows against the far cheek."""
    ridge = (
        (0.018, 0.055, 0.035),
        (0.016, 0.125, 0.075),
        (0.018, 0.180, 0.112),
        (0.008, 0.212, 0.098),
    )
    points = [portrait.shape.on_face(side * x, y, out) for x, y, out in ridge]
    canvas.line(points, portrait.skin.ink, portrait.line * 0.95, (0.75, 0.4), per=4)


def _draw_marks(canvas: Canvas, portrait: Portrait) -> None:
    skin, look = portrait.skin, portrait.look
    if look.freckles:
        hue = colour.with_alpha(skin.deep, 0.62)
        for i in range(len(_FRECKLES)):
            for side in SIDES:
                x, y = portrait.shape.on_face(*_freckle(i, side), 0.02)
                canvas.fill(ellipse(x, y, 0.0075 + 0.002 * (i % 2)), hue)
    if look.mole is not None:
        x, y = portrait.shape.on_face(*look.mole, 0.01)
        canvas.fill(ellipse(x, y, 0.010), colour.tone(skin.ink, -0.05))


def _freckle(i: int, side: float) -> Point:
    """Return where a freckle sits, shifted a little so that the two cheeks differ."""
    x, y = _FRECKLES[i]
    return side * x + 0.006 * ((i * 7) % 3 - 1), y + 0.006 * ((i * 5 + (side > 0)) % 3 - 1)

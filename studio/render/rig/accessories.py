"""Glasses, earrings and beards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from studio.kernel import colour
from studio.kernel.colour import Rgba
from studio.kernel.geometry import Point
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Path
from studio.render.drawing.paths import ellipse, poly, sample, smooth
from studio.render.rig.look import Accessory
from studio.render.rig.portrait import SIDES, Portrait

_LENS: Rgba = 0xDDEBF022
_GLARE: Rgba = 0xFFFFFF90


@dataclass(frozen=True, slots=True)
class _Frame:
    """One lens, x towards the temple, around the middle of the eye."""

    rim: float
    outline: tuple[Point, ...]


_CAT = (
    *((-0.115, -0.035), (0.0, -0.085), (0.13, -0.105), (0.115, 0.02)),
    *((0.05, 0.085), (-0.06, 0.08), (-0.11, 0.03)),
)
_SQUARE = (
    *((-0.105, -0.075), (0.0, -0.088), (0.115, -0.08), (0.118, 0.03)),
    *((0.09, 0.09), (-0.075, 0.09), (-0.108, 0.03)),
)
_ROUND = tuple((0.118 * cos(i * pi / 6), 0.118 * sin(i * pi / 6)) for i in range(12))

_FRAMES: Mapping[str, _Frame] = {
    "round": _Frame(0.020, _ROUND),
    "square": _Frame(0.030, _SQUARE),
    "cat": _Frame(0.030, _CAT),
}
GLASSES = tuple(_FRAMES)
"""The styles of glasses; any other name draws round ones."""

EARRINGS = ("hoop", "drop", "stud")
"""The styles of earrings; any other name draws a stud."""

_BEARD_STRENGTH: Mapping[str, float] = {"stubble": 0.34, "short": 0.86, "full": 1.0}
BEARDS = tuple(_BEARD_STRENGTH)
"""The styles of beards; any other name draws stubble."""

# A beard from the front: along its upper edge from cheek to cheek, back below the chin.
_BEARD_TOP_HALF = (
    *((-0.335, 0.06), (-0.315, 0.17), (-0.255, 0.235), (-0.165, 0.262)),
    *((-0.105, 0.268), (-0.05, 0.250)),
)
_BEARD_TOP = (*_BEARD_TOP_HALF, (0.0, 0.262), *((-x, y) for x, y in reversed(_BEARD_TOP_HALF)))
_BEARD_LOW = (
    *((0.36, 0.10), (0.33, 0.36), (0.16, 0.53), (0.0, 0.56)),
    *((-0.16, 0.53), (-0.33, 0.36), (-0.36, 0.10)),
)
_BARE_MOUTH = (
    *((-0.085, 0.300), (0.0, 0.283), (0.085, 0.300)),
    *((0.075, 0.372), (0.0, 0.392), (-0.075, 0.372)),
)
"""The skin around the mouth that a beard leaves free."""


def draw_glasses(canvas: Canvas, portrait: Portrait, glasses: Accessory) -> None:
    """Draw lenses, temples and bridge."""
    frame = _FRAMES.get(glasses.style, _FRAMES["round"])
    shape, hue = portrait.shape, glasses.colour
    for side in SIDES:
        far = side == shape.side
        if far and abs(shape.s) > 0.75:
            continue  # behind the nose
        outline = [shape.on_face(side * (0.160 + x), 0.055 + y, 0.045) for x, y in frame.outline]
        lens = poly(sample(outline, 5, closed=True))
        canvas.fill(lens, _LENS)
        canvas.stroke(lens, hue, frame.rim)
        ear = shape.around(side * 92, 0.03, 0.02)
        if ear.depth > -0.3 and not (far and abs(shape.s) > 0.3):
            hinge = shape.on_face(side * 0.275, 0.03, 0.02)
            canvas.line([hinge, ear.point], hue, frame.rim * 0.9, (0.02, 0.02), per=3)
        glare = [shape.on_face(side * 0.12, -0.02, 0.06), shape.on_face(side * 0.08, 0.01, 0.06)]
        canvas.line(glare, _GLARE, 0.012, per=3)
    bridge = ((-0.050, 0.035, 0.05), (0.0, 0.018, 0.06), (0.050, 0.035, 0.05))
    points = [shape.on_face(*point) for point in bridge]
    canvas.line(points, hue, frame.rim, (0.02, 0.02), per=4)


def draw_earrings(canvas: Canvas, portrait: Portrait, earrings: Accessory) -> None:
    """Draw an earring in every ear that can be seen."""
    shape = portrait.shape
    for side in SIDES:
        x, y, depth = shape.around(side * 92, 0.175, 0.025)
        if depth < -0.16 and abs(shape.s) > 0.25 and shape.face_visible:
            continue
        _draw_earring(canvas, portrait, earrings, (x, y))


def _draw_earring(canvas: Canvas, portrait: Portrait, earring: Accessory, lobe: Point) -> None:
    x, y = lobe
    hue, line = earring.colour, portrait.line * 0.7
    if earring.style == "hoop":
        # A hoop hangs across the ear: seen from the side it is wider.
        ring = ellipse(x, y + 0.075, 0.045 + 0.02 * abs(portrait.shape.s), 0.072)
        canvas.stroke(ring, colour.ink_of(hue), 0.034)
        canvas.stroke(ring, hue, 0.020)
    elif earring.style == "drop":
        drop = [(x, y), (x + 0.03, y + 0.09), (x, y + 0.125), (x - 0.03, y + 0.09)]
        canvas.shape(smooth(drop), hue, width=line)
    else:
        canvas.shape(ellipse(x, y, 0.020), hue, width=line)


def draw_beard(canvas: Canvas, portrait: Portrait, contour: Path, beard: Accessory) -> None:
    """Draw a beard inside the contour of the face, with the mouth left free."""
    in_profile = portrait.shape.in_profile
    hair, bare = _beard_profile(portrait) if in_profile else _beard_front(portrait)
    strength = _BEARD_STRENGTH.get(beard.style, _BEARD_STRENGTH["stubble"])
    with canvas.group(clip=contour, opacity=strength):
        canvas.fill(hair, beard.colour)
        canvas.fill(bare, portrait.skin.base)


def _beard_front(portrait: Portrait) -> tuple[Path, Path]:
    shape = portrait.shape
    top = [shape.on_face(x, y) for x, y in _BEARD_TOP]
    # Below the chin there is no face to lie on; the clip to the contour trims what hangs over.
    low = [
        shape.on_face(x * 1.02, y) if y < 0.5 else (shape.on_face(x, 0.49)[0], y)
        for x, y in _BEARD_LOW
    ]
    bare = [shape.on_face(x, y) for x, y in _BARE_MOUTH]
    return poly(sample(top + low, 4, closed=True)), smooth(bare)


def _beard_profile(portrait: Portrait) -> tuple[Path, Path]:
    shape, front = portrait.shape, portrait.shape.side

    def near(points: Sequence[Point]) -> list[Point]:
        return [shape.on_face(-front * x, y) for x, y in points]

    sideburn, jaw = shape.around(-front * 84, 0.05), shape.around(-front * 66, 0.20)
    edge = near([(0.165, 0.262), (0.08, 0.262), (0.03, 0.248)])
    # From the lips on it runs out of the face; the clip to the contour trims it.
    beyond = [(front * 0.62, 0.255), (front * 0.60, 0.60), (0.0, 0.62)]
    hair = [sideburn.point, jaw.point, *edge, *beyond, (sideburn.x - front * 0.10, 0.30)]
    bare = [
        *near([(0.075, 0.318), (0.03, 0.292)]),
        *((front * 0.6, 0.285), (front * 0.6, 0.372)),
        *near([(0.03, 0.374)]),
    ]
    return smooth(hair, k=0.7), smooth(bare, k=0.7)

"""Eyes and brows.

An eye is drawn in coordinates of its own: origin in its middle, x towards the temple (so one
table serves both eyes), y down, in head heights. `_Socket.at` brings them onto the face.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin

from studio.kernel import colour
from studio.kernel.colour import Rgba
from studio.kernel.geometry import Point
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Path
from studio.render.drawing.paths import ellipse, offsets, poly, sample, spread
from studio.render.rig.portrait import Portrait

EYE_X, EYE_Y = 0.158, 0.045
"""Middle of an eye: from the midline, and its height."""

_INNER, _OUTER = (-0.080, 0.014), (0.086, -0.010)
_UPPER_LID = (_INNER, (-0.050, -0.030), (-0.004, -0.056), (0.044, -0.049), _OUTER)
_LOWER_LID = (_OUTER, (0.054, 0.026), (0.004, 0.038), (-0.044, 0.031), _INNER)
_CORNER_Y = 0.014
"""The level the lids close on."""
_WING = (0.104, -0.026)
"""Where long lashes carry the upper lid's line beyond the corner."""
_SHUT = ((-0.080, 0.004), (-0.040, 0.026), (0.0, 0.034), (0.045, 0.026), (0.088, 0.0))
_SHUT_HAPPY = ((-0.082, 0.022), (-0.045, -0.016), (0.0, -0.032), (0.045, -0.022), (0.088, 0.012))
_SHUT_BELOW = 0.12
"""An eye less open than this is drawn shut."""

_IRIS = 0.0535
_WHITE: Rgba = 0xF8F3EFFF
_PUPIL: Rgba = 0x1A1215FF
_LID_SHADOW: Rgba = 0x3A2A3A40
_GLINTS = ((-0.32, -0.36, 0.27, 0xFFFFFFF5), (0.34, 0.38, 0.12, 0xFFFFFFB0))
"""Reflections of the light: offset and radius in iris radii."""

# From the nose outwards: x, y, half width.
_BROW = (
    (0.070, -0.070, 0.0130),
    (0.120, -0.096, 0.0165),
    (0.185, -0.113, 0.0130),
    (0.258, -0.080, 0.0030),
)
_FURROW = (1.0, 0.3, -0.3, -0.2)
"""How a frown moves each of the brow's points: the inner end down, the outer one up."""
_RAISE = (0.8, 1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class _Socket:
    """One eye's place on the face."""

    portrait: Portrait
    side: float
    size: float
    tilt: float
    ink: Rgba

    def at(self, x: float, y: float) -> Point:
        """Return where a point of the eye lands on the head."""
        x, y = x * self.size, y * self.size
        c, s = cos(self.tilt), sin(self.tilt)
        across, down = x * c + y * s, y * c - x * s
        return self.portrait.shape.on_face(self.side * (EYE_X + across), EYE_Y + down)

    def all(self, points: Sequence[Point]) -> list[Point]:
        """Return where points of the eye land on the head."""
        return [self.at(x, y) for x, y in points]

    @property
    def lash(self) -> float:
        return self.portrait.look.eyes.lash

    @property
    def lash_width(self) -> float:
        return 0.016 + 0.012 * self.lash


def draw_eye(canvas: Canvas, portrait: Portrait, side: float) -> None:
    """Draw the eye on one side of the picture (`side` > 0 is right), open or shut."""
    eyes = portrait.look.eyes
    ink = 0x2A1A1EFF if colour.luma(portrait.skin.base) > 0.45 else 0x150C0EFF
    socket = _Socket(portrait, side, eyes.size, radians(eyes.tilt), ink)
    if portrait.expression.opened(side) < _SHUT_BELOW:
        _draw_shut(canvas, socket)
    else:
        _draw_open(canvas, socket)


def draw_brow(canvas: Canvas, portrait: Portrait, side: float, hue: Rgba) -> None:
    """Draw the brow on one side of the picture (`side` > 0 is right)."""
    raised = portrait.expression.raised(side) * 0.055
    frown = portrait.expression.furrow * 0.045
    keys = [
        (x, y + frown * pull - raised * lift)
        for (x, y, _), pull, lift in zip(_BROW, _FURROW, _RAISE, strict=True)
    ]
    line = [portrait.shape.on_face(side * x, y, 0.012) for x, y in sample(keys, 5)]
    weight = portrait.look.brows.weight
    left, right = offsets(line, spread([half * weight for *_, half in _BROW], len(line)))
    canvas.fill(poly(left + right[::-1]), hue)


def _draw_shut(canvas: Canvas, socket: _Socket) -> None:
    lid = _SHUT_HAPPY if socket.portrait.expression.happy_eyes else _SHUT
    canvas.line(socket.all(lid), socket.ink, socket.lash_width * 1.15, (0.25, 0.15))
    if socket.lash <= 0.5:
        return
    for i in range(2):
        root = socket.at(0.070 - i * 0.03, 0.012 + i * 0.012)
        tip = socket.at(0.108 - i * 0.036, 0.022 + i * 0.022)
        canvas.line([root, tip], socket.ink, socket.lash_width * 0.55, (0.05, 0.8), per=3)


def _draw_open(canvas: Canvas, socket: _Socket) -> None:
    expression = socket.portrait.expression
    opened = expression.opened(socket.side)
    upper = [(x, _from_corner(y, min(1.25, opened))) for x, y in _UPPER_LID]
    # Eyes torn open show a little more below the iris, too.
    lower_share = (1 - 0.55 * expression.squint) * (1.0 if opened <= 1 else 1.05)
    lower = [(x, _from_corner(y, lower_share)) for x, y in _LOWER_LID]
    upper_line = socket.all(sample(upper, 5))
    white = poly(upper_line + socket.all(sample(lower, 5))[1:-1])
    _draw_eye_shadow(canvas, socket, upper, upper_line)
    canvas.fill(white, _WHITE)
    with canvas.group(clip=white):
        _draw_iris(canvas, socket, upper_line)
    _draw_lash_line(canvas, socket, upper)
    if socket.lash > 0.8:
        _draw_lashes(canvas, socket, opened)
    _draw_lid_lines(canvas, socket, opened)


def _from_corner(y: float, share: float) -> float:
    return _CORNER_Y + (y - _CORNER_Y) * share


def _draw_eye_shadow(
    canvas: Canvas, socket: _Socket, upper: Sequence[Point], upper_line: list[Point]
) -> None:
    shadow = socket.portrait.look.eyes.shadow
    if shadow is None:
        return
    crease = [(x * 1.08, y - 0.036 * (1 - abs(x) * 4)) for x, y in sample(upper, 4)]
    painted = poly(socket.all(crease) + upper_line[::-1])
    canvas.fill(painted, colour.with_alpha(shadow, 0.45))


def _draw_iris(canvas: Canvas, socket: _Socket, upper_line: list[Point]) -> None:
    """Draw iris, pupil, the lid's shadow on them and the light in them."""
    portrait = socket.portrait
    right, down = portrait.gaze
    across, y = right * 0.036 - 0.002 * socket.side, down * 0.022 - 0.008
    centre = socket.at(across * socket.side, y)
    # How much the turn of the head narrows things here; never to a slit.
    step = socket.at(across * socket.side + 0.01, y)[0] - centre[0]
    narrow = max(0.5, abs(step) / (0.01 * socket.size))
    r = _IRIS * socket.size

    def disc(dx: float, dy: float, rx: float, ry: float) -> Path:
        return ellipse(centre[0] + dx * r * narrow, centre[1] + dy * r, rx * r * narrow, ry * r)

    hue = portrait.look.eyes.colour
    canvas.fill(disc(0, 0, 1, 1), colour.tone(hue, -0.10))
    canvas.fill(disc(0, 0.16, 0.84, 0.82), hue)
    canvas.fill(disc(0, 0.52, 0.55, 0.38), colour.light(hue, 0.9))
    canvas.fill(disc(0, 0, 0.50, 0.50), _PUPIL)
    under_lid = [(x, y + 0.024) for x, y in reversed(upper_line)]
    canvas.fill(poly([(x, y - 0.01) for x, y in upper_line] + under_lid), _LID_SHADOW)
    for dx, dy, size, glint in _GLINTS:
        canvas.fill(disc(dx, dy, size, size), glint)


def _draw_lash_line(canvas: Canvas, socket: _Socket, upper: list[Point]) -> None:
    """Draw the upper lid's edge: thin at the nose, full from two thirds on, pointed at the end."""
    keys = [*upper, _WING] if socket.lash > 0.5 else upper
    line = socket.all(sample(keys, 5))
    last = len(line) - 1
    swell = [0.28 + 0.72 * min(1.0, i / last * 1.7) for i in range(last + 1)]
    half = [socket.lash_width * share * 0.5 for share in swell]
    half[-1] *= 0.25
    half[-2] *= 0.6
    left, right = offsets(line, half)
    canvas.fill(poly(left + right[::-1]), socket.ink)


def _draw_lashes(canvas: Canvas, socket: _Socket, opened: float) -> None:
    width, taper = socket.lash_width, (0.05, 0.9)
    corner = socket.at(0.080, -0.014 + (1 - opened) * 0.015)
    canvas.line([corner, socket.at(0.118, -0.048)], socket.ink, width * 0.7, taper, per=3)
    inner = [socket.at(0.062, -0.034), socket.at(0.092, -0.068)]
    canvas.line(inner, socket.ink, width * 0.55, taper, per=3)


def _draw_lid_lines(canvas: Canvas, socket: _Socket, opened: float) -> None:
    """Draw the lower lid, the crease above the eye and the fold a squint makes below it."""
    skin, squint = socket.portrait.skin, socket.portrait.expression.squint
    up = 1 - 0.55 * squint
    lower = socket.all([(0.088, -0.006), (0.054, 0.027 * up), (0.004, 0.040 * up), (-0.05, 0.031)])
    canvas.line(lower, colour.with_alpha(socket.ink, 0.55), 0.008, (0.2, 0.7), per=4)
    if opened < 1.2:
        crease = socket.all([(-0.062, -0.052), (-0.01, -0.078), (0.046, -0.071), (0.084, -0.040)])
        canvas.line(crease, colour.with_alpha(skin.ink, 0.42), 0.009, per=4)
    if squint > 0.3:
        fold = socket.all([(-0.05, 0.060), (0.0, 0.068), (0.05, 0.056)])
        canvas.line(fold, colour.with_alpha(skin.deep, 0.8), 0.010, per=4)

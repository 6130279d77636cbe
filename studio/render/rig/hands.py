"""Hands: nine shapes as data, drawn from capsules in a frame of their own.

In that frame the wrist is at the origin, the fingers point along +x, the thumb is on the
-y side, and a whole hand is 1 long.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import atan2, cos, hypot, pi, sin
from typing import Literal

from studio.kernel import colour
from studio.kernel.colour import Rgba
from studio.kernel.geometry import Matrix, Point
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Path
from studio.render.drawing.paths import smooth, tube
from studio.render.rig.pose import HandShape
from studio.render.rig.skeleton import Hand, Skeleton
from studio.render.rig.space import plus, scaled

HandPart = Literal["whole", "palm", "fingers"]
"""A gripping hand is drawn as palm, then the thing it holds, then fingers."""


@dataclass(frozen=True, slots=True)
class HandForm:
    """One shape: length and angle of four fingers, index first, and three points of the thumb."""

    fingers: tuple[Point, Point, Point, Point]
    """(length, radians away from straight); positive bends away from the thumb."""
    thumb: tuple[Point, Point, Point]
    finger_width: float = 0.062
    """Half width at the knuckle."""


_CLENCHED: tuple[Point, Point, Point, Point] = ((0.11, 0.2), (0.13, 0.2), (0.12, 0.2), (0.09, 0.2))

HAND_FORMS: Mapping[HandShape, HandForm] = {
    "relaxed": HandForm(
        ((0.36, 0.10), (0.42, 0.13), (0.40, 0.16), (0.32, 0.2)),
        ((0.14, -0.12), (0.32, -0.24), (0.47, -0.22)),
    ),
    "open": HandForm(
        ((0.43, -0.24), (0.48, -0.06), (0.45, 0.10), (0.37, 0.30)),
        ((0.14, -0.13), (0.28, -0.33), (0.42, -0.46)),
    ),
    "flat": HandForm(
        ((0.44, -0.02), (0.49, 0.0), (0.46, 0.02), (0.37, 0.05)),
        ((0.14, -0.12), (0.34, -0.27), (0.50, -0.36)),
        0.06,
    ),
    "point": HandForm(
        ((0.52, -0.03), (0.10, 0.3), (0.09, 0.3), (0.08, 0.3)),
        ((0.14, -0.12), (0.34, -0.20), (0.46, -0.08)),
    ),
    "peace": HandForm(
        ((0.50, -0.20), (0.52, 0.16), (0.12, 0.3), (0.10, 0.3)),
        ((0.14, -0.10), (0.36, -0.10), (0.50, 0.08)),
    ),
    "fist": HandForm(_CLENCHED, ((0.14, -0.13), (0.36, -0.19), (0.50, -0.06)), 0.068),
    "thumb": HandForm(_CLENCHED, ((0.16, -0.14), (0.26, -0.36), (0.25, -0.58)), 0.068),
    "pinch": HandForm(
        ((0.36, -0.28), (0.44, 0.02), (0.43, 0.16), (0.36, 0.34)),
        ((0.14, -0.13), (0.38, -0.34), (0.68, -0.30)),
    ),
    "grip": HandForm(
        ((0.16, -0.1), (0.18, 0.0), (0.17, 0.1), (0.14, 0.2)),
        ((0.14, -0.13), (0.30, -0.28), (0.46, -0.33)),
        0.066,
    ),
}

_KNUCKLES = (-0.155, -0.055, 0.05, 0.145)
"""Where the four fingers start, across the palm."""
_THUMB_WIDTHS = (0.085, 0.07, 0.055)
_PALM = smooth(
    [
        (-0.06, -0.14), (0.12, -0.165), (0.32, -0.205), (0.47, -0.20), (0.53, -0.05),
        (0.52, 0.10), (0.45, 0.19), (0.25, 0.185), (0.08, 0.16), (-0.06, 0.14),
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Finger:
    """Knuckle, middle and tip, with the half width at each."""

    points: tuple[Point, Point, Point]
    widths: tuple[float, float, float]

    @property
    def path(self) -> Path:
        return tube(self.points, self.widths, per=3)


def _finger(length: float, angle: float, across: float, width: float) -> _Finger:
    x0 = 0.46 - abs(across) * 0.12
    middle = (x0 + length * 0.55 * cos(angle), across + length * 0.55 * sin(angle))
    # The last joint always bends a little more than the first.
    bent = angle * 1.25
    tip = (middle[0] + length * 0.45 * cos(bent), middle[1] + length * 0.45 * sin(bent))
    return _Finger(((x0 - 0.06, across), middle, tip), (width, width * 0.95, width * 0.78))


@cache
def _fingers(shape: HandShape) -> tuple[_Finger, ...]:
    form = HAND_FORMS[shape]
    return tuple(
        _finger(length, angle, across, form.finger_width)
        for (length, angle), across in zip(form.fingers, _KNUCKLES, strict=True)
    )


@cache
def _finger_paths(shape: HandShape) -> tuple[Path, ...]:
    thumb = tube(HAND_FORMS[shape].thumb, _THUMB_WIDTHS, per=4)
    return (*(finger.path for finger in _fingers(shape)), thumb)


def hand_matrix(skeleton: Skeleton, hand: Hand) -> Matrix:
    """Return the map from the hand's own frame to the paper, foreshortened as its aim asks."""
    wrist = skeleton.project(hand.wrist)
    tip = skeleton.project(plus(hand.wrist, scaled(hand.fingers, hand.length)))
    dx, dy = tip[0] - wrist[0], tip[1] - wrist[1]
    middle = plus(hand.wrist, scaled(hand.fingers, hand.length * 0.5))
    full = hand.length * skeleton.nearness(middle)
    seen = hypot(dx, dy)
    # Fingers that point at the viewer have no direction on paper: they are drawn upwards.
    angle = atan2(dy, dx) if seen > full * 0.12 else -pi / 2
    along = full * max(0.72, min(1.0, seen / full))
    thumb = skeleton.project(plus(hand.wrist, scaled(hand.thumb, 6.0)))
    turn = dx * (thumb[1] - wrist[1]) - dy * (thumb[0] - wrist[0])
    across = -full if turn > 0 else full
    c, s = cos(angle), sin(angle)
    return c * along, s * along, -s * across, c * across, wrist[0], wrist[1]


def palm_centre(skeleton: Skeleton, hand: Hand, share: float = 0.42) -> Point:
    """Return the point of the paper at a share of the hand's length from the wrist."""
    m = hand_matrix(skeleton, hand)
    return m[0] * share + m[4], m[1] * share + m[5]


def draw_hand(
    canvas: Canvas,
    skeleton: Skeleton,
    hand: Hand,
    skin: Rgba,
    *,
    nails: Rgba | None = None,
    part: HandPart = "whole",
    line: float = 0.5,
) -> None:
    """Draw a hand, or only its palm or its fingers; `line` is the ink's width in cm."""
    palm = (_PALM,) if part != "fingers" else ()
    fingers = _finger_paths(hand.shape) if part != "palm" else ()
    ink = colour.ink_of(skin)
    width = line / hand.length
    with canvas.group(hand_matrix(skeleton, hand)):
        for path in (*palm, *fingers):
            canvas.outline(path, ink, width)
        for path in (*palm, *fingers):
            canvas.fill(path, skin)
        if part == "palm":
            return
        _draw_creases(canvas, hand.shape, skin, width)
        if nails is not None:
            _draw_nails(canvas, _fingers(hand.shape), nails)


def _draw_creases(canvas: Canvas, shape: HandShape, skin: Rgba, width: float) -> None:
    """Draw the gaps between the fingers and the ball of the thumb."""
    ink, shade = colour.ink_of(skin), colour.tone(skin, -0.075, 0.012, 0.002)
    for finger in _fingers(shape)[1:]:
        (x0, y0), (x1, y1), (x2, y2) = finger.points
        border = finger.widths[0] * 0.92
        tip = (x1 * 0.4 + x2 * 0.6, y1 * 0.4 + y2 * 0.6 - border)
        gap = [(x0 + 0.03, y0 - border), (x1, y1 - border), tip]
        canvas.line(gap, ink, width * 0.7, (0.5, 0.3), per=3)
    thumb_x, thumb_y = HAND_FORMS[shape].thumb[1]
    ball = [(0.10, -0.03), (0.22, -0.10), (thumb_x, thumb_y + 0.06)]
    canvas.line(ball, shade, width * 1.4, (0.6, 0.3), per=3)


def _draw_nails(canvas: Canvas, fingers: Sequence[_Finger], nails: Rgba) -> None:
    for finger in fingers:
        _knuckle, (x1, y1), (x2, y2) = finger.points
        length = hypot(x2 - x1, y2 - y1) or 1.0
        # A bent finger hides its nail.
        if length <= 0.1:
            continue
        ux, uy = (x2 - x1) / length, (y2 - y1) / length
        root, tip = (x2 - ux * 0.01, y2 - uy * 0.01), (x2 + ux * 0.045, y2 + uy * 0.045)
        width = finger.widths[2]
        canvas.fill(tube((root, tip), (width * 0.66, width * 0.5), per=2), nails)

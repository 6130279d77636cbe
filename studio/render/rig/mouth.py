"""The mouth: one set of measures gives lips, teeth, tongue and the creases around them.

Points are relative to the middle of the mouth: x to the right of the picture, y down.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from studio.kernel import colour
from studio.kernel.colour import Rgba
from studio.kernel.geometry import Point
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.paths import ellipse, poly, sample
from studio.render.rig.head_shape import HeadShape
from studio.render.rig.portrait import Portrait

MOUTH_Y = 0.325

_CLOSED_BELOW = 0.06
"""A mouth less open than this is drawn with its lips together."""
_THROAT: Rgba = 0x5A1D24FF
_TONGUE: Rgba = 0xD9707AFF
_TEETH: Rgba = 0xFFFDF9FF
_GLOSS: Rgba = 0xFFFFFF60


_Corners = tuple[Point, Point]


@dataclass(frozen=True, slots=True)
class _Measures:
    """A mouth as this person makes it now."""

    shape: HeadShape
    smile: float
    opened: float
    rounded: float
    teeth: float
    centre: float
    """Height of the middle on the face."""
    half: float
    """Half the width."""
    rise: float
    """How far a smile lifts the corners."""
    corners: _Corners
    upper_lip: float
    lower_lip: float
    upper_edge: float
    """Inner edge of the upper lip, in the middle."""
    lower_edge: float

    @property
    def closed(self) -> bool:
        return self.opened < _CLOSED_BELOW

    def at(self, x: float, y: float) -> Point:
        """Return where a point of the mouth lands on the head."""
        return self.shape.on_face(x, self.centre + y, 0.018)

    def curve(self, points: Sequence[Point]) -> list[Point]:
        """Return a smooth line through points of the mouth, on the head."""
        return [self.at(x, y) for x, y in sample(points, 5)]

    def across(self, inner: Sequence[Point], corners: _Corners) -> list[Point]:
        """Return points from corner to corner; `inner` is one half, x as a share of `half`."""
        left, right = corners
        to_middle = [(-self.half * share, y) for share, y in inner]
        back = [(self.half * share, y) for share, y in reversed(inner) if share]
        return [left, *to_middle, *back, right]


def draw_mouth(canvas: Canvas, portrait: Portrait) -> None:
    """Draw lips and what an open mouth shows, and the creases of a smile."""
    measures = _measure(portrait)
    if measures.closed:
        _draw_closed(canvas, portrait, measures)
    else:
        _draw_open(canvas, portrait, measures)
    if measures.smile > 0.35:
        _draw_smile_creases(canvas, portrait, measures)
    if not portrait.shape.in_profile:
        _draw_chin_crease(canvas, portrait, measures)


def _measure(portrait: Portrait) -> _Measures:
    mouth, full = portrait.expression.mouth, portrait.look.lips.full
    smile, opened, rounded = mouth.smile, mouth.open, mouth.round
    happy = max(0.0, smile)
    half = 0.098 * (1 + 0.30 * happy - 0.42 * rounded) * mouth.width
    rise = 0.036 * smile
    return _Measures(
        shape=portrait.shape,
        smile=smile,
        opened=opened,
        rounded=rounded,
        teeth=mouth.teeth,
        centre=MOUTH_Y + 0.005 - 0.012 * happy + 0.01 * opened,
        half=half,
        rise=rise,
        # A smirk lifts the corner at the right of the picture and leaves the other behind.
        corners=(
            (-half, -rise * (1 - 0.7 * mouth.smirk)),
            (half, -rise * (1 + 0.9 * mouth.smirk) - 0.012 * mouth.smirk),
        ),
        # A smile stretches the lips thin; an O gathers them.
        upper_lip=0.027 * full * (1 - 0.25 * happy) + 0.004 * rounded,
        lower_lip=0.036 * full * (1 - 0.15 * happy) + 0.004 * rounded,
        upper_edge=0.010 * smile - opened * 0.018 * (1 + 0.6 * rounded),
        lower_edge=0.010 * smile + opened * 0.135,
    )


def _line_ink(portrait: Portrait) -> Rgba:
    return colour.tone(portrait.skin.ink, -0.03)


def _draw_closed(canvas: Canvas, portrait: Portrait, m: _Measures) -> None:
    skin = portrait.skin
    low = m.lower_lip + 0.010 + 0.006 * m.smile
    seam = m.across([(0.5, -m.rise * 0.28 + 0.004), (0.0, 0.008 + 0.010 * m.smile)], m.corners)
    shoulder = (0.55, -m.upper_lip * 0.62 - m.rise * 0.42)
    upper = _cupids_bow(m, shoulder, m.corners)
    lower = m.across([(0.60, m.lower_lip * 0.52 - m.rise * 0.25), (0.2, low)], m.corners)
    back = m.curve(seam)[::-1]
    canvas.fill(poly(m.curve(lower) + back), skin.lip)
    canvas.fill(poly(m.curve(upper) + back), skin.lip_dark)
    x, y = m.at(-0.01, m.lower_lip * 0.72 + 0.01 * m.smile)
    canvas.fill(ellipse(x, y, m.half * 0.30 * max(0.5, m.shape.c), 0.008), _GLOSS)
    # The line runs on beyond the corners: that is what makes a smile readable when small.
    on = 0.014 if m.smile > 0.15 else 0.004
    (left_x, left_y), (right_x, right_y) = m.corners
    ends = [(left_x - on, left_y - on * 0.8), (right_x + on, right_y - on * 0.8)]
    line = [m.at(x, y) for x, y in (ends[0], *seam[1:-1], ends[1])]
    width = portrait.line * 0.95
    canvas.line(line, _line_ink(portrait), width, (0.22, 0.22), per=5, weight=0.2)


def _cupids_bow(m: _Measures, shoulder: Point, corners: _Corners, top: float = 0.0) -> list[Point]:
    """Return the upper lip's outer edge: two peaks and a dip; `top` is where the lip begins."""
    dip = top - m.upper_lip * (0.72 if m.closed else 0.70)
    return m.across([shoulder, (0.2, top - m.upper_lip), (0.0, dip)], corners)


def _draw_open(canvas: Canvas, portrait: Portrait, m: _Measures) -> None:
    skin = portrait.skin
    inner_y = m.upper_edge - m.rise * 0.10 - 0.002
    upper_inner = m.across([(0.55, inner_y), (0.0, m.upper_edge + 0.004)], m.corners)
    lower_inner = m.across(
        [(0.66, m.lower_edge * 0.66 - m.rise * 0.18), (0.25, m.lower_edge * 0.97)], m.corners
    )
    (left_x, left_y), (right_x, right_y) = m.corners
    corners = (left_x - 0.006, left_y), (right_x + 0.006, right_y)
    shoulder = (0.58, m.upper_edge - m.upper_lip * 0.72 - m.rise * 0.26)
    upper = _cupids_bow(m, shoulder, corners, m.upper_edge)
    lower_side = m.lower_edge * 0.66 + m.lower_lip * 0.66 - m.rise * 0.1
    lower = m.across([(0.72, lower_side), (0.27, m.lower_edge + m.lower_lip * 0.92)], corners)
    upper_line, lower_line = m.curve(upper_inner), m.curve(lower_inner)
    canvas.fill(poly(m.curve(lower) + upper_line[::-1]), skin.lip)
    canvas.fill(poly(m.curve(upper) + upper_line[::-1]), skin.lip_dark)
    _draw_inside(canvas, m, upper_inner, upper_line + lower_line[::-1])
    ink = _line_ink(portrait)
    canvas.line(upper_line, ink, portrait.line * 0.8, (0.2, 0.2), weight=0.2)
    below = colour.with_alpha(ink, 0.75)
    canvas.line(lower_line, below, portrait.line * 0.55, (0.3, 0.3), weight=0.2)


def _draw_inside(
    canvas: Canvas, m: _Measures, upper_inner: Sequence[Point], opening: Sequence[Point]
) -> None:
    """Draw throat, tongue and upper teeth."""
    inside = poly(opening)
    canvas.fill(inside, _THROAT)
    with canvas.group(clip=inside):
        x, y = m.at(0, m.lower_edge + 0.006)
        canvas.fill(ellipse(x, y, m.half * 0.62, 0.05 * min(1, m.opened * 1.6)), _TONGUE)
        if m.teeth > 0 and m.rounded < 0.6:
            canvas.fill(poly(_teeth(m, upper_inner)), _TEETH)


def _teeth(m: _Measures, upper_inner: Sequence[Point]) -> list[Point]:
    """Return one white band: drawn teeth look like a grille at any size."""
    tall = (0.024 + 0.030 * min(1.0, m.opened)) * m.teeth
    gums = sample([(x * 1.1, y - 0.03) for x, y in upper_inner], 4)
    edge = [
        (x * 0.94, y + tall * (1 - (x / m.half) ** 2 * 0.25))
        for x, y in reversed(sample(upper_inner, 4))
    ]
    return [m.at(x, y) for x, y in (*gums, *edge)]


def _draw_smile_creases(canvas: Canvas, portrait: Portrait, m: _Measures) -> None:
    tall = 0.022 + 0.02 * m.smile
    hue = colour.with_alpha(portrait.skin.deep, 0.75)
    for side, (x, y) in zip((-1, 1), m.corners, strict=True):
        crease = [(0.024, -tall), (0.036, -0.002), (0.026, tall * 0.8)]
        points = [m.at(x + side * out, y + down) for out, down in crease]
        canvas.line(points, hue, portrait.line * 0.9, per=4)


def _draw_chin_crease(canvas: Canvas, portrait: Portrait, m: _Measures) -> None:
    """Draw the fold below the lower lip."""
    lip = m.lower_lip + 0.040 + (0.0 if m.closed else m.lower_edge) * 0.92
    x, y = m.at(0.004, lip)
    points = [(x - 0.035, y - 0.004), (x, y + 0.005), (x + 0.035, y - 0.003)]
    canvas.line(points, colour.with_alpha(portrait.skin.deep, 0.55), portrait.line * 0.9, per=4)

"""Slate and disclosure: what identifies a panel, and what the law wants said on it."""

from math import cos, pi, sin

from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Path
from studio.render.drawing.paths import poly, rrect
from studio.render.overlay.inks import INK
from studio.render.overlay.pill import Pill
from studio.render.shot import Marks, Shot
from studio.render.text.fit import width

_MARGIN = 26.0
_SLATE_TOP = 24.0
_SLATE_SIZE = 30.0
_LABEL_SIZE = 25.0
_LABEL_TOP = 70.0
"""Above the lower edge of the picture."""
_AROUND = 3.0
"""What star and margins add to the label's width, in sizes."""


def draw_slate(canvas: Canvas, shot: Shot, marks: Marks, picture_width: float) -> None:
    """Draw number, size, angle and move on the left, the timecode on the right."""
    if marks.number:
        pill = Pill(_SLATE_SIZE)
        pill.draw(canvas, _slate_text(shot, marks.number), _MARGIN, _SLATE_TOP, "start")
    if marks.timecode:
        pill = Pill(_SLATE_SIZE, face="mono")
        pill.draw(canvas, marks.timecode, picture_width - _MARGIN, _SLATE_TOP, "end")


def _slate_text(shot: Shot, number: str) -> str:
    parts = [f"{number}   {shot.size}"]
    if shot.angle != "eye":
        parts.append(shot.angle.upper())
    if shot.camera_move != "static":
        parts.append(shot.camera_move.replace("_", " ").upper())
    return " · ".join(parts)


def draw_disclosure(canvas: Canvas, text: str, picture_width: float, height: float) -> None:
    """Draw the disclosure at the lower left, smaller when the picture is too narrow for it."""
    room = picture_width - 2 * _MARGIN
    size = _LABEL_SIZE
    wide = width(text, "sans-bold", size) + size * _AROUND
    size *= min(1.0, room / wide)
    x, y = _MARGIN, height - _LABEL_TOP
    label = width(text, "sans-bold", size) + size * _AROUND
    canvas.fill(rrect(x, y, label, size * 1.8, size * 0.9), 0xFFFFFFE8)
    canvas.fill(_sparkle(x + size * 1.05, y + size * 0.9, size), 0x6A4FD8FF)
    canvas.text(text, x + size * 2.0, y + size * 1.26, size, INK)


def _sparkle(cx: float, cy: float, size: float) -> Path:
    points = []
    for i in range(8):
        r = size * (0.20 if i % 2 else 0.62)
        turn = i * pi / 4 - pi / 2
        points.append((cx + r * cos(turn), cy + r * sin(turn)))
    return poly(points)

"""Values of the display list as Qt's own: paths in device pixels, brushes, pens, lines of text."""

from functools import lru_cache
from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QLinearGradient,
    QPainterPath,
    QPen,
    QRadialGradient,
    QTransform,
)

from studio.kernel.colour import Rgba, channels
from studio.kernel.geometry import Matrix, scale_of
from studio.render.drawing.nodes import Anchor, Linear, Paint, Path, Stroke
from studio.render.text.outline import EM, outlines
from studio.render.text.shape import shape

Coordinates = tuple[list[float], list[float]]
TextShape = tuple[QPainterPath, Rgba | None]


def to_pixels(path: Path, m: Matrix) -> Coordinates:
    """Return the path's x and y values under a map."""
    a, b, c, d, e, f = m
    xs, ys = path.pts[0::2], path.pts[1::2]
    if b == 0.0 == c:
        return [a * x + e for x in xs], [d * y + f for y in ys]
    pairs = list(zip(xs, ys, strict=True))
    return [a * x + c * y + e for x, y in pairs], [b * x + d * y + f for x, y in pairs]


def trace(ops: str, coordinates: Coordinates, *, even_odd: bool = False) -> QPainterPath:
    """Return Qt's path; in device pixels, since Qt flattens small units ten times too finely."""
    xs, ys = coordinates
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill if even_odd else Qt.FillRule.WindingFill)
    line, curve = path.lineTo, path.cubicTo
    i = 0
    for op in ops:
        if op == "L":
            line(xs[i], ys[i])
            i += 1
        elif op == "C":
            curve(xs[i], ys[i], xs[i + 1], ys[i + 1], xs[i + 2], ys[i + 2])
            i += 3
        elif op == "M":
            path.moveTo(xs[i], ys[i])
            i += 1
        else:
            path.closeSubpath()
    return path


def to_qcolor(colour: Rgba) -> QColor:
    """Return Qt's colour."""
    return QColor(*channels(colour))


@lru_cache(maxsize=4096)
def _plain_brush(colour: Rgba) -> QBrush:
    return QBrush(to_qcolor(colour))


def brush(paint: Paint, m: Matrix) -> QBrush:
    """Return Qt's brush; gradients are laid through the map that their shape went through."""
    if isinstance(paint, int):
        return _plain_brush(paint)
    if isinstance(paint, Linear):
        gradient: QLinearGradient | QRadialGradient = QLinearGradient(
            paint.x0, paint.y0, paint.x1, paint.y1
        )
    else:
        gradient = QRadialGradient(paint.cx, paint.cy, paint.r)
    for at, colour in paint.stops:
        gradient.setColorAt(at, to_qcolor(colour))
    made = QBrush(gradient)
    made.setTransform(QTransform(*m))
    return made


def pen(stroke: Stroke, m: Matrix) -> QPen:
    """Return Qt's pen for a stroke; its width is in device pixels."""
    k = scale_of(m)
    width = stroke.width * k
    made = QPen(brush(stroke.paint, m), width)
    round_cap = stroke.cap == "round"
    made.setCapStyle(Qt.PenCapStyle.RoundCap if round_cap else Qt.PenCapStyle.FlatCap)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if stroke.dash and width > 0:
        # Qt counts dashes in pen widths and wants them in pairs.
        dash = stroke.dash if len(stroke.dash) % 2 == 0 else stroke.dash * 2
        made.setDashPattern([length * k / width for length in dash])
    return made


@lru_cache(maxsize=2048)
def text_shapes(text: str, face: str, anchor: Anchor) -> tuple[TextShape, ...]:
    """Return a line of text as paths in hundredths of an em, the anchor at 0, 0."""
    line = shape(text, face)
    back = {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * line.width * EM
    return tuple(
        (trace(path.ops, to_pixels(path, (1.0, 0.0, 0.0, 1.0, -back, 0.0))), colour)
        for path, colour in outlines(line)
    )


def text_transform(x: float, y: float, size: float, m: Matrix) -> QTransform:
    """Return what takes hundredths of an em at the origin to a text node's place on the device."""
    made = QTransform(*m)
    made.translate(x, y)
    made.scale(size / EM, size / EM)
    return made


def pixel_count(length: float) -> int:
    """Return how many pixels a length needs, at least one."""
    return max(1, ceil(length - 1e-6))

"""Arrows that show a camera move, in the manner of storyboards."""

from collections.abc import Callable, Sequence
from math import hypot, sin

from studio.kernel.colour import with_alpha
from studio.kernel.geometry import Point, Rect, lerp
from studio.render.camera import Arrows, CameraMove, camera_move
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Path
from studio.render.drawing.paths import offsets, poly, sample
from studio.render.overlay.inks import INK, MOVE

_ARROW = 62.0
"""Width of an arrow where it is broadest, without its head."""
_CORNER_ARROW = _ARROW * 0.46
_INSET = 0.13
"""How far the dashed frame of a zoom lies inside the picture, share of its sides."""


def shows_arrows(move: str) -> bool:
    """Tell whether a camera move has anything to draw."""
    return bool(camera_move(move).arrows)


def draw_camera_move(canvas: Canvas, move: str, width: float, height: float) -> None:
    """Draw the arrows of a camera move; a still or unknown one has none."""
    rule = camera_move(move)
    if rule.arrows:
        _ARROWS[rule.arrows](canvas, rule, width, height)


def _one_arrow(canvas: Canvas, rule: CameraMove, points: Sequence[Point]) -> None:
    _draw_arrow(canvas, points[::-1] if rule.reversed else points, _ARROW)


def _draw_arrow(canvas: Canvas, points: Sequence[Point], breadth: float) -> None:
    """Draw a tapered arrow: thin tail, broad head, dark edge."""
    path = _arrow(points, breadth)
    canvas.fill(path.moved(0, breadth * 0.18), 0x00000055)
    canvas.stroke(path, INK, breadth * 0.34)
    canvas.fill(path, MOVE)


def _arrow(points: Sequence[Point], breadth: float) -> Path:
    line = sample(points, 10)
    cut = max(2, round(len(line) * 0.80))
    half = [breadth * (0.16 + 0.84 * (i / (cut - 1)) ** 0.8) * 0.5 for i in range(cut)]
    left, right = offsets(line[:cut], half)
    (ax, ay), (bx, by) = line[cut - 1], line[-1]
    length = hypot(bx - ax, by - ay) or 1.0
    ux, uy = (bx - ax) / length, (by - ay) / length
    wing = breadth * 1.15
    one, other = (ax - uy * wing, ay + ux * wing), (ax + uy * wing, ay - ux * wing)
    tip = (bx + ux * breadth * 0.3, by + uy * breadth * 0.3)
    return poly([*left, other, tip, one, *reversed(right)])


def _dashed(box: Rect, on: float, off: float) -> Path:
    """Return a dashed box as separate lines: the painter's own dashing costs ten times as much."""
    corners = ((box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom))
    gap = 0.5 * off / (on + off)
    points: list[float] = []
    for start, end in zip(corners, (*corners[1:], corners[0]), strict=True):
        length = hypot(end[0] - start[0], end[1] - start[1])
        count = max(1, round(length / (on + off)))
        for i in range(count):
            points += lerp(start, end, (i + gap) / count)
            points += lerp(start, end, (i + 1 - gap) / count)
    return Path("ML" * (len(points) // 4), tuple(points))


def _zoom(canvas: Canvas, width: float, height: float) -> list[tuple[Point, Point]]:
    """Draw the dashed frame of a zoom and return its corner arrows, from outside to inside."""
    box = Rect(width * _INSET, height * _INSET, width * (1 - 2 * _INSET), height * (1 - 2 * _INSET))
    dashes = _dashed(box, 30, 24)
    canvas.stroke(dashes, with_alpha(INK, 0x60 / 255), 6)
    canvas.stroke(dashes, with_alpha(MOVE, 0.9), 3.4)
    pairs = []
    for right, low in ((0, 0), (1, 0), (0, 1), (1, 1)):
        outside = (width * (0.035 + right * 0.93), height * (0.035 + low * 0.93))
        corner = (box.x + box.width * right, box.y + box.height * low)
        pairs.append((outside, lerp(outside, corner, 0.96)))
    return pairs


def _inwards(canvas: Canvas, _rule: CameraMove, width: float, height: float) -> None:
    for outside, inside in _zoom(canvas, width, height):
        _draw_arrow(canvas, [outside, lerp(outside, inside, 0.5), inside], _CORNER_ARROW)


def _outwards(canvas: Canvas, _rule: CameraMove, width: float, height: float) -> None:
    for outside, inside in _zoom(canvas, width, height):
        _draw_arrow(canvas, [inside, lerp(outside, inside, 0.5), outside], _CORNER_ARROW)


def _bow(canvas: Canvas, rule: CameraMove, width: float, height: float) -> None:
    y = height * 0.80
    points = [(width * 0.20, y + 26), (width * 0.5, y - 8), (width * 0.80, y + 26)]
    _one_arrow(canvas, rule, points)


def _straight(canvas: Canvas, rule: CameraMove, width: float, height: float) -> None:
    y = height * 0.80
    _one_arrow(canvas, rule, [(width * 0.18, y), (width * 0.5, y), (width * 0.82, y)])


def _upright(canvas: Canvas, rule: CameraMove, width: float, height: float) -> None:
    x = width * 0.86
    points = [(x + 10, height * 0.70), (x - 14, height * 0.5), (x + 10, height * 0.30)]
    _one_arrow(canvas, rule, points)


def _arc(canvas: Canvas, rule: CameraMove, width: float, height: float) -> None:
    shares = ((0.16, 0.74), (0.34, 0.83), (0.66, 0.83), (0.84, 0.74))
    _one_arrow(canvas, rule, [(width * x, height * y) for x, y in shares])


def _shake(canvas: Canvas, _rule: CameraMove, width: float, height: float) -> None:
    for cx, cy in ((0.07, 0.045), (0.93, 0.955)):
        x, y = width * cx, height * cy
        points = [(x + 40 * sin(i * 1.9), y + (i - 3) * 13) for i in range(7)]
        canvas.line(points, INK, 17, (0.1, 0.1))
        canvas.line(points, MOVE, 10, (0.1, 0.1))


_ARROWS: dict[Arrows, Callable[[Canvas, CameraMove, float, float], None]] = {
    "inwards": _inwards,
    "outwards": _outwards,
    "bow": _bow,
    "straight": _straight,
    "upright": _upright,
    "arc": _arc,
    "shake": _shake,
}

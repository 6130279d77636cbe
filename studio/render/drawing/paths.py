"""Outlines from points: smooth curves, bands of varying width, tapered ink.

Points are (x, y) with y downwards; widths are half widths unless said otherwise.
"""

from collections.abc import Sequence
from math import atan2, cos, hypot, pi, sin

from studio.kernel.geometry import Point
from studio.render.drawing.nodes import Path

_CIRCLE = 0.5522847498
"""How far a cubic's handle reaches to draw a quarter circle of radius 1."""


def poly(pts: Sequence[Point], *, closed: bool = True) -> Path:
    """Return straight lines through the points."""
    flat: list[float] = []
    for x, y in pts:
        flat.append(x)
        flat.append(y)
    return Path("M" + "L" * (len(pts) - 1) + ("Z" if closed else ""), tuple(flat))


Neighbours = tuple[Point, Point, Point, Point]


def _neighbours(pts: Sequence[Point], i: int, *, closed: bool) -> Neighbours:
    n = len(pts)
    if closed:
        return pts[i - 1], pts[i], pts[(i + 1) % n], pts[(i + 2) % n]
    return pts[max(i - 1, 0)], pts[i], pts[i + 1], pts[min(i + 2, n - 1)]


def smooth(pts: Sequence[Point], *, closed: bool = True, k: float = 1.0) -> Path:
    """Return a Catmull-Rom curve through the points, as cubics; k < 1 pulls towards a polygon."""
    n = len(pts)
    if n < 3:
        return poly(pts, closed=False)
    t = k / 6.0
    flat: list[float] = [pts[0][0], pts[0][1]]
    segments = n if closed else n - 1
    for i in range(segments):
        p0, p1, p2, p3 = _neighbours(pts, i, closed=closed)
        flat += (
            p1[0] + (p2[0] - p0[0]) * t,
            p1[1] + (p2[1] - p0[1]) * t,
            p2[0] - (p3[0] - p1[0]) * t,
            p2[1] - (p3[1] - p1[1]) * t,
            p2[0],
            p2[1],
        )
    return Path("M" + "C" * segments + ("Z" if closed else ""), tuple(flat))


def sample(pts: Sequence[Point], per: int = 6, *, closed: bool = False) -> list[Point]:
    """Return a dense list of points on the Catmull-Rom curve, `per` to a segment."""
    n = len(pts)
    if n < 3:
        (x0, y0), (x1, y1) = pts[0], pts[-1]
        m = per * 2
        return [(x0 + (x1 - x0) * i / m, y0 + (y1 - y0) * i / m) for i in range(m + 1)]
    out: list[Point] = []
    for i in range(n if closed else n - 1):
        p0, p1, p2, p3 = _neighbours(pts, i, closed=closed)
        for a, b, c, d in _basis(per):
            x = a * p0[0] + b * p1[0] + c * p2[0] + d * p3[0]
            y = a * p0[1] + b * p1[1] + c * p2[1] + d * p3[1]
            out.append((x, y))
    if not closed:
        out.append((pts[-1][0], pts[-1][1]))
    return out


_BASES: dict[int, list[tuple[float, float, float, float]]] = {}


def _basis(per: int) -> list[tuple[float, float, float, float]]:
    """Return the four Catmull-Rom weights at each of `per` steps."""
    if per not in _BASES:
        _BASES[per] = [
            (
                -0.5 * u**3 + u**2 - 0.5 * u,
                1.5 * u**3 - 2.5 * u**2 + 1,
                -1.5 * u**3 + 2 * u**2 + 0.5 * u,
                0.5 * u**3 - 0.5 * u**2,
            )
            for u in (j / per for j in range(per))
        ]
    return _BASES[per]


def ellipse(cx: float, cy: float, rx: float, ry: float | None = None, turn: float = 0.0) -> Path:
    """Return an ellipse, turned by `turn` radians; a circle when `ry` is not given."""
    ry = rx if ry is None else ry
    kx, ky = rx * _CIRCLE, ry * _CIRCLE
    right = (cx + rx, cy, cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry)
    bottom = (cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy)
    left = (cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry)
    top = (cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy)
    path = Path("MCCCCZ", (*right, *bottom, *left, *top))
    if turn:
        c, s = cos(turn), sin(turn)
        path = path.mapped((c, s, -s, c, cx - c * cx + s * cy, cy - s * cx - c * cy))
    return path


def rect(x: float, y: float, w: float, h: float) -> Path:
    """Return an upright box."""
    return Path("MLLLZ", (x, y, x + w, y, x + w, y + h, x, y + h))


def rrect(x: float, y: float, w: float, h: float, r: float) -> Path:
    """Return an upright box with round corners."""
    r = min(r, w / 2, h / 2)
    k = r * (1 - _CIRCLE)
    xe, ye = x + w, y + h
    top = (x + r, y, xe - r, y, xe - k, y, xe, y + k, xe, y + r)
    right = (xe, ye - r, xe, ye - k, xe - k, ye, xe - r, ye)
    bottom = (x + r, ye, x + k, ye, x, ye - k, x, ye - r)
    left = (x, y + r, x, y + k, x + k, y, x + r, y)
    return Path("MLCLCLCLCZ", (*top, *right, *bottom, *left))


def offsets(line: Sequence[Point], widths: Sequence[float]) -> tuple[list[Point], list[Point]]:
    """Return left and right border of a band of varying half width along a line."""
    left: list[Point] = []
    right: list[Point] = []
    last = len(line) - 1
    for i, (x, y) in enumerate(line):
        a, b = line[max(i - 1, 0)], line[min(i + 1, last)]
        dx, dy = b[0] - a[0], b[1] - a[1]
        d = hypot(dx, dy) or 1e-6
        nx, ny = -dy / d * widths[i], dx / d * widths[i]
        left.append((x - nx, y - ny))
        right.append((x + nx, y + ny))
    return left, right


def spread(values: Sequence[float], n: int) -> list[float]:
    """Resample a few key widths to `n`, eased between keys."""
    m = len(values) - 1
    out = []
    for i in range(n):
        u = i / (n - 1) * m
        k = min(int(u), m - 1)
        f = u - k
        f = f * f * (3 - 2 * f)
        out.append(values[k] + (values[k + 1] - values[k]) * f)
    return out


def arc(centre: Point, r: float, a0: float, a1: float, n: int = 6) -> list[Point]:
    """Return n + 1 points on a circle from angle a0 to a1, radians."""
    cx, cy = centre
    step = (a1 - a0) / n
    return [(cx + r * cos(a0 + step * i), cy + r * sin(a0 + step * i)) for i in range(n + 1)]


def cap(end: Point, border: Point, r: float, n: int) -> list[Point]:
    """Return the half circle that closes a band at `end`, starting after `border`."""
    start = atan2(border[1] - end[1], border[0] - end[0])
    return arc(end, r, start, start + pi, n)[1:-1]


def tube(
    keys: Sequence[Point],
    widths: Sequence[float],
    per: int = 6,
    *,
    cap0: bool = True,
    cap1: bool = True,
) -> Path:
    """Return a band of varying half width round a smooth line, with round ends."""
    line = sample(keys, per)
    w = spread(widths, len(line))
    left, right = offsets(line, w)
    out = list(left)
    # Thresholds are tiny: in hand units 1 is a whole hand, and fingertips must stay round.
    if cap1 and w[-1] > 1e-4:
        out += cap(line[-1], left[-1], w[-1], 12)
    out += reversed(right)
    if cap0 and w[0] > 1e-4:
        out += cap(line[0], right[0], w[0], 12)
    return poly(out)


def ink(
    pts: Sequence[Point],
    width: float,
    taper: tuple[float, float] = (0.3, 0.3),
    *,
    weight: float = 0.55,
    per: int = 0,
) -> Path:
    """Return a pen line as a filled band: thicker away from the light, thin at the ends.

    `width` is the full width; `taper` the shares of the line that thin out at its start and end;
    `weight` how much the direction matters; `per` > 0 smooths the points first.
    """
    line = sample(pts, per) if per else list(pts)
    last = len(line) - 1
    start, end = max(taper[0], 1e-6), max(taper[1], 1e-6)
    half: list[float] = []
    for i in range(last + 1):
        a, b = line[max(i - 1, 0)], line[min(i + 1, last)]
        dx, dy = b[0] - a[0], b[1] - a[1]
        d = hypot(dx, dy) or 1e-6
        away = abs((-dy * 0.5 + dx * 0.86) / d)  # the light comes from the upper left
        k = (1 - weight) + weight * away
        u = i / last
        if u < start:
            k *= 0.12 + 0.88 * sin(u / start * pi / 2)
        if 1 - u < end:
            k *= 0.12 + 0.88 * sin((1 - u) / end * pi / 2)
        half.append(width * 0.5 * k)
    left, right = offsets(line, half)
    return poly(left + right[::-1])

"""Feet and shoes: seen from the side when the toes point aside, else foreshortened."""

from dataclasses import dataclass
from math import sin

from studio.kernel import colour
from studio.kernel.colour import Rgba
from studio.kernel.geometry import Point
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Path
from studio.render.drawing.paths import rect, smooth
from studio.render.rig.outfit import ShoeKind
from studio.render.rig.skeleton import Foot, Skeleton


@dataclass(frozen=True, slots=True)
class Shoe:
    """What is on a foot, and in which colours."""

    kind: ShoeKind
    upper: Rgba
    sole: Rgba
    lace: Rgba


def draw_foot(
    canvas: Canvas, skeleton: Skeleton, foot: Foot, shoe: Shoe, skin: Rgba, line: float
) -> None:
    """Draw a bare or shod foot; `line` is the ink's width in cm."""
    k = skeleton.scale
    ankle = skeleton.project(foot.ankle)
    # Beyond 27 degrees the sole's length shows more than the instep.
    from_the_side = abs(foot.toes[0]) > 0.45
    outline = _side_view(ankle, foot, k) if from_the_side else _front_view(ankle, foot, k)
    path = smooth(outline)
    if shoe.kind == "bare":
        canvas.shape(path, skin, width=line)
        return
    canvas.shape(path, shoe.upper, width=line, shade=(1.2 * k, 1.4 * k))
    if shoe.kind in ("sneaker", "boot"):
        with canvas.group(clip=path):
            _draw_sole(canvas, path, shoe, k, line)
        if shoe.kind == "sneaker":
            _draw_laces(canvas, ankle, foot, shoe, k)


def _side_view(ankle: Point, foot: Foot, k: float) -> list[Point]:
    x, y = ankle
    aside, towards_viewer = foot.toes[0], foot.toes[2]
    way = k if aside >= 0 else -k
    length = 7.0 + 15.0 * abs(aside)
    heel = 3.2 + 5.2 * abs(aside) * 0.3
    drop = (7.2 + max(0.0, towards_viewer) * 4.4) * k
    top, sole = y - 1.5 * k, y + 7.0 * k
    return [
        (x - way * 3.6, top),
        (x - way * (3.6 + 5.2 * abs(aside) * 0.25), y + 3 * k),
        (x - way * heel, sole - sin(foot.tip) * 8 * k),
        (x + way * length * 0.35, sole),
        (x + way * length * 0.85, sole + drop * 0.06),
        (x + way * (length + 1.0), sole - 1.6 * k),
        (x + way * length * 0.86, sole - 4.8 * k),
        (x + way * length * 0.45, y + 1.2 * k),
        (x + way * 3.8, top),
    ]


def _front_view(ankle: Point, foot: Foot, k: float) -> list[Point]:
    x, y = ankle
    aside, towards_viewer = foot.toes[0], foot.toes[2]
    toes_x = x + aside * 10 * k
    instep_x = x + aside * 3 * k
    top = y - 1.5 * k
    # Towards the viewer means further down on the paper.
    toes_y = y + (7.2 + max(0.0, towards_viewer) * 4.4) * k
    half = (4.2 + 0.9 * abs(towards_viewer)) * k
    return [
        (x - 3.9 * k, top),
        (instep_x - half, y + 3 * k),
        (toes_x - half * 1.12, toes_y - 3.4 * k),
        (toes_x - half * 0.72, toes_y - 0.3 * k),
        (toes_x, toes_y + 0.3 * k),
        (toes_x + half * 0.72, toes_y - 0.3 * k),
        (toes_x + half * 1.12, toes_y - 3.4 * k),
        (instep_x + half, y + 3 * k),
        (x + 3.9 * k, top),
    ]


def _draw_sole(canvas: Canvas, path: Path, shoe: Shoe, k: float, line: float) -> None:
    left, _top, right, bottom = path.bounds()
    canvas.fill(rect(left - 1, bottom - 2.0 * k, right - left + 2, 4), shoe.sole)
    welt_y = bottom - 2.1 * k
    welt = [(left, welt_y), ((left + right) / 2, bottom - 1.8 * k), (right, welt_y)]
    canvas.line(welt, colour.ink_of(shoe.upper), line * 0.7, per=3)


def _draw_laces(canvas: Canvas, ankle: Point, foot: Foot, shoe: Shoe, k: float) -> None:
    for row in range(3):
        x = ankle[0] + foot.toes[0] * (3 + 3 * row) * k
        y = ankle[1] + (1.2 + 1.7 * row) * k
        lace = [(x - 2.0 * k, y), (x + 2.0 * k, y + 0.5 * k)]
        canvas.line(lace, shoe.lace, 0.8 * k, (0.1, 0.1), per=2)

"""Movable things of the settings: plants, pictures, lamps, shelves and what stands on them.

Units are centimetres; (x, y) is where a thing stands; `s` scales it.
"""

from collections.abc import Callable, Sequence
from math import cos, pi, sin
from typing import NamedTuple

from studio.kernel import colour
from studio.kernel.colour import Rgba
from studio.kernel.geometry import Point, Rect, lerp
from studio.render.drawing.canvas import Canvas, soft
from studio.render.drawing.nodes import Path
from studio.render.drawing.paths import ellipse, poly, rect, sample, smooth, tube
from studio.render.settings.rooms import box

POT: Rgba = 0xE9D8C4FF
LEAF: Rgba = 0x5E8C61FF


def plant(
    canvas: Canvas, x: float, y: float, s: float = 1.0, pot: Rgba = POT, *, leaves: int = 9
) -> None:
    """Draw a potted plant: a fan of leaves, the middle ones the longest."""
    middle = (leaves - 1) / 2
    for i in range(leaves):
        tone = colour.mix(LEAF, 0x2F5D50FF if i % 2 else 0x9CBF7DFF, 0.28)
        length = (46 - abs(i - middle) * 3.5) * s
        _leaf(canvas, (x, y - 22 * s), -pi / 2 + (i - middle) * 0.30, length, s, tone)
    rim = [(x - 13 * s, y - 24 * s), (x + 13 * s, y - 24 * s)]
    foot = [(x + 10 * s, y), (x - 10 * s, y)]
    canvas.shape(smooth([*rim, *foot], k=0.25), pot, shade=(3 * s, 0))


def _leaf(canvas: Canvas, root: Point, angle: float, length: float, s: float, tone: Rgba) -> None:
    tip = (root[0] + cos(angle) * length, root[1] + sin(angle) * length)
    middle = lerp(root, tip, 0.55)
    side_x, side_y = -sin(angle) * 6.5 * s, cos(angle) * 6.5 * s
    stem = (root[0], root[1] + 2 * s)
    one = (middle[0] + side_x, middle[1] + side_y)
    other = (middle[0] - side_x, middle[1] - side_y)
    path = smooth([stem, one, tip, other], k=0.9)
    canvas.shape(path, tone, width=canvas.style.line * 0.8)
    vein = [stem, middle, lerp(middle, tip, 0.8)]
    canvas.line(vein, colour.shadow(tone, 1.0), 0.5 * s, (0.1, 0.5), per=3)


def hills_picture(canvas: Canvas, frame: Rect, wood: Rgba, hills: Rgba, sun: Rgba) -> None:
    """Draw a framed print of a sun over hills."""
    x, y, w, h = frame
    inner = _passepartout(canvas, frame, wood, hills)
    with canvas.group(clip=inner):
        canvas.fill(ellipse(x + w * 0.62, y + h * 0.38, w * 0.18), sun)
        canvas.fill(ellipse(x + w * 0.3, y + h * 1.02, w * 0.5, h * 0.36), hills)
        far = colour.shadow(hills, 0.6)
        canvas.fill(ellipse(x + w * 0.9, y + h * 1.05, w * 0.45, h * 0.30), far)


def peak_picture(canvas: Canvas, frame: Rect, wood: Rgba, peak: Rgba, bar: Rgba) -> None:
    """Draw a framed abstract print: a triangle and a bar."""
    x, y, w, h = frame
    inner = _passepartout(canvas, frame, wood, peak)
    with canvas.group(clip=inner):
        canvas.fill(poly([(x, y + h), (x + w * 0.5, y + h * 0.3), (x + w, y + h)]), peak)
        canvas.fill(rect(x + w * 0.2, y + h * 0.15, w * 0.16, h), bar)


def _passepartout(canvas: Canvas, frame: Rect, wood: Rgba, tint: Rgba) -> Path:
    x, y, w, h = frame
    box(canvas, x, y, w, h, wood, 0.6, 1.0)
    inner = rect(x + 3, y + 3, w - 6, h - 6)
    canvas.fill(inner, colour.light(tint, 0.7))
    return inner


def lamp(canvas: Canvas, x: float, y: float, height: float) -> None:
    """Draw a lamp that is switched on."""
    top = y - height
    canvas.fill(ellipse(x, top + 8, 62, 62), soft(x, top + 8, 62, 0xFFE3A8FF, 0.50))
    canvas.fill(tube([(x, y), (x, top + 10)], (1.1, 1.1), per=2), 0x6A5648FF)
    canvas.shape(ellipse(x, y, 11, 2.4), 0x6A5648FF, width=canvas.style.line * 0.8)
    shade = [(x - 10, top - 10), (x + 10, top - 10), (x + 17, top + 14), (x - 17, top + 14)]
    canvas.shape(poly(shade), 0xFFE9C2FF, shade=(2, 0))


def ring_light(canvas: Canvas, x: float, y: float, height: float, radius: float) -> None:
    """Draw a creator's ring light on its tripod."""
    for dx in (-16, 0, 16):
        leg = [(x, y - height * 0.35), (x + dx, y)]
        canvas.fill(tube(leg, (0.9, 0.9), per=2), 0x3A3A44FF)
    pole = [(x, y - height * 0.3), (x, y - height)]
    canvas.fill(tube(pole, (0.9, 0.9), per=2), 0x3A3A44FF)
    middle = y - height - radius
    glow = radius * 3.0
    canvas.fill(ellipse(x, middle, glow), soft(x, middle, glow, 0xFFF6E0FF, 0.65))
    canvas.stroke(ellipse(x, middle, radius), 0x44444FFF, 6.6)
    canvas.stroke(ellipse(x, middle, radius), 0xFFFDF5FF, 4.4)


def string_lights(canvas: Canvas, hooks: Sequence[Point]) -> None:
    """Draw a string of small lamps through the hooks."""
    cord = sample(hooks, 8)
    canvas.line(cord, 0x6A5A4AFF, 0.7, (0.01, 0.01), per=0)
    for x, y in cord[2::4]:
        canvas.fill(ellipse(x, y + 3, 11), soft(x, y + 3, 11, 0xFFE7B0FF, 0.85))
        canvas.fill(ellipse(x, y + 3, 2.2, 2.8), 0xFFF9E6FF)


class Item(NamedTuple):
    """Something on a shelf: what, in which colour, how large."""

    kind: str
    base: Rgba
    s: float = 1.0


def shelf(
    canvas: Canvas,
    x: float,
    y: float,
    w: float,
    wood: Rgba,
    items: Sequence[Item],
    gap: float = 1.6,
) -> None:
    """Draw a board at `y` with a row of things on it, from the left; 'gap' items leave air."""
    at = x + 4
    for item in items:
        if item.kind == "gap":
            at += 8 * item.s
        else:
            at += _ON_SHELF[item.kind](canvas, at, y, item) + _gap_after(item, gap)
    box(canvas, x, y, w, 3.4, wood, 0.6, 1.0)


def _gap_after(item: Item, gap: float) -> float:
    return 0.3 if item.kind == "book" else gap


def _book(canvas: Canvas, x: float, y: float, item: Item) -> float:
    box(canvas, x, y - 20 * item.s, 5, 20 * item.s, item.base, 0.4, 0.9)
    return 5


def _bottle(canvas: Canvas, x: float, y: float, item: Item) -> float:
    s = item.s
    box(canvas, x + 1.2, y - 19 * s, 3.6, 6 * s, colour.shadow(item.base, 1.2), 0.6, 0.8)
    box(canvas, x, y - 14 * s, 6, 14 * s, item.base, 1.3, 1.2)
    return 6


def _jar(canvas: Canvas, x: float, y: float, item: Item) -> float:
    s = item.s
    box(canvas, x, y - 8 * s, 8, 8 * s, item.base, 1.4, 1.2)
    box(canvas, x - 0.3, y - 10.5 * s, 8.6, 3 * s, colour.shadow(item.base, 0.9), 0.6, 1.0)
    return 8


def _small_plant(canvas: Canvas, x: float, y: float, item: Item) -> float:
    plant(canvas, x + 8, y, 0.42 * item.s, leaves=7)
    return 16


def _carton(canvas: Canvas, x: float, y: float, item: Item) -> float:
    box(canvas, x, y - 15 * item.s, 12, 15 * item.s, item.base, 0.5, 1.6)
    return 12


_ON_SHELF: dict[str, Callable[[Canvas, float, float, Item], float]] = {
    "book": _book,
    "bottle": _bottle,
    "jar": _jar,
    "plant": _small_plant,
    "box": _carton,
}
"""Each draws its thing at (x, y) and returns how wide it is."""

"""Where text over the picture goes: inside the safe zone and off the faces."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import hypot, sin
from typing import ClassVar

from pydantic import ConfigDict

from studio.kernel import resources
from studio.kernel.geometry import Point, Rect
from studio.kernel.values import STRICT, read_value
from studio.render.overlay.pill import PILL_HEIGHT
from studio.render.overlay.placements import SafeZone
from studio.render.shot import Super
from studio.render.text.fit import elide, shrink, width

USUAL_STYLE = "caption"
USUAL_POSITION = "top"
SUPER_POSITIONS = ("top", "upper", "middle", "lower", "bottom")
"""Where text can be asked to go, from top to bottom."""

STAT_LEAN = -0.08
"""Turn of a statistic's ellipse, in radians."""

_SHARES = {"upper": 0.30, "middle": 0.5, "lower": 0.62}
"""Heights that do not hang on the safe zone, share of the picture's height."""
_SMALLEST = 14.0
"""Text is never made smaller than this to fit the zone, in picture units."""
_SCALES = (1.0, 0.85, 0.7)
"""Sizes to try, largest first, until there is a place off the faces."""
_TOUCHING = 1e-6
"""Overlaps up to this, in square units, come of rounding."""


@dataclass(frozen=True, slots=True)
class SuperStyle:
    """A style of text over the picture; `supers.toml` explains the fields."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    size: float
    face: str
    line: float
    wrap: float
    whole: bool = False


@cache
def _styles() -> dict[str, SuperStyle]:
    table = resources.table("drawing", "supers.toml")
    return read_value(dict[str, SuperStyle], table, "supers.toml")


SUPER_STYLES = tuple(_styles())
"""Codes of the styles, in menu order."""


@dataclass(frozen=True, slots=True)
class Block:
    """A broken and measured text."""

    style: str
    face: str
    lines: tuple[str, ...]
    size: float
    line: float
    """From one baseline to the next."""
    width: float
    """Of the widest line, without the plate."""

    @property
    def height(self) -> float:
        """Return the height of all lines, without the plate."""
        return self.line * len(self.lines)

    @property
    def radii(self) -> Point:
        """Return the half axes of a statistic's ellipse: round for a digit, flat for a phrase."""
        ry = max(self.size * 0.75, min(self.size * 1.5, self.width * 0.33))
        return max(self.size * 0.9, self.width * 0.60), ry

    @property
    def plate(self) -> Rect:
        """Return the plate, as seen from the middle of the lines."""
        w, h, s = self.width, self.height, self.size
        if self.style == "headline":
            return _around(w / 2 + s * 0.30, -h / 2 - s * 0.02, h / 2 + self.line * 0.02)
        if self.style == "stat":
            rx, ry = self.radii
            # The ellipse leans, so it is a little higher than its own radius.
            half = hypot(ry, rx * sin(STAT_LEAN))
            return _around(rx, -half - s * 0.06, half)
        if self.style == "cta":
            return _around(w / 2 + s * 0.9, -s * 0.9, s * (PILL_HEIGHT - 0.9))
        if self.style == "lower_third":
            return _around(w / 2 + s * 1.1, -h / 2 - s * 0.5, h / 2 + s * 0.4)
        return _around(w / 2 + s * 0.5, -h / 2, h / 2 - self.line + s * PILL_HEIGHT)


def _around(half: float, top: float, bottom: float) -> Rect:
    return Rect(-half, top, 2 * half, bottom - top)


@dataclass(frozen=True, slots=True)
class Placed:
    """A text and the middle of its lines, in picture units."""

    block: Block
    x: float
    y: float

    @property
    def box(self) -> Rect:
        """Return what the text and its plate cover."""
        plate = self.block.plate
        return Rect(self.x + plate.x, self.y + plate.y, plate.width, plate.height)


def place_supers(
    supers: Sequence[Super], zone: SafeZone, faces: Sequence[Rect]
) -> list[Placed | None]:
    """Return where each text goes, None for an empty one.

    Each goes where it is wanted, or to the nearest place that leaves faces and earlier texts free,
    set a little smaller where that makes room.
    """
    taken = list(faces)
    placed: list[Placed | None] = []
    for item in supers:
        one = _place_off(item, zone, taken)
        if one is not None:
            taken.append(one.box)
        placed.append(one)
    return placed


def _place_off(item: Super, zone: SafeZone, taken: Sequence[Rect]) -> Placed | None:
    """Return the largest text that keeps off what is taken, else the full size at its best."""
    tried: list[Placed] = []
    for scale in _SCALES:
        block = _block(item, zone, scale)
        if block is None:
            return None
        one = _place(block, item.position, zone, taken)
        if not _covered(one, taken):
            return one
        tried.append(one)
    return tried[0]


def _covered(placed: Placed, taken: Sequence[Rect]) -> float:
    """Return how much of what is taken the text would cover, in square units."""
    covered = sum(_overlap(placed.box, other) for other in taken)
    return covered if covered > _TOUCHING else 0.0


def _block(item: Super, zone: SafeZone, scale: float) -> Block | None:
    """Return the text broken into lines, set smaller where it is too long for the safe zone.

    A text of which nothing can be seen gives None.
    """
    code = item.style if item.style in SUPER_STYLES else USUAL_STYLE
    style = _styles()[code]
    size = style.size * min(zone.width, zone.height * 0.72) * scale
    room = zone.text_area.width * style.wrap
    if style.whole:
        size, lines = _one_line(" ".join(item.text.split()), style.face, size, room)
    else:
        box = (room, zone.text_area.height)
        fitted = shrink(item.text, style.face, box, (_SMALLEST, size), style.line)
        size, lines = fitted.size, fitted.lines
    # Some characters take no room and show nothing.
    lines = tuple(line for line in lines if line.strip() and width(line, style.face, size) > 0)
    if not lines:
        return None
    widest = max(width(line, style.face, size) for line in lines)
    return Block(code, style.face, lines, size, size * style.line, widest)


def _one_line(text: str, face: str, size: float, room: float) -> tuple[float, tuple[str, ...]]:
    wide = width(text, face, size)
    size = max(_SMALLEST, size * min(1.0, room / wide)) if wide > 0 else size
    return size, (elide(text, face, size, room),)


def _place(block: Block, position: str, zone: SafeZone, taken: Sequence[Rect]) -> Placed:
    heights = _heights(block, zone)
    wanted = heights.get(position, heights[USUAL_POSITION])
    x = _column(block, position, zone)

    def cost(y: float) -> tuple[float, float]:
        return _covered(Placed(block, x, y), taken), abs(y - wanted)

    best = min(heights.values(), key=cost)
    if _covered(Placed(block, x, best), taken):
        best = min([best, *_edges(block, zone, taken)], key=cost)
    return Placed(block, x, best)


def _column(block: Block, position: str, zone: SafeZone) -> float:
    """Return the x of the middle: text in the middle of the picture is truly centred."""
    area, plate = zone.text_area, block.plate
    if block.style == "lower_third":
        return area.x + plate.width / 2
    x = zone.width / 2 if position == "middle" else area.centre[0]
    return _within(x, zone.free.x - plate.x, zone.free.right - plate.right)


def _heights(block: Block, zone: SafeZone) -> dict[str, float]:
    """Return the y of every position, moved into the safe zone where it would leave it."""
    area, half = zone.text_area, block.height / 2
    top = area.y + half
    if block.style == "stat":
        top = area.y - 30 + block.radii[1]
    heights = {
        "top": top,
        **{name: zone.height * share for name, share in _SHARES.items()},
        "bottom": area.bottom - half,
    }
    return {name: _in_zone(block, zone, y) for name, y in heights.items()}


def _edges(block: Block, zone: SafeZone, taken: Sequence[Rect]) -> list[float]:
    """Return the heights at which the text touches something: a free place is next to one."""
    plate, free = block.plate, zone.free
    heights = [free.y - plate.y, free.bottom - plate.bottom]
    for box in taken:
        heights += [box.y - plate.bottom, box.bottom - plate.y]
    return [_in_zone(block, zone, y) for y in heights]


def _in_zone(block: Block, zone: SafeZone, y: float) -> float:
    return _within(y, zone.free.y - block.plate.y, zone.free.bottom - block.plate.bottom)


def _within(value: float, least: float, most: float) -> float:
    return max(least, min(most, value))


def _overlap(one: Rect, other: Rect) -> float:
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return across * down if across > 0 and down > 0 else 0.0

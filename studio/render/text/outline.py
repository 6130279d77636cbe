"""Shaped lines as outlines, which every painter can fill."""

from functools import lru_cache
from typing import NamedTuple

import uharfbuzz as hb

from studio.kernel.colour import Rgba
from studio.render.drawing.nodes import Path
from studio.render.text.faces import Font, font
from studio.render.text.shape import BOX_ADVANCE, Line

EM = 100.0
"""Outlines are given in hundredths of an em: origin on the baseline, y down."""

OwnColour = Rgba | None
Outline = tuple[Path, OwnColour]
"""A shape and the colour it brings along; None takes the paint of the text."""

_TEXT_COLOUR = 0xFFFF
_BOX_TOP, _BOX_MARGIN, _BOX_LINE = 0.73, 0.07, 0.05


class _Pen:
    """Collects one outline from HarfBuzz's callbacks, scaled and turned y down."""

    __slots__ = ("ops", "pts", "scale", "x", "y")

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self.ops: list[str] = []
        self.pts: list[float] = []
        self.x = self.y = 0.0

    def path(self) -> Path:
        """Return what has been collected."""
        k = self.scale
        pts = [k * v for v in self.pts]
        pts[1::2] = [-v for v in pts[1::2]]
        return Path("".join(self.ops), tuple(pts))


def _move(x: float, y: float, pen: _Pen) -> None:
    pen.ops.append("M")
    pen.pts += (x, y)
    pen.x, pen.y = x, y


def _line(x: float, y: float, pen: _Pen) -> None:
    pen.ops.append("L")
    pen.pts += (x, y)
    pen.x, pen.y = x, y


def _quadratic(cx: float, cy: float, x: float, y: float, pen: _Pen) -> None:
    pen.ops.append("C")
    x0, y0 = pen.x, pen.y
    pen.pts += (
        x0 + (cx - x0) * 2 / 3,
        y0 + (cy - y0) * 2 / 3,
        x + (cx - x) * 2 / 3,
        y + (cy - y) * 2 / 3,
        x,
        y,
    )
    pen.x, pen.y = x, y


def _cubic(ax: float, ay: float, bx: float, by: float, x: float, y: float, pen: _Pen) -> None:
    pen.ops.append("C")
    pen.pts += (ax, ay, bx, by, x, y)
    pen.x, pen.y = x, y


def _close(pen: _Pen) -> None:
    pen.ops.append("Z")


@lru_cache(maxsize=1)
def _callbacks() -> hb.DrawFuncs:
    calls = hb.DrawFuncs()
    calls.set_move_to_func(_move)
    calls.set_line_to_func(_line)
    calls.set_quadratic_to_func(_quadratic)
    calls.set_cubic_to_func(_cubic)
    calls.set_close_path_func(_close)
    return calls


@lru_cache(maxsize=8192)
def _contour(name: str, glyph: int) -> Path:
    """Return the outline of one glyph with its origin at 0, 0."""
    used = font(name)
    pen = _Pen(EM / used.em)
    used.shaper.draw_glyph(glyph, _callbacks(), pen)
    return pen.path()


@lru_cache(maxsize=2048)
def glyph_outlines(name: str, glyph: int) -> tuple[Outline, ...]:
    """Return the shapes of a glyph, bottom first: one, or one for each coloured layer."""
    if glyph == 0:
        return ((_box(), None),)
    used = font(name)
    layers = used.shaper.face.get_glyph_color_layers(glyph) if used.palette else []
    if not layers:
        path = _contour(name, glyph)
        return ((path, None),) if path.ops else ()
    return tuple(
        (_contour(name, layer.glyph), _own_colour(used, layer.color_index))
        for layer in layers
        if _contour(name, layer.glyph).ops
    )


def _own_colour(used: Font, index: int) -> OwnColour:
    return None if index == _TEXT_COLOUR else used.palette[index]


@lru_cache(maxsize=1)
def _box() -> Path:
    """Return the hollow box that stands for a missing glyph."""
    left, right = _BOX_MARGIN * EM, (BOX_ADVANCE - _BOX_MARGIN) * EM
    top, line = -_BOX_TOP * EM, _BOX_LINE * EM
    outside = (left, 0.0, left, top, right, top, right, 0.0)
    x0, x1, y0, y1 = left + line, right - line, top + line, -line
    # The hole runs the other way round, so that it stays empty under either fill rule.
    hole = (x0, y1, x1, y1, x1, y0, x0, y0)
    return Path("MLLLZMLLLZ", (*outside, *hole))


class _Placed(NamedTuple):
    path: Path
    colour: OwnColour
    x: float
    y: float


def outlines(line: Line) -> tuple[Outline, ...]:
    """Return the line's shapes in hundredths of an em; all uncoloured glyphs come as one path."""
    placed = [
        _Placed(path, colour, glyph.x * EM, glyph.y * EM)
        for run in line.runs
        for glyph in run.glyphs
        if glyph.id or glyph.advance
        for path, colour in glyph_outlines(run.font, glyph.id)
    ]
    plain = _merged([shape for shape in placed if shape.colour is None])
    coloured = [
        (shape.path.moved(shape.x, shape.y), shape.colour)
        for shape in placed
        if shape.colour is not None
    ]
    return (*plain, *coloured)


def _merged(shapes: list[_Placed]) -> list[Outline]:
    if not shapes:
        return []
    pts: list[float] = []
    for path, _own, dx, dy in shapes:
        moved = list(path.pts)
        moved[0::2] = [x + dx for x in path.pts[0::2]]
        moved[1::2] = [y + dy for y in path.pts[1::2]]
        pts += moved
    return [(Path("".join(shape.path.ops for shape in shapes), tuple(pts)), None)]

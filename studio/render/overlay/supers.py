"""Text laid over the picture: headlines, captions, statistics, buttons, lower thirds."""

from collections.abc import Callable, Sequence

from studio.kernel import colour
from studio.kernel.colour import Rgba
from studio.kernel.geometry import Rect
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.paths import ellipse, rrect
from studio.render.overlay.inks import INK, PAPER
from studio.render.overlay.pill import Pill
from studio.render.overlay.placements import SafeZone
from studio.render.overlay.super_layout import STAT_LEAN, Placed, place_supers
from studio.render.shot import Super
from studio.render.text.fit import width


def draw_supers(
    canvas: Canvas,
    supers: Sequence[Super],
    zone: SafeZone,
    accent: Rgba,
    faces: Sequence[Rect],
) -> None:
    """Draw all texts, each as a group 'super:<index>'; `faces` are kept free where possible."""
    for i, placed in enumerate(place_supers(supers, zone, faces)):
        if placed is not None:
            with canvas.group(tag=f"super:{i}"):
                _STYLES[placed.block.style](canvas, placed, accent)


def _headline(canvas: Canvas, placed: Placed, accent: Rgba) -> None:
    block = placed.block
    size, line = block.size, block.line
    ink = PAPER if colour.luma(accent) < 0.72 else INK
    for i, text in enumerate(block.lines):
        wide = width(text, block.face, size)
        y = placed.y - block.height / 2 + i * line
        plate = rrect(
            placed.x - wide / 2 - size * 0.30,
            y - size * 0.02,
            wide + size * 0.60,
            line * 1.02,
            size * 0.20,
        )
        canvas.fill(plate, accent)
        baseline = y + line * 0.5 + size * 0.35
        canvas.text(text, placed.x, baseline, size, ink, face=block.face, anchor="middle")


def _stat(canvas: Canvas, placed: Placed, accent: Rgba) -> None:
    block, x, y = placed.block, placed.x, placed.y
    rx, ry = block.radii
    canvas.fill(ellipse(x, y, rx, ry, STAT_LEAN), colour.with_alpha(INK, 0x30 / 255))
    canvas.fill(ellipse(x, y - block.size * 0.06, rx, ry, STAT_LEAN), accent)
    baseline = y + block.size * 0.30
    text = block.lines[0]
    canvas.text(text, x, baseline, block.size, PAPER, face=block.face, anchor="middle")


def _button(canvas: Canvas, placed: Placed, _accent: Rgba) -> None:
    block = placed.block
    pill = Pill(block.size, block.face, PAPER, 0x1F1A2BF0, pad=0.9)
    pill.draw(canvas, block.lines[0], placed.x, placed.y - block.size * 0.9, "middle")


def _lower_third(canvas: Canvas, placed: Placed, accent: Rgba) -> None:
    block, box = placed.block, placed.box
    size = block.size
    canvas.fill(rrect(*box, size * 0.25), 0x1F1A2BD8)
    canvas.fill(rrect(box.x, box.y, size * 0.34, box.height, size * 0.17), accent)
    x, baseline = box.x + size * 0.95, placed.y - block.height / 2 + size * 0.92
    canvas.text(block.lines[0], x, baseline, size, PAPER, face=block.face)
    # The second line is what the person does, in a quieter hand than the name.
    for i, text in enumerate(block.lines[1:], start=1):
        canvas.text(text, x, baseline + i * block.line, size * 0.8, PAPER, face="sans")


def _caption(canvas: Canvas, placed: Placed, _accent: Rgba) -> None:
    block = placed.block
    pill = Pill(block.size, block.face, INK, 0xFFFFFFF2, pad=0.5, radius=0.28)
    for i, text in enumerate(block.lines):
        y = placed.y - block.height / 2 + i * block.line
        pill.draw(canvas, text, placed.x, y, "middle")


_STYLES: dict[str, Callable[[Canvas, Placed, Rgba], None]] = {
    "headline": _headline,
    "caption": _caption,
    "stat": _stat,
    "cta": _button,
    "lower_third": _lower_third,
}

"""Guides for the crew: thirds and safe zones."""

from studio.kernel.i18n import _
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.paths import poly, rect, rrect
from studio.render.overlay.inks import GUIDE
from studio.render.overlay.placements import SafeZone


def draw_thirds(canvas: Canvas, width: float, height: float) -> None:
    """Draw the lines that divide the picture into thirds."""
    for share in (1 / 3, 2 / 3):
        upright = poly([(width * share, 0), (width * share, height)], closed=False)
        level = poly([(0, height * share), (width, height * share)], closed=False)
        for line in (upright, level):
            canvas.stroke(line, 0x00000038, 4, cap="butt")
            canvas.stroke(line, 0xFFFFFFA0, 2, cap="butt")


def draw_safe_zone(canvas: Canvas, zone: SafeZone) -> None:
    """Tint what the placement covers and outline what it leaves free."""
    free = zone.free
    inner = rrect(*free, 18)
    outer = rect(0, 0, zone.width, zone.height)
    canvas.fill(outer.joined(inner), 0xE0305A26, even_odd=True)
    canvas.stroke(inner, GUIDE, 3.5, dash=(22, 14))
    if zone.name:
        label = _("{placement} SAFE").format(placement=zone.name.upper())
        canvas.text(label, free.x + 14, free.bottom - 16, 24, GUIDE)

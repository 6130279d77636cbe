"""Settings out of doors, and the car that drives through them."""

from studio.kernel.colour import Rgba
from studio.render.drawing.canvas import Canvas, soft, vertical
from studio.render.drawing.paths import ellipse, poly, rect, rrect, smooth
from studio.render.outlines import outline
from studio.render.settings.rooms import box
from studio.render.settings.scenery import cloud, skyline, tree

_CREAM = 0xFFF6E8FF
_SHOP_FRONTS = (
    (-330, 150, 0xE9B79AFF, 0xC8553DFF),
    (-176, 150, 0xF3E2C6FF, 0x588B8BFF),
    (20, 150, 0xC9886BFF, 0xF2B134FF),
    (176, 160, 0xE8D9C8FF, 0x8C5E7AFF),
)
"""Left edge, width, wall, awning."""
_WAVES = (
    (-220, -104, 70),
    (-60, -92, 90),
    (110, -108, 80),
    (200, -84, 60),
    (-140, -76, 60),
    (40, -70, 80),
)
_PALM_LEAVES = ((-80, 10), (-66, -30), (-20, -56), (34, -50), (70, -22), (76, 16))
_FLOWERS = ((-220, 10), (-190, 30), (-240, 34), (210, 24), (236, 8), (190, 44))


def street(canvas: Canvas) -> None:
    """Draw a sunny shopping street."""
    canvas.fill(rect(-900, -760, 1800, 760), vertical(-420, -60, 0xA6D2ECFF, 0xFBEBD3FF))
    cloud(canvas, -150, -330, 1.2)
    cloud(canvas, 170, -300, 0.9)
    skyline(canvas, -40, (0xC9D3DCFF, 0xB9C8D6FF, 0xD8DEE2FF), 5, tallest=260)
    for x, w, wall, awning in _SHOP_FRONTS:
        _shop_front(canvas, x, w, wall)
        _awning(canvas, x, w, awning)
    canvas.fill(rect(-900, -34, 1800, 60), vertical(-34, 30, 0xC9C2B8FF, 0xDAD3C8FF))
    canvas.fill(rect(-900, 26, 1800, 200), 0x8D9096FF)
    canvas.fill(rect(-900, 24, 1800, 5), 0xB5AEA4FF)
    for i in range(-8, 9):
        joint = [(i * 60, -34), (i * 60 + 1, -34), (i * 78 + 1, 24), (i * 78, 24)]
        canvas.fill(poly(joint), 0xB7B0A6FF)
    tree(canvas, -200, -8, 1.25, 0x7DA668FF)
    tree(canvas, 214, -10, 1.1, 0x8FB36FFF)


def _shop_front(canvas: Canvas, x: float, w: float, wall: Rgba) -> None:
    canvas.shape(rect(x, -300, w, 268), wall)
    for j in range(2):
        for i in range(3):
            left = x + 14 + i * (w - 28) / 3
            pane = rect(left, -284 + j * 58, (w - 28) / 3 - 10, 42)
            canvas.shape(pane, 0x7FA3B5FF, shade=(3, 2))
    canvas.shape(rect(x + 12, -150, w - 24, 112), 0x4A5A63FF)
    shine = [(x + 16, -60), (x + w * 0.55, -148), (x + w * 0.72, -148), (x + 24, -40)]
    canvas.fill(poly(shine), 0xFFFFFF28)


def _awning(canvas: Canvas, x: float, w: float, cloth: Rgba) -> None:
    stripes = 6
    for i in range(stripes):
        left, right = (x + 4 + (w - 8) * n / stripes for n in (i, i + 1))
        top = [(left, -168), (right, -168)]
        hem = [(right + 1, -144), ((left + right) / 2, -139), (left - 1, -144)]
        canvas.fill(smooth([*top, *hem], k=0.5), cloth if i % 2 else 0xFFF8EDFF)


def beach(canvas: Canvas) -> None:
    """Draw a beach with a low sun, a palm and a towel."""
    canvas.fill(rect(-900, -760, 1800, 660), vertical(-400, -110, 0x8CCBEDFF, 0xFFE9CFFF))
    canvas.fill(ellipse(120, -250, 150), soft(120, -250, 150, 0xFFF3C9FF, 0.9))
    canvas.fill(ellipse(120, -250, 30), 0xFFF8E0FF)
    cloud(canvas, -160, -300, 1.5)
    cloud(canvas, 30, -340, 1.0)
    canvas.fill(rect(-900, -122, 1800, 78), vertical(-122, -44, 0x3F9FBFFF, 0x7FD0D0FF))
    for i, (x, y, w) in enumerate(_WAVES):
        crest = [(x, y), (x + w * 0.5, y - 1.5), (x + w, y)]
        canvas.line(crest, 0xFFFFFFB0, 2.0 + i % 2, (0.5, 0.5), per=3)
    sand = vertical(-50, 120, 0xF3DDB0FF, 0xEBCB95FF)
    canvas.fill(smooth(outline("beach", "sand"), k=0.6), sand)
    canvas.line(outline("beach", "foam"), 0xFFFFFFE8, 5.0, (0.05, 0.05), per=6)
    _palm(canvas)
    _towel(canvas)


def _palm(canvas: Canvas) -> None:
    canvas.shape(smooth(outline("beach", "trunk"), k=0.6), 0x9A6B4AFF, shade=(3, 0))
    x, y = -206, -232
    for dx, dy in _PALM_LEAVES:
        over, under = (x + dx * 0.5, y - 14 + dy * 0.7), (x + dx * 0.5, y + dy * 0.55)
        leaf = [(x, y), over, (x + dx, y + 6 + dy), under]
        canvas.shape(smooth(leaf, k=0.9), 0x4F9A6DFF, shade=(1, 3))


def _towel(canvas: Canvas) -> None:
    canvas.fill(poly([(150, -18), (206, -18), (214, 2), (138, 2)]), 0xF2705AFF)
    canvas.fill(poly([(166, -18), (176, -18), (174, 2), (160, 2)]), _CREAM)
    canvas.fill(poly([(188, -18), (198, -18), (204, 2), (190, 2)]), _CREAM)


def park(canvas: Canvas) -> None:
    """Draw a park with a path, a bench and flowers."""
    canvas.fill(rect(-900, -760, 1800, 700), vertical(-380, -60, 0x9AD0EEFF, 0xEAF6E3FF))
    cloud(canvas, -120, -320, 1.3)
    cloud(canvas, 160, -290, 1.0)
    canvas.fill(ellipse(-200, -30, 330, 90), 0xA9CF95FF)
    canvas.fill(ellipse(220, -30, 300, 110), 0x97C288FF)
    for x, s in ((-280, 1.3), (-120, 0.9), (120, 1.0), (286, 1.35)):
        tree(canvas, x, -46, s, 0x95BF74FF if x > 0 else 0x7FB069FF)
    canvas.fill(rect(-900, -52, 1800, 400), vertical(-52, 140, 0x9CCB7BFF, 0x7FB466FF))
    canvas.fill(smooth(outline("park", "path"), k=0.6), 0xEAD9B5FF)
    _bench(canvas)
    petals = (0xFFF3B0FF, 0xF7A6B5FF, 0xFFFFFFFF)
    for i, (x, y) in enumerate(_FLOWERS):
        canvas.fill(ellipse(x, y, 3), petals[i % 3])
        canvas.fill(ellipse(x, y, 1.1), 0xE8A33DFF)


def _bench(canvas: Canvas) -> None:
    for x in (76, 172):
        box(canvas, x, -34, 6, 28, 0x5A4A44FF, 1, 1)
    for y in (-62, -50, -36):
        box(canvas, 66, y, 124, 8, 0xB8794CFF, 2, 1.5)


def car(canvas: Canvas) -> None:
    """Draw the front seats of a car, seen through the windscreen."""
    canvas.fill(rect(-900, -760, 1800, 1100), vertical(-300, 60, 0x9FD0EAFF, 0xEAF4EFFF))
    skyline(canvas, -116, (0xA9BFCFFF, 0x94AFC4FF, 0xBBD0DCFF), 11)
    canvas.fill(rect(-900, -118, 1800, 60), 0x8E979EFF)
    canvas.stroke(smooth(outline("car", "windscreen"), closed=False, k=0.5), 0x2C2F36FF, 22)
    canvas.fill(rect(-900, -420, 1800, 158), 0x3A3E47FF)
    for side in (-1, 1):
        roof, sill = (side * 236, -262), (side * 262, 200)
        canvas.fill(poly([roof, (side * 900, -420), (side * 900, 200), sill]), 0x2C2F36FF)
    seat = smooth(outline("car", "seat"), k=0.5)
    for x in (-74, 74):
        canvas.shape(rrect(x - 24, -216, 48, 40, 12), 0x6A4B3CFF, shade=(5, 2))
        canvas.shape(seat.moved(x, 0), 0x7E5A47FF, shade=(8, 2))
    canvas.shape(rrect(-22, -258, 44, 14, 5), 0x22252BFF)


def dashboard(canvas: Canvas) -> None:
    """Draw dashboard and steering wheel between the camera and the cast."""
    canvas.shape(smooth(outline("car", "dashboard"), k=0.4), 0x33363EFF, shade=(0, 4))
    canvas.stroke(ellipse(78, -52, 46, 40), 0x1F2126FF, 10)
    canvas.shape(ellipse(78, -50, 14, 12), 0x2A2D34FF)

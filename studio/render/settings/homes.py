"""Settings at home. Each function fills one layer: behind the cast, or in front of it."""

from studio.kernel import colour
from studio.kernel.geometry import Rect
from studio.render.drawing.canvas import Canvas, soft, vertical
from studio.render.drawing.nodes import Linear
from studio.render.drawing.paths import ellipse, poly, rect, rrect, smooth, tube
from studio.render.outlines import outline
from studio.render.settings.furniture import (
    Item,
    hills_picture,
    lamp,
    peak_picture,
    plant,
    ring_light,
    shelf,
    string_lights,
)
from studio.render.settings.rooms import box, counter_top, curtain, room, window

_DAY = (0xBFE3F5FF, 0xF2F7EEFF)
_OAK = 0xC99E6BFF
_CHEST = 0xD9B48FFF
_SAGE = 0x86A59CFF
_BRASS = 0xE0B464FF

_BATH_TOP_SHELF = (
    Item("bottle", 0xE7A04BFF, 1.1),
    Item("jar", 0xFDF6EFFF),
    Item("bottle", 0x8FB7A5FF, 1.25),
    Item("plant", 0),
    Item("jar", 0xF2B5A7FF, 0.9),
)
_BATH_LOW_SHELF = (
    Item("jar", 0x8FB7A5FF),
    Item("box", 0xFFF2E4FF),
    Item("bottle", 0xFDF6EFFF, 1.1),
    Item("jar", 0xE7A04BFF),
)
_KITCHEN_SHELF = (
    Item("jar", 0xFFF7E9FF),
    Item("jar", 0xE8A66BFF),
    Item("jar", 0xC8D5B9FF),
    Item("plant", 0, 0.9),
    Item("bottle", 0x9C5F4AFF),
    Item("jar", 0xFFF7E9FF),
    Item("jar", 0xD98C6AFF),
)


def bedroom(canvas: Canvas) -> None:
    """Draw a bedroom with a window, prints, a bed and a ring light."""
    room(canvas, 0xF1D9D0FF, 0xD9B48FFF, 0xFFF7F0FF)
    window(canvas, Rect(-168, -236, 74, 120), 0xFFFAF4FF, _DAY)
    curtain(canvas, Rect(-196, -252, 34, 214), 0xFBF0E6FF)
    curtain(canvas, Rect(-92, -252, 30, 214), 0xFBF0E6FF)
    hills_picture(canvas, Rect(40, -232, 36, 46), _OAK, 0xE59A86FF, 0xF4C76EFF)
    peak_picture(canvas, Rect(84, -222, 28, 34), 0xFFFFFFFF, 0x7FA6A0FF, 0xE8B4A0FF)
    string_lights(canvas, [(-50, -262), (0, -240), (60, -252), (130, -236), (200, -256)])
    _bed(canvas)
    ring_light(canvas, -62, -20, 128, 17)
    lamp(canvas, 206, -26, 112)
    plant(canvas, -206, -8, 1.25)


def _bed(canvas: Canvas) -> None:
    box(canvas, 22, -112, 172, 62, 0xC58F6AFF, 8, 4)
    box(canvas, 30, -76, 165, 52, 0xFDF6EFFF, 9, 4)
    pillow = [(38, -74), (44, -98), (76, -100), (84, -76), (62, -70)]
    canvas.shape(smooth(pillow, k=0.7), 0xFFFFFFFF, shade=(3, 2))
    pillow = [(80, -74), (86, -94), (112, -96), (118, -74), (98, -69)]
    canvas.shape(smooth(pillow, k=0.7), 0xE8A598FF, shade=(3, 2))
    box(canvas, 28, -56, 170, 36, 0xB9C7B5FF, 7, 4)


def bathroom(canvas: Canvas) -> None:
    """Draw a tiled bathroom with a round mirror, shelves and towels."""
    room(canvas, 0xCFE3DFFF, 0xE7E2DAFF, 0xFFFFFFFF)
    for i in range(-16, 17):
        canvas.fill(rect(i * 26 - 0.4, -178, 0.8, 140), 0xFFFFFF90)
    for j in range(6):
        canvas.fill(rect(-440, -178 + j * 26, 880, 0.8), 0xFFFFFF90)
    canvas.fill(rect(-440, -184, 880, 6), 0xF6FAF8FF)
    _mirror(canvas)
    shelf(canvas, -176, -176, 96, _OAK, _BATH_TOP_SHELF)
    shelf(canvas, -166, -132, 86, _OAK, _BATH_LOW_SHELF)
    plant(canvas, -196, -10, 1.35, 0xFFFFFFFF)
    box(canvas, 120, -196, 58, 158, 0xFFFFFFFF, 3, 3)
    for i, towel in enumerate((0xF2B5A7FF, 0xFFF7EFFF, 0xA8C8C0FF)):
        canvas.shape(rrect(126, -186 + i * 34, 46, 26, 6), towel, shade=(3, 3))


def _mirror(canvas: Canvas) -> None:
    canvas.shape(ellipse(46, -188, 56), _OAK)
    glass = ellipse(46, -188, 52)
    stops = ((0, 0xF2FAFAFF), (0.5, 0xDCEEEFFF), (1, 0xC9E2E4FF))
    canvas.fill(glass, Linear(0, -240, 40, -136, stops))
    with canvas.group(clip=glass):
        canvas.fill(poly([(0, -150), (70, -250), (88, -250), (10, -138)]), 0xFFFFFF55)


def vanity(canvas: Canvas) -> None:
    """Draw the vanity that stands between the camera and the cast."""
    counter_top(canvas, -150, -84, 300, 0xFBF6EFFF, 16)
    canvas.fill(rect(-150, -78, 300, 220), vertical(-78, 60, _CHEST, 0xC59A72FF))
    for x in (-100, -50, 0, 50, 100):
        canvas.fill(rect(x, -76, 0.9, 220), colour.shadow(_CHEST, 1.0))


def kitchen(canvas: Canvas) -> None:
    """Draw a fitted kitchen with a pendant lamp and a red kettle."""
    room(canvas, 0xF3E7CFFF, 0xD6B38BFF, None, -30)
    tiles = (0xFFFDF6FF, 0xFAF3E4FF, 0xF4EBDAFF)
    for j in range(4):
        for i in range(-17, 18):
            tile = rect(i * 24 + (12 if j % 2 else 0), -158 + j * 13, 23, 12)
            canvas.fill(tile, tiles[(i * 7 + j * 3) % 3])
    _wall_cupboards(canvas)
    shelf(canvas, -62, -196, 118, 0xB98A5BFF, _KITCHEN_SHELF)
    _worktop(canvas)
    canvas.shape(smooth(outline("kettle", "body"), k=0.5), 0xE86F51FF, shade=(4, 0))
    plant(canvas, -118, -103, 0.62)
    canvas.fill(tube([(4, -330), (4, -244)], (0.8, 0.8), per=2), 0x5A4A40FF)
    canvas.shape(poly([(-8, -246), (16, -246), (28, -224), (-20, -224)]), _BRASS, shade=(3, 0))
    canvas.fill(ellipse(4, -218, 50, 34), soft(4, -220, 50, 0xFFE9B0FF, 0.5))


def _wall_cupboards(canvas: Canvas) -> None:
    for x in (-260, -194, -128, 62, 128, 194):
        box(canvas, x, -262, 62, 84, _SAGE, 1.5, 3)
        canvas.fill(rrect(x + 6, -256, 50, 72, 1), colour.light(_SAGE, 0.25))
        canvas.fill(ellipse(x + 52, -190, 1.8), _BRASS)


def _worktop(canvas: Canvas) -> None:
    box(canvas, -300, -104, 600, 8, 0xFBF6EDFF, 1, 2)
    for x in (-300, -226, -152, -78, -4, 70, 144, 218):
        box(canvas, x, -96, 72, 72, _SAGE, 1.2, 3)
        canvas.line([(x + 26, -84), (x + 46, -84)], _BRASS, 2.0, (0.02, 0.02), per=1)


def kitchen_island(canvas: Canvas) -> None:
    """Draw the kitchen island in front of the cast, with a bowl of fruit."""
    counter_top(canvas, -140, -88, 280, 0xF7EBDAFF, 16)
    canvas.fill(rect(-140, -82, 280, 230), vertical(-82, 80, 0x5E8079FF, 0x4A6A66FF))
    for i, (x, fruit) in enumerate(((-112, 0xE8734AFF), (-103, 0xF2B33DFF), (-95, 0x8DB255FF))):
        canvas.shape(ellipse(x, -101 - i % 2, 6.2, 6.0), fruit, shade=(1.6, 1.4))
    bowl = smooth([(-122, -99), (-86, -99), (-92, -89), (-116, -89)], k=0.5)
    canvas.shape(bowl, 0xF4EFE6FF, shade=(3, 0))

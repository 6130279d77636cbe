"""Settings indoors, away from home: studio, gym, café, shop, office."""

from studio.kernel import colour
from studio.kernel.colour import Rgba
from studio.kernel.geometry import Rect
from studio.render.drawing.canvas import Canvas, soft, vertical
from studio.render.drawing.nodes import Linear
from studio.render.drawing.paths import ellipse, poly, rect, smooth, tube
from studio.render.settings.furniture import Item, lamp, plant, shelf
from studio.render.settings.rooms import box, counter_top, room, table_legs, window
from studio.render.settings.scenery import skyline

_PEACH = 0xF2B8A2FF
_GREY = 0xD9D6D2FF
_CREAM = 0xF5EFE0FF
_SHOP_GOODS = (0xE7A04BFF, 0xF2B5A7FF, 0x8FB7A5FF, 0xFFF7EFFF, 0xB79CC8FF, 0xE86F51FF)
_SHOP_KINDS = ("bottle", "jar", "box", "bottle")
_MENU = (("LATTE", "4.2"), ("MATCHA", "4.8"), ("CHAI", "3.9"))
_CAFE_SHELF = (
    Item("jar", _CREAM),
    Item("jar", 0xD99A6CFF),
    Item("bottle", 0x6C8F7BFF),
    Item("jar", _CREAM),
)
_OFFICE_SHELF = (
    Item("book", 0xE76F51FF, 1.1),
    Item("book", 0x2A9D8FFF),
    Item("book", 0xF4A261FF, 1.2),
    Item("book", 0x264653FF),
    Item("gap", 0),
    Item("plant", 0),
    Item("gap", 0),
    Item("box", 0xFFF7EFFF),
    Item("book", 0x8AB6A9FF, 1.1),
    Item("book", 0xE9C46AFF),
)


def studio(canvas: Canvas) -> None:
    """Draw a film studio: a sweep in one colour and two soft lights."""
    _sweep(canvas, _PEACH)
    for x, side in ((-196, 1), (206, -1)):
        _softbox(canvas, x, side)


def plain(canvas: Canvas) -> None:
    """Draw an empty grey studio, which stands in for a setting that we do not know."""
    _sweep(canvas, _GREY)


def _sweep(canvas: Canvas, paper: Rgba) -> None:
    far, near = colour.shadow(paper, 0.35), colour.light(paper, 0.55)
    fall = vertical(-420, 120, far, paper, colour.light(paper, 0.35), near)
    canvas.fill(rect(-900, -760, 1800, 1100), fall)
    glow = soft(0, -150, 240, colour.light(paper, 1.6), 0.75)
    canvas.fill(ellipse(0, -150, 240, 210), glow)
    ground = soft(0, 12, 300, colour.shadow(paper, 1.4), 0.30)
    canvas.fill(ellipse(0, 12, 300, 46), ground)


def _softbox(canvas: Canvas, x: float, side: int) -> None:
    canvas.fill(tube([(x, 0), (x, -226)], (1.4, 1.4), per=2), 0x3B3B45FF)
    for dx in (-22, 22):
        canvas.fill(tube([(x, -40), (x + dx, 2)], (1.2, 1.2), per=2), 0x3B3B45FF)
    back, front, lip = x - 10 * side, x + 46 * side, x + 54 * side
    hood = [(back, -262), (front, -284), (front, -196), (back, -218)]
    canvas.shape(poly(hood), 0x33333DFF)
    cloth = [(front, -284), (lip, -280), (lip, -200), (front, -196)]
    canvas.shape(poly(cloth), 0xFFF9EAFF)
    middle = x + 60 * side
    canvas.fill(ellipse(middle, -240, 90), soft(middle, -240, 90, 0xFFF6DCFF, 0.5))


def gym(canvas: Canvas) -> None:
    """Draw a gym with a mirror, dumb-bells, a bench and a mat."""
    room(canvas, 0x5C6B7AFF, 0x3E4650FF, None, -34)
    canvas.fill(rect(-800, -150, 1600, 14), 0xF4C542FF)
    sky = (0xBBD7E8FF, 0xE6EEF2FF)
    window(canvas, Rect(-250, -262, 180, 96), 0x2E363FFF, sky, (4, 2), trees=False)
    box(canvas, 70, -250, 150, 190, 0x8FA3B3FF, 2, 3)
    with canvas.group(clip=rect(74, -246, 142, 182)):
        canvas.fill(poly([(74, -80), (170, -250), (200, -250), (90, -62)]), 0xFFFFFF30)
    _dumb_bells(canvas)
    box(canvas, 96, -66, 118, 9, 0x23282EFF, 3, 2)
    for x in (106, 196):
        canvas.fill(rect(x, -58, 6, 40), 0x555F69FF)
    canvas.fill(ellipse(-20, 16, 120, 16), 0x00000030)
    canvas.fill(poly([(-120, -4), (90, -4), (110, 30), (-140, 30)]), 0x4FA3A5FF)


def _dumb_bells(canvas: Canvas) -> None:
    weights = (0xE4572EFF, 0x2A7F9EFF, 0xF4C542FF)
    for j, y in enumerate((-106, -74)):
        box(canvas, -242, y, 190, 5, 0x2B3138FF, 1, 1)
        r = 8 - j
        for i in range(6):
            x = -228 + i * 31
            canvas.fill(rect(x - 9, y - 8, 18, 3.2), 0xB9C2CAFF)
            for side in (-1, 1):
                left = x + side * 10 - 4
                box(canvas, left, y - 6 - r, 8, r * 1.9, weights[i % 3], 1.5, 1.2)
    for x in (-246, -56):
        canvas.fill(rect(x, -112, 5, 92), 0x23282EFF)


def cafe(canvas: Canvas) -> None:
    """Draw a café of red brick with pendant lamps and a counter."""
    room(canvas, 0xB9735AFF, 0x8C6B52FF, None, -32)
    _bricks(canvas)
    window(canvas, Rect(-236, -246, 128, 150), 0x2F2A28FF, (0xF7D9A8FF, 0xF2E8D5FF), (3, 2))
    box(canvas, 6, -262, 128, 70, 0x2C332FFF, 2, 1)
    # The words on a menu or a shop front are part of the picture: no language changes them.
    for i, (drink, price) in enumerate(_MENU):
        canvas.text(drink, 18, -242 + i * 18, 10, _CREAM)
        canvas.text(price, 120, -242 + i * 18, 10, 0xF2C879FF, anchor="end")
    for x in (-40, 60, 160):
        canvas.fill(tube([(x, -420), (x, -262 + (x % 3) * 5)], (0.7, 0.7), per=2), 0x2A2320FF)
        canvas.fill(ellipse(x, -250, 46), soft(x, -250, 46, 0xFFD98AFF, 0.7))
        canvas.shape(ellipse(x, -252, 9, 10), 0xFFE9B8FF)
    box(canvas, 20, -110, 250, 84, 0x5B4033FF, 2, 4)
    box(canvas, 12, -118, 266, 9, 0xE8D3B0FF, 2, 2)
    box(canvas, 70, -160, 62, 42, 0xC9CED6FF, 4, 4)
    shelf(canvas, 150, -150, 80, 0x7A5540FF, _CAFE_SHELF)
    plant(canvas, -84, -16, 1.2)


def _bricks(canvas: Canvas) -> None:
    clay = (0xC27E63FF, 0xB06A52FF, 0xBE7459FF)
    for j in range(11):
        for i in range(-15, 16):
            if (i * 5 + j * 3) % 4:
                brick = rect(i * 32 + (16 if j % 2 else 0), -300 + j * 15, 30, 13)
                canvas.fill(brick, clay[(i + 2 * j) % 3])


def cafe_table(canvas: Canvas) -> None:
    """Draw the table between the camera and two people who talk."""
    counter_top(canvas, -210, -80, 420, 0xD9A66FFF, 15)
    canvas.fill(rect(-210, -74, 420, 260), vertical(-74, 90, 0x7A5540FF, 0x5B4033FF))
    for x in range(-190, 210, 34):
        canvas.fill(rect(x, -72, 1.0, 260), 0x4A342AFF)
    cup = smooth([(-9, -99), (9, -99), (7, -85), (-7, -85)], k=0.4)
    canvas.shape(cup, 0xFFFFFFFF, shade=(2, 0))
    canvas.shape(ellipse(0, -85, 14, 2.4), 0xFFFFFFFF)


def shop(canvas: Canvas) -> None:
    """Draw the shelves of a beauty shop."""
    room(canvas, 0xFCEFE9FF, 0xE6D5C8FF, 0xF3C9BDFF, -30)
    for middle in (-220, -78, 64, 206):
        box(canvas, middle - 66, -258, 132, 232, 0xF7DDD3FF, 3, 3)
        canvas.fill(rect(middle - 60, -252, 120, 222), 0xFFF8F3FF)
        for row in range(4):
            y = -206 + row * 52
            shelf(canvas, middle - 60, y, 120, 0xE9B8A8FF, _goods(middle, row), 2.2)
            canvas.fill(rect(middle - 60, y - 50, 120, 3), 0xFFF3C8A0)
    canvas.fill(rect(-800, -290, 1600, 26), 0xE86F51FF)
    for i in range(-3, 4):
        canvas.text("BEAUTY", i * 130, -271, 17, 0xFFF7EFFF, face="sans-black", anchor="middle")


def _goods(middle: int, row: int) -> list[Item]:
    return [
        Item(_SHOP_KINDS[(i + row) % 4], _SHOP_GOODS[(i * 2 + row + middle // 9) % 6], 1.25)
        for i in range(9 if row % 2 else 10)
    ]


def office(canvas: Canvas) -> None:
    """Draw an office over the town, with a desk and a screen."""
    room(canvas, 0xDDE5EAFF, 0xB7AFA6FF, 0xFFFFFFFF)
    view = Rect(-262, -258, 250, 146)
    window(canvas, view, 0x4C5A66FF, (0xA9D3EEFF, 0xE9F3F6FF), (4, 1), trees=False)
    with canvas.group(clip=rect(*view)):
        skyline(canvas, -108, (0x9FB9CCFF, 0x8CA9BFFF, 0xB4C9D8FF), 7, (-270, 0), 110)
    shelf(canvas, 40, -196, 150, 0x8A6B52FF, _OFFICE_SHELF)
    table_legs(canvas, -60, -92, 240, 0xC9A27CFF, 70)
    counter_top(canvas, -60, -92, 240, 0xC9A27CFF, 10)
    box(canvas, 10, -146, 76, 46, 0x2B2F36FF, 2, 2)
    screen = Linear(13, -143, 83, -103, ((0, 0x7FC8C2FF), (1, 0x4C8DAEFF)))
    canvas.fill(rect(13, -143, 70, 40), screen)
    canvas.fill(rect(44, -101, 8, 9), 0x555B63FF)
    plant(canvas, 214, -14, 1.3)
    lamp(canvas, 140, -98, 52)

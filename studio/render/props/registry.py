"""All props by name, drawn in a hand or standing in the set."""

from collections.abc import Callable
from dataclasses import replace
from math import cos, radians, sin

from studio.kernel.geometry import Point
from studio.render.drawing.canvas import Canvas, soft
from studio.render.drawing.paths import ellipse
from studio.render.props import packs, things
from studio.render.shot import Product, Prop

Draw = Callable[[Canvas, Product], None]

_PACKS: dict[str, Draw] = {
    "bottle": packs.bottle,
    "tube": packs.squeeze_tube,
    "jar": packs.jar,
    "can": packs.can,
    "box": packs.box,
    "bag": packs.bag,
    "shoe": packs.shoe,
    "garment": packs.garment,
}
_THINGS: dict[str, Callable[[Canvas], None]] = {
    "phone": things.phone,
    "phone_back": things.phone_back,
    "cup": things.cup,
    "laptop": things.laptop,
    "mic": things.mic,
}

_PRINTED: dict[str, Draw] = {**_PACKS, "open_box": packs.open_box}
"""Everything that carries the product's colours or its word."""

PACKS = tuple(_PACKS)
"""What a product can be."""
PROPS = ("product", *_PRINTED, *_THINGS)
"""Names of all props, in menu order; 'product' is drawn as the shot's product."""

_FEET = {
    "jar": 4.2,
    "open_box": 10.0,
    "box": 6.0,
    "tube": 9.2,
    "can": 6.2,
    "bag": 28.0,
    "shoe": 6.0,
    "garment": 24.0,
    "laptop": 1.2,
    "mic": 8.0,
}
_USUAL_FOOT = 6.3
"""How far below its origin a thing stands, in cm."""

_UNKNOWN = Product(body=0xDAD5CDFF, label=0xFFFFFFFF)


def draw_prop(
    canvas: Canvas, name: str, product: Product, at: Point, *, tilt: float = 0.0, scale: float = 1.0
) -> None:
    """Draw a prop with its origin at `at`, tilted by degrees; one we do not know is a carton."""
    c, s = cos(radians(tilt)) * scale, sin(radians(tilt)) * scale
    with canvas.group((c, s, -s, c, at[0], at[1]), tag=f"prop:{name}"):
        _draw(canvas, name, product)


def _draw(canvas: Canvas, name: str, product: Product) -> None:
    if name == "product":
        _PACKS.get(product.kind, packs.carton)(canvas, product)
    elif name in _PRINTED:
        _PRINTED[name](canvas, product)
    elif name in _THINGS:
        _THINGS[name](canvas)
    else:
        packs.carton(canvas, replace(_UNKNOWN, text=name.replace("_", " ")))


def draw_standing(canvas: Canvas, prop: Prop, product: Product) -> None:
    """Draw a prop that stands in the set, with its contact shadow."""
    k = prop.scale
    kind = product.kind if prop.name == "product" else prop.name
    x, foot = prop.x + 2 * k, prop.y + _FEET.get(kind, _USUAL_FOOT) * k
    shadow = soft(x, foot, 8 * k, 0x1B1030FF, 0.4)
    canvas.fill(ellipse(x, foot, 8 * k, 1.5 * k), shadow)
    draw_prop(canvas, prop.name, product, (prop.x, prop.y), tilt=prop.tilt, scale=k)


def hand_over(product: Product) -> Callable[[Canvas, str, Point, float, float], None]:
    """Return the function with which a figure draws what it holds; no name, no prop."""

    def hold(canvas: Canvas, name: str, at: Point, tilt: float, scale: float) -> None:
        if name:
            draw_prop(canvas, name, product, at, tilt=tilt, scale=scale)

    return hold

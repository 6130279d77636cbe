"""A whole outfit on its wearer, layer by layer."""

from studio.kernel.colour import Rgba
from studio.render.drawing.canvas import Canvas
from studio.render.rig.apron import draw_apron
from studio.render.rig.cloth import Wearer
from studio.render.rig.coats import draw_outer
from studio.render.rig.feet import Shoe
from studio.render.rig.outfit import Outfit, Skirt, Trousers
from studio.render.rig.skirts import draw_skirt
from studio.render.rig.tops import draw_top
from studio.render.rig.trousers import draw_trousers

_WHITE: Rgba = 0xFFFFFFFF
_LEATHER: Rgba = 0x333333FF
_RUBBER: Rgba = 0x2A2420FF


def draw_clothes(canvas: Canvas, wearer: Wearer, outfit: Outfit) -> None:
    """Draw everything but feet and sleeves, over the bare body."""
    bottom = outfit.bottom
    if isinstance(bottom, Trousers):
        draw_trousers(canvas, wearer, bottom)
    if outfit.shoes.kind == "boot":
        _draw_boot_shafts(canvas, wearer)
    if isinstance(bottom, Skirt) and not bottom.dress:
        draw_skirt(canvas, wearer, bottom)
    if outfit.top is not None:
        draw_top(canvas, wearer, outfit.top)
    if isinstance(bottom, Skirt) and bottom.dress:
        draw_skirt(canvas, wearer, bottom)
    if outfit.outer is not None:
        draw_outer(canvas, wearer, outfit.outer)
    if outfit.apron is not None:
        draw_apron(canvas, wearer, outfit.apron)


def shoe_of(wearer: Wearer, outfit: Outfit) -> Shoe:
    """Return the shoe of an outfit in the wearer's colours."""
    kind = outfit.shoes.kind
    return Shoe(
        kind,
        upper=wearer.palette.get("shoe", _LEATHER),
        sole=_WHITE if kind == "sneaker" else _RUBBER,
        lace=wearer.palette.get("accent", _WHITE),
    )


def _draw_boot_shafts(canvas: Canvas, wearer: Wearer) -> None:
    k = wearer.scale
    leather = wearer.palette.get("shoe", _LEATHER)
    for leg in wearer.legs:
        shaft = leg.band(0.80, 1.0, (0.9 * k, 1.5 * k), round_start=False, round_end=True)
        canvas.shape(shaft, leather, width=wearer.line, shade=(1.2 * k, 0.2))

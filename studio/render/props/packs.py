"""Packs in the product's colours. Centimetres; the origin is where a hand holds the pack."""

from studio.kernel import colour
from studio.kernel.colour import Rgba
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.paths import ellipse, poly, rect, rrect, smooth, tube
from studio.render.outlines import outline
from studio.render.shot import Product
from studio.render.text.fit import width

_FACE = "sans-black"
_CARDBOARD = 0xD2A677FF
_PRINT = colour.with_alpha(0x6B4A2AFF, 0.85)


def _word(
    canvas: Canvas, text: str, x: float, y: float, size: float, paint: Rgba, room: float
) -> None:
    """Print the product's word round (x, y), smaller when it is wider than `room`."""
    if not text:
        return
    wide = width(text, _FACE, size)
    size *= min(1.0, room / wide) if wide > 0 else 1.0
    canvas.text(text, x, y, size, paint, face=_FACE, anchor="middle")


def _gloss(canvas: Canvas, x: float, y: float, h: float) -> None:
    canvas.fill(tube([(x, y), (x, y + h)], (0.45, 0.45), per=2), 0xFFFFFF66)


def bottle(canvas: Canvas, product: Product) -> None:
    """Draw a serum bottle with a dropper."""
    cap, label = product.cap, product.label
    canvas.shape(rrect(-1.0, -16.2, 2.0, 5.5, 1.0), colour.light(cap, 0.2), shade=(0.5, 0.1))
    canvas.shape(rrect(-1.7, -12.6, 3.4, 4.2, 0.6), cap, shade=(0.9, 0.1))
    for i in range(4):
        x = -1.2 + i * 0.8
        canvas.line([(x, -12.2), (x, -8.9)], colour.light(cap, 0.5), 0.16, (0.1, 0.1), per=1)
    body = smooth(outline("bottle", "body"), k=0.7)
    canvas.shape(body, product.body, shade=(1.5, 0.2))
    with canvas.group(clip=body):
        canvas.fill(rect(-4.2, -3.6, 8.4, 7.6), label)
        canvas.fill(rect(2.7, -3.6, 1.6, 7.6), colour.shadow(label, 0.7))
        canvas.fill(rect(-4.2, 2.6, 8.4, 0.35), product.body)
        _gloss(canvas, -3.2, -6.4, 12.0)
    _word(canvas, product.text, -0.2, 0.2, 2.1, colour.ink_of(cap), 6.6)
    canvas.fill(rect(-1.9, 1.0, 3.4, 0.28), colour.with_alpha(cap, 0.5))
    canvas.fill(rect(-1.4, 1.7, 2.4, 0.24), colour.with_alpha(cap, 0.35))


def squeeze_tube(canvas: Canvas, product: Product) -> None:
    """Draw a cosmetics tube that stands on its cap."""
    body = smooth(outline("tube", "body"), k=0.35)
    canvas.shape(body, product.body, shade=(1.4, 0.2))
    canvas.shape(rrect(-2.3, 6.0, 4.6, 3.4, 0.6), product.cap, shade=(1.0, 0.1))
    with canvas.group(clip=body):
        fold = colour.shadow(product.body, 1.2)
        canvas.line([(-3.6, -8.5), (3.6, -8.5)], fold, 0.3, (0.01, 0.01), per=1)
        _gloss(canvas, -2.4, -7.2, 11)
        canvas.fill(rect(-4, 0.9, 8, 0.3), product.label)
    _word(canvas, product.text, 0, -1.2, 2.0, product.label, 6.0)


def jar(canvas: Canvas, product: Product) -> None:
    """Draw a jar of cream."""
    canvas.shape(rrect(-5, -2.2, 10, 6.4, 1.6), product.body, shade=(1.6, 0.2))
    canvas.shape(rrect(-5.2, -5.6, 10.4, 3.6, 0.9), product.cap, shade=(1.6, 0.2))
    _word(canvas, product.text, 0, 2.0, 2.2, product.label, 8.8)
    _gloss(canvas, -4.0, -1.0, 4)


def can(canvas: Canvas, product: Product) -> None:
    """Draw a drinks can with a slanting band."""
    body = smooth(outline("can", "body"), k=0.6)
    canvas.shape(body, product.body, shade=(1.2, 0.1))
    canvas.shape(ellipse(0, -6.5, 2.6, 0.7), 0xD8DCE2FF, width=canvas.style.line * 0.8)
    with canvas.group(clip=body):
        canvas.fill(poly([(-4, 2.5), (4, -1.8), (4, 1.0), (-4, 5.3)]), product.label)
        _gloss(canvas, -2.2, -5.4, 10)
    _word(canvas, product.text, 0, -1.6, 1.9, product.label, 5.8)


def box(canvas: Canvas, product: Product) -> None:
    """Draw a closed parcel, seen at its corner."""
    left = [(-15, -12), (0, -9), (0, 8), (-15, 4)]
    canvas.shape(poly(left), colour.shadow(_CARDBOARD, 0.25))
    right = [(0, -9), (15, -12), (15, 4), (0, 8)]
    canvas.shape(poly(right), colour.shadow(_CARDBOARD, 0.75))
    lid = [(-15, -12), (0, -15), (15, -12), (0, -9)]
    canvas.shape(poly(lid), colour.light(_CARDBOARD, 0.3))
    tape = [(-8.6, -13.3), (-5.4, -13.9), (9.3, -10.9), (6.0, -10.2)]
    canvas.fill(poly(tape), 0xF1DDBDFF)
    _word(canvas, product.text, -7.5, 0.2, 3.2, _PRINT, 13.0)


def open_box(canvas: Canvas, product: Product) -> None:
    """Draw an open parcel full of tissue paper."""
    flap = [(-16, -8), (-23, -13), (-8, -16), (0, -11)]
    canvas.shape(poly(flap), colour.light(_CARDBOARD, 0.2))
    flap = [(16, -8), (23, -13), (8, -16), (0, -11)]
    canvas.shape(poly(flap), colour.shadow(_CARDBOARD, 0.2))
    canvas.shape(poly([(-16, -8), (0, -11), (16, -8), (0, -4)]), 0x7A5636FF)
    for i, x in enumerate((-8, -2, 4, 9)):
        paper = [(x - 5, -6), (x - 3, -12 - i % 2), (x + 1, -9), (x + 4, -12), (x + 5, -6)]
        tint = 0xF9D5C8FF if i % 2 else 0xFFF3E0FF
        canvas.shape(smooth(paper, k=0.7), tint, width=canvas.style.line * 0.7)
    canvas.shape(poly([(-16, -8), (0, -4), (0, 13), (-16, 8)]), _CARDBOARD)
    right = [(0, -4), (16, -8), (16, 8), (0, 13)]
    canvas.shape(poly(right), colour.shadow(_CARDBOARD, 0.6))
    _word(canvas, product.text, -8, 4.5, 3.2, _PRINT, 14.0)


def bag(canvas: Canvas, product: Product) -> None:
    """Draw a shopping bag, held by its handles."""
    for side in (-1, 1):
        handle = [(side * 4, 5), (side * 3.4, -1), (0, -2.5 if side < 0 else -1.5)]
        canvas.line(handle, colour.ink_of(product.body), 0.9, (0.01, 0.2), per=4)
    canvas.shape(poly([(-9, 4), (9, 4), (10, 28), (-10, 28)]), product.body, shade=(2, 0))
    _word(canvas, product.text, 0, 18, 4.4, product.label, 17.0)


def shoe(canvas: Canvas, product: Product) -> None:
    """Draw a trainer from the side."""
    canvas.shape(smooth(outline("shoe", "upper"), k=0.8), product.body, shade=(0.6, 1.2))
    canvas.shape(smooth(outline("shoe", "sole"), k=0.6), product.label)
    for i in range(4):
        lace = [(-3.5 + i * 2.2, -4.6 + i * 1.1), (-1.5 + i * 2.2, -2.8 + i * 0.9)]
        canvas.line(lace, product.label, 0.7, (0.05, 0.05), per=1)


def garment(canvas: Canvas, product: Product) -> None:
    """Draw a top on its hanger."""
    hook = [(0, -18), (1.8, -20), (0, -22), (-1.6, -20.6)]
    canvas.line(hook, 0x555555FF, 0.6, (0.05, 0.05))
    canvas.line([(-13, -12), (0, -18), (13, -12)], 0x6B4A2AFF, 0.9, (0.02, 0.02), per=1)
    canvas.shape(smooth(outline("garment", "cloth"), k=0.5), product.body, shade=(1.6, 0.4))


def carton(canvas: Canvas, product: Product) -> None:
    """Draw a plain box with a label, which stands in for a thing that we cannot draw."""
    canvas.shape(rrect(-5, -7, 10, 13.3, 0.5), product.body, shade=(1.6, 0.2))
    canvas.fill(rect(-4.2, -3.6, 7.6, 5.6), product.label)
    _word(canvas, product.text, -0.4, -0.2, 1.8, colour.ink_of(product.body), 7.0)

"""Things of every day in their own colours. Centimetres; the origin is in the hand."""

from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Linear
from studio.render.drawing.paths import ellipse, rrect, smooth, tube
from studio.render.outlines import outline

_DARK = 0x26262EFF


def phone(canvas: Canvas) -> None:
    """Draw a phone with its screen to us."""
    canvas.shape(rrect(-3.7, -8.6, 7.4, 15.2, 1.1), _DARK)
    screen = Linear(0, -8, 0, 6, ((0, 0x8FD3F4FF), (1, 0xF6A6C1FF)))
    canvas.fill(rrect(-3.3, -8.1, 6.6, 14.2, 0.7), screen)
    canvas.fill(rrect(-1.0, -7.7, 2.0, 0.5, 0.25), _DARK)


def phone_back(canvas: Canvas) -> None:
    """Draw a phone that films us."""
    canvas.shape(rrect(-3.7, -8.6, 7.4, 15.2, 1.1), 0x3C3F4AFF, shade=(1.0, 0.3))
    canvas.shape(rrect(-3.1, -8.0, 3.0, 3.6, 0.8), 0x2A2C34FF, width=canvas.style.line * 0.7)
    for y in (-7.2, -5.3):
        canvas.fill(ellipse(-1.6, y, 0.72), 0x101218FF)
        canvas.fill(ellipse(-1.8, y - 0.2, 0.22), 0x9FB6D8FF)


def cup(canvas: Canvas) -> None:
    """Draw a coffee to go."""
    canvas.shape(smooth(outline("cup", "body"), k=0.4), 0xF7F2EAFF, shade=(1.2, 0.1))
    sleeve = smooth([(-3.4, -3.0), (3.4, -3.0), (3.0, 2.8), (-3.0, 2.8)], k=0.2)
    canvas.shape(sleeve, 0xB5835AFF, width=canvas.style.line * 0.7, shade=(1.0, 0.1))
    canvas.shape(rrect(-4.0, -7.9, 8.0, 1.9, 0.7), 0x4A3A34FF)


def laptop(canvas: Canvas) -> None:
    """Draw an open laptop from behind."""
    canvas.shape(rrect(-16, -21, 32, 21, 1.2), 0xC9CED6FF, shade=(1.5, 0.5))
    canvas.fill(ellipse(0, -10.5, 1.9), 0xEEF1F5FF)
    canvas.shape(rrect(-18, -0.6, 36, 1.8, 0.8), 0xAEB4BEFF)


def mic(canvas: Canvas) -> None:
    """Draw a hand microphone."""
    canvas.shape(tube([(0, -2), (0, 8)], (1.2, 1.0), per=2), 0x2A2A30FF)
    canvas.shape(ellipse(0, -5, 2.6, 3.2), 0x4A4A54FF, shade=(0.7, 0.6))

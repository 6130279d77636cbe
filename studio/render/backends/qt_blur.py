"""Depth of field for almost nothing: draw small, blur small, scale up smoothly."""

from PySide6.QtGui import QImage

_SOFTNESS = 0.75
"""Standard deviation of the blur, in radii."""


def blur_scale(radius: float) -> float:
    """Return how small a layer may be drawn whose blur has a radius of so many pixels."""
    return max(1 / 8, min(0.5, 1.8 / radius))


def blurred(image: QImage, radius: float) -> QImage:
    """Return a premultiplied ARGB image blurred with a radius in its own pixels."""
    from PIL import Image, ImageFilter

    size = (image.width(), image.height())
    raw = bytes(image.constBits())
    pixels = Image.frombuffer("RGBa", size, raw, "raw", "RGBa", image.bytesPerLine(), 1)
    soft = pixels.filter(ImageFilter.GaussianBlur(radius * _SOFTNESS)).tobytes()
    # The copy owns its pixels; the first QImage only borrows those of Python.
    return QImage(soft, *size, size[0] * 4, QImage.Format.Format_ARGB32_Premultiplied).copy()

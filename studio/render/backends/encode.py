"""Painted images as bytes: RGB, JPEG, PNG. Pillow encodes; Qt only orders the channels."""

from io import BytesIO
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QColor, QImage, QPainter

if TYPE_CHECKING:
    from PIL import Image

JPEG_QUALITY = 90
PNG_LEVEL = 3
"""Level 6 takes twice the time for a sixth less."""


def to_rgb_bytes(image: QImage) -> bytes:
    """Return red, green, blue of every pixel, row by row without gaps, on white."""
    opaque = _on_white(image)
    return _borrowed(opaque, "RGB").tobytes("raw", "RGB")


def to_jpeg(image: QImage, quality: int = JPEG_QUALITY, *, dpi: int | None = None) -> bytes:
    """Return a JPEG; transparent parts come out white."""
    opaque = _on_white(image)
    out = BytesIO()
    density = {} if dpi is None else {"dpi": (dpi, dpi)}
    _borrowed(opaque, "RGB").save(out, "JPEG", quality=quality, **density)
    return out.getvalue()


def to_png(image: QImage, level: int = PNG_LEVEL) -> bytes:
    """Return a PNG, with an alpha channel only where a pixel is transparent."""
    pixels = image.convertToFormat(QImage.Format.Format_RGBA8888)
    picture = _borrowed(pixels, "RGBA")
    opaque = picture.getchannel("A").getextrema() == (255, 255)
    out = BytesIO()
    (picture.convert("RGB") if opaque else picture).save(out, "PNG", compress_level=level)
    return out.getvalue()


def _borrowed(image: QImage, mode: str) -> "Image.Image":
    """Return a Pillow image over the QImage's own memory, which must outlive it."""
    from PIL import Image

    size = (image.width(), image.height())
    raw = "RGBX" if mode == "RGB" else mode
    # Neither Pillow nor the memory view holds the QImage: callers keep it in a local name.
    pixels: Any = image.constBits()
    return Image.frombuffer(mode, size, pixels, "raw", raw, image.bytesPerLine(), 1)


def _on_white(image: QImage) -> QImage:
    """Return the image without transparency, red first, a fourth byte unused."""
    if not image.hasAlphaChannel():
        return image.convertToFormat(QImage.Format.Format_RGBX8888)
    white = QImage(image.size(), QImage.Format.Format_RGBX8888)
    white.fill(QColor(255, 255, 255))
    painter = QPainter(white)
    painter.drawImage(0, 0, image)
    painter.end()
    return white

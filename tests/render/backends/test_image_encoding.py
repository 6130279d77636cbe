"""Painted images as bytes."""

from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtGui import QColor, QImage

from studio.render.backends.encode import to_jpeg, to_png, to_rgb_bytes
from studio.render.backends.qt import paint
from studio.render.drawing.nodes import Drawing, Fill, Group
from studio.render.drawing.paths import rect


def halves(background: int = 0xFFFFFFFF) -> QImage:
    """Return 33 by 21 pixels, the left third red."""
    left = Fill(rect(0, 0, 11, 21), 0xFF0000FF)
    return paint(Drawing(33, 21, Group((left,)), background), 33)


def test_rgb_bytes_are_rows_of_three_bytes_without_gaps() -> None:
    data = to_rgb_bytes(halves(0x102030FF))
    assert len(data) == 33 * 21 * 3
    assert data[:3] == bytes((255, 0, 0))
    assert data[-3:] == bytes((0x10, 0x20, 0x30))


def test_transparent_parts_come_out_white() -> None:
    assert to_rgb_bytes(halves(0))[-3:] == bytes((255, 255, 255))
    half = paint(Drawing(4, 4, Group((Fill(rect(0, 0, 4, 4), 0x00000080),)), 0), 4)
    assert abs(to_rgb_bytes(half)[0] - 127) <= 1


@pytest.mark.parametrize("kind", [QImage.Format.Format_RGB32, QImage.Format.Format_RGB888])
def test_other_formats_are_read_as_well(kind: QImage.Format) -> None:
    assert to_rgb_bytes(halves().convertToFormat(kind)) == to_rgb_bytes(halves())


def test_a_jpeg_is_read_back_with_its_colours_and_density() -> None:
    with Image.open(BytesIO(to_jpeg(halves(0x0000FFFF), dpi=300))) as read:
        assert (read.format, read.mode, read.size) == ("JPEG", "RGB", (33, 21))
        assert tuple(round(v) for v in read.info["dpi"]) == (300, 300)
        corner = read.getpixel((30, 10))
    assert isinstance(corner, tuple)
    assert corner[2] > 240
    assert corner[0] < 15


def test_a_better_jpeg_is_larger() -> None:
    image = halves()
    image.setPixelColor(20, 10, QColor(0, 90, 0))
    assert len(to_jpeg(image, quality=97)) > len(to_jpeg(image, quality=40))


def test_a_png_keeps_every_pixel_and_its_transparency() -> None:
    with Image.open(BytesIO(to_png(halves()))) as read:
        assert read.mode == "RGB"
        assert read.tobytes() == to_rgb_bytes(halves())
    with Image.open(BytesIO(to_png(halves(0)))) as read:
        assert read.mode == "RGBA"
        assert read.getpixel((2, 2)) == (255, 0, 0, 255)
        assert read.getpixel((30, 2)) == (0, 0, 0, 0)


def test_the_image_is_left_as_it_was() -> None:
    image = halves()
    kept = image.copy()
    to_jpeg(image)
    to_png(image)
    assert image == kept

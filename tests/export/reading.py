"""Reading a PDF back with another library: pages, words, pictures, fonts, what is said of them."""

import ctypes
import re
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from studio.kernel.geometry import Rect


class Picture(NamedTuple):
    """A picture on a page: where it lies, in points from the top left, and its pixels."""

    box: Rect
    pixels: tuple[int, int]
    filters: tuple[str, ...]

    @property
    def dpi(self) -> tuple[float, float]:
        across, down = self.pixels
        return across / self.box.width * 72, down / self.box.height * 72


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    pdf = pypdfium2.PdfDocument(path)
    try:
        yield pdf
    finally:
        pdf.close()


def sizes(path: Path) -> list[tuple[float, float]]:
    with opened(path) as pdf:
        return [page.get_size() for page in pdf]


def texts(path: Path) -> list[str]:
    """Return the words of each page, blanks made one."""
    with opened(path) as pdf:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]


def pictures(path: Path) -> list[list[Picture]]:
    with opened(path) as pdf:
        return [[_picture(page, found) for found in _objects(page, "IMAGE")] for page in pdf]


def _objects(page: Any, kind: str) -> list[Any]:
    return list(page.get_objects([getattr(pdfium, f"FPDF_PAGEOBJ_{kind}")]))


def _picture(page: Any, found: Any) -> Picture:
    left, bottom, right, top = found.get_bounds()
    height = page.get_size()[1]
    box = Rect(left, height - top, right - left, top - bottom)
    return Picture(box, found.get_px_size(), tuple(found.get_filters()))


def fonts(path: Path) -> dict[str, bool]:
    """Return the name of each font that text is set in, and whether it is embedded."""
    found: dict[str, bool] = {}
    with opened(path) as pdf:
        for page in pdf:
            for text in _objects(page, "TEXT"):
                font = pdfium.FPDFTextObj_GetFont(text)
                length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
                name = ctypes.create_string_buffer(length)
                pdfium.FPDFFont_GetBaseFontName(font, name, length)
                found[name.value.decode()] = pdfium.FPDFFont_GetIsEmbedded(font) == 1
    return found


def meanings(path: Path) -> list[str]:
    """Return what the pages say is meant where glyphs alone would not tell."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", path.read_bytes(), re.DOTALL)
    told = []
    for stream in streams:
        with suppress(zlib.error):
            told += re.findall(rb"/ActualText <feff([0-9a-f]+)>", zlib.decompress(stream))
    return [bytes.fromhex(digits.decode()).decode("utf-16-be") for digits in told]


def alternatives(path: Path) -> list[list[str]]:
    """Return what each page says of its pictures to those who do not see them."""
    with opened(path) as pdf:
        return [_alternatives(page) for page in pdf]


def _alternatives(page: Any) -> list[str]:
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    try:
        count = pdfium.FPDF_StructTree_CountChildren(tree)
        roots = [pdfium.FPDF_StructTree_GetChildAtIndex(tree, i) for i in range(count)]
        return [text for root in roots for text in _told(root)]
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _told(element: Any) -> Iterator[str]:
    if not element:
        return
    text = _wide(lambda *to: pdfium.FPDF_StructElement_GetAltText(element, *to))
    if text:
        yield text
    for i in range(pdfium.FPDF_StructElement_CountChildren(element)):
        yield from _told(pdfium.FPDF_StructElement_GetChildAtIndex(element, i))


def language(path: Path) -> str:
    with opened(path) as pdf:
        return _wide(lambda to, length: pdfium.FPDFCatalog_GetLanguage(pdf, _words(to), length))


def metadata(path: Path) -> dict[str, str]:
    with opened(path) as pdf:
        return {key: value for key, value in pdf.get_metadata_dict().items() if value}


def _words(buffer: Any) -> Any:
    return buffer and ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))


def _wide(fetch: Callable[..., int]) -> str:
    """Return the UTF-16 that a function of pdfium writes."""
    length = fetch(None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    fetch(buffer, length)
    return buffer.raw[:length].decode("utf-16-le").rstrip("\0")


def painted(path: Path, page: int, scale: float) -> Any:
    """Return a page as a grey Pillow image."""
    with opened(path) as pdf:
        return pdf[page].render(scale=scale).to_pil().convert("L")

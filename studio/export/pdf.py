"""Pages as PDF: real text in the bundled fonts, panels as pictures of 300 dots per inch.

The very lines that the page was laid out with are written, so nothing breaks elsewhere
than on screen; text stays selectable in every script.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

import studio
from studio.kernel import clock, files
from studio.kernel.colour import channels
from studio.kernel.errors import Unreadable
from studio.kernel.i18n import _
from studio.kernel.progress import Progress, Work
from studio.render.page import Block, Document, Line, Page, Placed

if TYPE_CHECKING:
    from fpdf import FPDF

    from studio.render.text.shape import Line as Shaped
    from studio.render.text.shape import Run

DPI = 300
MOST_COLOURED = 250
"""Coloured letters that one font of a PDF may hold, with some to spare."""
POINTS_PER_INCH = 72
_BASELINE = 0.8
"""In a cell as high as its text, fpdf2 puts the baseline at this share of the size."""

logging.getLogger("fontTools").setLevel(logging.WARNING)
logging.getLogger("fpdf").setLevel(logging.ERROR)  # a missing glyph is our finding, not its news


def write(document: Document, to: Path) -> Work[Path]:
    """Write the document beside `to`, check it with another library, then put it in place.

    Yields progress by picture; closing the generator leaves nothing behind. Raises NotSaved, and
    StudioError where the system lacks what drawing needs.
    """
    from studio.render.backends.loading import require_qt

    require_qt()
    total = sum(len(page.pictures) for page in document.pages) + 1
    checking = partial(check, pages=len(document.pages), name=to.name)
    with files.replacing(to, checking) as part, _begun(document) as pdf:
        done = 0
        for page in document.pages:
            pdf.add_page(format=(page.width, page.height))
            _set_blocks(pdf, page.blocks)
            for picture in page.pictures:
                yield Progress(done, total, picture.marks.number)
                _set_picture(pdf, picture)
                done += 1
            _set_lines(pdf, page)
        yield Progress(done, total, to.name)
        pdf.output(str(part))
    return to


def check(path: Path, pages: int, name: str) -> None:
    """Raise Unreadable unless the file is a PDF of so many pages, in another library's eyes.

    `name` is what the user calls the file.
    """
    import pypdfium2

    try:
        found = pypdfium2.PdfDocument(path)
        count = len(found)
        found.close()
    except pypdfium2.PdfiumError as error:
        raise _spoilt(name) from error
    if count != pages:
        raise _spoilt(name)


def _spoilt(name: str) -> Unreadable:
    sentence = _("The PDF was not written well and has been thrown away. Try again. ({name})")
    return Unreadable(sentence.format(name=name))


@contextmanager
def _begun(document: Document) -> Iterator["FPDF"]:
    """Give the document without pages, its fonts open as long as they are needed."""
    from fpdf import FPDF

    from studio.render.text import faces

    pdf = FPDF(unit="pt")
    pdf.set_auto_page_break(False)
    pdf.c_margin = 0
    pdf.set_title(document.title)
    pdf.set_author(document.author)
    pdf.set_lang(document.language)
    pdf.set_creator(f"Persona Studio {studio.__version__}")
    pdf.set_creation_date(clock.now())
    needed = _fonts_of(line for page in document.pages for line in page.lines)
    try:
        for name in sorted(needed):
            pdf.add_font(name, fname=faces.path(name))
        yield pdf
    finally:
        _close_fonts(pdf)


def _close_fonts(pdf: "FPDF") -> None:
    """Let go of font files, also of those that fpdf2 keeps: the coloured, and all when stopped."""
    from fpdf.fonts import TTFFont

    for font in pdf.fonts.values():
        if isinstance(font, TTFFont):
            font.subset.pick.cache_clear()
            font.subset.get_glyph.cache_clear()
            font.close()


def _fonts_of(lines: Iterable[Line]) -> set[str]:
    """Return the font files that the lines need: loading one for nothing costs a second."""
    from studio.render.text.shape import shape

    return {run.font for line in lines for run in shape(line.text, line.face).runs} - {""}


def _set_blocks(pdf: "FPDF", blocks: Iterable[Block]) -> None:
    for block in blocks:
        red, green, blue, _alpha = channels(block.colour)
        pdf.set_fill_color(red, green, blue)
        box, radius = block.box, block.radius
        pdf.rect(*box, style="F", round_corners=radius > 0, corner_radius=radius)


def _set_picture(pdf: "FPDF", placed: Placed) -> None:
    from studio.render.backends.encode import to_jpeg
    from studio.render.backends.qt import paint
    from studio.render.drawing.transform import rounded
    from studio.render.panel import draw_panel

    drawing = draw_panel(placed.shot, placed.marks)
    scale = drawing.width / placed.box.width
    width = ceil(placed.box.width / POINTS_PER_INCH * DPI)
    image = paint(rounded(drawing, placed.radius * scale), width)
    alt = placed.alt or placed.marks.number
    pdf.image(BytesIO(to_jpeg(image)), *placed.box, alt_text=alt, title=placed.marks.number)


def _set_lines(pdf: "FPDF", page: Page) -> None:
    from studio.render.text.shape import shape

    for line in page.lines:
        red, green, blue, _alpha = channels(line.colour)
        pdf.set_text_color(red, green, blue)
        pdf.set_draw_color(red, green, blue)
        shaped = shape(line.text, line.face)
        left = line.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[line.anchor] * (
            shaped.width * line.size
        )
        pen = left  # not the first glyph's place: a vowel sign stands beside its pen
        for run, words in with_words(shaped):
            if run.font:
                _set_run(pdf, run, words, pen, line)
            else:
                _set_boxes(pdf, run, left, line)
            pen += sum(glyph.advance for glyph in run.glyphs) * line.size


def with_words(shaped: "Shaped") -> Iterator[tuple["Run", str]]:
    """Yield the runs of a line, each with its own words in reading order.

    The writer's own choice of fonts and direction is not used: it sets mixed lines wrongly.
    """
    starts = [min(glyph.start for glyph in run.glyphs) for run in shaped.runs]
    ends = dict(pairwise([*sorted(starts), len(shaped.text)]))
    for run, start in zip(shaped.runs, starts, strict=True):
        yield run, shaped.text[start : ends[start]]


def _set_run(pdf: "FPDF", run: "Run", words: str, x: float, line: Line) -> None:
    from fpdf.enums import Align, TextDirection
    from fpdf.line_break import Fragment, TextLine

    direction = TextDirection.RTL if run.level % 2 else TextDirection.LTR
    pdf.set_font(_family(pdf, run), size=line.size)
    # Without a language it would be the one of whoever's computer this is.
    pdf.set_text_shaping(direction=direction, language="und")
    directions = {"fragment_direction": direction, "paragraph_direction": direction}
    pdf.text_shaping = {**(pdf.text_shaping or {}), **directions}
    pdf.set_xy(x, line.y - line.size * _BASELINE)
    # Not `cell`, which splits the run again, by script, and parts letters from their marks.
    fragment = Fragment(words, pdf._get_current_graphics_state(), pdf.k)  # noqa: SLF001
    whole = TextLine((fragment,), 0.0, 0, Align.L, line.size, 0.0)
    with _meaning(pdf, words if direction is TextDirection.RTL else ""):
        pdf._render_styled_text_line(whole, line.size)  # noqa: SLF001 - the door behind `cell`


def _family(pdf: "FPDF", run: "Run") -> str:
    """Return the font to set a run in: coloured letters need a further copy after some 250."""
    from studio.render.text import faces

    name = run.font
    number = 1
    while _full(pdf, name, run):
        number += 1
        name = f"{run.font} {number}"
        if name.lower() not in pdf.fonts:
            pdf.add_font(name, fname=faces.path(run.font))
    return name


def _full(pdf: "FPDF", name: str, run: "Run") -> bool:
    from fpdf.fonts import TTFFont

    font = pdf.fonts[name.lower()]
    if not isinstance(font, TTFFont) or font.color_font is None:
        return False
    return len(font.subset) + len(run.glyphs) > MOST_COLOURED


@contextmanager
def _meaning(pdf: "FPDF", words: str) -> Iterator[None]:
    """Say which words are drawn inside, for readers that would guess them from glyphs."""
    if not words:
        yield
        return
    # Readers take a span as it stands on the line and turn right-to-left text round themselves,
    # letter by letter.
    actual = words[::-1].encode("utf-16-be").hex()
    pdf._out(f"/Span <</ActualText <feff{actual}>>> BDC")  # noqa: SLF001 - has no public door
    yield
    pdf._out("EMC")  # noqa: SLF001


def _set_boxes(pdf: "FPDF", run: "Run", left: float, line: Line) -> None:
    """Draw a hollow box for each character that no font has."""
    pdf.set_line_width(line.size * 0.06)
    for glyph in run.glyphs:
        x = left + (glyph.x + glyph.advance * 0.14) * line.size
        height = line.size * 0.7
        pdf.rect(x, line.y - height, glyph.advance * 0.72 * line.size, height, style="D")

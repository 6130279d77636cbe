"""Words in a PDF: they stand where the page was laid out, look as on screen, and can be found."""

import locale
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from studio.export.pdf import write
from studio.kernel import clock
from studio.kernel.geometry import Rect
from studio.kernel.progress import finish
from studio.render.backends.encode import to_rgb_bytes
from studio.render.backends.qt import paint
from studio.render.drawing.nodes import Drawing, Group, Text
from studio.render.page import A4_LANDSCAPE, Block, Document, Line, Page
from tests.architecture.tree import ROOT
from tests.conftest import MOMENT
from tests.export.papers import INK, lines_document
from tests.export.reading import fonts, meanings, opened, painted, texts

SCALE = 2
FACES = ("sans", "sans-bold", "mono")
WORDS = {
    "Italian": "Perché l’estate è già qui — fi ffi AV To.",
    "Cyrillic and Greek": "Привет Ελλάδα",
    "Arabic": "مرحبا بالعالم الجميل",
    "Arabic with vowels": "مَرْحَبًا نصٌّ مُشَكَّل",
    "Arabic that ends in a vowel": "(LUMI) كَتَبَ",
    "Arabic with Latin": "عرض (LUMI 2026) ١٢٣٪ now",
    "Arabic inside": "Say مرحبا بالعالم 15% abc",
    "Persian": "می\u200cخواهم",
    "direction marks": "\u200fHello\u200e مرحبا",
    "Japanese": "日本語の「テキスト」、渋谷。",
    "Japanese with Latin": "Studioのセラム ¥1,200",
    "accent of its own": "x\u0302 q\u0303 Vie\u0302\u0323t",
    "blanks": "a    b\u00a0c",
    "signs": "− 20% → ● ✓ №",
    "what writers take for orders": "{nb} %s \\n **b** __u__ --s-- [a](b) ( )",
    "emoji": "👩\u200d👩\u200d👧\u200d👦 🇮🇹 ❤\ufe0f 1\ufe0f\u20e3 👍🏽 go",
    "boxes": "𓀀 box ꙮ กข",
}
ALLOWED = {"emoji": 0.2, "boxes": 0.22}
"""Colour layers and thin frames are softened otherwise than text by another painter."""
USUALLY = 0.09


def lines_of(face: str) -> dict[str, Line]:
    """Return each kind of words as a line of its own, in one face."""
    kinds = enumerate(WORDS.items(), 1)
    return {kind: Line(words, 60, 34.0 * row, 13, INK, face) for row, (kind, words) in kinds}


def words_document() -> Document:
    """Return every kind of words, a page for each face."""
    faces = [tuple(lines_of(face).values()) for face in FACES]
    return Document("Words", "en", tuple(Page(*A4_LANDSCAPE, lines=lines) for lines in faces))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write them once."""
    clock.freeze(MOMENT)
    return finish(write(words_document(), tmp_path_factory.mktemp("words") / "words.pdf"))


@pytest.fixture(scope="module")
def papers(file: Path) -> dict[str, tuple[Any, Any]]:
    """Give the page of each face as the file is painted, and as our own painter paints it."""
    return {face: (painted(file, n, SCALE), own_paper(face)) for n, face in enumerate(FACES)}


def own_paper(face: str) -> Any:
    from PIL import Image

    lines = lines_of(face).values()
    nodes = (Text(line.text, line.x, line.y, line.size, line.colour, face) for line in lines)
    across, down = A4_LANDSCAPE
    own = paint(Drawing(across, down, Group(tuple(nodes)), 0xFFFFFFFF), round(across * SCALE))
    image = Image.frombytes("RGB", (own.width(), own.height()), to_rgb_bytes(own))
    return image.convert("L")


def difference(one: Any, two: Any) -> float:
    """Return how much ink of two pictures differs, as a share of the second's ink."""
    from PIL import ImageChops, ImageFilter, ImageStat

    soft = ImageFilter.GaussianBlur(2)
    apart = ImageChops.difference(one.filter(soft), two.filter(soft))
    ink = ImageStat.Stat(ImageChops.invert(two)).sum[0]
    return float(ImageStat.Stat(apart).sum[0] / ink)


def around(line: Line) -> tuple[int, int, int, int]:
    box = (line.x - 10, line.y - 17, line.x + 400, line.y + 12)
    left, top, right, bottom = (round(value * SCALE) for value in box)
    return left, top, right, bottom


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("kind", WORDS)
def test_words_in_the_file_look_as_on_screen(
    kind: str, face: str, papers: dict[str, tuple[Any, Any]]
) -> None:
    place = around(lines_of(face)[kind])
    theirs, ours = (paper.crop(place) for paper in papers[face])
    assert difference(theirs, ours) < ALLOWED.get(kind, USUALLY)


def test_the_comparison_sees_a_shift_of_a_point(papers: dict[str, tuple[Any, Any]]) -> None:
    """A check that cannot fail proves nothing."""
    for face, (_theirs, ours) in papers.items():
        for kind, line in lines_of(face).items():
            left, top, right, bottom = around(line)
            moved = ours.crop((left + SCALE, top, right + SCALE, bottom))
            assert difference(moved, ours.crop(around(line))) > 1.2 * ALLOWED.get(kind, USUALLY)


def test_words_can_be_found_in_the_file(file: Path) -> None:
    for told in texts(file):
        for words in (
            "Perché l’estate è già qui — fi ffi AV To.",
            "Привет Ελλάδα",
            "日本語の「テキスト」、渋谷。",
            "Studioのセラム ¥1,200",
            "👩\u200d👩\u200d👧\u200d👦 🇮🇹 ❤\ufe0f",
            "👍🏽 go",
            "{nb} %s \\n **b** __u__ --s-- [a](b) ( )",
            "− 20% → ● ✓ №",
            "2026",
        ):
            assert words in told
        for word in ("مرحبا", "بالعالم", "الجميل"):
            assert word in told


def test_right_to_left_words_are_given_as_they_stand_on_the_line(file: Path) -> None:
    """Letter by letter: a vowel sign before its letter, as readers turn the whole round."""
    told = meanings(file)
    for kind in ("Arabic", "Arabic with vowels", "Persian"):
        assert WORDS[kind][::-1] in told
    assert not any(letter.isascii() and letter.isalpha() for word in told for letter in word)


def test_the_reader_s_own_search_finds_words_of_many_scripts(file: Path) -> None:
    with opened(file) as pdf:
        page = pdf[0].get_textpage()
        for word in ("Perché", "Привет", "日本語", "مرحبا", "セラム"):
            assert page.search(word).get_next() is not None, word


def test_every_font_is_in_the_file_and_only_those_needed(file: Path, tmp_path: Path) -> None:
    found = fonts(file)
    assert all(found.values())
    names = {name.partition("+")[2] for name in found}
    assert {"StudioSans", "StudioSansBold", "StudioMonoBold"} <= names
    assert any("Arabic" in name for name in names)
    assert any("Japanese" in name for name in names)
    plain = tmp_path / "plain.pdf"
    finish(write(lines_document((Line("Glow", 30, 30, 12, INK),)), plain))
    assert [name.partition("+")[2] for name in fonts(plain)] == ["StudioSans"]
    assert plain.stat().st_size < 60_000


@pytest.mark.parametrize("words", ["Glow on.", "مرحبا بالعالم", "日本語", "👩\u200d👩\u200d👧 go"])
def test_a_line_hangs_on_the_side_its_anchor_names(words: str, tmp_path: Path) -> None:
    anchored = (
        Line(words, 400, 100, 20, INK, anchor="start"),
        Line(words, 400, 200, 20, INK, anchor="middle"),
        Line(words, 400, 300, 20, INK, anchor="end"),
    )
    path = finish(write(lines_document(anchored), tmp_path / "anchors.pdf"))
    page = painted(path, 0, 1)
    spans = [ink_of(page.crop((0, line.y - 25, 842, line.y + 12))) for line in anchored]
    width = spans[0].width
    for span, share in zip(spans, (0.0, 0.5, 1.0), strict=True):
        assert span.width == pytest.approx(width, abs=2)
        assert span.x == pytest.approx(400 - share * width, abs=4)


def ink_of(picture: Any) -> Rect:
    """Return the box of what is darker than paper."""
    left, top, right, bottom = picture.point(lambda grey: 255 * (grey < 200)).getbbox()
    return Rect(left, top, right - left, bottom - top)


def test_a_line_stands_on_its_baseline(tmp_path: Path) -> None:
    lines = tuple(Line("HEH", 30 + 200 * n, 300, size, INK) for n, size in enumerate((7, 16, 60)))
    page = painted(finish(write(lines_document(lines), tmp_path / "base.pdf")), 0, 4)
    for line in lines:
        span = ink_of(page.crop((int(line.x * 4), 0, int(line.x * 4) + 760, 2380)))
        assert span.bottom / 4 == pytest.approx(300, abs=0.5)


def test_words_and_blocks_have_their_colours(tmp_path: Path) -> None:
    blocks = (Block(Rect(100, 100, 50, 50), 0x00FF00FF), Block(Rect(200, 100, 50, 50), 255, 20.0))
    lines = (Line("■■", 30, 60, 40, 0xFF0000FF, "sans-black"), Line("𓀀", 300, 60, 40, 0x0000FFFF))
    document = Document("T", "en", (Page(*A4_LANDSCAPE, blocks, (), lines),))
    path = finish(write(document, tmp_path / "colours.pdf"))
    with opened(path) as pdf:
        page = pdf[0].render(scale=1).to_pil().convert("RGB")
    assert page.getpixel((125, 125)) == (0, 255, 0)
    assert page.getpixel((225, 125)) == (0, 0, 0)
    assert page.getpixel((202, 102)) == (255, 255, 255)  # a round corner
    colours = {colour for _count, colour in page.getcolors(10_000)}
    assert (255, 0, 0) in colours
    assert any(blue > red + 100 and red == green for red, green, blue in colours)


def test_a_page_of_nothing_but_blanks_and_empty_lines_is_written(tmp_path: Path) -> None:
    lines = tuple(Line(words, 30, 30, 12, INK) for words in ("", " ", "\u200f", "\t"))
    path = finish(write(lines_document(lines), tmp_path / "blank.pdf"))
    assert texts(path) == [""]


CODE = """
import sys
from pathlib import Path
from studio.export.pdf import write
from studio.kernel import clock
from studio.kernel.progress import finish
from tests.conftest import MOMENT
from tests.export.test_pdf_words import words_document
clock.freeze(MOMENT)
finish(write(words_document(), Path(sys.argv[1])))
"""


def test_another_computer_writes_the_same_bytes(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.pdf"
    wanted = ("tr_TR.UTF-8", "ja_JP.UTF-8", "C.UTF-8")
    environment = {**os.environ, "PYTHONHASHSEED": "7", "LC_ALL": first_locale(wanted)}
    command = [sys.executable, "-c", CODE, str(other)]
    subprocess.run(command, cwd=ROOT, check=True, env=environment)
    assert other.read_bytes() == file.read_bytes()


def first_locale(names: tuple[str, ...]) -> str:
    """Return the first of these locales that this system has, else the plainest."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in names:
            try:
                locale.setlocale(locale.LC_CTYPE, name)
            except locale.Error:
                continue
            return name
        return "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, before)

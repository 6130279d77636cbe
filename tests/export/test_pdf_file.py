"""The storyboard as a PDF file: its pages, pictures, fonts and facts, read by another library."""

import gc
import os
from pathlib import Path

import pytest
from fpdf import FPDF
from fpdf.fonts import TTFFont

from studio.export.pdf import DPI, check, write
from studio.kernel import clock, i18n
from studio.kernel.errors import Unreadable
from studio.kernel.progress import Progress, finish
from studio.render.page import A4_LANDSCAPE, Document, Line, Page
from studio.spots.documents.sheet import sheet
from studio.spots.queries import board
from studio.spots.sample import make_sample
from studio.store import workspace
from tests.conftest import MOMENT
from tests.export.papers import INK, lines_document, small_document
from tests.export.reading import (
    alternatives,
    fonts,
    language,
    metadata,
    opened,
    painted,
    pictures,
    sizes,
    texts,
)


@pytest.fixture(scope="module")
def storyboard(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """Lay out the sample once."""
    clock.freeze(MOMENT)
    i18n.use("en")
    store = workspace.create(tmp_path_factory.mktemp("sample") / "Sample", "Anna")
    try:
        spot = make_sample(store, "en")
        with store.read() as session:
            return sheet(board(session, spot))
    finally:
        store.close()


@pytest.fixture(scope="module")
def told() -> list[Progress]:
    """Collect what the writing of the sample tells."""
    return []


@pytest.fixture(scope="module")
def file(
    storyboard: Document, told: list[Progress], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Write the sample once."""
    clock.freeze(MOMENT)
    path = tmp_path_factory.mktemp("file") / "Storyboard — Maya.pdf"
    told += list(write(storyboard, path))
    return path


def test_the_file_has_the_pages_of_the_document(storyboard: Document, file: Path) -> None:
    assert sizes(file) == [A4_LANDSCAPE] * 3
    assert len(storyboard.pages) == 3


def test_every_line_of_a_page_can_be_read_in_the_file(storyboard: Document, file: Path) -> None:
    for page, words in zip(storyboard.pages, texts(file), strict=True):
        assert len(page.lines) > 15
        for line in page.lines:
            assert " ".join(line.text.split()) in words
        # And nothing that is not on the page.
        assert sorted(words.replace(" ", "")) == sorted(
            "".join(line.text for line in page.lines).replace(" ", "")
        )


def test_every_picture_lies_in_its_box_in_print_quality(storyboard: Document, file: Path) -> None:
    for page, found in zip(storyboard.pages, pictures(file), strict=True):
        assert len(found) == len(page.pictures)
        for placed, picture in zip(page.pictures, found, strict=True):
            assert picture.box == pytest.approx(placed.box, abs=0.02)
            across, down = picture.dpi
            assert DPI == 300
            assert 300 <= across < 302
            assert 300 <= down < 302
            assert picture.filters == ("DCTDecode",)


def test_pictures_show_something_and_differ(file: Path) -> None:
    page = painted(file, 0, 1)
    boxes = [picture.box for picture in pictures(file)[0]]
    shown = [page.crop([int(n) for n in (b.x, b.y, b.right, b.bottom)]) for b in boxes]
    assert len({picture.tobytes() for picture in shown}) == 5
    for picture in shown:
        dark, light = picture.getextrema()
        assert light - dark > 150


def test_pictures_are_told_to_those_who_do_not_see_them(storyboard: Document, file: Path) -> None:
    told = alternatives(file)
    assert told == [[placed.alt for placed in page.pictures] for page in storyboard.pages]
    assert told[0][0] == "Sunrise. Maya stretches in her bedroom."
    with opened(file) as pdf:
        assert pdf.is_tagged()


def test_every_font_is_in_the_file(file: Path) -> None:
    found = fonts(file)
    assert set(found.values()) == {True}
    names = sorted(name.partition("+")[2] for name in found)
    assert names == ["StudioMonoBold", "StudioSans", "StudioSansBlack", "StudioSansBold"]


def test_the_file_says_what_it_is(file: Path) -> None:
    facts = metadata(file)
    assert facts["Title"] == "LUMI Glow Serum — Morning with Maya"
    assert facts["Author"] == "LUMI Skin"
    assert facts["Creator"].startswith("Persona Studio ")
    assert facts["CreationDate"].startswith("D:20310504093000")
    assert language(file) == "en"


def test_an_italian_file_says_so(tmp_path: Path) -> None:
    document = Document("Perché — 👩\u200d👩\u200d👧", "it", (Page(*A4_LANDSCAPE),))
    path = finish(write(document, tmp_path / "it.pdf"))
    assert language(path) == "it"
    facts = metadata(path)
    assert facts["Title"] == "Perché — 👩\u200d👩\u200d👧"
    assert "Author" not in facts


def test_the_file_can_be_sent_by_mail(file: Path) -> None:
    assert file.stat().st_size < 3_000_000


def test_progress_counts_the_pictures_and_comes_to_its_end(
    file: Path, told: list[Progress]
) -> None:
    assert [progress.done for progress in told] == list(range(13))
    assert {progress.total for progress in told} == {13}
    assert [progress.doing for progress in told[:2]] == ["01", "02"]
    assert told[-1].doing == file.name


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (
        finish(write(small_document(pictures=2), tmp_path / f"{n}.pdf")) for n in (1, 2)
    )
    assert first.read_bytes() == second.read_bytes()
    clock.freeze(MOMENT.replace(year=2032))
    later = finish(write(small_document(pictures=2), tmp_path / "3.pdf"))
    assert later.read_bytes() != first.read_bytes()


def test_a_document_of_any_page_size_is_written(tmp_path: Path) -> None:
    pages = (Page(595, 842), Page(842, 595), Page(200.5, 100.25))
    path = finish(write(Document("T", "en", pages), tmp_path / "sizes.pdf"))
    assert sizes(path) == [pytest.approx((p.width, p.height), abs=0.01) for p in pages]


def test_more_emoji_than_one_font_may_hold_are_written(tmp_path: Path) -> None:
    everything = [chr(n) for n in (*range(0x1F400, 0x1F4FD), *range(0x1F601, 0x1F64F))]
    rows = ["".join(everything[n : n + 30]) for n in range(0, len(everything), 30)]
    lines = tuple(Line(row, 30, 30 + 20 * n, 12, INK) for n, row in enumerate(rows))
    assert len(everything) > 320
    path = finish(write(lines_document(lines), tmp_path / "emoji.pdf"))
    (words,) = texts(path)
    assert set(everything) <= set(words)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are not told here")
@pytest.mark.parametrize("stop", [False, True])
def test_no_font_stays_open(tmp_path: Path, stop: bool) -> None:
    document = small_document(words="Glow 👩 日本 مرحبا")
    work = write(document, tmp_path / "a.pdf")
    next(work)
    work.close() if stop else finish(work)
    open_files = [os.path.realpath(link) for link in Path("/proc/self/fd").iterdir()]
    assert [name for name in open_files if name.endswith(".ttf")] == []


def test_nothing_of_a_written_document_is_kept_in_memory(tmp_path: Path) -> None:
    finish(write(small_document(words="Glow 👩"), tmp_path / "a.pdf"))
    work = write(small_document(words="Glow 👩"), tmp_path / "b.pdf")
    next(work)
    work.close()
    del work
    gc.collect()
    kept = [thing for thing in gc.get_objects() if isinstance(thing, FPDF | TTFFont)]
    assert kept == []


def test_a_file_that_is_no_pdf_or_too_short_is_seen(file: Path, tmp_path: Path) -> None:
    whole = file.read_bytes()
    check(file, 3, "a.pdf")
    for pages in (0, 2, 4):
        with pytest.raises(Unreadable, match=r"thrown away\. Try again\. \(a\.pdf\)"):
            check(file, pages, "a.pdf")
    spoilt = tmp_path / "spoilt.pdf"
    for part in (b"", b"%PDF-1.4\n", whole[: len(whole) // 2], whole[:-2000], b"x" * 5000):
        spoilt.write_bytes(part)
        with pytest.raises(Unreadable, match="thrown away"):
            check(spoilt, 3, "a.pdf")

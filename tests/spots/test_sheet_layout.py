"""The sheet's grid: pictures in their ratio, words in their columns, nothing over anything else."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.kernel import clock, i18n
from studio.kernel.geometry import Rect
from studio.render.page import A4_LANDSCAPE, Document, Page
from studio.render.shot import RATIOS
from studio.render.text.fit import width
from studio.spots import rules
from studio.spots.documents.copy import LEADING, SIZES, broken, camera_words, fitted
from studio.spots.documents.sheet import GRIDS, sheet
from studio.spots.documents.shots import marks_of, shot_of
from studio.spots.queries import PanelRow
from studio.spots.sample import make_sample
from studio.store.workspace import Store
from tests.render.golden import check_golden
from tests.spots.boards import a_board, a_panel, board_of
from tests.spots.paper import (
    DESCENT,
    Cell,
    cells,
    column_of,
    frame_lines,
    ink,
    inner_lines,
    notes,
    overlaps,
    visible,
)

GRID = {"9:16": (5, 1), "4:5": (5, 2), "1:1": (4, 2), "16:9": (3, 2)}
PAGE = Rect(0, 0, *A4_LANDSCAPE)
PIECES = [
    "Maya ",
    "looks, ",
    "l’estate è già qui! ",
    "longwordwithoutanyspaceatall",
    "x" * 90,
    "\n",
    "\n\n",
    "مرحبا بالعالم ",
    "١٢٣ (LUMI) ",
    "日本語で、「はい」",
    "👩\u200d👩\u200d👧\u200d👦",
    "🇮🇹 ",
    "— ",
    "\t",
    "𓀀",
    "W" * 40,
    "می\u200cخواهم ",
    "{nb} %s ",
]


@st.composite
def texts(draw: st.DrawFn, longest: int) -> str:
    """Draw a text as a field holds it, of mixed scripts, up to so many characters."""
    parts = draw(st.lists(st.sampled_from(PIECES), max_size=12))
    times = draw(st.integers(0, longest // max(1, len("".join(parts)))))
    return rules.copy(("".join(parts) * times)[:longest])


def full_page(ratio: str) -> Page:
    columns, rows = GRID[ratio]
    panels = [a_panel(number) for number in range(1, columns * rows + 1)]
    (page,) = sheet(a_board(*panels, ratio=ratio)).pages
    return page


def row_tops(ratio: str) -> list[float]:
    return sorted({placed.box.y for placed in full_page(ratio).pictures})


def grid_pages(document: Document) -> list[Page]:
    return [page for page in document.pages if page.pictures]


def check_cell(cell: Cell) -> None:
    """A panel's words keep their column, their floor and their least size."""
    left, right = cell.picture.box.x, cell.moment.x
    for line in (cell.number, cell.shot, cell.moment, *cell.words):
        box = ink(line)
        assert box.x >= left - 0.01, line
        assert box.right <= right + 0.01, line
        assert line.size >= 7.0
        assert line.y + DESCENT * line.size <= cell.floor
    assert {line.size for line in cell.words} <= {*SIZES}
    assert len({line.size for line in cell.words}) <= 1


def check_page(page: Page) -> None:
    """Everything is on the page, apart from each other."""
    assert (page.width, page.height) == A4_LANDSCAPE
    for line in page.lines:
        box = ink(line)
        assert box.x >= 20, line
        assert box.right <= PAGE.right - 20, line
        assert box.y >= 15, line
        assert box.bottom <= PAGE.bottom - 15, line
    assert list(overlaps(page)) == []


def test_every_ratio_that_is_drawn_has_a_grid() -> None:
    assert GRIDS == GRID
    assert set(GRID) == set(RATIOS)


@pytest.mark.parametrize("ratio", GRID)
def test_a_full_page_has_the_grid_of_its_ratio(ratio: str) -> None:
    columns, rows = GRID[ratio]
    page = full_page(ratio)
    boxes = [placed.box for placed in page.pictures]
    assert len({round(box.x, 3) for box in boxes}) == columns
    assert len({round(box.y, 3) for box in boxes}) == rows
    # In reading order: row by row, from left to right.
    assert boxes == sorted(boxes, key=lambda box: (box.y, box.x))
    numbers = [placed.marks.number for placed in page.pictures]
    assert numbers == [f"{n:02d}" for n in range(1, columns * rows + 1)]


@pytest.mark.parametrize("ratio", GRID)
def test_pictures_have_their_ratio_and_stay_on_the_page(ratio: str) -> None:
    across, down = RATIOS[ratio]
    page = full_page(ratio)
    for placed in page.pictures:
        box = placed.box
        assert box.width / box.height == pytest.approx(across / down, rel=1e-9)
        assert 29.9 < box.x < box.right < PAGE.right - 29.9
        assert 60 < box.y < box.bottom < 540
        assert box.width > 100
    check_page(page)
    for cell in cells(page, row_tops(ratio)):
        check_cell(cell)


@pytest.mark.parametrize("ratio", GRID)
@pytest.mark.parametrize("extra", [-1, 0, 1])
def test_panels_fill_page_after_page(ratio: str, extra: int) -> None:
    columns, rows = GRID[ratio]
    count = 2 * columns * rows + extra
    panels = [a_panel(number) for number in range(1, count + 1)]
    document = sheet(a_board(*panels, ratio=ratio))
    assert len(document.pages) == (3 if extra > 0 else 2)
    shown = [placed.marks.number for page in document.pages for placed in page.pictures]
    assert shown == [f"{number:02d}" for number in range(1, count + 1)]
    footers = [line.text for page in document.pages for line in frame_lines(page)]
    for number in range(1, len(document.pages) + 1):
        assert footers.count(f"Page {number} of {len(document.pages)}") == 1


def test_pictures_are_the_shots_of_the_board() -> None:
    first, second = a_panel(1, action="She waits."), a_panel(2, size="ECU", duration_ms=2500)
    board = a_board(first, second)
    placed = sheet(board).pages[0].pictures
    for picture, panel in zip(placed, (first, second), strict=True):
        assert (picture.shot, picture.marks) == (shot_of(board, panel), marks_of(board, panel))
    assert [picture.alt for picture in placed] == ["She waits.", "ECU · 2.5 s"]


def test_the_shot_line_says_number_size_length_and_moment() -> None:
    panel = a_panel(7, size="MCU", duration_ms=2500, start_ms=61_250)
    (cell,) = cells(sheet(a_board(panel)).pages[0], row_tops("9:16"))
    told = (cell.number.text, cell.shot.text, cell.moment.text)
    assert told == ("07", "MCU · 2.5 s", "01:01.3")


@pytest.mark.parametrize(
    ("ms", "in_english", "in_italian"),
    [
        (2000, "2 s", "2 s"),
        (2500, "2.5 s", "2,5 s"),
        (1250, "1.25 s", "1,25 s"),
        (10_000, "10 s", "10 s"),
        (100, "0.1 s", "0,1 s"),
        (30_125, "30.125 s", "30,125 s"),
    ],
)
def test_lengths_are_written_as_each_language_does(
    ms: int, in_english: str, in_italian: str
) -> None:
    board = a_board(a_panel(duration_ms=ms))

    def told() -> list[str]:
        page = sheet(board).pages[0]
        (cell,) = cells(page, row_tops("9:16"))
        (facts,) = [line.text for line in page.lines if "LUMI" in line.text]
        return [cell.shot.text, facts.split(" · ")[1]]

    assert told() == [f"MS · {in_english}", in_english]
    i18n.use("it")
    assert told() == [f"MS · {in_italian}", in_italian]


@pytest.mark.parametrize("spoken", ["en", "it"])
def test_angle_and_camera_move_are_said_where_they_say_something(spoken: str) -> None:
    i18n.use(spoken)
    push, high = i18n._("push in"), i18n._("high angle")
    assert (push == "push in") is (high == "high angle") is (spoken == "en")
    assert camera_words(a_panel()) == ""
    assert camera_words(a_panel(camera_move="push_in")) == push
    assert camera_words(a_panel(angle="high")) == high
    assert camera_words(a_panel(angle="high", camera_move="push_in")) == f"{high} · {push}"
    assert camera_words(a_panel(angle="from_the_moon")) == "from the moon"


def test_words_are_camera_then_action_then_dialogue() -> None:
    panel = a_panel(camera_move="pan_left", action="She waits.\nLong.", dialogue="MAYA: Hi")
    (cell,) = cells(sheet(a_board(panel)).pages[0], row_tops("9:16"))
    assert [line.text for line in cell.words] == ["pan left", "She waits.", "Long.", "MAYA: Hi"]
    faces = [line.face for line in cell.words]
    assert faces == ["sans", "sans", "sans", "sans-bold"]
    assert len({line.colour for line in cell.words}) == 3


def test_right_to_left_words_stand_at_their_own_side() -> None:
    panel = a_panel(action="مرحبا بالعالم\nHello\n(15%) مرحبا", dialogue="日本語")
    (cell,) = cells(sheet(a_board(panel)).pages[0], row_tops("9:16"))
    sides = [(line.anchor, line.x) for line in cell.words]
    start, end = ("start", cell.picture.box.x), ("end", cell.moment.x)
    assert sides == [end, start, end, start]


@pytest.mark.parametrize("ratio", GRID)
def test_the_pointer_to_the_notes_fits_its_column_in_italian(ratio: str, italian: None) -> None:
    panels = [a_panel(number, action="parola " * 900) for number in range(1, 130)]
    document = sheet(a_board(*panels, ratio=ratio))
    assert len(document.pages) > 100
    for cell in cells(grid_pages(document)[-1], row_tops(ratio)):
        check_cell(cell)
        assert re.search(r"\d{3}$", cell.words[-1].text)
        assert cell.words[-1].face == "sans-bold"


def test_control_characters_never_reach_the_paper() -> None:
    panel = a_panel(action="a\x00b\x07c\ud800", dialogue="\u200bd\x1b")
    (cell,) = cells(sheet(a_board(panel)).pages[0], row_tops("9:16"))
    assert [line.text for line in cell.words] == ["abc", "d"]


@given(words=texts(700), limit=st.floats(60, 300), height=st.floats(20, 300))
def test_the_largest_size_that_fits_is_taken(words: str, limit: float, height: float) -> None:
    panel = a_panel(action=words)
    copy = fitted(panel, limit, height)
    counts = {size: len(broken(panel, size, limit).lines) for size in SIZES}
    fitting = [size for size, count in counts.items() if count * size * LEADING <= height]
    if copy is None:
        assert fitting == []
        return
    assert copy.size == max(fitting)
    assert visible("".join(text for text, _ink in copy.lines)) == visible(words)
    for text, face in copy.lines:
        assert width(text, face.face, copy.size) <= limit + 0.01


def check_document(document: Document, panels: list[PanelRow], ratio: str) -> None:
    """All that a sheet promises of any board."""
    tops = row_tops(ratio)
    grids = grid_pages(document)
    told = notes(document.pages[len(grids) :], len(grids) + 1)
    by_heading = {note.heading.split()[0]: note for note in told}
    assert len(by_heading) == len(told)
    shown = [cell for page in grids for cell in cells(page, tops)]
    for page in document.pages:
        check_page(page)
    for cell, panel in zip(shown, panels, strict=True):
        check_cell(cell)
        whole = visible(camera_words(panel) + panel.action + panel.dialogue)
        words = visible("".join(line.text for line in cell.words))
        number = f"{panel.number:02d}"
        if not cell.pointer:
            assert words == whole
            assert number not in by_heading
            continue
        note = by_heading.pop(number)
        assert cell.pointer == f"… whole text on page {note.page}"
        assert visible("".join(note.lines)) == whole
        beginning = words.removesuffix(visible(cell.pointer))
        assert whole.startswith(beginning)
        assert beginning
    assert by_heading == {}
    for place, page in enumerate(document.pages, 1):
        folios = [line.text for line in frame_lines(page) if line.text.startswith("Page ")]
        assert folios == [f"Page {place} of {len(document.pages)}"]


@given(data=st.data(), ratio=st.sampled_from(list(GRID)))
@settings(max_examples=12)
def test_any_words_stay_in_their_cell_or_go_to_the_notes_whole(
    data: st.DataObject, ratio: str
) -> None:
    count = data.draw(st.integers(1, 7))
    panels = [
        a_panel(
            number,
            action=data.draw(texts(700)),
            dialogue=data.draw(texts(300)),
            camera_move=data.draw(st.sampled_from(["static", "push_in"])),
        )
        for number in range(1, count + 1)
    ]
    check_document(sheet(a_board(*panels, ratio=ratio)), panels, ratio)


@pytest.mark.parametrize(
    ("script", "ratio"),
    [
        ("Maya looks into the mirror and waits. ", "9:16"),
        ("longwordwithoutspaces", "4:5"),
        ("日本語で、「はい」と言う。", "1:1"),
        ("مرحبا بالعالم الجميل (LUMI) ", "16:9"),
        ("👩\u200d👩\u200d👧\u200d👦 🇮🇹", "9:16"),
    ],
    ids=["words", "one long word", "Japanese", "Arabic", "emoji"],
)
def test_a_field_filled_to_the_brim_is_printed_whole(script: str, ratio: str) -> None:
    text = rules.copy((script * (20_000 // len(script) + 1))[:20_000])
    panels = [a_panel(1, action=text, dialogue="MAYA: Hi"), a_panel(2, action="Short.")]
    document = sheet(a_board(*panels, ratio=ratio))
    assert len(document.pages) >= 3
    check_document(document, panels, ratio)


@given(lengths=st.lists(st.integers(0, 260), min_size=1, max_size=14))
@settings(max_examples=15)
def test_every_long_panel_says_the_page_on_which_its_notes_begin(lengths: list[int]) -> None:
    panels = [
        a_panel(number, action=" ".join(f"p{number}w{i}" for i in range(length)))
        for number, length in enumerate(lengths, 1)
    ]
    check_document(sheet(a_board(*panels)), panels, "9:16")


@pytest.mark.parametrize("lines", range(30, 90, 3))
def test_a_heading_in_the_notes_is_never_left_alone(lines: int) -> None:
    first = a_panel(1, action="\n".join(f"a{i}" for i in range(lines)))
    second = a_panel(2, action="\n".join(f"b{i}" for i in range(40)))
    document = sheet(a_board(first, second))
    check_document(document, [first, second], "9:16")
    for page in document.pages[1:]:
        inner = inner_lines(page)
        for heading in (line for line in inner if line.face == "sans-black"):
            mine = [line for line in inner if column_of(line) == column_of(heading)]
            below = [line for line in mine if line.y > heading.y]
            assert len(below) >= 2


def test_notes_stand_in_two_columns_apart_from_each_other() -> None:
    panel = a_panel(action="word " * 3000)
    document = sheet(a_board(panel))
    page = document.pages[1]
    inner = inner_lines(page)
    left, right = sorted({line.x for line in inner})
    assert max(ink(line).right for line in inner if line.x == left) <= right - 20
    assert {line.size for line in inner} == {9.0}
    for line in inner:
        assert line.y + DESCENT * line.size <= 550


def test_an_empty_spot_has_one_page_that_says_so() -> None:
    (page,) = sheet(a_board()).pages
    assert page.pictures == ()
    assert [line.text for line in inner_lines(page)] == ["This spot has no panels yet."]
    told = " ".join(line.text for line in frame_lines(page))
    assert "Page 1 of 1" in told
    assert "LUMI · 0 s · 9:16 · 0 panels · 2031-05-04" in told
    check_page(page)


def test_an_empty_spot_says_so_in_italian(italian: None) -> None:
    document = sheet(a_board())
    assert document.language == "it"
    told = [line.text for line in document.pages[0].lines]
    empty, folio = "This spot has no panels yet.", "Page {n} of {count}"
    assert i18n._(empty) in told
    assert i18n._(folio).format(n=1, count=1) in told
    assert not {empty, "Page 1 of 1"} & set(told)


def test_the_header_says_client_length_ratio_count_and_day() -> None:
    clock.freeze(datetime(2026, 2, 9, 23, 59, tzinfo=UTC))
    document = sheet(a_board(a_panel(1), a_panel(2), title="Glow", ratio="1:1"))
    assert (document.title, document.author, document.language) == ("Glow", "LUMI", "en")
    told = [line.text for line in frame_lines(document.pages[0])]
    assert told == ["Glow", "LUMI · 4 s · 1:1 · 2 panels · 2026-02-09", "Ad", "Page 1 of 1"]


def test_what_is_not_known_leaves_no_trace_in_the_frame() -> None:
    document = sheet(a_board(a_panel(), client="", disclosure=""))
    told = [line.text for line in frame_lines(document.pages[0])]
    assert told == ["A spot", "2 s · 9:16 · 1 panel · 2031-05-04", "Page 1 of 1"]
    assert all(line.text for line in document.pages[0].lines)


@given(title=texts(200), client=texts(3000), disclosure=texts(3000))
@settings(max_examples=12)
def test_a_frame_of_any_words_stays_on_the_page(title: str, client: str, disclosure: str) -> None:
    board = a_board(a_panel(), title=title or "T", client=client, disclosure=disclosure)
    for page in sheet(board).pages:
        check_page(page)


def test_a_thousand_panels_have_their_pages() -> None:
    panels = [a_panel(number) for number in range(1, 1001)]
    document = sheet(a_board(*panels))
    assert len(document.pages) == 200
    assert document.pages[-1].pictures[-1].marks.number == "1000"
    for cell in cells(document.pages[-1], row_tops("9:16")):
        check_cell(cell)
    check_page(document.pages[-1])


@pytest.mark.parametrize("language", ["en", "it"])
def test_the_sample_is_laid_out_as_it_was_found_good(language: str, store: Store) -> None:
    i18n.use(language)
    document = sheet(board_of(store, make_sample(store, language)))
    lines = [
        {
            "page": number,
            "text": line.text,
            "at": [round(line.x, 2), round(line.y, 2)],
            "set": f"{line.face} {line.size} {line.anchor} #{line.colour:08x}",
        }
        for number, page in enumerate(document.pages, 1)
        for line in page.lines
    ]
    assert not any(re.search(r"\{\w*\}", str(line["text"])) for line in lines)
    check_golden(f"spots/sheet_{language}", lines)

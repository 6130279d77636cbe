"""Words on the sheet: set as large as they fit, and whole in the notes where they do not."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.render.page import Document
from studio.render.text.fit import width
from studio.spots import rules
from studio.spots.documents.copy import LEADING, SIZES, broken, camera_words, fitted
from studio.spots.documents.sheet import sheet
from studio.spots.queries import PanelRow
from tests.spots.boards import a_board, a_panel
from tests.spots.paper import (
    DESCENT,
    GRID,
    cells,
    check_cell,
    check_page,
    column_of,
    frame_lines,
    grid_pages,
    ink,
    inner_lines,
    notes,
    row_tops,
    texts,
    visible,
)


@pytest.mark.parametrize("ratio", ["9:16", "1:1"])
def test_the_pointer_to_the_notes_fits_its_column_in_italian(ratio: str, italian: None) -> None:
    panels = [a_panel(number, action="parola " * 900) for number in range(1, 130)]
    document = sheet(a_board(*panels, ratio=ratio))
    assert len(document.pages) > 100
    for cell in cells(grid_pages(document)[-1], row_tops(ratio)):
        check_cell(cell)
        assert re.search(r"\d{3}$", cell.words[-1].text)
        assert cell.words[-1].face == "sans-bold"


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

"""The sheet's grid: pictures in their ratio, words in their columns, nothing over anything else."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from studio.kernel import clock, i18n
from studio.render.shot import RATIOS
from studio.spots.documents.copy import camera_words
from studio.spots.documents.sheet import GRIDS, sheet
from studio.spots.documents.shots import marks_of, shot_of
from studio.spots.sample import make_sample
from studio.store.workspace import Store
from tests.render.golden import check_golden
from tests.spots.boards import a_board, a_panel, board_of
from tests.spots.paper import (
    GRID,
    PAGE,
    cells,
    check_cell,
    check_page,
    frame_lines,
    full_page,
    inner_lines,
    row_tops,
    texts,
)


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


def test_control_characters_never_reach_the_paper() -> None:
    panel = a_panel(action="a\x00b\x07c\ud800", dialogue="\u200bd\x1b")
    (cell,) = cells(sheet(a_board(panel)).pages[0], row_tops("9:16"))
    assert [line.text for line in cell.words] == ["abc", "d"]


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

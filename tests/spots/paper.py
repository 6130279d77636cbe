"""Reading a sheet as a person does: cells with their lines, notes with their headings."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hypothesis import strategies as st

from studio.kernel.geometry import Rect
from studio.render.page import A4_LANDSCAPE, Document, Line, Page, Placed
from studio.render.text.fit import width
from studio.spots import rules
from studio.spots.documents.copy import SIZES
from studio.spots.documents.sheet import sheet
from tests.spots.boards import a_board, a_panel

GRID = {"9:16": (5, 1), "4:5": (5, 2), "1:1": (4, 2), "16:9": (3, 2)}
"""Columns and rows that a page of each ratio has."""
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

HEADER_BOTTOM, FOOTER_TOP = 60.0, 552.0
"""What lies outside belongs to header and footer."""
ASCENT, DESCENT = 0.72, 0.22
"""How far letters reach above and below the baseline, in sizes."""


class Cell(NamedTuple):
    """A panel on paper: its picture, its shot line, and its words, line by line."""

    picture: Placed
    number: Line
    shot: Line
    moment: Line
    words: tuple[Line, ...]
    floor: float
    """What no word may pass."""

    @property
    def pointer(self) -> str:
        """Return the last line when it points to notes, else nothing."""
        last = self.words[-1].text if self.words else ""
        return last if re.fullmatch(r"… whole text on page \d+", last) else ""


def left_of(line: Line) -> float:
    wide = width(line.text, line.face, line.size)
    return line.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[line.anchor] * wide


def ink(line: Line) -> Rect:
    """Return the box that a line's letters fill."""
    wide = width(line.text, line.face, line.size)
    height = (ASCENT + DESCENT) * line.size
    return Rect(left_of(line), line.y - ASCENT * line.size, wide, height)


def meet(one: Rect, two: Rect) -> bool:
    across = min(one.right, two.right) - max(one.x, two.x)
    down = min(one.bottom, two.bottom) - max(one.y, two.y)
    return across > 0.01 and down > 0.01


def inner_lines(page: Page) -> list[Line]:
    return [line for line in page.lines if HEADER_BOTTOM < line.y < FOOTER_TOP]


def frame_lines(page: Page) -> list[Line]:
    return [line for line in page.lines if not HEADER_BOTTOM < line.y < FOOTER_TOP]


def cells(page: Page, row_tops: Sequence[float]) -> list[Cell]:
    """Return the panels of a page; `row_tops` says where pictures begin on a full one."""
    lines = inner_lines(page)
    found = []
    for picture in page.pictures:
        box = picture.box
        below = [top for top in row_tops if top > box.y + 1]
        floor = min(below, default=FOOTER_TOP)
        shot_line = [line for line in lines if abs(line.y - (box.bottom + 14)) < 0.01]
        right = min(line.x for line in shot_line if line.anchor == "end" and line.x > box.right - 1)
        number, shot, moment = (line for line in shot_line if box.x - 0.01 <= line.x <= right)
        words = tuple(
            line
            for line in lines
            if box.x - 0.01 <= line.x <= right + 0.01 and box.bottom + 15 < line.y < floor + 20
        )
        found.append(Cell(picture, number, shot, moment, words, floor))
    return found


def column_of(line: Line) -> int:
    """Return in which of the two columns of the notes a line stands."""
    return 0 if ink(line).centre[0] < A4_LANDSCAPE[0] / 2 else 1


class Note(NamedTuple):
    """A panel's whole text in the notes: on which page it begins, from 1, and its lines."""

    heading: str
    page: int
    lines: tuple[str, ...]


def notes(pages: Sequence[Page], first: int) -> list[Note]:
    """Return the notes of these pages, the first of which has the number `first`."""
    found: list[tuple[str, int, list[str]]] = []
    for number, page in enumerate(pages, first):
        for line in sorted(inner_lines(page), key=lambda line: (column_of(line), line.y)):
            if line.face == "sans-black":
                found.append((line.text, number, []))
            else:
                found[-1][2].append(line.text)
    return [Note(heading, page, tuple(lines)) for heading, page, lines in found]


def visible(text: str) -> str:
    """Return the text without blanks and marks of direction, which breaking adds and drops."""
    return re.sub(r"[\s\u200b\u200e\u200f]", "", text)


def overlaps(page: Page) -> Iterator[str]:
    """Yield what lies over each other on a page: lines and pictures."""
    things = [(repr(line.text), ink(line)) for line in page.lines]
    things += [(f"picture {placed.marks.number}", placed.box) for placed in page.pictures]
    for i, (name, box) in enumerate(things):
        for other, place in things[i + 1 :]:
            if meet(box, place):
                yield f"{name} lies over {other}"


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

"""The storyboard sheet: pages of panels with their shot line, action and dialogue.

The grid is chosen by the picture's ratio, because 3 × 2 gives a vertical film stamps. Text
that does not fit shrinks; what is still too long is printed whole in notes at the end, and
the panel says where: nothing is ever clipped.
"""

from collections.abc import Mapping
from dataclasses import replace

from studio.kernel import clock
from studio.kernel.geometry import Rect
from studio.kernel.i18n import _, language, ngettext
from studio.kernel.timecode import clock_text, seconds_text
from studio.render.page import A4_LANDSCAPE, Block, Document, Line, Page, Placed
from studio.render.shot import RATIOS
from studio.render.text.fit import elide, width
from studio.spots.documents.copy import INK, LEADING, MUTED, Copy, broken, fitted, notes, set_line
from studio.spots.documents.shots import marks_of, shot_of
from studio.spots.queries import Board, PanelRow

GRIDS = {"9:16": (5, 1), "4:5": (5, 2), "1:1": (4, 2), "16:9": (3, 2)}
"""Columns and rows on A4 landscape."""

MARGIN, GAP, HEADER, FOOTER = 30.0, 16.0, 44.0, 18.0
SHOT_LINE = 20.0
"""Height of the line with number, size and length."""
LEAST_COPY = 66.0
"""What a cell keeps at least for action and dialogue."""
HAIRLINE, ACCENT = 0xD9D4DDFF, 0xC8452BFF


def sheet(board: Board) -> Document:
    """Return the storyboard sheet of a spot, ready to be painted or written."""
    columns, rows = GRIDS[board.ratio]
    per_page = columns * rows
    count = max(1, -(-len(board.panels) // per_page))
    space = _copy_box(board.ratio, _cell(board.ratio, 0))
    copies = {panel.id: fitted(panel, space.width, space.height) for panel in board.panels}
    long = [(panel, _heading(panel)) for panel in board.panels if copies[panel.id] is None]
    note_pages, note_on = notes(long, _body_box(), count + 1)
    grids = [
        _grid_page(board, board.panels[first : first + per_page], copies, note_on)
        for first in range(0, count * per_page, per_page)
    ]
    pages = [*grids, *note_pages]
    framed = [_framed(page, board, n, len(pages)) for n, page in enumerate(pages, 1)]
    return Document(board.title, language(), tuple(framed), board.client)


def _body_box() -> Rect:
    """Return what header, footer and margins leave of a page."""
    across, down = A4_LANDSCAPE
    top = MARGIN + HEADER
    return Rect(MARGIN, top, across - 2 * MARGIN, down - top - MARGIN - FOOTER)


def _cell(ratio: str, place: int) -> Rect:
    columns, rows = GRIDS[ratio]
    body = _body_box()
    across = (body.width - (columns - 1) * GAP) / columns
    down = (body.height - (rows - 1) * GAP) / rows
    row, column = divmod(place, columns)
    return Rect(body.x + column * (across + GAP), body.y + row * (down + GAP), across, down)


def _picture_box(ratio: str, cell: Rect) -> Rect:
    across, down = RATIOS[ratio]
    height = min(cell.width * down / across, cell.height - SHOT_LINE - LEAST_COPY)
    return Rect(cell.x, cell.y, height * across / down, height)


def _copy_box(ratio: str, cell: Rect) -> Rect:
    top = _picture_box(ratio, cell).bottom + SHOT_LINE
    return Rect(cell.x, top, cell.width, cell.bottom - top)


def _grid_page(
    board: Board,
    panels: tuple[PanelRow, ...],
    copies: Mapping[str, Copy | None],
    note_on: Mapping[str, int],
) -> Page:
    blocks: list[Block] = []
    pictures: list[Placed] = []
    lines: list[Line] = []
    for place, panel in enumerate(panels):
        cell = _cell(board.ratio, place)
        box = _picture_box(board.ratio, cell)
        blocks.append(Block(box.inset(-0.6), HAIRLINE, 4.6))
        alt = panel.action or shot_words(panel)
        pictures.append(Placed(box, shot_of(board, panel), marks_of(board, panel), alt, 4.0))
        lines += _shot_line(panel, cell, box.bottom + 14)
        copy = copies[panel.id] or _shortened(panel, board.ratio, note_on[panel.id])
        lines += _set_copy(copy, _copy_box(board.ratio, cell))
    if not panels:
        across, down = A4_LANDSCAPE
        sentence = _("This spot has no panels yet.")
        lines.append(Line(sentence, across / 2, down / 2, 13, MUTED, "sans", "middle"))
    return Page(*A4_LANDSCAPE, tuple(blocks), tuple(pictures), tuple(lines))


def _shot_line(panel: PanelRow, cell: Rect, y: float) -> list[Line]:
    number, moment = f"{panel.number:02d}", clock_text(panel.start_ms)
    start = cell.x + width(number, "sans-black", 12) + 6
    end = cell.right - width(moment, "mono", 7.5) - 6
    words = elide(shot_words(panel), "sans-bold", 8.5, end - start)
    return [
        Line(number, cell.x, y, 12, ACCENT, "sans-black"),
        Line(words, start, y, 8.5, INK, "sans-bold"),
        Line(moment, cell.right, y, 7.5, MUTED, "mono", "end"),
    ]


def shot_words(panel: PanelRow) -> str:
    """Return a panel's shot line: its size and its length."""
    return f"{panel.size} · {_seconds(panel.duration_ms)} s"


def _seconds(ms: int) -> str:
    return seconds_text(ms, comma=language() == "it").removesuffix(".0").removesuffix(",0")


def _heading(panel: PanelRow) -> str:
    return f"{panel.number:02d}  {shot_words(panel)}"


def _shortened(panel: PanelRow, ratio: str, page: int) -> Copy:
    """Return the beginning of a long panel's text, and where the whole of it is printed."""
    space = _copy_box(ratio, _cell(ratio, 0))
    whole = broken(panel, 7.0, space.width)
    kept = whole.lines[: int(space.height / (7.0 * LEADING)) - 1]
    pointer = _("… whole text on page {n}").format(n=page)
    return Copy(7.0, (*kept, (pointer, replace(whole.lines[0][1], face="sans-bold", colour=MUTED))))


def _set_copy(copy: Copy, box: Rect) -> list[Line]:
    return [
        set_line(text, ink, box, row, copy.size)
        for row, (text, ink) in enumerate(copy.lines)
        if text
    ]


def _framed(page: Page, board: Board, number: int, count: int) -> Page:
    """Return the page with its header and footer."""
    body = _body_box()
    panels = len(board.panels)
    facts = [
        board.client,
        f"{_seconds(board.duration_ms)} s",
        board.ratio,
        ngettext("{n} panel", "{n} panels", panels).format(n=panels),
        f"{clock.now():%Y-%m-%d}",
    ]
    under = " · ".join(fact for fact in facts if fact)
    folio = _("Page {n} of {count}").format(n=number, count=count)
    foot = page.height - MARGIN
    header = (
        Line(
            elide(board.title, "sans-black", 16, body.width),
            MARGIN,
            MARGIN + 14,
            16,
            INK,
            "sans-black",
        ),
        Line(elide(under, "sans", 9, body.width), MARGIN, MARGIN + 28, 9, MUTED),
        Line(elide(board.disclosure, "sans", 7.5, body.width * 0.7), MARGIN, foot, 7.5, MUTED),
        Line(folio, body.right, foot, 7.5, MUTED, "sans", "end"),
    )
    rule = Block(Rect(MARGIN, foot - 12, body.width, 0.6), HAIRLINE)
    shown = tuple(line for line in header if line.text)
    return replace(page, blocks=(rule, *page.blocks), lines=(*shown, *page.lines))

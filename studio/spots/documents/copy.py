"""A panel's words on paper: broken into lines, shrunk to their box, or moved to notes."""

from collections.abc import Sequence
from dataclasses import dataclass

from studio.kernel.geometry import Rect
from studio.kernel.text import clean
from studio.render.page import A4_LANDSCAPE, Line, Page
from studio.render.text.bidi import base_level
from studio.render.text.fit import wrap
from studio.spots.queries import PanelRow
from studio.spots.words import ANGLES, CAMERA_MOVES, word

INK, MUTED, SPEECH = 0x1F1A2BFF, 0x6B6475FF, 0x5B3FB0FF
LEADING = 1.34
SIZES = (9.0, 8.5, 8.0, 7.5, 7.0)
"""Sizes tried in turn; nothing is printed smaller."""
NOTE_SIZE, NOTE_COLUMNS, NOTE_GAP = 9.0, 2, 28.0


@dataclass(frozen=True, slots=True)
class Ink:
    """Face and colour of a line."""

    face: str
    colour: int


CAMERA, ACTION, DIALOGUE = Ink("sans", MUTED), Ink("sans", INK), Ink("sans-bold", SPEECH)
HEADING = Ink("sans-black", INK)


@dataclass(frozen=True, slots=True)
class Copy:
    """Words in lines at one size."""

    size: float
    lines: tuple[tuple[str, Ink], ...]


def broken(panel: PanelRow, size: float, limit: float) -> Copy:
    """Return a panel's camera, action and dialogue in lines no wider than `limit`."""
    lines: list[tuple[str, Ink]] = []
    texts = ((camera_words(panel), CAMERA), (panel.action, ACTION), (panel.dialogue, DIALOGUE))
    for words, ink in texts:
        if words:
            lines += [(line, ink) for line in wrap(clean(words), ink.face, size, limit)]
    return Copy(size, tuple(lines))


def camera_words(panel: PanelRow) -> str:
    """Return angle and camera move where they say something, else nothing."""
    angle = "" if panel.angle == "eye" else word(ANGLES, panel.angle)
    move = "" if panel.camera_move == "static" else word(CAMERA_MOVES, panel.camera_move)
    return " · ".join(part for part in (angle, move) if part)


def fitted(panel: PanelRow, limit: float, height: float) -> Copy | None:
    """Return a panel's words at the largest size that fits the box; None when none does."""
    for size in SIZES:
        copy = broken(panel, size, limit)
        if len(copy.lines) * size * LEADING <= height:
            return copy
    return None


def notes(
    long: Sequence[tuple[PanelRow, str]], body: Rect, first: int
) -> tuple[list[Page], dict[str, int]]:
    """Return pages with the whole text of long panels, and on which page each begins.

    `long` holds the panels with their headings; `first` is the number of the first note page.
    """
    across = (body.width - (NOTE_COLUMNS - 1) * NOTE_GAP) / NOTE_COLUMNS
    step = NOTE_SIZE * LEADING
    per_column = int(body.height / step)
    columns: list[list[tuple[str, Ink]]] = [[]]
    begins: dict[str, int] = {}
    for panel, heading in long:
        if columns[-1]:
            columns[-1].append(("", ACTION))
        if len(columns[-1]) > per_column - 3:  # a heading stays with its text
            columns.append([])
        begins[panel.id] = first + (len(columns) - 1) // NOTE_COLUMNS
        for line in ((heading, HEADING), *broken(panel, NOTE_SIZE, across).lines):
            if len(columns[-1]) >= per_column:
                columns.append([])
            columns[-1].append(line)
    if not long:
        return [], {}
    pages = [
        _page(columns[start : start + NOTE_COLUMNS], body, across)
        for start in range(0, len(columns), NOTE_COLUMNS)
    ]
    return pages, begins


def _page(columns: Sequence[Sequence[tuple[str, Ink]]], body: Rect, across: float) -> Page:
    lines = [
        set_line(text, ink, Rect(left, body.y, across, body.height), row, NOTE_SIZE)
        for left, column in zip(_lefts(body, across), columns, strict=False)
        for row, (text, ink) in enumerate(column)
        if text
    ]
    return Page(*A4_LANDSCAPE, lines=tuple(lines))


def _lefts(body: Rect, across: float) -> list[float]:
    return [body.x + place * (across + NOTE_GAP) for place in range(NOTE_COLUMNS)]


def set_line(text: str, ink: Ink, box: Rect, row: int, size: float) -> Line:
    """Return a line of a box, at the side where its writing begins; `row` counts from 0."""
    y = box.y + size + row * size * LEADING
    if base_level(text):
        return Line(text, box.right, y, size, ink.colour, ink.face, "end")
    return Line(text, box.x, y, size, ink.colour, ink.face)

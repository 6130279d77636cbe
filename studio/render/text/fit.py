"""Text fitted into widths and boxes: measuring, breaking, cutting short, setting smaller.

Widths and limits are in the unit of `size`, whatever that is. What is returned is plain text,
ready for `Text` nodes: one string a line.
"""

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from studio.render.text.bidi import LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK, base_level
from studio.render.text.breaks import SOFT_HYPHEN, Break, break_class, opportunities
from studio.render.text.clusters import clean, clusters
from studio.render.text.shape import shape

LEADING = 1.2
"""Distance of two baselines, in sizes, where nothing else is said."""

_ELLIPSIS = "…"
_SLACK = 1e-9
_STEPS = 12
_BALANCING_STEPS = 5


class Fitted(NamedTuple):
    """Text set into a box: its size, its lines, and whether all of it is there."""

    size: float
    lines: tuple[str, ...]
    complete: bool


class _Setting(NamedTuple):
    """Lines of a text at one limit; `whole` when no word had to be cut."""

    lines: tuple[str, ...]
    whole: bool


class _Paragraph(NamedTuple):
    clusters: list[str]
    ends: list[bool]
    """Whether a line may end after the cluster."""
    reach: list[float]
    """Where each cluster ends when all stand on one line, in em."""
    face: str


def width(text: str, face: str, size: float) -> float:
    """Return how wide the text is on one line."""
    return shape(text, face).width * size


def wrap(text: str, face: str, size: float, limit: float) -> list[str]:
    """Break the text into lines no wider than `limit`; a line of one grapheme may be wider.

    Newlines stay; spaces at the ends of lines go; a word wider than the limit is cut. A line
    that would read in another direction than its paragraph starts with an invisible mark.
    """
    return list(_wrapped(text, face, limit / size).lines)


def elide(text: str, face: str, size: float, limit: float) -> str:
    """Return the text cut to the limit with an ellipsis; '' when not even that fits."""
    text = clean(text).replace("\n", " ")
    most = limit / size + _SLACK
    if shape(text, face).width <= most:
        return text
    return _shortened(text, face, most)


def _shortened(text: str, face: str, most: float) -> str:
    """Return as much of the text as fits with an ellipsis behind it, in em."""
    parts = clusters(text)
    low, high = 0, len(parts)
    while low < high:
        middle = (low + high + 1) // 2
        if shape(_cut(parts, middle), face).width <= most:
            low = middle
        else:
            high = middle - 1
    return _cut(parts, low) if low or shape(_ELLIPSIS, face).width <= most else ""


def _cut(parts: Sequence[str], count: int) -> str:
    return "".join(parts[:count]).rstrip() + _ELLIPSIS


def shrink(
    text: str,
    face: str,
    box: tuple[float, float],
    sizes: tuple[float, float],
    leading: float = LEADING,
) -> Fitted:
    """Set the text as large as the box (width, height) allows, between two sizes.

    Lines are of about equal length, and no word is cut above the smallest size. What does not
    fit even then ends in an ellipsis.
    """
    smallest, largest = sizes
    if _fits(text, face, box, largest, leading):
        return Fitted(largest, _balanced(text, face, box[0] / largest), complete=True)
    if not _fits(text, face, box, smallest, leading):
        return _crammed(text, face, box, smallest, leading)
    low, high = smallest, largest
    for _step in range(_STEPS):
        middle = (low + high) / 2
        if _fits(text, face, box, middle, leading):
            low = middle
        else:
            high = middle
    return Fitted(low, _balanced(text, face, box[0] / low), complete=True)


def _fits(text: str, face: str, box: tuple[float, float], size: float, leading: float) -> bool:
    setting = _wrapped(text, face, box[0] / size)
    return setting.whole and _height(len(setting.lines), size, leading) <= box[1] * (1 + _SLACK)


def _balanced(text: str, face: str, limit: float) -> tuple[str, ...]:
    """Return the lines at the narrowest limit that needs no more of them: no lone last word."""
    best = _wrapped(text, face, limit)
    if len(best.lines) == 1:
        return best.lines
    low, high = limit / 2, limit
    for _step in range(_BALANCING_STEPS):
        middle = (low + high) / 2
        setting = _wrapped(text, face, middle)
        if len(setting.lines) == len(best.lines) and setting.whole:
            high, best = middle, setting
        else:
            low = middle
    return best.lines


def _height(count: int, size: float, leading: float) -> float:
    """Return how high the lines stand: the first takes one size, each further one the leading."""
    return size + (count - 1) * size * leading


def _crammed(text: str, face: str, box: tuple[float, float], size: float, leading: float) -> Fitted:
    lines = _wrapped(text, face, box[0] / size).lines
    room = max(1, int((box[1] * (1 + _SLACK) - size) / (size * leading)) + 1)
    if len(lines) <= room:
        return Fitted(size, lines, complete=True)
    last = _shortened(lines[room - 1], face, box[0] / size + _SLACK)
    return Fitted(size, (*lines[: room - 1], last), complete=False)


@lru_cache(maxsize=2048)
def _wrapped(text: str, face: str, limit: float) -> _Setting:
    lines: list[str] = []
    whole = True
    for paragraph in clean(text).split("\n"):
        setting = _wrap_paragraph(paragraph.strip(" \t"), face, limit)
        lines += setting.lines
        whole = whole and setting.whole
    return _Setting(tuple(lines), whole)


def _wrap_paragraph(text: str, face: str, limit: float) -> _Setting:
    parts = clusters(text)
    if not parts:
        return _Setting(("",), whole=True)
    paragraph = _Paragraph(parts, opportunities(parts), _reach(parts, text, face), face)
    base = base_level(text)
    lines: list[str] = []
    whole = True
    start = 0
    while start < len(parts):
        stop = _line_end(paragraph, start, limit)
        whole = whole and paragraph.ends[stop - 1]
        lines.append(_directed(_line_text(parts, start, stop), base))
        start = stop
        while start < len(parts) and break_class(parts[start]) is Break.SPACE:
            start += 1
    return _Setting(tuple(lines), whole)


def _reach(parts: Sequence[str], text: str, face: str) -> list[float]:
    """Return where each cluster ends when the whole paragraph stands on one line, in em."""
    plain = text.replace("\t", " ")
    by_start: dict[int, float] = {}
    for run in shape(plain, face).runs:
        for glyph in run.glyphs:
            by_start[glyph.start] = by_start.get(glyph.start, 0.0) + glyph.advance
    advances = [0.0] * len(parts)
    at = 0
    for i, part in enumerate(parts):
        advances[i] = sum(by_start.get(j, 0.0) for j in range(at, at + len(part)))
        at += len(part)
    return list(accumulate(advances))


def _line_end(paragraph: _Paragraph, start: int, limit: float) -> int:
    """Return where the line that begins at `start` ends; at least one cluster further."""
    count = len(paragraph.clusters)
    origin = paragraph.reach[start - 1] if start else 0.0
    # Kerning and joining differ at line ends: look a little further, then measure exactly.
    furthest = min(count, bisect_right(paragraph.reach, origin + limit * 1.03 + 0.1) + 1)
    while furthest < count and break_class(paragraph.clusters[furthest]) is Break.SPACE:
        furthest += 1
    for stop in range(furthest, start, -1):
        if paragraph.ends[stop - 1] and _fits_line(paragraph, start, stop, limit):
            return stop
    for stop in range(furthest, start + 1, -1):
        if _fits_line(paragraph, start, stop, limit):
            return stop
    return start + 1


def _fits_line(paragraph: _Paragraph, start: int, stop: int, limit: float) -> bool:
    line = _line_text(paragraph.clusters, start, stop)
    return shape(line, paragraph.face).width <= limit + _SLACK


def _line_text(parts: Sequence[str], start: int, stop: int) -> str:
    """Return a line as it is drawn: no spaces at its end, a hyphen where a word is parted."""
    line = "".join(parts[start:stop]).rstrip()
    parted = line.endswith(SOFT_HYPHEN) and stop < len(parts)
    line = line.replace(SOFT_HYPHEN, "")
    return f"{line}-" if parted else line


def _directed(line: str, base: int) -> str:
    """Give a line the direction of its paragraph where its own first letter has another."""
    if base_level(line) == base:
        return line
    return (RIGHT_TO_LEFT_MARK if base else LEFT_TO_RIGHT_MARK) + line

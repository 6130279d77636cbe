"""Which way text runs (Unicode annex 9): the paragraph, its levels, the order on the line."""

import re
from collections.abc import Sequence

from bidi import get_base_level, get_display

LEFT_TO_RIGHT_MARK = "\u200e"
RIGHT_TO_LEFT_MARK = "\u200f"

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_LEVEL = re.compile(r"Level\(\s*(\d+)")
_LINE_END = frozenset(" \t\u3000\u2066\u2067\u2068\u2069")


def base_level(text: str) -> int:
    """Return 1 when the first strong character runs right to left, else 0."""
    return int(get_base_level(text)) if _RIGHT_TO_LEFT.search(text) else 0


def levels(text: str) -> tuple[int, ...]:
    """Return the embedding level of every character of one line; odd ones run right to left."""
    if not _RIGHT_TO_LEFT.search(text):
        return (0,) * len(text)
    # The library answers with levels only through this switch, one for each byte of UTF-8.
    report = str(get_display(text, debug=True))
    by_byte = [int(found) for found in _LEVEL.findall(report[report.rindex("levels: [") :])]
    found: list[int] = []
    byte = 0
    for letter in text:
        found.append(by_byte[byte])
        byte += len(letter.encode())
    base = int(get_base_level(text))
    for i in range(len(text) - 1, -1, -1):
        if text[i] not in _LINE_END:
            break
        found[i] = base
    return tuple(found)


def visual_order(run_levels: Sequence[int]) -> list[int]:
    """Return the indexes of the runs from left to right (rule L2)."""
    order = list(range(len(run_levels)))
    odd = [level for level in run_levels if level % 2]
    if not odd:
        return order
    for level in range(max(run_levels), min(odd) - 1, -1):
        start = 0
        while start < len(order):
            if run_levels[order[start]] < level:
                start += 1
                continue
            stop = start
            while stop < len(order) and run_levels[order[stop]] >= level:
                stop += 1
            order[start:stop] = order[start:stop][::-1]
            start = stop
    return order

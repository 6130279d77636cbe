"""Ranks: text keys that order siblings, with room for another one between any two.

A rank is the digits of a fraction in base 62 without trailing zeros ('V' is one half), so
moving a row rewrites that row alone, and two copies of a workspace can be merged.
"""

from collections.abc import Sequence

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BASE = len(_DIGITS)


def between(before: str | None, after: str | None) -> str | None:
    """Return a rank after `before` and before `after` (None: the end); None when none fits.

    None fits only between equal ranks, ranks in the wrong order, as a merge may leave them,
    and ranks that zeros at the end alone tell apart, as no rank of ours has them.
    """
    low, high = before or "", after
    if high is not None and low >= high.rstrip("0"):
        return None
    return _middle(low, high)


def _middle(low: str, high: str | None) -> str:
    """Return the shortest fraction strictly between, `high` None meaning one."""
    digits: list[str] = []
    place = 0
    while True:
        floor = _DIGITS.index(low[place]) if place < len(low) else 0
        ceiling = _DIGITS.index(high[place]) if high and place < len(high) else _BASE
        if ceiling - floor > 1:
            digits.append(_DIGITS[(floor + ceiling) // 2])
            return "".join(digits)
        digits.append(_DIGITS[floor])
        if ceiling != floor:
            high = None  # already below `high`: only `low` still counts
        place += 1


def last(ranks: Sequence[str]) -> str:
    """Return a rank after all of `ranks`."""
    return _middle(max(ranks, default=""), None)


def room(before: str | None, after: str | None, count: int) -> list[str] | None:
    """Return `count` ranks in order between two, or None when none fit (see `between`)."""
    if count == 0:
        return []
    middle = between(before, after)
    if middle is None:
        return None
    below = room(before, middle, count // 2)
    above = room(middle, after, count - count // 2 - 1)
    return None if below is None or above is None else [*below, middle, *above]


def spread(count: int) -> list[str]:
    """Return `count` ranks in order, evenly apart and short."""
    places = 1
    while _BASE**places < 2 * (count + 1):
        places += 1
    step = _BASE**places / (count + 1)
    return [_digits(round(step * (i + 1)), places) for i in range(count)]


def _digits(number: int, places: int) -> str:
    out = []
    for _i in range(places):
        number, digit = divmod(number, _BASE)
        out.append(_DIGITS[digit])
    return "".join(reversed(out)).rstrip("0")

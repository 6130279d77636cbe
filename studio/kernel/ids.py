"""The one door for new identities: short text, ordered by time, never used twice."""

import os
import secrets
import time
from collections.abc import Callable

_DIGITS = "0123456789abcdefghijkmnpqrstuvwxyz"  # no l, no o: ids get read aloud


def _encode(number: int, length: int) -> str:
    out = []
    for _i in range(length):
        number, digit = divmod(number, len(_DIGITS))
        out.append(_DIGITS[digit])
    return "".join(reversed(out))


def _timed() -> str:
    return _encode(time.time_ns() // 1_000_000, 9) + _encode(secrets.randbits(48), 10)


_source: Callable[[], str] = _timed


def new_id() -> str:
    """Return a fresh id of 19 letters and digits; later ids sort after earlier ones (to the ms)."""
    return _source()


def new_uuid() -> str:
    """Return 32 random hex digits, for edits that must be found again after a broken commit."""
    return os.urandom(16).hex()


def count_from(start: int) -> None:
    """Give predictable ids from now on: for tests and for files that must come out the same."""
    global _source  # noqa: PLW0603 - the door is replaced, not each caller
    counter = start - 1

    def counted() -> str:
        nonlocal counter
        counter += 1
        return _encode(counter, 19)

    _source = counted


def be_random() -> None:
    """Give unpredictable ids again."""
    global _source  # noqa: PLW0603
    _source = _timed

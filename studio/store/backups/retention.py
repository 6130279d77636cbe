"""Which snapshots stay: many of the last hours, fewer of the last weeks, some of the last year.

Order is that of sequence numbers. A clock may be wrong by years, in both directions; it only
decides which snapshots count as of the same hour, day, week or month.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

LAST = 12
LEAST = 3
"""So many verified snapshots stay whatever else the rules say."""

_HOUR_MS = 3_600_000
_DAY_MS = 24 * _HOUR_MS
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the rules look at: a snapshot's number, its clock, its schema, whether it is sound.

    One that is neither verified nor damaged has rows that can be read, but may lack pictures.
    """

    seq: int
    at_ms: int
    schema: int
    verified: bool
    damaged: bool = False


def kept(stamps: Iterable[Stamp]) -> frozenset[int]:
    """Return the sequence numbers of the snapshots that stay.

    Of the verified: the last ones, the newest of each hour, day, week and month there were
    snapshots in, and the newest of each schema, for going back behind an upgrade. The same of
    those that are not verified, which never take the place of one that is. A damaged one stays
    until enough newer ones are verified.
    """
    newest_first = sorted(stamps, key=lambda stamp: stamp.seq, reverse=True)
    verified = [stamp for stamp in newest_first if stamp.verified]
    doubtful = [stamp for stamp in newest_first if not stamp.verified and not stamp.damaged]
    enough = verified[LEAST - 1].seq if len(verified) >= LEAST else -1
    damaged = {s.seq for s in newest_first if s.damaged and not s.verified and s.seq > enough}
    return frozenset(_thinned(verified) | _thinned(doubtful) | damaged)


def _thinned(newest_first: list[Stamp]) -> set[int]:
    stay = {stamp.seq for stamp in newest_first[: max(LAST, LEAST)]}
    for period, most in _PERIODS:
        stay.update(_newest_of_each(newest_first, period, most))
    stay.update(_newest_of_each(newest_first, lambda stamp: stamp.schema, len(newest_first)))
    return stay


def _newest_of_each(
    newest_first: list[Stamp], period: Callable[[Stamp], int], most: int
) -> list[int]:
    found: dict[int, int] = {}
    for stamp in newest_first:
        found.setdefault(period(stamp), stamp.seq)
    return list(found.values())[:most]


def _hour(stamp: Stamp) -> int:
    return stamp.at_ms // _HOUR_MS


def _day(stamp: Stamp) -> int:
    return stamp.at_ms // _DAY_MS


def _week(stamp: Stamp) -> int:
    return (_day(stamp) + 3) // 7  # weeks begin on Monday; 1970 began on a Thursday


def _month(stamp: Stamp) -> int:
    ordinal = min(max(_day(stamp) + _EPOCH, 1), date.max.toordinal())
    day = date.fromordinal(ordinal)
    return day.year * 12 + day.month


_PERIODS: tuple[tuple[Callable[[Stamp], int], int], ...] = (
    (_hour, 24),
    (_day, 14),
    (_week, 8),
    (_month, 12),
)

"""Lengths and moments: integer milliseconds inside, text at the edge.

Frame boundary k of a cut lies at round_half_up(cumulative ms · fps / 1000): every
export derives from the boundaries, never from rounded lengths, so nothing drifts.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import accumulate

from studio.kernel.errors import Refused
from studio.kernel.i18n import _

SHORTEST_MS = 100
LONGEST_MS = 3_600_000


def boundaries(lengths_ms: Sequence[int], fps: Fraction) -> list[int]:
    """Return the frame at which each panel starts, and the end frame: one more than panels."""
    ends = accumulate(lengths_ms, initial=0)
    return [int(ms * fps / 1000 + Fraction(1, 2)) for ms in ends]


def starts(lengths_ms: Iterable[int]) -> list[int]:
    """Return the moment each panel starts, in ms, and the total at the end."""
    return list(accumulate(lengths_ms, initial=0))


def clock_text(ms: int) -> str:
    """Return mm:ss.t, as on a slate: 62 500 ms is '01:02.5'."""
    tenths = (ms + 50) // 100
    minutes, rest = divmod(tenths, 600)
    return f"{minutes:02d}:{rest // 10:02d}.{rest % 10}"


def seconds_text(ms: int, *, comma: bool = False) -> str:
    """Return seconds with as many decimals as they need, one at least: '2.5', '0.25'."""
    whole, part = divmod(ms, 1000)
    decimals = f"{part:03d}".rstrip("0") or "0"
    return f"{whole}{',' if comma else '.'}{decimals}"


def parse_seconds(text: str) -> int:
    """Read '2.5', '2,5 s' or '1:02.5' as milliseconds; raise Refused with the allowed range."""
    cleaned = text.strip().lower().removesuffix("s").strip().replace(",", ".")
    minutes, _colon, rest = cleaned.rpartition(":")
    if not _plain(rest) or (minutes and not (_plain(minutes) and minutes.isdecimal())):
        sentence = _("“{text}” is not a length. Write seconds, like 2.5.")
        raise Refused(sentence.format(text=text.strip()[:40]))
    seconds = Fraction(rest) + 60 * int(minutes or 0)
    return check_length(int(seconds * 1000 + Fraction(1, 2)))


def _plain(part: str) -> bool:
    """Tell whether the text is digits with at most one point: no sign, exponent or fraction bar."""
    digits = part.replace(".", "", 1)
    return digits.isascii() and digits.isdecimal() and len(part) < 12


def check_length(ms: int) -> int:
    """Return the length when a panel can have it, else raise Refused."""
    if not SHORTEST_MS <= ms <= LONGEST_MS:
        raise Refused(_("A panel lasts between 0.1 s and one hour."))
    return ms

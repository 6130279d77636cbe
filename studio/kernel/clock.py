"""The one door for the time of day."""

from collections.abc import Callable
from datetime import UTC, datetime


def _system() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return _source()


def now_ms() -> int:
    """Return milliseconds since 1970 in UTC."""
    return round(now().timestamp() * 1000)


def from_ms(ms: int) -> datetime:
    """Return the moment that `now_ms` gave."""
    return datetime.fromtimestamp(ms / 1000, UTC)


def freeze(moment: datetime) -> None:
    """Stand still at `moment` (aware): for tests and for files that must come out the same."""
    global _source  # noqa: PLW0603 - the door is replaced, not each caller
    _source = lambda: moment  # noqa: E731


def thaw() -> None:
    """Follow the system's clock again."""
    global _source  # noqa: PLW0603
    _source = _system

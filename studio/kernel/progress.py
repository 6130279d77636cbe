"""The contract of long work: a generator that yields `Progress` and returns its result.

A closed generator cleans up after itself (`finally`, `with`), so cancelling is `close()`.
"""

from collections.abc import Generator
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Progress(NamedTuple):
    """How far a long job is: `done` of `total` steps, and what it is doing now."""

    done: int
    total: int
    doing: str = ""

    @property
    def share(self) -> float:
        """Return the share done, 0 to 1."""
        return self.done / self.total if self.total else 0.0


Work = Generator[Progress, None, T]


def finish(work: Work[T]) -> T:
    """Run the work to its end without showing progress, and return its result."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: T = end.value
            return result

"""A measured comparison, and how samples become one figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Comparison:
    """Ours against a peer, both measured in turn in the same run."""

    name: str
    peer: str
    ours: Sequence[float]
    others: Sequence[float]

    @property
    def ours_ms(self) -> float:
        """Return our median in milliseconds."""
        return median(self.ours) * 1000

    @property
    def peer_ms(self) -> float:
        """Return the peer's median in milliseconds."""
        return median(self.others) * 1000

    @property
    def ratio(self) -> float:
        """Return how many times as long ours takes."""
        return self.ours_ms / self.peer_ms

"""A measured comparison, and how samples become one figure."""

from collections.abc import Mapping, Sequence
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


def report(comparisons: Sequence[Comparison], limits: Mapping[str, float]) -> bool:
    """Print a line for each comparison; tell whether all that have a limit are within it."""
    print(f"{'':20}{'ours':>12}{'peer':>12}{'ratio':>8}{'limit':>8}   peer is")
    within = True
    for line in comparisons:
        limit = limits.get(line.name, float("inf"))
        within = within and line.ratio <= limit
        ours, peer = f"{line.ours_ms:.2f} ms", f"{line.peer_ms:.2f} ms"
        print(f"{line.name:20}{ours:>12}{peer:>12}{line.ratio:>8.2f}{limit:>8.1f}   {line.peer}")
    return within

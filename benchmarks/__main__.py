"""`python3 run.py bench`: measure, and print ratios; the machine's speed cancels out."""

import sys

from benchmarks import edit_to_commit, first_paint
from benchmarks.figures import Comparison

LIMITS = {"first paint": 3.0, "edit to commit": 6.0}
"""What we hold ourselves to, ours over the peer's; an edit writes its history too: five pages."""


def main() -> int:
    """Print a line per comparison; the exit code tells whether all are within their limits."""
    comparisons: list[Comparison] = [first_paint.compare(), edit_to_commit.compare()]
    print(f"{'':18}{'ours':>12}{'peer':>12}{'ratio':>8}{'limit':>8}   peer is")
    within = True
    for line in comparisons:
        limit = LIMITS[line.name]
        within = within and line.ratio <= limit
        ours, peer = f"{line.ours_ms:.2f} ms", f"{line.peer_ms:.2f} ms"
        print(f"{line.name:18}{ours:>12}{peer:>12}{line.ratio:>8.2f}{limit:>8.1f}   {line.peer}")
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())

"""`python3 run.py bench`: measure, and print ratios; the machine's speed cancels out."""

import os
import sys
import tempfile

from benchmarks import (
    backup_while_editing,
    edit_to_commit,
    first_paint,
    import_rows,
    open_large,
)
from benchmarks.figures import Comparison, report

LIMITS = {
    "first paint": 3.0,
    "edit to commit": 6.0,
    "first backup": 1.0,
    "next backups": 1.0,
    "import": 40.0,
    "import, by the ORM": 1.75,
    "undo of it": 40.0,
    "open large": 1000.0,
    "open large, checked": 1.5,
    "open large, in all": 1.0,
}
"""What we hold ourselves to, ours over the peer's.

An edit writes its history too: five pages; an import also the search index, row by row; opening
looks at every page of a file, which makes a thousandth of a second three tenths.
"""


def main() -> int:
    """Print a line per comparison; the exit code tells whether all are within their limits."""
    with tempfile.TemporaryDirectory() as home:  # the program notes which workspaces are its own
        os.environ["PERSONA_STUDIO_HOME"] = home
        comparisons: list[Comparison] = [first_paint.compare(), edit_to_commit.compare()]
        for module in (backup_while_editing, import_rows, open_large):
            comparisons += module.compare()
    return 0 if report(comparisons, LIMITS) else 1


if __name__ == "__main__":
    sys.exit(main())

"""Opening a workspace of 10 000 panels and 500 pictures of 2 MB until its first rows are there.

Opening checks every page and every reference, which raw sqlite3 does not do by itself: so there
is a peer that only opens and counts, one that checks too, and the second a person may wait.
`python -m benchmarks.open_large 50` is a quick look with 50 pictures.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text

from benchmarks.figures import Comparison, report
from benchmarks.import_rows import ROWS, importing
from studio.assets.model import Asset
from studio.kernel.progress import finish
from studio.store import blobs, connection, workspace

PICTURES = 500
PICTURE_BYTES = 2 * 1024 * 1024
AT_ONCE = 10
RUNS = 5
LONGEST_S = 1.0
"""What a person waits, at most, for a workspace of this size."""

_COUNTS = ("SELECT count(*) FROM panel", "SELECT count(*) FROM asset")


def compare(pictures: int = PICTURES) -> list[Comparison]:
    """Open in turn by the store and by each peer, the file in the system's cache."""
    ours: list[float] = []
    counting: list[float] = []
    checking: list[float] = []
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        path = _make(Path(folder), pictures)
        for run in range(RUNS + 1):
            times = [_timed(act, path) for act in (_by_the_store, _count, _check)]
            if run:  # the first only warms the cache
                for taken, seconds in zip((ours, counting, checking), times, strict=True):
                    taken.append(seconds)
    return [
        Comparison("open large", "raw sqlite3: open, count", ours, counting),
        Comparison("open large, checked", "raw sqlite3: open, check, count", ours, checking),
        Comparison("open large, in all", "longest wait allowed", ours, [LONGEST_S]),
    ]


def _make(folder: Path, pictures: int) -> Path:
    store = workspace.create(folder / "large", "benchmark")
    finish(importing(store, ROWS))
    for start in range(0, pictures, AT_ONCE):
        with store.edit("Add pictures") as session:
            for number in range(start, min(start + AT_ONCE, pictures)):
                digest = blobs.put(session, os.urandom(PICTURE_BYTES))
                session.add(Asset(name=f"Picture {number}", sha256=digest, size=PICTURE_BYTES))
    store.close()
    os.sync()
    return store.path


def _timed(act: Callable[[Path], Callable[[], None]], path: Path) -> float:
    """Return how many seconds opening takes; what it gives closes again, which does not count."""
    began = time.perf_counter()
    close = act(path)
    taken = time.perf_counter() - began
    close()
    return taken


def _by_the_store(path: Path) -> Callable[[], None]:
    store = workspace.open_workspace(path, "benchmark")
    with store.read() as session:
        for query in _COUNTS:
            session.connection().execute(text(query)).scalar_one()
    return store.close


def _count(path: Path) -> Callable[[], None]:
    return _fetched(path, *_COUNTS)


def _check(path: Path) -> Callable[[], None]:
    return _fetched(path, "PRAGMA quick_check(1)", "PRAGMA foreign_key_check", *_COUNTS)


def _fetched(path: Path, *queries: str) -> Callable[[], None]:
    raw = connection.connect_writer(path)
    for query in queries:
        raw.execute(query).fetchall()
    return raw.close


if __name__ == "__main__":
    report(compare(*map(int, sys.argv[1:])), {})

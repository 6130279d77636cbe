"""One edit until it is safe on the disk: the store's against raw sqlite3 with the same pragmas."""

import sqlite3
import tempfile
import time
from pathlib import Path

from benchmarks.figures import Comparison
from studio.spots.ops.contents import write_action
from studio.spots.queries import panels_in_order
from studio.spots.sample import make_sample
from studio.store import workspace
from studio.store.connection import connect_writer
from studio.store.workspace import Store

EDITS = 300


def compare() -> Comparison:
    """Write into the panels of the sample, in turn by the op and by bare SQL in a twin file."""
    ours: list[float] = []
    theirs: list[float] = []
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        store = workspace.create(Path(folder) / "ours", "benchmark")
        twin = workspace.create(Path(folder) / "twin", "benchmark")
        panels = _panels(store)
        others = _panels(twin)
        twin.close()
        raw = connect_writer(twin.path)
        for n in range(EDITS):
            words = f"Edit number {n}"
            place = n % len(panels)
            ours.append(_timed_op(store, panels[place], words))
            theirs.append(_timed_sql(raw, others[place], words))
        raw.close()
        store.close()
    return Comparison("edit to commit", "raw sqlite3, same pragmas", ours, theirs)


def _panels(store: Store) -> list[str]:
    spot = make_sample(store, "en")
    with store.read() as session:
        return [panel.id for panel in panels_in_order(session, spot)]


def _timed_op(store: Store, panel: str, words: str) -> float:
    began = time.perf_counter()
    write_action(store, panel, words)
    return time.perf_counter() - began


def _timed_sql(raw: sqlite3.Connection, panel: str, words: str) -> float:
    began = time.perf_counter()
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("UPDATE panel SET action = ? WHERE id = ?", (words, panel))
    raw.execute("COMMIT")
    return time.perf_counter() - began

"""The longest an edit waits while its workspace is backed up: 1 GB, an edit every 20 ms.

`python -m benchmarks.backup_while_editing 100` is a quick look at 100 MB; it also tells how long
SQLite's own way of copying an open file, VACUUM INTO, holds up the editor.
"""

import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from threading import Thread

from benchmarks.figures import Comparison
from studio.assets.model import Asset
from studio.kernel.errors import Busy
from studio.kernel.progress import finish
from studio.spots.ops.contents import write_action
from studio.spots.queries import panels_in_order
from studio.spots.sample import make_sample
from studio.store import blobs, workspace
from studio.store.backups.backup import back_up
from studio.store.workspace import Store

ASSETS = 500
ASSET_BYTES = 2 * 1024 * 1024
PAUSE_S = 0.02
LONGEST_S = 0.05
"""What a person at the keyboard may notice of a backup, at most."""
TURNS = 3
NEXT, BETWEEN_S = 10, 0.2
_ALONE_S = 3.0

Waits = list[float]
Work = Callable[[], object]


def compare(count: int = ASSETS) -> list[Comparison]:
    """Back up for the first time, then some more, in turns; the peer is the stall allowed."""
    longest: dict[str, Waits] = {}
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        store, panels = _workspace(Path(folder), count)
        for turn in range(TURNS):
            root = Path(folder) / f"backups {turn}"
            for name, work in _backups(store, root).items():
                waits = _while_editing(store, panels, work)
                longest.setdefault(name, []).append(max(waits))
            shutil.rmtree(root)
        store.close()
    return [
        Comparison(name, "longest stall allowed", stalls, [LONGEST_S])
        for name, stalls in longest.items()
    ]


def _backups(store: Store, root: Path) -> dict[str, Work]:
    def one() -> None:
        finish(back_up(store.path, root, "timer"))

    def several() -> None:
        for _turn in range(NEXT):
            one()
            time.sleep(BETWEEN_S)

    return {"first backup": one, "next backups": several}


def _workspace(folder: Path, count: int) -> tuple[Store, list[str]]:
    """Make a workspace with so many pictures, and return the panels to be edited too."""
    store = workspace.create(folder / "Agency", "benchmark")
    spot = make_sample(store, "en")
    with store.read() as session:
        panels = [panel.id for panel in panels_in_order(session, spot)]
    for number in range(count):
        with store.edit("Add picture") as session:
            data = os.urandom(ASSET_BYTES)
            digest = blobs.put(session, data)
            session.add(Asset(name=f"Picture {number}", sha256=digest, size=len(data)))
    os.sync()
    return store, panels


def _while_editing(store: Store, panels: list[str], work: Work) -> Waits:
    """Edit on this thread, as the window does, while `work` runs on another; return the waits."""
    trouble: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - told by the thread that measures
            trouble.append(error)

    job = Thread(target=run)
    waits: Waits = []
    job.start()
    while job.is_alive():
        began = time.perf_counter()
        with suppress(Busy):  # refused after seconds: a long wait too
            write_action(store, panels[len(waits) % len(panels)], f"Edit {len(waits)} {began}")
        waits.append(time.perf_counter() - began)
        time.sleep(PAUSE_S)
    job.join()
    if trouble:
        raise trouble[0]
    return waits


def _vacuum_into(path: Path) -> None:
    copy = path.with_name("copy.db")
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("VACUUM INTO ?", (str(copy),))
    copy.unlink()


def _tell(name: str, waits: Waits, took: float) -> None:
    middle = sorted(waits)[len(waits) // 2]
    print(
        f"{name:14}{took:8.2f} s {len(waits):6} edits, "
        f"median {middle * 1000:6.1f} ms, longest {max(waits) * 1000:7.1f} ms"
    )


def main(megabytes: int) -> None:
    """Print each run: nothing, the first backup, the next ones, VACUUM INTO."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        store, panels = _workspace(Path(folder), max(1, megabytes * 1_000_000 // ASSET_BYTES))
        runs: dict[str, Work] = {
            "no backup": lambda: time.sleep(_ALONE_S),
            **_backups(store, Path(folder) / "backups"),
            "VACUUM INTO": lambda: _vacuum_into(store.path),
        }
        for name, work in runs.items():
            began = time.perf_counter()
            waits = _while_editing(store, panels, work)
            _tell(name, waits, time.perf_counter() - began)
        store.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)

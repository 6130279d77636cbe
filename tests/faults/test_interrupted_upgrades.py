"""An upgrade that is killed, or fails, at any call on the file: always old or new, never between.

The second try is the studio's own next start: nothing else touches what the first one has left.
"""

import errno
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults import extent
from tests.faults.extent import Tell
from tests.faults.warm import Run, Warm
from tests.store.upgrades import first_files
from tests.store.upgrades.first_files import Rows

PARTS = 2
FAULTS: dict[str, dict[str, int]] = {
    "killed": {},
    "full once": {"error": errno.ENOSPC},
    "full for long": {"error": errno.ENOSPC, "for_ever": 1},
    "input or output error": {"error": errno.EIO},
}
OLD, NEW = 1, 3


class Lab:
    """An old workspace, upgraded again and again, each time with another fault."""

    def __init__(self, warm: Warm, folder: Path) -> None:
        self.warm = warm
        self.path = folder / "run" / "old.studio"
        self.backup = folder / "backup.studio"
        self.revisions = first_files.chain_of(folder / "revisions")
        self._template = folder / "template.studio"
        first_files.make_first_file(self._template)
        self.rows = {OLD: told(self._template)}
        self.count = self.upgrade().count
        self.rows[NEW] = told(self.path)

    def upgrade(self, **fault: int) -> Run:
        """Upgrade a fresh copy."""
        shutil.rmtree(self.path.parent, ignore_errors=True)
        self.path.parent.mkdir()
        shutil.copy(self._template, self.path)
        return self.again(**fault)

    def again(self, **fault: int) -> Run:
        """Upgrade what is there."""
        order = {"path": self.path, "revisions": self.revisions, "backup": self.backup}
        return self.warm.run("upgrading", **order, **fault)

    def schema_of_a_copy(self, folder: Path) -> int:
        """Return what the workspace is once SQLite has taken back what was cut short."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.path.parent, folder)
        copy = folder / self.path.name
        schema = int(first_files.value(copy, "PRAGMA user_version"))
        assert told(copy) == self.rows[schema]
        return schema


def told(path: Path) -> Rows:
    """Return all rows of a file that must be whole, but for those that tell of the upgrade."""
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    rows = first_files.rows_of(path)
    steps = [row["id"] for row in rows["history_step"] if row["kind"] != "barrier"]
    return {**rows, "meta": [], "history_step": [{"ids": steps}]}


def beside(path: Path) -> dict[str, int]:
    """Return how large each file beside this one is; an empty journal is one that is done."""
    return {entry.name: entry.stat().st_size for entry in path.parent.iterdir() if entry != path}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("part", extent.parts(PARTS))
def test_an_upgrade_that_is_interrupted_anywhere_leaves_old_or_new_and_the_next_one_works(
    fault: str, part: int, faulty: Warm, ram: Path, tell: Tell
) -> None:
    lab = Lab(faulty, ram)
    for point in extent.share(range(1, lab.count + 1), part, PARTS, 5):
        run = lab.upgrade(point=point, **FAULTS[fault])
        schema = lab.schema_of_a_copy(ram / "copy")
        tell(points=1, left_old=schema == OLD, left_new=schema == NEW)

        assert run.signal == (signal.SIGKILL if fault == "killed" else 0), point
        assert run.signal or bool(run.refused) == (schema == OLD), (point, run.refused)
        assert lab.again().refused == "", (fault, point)
        assert first_files.value(lab.path, "PRAGMA user_version") == NEW, (fault, point)
        assert told(lab.path) == lab.rows[NEW], (fault, point)
        assert beside(lab.path) in ({}, {lab.path.name + "-journal": 0}), (fault, point)
        assert told(lab.backup) == lab.rows[OLD]

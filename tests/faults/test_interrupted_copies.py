"""Copying, compacting and moving, killed or failing at any call on the files: old or new, whole.

The second try is the user's own: nothing else touches what the first one has left.
"""

import errno
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from studio.store.lock import lock_path
from studio.store.schema import metadata
from tests.faults import extent
from tests.faults.extent import Tell
from tests.faults.warm import Run, Warm
from tests.store import wholes

pytestmark = pytest.mark.faults

PARTS = 2
FAULTS: dict[str, dict[str, int]] = {
    "killed": {},
    "full once": {"error": errno.ENOSPC},
    "full for long": {"error": errno.ENOSPC, "for_ever": 1},
    "input or output error": {"error": errno.EIO},
}
VERBS = ("save_copy", "compact", "move", "move to another disk")
Rows = dict[str, list[tuple[object, ...]]]


class Lab:
    """A workspace on a disk, and a place for another one, again and again with another fault."""

    def __init__(self, warm: Warm, verb: str, here: Path, there: Path) -> None:
        self._warm = warm
        self._verb = verb
        self.path = here / "run" / "Agency.studio"
        self.target = (there if "another" in verb else here) / "run" / "Target.studio"
        store = wholes.make(here / "template")
        store.close()
        self._template = store.path
        self.rows = told(store.path)
        self.count = self.run().count

    def run(self, **fault: int) -> Run:
        """Act on a fresh workspace."""
        for folder in {self.path.parent, self.target.parent}:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        shutil.copy(self._template, self.path)
        return self.again(**fault)

    def again(self, **fault: int) -> Run:
        """Act on what is there."""
        order = {
            "verb": self._verb.split()[0],
            "path": self.path,
            "target": self.target,
            "watched": self.target.parent,
        }
        return self._warm.run("whole", **order, **fault)

    def whole(self, aside: Path) -> list[str]:
        """Return which workspaces there are, of which each must hold all; look at copies."""
        found = []
        for path in (self.path, self.target):
            if path.exists():
                shutil.rmtree(aside, ignore_errors=True)
                shutil.copytree(path.parent, aside)
                assert told(aside / path.name) == self.rows
                found.append(path.stem)
        return found

    def beside(self) -> set[str]:
        """Return what else lies there."""
        there = {*self.path.parent.iterdir(), *self.target.parent.iterdir()}
        locks = {lock_path(self.path), lock_path(self.target)}
        return {path.name for path in there - {self.path, self.target} - locks}


def told(path: Path) -> Rows:
    """Return all rows of a file that must be whole, but for what tells which copy it is."""
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        names = sorted({*metadata().tables, "history_step", "history_row", "asset_data"})
        return {
            name: raw.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall() for name in names
        }


EXPECTED = {
    "save_copy": (["Agency"], ["Agency", "Target"]),
    "compact": (["Agency"],),
    "move": (["Agency"], ["Target"]),
    # Between the new file's name and the old one's going there are two, both whole.
    "move to another disk": (["Agency"], ["Target"], ["Agency", "Target"]),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("part", extent.parts(PARTS))
def test_what_is_interrupted_anywhere_leaves_the_old_one_or_the_new_one(
    verb: str, fault: str, part: int, faulty: Warm, ram: Path, tmp_path: Path, tell: Tell
) -> None:
    lab = Lab(faulty, verb, tmp_path, ram)
    for point in extent.share(range(1, lab.count + 1), part, PARTS, 4):
        run = lab.run(point=point, **FAULTS[fault])
        left = lab.whole(tmp_path / "aside")
        tell(points=1, refused=bool(run.refused), killed=bool(run.signal))

        assert run.signal == (signal.SIGKILL if fault == "killed" else 0), point
        assert left in EXPECTED[verb], (point, left)
        if fault != "killed":
            assert left == EXPECTED[verb][-1] or run.refused, (point, run)
            assert "NotSaved" in run.refused or "NoSpace" in run.refused or not run.refused, run
        if fault in ("full once", "input or output error"):
            assert {name for name in lab.beside() if not name.endswith("-journal")} == set(), point
        if left == ["Agency"]:
            assert lab.again().refused == "", (verb, fault, point)
            assert lab.whole(tmp_path / "aside") in EXPECTED[verb], point

"""Every call on the file kills the program, or fails: all points of a scripted session.

After an error the user has been told, or the edit is saved; a second try makes no duplicate; and
as soon as the disk works again, so does the studio, with its whole undo stack.
"""

import errno
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest

from studio.store import workspace
from tests.faults import edits, extent, oracle
from tests.faults.extent import Tell
from tests.faults.oracle import Found
from tests.faults.warm import Run, Warm

pytestmark = pytest.mark.faults

PARTS = 8
FAULTS: dict[str, dict[str, int]] = {
    "killed": {},
    "full once": {"error": errno.ENOSPC},
    "full for long": {"error": errno.ENOSPC, "for_ever": 1},
    "input or output error": {"error": errno.EIO},
}
each_fault = pytest.mark.parametrize("fault", FAULTS)


class Lab:
    """Copies of a workspace, each harmed in its own way."""

    def __init__(self, warm: Warm, template: Path, folder: Path) -> None:
        self.path = folder / "run" / "harmed.studio"
        self.warm, self.template = warm, template
        self._copy()
        self.start = oracle.look(self.path)

    def run(self, act: str, **order: Any) -> Run:
        """Let a fork work on a fresh copy, but for what it makes itself."""
        self._copy()
        if act == "making":
            self.path.unlink()
        return self.warm.run(act, path=self.path, **order)

    def _copy(self) -> None:
        shutil.rmtree(self.path.parent, ignore_errors=True)
        self.path.parent.mkdir()
        for end in ("", "-journal"):
            source = self.template.with_name(self.template.name + end)
            if source.exists():
                shutil.copy(source, self.path.with_name(self.path.name + end))


@pytest.fixture
def lab(faulty: Warm, template: Path, ram: Path) -> Lab:
    return Lab(faulty, template, ram)


def test_without_a_fault_every_edit_is_saved_and_makes_the_rows_it_says(
    lab: Lab, tell: Tell
) -> None:
    run = lab.run("script")
    found = oracle.look(lab.path)

    assert all(ack.saved for ack in run.acks)
    assert len(run.acks) == len(edits.SCRIPT) + 1
    assert run.count > run.scripted > 400
    assert (found.broken, oracle.lost(found, run.acks)) == ((), [])
    assert found.rows == edits.rows_after(lab.start.rows, {ack.token for ack in run.acks})
    tell(calls_in_a_session=run.count)


@each_fault
@pytest.mark.parametrize("part", extent.parts(PARTS))
def test_a_fault_at_any_call_neither_loses_nor_doubles_an_edit(
    fault: str, part: int, lab: Lab, tell: Tell
) -> None:
    without = lab.run("script")
    points = extent.share(range(1, without.count + 1), part, PARTS, 8)
    end = without.acks[0].calls  # where a commit may fail although it is on the disk
    for point in sorted({*points, end - 1, end}):
        run = lab.run("script", point=point, **FAULTS[fault])
        found = oracle.look(lab.path)
        tell(points=1, lost=len(oracle.lost(found, run.acks)), broken=len(found.broken))
        tell(refused_and_told=_refused(run), saved_in_spite_of_an_error=_survived(run, point))

        assert found.broken == (), (fault, point)
        assert oracle.lost(found, run.acks) == [], (fault, point)
        assert oracle.ghosts(found, run.acks) == [], (fault, point)
        assert run.signal == (signal.SIGKILL if fault == "killed" else 0), (fault, point)
        assert found.rows in _possible(lab.start, run), (fault, point)
        assert fault == "killed" or run.scripted < point or "afterwards." in _saved(run)
        _undo_all(lab.path)
        assert _without_bytes(oracle.look(lab.path)) == _without_bytes(lab.start), (fault, point)


def _saved(run: Run) -> set[str]:
    return {ack.token for ack in run.acks if ack.saved}


def _refused(run: Run) -> int:
    return sum(not ack.saved for ack in run.acks)


def _survived(run: Run, point: int) -> bool:
    """Tell whether an error in the script was none to the user."""
    return run.signal == 0 and point <= run.scripted and not _refused(run)


def _possible(start: Found, run: Run) -> list[dict[str, int]]:
    """Return the rows after what was acknowledged, and after what was under way at a kill."""
    saved = _saved(run)
    rows = [edits.rows_after(start.rows, saved)]
    if run.signal:
        rows.append(edits.rows_after(start.rows, {*saved, *edits.TOKENS[len(run.acks) :][:1]}))
    return rows


def _without_bytes(found: Found) -> dict[str, int]:
    """Return how many rows there are; bytes stay when the asset that brought them is undone."""
    return {table: count for table, count in found.rows.items() if table != "asset_data"}


def _undo_all(path: Path) -> None:
    store = workspace.open_workspace(path, "Ada")
    while store.undo_label != "Prepare":
        store.undo()
    store.close()


# ------------------------------------------------------------------ before and after the edits
@pytest.fixture
def torn(faulty: Warm, template: Path, ram: Path) -> Path:
    """A workspace whose program was killed in a large commit: half of it is in the file."""
    lab = Lab(faulty, template, ram)
    run = lab.run("script", settings=edits.CROWDED)
    lab.run("script", settings=edits.CROWDED, point=run.acks[5].calls - 4)
    torn = ram / "torn" / lab.path.name
    torn.parent.mkdir()
    for name in (torn.name, torn.name + "-journal"):
        shutil.copy(lab.path.with_name(name), torn.with_name(name))
    assert torn.with_name(torn.name + "-journal").stat().st_size > 0
    return torn


@each_fault
def test_a_fault_at_any_call_of_taking_back_what_was_cut_short_leaves_it_to_the_next_time(
    fault: str, faulty: Warm, torn: Path, ram: Path, tell: Tell
) -> None:
    lab = Lab(faulty, torn, ram)
    whole = lab.start.rows
    count = lab.run("opening").count
    assert count > 10
    for point in extent.share(range(1, count + 1), 0, 1, 8):
        run = lab.run("opening", point=point, **FAULTS[fault])
        found = oracle.look(lab.path)
        tell(points=1, broken=len(found.broken))
        assert run.signal == (signal.SIGKILL if fault == "killed" else 0), point
        assert (found.broken, found.rows) == ((), whole), point


@each_fault
def test_a_fault_at_any_call_of_making_a_workspace_leaves_all_of_it_or_nothing(
    fault: str, lab: Lab, tell: Tell
) -> None:
    count = lab.run("making").count
    for point in extent.share(range(1, count + 1), 0, 1, 8):
        run = lab.run("making", point=point, **FAULTS[fault])
        tell(points=1)
        made = lab.path.exists()
        assert made or run.signal or run.refused, point
        if run.signal:
            _sweep(lab.path)
        if made:
            assert oracle.look(lab.path).broken == (), point
        else:
            workspace.create(lab.path, "Ada").close()


def _sweep(path: Path) -> None:
    """Put away the unfinished file that a killed program leaves under a name of its own."""
    for left in path.parent.glob(f".{path.name}.*.part*"):
        left.unlink()

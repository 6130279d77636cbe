"""Publishing and taking a copy, stopped at every step and every call: both sides stay whole."""

import errno
import itertools
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from studio.kernel.progress import Work
from studio.store import connection
from studio.store.sharing import transfer, working_copy
from studio.store.sharing.working_copy import State
from tests.faults import extent
from tests.faults.process import compiled_shim
from tests.store.sharing.interrupted import Warm
from tests.store.sharing.two_users import (
    SHARE,
    Dump,
    User,
    dump,
    left_everywhere,
    left_in,
    shared_workspace,
)

pytestmark = pytest.mark.faults

SHM = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # memory: no disk to wear out
FAULTS: dict[str, dict[str, int]] = {
    "killed": {},
    "full once": {"error": errno.ENOSPC},
    "full for long": {"error": errno.ENOSPC, "for_ever": 1},
    "input or output error": {"error": errno.EIO},
}
WHOLE = {"Agency.studio", "origin.json"}


class Team:
    """One shared file and Ada's copy in one folder, which can be put back to how it was."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ada = User("Ada", folder / "ada")
        self.bob = User("Bob", folder / "bob")
        self.shared = shared_workspace(folder / "share", "one")
        self._before = folder.with_name("before")

    def keep(self) -> None:
        """Note how everything is."""
        shutil.copytree(self.folder, self._before)

    def put_back(self) -> None:
        shutil.rmtree(self.folder)
        shutil.copytree(self._before, self.folder)

    def swept(self) -> None:
        """Assert that nothing lies about."""
        assert left_in(self.shared.parent) == {"Agency.studio"}
        for folder in self.ada.folder.iterdir():
            # The lock of a killed program goes when the copy is next opened.
            assert left_in(folder) - {"Agency.studio-lock"} == WHOLE


@pytest.fixture
def team() -> Iterator[Team]:
    with tempfile.TemporaryDirectory(dir=SHM) as folder:
        (Path(folder) / "now").mkdir()
        yield Team(Path(folder) / "now")


def to_publish(team: Team) -> tuple[Dump, Dump]:
    """Let Ada have edited; return the shared rows before and after publishing."""
    team.ada.take(team.shared)
    old = dump(team.shared)
    team.ada.add("two", "three")
    team.keep()
    return old, dump(team.ada.mine.path)


def to_refresh(team: Team) -> tuple[Dump, Dump]:
    """Let Bob have published; return Ada's rows before and after taking it."""
    team.ada.take(team.shared)
    old = dump(team.shared)
    team.bob.take(team.shared)
    team.bob.add("two", "three")
    team.bob.publish()
    team.keep()
    return old, dump(team.shared)


def stopped_after(work: Work[object], steps: int) -> bool:
    """Run so many steps and cancel; tell whether the work was still going."""
    for _step in itertools.islice(work, steps):
        pass
    going = next(work, None) is not None
    work.close()
    return going


def cancelled(team: Team, begin: Callable[[], Work[object]], check: Callable[[], None]) -> int:
    """Cancel at every step in turn, checking each time; return how many there are."""
    steps = 0
    while stopped_after(begin(), steps):
        check()
        team.put_back()
        steps += 1
    return steps


def test_publishing_can_be_cancelled_at_every_step(team: Team) -> None:
    old, new = to_publish(team)
    left = left_everywhere(team.folder)

    def check() -> None:
        assert (dump(team.shared), dump(team.ada.mine.path)) == (old, new)
        assert left_everywhere(team.folder) == left
        assert team.ada.state() is State.OURS_NEWER

    def begin() -> Work[object]:
        return working_copy.publish(team.ada.mine.path, team.ada.mine)

    assert cancelled(team, begin, check) >= 5
    assert dump(team.shared) == new


@pytest.mark.parametrize("has_one", [True, False])
def test_taking_a_copy_can_be_cancelled_at_every_step(has_one: bool, team: Team) -> None:
    old, new = to_refresh(team)
    if not has_one:
        shutil.rmtree(team.ada.folder)
        shutil.rmtree(team.folder.with_name("before"))
        team.ada.folder.mkdir()
        team.keep()
    left = left_everywhere(team.folder)

    def check() -> None:
        assert left_everywhere(team.folder) == left
        assert dump(team.shared) == new
        if has_one:
            assert dump(team.ada.mine.path) == old
        else:
            assert list(team.ada.folder.iterdir()) == []

    def begin() -> Work[object]:
        return working_copy.check_out(team.shared, team.ada.folder, SHARE)

    assert cancelled(team, begin, check) >= 2
    (copy,) = working_copy.copies_in(team.ada.folder)
    assert dump(copy.path) == new


def test_cancelling_does_not_wait_for_a_large_file(team: Team) -> None:
    team.ada.take(team.shared)
    path = team.ada.mine.path
    with team.ada.opened() as store, store.edit("Fill") as session:
        fill = "INSERT INTO asset_data VALUES(?, 1, zeroblob(20000000))"
        for number in range(8):
            session.connection().exec_driver_sql(fill, (str(number),))
    part = transfer.part_of(path)
    with closing(connection.connect_reader(path)) as raw:
        copying = transfer.vacuum_into(raw, part, path.stat().st_size)
        next(copying)
        copying.close()
    assert not part.exists() or part.stat().st_size < path.stat().st_size / 2
    publishing = working_copy.publish(path, team.ada.mine)
    assert 0 <= next(publishing).share < 0.25
    publishing.close()
    transfer.remove(part)
    team.swept()


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warm]:
    library = compiled_shim(tmp_path_factory.mktemp("shim"))
    with Warm(tmp_path_factory.mktemp("home"), library) as process:
        yield process


def points(count: int) -> Sequence[int]:
    """Return the calls to fail at: a sample, or all when the faults are tried in full."""
    return extent.share(range(1, count + 1), 0, 1, 12)


@pytest.mark.parametrize("fault", FAULTS)
def test_publishing_that_fails_anywhere_leaves_the_shared_file_old_or_new(
    fault: str, team: Team, warm: Warm
) -> None:
    old, new = to_publish(team)
    count = warm.run("publish", team.folder)["count"]
    seen = set()
    for point in points(count):
        team.put_back()
        run = warm.run("publish", team.folder, point=point, **FAULTS[fault])
        assert run["signal"] == (signal.SIGKILL if fault == "killed" else 0), point
        left = dump(team.shared)
        seen.add("new" if left == new else "old")
        assert left in (old, new), point
        assert run["signal"] or run["refused"] or left == new, point
        assert dump(team.ada.mine.path) == new, point
        assert team.ada.state() in (State.OURS_NEWER, State.UNCHANGED), point
        assert warm.run("publish", team.folder)["refused"] == "", point
        assert dump(team.shared) == dump(team.ada.mine.path) == new, point
        team.swept()
        assert team.ada.state() is State.UNCHANGED
    assert "old" in seen


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("has_one", [True, False])
def test_taking_a_copy_that_fails_anywhere_harms_neither_side(
    fault: str, has_one: bool, team: Team, warm: Warm
) -> None:
    old, new = to_refresh(team)
    if not has_one:
        shutil.rmtree(team.folder.with_name("before") / "ada")
        team.put_back()
    count = warm.run("take", team.folder)["count"]
    for point in points(count):
        team.put_back()
        run = warm.run("take", team.folder, point=point, **FAULTS[fault])
        assert run["signal"] == (signal.SIGKILL if fault == "killed" else 0), point
        assert dump(team.shared) == new, point
        for copy in working_copy.copies_in(team.ada.folder):
            assert not copy.path.exists() or dump(copy.path) in (old, new), point
        assert warm.run("take", team.folder)["refused"] == "", point
        (copy,) = working_copy.copies_in(team.ada.folder)
        assert dump(copy.path) == dump(team.shared) == new, point
        assert working_copy.state(copy) is State.UNCHANGED
        team.swept()

"""What stands in the way of copying, compacting and moving: the old one stays, whole and alone."""

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from studio.kernel.errors import Locked, NotFound, NotSaved, Refused, Unreadable
from studio.kernel.progress import finish
from studio.store import copies, workspace
from studio.store.lock import lock_path
from studio.store.workspace import Store
from tests.store.rows import PYTHON, TAKE, add, left_in, names, names_in
from tests.store.wholes import ACTS, NAMES, Act, compact, facts, make, on_another_disk, save_copy


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = make(tmp_path / "here")
    yield opened
    opened.close()


@pytest.fixture
def closed(store: Store) -> Path:
    """The same, closed."""
    store.close()
    return store.path


@pytest.fixture
def other_disk(closed: Path) -> Iterator[Path]:
    with on_another_disk(closed) as folder:
        yield folder


@pytest.mark.parametrize("act", [save_copy, copies.move])
@pytest.mark.parametrize("kind", ["workspace", "file", "folder", "link that leads nowhere"])
def test_what_is_there_already_is_refused_and_kept(
    kind: str, act: Act, closed: Path, tmp_path: Path
) -> None:
    target = tmp_path / "There.studio"
    if kind == "workspace":
        workspace.create(target, "Ben").close()
    elif kind == "file":
        target.write_bytes(b"mine")
    elif kind == "folder":
        target.mkdir()
    else:
        target.symlink_to(tmp_path / "unplugged")
    before = target.read_bytes() if target.is_file() else b""
    with pytest.raises(Refused) as refusal:
        finish(act(closed, tmp_path / "There"))
    assert str(refusal.value) == "“There.studio” exists already. Choose another name."
    assert (target.read_bytes() if target.is_file() else b"") == before
    assert left_in(tmp_path) == {"here", "There.studio"}
    assert left_in(closed.parent) == {"Agency.studio"}


@pytest.mark.parametrize("act", [save_copy, copies.move])
def test_its_own_name_is_taken_too(act: Act, closed: Path) -> None:
    with pytest.raises(Refused, match="exists already"):
        finish(act(closed, closed))
    assert left_in(closed.parent) == {"Agency.studio"}


@pytest.mark.parametrize("act", [save_copy, copies.move])
def test_a_name_that_is_none_or_a_missing_folder_is_a_sentence(
    act: Act, closed: Path, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="needs a name"):
        finish(act(closed, tmp_path / " "))
    with pytest.raises(NotSaved, match=r"The folder of “Copy\.studio” does not exist"):
        finish(act(closed, tmp_path / "none" / "Copy"))
    assert left_in(closed.parent) == {"Agency.studio"}


@pytest.mark.parametrize("act", [compact, copies.move])
def test_a_workspace_that_is_open_stays_as_it_is(act: Act, store: Store, tmp_path: Path) -> None:
    """Even by this program; the file is not looked into, which would drop SQLite's lock."""
    with store.edit("Add talent"):
        add(store, "Cem")
        with pytest.raises(Locked, match="open already in this window"):
            finish(act(store.path, tmp_path / "Moved"))
        taken = subprocess.run(
            [*PYTHON, TAKE, str(store.path)], capture_output=True, encoding="utf-8", check=False
        )
        assert taken.stdout == "database is locked\n"
    assert names(store) == ["Cem", *NAMES]
    assert not (tmp_path / "Moved.studio").exists()


@pytest.mark.parametrize("act", [compact, copies.move])
def test_a_workspace_that_is_not_there_is_a_sentence(act: Act, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"“Agency\.studio” is not there any more"):
        finish(act(tmp_path / "Agency.studio", tmp_path / "Moved"))
    assert left_in(tmp_path) == set()


@pytest.mark.parametrize("act", ACTS)
def test_a_file_that_is_none_of_ours_is_left_alone(act: Act, tmp_path: Path) -> None:
    (tmp_path / "Agency.studio").write_bytes(b"mine" * 100)
    with pytest.raises(Unreadable, match=r"“Agency\.studio” is not a workspace"):
        finish(act(tmp_path / "Agency.studio", tmp_path / "Moved"))
    assert (tmp_path / "Agency.studio").read_bytes() == b"mine" * 100
    assert left_in(tmp_path) == {"Agency.studio"}


@pytest.mark.parametrize("act", [compact, copies.move])
def test_a_damaged_workspace_is_left_as_it_is(act: Act, closed: Path, tmp_path: Path) -> None:
    data = bytearray(closed.read_bytes())
    data[3 * 16384 : 3 * 16384 + 200] = bytes(200)
    closed.write_bytes(data)
    with pytest.raises(Unreadable, match=r"“Agency\.studio” is damaged"):
        finish(act(closed, tmp_path / "Moved"))
    assert closed.read_bytes() == data
    assert left_in(closed.parent) == {"Agency.studio"}
    assert not (tmp_path / "Moved.studio").exists()


@pytest.mark.parametrize(
    ("act", "steps"),
    [*((act, steps) for act in (save_copy, compact) for steps in (1, 2, 3)), (copies.move, 1)],
)
def test_cancel_between_any_two_steps_leaves_the_old_one_alone(
    steps: int, act: Act, closed: Path, tmp_path: Path
) -> None:
    work = act(closed, tmp_path / "Target")
    told = [progress for _, progress in zip(range(steps), work, strict=False)]
    assert len(told) == steps
    work.close()
    assert all(progress.doing for progress in told)
    assert left_in(tmp_path) == {"here"}
    assert left_in(closed.parent) == {"Agency.studio"}
    assert names_in(closed) == NAMES


def test_cancel_while_moving_to_another_disk_leaves_the_old_one_alone(
    closed: Path, other_disk: Path
) -> None:
    work = copies.move(closed, other_disk / "Agency")
    assert [next(work).done, next(work).done] == [0, 1]
    work.close()
    assert left_in(other_disk) == set()
    assert names_in(closed) == NAMES


FULL = """
import resource, sys
from pathlib import Path
from studio.kernel.errors import NotSaved
from studio.kernel.progress import finish
from studio.store import workspace
from tests.store.wholes import ACTS
path, target = Path(sys.argv[1]), Path(sys.argv[2])
workspace.open_workspace(path, "Ada").close()
_soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
for act in ACTS:
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
    try:
        finish(act(path, target))
    except NotSaved as error:
        print(error)
"""


def test_a_disk_that_takes_no_more_is_told_and_leaves_nothing(
    closed: Path, other_disk: Path
) -> None:
    """On this disk a workspace can still be renamed, so that it is moved to another one."""
    pytest.importorskip("resource")
    before = closed.read_bytes()
    assert len(before) > 400_000
    target = other_disk / "Target.studio"
    command = [*PYTHON, FULL, str(closed), str(target)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.stderr == ""
    told = done.stdout.splitlines()
    assert len(told) == len(ACTS)
    assert all("not saved" in line.lower() for line in told), told
    assert closed.read_bytes() == before
    assert left_in(closed.parent) == {"Agency.studio"}
    assert left_in(other_disk) == set()


@pytest.mark.parametrize("act", ACTS)
def test_work_that_a_crash_cut_short_is_taken_back_first(
    act: Act, closed: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(closed, isolation_level=None)) as raw:
        raw.execute("PRAGMA cache_size=1")
        raw.execute("BEGIN")
        raw.execute("UPDATE talent SET name = 'never'")
        raw.execute("INSERT INTO meta VALUES('half', ?)", ("x" * 500_000,))
        died = tmp_path / "died"
        shutil.copytree(closed.parent, died)
        raw.execute("ROLLBACK")
    path = died / closed.name
    assert b"x" * 10_000 in path.read_bytes()
    assert (died / "Agency.studio-journal").stat().st_size > 0
    finish(act(path, died / "Target"))
    for left in died.iterdir():
        assert left.suffix == ".studio"
        assert names_in(left) == NAMES
        assert "half" not in facts(left)


def test_another_s_lock_at_the_target_is_respected(closed: Path, tmp_path: Path) -> None:
    target = tmp_path / "Target.studio"
    lock_path(target).write_text('{"pid": 1, "host": "elsewhere"}', encoding="utf-8")
    for act in (save_copy, copies.move):
        with pytest.raises(Locked, match="elsewhere"):
            finish(act(closed, target))
    assert names_in(closed) == NAMES
    assert left_in(closed.parent) == {"Agency.studio"}

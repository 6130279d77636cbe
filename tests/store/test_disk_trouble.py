"""A disk that is full or failing: said at once, nothing half done, and work goes on after it."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DatabaseError
from sqlmodel import col, select

from studio.kernel.errors import NoSpace, NotSaved
from studio.personas.model import Talent
from studio.store import workspace

FULL = "Not saved: the disk is full. Free some space and try again."
PLENTY = 1_000_000


@pytest.fixture
def store(tmp_path: Path) -> Iterator[workspace.Store]:
    """A workspace with one talent."""
    opened = workspace.create(tmp_path / "Agency", "Ada")
    add(opened, "start")
    yield opened
    opened.close()


def add(store: workspace.Store, name: str) -> None:
    with store.edit(f"Add {name}"[:20]) as session:
        session.add(Talent(name=name))


def names(store: workspace.Store) -> list[str]:
    with store.read() as session:
        return list(session.exec(select(Talent.name).order_by(col(Talent.name))))


def fill_up(store: workspace.Store) -> None:
    """Let the file not grow any more, as on a full disk."""
    pages = store._raw.execute("PRAGMA page_count").fetchone()[0]
    store._raw.execute(f"PRAGMA max_page_count={pages}")


def make_room(store: workspace.Store) -> None:
    store._raw.execute(f"PRAGMA max_page_count={PLENTY}")


def sound_after_reopening(path: Path) -> list[str]:
    """Return the talents of the closed workspace, which must be whole."""
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    store = workspace.open_workspace(path, "Ada")
    found = names(store)
    store.close()
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    return found


def test_a_full_disk_is_told_and_the_next_edit_works(tmp_path: Path) -> None:
    store = workspace.create(tmp_path / "Agency", "Ada")
    add(store, "start")
    told: list[object] = []
    store.subscribe(told.append)
    fill_up(store)
    for _ in range(2):
        with pytest.raises(NoSpace) as failure:
            add(store, "x" * 100_000)
        assert str(failure.value) == FULL
        assert names(store) == ["start"]
        assert store.undo_label == "Add start"
        assert not store._raw.in_transaction
    assert told == []
    make_room(store)
    add(store, "after")
    assert names(store) == ["after", "start"]
    store.undo()
    store.undo()
    assert names(store) == []
    store.redo()
    store.close()
    assert sound_after_reopening(store.path) == ["start"]


def test_a_full_disk_is_told_by_undo_too(store: workspace.Store) -> None:
    with store.edit("Delete") as session:
        session.delete(session.exec(select(Talent)).one())
    with store.edit("Shrink") as session:
        session.add(Talent(id="big", name="x" * 100_000))
    with store.edit("Shrink") as session:
        session.get_one(Talent, "big").name = "small"
    fill_up(store)
    with pytest.raises(NoSpace):
        store.undo()
    assert names(store) == ["small"]
    assert (store.undo_label, store.redo_label) == ("Shrink", None)
    make_room(store)
    store.undo()
    assert names(store) == ["x" * 100_000]


def test_a_full_disk_inside_a_joined_edit_takes_the_whole_edit_back(
    store: workspace.Store,
) -> None:
    def edit() -> None:
        with store.edit("Outer") as session:
            session.add(Talent(name="outer"))
            add(store, "x" * 100_000)

    fill_up(store)
    with pytest.raises(NoSpace):
        edit()
    make_room(store)
    assert names(store) == ["start"]
    add(store, "after")
    assert names(store) == ["after", "start"]


def test_an_edit_that_goes_on_after_a_failing_disk_cannot_save_a_half(
    store: workspace.Store,
) -> None:
    """SQLite may take the whole transaction back by itself: the rest must not be kept alone."""

    def edit() -> None:
        with store.edit("Outer") as session:
            session.add(Talent(name="first half"))
            session.flush()
            store._raw.execute("ROLLBACK")
            session.add(Talent(name="second half"))

    with pytest.raises(DatabaseError, match="write outside an edit"):
        edit()
    assert names(store) == ["start"]
    add(store, "after")
    assert names(store) == ["after", "start"]


def test_a_limit_on_the_file_s_size_is_told(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    code = """
import resource, sys
from pathlib import Path
from studio.kernel.errors import NotSaved
from studio.personas.model import Talent
from studio.store import workspace
store = workspace.create(Path(sys.argv[1]), "Ada")
def add(name):
    with store.edit("Add talent") as session:
        session.add(Talent(name=name))
add("start")
size = store.path.stat().st_size
unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (size, unlimited[1]))
for _ in range(2):
    try:
        add("x" * 100_000)
    except NotSaved as error:
        print(error)
resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
add("after")
store.close()
"""
    path = tmp_path / "Agency.studio"
    command = [sys.executable, "-X", "utf8", "-c", code, str(path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.stderr == ""
    assert [line[:10] for line in done.stdout.splitlines()] == ["Not saved:"] * 2
    assert sound_after_reopening(path) == ["after", "start"]


def test_a_commit_that_fails_after_it_is_on_disk_counts_as_saved(
    store: workspace.Store, caplog: pytest.LogCaptureFixture
) -> None:
    """The real COMMIT is done and durable, and only then an error is reported."""
    told: list[object] = []
    store.subscribe(told.append)

    def report_an_error(connection: object) -> None:
        event.remove(store._writing, "commit", report_an_error)
        store._raw.execute("COMMIT")
        raise sqlite3.OperationalError("disk I/O error")

    event.listen(store._writing, "commit", report_an_error)
    with caplog.at_level("WARNING"):
        add(store, "saved")
    assert "reported as failed, but it is saved" in caplog.text
    assert names(store) == ["saved", "start"]
    assert (store.undo_label, len(told)) == ("Add saved", 1)
    add(store, "next")
    store.undo()
    store.undo()
    assert names(store) == ["start"]


def test_a_commit_that_fails_before_it_is_on_disk_counts_as_not_saved(
    store: workspace.Store,
) -> None:
    def report_an_error(connection: object) -> None:
        event.remove(store._writing, "commit", report_an_error)
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
        raise error

    event.listen(store._writing, "commit", report_an_error)
    with pytest.raises(NotSaved, match="the disk reports an error"):
        add(store, "never")
    assert names(store) == ["start"]
    assert store.undo_label == "Add start"
    add(store, "next")
    assert names(store) == ["next", "start"]


def test_a_workspace_cannot_be_made_on_a_full_disk(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    code = """
import resource, sys
from pathlib import Path
from studio.kernel.errors import NotSaved
from studio.store import workspace
from studio.store.schema import metadata
metadata()
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    workspace.create(Path(sys.argv[1]), "Ada")
except NotSaved as error:
    print(error)
"""
    command = [sys.executable, "-X", "utf8", "-c", code, str(tmp_path / "Agency")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.stderr == ""
    assert done.stdout.startswith("Not saved:")
    assert list(tmp_path.iterdir()) == []


def test_a_crashed_program_s_half_done_work_is_taken_back_on_opening(tmp_path: Path) -> None:
    code = """
import os, sys
from pathlib import Path
from studio.personas.model import Talent
from studio.store import workspace
store = workspace.create(Path(sys.argv[1]), "Ada")
with store.edit("Add talent") as session:
    session.add(Talent(name="saved"))
store._raw.execute("PRAGMA cache_spill=1")
store._raw.execute("PRAGMA cache_size=2")
with store.edit("Add many") as session:
    session.add_all(Talent(name=f"half {number} " * 20) for number in range(3000))
    session.flush()
    os._exit(9)
"""
    path = tmp_path / "Agency.studio"
    done = subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert done.returncode == 9
    assert path.with_name("Agency.studio-journal").stat().st_size > 0
    assert b"half 2000" in path.read_bytes()
    store = workspace.open_workspace(path, "Ada")
    assert names(store) == ["saved"]
    assert store.undo_label == "Add talent"
    store.close()
    assert sound_after_reopening(path) == ["saved"]

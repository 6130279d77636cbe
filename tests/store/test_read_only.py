"""A workspace to look at: where nothing can be written, or while somebody else has it open."""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from studio.kernel.errors import Locked, NotSaved, ReadOnly, StudioError
from studio.kernel.progress import finish
from studio.personas.model import Talent
from studio.store import copies, workspace
from studio.store.lock import lock_path
from studio.store.workspace import Store
from tests.store.programs import other_program
from tests.store.rows import PYTHON, TAKE, add, left_in, may_not_write, names, names_in

NO_WRITING = (
    "“Agency.studio” lies where nothing can be written. You can look at it, and save a copy to "
    "work on."
)
ELSEWHERE = (
    "“Agency.studio” is open elsewhere. You can look at what is saved, and save a copy to work on."
)
posix = pytest.mark.skipif(os.name == "nt", reason="folders have no such right there")


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A closed workspace that everybody may read, in a folder of its own that they may enter."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_mode & 0o5 != 0o5:
            folder.chmod(folder.stat().st_mode | 0o055)
    (tmp_path / "shelf").mkdir()
    (tmp_path / "mine").mkdir(mode=0o777)
    (tmp_path / "mine").chmod(0o777)
    store = workspace.create(tmp_path / "shelf" / "Agency", "Ada")
    add(store, "Maya")
    with store.edit("Type", merge_key="typing") as session:
        session.add(Talent(name="Noa"))
    store.undo()
    store.redo()
    store.close()
    store.path.chmod(0o666)
    return store.path


@contextmanager
def no_folder(path: Path) -> Iterator[None]:
    with may_not_write(path.parent):
        yield


@contextmanager
def no_file(path: Path) -> Iterator[None]:
    path.parent.chmod(0o777)
    with may_not_write(path):
        yield


@contextmanager
def neither(path: Path) -> Iterator[None]:
    with may_not_write(path, path.parent):
        yield


@contextmanager
def a_dead_program_s_lock(path: Path) -> Iterator[None]:
    """A lock that cannot be cleared away, left by a program that is not running any more."""
    holder = {"pid": 2**31 - 1, "host": socket.gethostname()}
    lock_path(path).write_text(json.dumps(holder), encoding="utf-8")
    lock_path(path).chmod(0o644)
    with may_not_write(path.parent):
        yield
    lock_path(path).unlink()


Forbid = Callable[[Path], AbstractContextManager[None]]
UNWRITABLE: list[Forbid] = [no_folder, no_file, neither, a_dead_program_s_lock]


def cannot_be_changed(store: Store, why: str) -> None:
    """Every way to write is refused with the sentence, and shown as not there."""

    def maintain() -> None:
        with store.maintenance("Erase"):
            pass

    def import_many() -> None:
        with store.long_edit("Import", "Import"):
            pass

    for verb in (
        lambda: add(store, "late"),
        store.undo,
        lambda: finish(store.undo_work("Undo")),
        maintain,
        import_many,
    ):
        with pytest.raises(ReadOnly) as error:
            verb()
        assert str(error.value) == store.read_only == why
    assert (store.undo_label, store.redo_label, store.last_commit_ms) == (None, None, None)
    store.close_step()


def write_by_hand(store: Store) -> None:
    with store.read() as session:
        session.execute(text("PRAGMA query_only=OFF"))
        session.connection().execute(text("DELETE FROM talent"))
        session.commit()


@posix
@pytest.mark.parametrize("forbid", UNWRITABLE)
def test_where_nothing_can_be_written_a_workspace_is_looked_at(forbid: Forbid, shelf: Path) -> None:
    before = shelf.read_bytes()
    with forbid(shelf):
        there = left_in(shelf.parent)
        store = workspace.open_workspace(shelf, "Ada")
        assert names(store) == ["Maya", "Noa"]
        cannot_be_changed(store, NO_WRITING)
        with pytest.raises(DatabaseError, match="readonly"):
            write_by_hand(store)
        assert names(store) == ["Maya", "Noa"]
        assert left_in(shelf.parent) == there
        store.close()
        assert left_in(shelf.parent) == there
    assert shelf.read_bytes() == before


@posix
@pytest.mark.parametrize("forbid", UNWRITABLE)
def test_a_copy_to_work_on_can_be_saved_from_there(forbid: Forbid, shelf: Path) -> None:
    target = shelf.parent.parent / "mine" / "Work"
    with forbid(shelf):
        store = workspace.open_workspace(shelf, "Ada")
        if forbid is not no_file:
            with pytest.raises(NotSaved, match=r"“Twin\.studio” cannot be written there"):
                finish(copies.save_copy(store, shelf.parent / "Twin"))
        finish(copies.save_copy(store, target))
        assert names(store) == ["Maya", "Noa"]  # it goes on being looked at
        cannot_be_changed(store, NO_WRITING)
        store.close()
        work = workspace.open_workspace(target.with_suffix(".studio"), "Ada")
        assert work.read_only == ""
        assert work.document != store.document
        add(work, "Zoë")
        work.undo()
        work.undo()
        assert names(work) == ["Maya"]
        work.close()
        assert left_in(target.parent) == {"Work.studio"}
    assert names_in(shelf) == ["Maya", "Noa"]


def test_what_is_open_elsewhere_can_be_looked_at_and_keeps_up(shelf: Path) -> None:
    with other_program(shelf) as tell:
        with pytest.raises(Locked):
            workspace.open_workspace(shelf, "Ada")
        store = workspace.open_workspace(shelf, "Ada", to_read=True)
        assert names(store) == ["Maya", "Noa"]
        cannot_be_changed(store, ELSEWHERE)
        assert tell("Zoë") == "saved"
        assert names(store) == ["Maya", "Noa", "Zoë"]
        assert tell("half a talent") == "half"
        assert names(store) == ["Maya", "Noa", "Zoë"]
        finish(copies.save_copy(store, shelf.parent.parent / "mine" / "Copy"))
        assert tell("") == "saved"
        assert names(store) == ["Maya", "Noa", "Zoë", "half a talent"]
        lock = lock_path(shelf).read_bytes()
        store.close()
        assert lock_path(shelf).read_bytes() == lock
        assert tell("after") == "saved"
    assert names_in(shelf.parent.parent / "mine" / "Copy.studio") == ["Maya", "Noa", "Zoë"]
    assert names_in(shelf) == ["Maya", "Noa", "Zoë", "after", "half a talent"]
    assert left_in(shelf.parent) == {"Agency.studio"}


def test_a_closed_workspace_can_be_looked_at_too_and_keeps_nobody_out(shelf: Path) -> None:
    before = shelf.read_bytes()
    store = workspace.open_workspace(shelf, "Ada", to_read=True)
    cannot_be_changed(store, ELSEWHERE)
    assert left_in(shelf.parent) == {"Agency.studio"}
    assert shelf.read_bytes() == before
    with other_program(shelf) as tell:
        assert tell("Zoë") == "saved"
        assert names(store) == ["Maya", "Noa", "Zoë"]
    store.close()
    assert left_in(shelf.parent) == {"Agency.studio"}


def test_what_this_program_has_open_is_not_opened_again_to_read(shelf: Path) -> None:
    """To look into the file by itself would drop the lock that SQLite holds for us."""
    store = workspace.open_workspace(shelf, "Ada")
    with store.edit("Add talent") as session:
        session.add(Talent(name="Zoë"))
        session.flush()
        with pytest.raises(Locked, match="open already in this window"):
            workspace.open_workspace(shelf, "Ada", to_read=True)
        taken = subprocess.run(
            [*PYTHON, TAKE, str(shelf)], capture_output=True, encoding="utf-8", check=False
        )
    assert taken.stdout == "database is locked\n"
    store.close()


@posix
def test_half_done_work_that_cannot_be_taken_back_is_a_sentence(shelf: Path) -> None:
    """A copy of a workspace whose program died, on a disk that cannot be written."""
    with closing(sqlite3.connect(shelf, isolation_level=None)) as raw:
        raw.execute("PRAGMA cache_size=1")
        raw.execute("BEGIN")
        raw.execute("UPDATE talent SET name = 'never'")
        raw.execute("INSERT INTO meta VALUES('half', ?)", ("x" * 500_000,))
        died = shelf.parent.parent / "died"
        shutil.copytree(shelf.parent, died)
        raw.execute("ROLLBACK")
    path = died / "Agency.studio"
    for left in died.iterdir():
        left.chmod(0o644)
    before = path.read_bytes()
    assert b"x" * 10_000 in before
    with may_not_write(died, *died.iterdir()), pytest.raises(StudioError, match="Agency"):
        workspace.open_workspace(path, "Ada")
    assert path.read_bytes() == before
    store = workspace.open_workspace(path, "Ada")
    assert names(store) == ["Maya", "Noa"]
    store.close()


@posix
def test_a_workspace_that_becomes_writable_is_so_after_opening_it_again(shelf: Path) -> None:
    with may_not_write(shelf.parent):
        store = workspace.open_workspace(shelf, "Ada")
    cannot_be_changed(store, NO_WRITING)
    store.close()
    again = workspace.open_workspace(shelf, "Ada")
    add(again, "Zoë")
    again.close()
    assert names_in(shelf) == ["Maya", "Noa", "Zoë"]

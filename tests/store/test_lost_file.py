"""The file or its lock is lost while it is open: nothing more is written, nothing is lost."""

import hashlib
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from studio.kernel.errors import Busy, ReadOnly
from studio.kernel.progress import finish
from studio.personas.model import Talent
from studio.store import copies, workspace
from studio.store.lock import lock_path
from studio.store.workspace import Store
from tests.store.rows import add, dump, left_in, names, names_in

GONE = (
    "“Agency.studio” was moved, replaced or deleted while it was open. Nothing more is saved to "
    "it: save a copy of what you see."
)
TAKEN = (
    "Another program has taken “Agency.studio” over. Nothing more is saved to it from here: "
    "save a copy of what you see."
)
pytestmark = pytest.mark.skipif(os.name == "nt", reason="an open file cannot be moved there")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A workspace with two talents, one of them still being typed, in a folder of its own."""
    (tmp_path / "here").mkdir()
    opened = workspace.create(tmp_path / "here" / "Agency", "Ada")
    add(opened, "Maya")
    with opened.edit("Type", merge_key="typing") as session:
        session.add(Talent(name="Noa"))
    yield opened
    opened.close()


def another(path: Path) -> None:
    """Make another workspace at `path`, closed."""
    made = workspace.create(path, "Ben")
    add(made, "Ben's")
    made.close()


def remove_lock(store: Store) -> None:
    lock_path(store.path).unlink()


def take_lock(store: Store) -> None:
    lock_path(store.path).write_text('{"pid": 1, "host": "elsewhere"}', encoding="utf-8")


def tear_lock(store: Store) -> None:
    lock_path(store.path).write_bytes(b"\xff")


def move(store: Store) -> None:
    store.path.rename(store.path.with_name("Moved.studio"))


def delete(store: Store) -> None:
    store.path.unlink()


def delete_folder(store: Store) -> None:
    shutil.rmtree(store.path.parent)


def replace(store: Store) -> None:
    another(store.path.parent.parent / "other")
    (store.path.parent.parent / "other.studio").replace(store.path)


def replace_by_a_copy(store: Store) -> None:
    """What a syncing program does: the same bytes, but another file."""
    twin = store.path.with_name("twin")
    twin.write_bytes(store.path.read_bytes())
    twin.replace(store.path)


def put_a_folder_there(store: Store) -> None:
    store.path.unlink()
    store.path.mkdir()


Lose = Callable[[Store], None]
LOSSES: dict[Lose, str] = {
    remove_lock: TAKEN,
    take_lock: TAKEN,
    tear_lock: TAKEN,
    move: GONE,
    delete: GONE,
    delete_folder: GONE,
    replace: GONE,
    replace_by_a_copy: GONE,
    put_a_folder_there: GONE,
}


def verbs(store: Store) -> list[Callable[[], object]]:
    """Return every way to write."""

    def maintain() -> None:
        with store.maintenance("Erase"):
            pass

    def import_many() -> None:
        with store.long_edit("Import", "Import"):
            pass

    return [lambda: add(store, "late"), store.undo, store.redo, maintain, import_many]


def bytes_in(folder: Path) -> dict[str, str]:
    """Return what every file of ours in the folder is: the journal and the lock do not count."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*.studio")
        if path.is_file()
    }


@contextmanager
def half_done(path: Path) -> Iterator[Path]:
    """Let another program be in the middle of a write to the file; give its journal."""
    journal = path.with_name(path.name + "-journal")
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA cache_size=1")
        raw.execute("BEGIN")
        raw.execute("INSERT INTO meta VALUES('half', ?)", ("x" * 500_000,))
        raw.execute("UPDATE talent SET name = 'never'")
        assert journal.stat().st_size > 500
        yield journal
        raw.execute("ROLLBACK")
    journal.unlink(missing_ok=True)


@pytest.mark.parametrize("lose", LOSSES)
def test_the_next_edit_says_so_and_nothing_is_written_anywhere(
    lose: Lose, store: Store, tmp_path: Path
) -> None:
    store.undo()
    rows = dump(store)
    lose(store)
    before = bytes_in(tmp_path)
    for verb in verbs(store):
        with pytest.raises(ReadOnly) as error:
            verb()
        assert str(error.value) == store.read_only == LOSSES[lose]
    store.close_step()
    assert dump(store) == rows
    assert names(store) == ["Maya"]
    assert (store.undo_label, store.redo_label) == (None, None)
    store.close()
    assert bytes_in(tmp_path) == before


@pytest.mark.parametrize("lose", LOSSES)
def test_a_copy_of_what_is_seen_can_be_saved(lose: Lose, store: Store, tmp_path: Path) -> None:
    lose(store)
    with pytest.raises(ReadOnly):
        add(store, "late")
    assert finish(copies.save_copy(store, tmp_path / "Rescued")) == tmp_path / "Rescued.studio"
    rescued = workspace.open_workspace(tmp_path / "Rescued.studio", "Ada")
    assert names(rescued) == ["Maya", "Noa"]
    assert rescued.read_only == ""
    add(rescued, "later")
    for _ in range(3):
        rescued.undo()
    assert names(rescued) == []
    rescued.close()


@pytest.mark.parametrize("lose", [remove_lock, move, delete, replace])
def test_closing_at_once_writes_nothing_either(lose: Lose, store: Store, tmp_path: Path) -> None:
    """A step of typing is still open: to close it is a write like any other."""
    lose(store)
    before = bytes_in(tmp_path)
    store.close()
    assert bytes_in(tmp_path) == before


@pytest.mark.parametrize("lose", [remove_lock, move, delete, replace])
def test_what_is_lost_during_an_edit_takes_the_edit_back(
    lose: Lose, store: Store, tmp_path: Path
) -> None:
    rows = dump(store)
    before: list[dict[str, str]] = []

    def edit() -> None:
        with store.edit("Add talent") as session:
            session.add(Talent(name="late"))
            session.flush()
            lose(store)
            before.append(bytes_in(tmp_path))

    with pytest.raises(ReadOnly, match="Nothing more is saved"):
        edit()
    assert dump(store) == rows
    assert names(store) == ["Maya", "Noa"]
    store.close()
    assert bytes_in(tmp_path) == before[0]


@pytest.mark.parametrize("lose", [remove_lock, move, delete, replace])
def test_what_is_lost_during_maintenance_takes_it_back(
    lose: Lose, store: Store, tmp_path: Path
) -> None:
    rows = dump(store)
    before: list[dict[str, str]] = []

    def maintain() -> None:
        with store.maintenance("Erase") as raw:
            raw.execute("DELETE FROM talent")
            lose(store)
            before.append(bytes_in(tmp_path))

    with pytest.raises(ReadOnly, match="Nothing more is saved"):
        maintain()
    assert dump(store) == rows
    assert [step.label for step in store.history.done] == ["Add talent", "Type"]
    assert bytes_in(tmp_path) == before[0]


def test_reading_never_shows_the_other_file_that_lies_there_now(store: Store) -> None:
    """A thread that has not read yet would open the file by its name."""
    replace(store)
    thread = threading.Thread(target=lambda: found.append(names(store)))
    found: list[object] = []
    thread.start()
    thread.join(10)
    assert names(store) == ["Maya", "Noa"]
    assert found == [["Maya", "Noa"]]
    with store.read() as session:
        session.connection()
        with pytest.raises(ReadOnly) as error:  # more readers at once than there have been
            names(store)
    assert str(error.value) == GONE
    assert names(store) == ["Maya", "Noa"]


def test_a_file_that_comes_back_is_taken_up_again_by_opening_it(
    store: Store, tmp_path: Path
) -> None:
    move(store)
    with pytest.raises(ReadOnly):
        add(store, "late")
    store.path.with_name("Moved.studio").rename(store.path)
    with pytest.raises(ReadOnly):  # somebody may have written to it meanwhile
        add(store, "late")
    store.close()
    again = workspace.open_workspace(store.path, "Ada")
    assert names(again) == ["Maya", "Noa"]
    add(again, "later")
    again.close()
    assert left_in(store.path.parent) == {"Agency.studio"}


def test_another_program_s_lock_and_half_done_work_outlive_our_closing(store: Store) -> None:
    """Its journal has the name that ours had: to delete it would tear its file."""
    replace(store)
    take_lock(store)
    with half_done(store.path) as journal:
        before = journal.read_bytes()
        store.close()
        assert journal.read_bytes() == before
    assert "elsewhere" in lock_path(store.path).read_text(encoding="utf-8")
    lock_path(store.path).unlink()
    assert names_in(store.path) == ["Ben's"]


def test_another_program_s_half_done_work_does_not_get_into_our_copy(
    store: Store, tmp_path: Path
) -> None:
    """SQLite would take its journal for ours and play it back into our file."""
    replace(store)
    with half_done(store.path) as journal:
        before = journal.read_bytes()
        with pytest.raises(Busy, match=r"Try again in a moment\."):
            finish(copies.save_copy(store, tmp_path / "Rescued"))
        assert journal.read_bytes() == before
    finish(copies.save_copy(store, tmp_path / "Rescued"))
    assert names_in(tmp_path / "Rescued.studio") == ["Maya", "Noa"]


def test_a_moved_file_opens_at_its_new_place_while_the_old_window_is_still_there(
    store: Store,
) -> None:
    move(store)
    moved = workspace.open_workspace(store.path.with_name("Moved.studio"), "Ada")
    add(moved, "new")
    with pytest.raises(ReadOnly):
        add(store, "late")
    store.close()
    assert names(moved) == ["Maya", "Noa", "new"]
    moved.close()
    assert names_in(moved.path) == ["Maya", "Noa", "new"]


def test_nothing_stays_beside_a_file_that_was_moved_away(store: Store) -> None:
    move(store)
    store.close()
    assert left_in(store.path.parent) == {"Moved.studio"}

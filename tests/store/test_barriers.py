"""Maintenance: written past history, one transaction, and no undo reaches back over it."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlmodel import Session

from studio.kernel.errors import Busy, NotSaved, Refused
from studio.personas.model import Look, Talent
from studio.store import workspace
from studio.store.changes import Changes
from studio.store.schema import metadata
from studio.store.workspace import Store
from tests.store.rows import add, dump, log, names, talent_values


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A workspace with two steps done and one undone."""
    opened = workspace.create(tmp_path / "Agency", "Ada")
    for name in ("Maya", "Noa", "Zoë"):
        add(opened, name)
    opened.undo()
    yield opened
    opened.close()


def erase(store: Store, name: str) -> None:
    with store.maintenance("Erase person") as raw:
        raw.execute("DELETE FROM talent WHERE name = ?", (name,))


def reopened(store: Store) -> Store:
    store.close()
    return workspace.open_workspace(store.path, "Ada")


class Failing(sqlite3.Connection):
    """A real connection whose COMMIT reports an error, before or after it is done."""

    when = ""

    def execute(self, sql: str, *rest: object) -> sqlite3.Cursor:
        if sql != "COMMIT" or not Failing.when:
            return super().execute(sql, *rest)  # type: ignore[arg-type]
        if Failing.when == "after":
            super().execute(sql)
        Failing.when = ""
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR
        raise error


@pytest.fixture
def failing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A workspace over a disk whose next COMMIT can be made to fail."""
    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: real(*a, **k, factory=Failing))
    opened = workspace.create(tmp_path / "Agency", "Ada")
    add(opened, "Maya")
    yield opened
    Failing.when = ""
    opened.close()


def test_what_maintenance_writes_is_there_and_not_in_history(store: Store) -> None:
    before = store._raw.execute("SELECT count(*) FROM history_row").fetchone()
    erase(store, "Maya")
    assert names(store) == ["Noa"]
    assert store._raw.execute("SELECT count(*) FROM history_row").fetchone() == before
    assert log(store)[-1] == ("barrier", "Erase person")
    [(actor,)] = store._raw.execute("SELECT actor FROM history_step WHERE kind = 'barrier'")
    assert actor == "Ada"


@pytest.mark.parametrize("opened_again", [False, True])
def test_no_undo_and_no_redo_reaches_over_a_barrier(opened_again: bool, store: Store) -> None:
    erase(store, "Maya")
    again = reopened(store) if opened_again else store
    assert (again.undo_label, again.redo_label) == (None, None)
    with pytest.raises(Refused, match="nothing to undo"):
        again.undo()
    with pytest.raises(Refused, match="nothing to redo"):
        again.redo()
    assert names(again) == ["Noa"]
    again.close()


def test_what_is_done_after_a_barrier_can_be_undone_and_done_again(store: Store) -> None:
    erase(store, "Maya")
    for name in ("Ben", "Cem"):
        add(store, name)
    store.undo()
    again = reopened(store)
    assert [len(again.history.done), len(again.history.undone)] == [1, 1]
    again.redo()
    assert names(again) == ["Ben", "Cem", "Noa"]
    for _ in range(2):
        again.undo()
    assert names(again) == ["Noa"]
    assert again.undo_label is None
    again.close()


def test_a_barrier_that_changed_nothing_is_one_all_the_same(store: Store) -> None:
    with store.maintenance("Upgrade"):
        pass
    assert log(store)[-1] == ("barrier", "Upgrade")
    assert store.undo_label is None


@pytest.mark.parametrize(
    "fail",
    [
        lambda raw: 1 // 0,
        lambda raw: raw.execute("DELETE FROM no_such_table"),
        lambda raw: raw.execute("INSERT INTO look(id, talent_id, rank) VALUES('x', 'none', 'V')"),
        lambda raw: raw.execute("INSERT INTO talent(id) VALUES('incomplete')"),
    ],
    ids=["a bug", "no such table", "an owner that is not there", "a value that is missing"],
)
def test_maintenance_that_fails_has_changed_nothing_and_leaves_undo_alone(
    fail: Callable[[sqlite3.Connection], object], store: Store
) -> None:
    before, steps = dump(store), log(store)
    told: list[Changes] = []
    store.subscribe(told.append)

    def maintain() -> None:
        with store.maintenance("Erase person") as raw:
            raw.execute("DELETE FROM talent WHERE name = 'Maya'")
            fail(raw)

    with pytest.raises((ZeroDivisionError, sqlite3.Error)):
        maintain()
    assert dump(store) == before
    assert log(store) == steps
    assert (store.undo_label, store.redo_label, told) == ("Add talent", "Add talent", [])
    assert not store._raw.in_transaction
    store.redo()
    for _ in range(3):
        store.undo()
    assert names(store) == []


def test_parents_and_children_may_be_written_in_any_order(store: Store) -> None:
    with store.maintenance("Restore") as raw:
        raw.execute(
            "INSERT INTO look(id, talent_id, rank, name, recipe) VALUES('l', 't', 'V', '', '')"
        )
        raw.execute(f"INSERT INTO {talent_values(id='t', name='Ben')}")
    with store.read() as session:
        assert session.get_one(Look, "l").talent_id == "t"


def test_everybody_is_told_that_anything_may_have_moved(store: Store) -> None:
    told: list[Changes] = []
    store.subscribe(told.append)
    erase(store, "Maya")
    [changes] = told
    assert (changes.label, changes.kind) == ("Erase person", "barrier")
    assert set(changes.tables) == set(metadata().tables)


def test_typing_does_not_grow_a_step_of_before_the_barrier(store: Store) -> None:
    def write(words: str) -> None:
        with store.edit("Type", merge_key="typing") as session:
            session.get_one(Talent, "t").name = words

    with store.edit("Add talent") as session:
        session.add(Talent(id="t", name=""))
    write("one")
    with store.maintenance("Compact"):
        pass
    write("two")
    assert [step.label for step in store.history.done] == ["Type"]
    store.undo()
    assert "one" in names(store)


def test_nothing_can_be_written_by_hand_after_maintenance(store: Store) -> None:
    for divisor in (1, 0):
        with suppress(ZeroDivisionError), store.maintenance("Erase person") as raw:
            raw.execute("UPDATE talent SET handle = ?", (str(1 // divisor),))
        with pytest.raises(sqlite3.IntegrityError, match="write outside an edit"):
            store._raw.execute("UPDATE talent SET name = 'never'")


def test_an_edit_or_an_undo_inside_maintenance_is_a_bug_seen_at_once(store: Store) -> None:
    """They would wait for themselves."""
    before = dump(store)
    for verb in (lambda: add(store, "Ben"), store.undo, lambda: erase(store, "Noa")):
        began = time.perf_counter()
        with pytest.raises(RuntimeError, match="writes already"), store.maintenance("Erase"):
            verb()
        assert time.perf_counter() - began < 1
    assert dump(store) == before


def test_maintenance_inside_an_edit_is_a_bug_seen_at_once(store: Store) -> None:
    def act(session: Session) -> None:
        session.add(Talent(name="Ben"))
        erase(store, "Maya")

    before = dump(store)
    with pytest.raises(RuntimeError, match="writes already"), store.edit("Add") as session:
        act(session)
    assert dump(store) == before


def test_others_are_busy_with_its_job_meanwhile(store: Store) -> None:
    found: list[str] = []

    def try_it() -> None:
        with pytest.raises(Busy) as busy:
            add(store, "Ben")
        found.append(busy.value.job)

    with store.maintenance("Erase person", "Erasing Maya"):
        thread = threading.Thread(target=try_it)
        thread.start()
        thread.join(10)
    assert found == ["Erasing Maya"]
    add(store, "Ben")


def test_readers_see_the_moment_before_until_it_is_whole(store: Store) -> None:
    with store.maintenance("Erase person") as raw:
        raw.execute("DELETE FROM talent")
        assert names(store) == ["Maya", "Noa"]
    assert names(store) == []


def test_a_commit_that_fails_keeps_the_stacks_as_they_were(failing: Store) -> None:
    Failing.when = "before"
    with pytest.raises(NotSaved):
        erase(failing, "Maya")
    assert names(failing) == ["Maya"]
    assert failing.undo_label == "Add talent"
    failing.undo()
    assert names(failing) == []


def test_a_commit_that_fails_after_it_is_on_disk_is_a_barrier_too(
    failing: Store, caplog: pytest.LogCaptureFixture
) -> None:
    """Else the window would still offer to undo what lies before it."""
    told: list[Changes] = []
    failing.subscribe(told.append)
    Failing.when = "after"
    with caplog.at_level("WARNING"):
        erase(failing, "Maya")
    assert "reported as failed, but it is saved" in caplog.text
    assert names(failing) == []
    assert (failing.undo_label, len(told)) == (None, 1)


def test_alone_gives_the_connection_but_lets_no_row_be_written(store: Store) -> None:
    with store.alone("Check") as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert not raw.in_transaction
        with pytest.raises(sqlite3.IntegrityError, match="write outside an edit"):
            raw.execute("DELETE FROM talent")
    store.redo()
    assert names(store) == ["Maya", "Noa", "Zoë"]

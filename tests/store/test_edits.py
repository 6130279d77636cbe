"""The one way to write: an edit is one transaction and one step, whole or not at all."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlmodel import Session, col, select

from studio.kernel.errors import Busy
from studio.personas.model import Look, Talent
from studio.store import workspace
from studio.store.changes import Changes

SHM = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # memory: no disk to wear out


@pytest.fixture
def store() -> Iterator[workspace.Store]:
    with tempfile.TemporaryDirectory(dir=SHM) as folder:
        opened = workspace.create(Path(folder) / "Agency", "Ada")
        yield opened
        opened.close()


def add(store: workspace.Store, name: str) -> str:
    with store.edit("Add talent") as session:
        talent = Talent(name=name)
        session.add(talent)
    return talent.id


def names(store: workspace.Store) -> list[str]:
    with store.read() as session:
        return list(session.exec(select(Talent.name).order_by(col(Talent.name))))


def run(session: Session, statement: str, **values: object) -> None:
    session.connection().execute(text(statement), values)


def log(store: workspace.Store) -> list[tuple[Any, ...]]:
    query = 'SELECT kind, "of", label, merge_key, actor, at_ms, "schema" FROM history_step'
    with store.read() as session:
        return [tuple(row) for row in session.execute(text(query + " ORDER BY id"))]


def test_an_edit_is_kept_with_its_name_its_author_and_its_time(store: workspace.Store) -> None:
    with store.edit("Add “Zoë’s” talent", merge_key="name:talent:1") as session:
        session.add(Talent(name="Zoë"))
    moment = 1_935_653_400_000
    expected = ("do", None, "Add “Zoë’s” talent", "name:talent:1", "Ada", moment, 1)
    assert log(store) == [expected]
    assert store.last_commit_ms == moment


def test_many_rows_in_many_tables_are_one_step(store: workspace.Store) -> None:
    with store.edit("Add everything") as session:
        talent = Talent(name="Zoë")
        session.add_all([talent, *(Look(talent_id=talent.id, rank=str(n)) for n in range(9))])
    assert len(log(store)) == 1
    store.undo()
    with store.read() as session:
        assert session.exec(select(Look)).all() == []
    assert names(store) == []


def test_parents_and_children_may_come_in_any_order(store: workspace.Store) -> None:
    with store.edit("Add child first") as session:
        talent = Talent(name="Zoë")
        run(session, "INSERT INTO look VALUES('l', :t, 'V', 'Coat', '{}')", t=talent.id)
        session.add(talent)
    assert names(store) == ["Zoë"]


def test_a_failing_edit_leaves_nothing(store: workspace.Store) -> None:
    zoe = add(store, "Zoë")
    told: list[Changes] = []
    store.subscribe(told.append)
    before = log(store)

    def fail() -> None:
        with store.edit("Fail") as session:
            session.add(Talent(name="never"))
            run(session, "UPDATE talent SET name = 'never'")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (names(store), log(store), told) == (["Zoë"], before, [])
    assert store.undo_label == "Add talent"
    with store.edit("Rename") as session:
        session.get_one(Talent, zoe).name = "Zoe"
    assert names(store) == ["Zoe"]


def test_a_child_without_a_parent_is_found_at_the_commit_and_nothing_stays(
    store: workspace.Store,
) -> None:
    add(store, "Zoë")
    before = log(store)

    def orphan() -> None:
        with store.edit("Add orphan") as session:
            session.add(Talent(name="never"))
            session.add(Look(talent_id="nobody", rank="V"))

    for _ in range(2):
        with pytest.raises(IntegrityError, match="FOREIGN KEY"):
            orphan()
    assert (names(store), log(store)) == (["Zoë"], before)
    add(store, "works still")


@pytest.mark.parametrize("wrong", ["SELECT * FROM nowhere", "INSERT INTO talent(id) VALUES('x')"])
def test_a_statement_that_is_wrong_fails_as_a_bug_and_leaves_nothing(
    store: workspace.Store, wrong: str
) -> None:
    def fail() -> None:
        with store.edit("Wrong") as session:
            session.add(Talent(name="never"))
            session.flush()
            run(session, wrong)

    with pytest.raises(DatabaseError):
        fail()
    assert (names(store), log(store)) == ([], [])
    add(store, "works still")


def test_an_edit_that_changes_nothing_leaves_no_step(store: workspace.Store) -> None:
    zoe = add(store, "Zoë")
    before = log(store)
    with store.edit("Nothing at all"):
        pass
    with store.edit("The same again") as session:
        session.get_one(Talent, zoe).name = "Zoë"
        run(session, "UPDATE talent SET name = name, handle = handle || ''")
    assert log(store) == before
    assert store.undo_label == "Add talent"


def test_what_is_changed_and_changed_back_in_one_edit_leaves_no_step(
    store: workspace.Store,
) -> None:
    zoe = add(store, "Zoë")
    before = log(store)
    with store.edit("There and back") as session:
        run(session, "UPDATE talent SET name = 'x', handle = '@x'")
        run(session, "UPDATE talent SET name = 'Zoë'")
        run(session, "UPDATE talent SET handle = ''")
    with store.edit("Added and removed") as session:
        brief = Talent(name="brief")
        session.add(brief)
        session.flush()
        session.delete(brief)
    with store.edit("Removed and put back") as session:
        run(session, "CREATE TEMP TABLE kept AS SELECT * FROM talent")
        run(session, "DELETE FROM talent WHERE id = :id", id=zoe)
        run(session, "INSERT INTO talent SELECT * FROM kept")
        run(session, "DROP TABLE kept")
    assert log(store) == before
    assert names(store) == ["Zoë"]


def test_of_what_changed_twice_only_the_outcome_is_kept(store: workspace.Store) -> None:
    zoe = add(store, "Zoë")
    with store.edit("Rename in steps") as session:
        for name in ("a", "b", "c"):
            run(session, "UPDATE talent SET name = :name", name=name)
        run(session, "UPDATE talent SET handle = '@c'")
    with store.read() as session:
        rows = session.execute(
            text("SELECT pk, op, before, after FROM history_row ORDER BY id DESC LIMIT 2")
        ).all()
    assert rows[0] == (
        *(zoe, "u"),
        '{"name": "Zoë", "handle": ""}',
        '{"name": "c", "handle": "@c"}',
    )
    assert rows[1][1] == "i"
    store.undo()
    assert names(store) == ["Zoë"]


def test_an_edit_inside_an_edit_joins_it(store: workspace.Store) -> None:
    told: list[Changes] = []
    store.subscribe(told.append)
    with store.edit("Outer", merge_key="outer"):
        add(store, "one")
        with store.edit("Middle", merge_key="middle") as session:
            session.add(Talent(name="two"))
            add(store, "three")
        assert told == []
    assert [(row[2], row[3]) for row in log(store)] == [("Outer", "outer")]
    assert [change.label for change in told] == ["Outer"]
    assert names(store) == ["one", "three", "two"]
    store.undo()
    assert names(store) == []


def test_a_joined_edit_that_fails_takes_back_its_own_part_only(store: workspace.Store) -> None:
    zoe = add(store, "Zoë")

    def inner() -> None:
        with store.edit("Inner") as session:
            session.add(Talent(name="never"))
            run(session, "UPDATE talent SET name = 'never'")
            add(store, "never either")
            raise ZeroDivisionError

    with store.edit("Outer") as session:
        talent = session.get_one(Talent, zoe)
        talent.handle = "@zoe"
        add(store, "before")
        with pytest.raises(ZeroDivisionError):
            inner()
        assert talent.name == "Zoë"
        add(store, "after")
    assert names(store) == ["Zoë", "after", "before"]
    assert len(log(store)) == 2
    store.undo()
    assert names(store) == ["Zoë"]
    with store.read() as session:
        assert session.get_one(Talent, zoe).handle == ""
    store.redo()
    assert names(store) == ["Zoë", "after", "before"]


def test_a_joined_edit_whose_failure_is_not_caught_takes_all_back(store: workspace.Store) -> None:
    def fail() -> None:
        with store.edit("Outer") as session:
            session.add(Talent(name="outer"))
            with store.edit("Inner") as inner:
                inner.add(Talent(name="inner"))
                raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (names(store), log(store)) == ([], [])
    add(store, "works still")
    assert names(store) == ["works still"]


def test_a_joined_edit_with_a_wrong_statement_can_be_survived(store: workspace.Store) -> None:
    def inner() -> None:
        with store.edit("Inner") as session:
            session.add(Talent(name="never"))
            session.add(Talent(id=zoe, name="twice the same id"))

    zoe = add(store, "Zoë")
    with store.edit("Outer"):
        add(store, "kept")
        with pytest.raises(IntegrityError, match="UNIQUE"):
            inner()
    assert names(store) == ["Zoë", "kept"]


def test_an_edit_while_another_program_writes_is_busy_and_works_afterwards(
    store: workspace.Store,
) -> None:
    store._raw.execute("PRAGMA busy_timeout=20")
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy, match=r"“Agency\.studio” is being used by another program"):
            add(store, "never")
        other.execute("ROLLBACK")
    assert (names(store), log(store)) == ([], [])
    add(store, "works again")
    assert names(store) == ["works again"]


def test_an_edit_that_a_reader_holds_up_is_busy_and_leaves_nothing(
    store: workspace.Store,
) -> None:
    add(store, "one")
    store._raw.execute("PRAGMA busy_timeout=20")
    with store.read() as session:
        rows = session.exec(select(Talent)).all()
        with pytest.raises(Busy):
            add(store, "never")
        assert len(rows) == 1
    assert names(store) == ["one"]
    assert len(log(store)) == 1
    add(store, "two")
    assert names(store) == ["one", "two"]
    store.undo()
    assert names(store) == ["one"]

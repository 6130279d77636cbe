"""Who subscribes is told what moved, after it has been saved."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import col, select

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


def log(store: workspace.Store) -> list[tuple[Any, ...]]:
    query = 'SELECT kind, "of", label, merge_key, actor, at_ms, "schema" FROM history_step'
    with store.read() as session:
        return [tuple(row) for row in session.execute(text(query + " ORDER BY id"))]


def test_observers_are_told_the_rows_that_moved_by_table(store: workspace.Store) -> None:
    told: list[Changes] = []
    store.subscribe(told.append)
    with store.edit("Add talent") as session:
        zoe, ben = Talent(name="Zoë"), Talent(name="Ben")
        look = Look(talent_id=zoe.id, rank="V")
        session.add_all([zoe, ben, look])
        assert told == []
    added = {"talent": frozenset({zoe.id, ben.id}), "look": frozenset({look.id})}
    assert told.pop() == Changes("Add talent", "do", added)
    with store.edit("Delete talent") as session:
        session.delete(session.get_one(Talent, zoe.id))
    gone = {"talent": frozenset({zoe.id}), "look": frozenset({look.id})}
    assert told.pop() == Changes("Delete talent", "do", gone)
    store.undo()
    assert told.pop() == Changes("Delete talent", "undo", gone)
    store.redo()
    assert told.pop() == Changes("Delete talent", "redo", gone)
    with store.edit("Nothing"):
        pass
    assert told == []


def test_observers_find_the_change_saved_and_may_edit_themselves(store: workspace.Store) -> None:
    seen: list[list[str]] = []

    def answer(changes: Changes) -> None:
        seen.append(names(store))
        if changes.label == "Ask":
            add(store, "answer")

    store.subscribe(answer)
    with store.edit("Ask") as session:
        session.add(Talent(name="ask"))
    assert seen == [["ask"], ["answer", "ask"]]
    assert [row[2] for row in log(store)] == ["Ask", "Add talent"]


def test_who_has_left_is_told_no_more(store: workspace.Store) -> None:
    first: list[Changes] = []
    second: list[Changes] = []
    leave = store.subscribe(first.append)

    def once(changes: Changes) -> None:
        second.append(changes)
        stop()

    stop = store.subscribe(once)
    add(store, "one")
    leave()
    leave()
    add(store, "two")
    assert (len(first), len(second)) == (1, 1)


def test_the_last_commit_is_told_after_it(store: workspace.Store) -> None:
    assert store.last_commit_ms is None
    with store.edit("Nothing"):
        pass
    assert store.last_commit_ms is None
    add(store, "Zoë")
    assert store.last_commit_ms == 1_935_653_400_000

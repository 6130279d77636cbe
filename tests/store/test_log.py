"""The history as people read it, and going back to a step of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.kernel.errors import Refused
from studio.kernel.progress import finish
from studio.personas.model import Talent
from studio.store import log, workspace
from studio.store.workspace import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = workspace.create(tmp_path / "Agency", "Ada")
    yield made
    made.close()


def add(store: Store, name: str, label: str = "Add talent") -> str:
    with store.edit(label) as session:
        talent = Talent(name=name)
        session.add(talent)
        return talent.id


def shown(store: Store, *of: str) -> list[tuple[str, bool, bool]]:
    with store.read() as session:
        rows = log.steps(store, session, of=frozenset(of))
    return [(row.label, row.undone, row.reachable) for row in rows]


def test_the_newest_step_stands_first_with_its_actor_and_tables(store: Store) -> None:
    add(store, "Mira")
    with store.edit("Add two") as session:
        session.add(Talent(name="Otto"))
        session.add(Talent(name="Pia"))

    with store.read() as session:
        rows = log.steps(store, session)

    assert [(row.label, row.actor, row.tables) for row in rows] == [
        ("Add two", "Ada", {"talent": 2}),
        ("Add talent", "Ada", {"talent": 1}),
    ]


def test_undoing_and_redoing_mark_the_step_and_are_no_rows(store: Store) -> None:
    add(store, "Mira", "first")
    add(store, "Otto", "second")
    store.undo()
    assert shown(store) == [("second", True, False), ("first", False, True)]
    store.redo()
    assert shown(store) == [("second", False, True), ("first", False, True)]
    store.undo()
    add(store, "Pia", "third")
    assert shown(store) == [
        ("third", False, True),
        ("second", True, False),
        ("first", False, True),
    ]


def test_the_history_of_one_thing_leaves_out_the_others(store: Store) -> None:
    mira = add(store, "Mira", "first")
    add(store, "Otto", "second")
    assert shown(store, mira) == [("first", False, True)]


def test_a_barrier_is_shown_and_cuts_off_what_came_before(store: Store) -> None:
    add(store, "Mira", "first")
    with store.maintenance("Upgrade"):
        pass
    add(store, "Otto", "second")
    assert shown(store) == [
        ("second", False, True),
        ("Upgrade", False, False),
        ("first", False, False),
    ]
    with store.read() as session:
        oldest = log.steps(store, session)[-1].id
    with pytest.raises(Refused, match="does not reach"):
        finish(log.undo_until(store, oldest, ""))


def test_going_back_undoes_what_is_newer_and_redo_brings_it_again(store: Store) -> None:
    for number in range(5):
        add(store, f"T{number}", f"step {number}")
    store.undo()
    store.redo()
    with store.read() as session:
        wanted = log.steps(store, session)[-2].id

    assert finish(log.undo_until(store, wanted, "")) == 3

    assert [row[:2] for row in shown(store)] == [
        ("step 4", True),
        ("step 3", True),
        ("step 2", True),
        ("step 1", False),
        ("step 0", False),
    ]
    for _number in range(3):
        store.redo()
    assert not any(row[1] for row in shown(store))

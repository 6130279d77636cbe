"""Typing grows one step, until something else happens; typed back, it never was."""

import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import select

from studio.kernel import clock
from studio.kernel.errors import Refused
from studio.personas.model import Talent
from studio.store import workspace

SHM = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # memory: no disk to wear out
KEY = "rename:talent:name"


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=SHM) as folder:
        yield Path(folder)


@pytest.fixture
def store(folder: Path) -> Iterator[workspace.Store]:
    """A workspace with one talent named 'start'."""
    opened = make(folder)
    yield opened
    opened.close()


def make(folder: Path) -> workspace.Store:
    store = workspace.create(folder / "Agency", "Ada")
    with store.edit("Add talent") as session:
        session.add(Talent(name="start"))
    return store


def type_(store: workspace.Store, name: str, key: str = KEY) -> None:
    with store.edit("Rename", merge_key=key) as session:
        session.exec(select(Talent)).one().name = name


def name(store: workspace.Store) -> str:
    with store.read() as session:
        return session.exec(select(Talent.name)).one()


def steps(store: workspace.Store) -> list[str]:
    """The steps that undo would take back, the newest last, as the log tells after reopening."""
    known = [step.id for step in store.history.done]
    store.history.derive()
    assert [step.id for step in store.history.done] == known
    return [step.label for step in store.history.done]


def wait(seconds: float) -> None:
    clock.freeze(clock.now() + timedelta(seconds=seconds))


def test_typing_is_one_step_that_goes_back_to_its_start(store: workspace.Store) -> None:
    for so_far in ("Z", "Zo", "Zoë"):
        type_(store, so_far)
    assert steps(store) == ["Add talent", "Rename"]
    store.undo()
    assert name(store) == "start"
    store.redo()
    assert name(store) == "Zoë"


def test_each_key_is_on_disk_at_once(store: workspace.Store) -> None:
    for so_far in ("Z", "Zo", "Zoë"):
        type_(store, so_far)
        assert name(store) == so_far


def test_a_pause_of_a_minute_is_still_typing_and_longer_is_not(store: workspace.Store) -> None:
    type_(store, "a")
    wait(60)
    type_(store, "b")
    wait(60)
    type_(store, "c")
    assert steps(store) == ["Add talent", "Rename"]
    wait(60.001)
    type_(store, "d")
    assert steps(store) == ["Add talent", "Rename", "Rename"]
    store.undo()
    assert name(store) == "c"


def test_a_clock_that_goes_back_does_not_end_typing(store: workspace.Store) -> None:
    type_(store, "a")
    wait(-3600)
    type_(store, "b")
    assert steps(store) == ["Add talent", "Rename"]


def other_key(store: workspace.Store) -> None:
    type_(store, "between", "rename:talent:handle")


def no_key(store: workspace.Store) -> None:
    type_(store, "between", "")


def focus_leaves(store: workspace.Store) -> None:
    store.close_step()


def undo_and_redo(store: workspace.Store) -> None:
    store.undo()
    store.redo()


@pytest.mark.parametrize("happens", [other_key, no_key, focus_leaves, undo_and_redo])
def test_something_else_ends_the_step(
    store: workspace.Store, happens: Callable[[workspace.Store], None]
) -> None:
    type_(store, "a")
    happens(store)
    before = name(store)
    count = len(steps(store))
    type_(store, "b")
    assert len(steps(store)) == count + 1
    store.undo()
    assert name(store) == before


def test_undo_ends_the_step(store: workspace.Store) -> None:
    type_(store, "a")
    store.undo()
    type_(store, "b")
    assert steps(store) == ["Add talent", "Rename"]
    assert store.redo_label is None
    store.undo()
    assert name(store) == "start"


def test_closing_ends_the_step(folder: Path) -> None:
    store = make(folder)
    type_(store, "a")
    store.close()
    again = workspace.open_workspace(store.path, "Ada")
    type_(again, "b")
    assert steps(again) == ["Add talent", "Rename", "Rename"]
    again.undo()
    assert name(again) == "a"
    again.close()


def test_edits_without_a_key_never_grow_each_other(store: workspace.Store) -> None:
    type_(store, "a", "")
    type_(store, "b", "")
    assert steps(store) == ["Add talent", "Rename", "Rename"]


def test_an_edit_that_changes_nothing_does_not_end_typing(store: workspace.Store) -> None:
    type_(store, "a")
    with store.edit("Look around") as session:
        session.exec(select(Talent)).one().name = "a"
    type_(store, "b")
    assert steps(store) == ["Add talent", "Rename"]


def test_a_failed_edit_does_not_end_typing(store: workspace.Store) -> None:
    def fail() -> None:
        with store.edit("Fail") as session:
            session.exec(select(Talent)).one().name = "never"
            raise ZeroDivisionError

    type_(store, "a")
    with pytest.raises(ZeroDivisionError):
        fail()
    type_(store, "b")
    assert steps(store) == ["Add talent", "Rename"]
    store.undo()
    assert name(store) == "start"


def test_typed_back_to_the_start_there_is_no_step(store: workspace.Store) -> None:
    type_(store, "starts")
    type_(store, "start")
    assert steps(store) == ["Add talent"]
    assert store.undo_label == "Add talent"
    with store.read() as session:
        assert session.execute(text("SELECT count(*) FROM history_row")).scalar_one() == 1
    type_(store, "more")
    assert steps(store) == ["Add talent", "Rename"]


def test_typing_back_leaves_what_can_be_redone_as_it_was(store: workspace.Store) -> None:
    type_(store, "undone")
    store.undo()
    type_(store, "x")
    assert [step.label for step in store.history.undone] == []
    type_(store, "start")
    assert [step.label for step in store.history.undone] == ["Rename"]
    store.redo()
    assert name(store) == "undone"


def test_typing_in_two_columns_and_rows_is_kept_whole(store: workspace.Store) -> None:
    for handle in ("@a", "@ab"):
        with store.edit("Write", merge_key=KEY) as session:
            session.exec(select(Talent).where(Talent.name == "start")).one().handle = handle
            session.add(Talent(name=f"friend {handle}"))
    assert steps(store) == ["Add talent", "Write"]
    store.undo()
    with store.read() as session:
        assert session.exec(select(Talent.name, Talent.handle)).all() == [("start", "")]
    store.redo()
    with store.read() as session:
        found = sorted(session.exec(select(Talent.name, Talent.handle)).all())
    assert found == [("friend @a", ""), ("friend @ab", ""), ("start", "@ab")]


def test_closing_the_step_of_nothing_is_harmless(store: workspace.Store) -> None:
    store.close_step()
    store.close_step()
    store.undo()
    store.close_step()
    with pytest.raises(Refused):
        store.undo()


def test_observers_are_told_of_every_key(store: workspace.Store) -> None:
    told: list[str] = []
    store.subscribe(lambda changes: told.append(f"{changes.kind} {changes.label}"))
    for so_far in ("a", "ab", "start"):
        type_(store, so_far)
    assert told == ["do Rename"] * 3

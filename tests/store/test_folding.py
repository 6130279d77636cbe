"""Folding: old history goes, the undo stack is cut short and never wrong, what was agreed stays."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from studio.kernel import clock
from studio.personas.model import Look, Talent
from studio.store import history, workspace
from studio.store.history import Step
from studio.store.workspace import Store
from tests.conftest import MOMENT
from tests.store.rows import Dump, add, dump, log, names
from tests.store.test_history_machine import SHM

DAY = timedelta(days=1)
LEAST, MOST, LONGEST_DAYS = 4, 9, 20
ACTS = ("add", "add with look", "wear", "type", "undo", "undo", "redo", "bar", "wait", "reopen")


@pytest.fixture(autouse=True)
def small_horizons(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "LEAST_STEPS", LEAST)
    monkeypatch.setattr(history, "MOST_STEPS", MOST)
    monkeypatch.setattr(history, "LONGEST_MS", LONGEST_DAYS * 86_400_000)
    monkeypatch.setattr(history, "FOREVER", frozenset({"look"}))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = workspace.create(tmp_path / "Agency", "Ada")
    yield opened
    opened.close()


def reopened(store: Store) -> Store:
    store.close()
    return workspace.open_workspace(store.path, "Ada")


def forever(store: Store) -> set[tuple[Any, ...]]:
    """Return the history of looks, which is kept for good here."""
    query = "SELECT * FROM history_row WHERE tbl = 'look'"
    return set(store._raw.execute(query).fetchall())


def horizon(store: Store) -> int:
    found = store._raw.execute("SELECT value FROM meta WHERE key = 'folded'").fetchone()
    return int(found[0]) if found else 0


class Books:
    """A workspace under random acts, and what undo and redo promise: the states to come back to."""

    def __init__(self, folder: Path) -> None:
        self.store = workspace.create(folder / "Agency", "Ada")
        self.past: list[Dump] = [dump(self.store)]
        self.future: list[Dump] = []
        self.typing = False
        self.now = MOMENT

    def act(self, act: str, number: int) -> None:
        if act == "undo":
            self._undo()
        elif act == "redo":
            self._redo()
        elif act == "bar":
            with self.store.maintenance("Erase") as raw:
                raw.execute("UPDATE talent SET handle = handle || '!'")
            self.past, self.future = [dump(self.store)], []
        elif act == "wait":
            self.now += 3 * DAY
            clock.freeze(self.now)
        elif act == "reopen":
            self.reopen()
        else:
            self._edit(act, number)
        self.typing = act == "type"

    def _edit(self, act: str, number: int) -> None:
        with self.store.edit(act, merge_key="typing" if act == "type" else "") as session:
            if act.startswith("add"):
                session.add(Talent(id=f"t{number}", name=f"{act} {number}"))
            if act == "add with look":
                session.add(Look(talent_id=f"t{number}", rank="V"))
            if act == "wear":
                session.connection().execute(text("UPDATE look SET name = name || '.'"))
            if act == "type":
                session.connection().execute(text("UPDATE talent SET name = name || 'x'"))
        now = dump(self.store)
        if now == self.past[-1]:
            return
        if act == "type" and self.typing and len(self.past) > 1:
            self.past.pop()
        self.past.append(now)
        self.future = []

    def _undo(self) -> None:
        if self.store.undo_label is not None:
            self.store.undo()
            self.future.append(self.past.pop())

    def _redo(self) -> None:
        if self.store.redo_label is not None:
            self.store.redo()
            self.past.append(self.future.pop())

    def reopen(self) -> None:
        """Fold by closing; the stacks must be those of before, without what was folded."""
        done, undone = list(self.store.history.done), list(self.store.history.undone)
        agreed = forever(self.store)
        before = dump(self.store)
        self.store = reopened(self.store)
        assert dump(self.store) == before
        assert forever(self.store) == agreed
        last = horizon(self.store)
        assert self.store.history.done == kept(done, last)
        assert self.store.history.undone == kept(undone, last)
        del self.past[: len(done) - len(self.store.history.done)]
        del self.future[: len(undone) - len(self.store.history.undone)]

    def come_back(self) -> None:
        """Undo and redo all there is: each brings exactly the state it promises."""
        while self.store.undo_label is not None:
            self._undo()
            assert dump(self.store) == self.past[-1]
        assert len(self.past) == 1
        while self.store.redo_label is not None:
            self._redo()
            assert dump(self.store) == self.past[-1]
        assert self.future == []


def kept(steps: list[Step], last: int) -> list[Step]:
    return [step for step in steps if step.id > last]


@settings(max_examples=settings().max_examples // 2)
@given(acts=st.lists(st.sampled_from(ACTS), min_size=LEAST, max_size=30))
def test_after_any_series_of_edits_undo_is_cut_short_and_never_wrong(acts: list[str]) -> None:
    clock.freeze(MOMENT)
    folder = Path(tempfile.mkdtemp(dir=SHM))
    books = Books(folder)
    try:
        for number, act in enumerate(acts):
            books.act(act, number)
        for _ in range(2):
            books.reopen()
            books.come_back()
    finally:
        books.store.close()
        shutil.rmtree(folder)


def test_few_steps_are_never_folded_however_old(store: Store) -> None:
    for number in range(LEAST):
        add(store, f"n{number}")
    clock.freeze(MOMENT + 1000 * DAY)
    again = reopened(store)
    assert len(again.history.done) == LEAST
    for _ in range(LEAST):
        again.undo()
    assert names(again) == []
    again.close()


def test_the_newest_steps_stay_however_old_and_the_rest_goes(store: Store) -> None:
    for number in range(LEAST + 3):
        add(store, f"n{number}")
    clock.freeze(MOMENT + (LONGEST_DAYS + 1) * DAY)
    again = reopened(store)
    assert len(log(again)) == LEAST
    for _ in range(LEAST):
        again.undo()
    assert again.undo_label is None
    assert names(again) == ["n0", "n1", "n2"]
    again.close()


def test_many_steps_are_folded_however_young(store: Store) -> None:
    for number in range(MOST + 5):
        add(store, f"n{number:02}")
    again = reopened(store)
    assert len(again.history.done) == MOST
    again.close()


def test_up_to_the_horizon_nothing_is_folded(store: Store) -> None:
    for number in range(MOST):
        add(store, f"n{number}")
    clock.freeze(MOMENT + LONGEST_DAYS * DAY)
    again = reopened(store)
    assert (len(again.history.done), horizon(again)) == (MOST, 0)
    again.close()


def test_a_step_of_which_only_what_was_agreed_is_left_is_never_undone(store: Store) -> None:
    """It is half a step: to take back the look, but not the talent, would be wrong."""
    with store.edit("Sign") as session:
        session.add(Talent(id="t", name="Maya"))
        session.flush()
        session.add(Look(id="l", talent_id="t", rank="V"))
    for number in range(MOST):
        add(store, f"n{number}")
    again = reopened(store)
    assert [row[2] for row in forever(again)] == ["look"]
    assert ("do", "Sign") in log(again)
    assert "Sign" not in [step.label for step in again.history.done]
    while again.undo_label is not None:
        again.undo()
    assert names(again) == ["Maya"]
    again.close()


def test_a_clock_that_goes_back_does_not_bring_half_a_step_back(store: Store) -> None:
    for number in range(MOST):
        clock.freeze(MOMENT + (number > 1) * DAY)
        with store.edit("Sign") as session:
            session.add(Talent(id=f"t{number}", name="Maya"))
            session.flush()
            session.add(Look(talent_id=f"t{number}", rank="V"))
    found = []
    for days in (LONGEST_DAYS + 2, LONGEST_DAYS + 0.5, 0, LONGEST_DAYS + 2):
        clock.freeze(MOMENT + days * DAY)
        store = reopened(store)
        found.append((horizon(store), len(store.history.done)))
    assert found == [(MOST - LEAST, LEAST)] * 4
    assert len(forever(store)) == MOST
    store.close()


def test_redo_of_what_was_undone_before_the_horizon_passed_works(store: Store) -> None:
    """The steps undone are folded, the undoing of them is not: it knows all it needs."""
    for number in range(LEAST):
        add(store, f"n{number}")
    for _ in range(LEAST):
        store.undo()
    store.redo()
    clock.freeze(MOMENT + (LONGEST_DAYS + 1) * DAY)
    again = reopened(store)
    assert horizon(again) == LEAST + 1
    while again.redo_label is not None:
        again.redo()
    assert names(again) == ["n0", "n1", "n2"]  # how to do n3 again was folded
    again.close()


def test_no_byte_of_folded_history_stays_in_the_file(store: Store) -> None:
    talent = add(store, "Waldeinsamkeit")
    with store.edit("Rename") as session:
        session.get_one(Talent, talent).name = "Maya"
    for number in range(MOST):
        add(store, f"n{number}")
    store.close()
    assert b"Waldeinsamkeit" not in store.path.read_bytes()


def test_a_disk_that_fails_while_folding_loses_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(MOST + 3):
        add(store, f"n{number:02}")
    before = log(store)
    store._raw.execute(
        "CREATE TEMP TRIGGER broken BEFORE DELETE ON main.history_step "
        "BEGIN SELECT RAISE(ABORT, 'the disk fails'); END"
    )
    with caplog.at_level("WARNING"):
        store.close()
    assert "the disk fails" in caplog.text
    assert [path.name for path in store.path.parent.glob("Agency*")] == ["Agency.studio"]
    monkeypatch.setattr(history, "MOST_STEPS", 100)
    again = workspace.open_workspace(store.path, "Ada")
    assert log(again) == before
    assert horizon(again) == 0
    assert len(again.history.done) == MOST + 3
    again.close()


def test_a_log_that_cannot_be_followed_is_still_told(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    """Not every gap is a horizon."""
    for number in range(3):
        add(store, f"n{number}")
    store.undo()
    store.close()
    raw = sqlite3.connect(store.path)
    with raw:
        raw.execute("DELETE FROM history_row WHERE step = 3")
        raw.execute("DELETE FROM history_step WHERE id = 3")
    raw.close()
    with caplog.at_level("ERROR"):
        again = workspace.open_workspace(store.path, "Ada")
    assert "cannot be followed at step 4" in caplog.text
    assert (again.undo_label, again.redo_label) == (None, None)
    again.close()

"""The history under a state machine: the real ops, the real file, the whole database compared."""

import os
import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import text
from sqlmodel import Session

from studio.kernel import ids
from studio.kernel.errors import Drift
from studio.personas.ops import add_look, add_talent
from studio.spots import queries
from studio.spots.model import CastMember, Panel, Spot
from studio.spots.ops import contents, panels, spots
from studio.spots.ops.spots import SpotDraft
from studio.store import history, replay, triggers, workspace
from studio.store.schema import metadata

Dump = dict[str, list[tuple[Any, ...]]]

RECIPE = {
    "skin": "#c98a62",
    "hair": {"style": "bob", "colour": "#3b2119"},
    "outfit": "trench",
    "palette": {},
}
WEAR_OR_TAKE_OFF = """
UPDATE cast_member SET look_id = CASE WHEN look_id IS NULL THEN
(SELECT id FROM look WHERE look.talent_id = cast_member.talent_id) END
"""
TABLES = sorted(metadata().tables)
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf")), max_size=12)
SHM = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # memory: no disk to wear out


class Undoing(RuleBasedStateMachine):
    """Ops, undo, redo, close and reopen; `past` and `future` mirror what undo and redo promise."""

    def __init__(self) -> None:
        super().__init__()
        ids.count_from(1)  # the same run must make the same rows
        self.folder = Path(tempfile.mkdtemp(dir=SHM))
        self.store = workspace.create(self.folder / "machine.studio", "machine")
        self.past: list[Dump] = [self.dump()]
        self.future: list[Dump] = []
        self.given_up: list[Dump] = []
        self.typing = ""

    def dump(self) -> Dump:
        raw = self.store._raw
        return {
            name: raw.execute(f'SELECT * FROM "{name}" ORDER BY id').fetchall() for name in TABLES
        }

    def ids(self, kind: type[Spot] | type[Panel]) -> list[str]:
        return [row[0] for row in self.past[-1][str(kind.__tablename__)]]

    def did(self, act: Callable[[], object], typing: str = "") -> None:
        """Run an op and keep the books as the contract of `edit` says."""
        act()
        now = self.dump()
        grows = bool(typing) and typing == self.typing
        if grows:
            self.past.pop()
        if now == self.past[-1]:
            if grows:  # typed back to where it began: the step is gone, and redo is there again
                self.typing, self.future = "", self.given_up
            return
        self.past.append(now)
        if not grows:
            self.given_up, self.future = self.future, []
        self.typing = typing

    @rule(title=WORDS, count=st.integers(1, 3))
    def add_a_spot_of_nested_edits(self, title: str, count: int) -> None:
        def act() -> None:
            with self.store.edit("Add all"):
                spot = spots.create_spot(self.store, SpotDraft("x" + title))
                talent = add_talent(self.store, "t" + title)
                add_look(self.store, talent, "everyday", RECIPE)
                for _i in range(count):
                    panel = panels.add_panel(self.store, spot)
                    contents.add_cast_member(self.store, panel, CastMember(talent_id=talent))

        self.did(act)

    @rule(ms=st.integers(100, 9000))
    def bulk_update_twice(self, ms: int) -> None:
        def act() -> None:
            with self.store.edit("Bulk") as session:
                run(session, "UPDATE panel SET duration_ms = duration_ms + :n", n=ms)
                run(session, "UPDATE panel SET duration_ms = :n WHERE duration_ms > 5000", n=ms)
                run(session, WEAR_OR_TAKE_OFF)

        self.did(act)

    @rule()
    def drop_the_looks(self) -> None:
        def act() -> None:
            with self.store.edit("Drop looks") as session:
                run(session, "DELETE FROM look")

        self.did(act)

    @precondition(lambda self: self.ids(Spot))
    @rule(data=st.data())
    def cascade_from_a_spot(self, data: st.DataObject) -> None:
        spot = data.draw(st.sampled_from(self.ids(Spot)))
        self.did(lambda: spots.delete_spot(self.store, spot))

    @precondition(lambda self: self.ids(Spot))
    @rule(data=st.data())
    def duplicate_a_spot(self, data: st.DataObject) -> None:
        spot = data.draw(st.sampled_from(self.ids(Spot)))
        self.did(lambda: spots.duplicate_spot(self.store, spot))

    @precondition(lambda self: self.ids(Spot))
    @rule(data=st.data(), place=st.integers(0, 6))
    def rearrange_panels(self, data: st.DataObject, place: int) -> None:
        spot = data.draw(st.sampled_from(self.ids(Spot)))
        with self.store.read() as session:
            mine = [panel.id for panel in queries.panels_in_order(session, spot)]
        if not mine:
            self.did(lambda: panels.add_panel(self.store, spot))
            return
        chosen = data.draw(st.sets(st.sampled_from(mine), min_size=1))
        verb = data.draw(st.sampled_from(("relocate", "duplicate", "delete")))
        if verb == "relocate":
            self.did(lambda: panels.relocate_panels(self.store, spot, chosen, place))
        elif verb == "duplicate":
            self.did(lambda: panels.duplicate_panels(self.store, spot, chosen))
        else:
            self.did(lambda: panels.delete_panels(self.store, spot, chosen))

    @precondition(lambda self: self.ids(Panel))
    @rule(data=st.data(), words=st.lists(WORDS, min_size=1, max_size=4))
    def type_into_a_panel(self, data: st.DataObject, words: list[str]) -> None:
        panel = data.draw(st.sampled_from(self.ids(Panel)[:2]))
        verb = data.draw(st.sampled_from((contents.write_dialogue, contents.write_action)))
        for so_far in words:
            self.did(partial(verb, self.store, panel, so_far), f"{verb.__name__}:{panel}")

    def _fail(self, label: str, statement: str) -> None:
        with self.store.edit(label) as session:
            spots.create_spot(self.store, SpotDraft("never"))
            run(session, statement)
            raise ZeroDivisionError

    @rule()
    def fail_half_way(self) -> None:
        def act() -> None:
            with pytest.raises(ZeroDivisionError):
                self._fail("Fail", "UPDATE panel SET action = 'never'")

        self.did(act)

    @rule()
    def fail_in_a_joined_edit(self) -> None:
        def act() -> None:
            with self.store.edit("Outer"):
                spots.create_spot(self.store, SpotDraft("kept"))
                with pytest.raises(ZeroDivisionError):
                    self._fail("Inner", "UPDATE spot SET title = 'never'")

        self.did(act)

    @precondition(lambda self: len(self.past) > 1)
    @rule()
    def undo(self) -> None:
        self.store.undo()
        self.future.append(self.past.pop())
        self.typing = ""

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        self.store.redo()
        self.past.append(self.future.pop())
        self.typing = ""

    @precondition(lambda self: len(self.past) % 3 == 0)  # it takes as long as ten other steps
    @rule()
    def close_and_reopen(self) -> None:
        self.store.close()
        self.store = workspace.open_workspace(self.folder / "machine.studio", "machine")
        self.typing = ""

    @invariant()
    def the_database_is_where_it_should_be(self) -> None:
        assert self.dump() == self.past[-1]
        assert len(self.store.history.done) == len(self.past) - 1
        assert len(self.store.history.undone) == len(self.future)
        assert self.store._raw.execute("PRAGMA foreign_key_check").fetchall() == []

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)


def run(session: Session, statement: str, **values: object) -> None:
    session.connection().execute(text(statement), values)


def profile(examples: int, steps: int, *, shrink: bool = True) -> settings:
    phases = [Phase.explicit, Phase.generate, *([Phase.shrink] if shrink else [])]
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        phases=phases,
        suppress_health_check=list(HealthCheck),
    )


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_every_undo_and_redo_brings_the_whole_database_back() -> None:
    """100 runs of 50 steps."""
    run_state_machine_as_test(Undoing, settings=profile(100, 50))


def _net_backwards(rows: Any) -> list[replay.Move]:
    return replay.net(list(rows)[::-1])


def _image_without_nulls(row: str, columns: list[str], *, only_moved: bool = False) -> str:
    return (
        triggers_image(row, columns, only_moved=only_moved).replace(
            " FROM (SELECT", " FROM (SELECT * FROM (SELECT"
        )[:-1]
        + ") WHERE v IS NOT NULL)"
    )


triggers_image = triggers._image


def _push_keeping_redo(self: history.History, kind: str, of: int | None, step: Any) -> None:
    if kind == "do":
        self.done.append(step)
        return
    source, target = (self.done, self.undone) if kind == "undo" else (self.undone, self.done)
    source.pop()
    target.append(step)


FAULTS = {
    "order reversed": (history, "net", _net_backwards),
    "redo not cleared": (history.History, "_push", _push_keeping_redo),
    "NULL dropped": (triggers, "_image", _image_without_nulls),
}


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_the_machine_sees_a_planted_fault(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check that cannot fail proves nothing: each fault must be found."""
    monkeypatch.setattr(*FAULTS[fault])
    with pytest.raises((AssertionError, Drift, KeyError, ExceptionGroup)):
        run_state_machine_as_test(Undoing, settings=profile(60, 40, shrink=False))

"""Who points at a row: parts, uses and wholes, told once, whatever circles there are."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlmodel import Session

from studio.personas.ops import add_look, add_talent
from studio.spots.model import CastMember
from studio.spots.ops import contents, panels, spots
from studio.spots.ops.spots import SpotDraft
from studio.store import connection, references, workspace
from studio.store.references import Edge, Reference, is_used
from studio.store.workspace import Store

SHM = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # memory: no disk to wear out
RECIPE = {
    "skin": "#c98a62",
    "hair": {"style": "bob", "colour": "#3b2119"},
    "outfit": "trench",
    "palette": {},
}

PLAN = """
CREATE TABLE spot(id TEXT PRIMARY KEY, sequel_id TEXT);
CREATE TABLE panel(id TEXT PRIMARY KEY, spot_id TEXT, after_id TEXT, talent_id TEXT);
CREATE TABLE slot(id TEXT PRIMARY KEY, spot_id TEXT, campaign_id TEXT);
CREATE TABLE campaign(id TEXT PRIMARY KEY);
CREATE TABLE talent(id TEXT PRIMARY KEY);
INSERT INTO talent VALUES('t');
INSERT INTO spot VALUES('s', 'r'), ('r', 's'), ('x', NULL);
INSERT INTO panel VALUES('p', 's', 'q', 't'), ('q', 's', 'p', NULL), ('o', 'x', NULL, NULL);
INSERT INTO campaign VALUES('c'), ('d');
INSERT INTO slot VALUES('l', 's', 'c'), ('m', 's', 'c'), ('n', 'x', 'd');
"""
"""Circles: panels that follow each other, spots that are sequels of each other."""

EDGES = (
    Edge("spot", "sequel_id", "spot", cascades=False),
    Edge("panel", "spot_id", "spot", cascades=True),
    Edge("panel", "after_id", "panel", cascades=False),
    Edge("panel", "talent_id", "talent", cascades=False),
    Edge("slot", "spot_id", "spot", cascades=False),
    Edge("slot", "campaign_id", "campaign", cascades=True),
)


@pytest.fixture
def store() -> Iterator[Store]:
    with tempfile.TemporaryDirectory(dir=SHM) as folder:
        opened = workspace.create(Path(folder) / "Agency", "Ada")
        yield opened
        opened.close()


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A session on tables of another structure, richer than the features have."""
    monkeypatch.setattr(references, "edges", lambda: EDGES)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as raw:
        raw.executescript(PLAN)
        with Session(connection.writing_engine(raw)) as session:
            yield session


def asked(store: Store, table: str, row: str) -> dict[tuple[str, str, tuple[str, ...]], list[str]]:
    with store.read() as session:
        found = references.references(session, table, row)
    return {(one.role, one.table, one.path): list(one.ids) for one in found}


def test_a_talent_is_found_in_the_panels_scenes_and_spots_of_its_casts(store: Store) -> None:
    talent, other = add_talent(store, "Maya"), add_talent(store, "Elin")
    look = add_look(store, talent, "everyday", RECIPE)
    spot = spots.create_spot(store, SpotDraft("Spot"))
    one, two = panels.add_panel(store, spot), panels.add_panel(store, spot)
    empty = panels.add_panel(store, spot)
    cast = [
        contents.add_cast_member(store, panel, CastMember(panel_id="", rank="", talent_id=talent))
        for panel in (one, two)
    ]
    contents.add_cast_member(store, empty, CastMember(panel_id="", rank="", talent_id=other))
    found = asked(store, "talent", talent)
    casts = ("cast_member.talent_id",)
    assert found["part", "look", ("look.talent_id",)] == [look]
    assert found["use", "cast_member", casts] == sorted(cast)
    assert found["whole", "panel", (*casts, "cast_member.panel_id")] == sorted([one, two])
    spot_path = (*casts, "cast_member.panel_id", "panel.scene_id", "scene.spot_id")
    assert found["whole", "spot", spot_path] == [spot]
    assert len(found) == 5


def test_the_parts_of_a_row_are_no_use_of_it(store: Store) -> None:
    spot = spots.create_spot(store, SpotDraft("Spot"))
    panel = panels.add_panel(store, spot)
    found = asked(store, "spot", spot)
    assert {role for role, _table, _path in found} == {"part"}
    assert found["part", "panel", ("scene.spot_id", "panel.scene_id")] == [panel]
    with store.read() as session:
        assert not is_used(session, "spot", spot)


def test_a_row_that_is_not_there_has_no_references(store: Store) -> None:
    assert asked(store, "talent", "nobody") == {}
    assert asked(store, "spot", "'; DROP TABLE spot; --") == {}


def test_what_uses_the_wholes_is_followed_too(plan: Session) -> None:
    found = references.references(plan, "talent", "t")
    casts, spot = ("panel.talent_id",), ("panel.talent_id", "panel.spot_id")
    slot = (*spot, "slot.spot_id")
    assert found == [
        Reference("panel", "use", ("p",), casts),
        Reference("spot", "whole", ("s",), spot),
        Reference("panel", "use", ("q",), (*casts, "panel.after_id")),
        Reference("spot", "use", ("r",), (*spot, "spot.sequel_id")),
        Reference("slot", "use", ("l", "m"), slot),
        Reference("campaign", "whole", ("c",), (*slot, "slot.campaign_id")),
    ]


def test_circles_end_and_no_row_is_told_twice(plan: Session) -> None:
    for table, row in (("spot", "s"), ("panel", "p"), ("slot", "l"), ("campaign", "c")):
        told = [(r.table, i) for r in references.references(plan, table, row) for i in r.ids]
        assert len(told) == len(set(told))
        assert (table, row) not in told


def test_rows_elsewhere_are_left_out(plan: Session) -> None:
    told = {i for r in references.references(plan, "talent", "t") for i in r.ids}
    assert told.isdisjoint({"x", "o", "n", "d"})


def test_many_rows_take_as_many_queries_as_few(store: Store) -> None:
    talent = add_talent(store, "Maya")
    spot = spots.create_spot(store, SpotDraft("Spot"))
    few = queries(store, talent)
    with store.edit("Many"):
        for _number in range(40):
            panel = panels.add_panel(store, spot)
            if _number == 0:
                contents.add_cast_member(store, panel, CastMember(talent_id=talent))
    many = queries(store, talent)
    assert few < many <= 20
    with store.read() as session:
        (use, *_rest) = references.references(session, "talent", talent)
    assert len(use.ids) == 40


def queries(store: Store, talent: str) -> int:
    count = 0

    def counted(*_given: object) -> None:
        nonlocal count
        count += 1

    with store.read() as session:
        event.listen(session.get_bind(), "before_cursor_execute", counted)
        references.references(session, "talent", talent)
        event.remove(session.get_bind(), "before_cursor_execute", counted)
    return count

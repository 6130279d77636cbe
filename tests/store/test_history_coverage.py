"""History sees every table and every column, and the tables keep the rules that it stands on."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, ForeignKey, Integer, Table, Text
from sqlalchemy.orm import configure_mappers
from sqlmodel import SQLModel

from studio.store import triggers, workspace
from studio.store.schema import UNTRACKED, metadata

SHM = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # memory: no disk to wear out
TABLES = metadata().sorted_tables
NAMES = [table.name for table in TABLES]
LOG = "CREATE TABLE history_row(id INTEGER PRIMARY KEY, step, tbl, pk, op, before, after)"
PLUMBING = {"meta", "asset_data", "history_step", "history_row", "search_row"}
INDEX = {"search", "search_term", "search_data", "search_idx", "search_docsize", "search_config"}


@pytest.fixture
def store() -> Iterator[workspace.Store]:
    with tempfile.TemporaryDirectory(dir=SHM) as folder:
        opened = workspace.create(Path(folder) / "Agency", "Ada")
        yield opened
        opened.close()


def dump(store: workspace.Store) -> dict[str, list[tuple[Any, ...]]]:
    with store.read() as session:
        return {
            table.name: [tuple(row) for row in session.execute(table.select().order_by("id"))]
            for table in TABLES
        }


def foreign(column: Column[Any]) -> ForeignKey | None:
    return next(iter(column.foreign_keys), None)


def row(table: Table, number: int) -> dict[str, object]:
    """Return a row with a value in every column; references lead to the rows of that number."""
    values: dict[str, object] = {}
    for column in table.columns:
        whole = isinstance(column.type, Integer)
        values[column.name] = number if whole else f"{column.name} {number}"
        if column.name == "id" or foreign(column):
            values[column.name] = f"row {number}"
    return values


def insert_all(store: workspace.Store, number: int) -> None:
    for table in TABLES:
        with store.edit(f"Insert into {table.name}") as session:
            session.execute(table.insert().values(row(table, number)))


def test_every_column_of_every_table_is_taken_back_and_done_again(store: workspace.Store) -> None:
    """Insert into each table, change each column, delete each row; undo all; redo all."""
    past = [dump(store)]
    for number in (1, 2):
        insert_all(store, number)
    states = {len(store.history.done): dump(store)}
    for table in TABLES:
        for column in table.columns:
            if column.name == "id":
                continue
            with store.edit(f"Change {table.name}.{column.name}") as session:
                other = (
                    row(table, 2)[column.name] if foreign(column) else row(table, 3)[column.name]
                )
                change = table.update().where(table.c.id == "row 1").values({column.name: other})
                session.execute(change)
            states[len(store.history.done)] = dump(store)
            if column.nullable:
                with store.edit(f"Empty {table.name}.{column.name}") as session:
                    empty = {column.name: None}
                    session.execute(table.update().where(table.c.id == "row 1").values(empty))
                states[len(store.history.done)] = dump(store)
    for table in reversed(TABLES):
        with store.edit(f"Delete from {table.name}") as session:
            session.execute(table.delete().where(table.c.id == "row 1"))
        states[len(store.history.done)] = dump(store)
    changed = sum(len(table.columns) - 1 for table in TABLES)
    assert len(store.history.done) >= 3 * len(TABLES) + changed
    last = dump(store)
    while store.undo_label:
        store.undo()
        here = len(store.history.done)
        assert states.get(here, dump(store)) == dump(store), store.redo_label
    assert dump(store) == past[0]
    while store.redo_label:
        store.redo()
    assert dump(store) == last


@pytest.mark.parametrize("name", NAMES)
def test_a_whole_table_emptied_at_once_comes_back_with_all_that_hung_on_it(
    store: workspace.Store, name: str
) -> None:
    for number in range(1, 4):
        insert_all(store, number)
    before = dump(store)
    restricted = {
        table.name
        for table in TABLES
        for key in table.foreign_keys
        if key.column.table.name == name and key.ondelete == "RESTRICT"
    }
    with store.edit("Empty") as session:
        for child in restricted:
            session.execute(metadata().tables[child].delete())
        session.execute(metadata().tables[name].delete())
    assert dump(store)[name] == []
    store.undo()
    assert dump(store) == before
    store.redo()
    assert dump(store)[name] == []
    store.undo()
    assert dump(store) == before


def test_there_are_triggers_for_every_table_of_the_file(store: workspace.Store) -> None:
    found = store._raw.execute(
        "SELECT name, tbl_name FROM sqlite_temp_master WHERE type = 'trigger'"
    ).fetchall()
    events = ("insert", "update", "delete")
    expected = {(f"guard_{event}_{t}", t) for event in events for t in {*NAMES, *UNTRACKED}}
    expected |= {(f"record_{event}_{t}", t) for event in events for t in NAMES}
    assert set(found) == expected
    assert triggers.install(store._raw) == len(expected)
    again = store._raw.execute("SELECT name FROM sqlite_temp_master WHERE type = 'trigger'")
    assert len(again.fetchall()) == len(expected)
    assert {*UNTRACKED} < PLUMBING


def test_the_file_itself_holds_no_triggers_and_no_views(store: workspace.Store) -> None:
    kinds = store._raw.execute("SELECT DISTINCT type FROM main.sqlite_master").fetchall()
    assert sorted(kinds) == [("index",), ("table",)]
    tables = store._raw.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")
    assert {name for (name,) in tables} == {*NAMES, *PLUMBING, *INDEX}


def test_names_that_need_quoting_are_recorded_too() -> None:
    """Tables of a later version may be named by a word of SQL, or worse."""
    odd, column = 'or"der', 'it\'s "from"'
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as raw:
        raw.execute(
            "CREATE TABLE history_row(id INTEGER PRIMARY KEY, step, tbl, pk, op, before, after)"
        )
        quoted = [triggers.quoted(name) for name in (odd, column)]
        raw.execute(f"CREATE TABLE {quoted[0]}(id TEXT PRIMARY KEY, {quoted[1]} TEXT)")
        assert triggers.install(raw) == 6
        raw.execute("INSERT INTO edit_context VALUES(1, 7)")
        raw.execute(f"INSERT INTO {quoted[0]} VALUES('a', NULL)")
        raw.execute(f"UPDATE {quoted[0]} SET {quoted[1]} = 'x'")
        raw.execute(f"DELETE FROM {quoted[0]}")
        rows = raw.execute("SELECT step, tbl, pk, op, before, after FROM history_row").fetchall()
    empty, full = '{"id":"a","it\'s \\"from\\"":null}', '{"id":"a","it\'s \\"from\\"":"x"}'
    assert rows == [
        (7, odd, "a", "i", None, empty),
        (7, odd, "a", "u", '{"it\'s \\"from\\"":null}', '{"it\'s \\"from\\"":"x"}'),
        (7, odd, "a", "d", full, None),
    ]


def test_tables_wider_than_a_function_call_are_recorded_too() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as raw:
        raw.execute(
            "CREATE TABLE history_row(id INTEGER PRIMARY KEY, step, tbl, pk, op, before, after)"
        )
        names = [f"c{number}" for number in range(150)]
        raw.execute(f"CREATE TABLE wide(id TEXT PRIMARY KEY, {', '.join(names)})")
        triggers.install(raw)
        raw.execute("INSERT INTO edit_context VALUES(1, 1)")
        raw.execute(f"INSERT INTO wide VALUES('a', {', '.join(map(str, range(150)))})")
        raw.execute("UPDATE wide SET c149 = 'last'")
        after = [row[0] for row in raw.execute("SELECT after FROM history_row ORDER BY id")]
    assert after[0].startswith('{"id":"a","c0":0,"c1":1,')
    assert after[0].endswith(',"c149":149}')
    assert after[1] == '{"c149":"last"}'


@pytest.mark.parametrize("name", NAMES)
def test_tracked_columns_hold_text_or_whole_numbers(name: str) -> None:
    for column in metadata().tables[name].columns:
        assert type(column.type) in (Text, Integer), column
        assert column.computed is None
        assert column.identity is None


@pytest.mark.parametrize("name", NAMES)
def test_the_key_is_one_text_named_id_and_nothing_else_is_unique(name: str) -> None:
    table = metadata().tables[name]
    assert [column.name for column in table.primary_key] == ["id"]
    assert type(table.c.id.type) is Text
    assert not table.c.id.nullable
    assert not any(index.unique for index in table.indexes)
    assert not any(column.unique for column in table.columns)
    assert not name.startswith(("history_", "sqlite_"))
    assert name not in PLUMBING


@pytest.mark.parametrize("name", NAMES)
def test_references_wait_for_the_commit_and_say_what_happens_when_their_target_goes(
    name: str,
) -> None:
    for key in metadata().tables[name].foreign_keys:
        assert key.deferrable
        assert key.initially == "IMMEDIATE"
        assert key.onupdate is None
        assert key.column.name == "id"
        optional = key.parent.nullable
        assert key.ondelete in (("SET NULL",) if optional else ("CASCADE", "RESTRICT")), key
        assert key.parent.index, f"{key.parent} would be searched row by row"


def test_tables_refer_to_each_other_without_going_round() -> None:
    owners = {table.name: {key.column.table.name for key in table.foreign_keys} for table in TABLES}
    assert set(TopologicalSorter(owners).static_order()) == set(NAMES)


def test_the_file_has_the_references_that_the_models_declare(store: workspace.Store) -> None:
    for table in TABLES:
        found = store._raw.execute(f'PRAGMA foreign_key_list("{table.name}")').fetchall()
        in_file = {(row[3], row[2], row[4], row[5], row[6]) for row in found}
        declared = {
            (key.parent.name, key.column.table.name, "id", "NO ACTION", key.ondelete)
            for key in table.foreign_keys
        }
        assert in_file == declared


def test_no_model_has_rows_that_history_would_not_name(store: workspace.Store) -> None:
    """Relationships through a link table would write rows that have no id of their own."""
    configure_mappers()
    for mapper in SQLModel._sa_registry.mappers:
        for relationship in mapper.relationships:
            assert relationship.secondary is None
            assert relationship.lazy == "raise"
            assert not relationship.cascade.delete

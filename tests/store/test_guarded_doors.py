"""Reading cannot write, and nothing is written outside an edit."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, col, select

from studio.personas.model import Talent
from studio.store import workspace
from studio.store.schema import metadata

TABLES = [*sorted(metadata().tables), "meta", "asset_data"]
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


def test_a_reading_session_cannot_flush_an_entity(store: workspace.Store) -> None:
    def write() -> None:
        with store.read() as session:
            session.add(Talent(name="never"))
            session.commit()

    with pytest.raises(DatabaseError, match="readonly"):
        write()
    assert names(store) == []
    add(store, "works still")
    assert names(store) == ["works still"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE talent SET name = 'never'",
        "DELETE FROM talent",
        "DROP TABLE look",
        "PRAGMA user_version = 7",
        "INSERT INTO meta(key, value) VALUES('a', 'b')",
    ],
)
def test_a_reading_session_cannot_write_by_hand(store: workspace.Store, statement: str) -> None:
    add(store, "Zoë")

    def write() -> None:
        with store.read() as session:
            session.execute(text("PRAGMA query_only=OFF"))
            run(session, statement)
            session.commit()

    with pytest.raises(DatabaseError, match="readonly"):
        write()
    assert names(store) == ["Zoë"]


def test_a_reader_sees_one_moment_and_nothing_unfinished(store: workspace.Store) -> None:
    add(store, "one")
    with store.edit("Add two") as session:
        session.add(Talent(name="two"))
        session.flush()
        assert names(store) == ["one"]
    assert names(store) == ["one", "two"]


def test_entities_can_be_read_after_their_session(store: workspace.Store) -> None:
    add(store, "Zoë")
    with store.read() as session:
        found = session.exec(select(Talent)).one()
    assert (found.name, found.kind) == ("Zoë", "persona")


@pytest.mark.parametrize("table", TABLES)
def test_nothing_can_be_written_outside_an_edit(store: workspace.Store, table: str) -> None:
    raw = store._raw
    columns = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
    values = ", ".join(["'1'"] * len(columns))
    insert = f'INSERT INTO "{table}" VALUES({values})'
    raw.execute("PRAGMA foreign_keys=OFF")
    with pytest.raises(sqlite3.IntegrityError, match="write outside an edit"):
        raw.execute(insert)
    with store.edit("Put a row there") as session:
        run(session, insert)
    for statement in (
        f'UPDATE "{table}" SET "{columns[-1]}" = \'2\'',
        f'DELETE FROM "{table}"',
        insert.replace("INSERT", "INSERT OR REPLACE"),
    ):
        with pytest.raises(sqlite3.IntegrityError, match="write outside an edit"):
            raw.execute(statement)
    assert not raw.in_transaction
    with store.edit("Take it away") as session:
        run(session, f'DELETE FROM "{table}" WHERE "{columns[0]}" = \'1\'')


def test_a_session_kept_after_its_edit_cannot_write(store: workspace.Store) -> None:
    with store.edit("Add talent") as session:
        session.add(Talent(name="Zoë"))
    session.add(Talent(name="late"))
    with pytest.raises(DatabaseError, match="write outside an edit"):
        session.commit()
    session.close()
    assert names(store) == ["Zoë"]
    add(store, "works still")

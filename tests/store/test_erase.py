"""Forgetting a row on a raw connection, with tables richer than the features have."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from studio.store import connection, erase, references, search_index
from studio.store.erase import Forgotten, Tombstone
from studio.store.references import Edge
from studio.store.schema import PLUMBING
from studio.store.search_index import Searched

TABLES = """
CREATE TABLE asset(id TEXT PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL);
CREATE TABLE person(
    id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, born INTEGER NOT NULL,
    note TEXT, portrait_id TEXT REFERENCES asset(id)
);
CREATE TABLE look(
    id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    name TEXT NOT NULL, asset_id TEXT REFERENCES asset(id)
);
CREATE TABLE detail(
    id TEXT PRIMARY KEY, look_id TEXT NOT NULL REFERENCES look(id) ON DELETE CASCADE, words TEXT
);
CREATE TABLE casting(
    id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person(id) ON DELETE RESTRICT,
    look_id TEXT REFERENCES look(id) ON DELETE SET NULL, asset_id TEXT REFERENCES asset(id)
);
INSERT INTO asset VALUES
    ('a1', 'Portrait of Ulrike', 'h1'), ('a2', 'Coat of Ulrike', 'h2'), ('a3', 'Shared', 'h3'),
    ('a4', 'Twin of the portrait', 'h1'), ('a5', 'Formerly worn by Ulrike', 'h5');
INSERT INTO asset_data SELECT DISTINCT sha256, 1, CAST(sha256 AS BLOB) FROM asset;
INSERT INTO person VALUES
    ('p', 'Ulrike Zängerle', 'human', 1990, 'likes tea', 'a1'),
    ('q', 'Other', 'human', 1, '', NULL);
INSERT INTO look VALUES('l', 'p', 'Ulrike in a coat', 'a2'), ('m', 'q', 'Other', 'a3');
INSERT INTO detail VALUES('d', 'l', 'Ulrike has a scar'), ('e', 'm', 'none');
INSERT INTO casting VALUES('c', 'p', 'l', 'a3'), ('k', 'q', 'm', NULL);
INSERT INTO history_step VALUES
    (1, 'u1', 'u1', 'do', NULL, 'Ada', 'Add', '', 0, 1, 0),
    (2, 'u2', 'u2', 'do', NULL, 'Ada', 'Type', '', 0, 1, 0);
INSERT INTO history_row(step, tbl, pk, op, before, after) VALUES
    (1, 'person', 'p', 'i', NULL, '{"id": "p", "name": "Ulrike Neumann", "kind": "human"}'),
    (2, 'person', 'p', 'u', '{"name": "Ulrike Neumann"}', '{"name": "Ulrike Zängerle"}'),
    (1, 'look', 'gone', 'd', '{"id": "gone", "person_id": "p", "name": "Ulrike",
        "asset_id": "a5"}', NULL),
    (1, 'look', 'gone', 'u', '{"name": "Ulrikes"}', '{"name": "Ulrike"}'),
    (1, 'detail', 'lost', 'd', '{"id": "lost", "look_id": "gone", "words": "Ulrike"}', NULL),
    (1, 'asset', 'a5', 'i', NULL, '{"id": "a5", "name": "Ulrike", "sha256": "h5"}'),
    (2, 'person', 'q', 'u', '{"name": "One"}', '{"name": "Other"}'),
    (2, 'casting', 'c', 'i', NULL, '{"id": "c", "person_id": "p"}');
"""
EDGES = (
    Edge("person", "portrait_id", "asset", cascades=False),
    Edge("look", "person_id", "person", cascades=True),
    Edge("look", "asset_id", "asset", cascades=False),
    Edge("detail", "look_id", "look", cascades=True),
    Edge("casting", "person_id", "person", cascades=False),
    Edge("casting", "look_id", "look", cascades=False),
    Edge("casting", "asset_id", "asset", cascades=False),
    Edge("slot", "person_id", "person", cascades=True),  # of a schema later than this file's
)
STONE = Tombstone(
    "person", "p", {"kind": "erased", "name": "Erased"}, {"at": "2031-05-04", "by": "Ada"}
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "raw.db"


@pytest.fixture
def raw(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[sqlite3.Connection]:
    monkeypatch.setattr(references, "edges", lambda: EDGES)
    kinds = {"person": Searched("person", ("name",), ("note",))}
    monkeypatch.setattr(search_index, "searched", lambda: kinds)
    connection.make_empty(path)
    with closing(connection.connect_writer(path)) as opened:
        opened.executescript(PLUMBING + TABLES)
        yield opened


def erased(raw: sqlite3.Connection) -> Forgotten:
    raw.execute("BEGIN")
    gone = erase.forget(raw, STONE)
    raw.execute("COMMIT")
    assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    return gone


def ids(raw: sqlite3.Connection, table: str) -> list[str]:
    return [pk for (pk,) in raw.execute(f"SELECT id FROM {table} ORDER BY id")]


def test_the_row_stays_as_an_empty_place_for_what_points_at_it(raw: sqlite3.Connection) -> None:
    erased(raw)
    kept = raw.execute("SELECT * FROM person ORDER BY id").fetchall()
    assert kept[0] == ("p", "Erased", "erased", 0, None, None)
    assert kept[1][1] == "Other"
    assert raw.execute("SELECT * FROM casting").fetchall() == [
        ("c", "p", None, "a3"),
        ("k", "q", "m", None),
    ]


def test_parts_of_parts_go_and_those_of_others_stay(raw: sqlite3.Connection) -> None:
    erased(raw)
    assert (ids(raw, "look"), ids(raw, "detail")) == (["m"], ["e"])


def test_the_history_of_the_row_and_of_its_parts_past_and_present_goes(
    raw: sqlite3.Connection,
) -> None:
    gone = erased(raw)
    left = raw.execute("SELECT tbl, pk FROM history_row ORDER BY id").fetchall()
    assert left == [("person", "q"), ("casting", "c")]
    assert gone.rows["look"] == {"l", "gone"}
    assert gone.rows["detail"] == {"d", "lost"}


def test_what_the_row_said_of_itself_is_told_to_look_for_it_elsewhere(
    raw: sqlite3.Connection,
) -> None:
    assert erased(raw).words == {"Ulrike Zängerle", "Ulrike Neumann", "likes tea"}


def test_assets_that_only_it_named_go_and_bytes_that_others_name_stay(
    raw: sqlite3.Connection,
) -> None:
    gone = erased(raw)
    assert ids(raw, "asset") == ["a3", "a4"]
    assert gone.digests == {"h2", "h5"}  # h1 are the bytes of a4 as well
    kept = raw.execute("SELECT sha256 FROM asset_data ORDER BY 1").fetchall()
    assert kept == [("h1",), ("h3",)]


def test_a_line_tells_when_and_by_whom_but_not_of_whom(raw: sqlite3.Connection) -> None:
    erased(raw)
    (line,) = raw.execute("SELECT value FROM meta WHERE key = 'erased.p'").fetchone()
    assert json.loads(line) == {
        "table": "person",
        "at": "2031-05-04",
        "by": "Ada",
        "assets": ["h2", "h5"],
    }


def test_a_second_run_finds_nothing_more_and_tells_the_same_assets(
    raw: sqlite3.Connection,
) -> None:
    first, second = erased(raw), erased(raw)
    assert second.digests == first.digests
    assert second.words == set()
    assert ids(raw, "asset") == ["a3", "a4"]


def test_a_file_that_does_not_know_the_row_or_the_table_stays_as_it_is(
    raw: sqlite3.Connection,
) -> None:
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("DELETE FROM person WHERE id = 'p'")
    raw.execute("DELETE FROM look WHERE person_id = 'p'")
    raw.execute("DELETE FROM detail WHERE look_id = 'l'")
    raw.execute("PRAGMA foreign_keys=ON")
    raw.execute("DELETE FROM casting WHERE person_id = 'p'")
    erased(raw)
    assert ids(raw, "person") == ["q"]
    raw.executescript("PRAGMA foreign_keys=OFF; DROP TABLE person")
    raw.execute("BEGIN")
    assert erase.forget(raw, STONE) == Forgotten()
    raw.execute("ROLLBACK")


def test_no_byte_is_left_once_the_file_is_written_anew(raw: sqlite3.Connection, path: Path) -> None:
    erased(raw)
    erase.rewrite_all(raw)
    with path.open("rb") as file:  # one connection, and no transaction that a lock protects
        left = file.read()
    assert b"Ulrike" not in left
    assert "Zängerle".encode() not in left
    assert not path.with_name("raw.db-journal").exists() or not (
        path.with_name("raw.db-journal").stat().st_size
    )
    with pytest.raises(sqlite3.IntegrityError, match="write outside an edit"):
        raw.execute("DELETE FROM person")  # the triggers are there again

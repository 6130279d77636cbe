"""Files whose structure carries code or differs in any way: turned away before a row is read."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from studio.kernel.errors import Refused, Unreadable
from tests.store.guard.hostile import PAGE, alter, inputs, reword, turned_away

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"


@pytest.mark.parametrize("hostile", inputs())
def test_every_hostile_workspace_beside_the_project_is_turned_away(
    hostile: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    copy = folder / hostile.name
    copy.write_bytes(hostile.read_bytes())
    assert hostile.name in turned_away(copy, Refused, Unreadable)


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TRIGGER evil AFTER INSERT ON talent BEGIN DELETE FROM spot; END"],
        ["CREATE TRIGGER evil BEFORE DELETE ON panel BEGIN SELECT RAISE(IGNORE); END"],
        [f"CREATE VIEW evil AS {ENDLESS} SELECT x FROM n"],
        ["CREATE VIEW evil AS SELECT zeroblob(1000000000) AS data"],
        ["CREATE VIEW evil AS SELECT * FROM evil"],
        ["ALTER TABLE look RENAME TO old", "CREATE VIEW look AS SELECT * FROM old"],
        ["DROP TABLE super", f"CREATE VIEW super AS {ENDLESS} SELECT x AS id FROM n"],
        ["ALTER TABLE panel ADD COLUMN evil TEXT AS (hex(zeroblob(500000000)))"],
        ["ALTER TABLE panel ADD COLUMN extra TEXT"],
        ["ALTER TABLE panel DROP COLUMN light"],
        ["ALTER TABLE panel RENAME COLUMN light TO dark"],
        ["CREATE INDEX evil ON panel(lower(action))"],
        ["CREATE INDEX evil ON panel(action) WHERE length(action) > 3"],
        ["CREATE INDEX evil ON panel(action COLLATE NOCASE)"],
        ["DROP INDEX ix_panel_scene_id"],
        ["DROP INDEX ix_panel_scene_id", "CREATE INDEX ix_panel_scene_id ON panel(abs(scene_id))"],
        ["DROP INDEX ix_panel_scene_id", "CREATE INDEX ix_panel_scene_id ON panel(rank)"],
        ["CREATE TABLE extra(id INTEGER PRIMARY KEY AUTOINCREMENT)"],
        ["CREATE TABLE edit_context(only, step)"],
        ["ANALYZE"],
        ["CREATE VIRTUAL TABLE evil USING fts5(words)"],
        ["CREATE VIRTUAL TABLE evil USING rtree(id, a, b)"],
        ["DROP TABLE search"],
        ["DROP TABLE search_term"],
        ["DROP TABLE search_term", "CREATE VIRTUAL TABLE search_term USING fts5vocab(search, col)"],
        ["DROP TABLE meta"],
        ["DROP TABLE history_row"],
        [f"CREATE TABLE {'x' * 500_000}(y)"],
    ],
    ids=lambda statements: statements[-1][:60],
)
def test_a_file_with_anything_more_or_less_is_turned_away(
    statements: list[str], path: Path
) -> None:
    alter(path, *statements)
    is_less = len(statements) == 1 and statements[0].startswith("DROP")
    sentence = turned_away(path, Unreadable if is_less else Refused)
    assert sentence.startswith("“theirs.studio” ")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("panel", "light TEXT NOT NULL", "light TEXT NOT NULL COLLATE NOCASE"),
        ("panel", "light TEXT NOT NULL", "light TEXT NOT NULL DEFAULT (zeroblob(1000000000))"),
        ("panel", "light TEXT NOT NULL", "light TEXT NOT NULL CHECK(length(light) < 9)"),
        ("panel", "light TEXT NOT NULL", "light TEXT AS (hex(randomblob(9999999)))"),
        ("panel", "light TEXT NOT NULL", "light TEXT"),
        ("panel", "light TEXT NOT NULL", "light BLOB NOT NULL"),
        ("panel", "light TEXT NOT NULL", 'light "TEXT NOT NULL"'),
        ("panel", "ON DELETE CASCADE", "ON DELETE SET NULL"),
        ("panel", "REFERENCES scene", "REFERENCES talent"),
        ("panel", "PRIMARY KEY (id)", "PRIMARY KEY (id COLLATE NOCASE)"),
        ("panel", "PRIMARY KEY (id)", "PRIMARY KEY (id) ON CONFLICT REPLACE"),
        ("panel", "CREATE TABLE panel", "CREATE TABLE panel /* /* /* */"),
        ("history_step", "'barrier'", "'barrier', 'evil'"),
        ("history_step", "'barrier'", "'barrier', load_extension('evil')"),
        ("ix_panel_scene_id", "(scene_id)", "(lower(scene_id))"),
        ("ix_panel_scene_id", "CREATE INDEX", "CREATE UNIQUE INDEX"),
        ("search", "tokenize='ascii'", "tokenize='porter'"),
        ("search", "USING fts5", "USING fts3"),
    ],
)
def test_a_structure_that_reads_otherwise_is_turned_away(
    name: str, old: str, new: str, path: Path
) -> None:
    reword(path, name, old, new)
    turned_away(path, Refused, Unreadable)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sqlite_master SET rootpage = 1 WHERE name = 'panel'",
        "UPDATE sqlite_master SET rootpage = 99999999 WHERE name = 'panel'",
        "UPDATE sqlite_master SET rootpage = -1 WHERE name = 'panel'",
        "UPDATE sqlite_master SET rootpage = 2 WHERE name = 'panel'",
        "UPDATE sqlite_master SET type = 'view' WHERE name = 'panel'",
        "UPDATE sqlite_master SET tbl_name = 'talent' WHERE name = 'ix_panel_scene_id'",
        "UPDATE sqlite_master SET sql = NULL WHERE name = 'ix_panel_scene_id'",
        "UPDATE sqlite_master SET sql = x'ff' WHERE name = 'panel'",
        "UPDATE sqlite_master SET name = CAST(x'ff' AS TEXT) WHERE name = 'panel'",
        "UPDATE sqlite_master SET sql = 'SELECT 1' WHERE name = 'panel'",
        "INSERT INTO sqlite_master SELECT * FROM sqlite_master WHERE name = 'panel'",
        "INSERT INTO sqlite_master SELECT * FROM sqlite_master",
        "DELETE FROM sqlite_master",
    ],
)
def test_a_tampered_table_of_contents_is_turned_away(statement: str, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA writable_schema=ON")
        raw.execute(statement)
    turned_away(path, Unreadable, Refused)


def test_a_table_of_contents_that_goes_on_for_ever_is_turned_away_in_time(path: Path) -> None:
    content = bytearray(path.read_bytes())
    count = len(content) // PAGE
    entry = _entry("index", "sqlite_autoindex_panel_1", "panel", 2)
    pages = [_inner(count + 1, 100, bytes(content[:100]))]
    pages += [_inner(count + 2, 0, b""), _inner(count + 3, 0, b""), _leaf(entry)]
    content[:PAGE] = pages[0]
    for page in pages[1:]:
        content += page
    content[28:32] = (count + 3).to_bytes(4)
    path.write_bytes(content)
    turned_away(path, Unreadable, Refused)


def _inner(child: int, start: int, before: bytes) -> bytes:
    """Return a page of a table all of whose children are one and the same."""
    cells = 1500
    body = b"".join(child.to_bytes(4) + b"\1" for _number in range(cells))
    first = PAGE - len(body)
    head = b"\5\0\0" + cells.to_bytes(2) + first.to_bytes(2) + b"\0" + child.to_bytes(4)
    places = b"".join((first + 5 * number).to_bytes(2) for number in range(cells))
    page = before + head + places
    return page + bytes(first - len(page)) + body


def _leaf(cell: bytes) -> bytes:
    first = PAGE - len(cell)
    head = b"\x0d\0\0" + (1).to_bytes(2) + first.to_bytes(2) + b"\0" + first.to_bytes(2)
    return head + bytes(first - len(head)) + cell


def _entry(kind: str, name: str, table: str, root: int) -> bytes:
    words = [word.encode() for word in (kind, name, table)]
    head = b"".join(bytes([13 + 2 * len(word)]) for word in words) + b"\1\0"
    record = bytes([len(head) + 1]) + head + b"".join(words) + bytes([root])
    return bytes([len(record), 1]) + record

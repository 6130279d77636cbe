"""Files as the first revision made them, full of rows, and a chain that goes on from there.

Nothing here knows today's models: the rows are written into whatever columns the revision made.
"""

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from studio.store import connection, structure
from studio.store.schema import APPLICATION_ID
from studio.store.triggers import quoted
from studio.store.upgrades import chain

LATER = Path(__file__).with_name("later")
SPOTS, PANELS, TALENTS = 4, 60, 3
Row = dict[str, Any]
Rows = dict[str, list[Row]]


def chain_of(folder: Path, last: int = 3) -> Path:
    """Return a new folder with the program's first revision, and ours up to the last one."""
    folder.mkdir()
    files = [*chain.REVISIONS.glob("s0001_*.*"), *LATER.glob("s*.py")]
    for file in files:
        if int(file.name[1:5]) <= last:
            shutil.copy(file, folder)
    return folder


def make_first_file(path: Path) -> None:
    """Make a workspace of schema 1 with spots, panels, talents, pictures and history."""
    connection.make_empty(path)
    with closing(connection.connect_writer(path)) as raw:
        chain.make(raw, chain.read()[:1])
        raw.execute("BEGIN")
        for table, values in _rows():
            insert(raw, table, values)
        raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
        raw.execute("PRAGMA user_version=1")
        raw.execute("COMMIT")
        raw.execute("PRAGMA journal_mode=DELETE")


def insert(raw: sqlite3.Connection, table: str, values: Mapping[str, object]) -> None:
    """Insert a row; columns that must not be empty and are not told get '' or 0."""
    row = dict(values)
    for _place, name, type_, notnull, _default, key in raw.execute(f"PRAGMA table_info({table})"):
        if notnull and not key:
            row.setdefault(name, 0 if type_ == "INTEGER" else "")
    names = ", ".join(quoted(name) for name in row)
    marks = ", ".join("?" * len(row))
    raw.execute(f"INSERT INTO {table}({names}) VALUES({marks})", tuple(row.values()))


def _rows() -> Iterator[tuple[str, dict[str, object]]]:
    told = {"document": "first", "created_by": "Persona Studio 0.1.0", "oldest_reader": "1"}
    for key, value in told.items():
        yield "meta", {"key": key, "value": value}
    for n in range(TALENTS):
        yield "talent", {"id": f"t{n}", "kind": "persona", "name": f"Zoë {n}", "handle": f"@zoe{n}"}
        yield "look", {"id": f"l{n}", "talent_id": f"t{n}", "recipe": "{}" * 400}
    for n in range(SPOTS):
        yield "spot", {"id": f"s{n}", "title": f"Spot {n}", "client": f"Client {n % 2}"}
        yield "scene", {"id": f"c{n}", "spot_id": f"s{n}"}
    for n in range(PANELS):
        yield "panel", {"id": f"p{n}", "scene_id": f"c{n % SPOTS}", "action": f"action {n} " * 250}
        cast = {"id": f"m{n}", "panel_id": f"p{n}", "talent_id": f"t{n % TALENTS}"}
        yield "cast_member", {**cast, "look_id": f"l{n % TALENTS}"}
        yield "super", {"id": f"u{n}", "panel_id": f"p{n}", "words": "" if n % 5 == 0 else "Now!"}
    for n in range(3):
        data = bytes([n]) * 40_000
        digest = hashlib.sha256(data).hexdigest()
        yield "asset_data", {"sha256": digest, "size": len(data), "data": data}
        yield "asset", {"id": f"a{n}", "sha256": digest, "size": len(data)}
    for n in range(1, 31):
        step = {"id": n, "uuid": f"step {n}", "edit_uuid": f"edit {n}", "kind": "do"}
        yield "history_step", {**step, "label": "Add talent", "open": int(n == 30)}
        row = {"id": n, "step": n, "tbl": "talent", "pk": "t0", "op": "u"}
        yield "history_row", {**row, "before": "{}", "after": '{"name": "Zoë"}'}


def rows_of(path: Path) -> Rows:
    """Return all rows of all tables, without the search index; the file must not be open."""
    with closing(sqlite3.connect(path)) as raw:
        raw.row_factory = sqlite3.Row
        tables = structure.tables(raw) - {"search_row"}
        return {
            table: [dict(row) for row in raw.execute(f"SELECT * FROM {table} ORDER BY 1")]
            for table in sorted(tables)
        }


def facts_of(path: Path) -> frozenset[structure.Fact]:
    """Return the file's structure."""
    with closing(sqlite3.connect(path)) as raw:
        return structure.facts(raw)


def value(path: Path, query: str) -> Any:
    """Return the first value that a query finds."""
    with closing(sqlite3.connect(path)) as raw:
        found = raw.execute(query).fetchone()
        return None if found is None else found[0]


def alter(path: Path, *statements: str) -> None:
    """Change a file behind our back, with SQLite alone."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for statement in statements:
            raw.execute(statement)

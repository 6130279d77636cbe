"""TEMP triggers that let the database itself record every row that changes.

They live on the one writing connection only, are made from the file's own tables, and
abort any write outside an edit; maintenance is an edit without a step, and not recorded.
`json_group_object` is used because `json_object` stops at 63 columns and `json_patch` drops
NULLs. Measured: bulk updates and cascades are all caught, where hooks of the ORM see none.
"""

import sqlite3

from studio.store import structure
from studio.store.schema import BOOKKEEPING, UNTRACKED

_EVENTS = ("insert", "update", "delete")


def quoted(name: str) -> str:
    """Return an identifier safe to put into SQL."""
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def install(raw: sqlite3.Connection) -> int:
    """Make the edit context and all triggers anew on this connection; return how many."""
    raw.execute("DROP TABLE IF EXISTS temp.edit_context")
    raw.execute("CREATE TEMP TABLE edit_context(only INTEGER PRIMARY KEY CHECK(only = 1), step)")
    for (old,) in raw.execute(
        "SELECT name FROM sqlite_temp_master WHERE type = 'trigger'"
    ).fetchall():
        raw.execute(f"DROP TRIGGER temp.{quoted(old)}")
    count = 0
    for name in sorted(structure.tables(raw) - BOOKKEEPING):
        statements = _guards(name) + ([] if name in UNTRACKED else _recorders(raw, name))
        for statement in statements:
            raw.execute(statement)
        count += len(statements)
    return count


def _guards(table: str) -> list[str]:
    return [
        f"CREATE TEMP TRIGGER {quoted(f'guard_{event}_{table}')} BEFORE {event.upper()} "
        f"ON main.{quoted(table)} WHEN (SELECT count(*) FROM edit_context) = 0 "
        "BEGIN SELECT RAISE(ABORT, 'write outside an edit'); END"
        for event in _EVENTS
    ]


def _recorders(raw: sqlite3.Connection, table: str) -> list[str]:
    columns = [row[1] for row in raw.execute(f"PRAGMA main.table_info({quoted(table)})")]
    moved = " OR ".join(f"OLD.{quoted(c)} IS NOT NEW.{quoted(c)}" for c in columns)
    old, new = _image("OLD", columns), _image("NEW", columns)
    old_moved = _image("OLD", columns, only_moved=True)
    new_moved = _image("NEW", columns, only_moved=True)
    return [
        _recorder(table, "insert", "NEW", "NULL", new),
        _recorder(table, "delete", "OLD", old, "NULL"),
        _recorder(table, "update", "OLD", old_moved, new_moved, when=f"WHEN {moved} "),
    ]


def _image(row: str, columns: list[str], *, only_moved: bool = False) -> str:
    """Return SQL for a JSON object of a row's columns, all or those that an update moved."""
    parts = []
    for column in columns:
        name = quoted(column)
        where = f" WHERE OLD.{name} IS NOT NEW.{name}" if only_moved else ""
        parts.append(f"SELECT {_literal(column)} AS k, {row}.{name} AS v{where}")
    return f"(SELECT json_group_object(k, v) FROM ({' UNION ALL '.join(parts)}))"


def _recorder(table: str, event: str, row: str, before: str, after: str, when: str = "") -> str:
    return (
        f"CREATE TEMP TRIGGER {quoted(f'record_{event}_{table}')} AFTER {event.upper()} "
        f"ON main.{quoted(table)} {when}BEGIN "
        "INSERT INTO history_row(step, tbl, pk, op, before, after) "
        f'SELECT step, {_literal(table)}, {row}."id", {_literal(event[0])}, {before}, {after} '
        "FROM edit_context WHERE step IS NOT NULL; END"
    )

"""What rows were, as the log and the newest snapshot tell: to fill the holes of a damaged file."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from studio.store.backups import assets
from studio.store.guard import rows as guard_rows
from studio.store.guard.rows import Table
from studio.store.salvage.file import Kept
from studio.store.salvage.pages import Value
from studio.store.triggers import quoted

Row = dict[str, Value]
Place = tuple[str, Value]
"""A table's name and the key of a row."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of a row's past: its columns, as far as told; None when it was deleted."""

    columns: Row | None
    step: int
    """The last step that tells of it."""


@dataclass(slots=True)
class Snapshot:
    """What the newest snapshot holds; nothing where there is none, or none to be read."""

    rows: dict[str, dict[Value, Row]] = field(default_factory=dict)
    last_step: int = 0
    is_read: bool = False


def read_snapshot(path: Path | None, tables: Mapping[str, Kept]) -> Snapshot:
    """Return all rows of the snapshot, of the tables and columns that are still known."""
    found = Snapshot()
    if path is None:
        return found
    with suppress(sqlite3.Error, OSError, UnicodeError), _reading(path) as raw:
        for name, kept in tables.items():
            if name != "asset_data":
                found.rows[name] = {row[kept.key]: row for row in _rows(raw, kept)}
        found.is_read = True
    if _is_of_another(found, tables["meta"]):
        return Snapshot()
    steps = found.rows.get("history_step", {})
    found.last_step = max((key for key in steps if isinstance(key, int)), default=0)
    return found


def _is_of_another(found: Snapshot, meta: Kept) -> bool:
    """Tell whether the snapshot is certainly not of this workspace: its rows would be strangers."""
    here = meta.rows.get("document")
    there = found.rows.get("meta", {}).get("document")
    return here is not None and there is not None and here["value"] != there["value"]


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as raw:
        raw.execute("PRAGMA trusted_schema=OFF")
        raw.execute("PRAGMA cell_size_check=ON")
        yield raw


def _rows(raw: sqlite3.Connection, kept: Kept) -> Iterator[Row]:
    names = [row[1] for row in raw.execute(f"PRAGMA table_info({quoted(kept.table.name)})")]
    there = [name for name in kept.table.names if name in names]
    if not there:
        return
    columns = ", ".join(map(quoted, there))
    for values in raw.execute(f"SELECT {columns} FROM {quoted(kept.table.name)}"):
        row = dict(zip(there, values, strict=True))
        if (whole := kept.completed(row)) is not None:
            yield whole


@contextmanager
def kept_assets(snapshot: Path | None) -> Iterator[Callable[[str], bytes | None]]:
    """Give what finds the bytes of a hash beside the snapshot; None where they are not sound."""
    if snapshot is None:
        yield lambda _digest: None
        return
    with assets.reading(snapshot.parent) as raw:
        yield lambda digest: None if raw is None else assets.get(raw, digest)


def join_logs(kept: Mapping[str, Kept], snapshot: Snapshot) -> None:
    """Give the log back what only the snapshot still has of it.

    Not where a barrier came later: what was erased for good must not come back.
    """
    steps, rows = kept["history_step"], kept["history_row"]
    if (steps.is_whole and rows.is_whole) or last_barrier(steps) > snapshot.last_step:
        return
    for log in (steps, rows):
        for key, row in snapshot.rows.get(log.table.name, {}).items():
            # An open last step of the snapshot may have been rewritten since.
            if key not in log.rows and row.get("step", row.get("id")) != snapshot.last_step:
                log.rows[key] = row


def last_barrier(steps: Kept) -> int:
    """Return the last step after which rows may differ from what the log tells; 0 for none."""
    numbers = (row["id"] for row in steps.rows.values() if row["kind"] == "barrier")
    return max((number for number in numbers if isinstance(number, int)), default=0)


def memories(log: Kept, snapshot: Snapshot, tables: Iterable[Table]) -> dict[Place, Memory]:
    """Return what every row was at last: as in the snapshot, and moved as the log tells since."""
    known = {table.name for table in tables}
    found: dict[Place, Memory] = {
        (name, key): Memory(row, snapshot.last_step)
        for name, rows in snapshot.rows.items()
        if name in known
        for key, row in rows.items()
    }
    for row in sorted(log.rows.values(), key=_order):
        place = (str(row["tbl"]), row["pk"])
        step = row["step"]
        old = found.get(place)
        if not isinstance(step, int) or (old is not None and step < old.step):
            continue
        with suppress(ValueError, RecursionError):
            after = guard_rows.parsed(row["after"])
            before = (old.columns if old else None) if row["op"] == "u" else None
            found[place] = Memory(None if after is None else {**(before or {}), **after}, step)
    return found


def _order(row: Row) -> tuple[int, int]:
    step, number = row["step"], row["id"]
    return (step if isinstance(step, int) else 0, number if isinstance(number, int) else 0)

"""The search index: kept by each edit inside its own transaction, and made anew when in doubt.

Triggers could not keep it (they fail on FTS5 under `trusted_schema=OFF`). `search_row` holds the
plain words of each row, `search` is the FTS5 index over them. Both can be lost at any time:
copies, restores and salvage leave them out, and the next edit makes them anew.
"""

import hashlib
import logging
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Table

from studio.store.schema import metadata
from studio.store.search_words import BREAK, plain
from studio.store.triggers import quoted

_log = logging.getLogger(__name__)

_FORMAT = 1
"""To be raised when the same rows would be indexed in another way."""
CURRENT = "SELECT 1 FROM search_row WHERE tbl = '' AND pk = ?"
"""Finds something where the index is that of this `mark()`."""
_BATCH = 500
_ADD = "INSERT INTO main.search_row(tbl, pk, title, body) VALUES(?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Searched:
    """The columns of a table that search looks into: what its rows are known by, and the rest."""

    table: str
    titles: tuple[str, ...]
    bodies: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Return all of them, what the row is known by first."""
        return self.titles + self.bodies

    @property
    def select(self) -> str:
        """Return SQL for the id and the columns of all rows."""
        return _select(self)

    def words(self, values: tuple[str | None, ...]) -> tuple[str, str]:
        """Return the plain words of a row's columns: those of its titles, those of the rest."""
        known = [plain(str(value or "")) for value in values]
        here = len(self.titles)
        return BREAK.join(filter(None, known[:here])), BREAK.join(filter(None, known[here:]))


@cache
def _select(kind: Searched) -> str:
    names = ", ".join(quoted(name) for name in ("id", *kind.columns))
    return f"SELECT {names} FROM main.{quoted(kind.table)}"


@cache
def searched() -> Mapping[str, Searched]:
    """Return what search looks into, by table, as the models say in `columns`."""
    found = (_of(table) for table in metadata().sorted_tables)
    return {one.table: one for one in found if one.columns}


def _of(table: Table) -> Searched:
    def those(role: str) -> tuple[str, ...]:
        return tuple(c.name for c in table.columns if c.info.get("searched") == role)

    return Searched(table.name, those("title"), those("body"))


@cache
def mark() -> str:
    """Return what tells an index of these columns from others."""
    told = repr((_FORMAT, sorted((s.table, s.titles, s.bodies) for s in searched().values())))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def follow(raw: sqlite3.Connection, moved: Mapping[str, Iterable[str]]) -> None:
    """Bring the index up to date with the rows an edit moved: last act before its commit.

    An index that is missing, of other columns, or damaged is made anew: it never stops an edit.
    """
    if not is_current(raw):
        rebuild(raw)
        return
    raw.execute("SAVEPOINT search_follows")
    try:
        _bring(raw, moved)
        # Lets FTS5 write now what it would keep for the commit, and then let fail.
        raw.execute("SAVEPOINT search_followed")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        _log.warning("the search index is damaged and made anew: %s", error)
        raw.execute("ROLLBACK TO search_follows")
        rebuild(raw)
    raw.execute("RELEASE search_follows")


def is_current(raw: sqlite3.Connection) -> bool:
    """Tell whether the index is there, for the columns of today."""
    return raw.execute(CURRENT, (mark(),)).fetchone() is not None


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row's place in the index (None: not there yet), its words there, and its words now."""

    number: int | None
    table: str
    pk: str
    was: tuple[str, str]
    now: tuple[str, str]


def _bring(raw: sqlite3.Connection, moved: Mapping[str, Iterable[str]]) -> None:
    entries = [
        entry
        for table in sorted(searched().keys() & moved.keys())
        for ids in _batches(sorted(moved[table]))
        for entry in _stale(raw, searched()[table], ids)
    ]
    # FTS5 writes out all it holds whenever a smaller number follows a larger one.
    known = sorted((e for e in entries if e.number is not None), key=lambda e: e.number or 0)
    raw.executemany(
        "INSERT INTO main.search(search, rowid, title, body) VALUES('delete', ?, ?, ?)",
        [(e.number, *e.was) for e in known],
    )
    kept = [e for e in known if any(e.now)]
    raw.executemany(
        "UPDATE main.search_row SET title = ?, body = ? WHERE id = ?",
        [(*e.now, e.number) for e in kept],
    )
    raw.executemany(
        "DELETE FROM main.search_row WHERE id = ?", [(e.number,) for e in known if not any(e.now)]
    )
    insert = "INSERT INTO main.search(rowid, title, body) VALUES(?, ?, ?)"
    raw.executemany(insert, [(e.number, *e.now) for e in kept])
    for entry in entries:
        if entry.number is None:
            values = (entry.table, entry.pk, *entry.now)
            raw.execute(insert, (raw.execute(_ADD, values).lastrowid, *entry.now))


def _batches(ids: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]


def _stale(raw: sqlite3.Connection, kind: Searched, ids: list[str]) -> Iterator[_Entry]:
    """Return what the index must learn of these rows of one table."""
    among = f"IN ({', '.join('?' * len(ids))})"
    rows = raw.execute(f"{kind.select} WHERE id {among}", ids).fetchall()
    now = {pk: kind.words(tuple(values)) for pk, *values in rows}
    query = f"SELECT pk, id, title, body FROM main.search_row WHERE tbl = ? AND pk {among}"
    kept = {pk: entry for pk, *entry in raw.execute(query, (kind.table, *ids)).fetchall()}
    for pk in ids:
        number, *was = kept.get(pk, (None, "", ""))
        entry = _Entry(number, kind.table, pk, (was[0], was[1]), now.get(pk, ("", "")))
        if entry.was != entry.now:
            yield entry


def outdate(raw: sqlite3.Connection) -> None:
    """Let the next edit make the index anew: rows have changed that it was not told of."""
    raw.execute("DELETE FROM main.search_row WHERE tbl = ''")


def rebuild(raw: sqlite3.Connection) -> None:
    """Make the index anew from all rows, inside the running transaction."""
    raw.execute("DELETE FROM main.search_row")
    raw.execute(_ADD, ("", mark(), "", ""))
    for kind in searched().values():
        raw.executemany(_ADD, _entries(raw, kind))
    raw.execute("INSERT INTO main.search(search) VALUES('rebuild')")


def _entries(raw: sqlite3.Connection, kind: Searched) -> Iterator[tuple[str, str, str, str]]:
    for pk, *values in raw.execute(f"{kind.select} ORDER BY id"):
        words = kind.words(tuple(values))
        if any(words):
            yield kind.table, pk, *words


def optimize(raw: sqlite3.Connection) -> None:
    """Let nothing of removed entries stay in the index, and searches be fastest."""
    raw.execute("INSERT INTO main.search(search) VALUES('optimize')")

"""The damaged file and what its tables still hold: only read, and never by SQLite.

Which table a leaf belongs to is told by the trees; of leaves that no tree leads to any more,
by what their rows look like.
"""

import mmap
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from studio.store.guard import rollback
from studio.store.guard.rows import LARGEST_NUMBER, Column, Table
from studio.store.salvage import pages
from studio.store.salvage.pages import Cell, Record, Source, Value
from studio.store.triggers import quoted

PAGE_SIZE = 16384
_LARGEST = 1 << 40
_LONGEST_ID = 64


class File:
    """Pages of a file, with a broken-off edit taken back where its journal lies beside."""

    def __init__(self, data: mmap.mmap, old: rollback.Rollback | None, journal: bytes) -> None:
        """Take the bytes of the file, and of its journal."""
        size = int.from_bytes(data[16:18])
        size = 65536 if size == 1 else size
        usual = size >= 512 and size & (size - 1) == 0 and len(data) % size == 0
        self.page_size = size if usual else PAGE_SIZE
        self.count = -(-len(data) // self.page_size)
        self._data = data
        self._old: Mapping[int, int] = {}
        if old is not None and old.page_size == self.page_size and old.page_count:
            self._old, self.count = old.offsets, old.page_count
        self._journal = journal

    def page(self, number: int) -> bytes:
        """Return the bytes of a page; none where there is no such page or it is cut short."""
        if not 1 <= number <= self.count:
            return b""
        if number in self._old:
            start = self._old[number]
            return self._journal[start : start + self.page_size]
        found = self._data[(number - 1) * self.page_size : number * self.page_size]
        return found if len(found) == self.page_size else b""


@contextmanager
def opened(path: Path) -> Iterator[File | None]:
    """Give the pages of the file, which is only read; None where there is nothing to read."""
    if path.stat().st_size < 512:
        yield None
        return
    journal = rollback.journal_of(path)
    old, said = None, b""
    with suppress(OSError):
        if journal.is_file() and rollback.is_hot(journal):
            old, said = rollback.read(journal, _LARGEST), journal.read_bytes()
    with (
        path.open("rb") as file,
        closing(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)) as data,
    ):
        yield File(data, old, said)


@dataclass(slots=True)
class Kept:
    """What is left of a table."""

    table: Table
    names: tuple[str, ...]
    """Its columns in the order in which this file has them."""
    missing: Mapping[str, Value]
    """What columns hold that rows from before do not have yet."""
    key: str
    """The column of the key: 'id', 'sha256', 'key'."""
    leaves: list[int] = field(default_factory=list)
    rows: dict[Value, dict[str, Value]] = field(default_factory=dict)
    live: set[Value] = field(default_factory=set)
    """Keys that the index of the keys knows."""
    is_whole: bool = False
    """No page and no row of it is gone."""
    is_index_whole: bool = False

    def row(self, cell: Cell, record: Record | None) -> dict[str, Value] | None:
        """Return a row by its columns; None when it cannot be one of this table."""
        if record is None or len(record) > len(self.names) or not record:
            return None
        found = dict(zip(self.names, record, strict=False))
        own = next((c for c in self.table.columns if c.name == self.key), None)
        # A whole number as key is the row's own number, and is not written twice.
        if own is not None and own.type == "INTEGER":
            if found.get(self.key) is not None:
                return None
            found[self.key] = cell.rowid
        return self.completed(found)

    def completed(self, row: Mapping[str, Value]) -> dict[str, Value] | None:
        """Return the row with all columns, if each value is what its column can hold."""
        found = {**self.missing, **row}
        if not all(c.name in found and _fits(c, found[c.name]) for c in self.table.columns):
            return None
        return {name: found[name] for name in self.table.names}


def _fits(column: Column, value: Value) -> bool:
    if value is None:
        return not column.required
    if column.type == "INTEGER":
        return isinstance(value, int) and abs(value) <= LARGEST_NUMBER
    if column.type == "BLOB":
        return isinstance(value, bytes)
    if not isinstance(value, str) or "\0" in value:
        return False
    return not column.is_id or 0 < len(value) <= _LONGEST_ID


Schema = dict[str, tuple[int, str]]
"""The root and the SQL of each table; of each index under its own name."""


def schema(source: Source) -> tuple[Schema, bool]:
    """Return what the file says of its tables, and whether all of that is left."""
    found: Schema = {}
    root = pages.tree(source, 1)
    whole = not root.lost
    for number in root.leaves:
        for cell in pages.cells(source, number):
            record = pages.decoded(pages.payload(source, cell))
            if record is None or len(record) != 5:
                whole = False
                continue
            _kind, name, _table, page, sql = record
            if isinstance(name, str) and isinstance(page, int):
                found[name] = (page, sql if isinstance(sql, str) else "")
    return found, whole and bool(found)


def columns_of(sql: str, table: Table) -> tuple[tuple[str, ...], dict[str, Value]]:
    """Return a table's columns in the order of the file's own SQL, ours where that is gone.

    With what columns hold that were added later, in rows that were not written since.
    """
    with closing(sqlite3.connect(":memory:")) as raw, suppress(sqlite3.Error):
        raw.set_authorizer(_only_tables)
        raw.execute(sql)
        raw.set_authorizer(None)
        found = raw.execute(f"PRAGMA table_info({quoted(table.name)})").fetchall()
        if found:
            plain = {row[1]: _plain(row[4]) for row in found if row[4] is not None}
            return tuple(row[1] for row in found), plain
    return table.names, {}


def _plain(default: str) -> Value:
    """Return the value of a default as SQL spells it."""
    if default.startswith("'"):
        return default[1:-1].replace("''", "'")
    with suppress(ValueError):
        return int(default)
    return None


def _only_tables(action: int, *_rest: str | None) -> int:
    plain = {
        sqlite3.SQLITE_CREATE_TABLE,
        sqlite3.SQLITE_INSERT,
        sqlite3.SQLITE_UPDATE,
        sqlite3.SQLITE_READ,
        sqlite3.SQLITE_CREATE_INDEX,
        sqlite3.SQLITE_REINDEX,
    }
    return sqlite3.SQLITE_OK if action in plain else sqlite3.SQLITE_DENY


def read_tree(source: Source, kept: Kept, root: int) -> set[int]:
    """Read what the tree of the table leads to; return its pages."""
    found = pages.tree(source, root)
    kept.is_whole = not found.lost
    for number in found.leaves:
        kept.leaves.append(number)
        if not read_leaf(source, kept, number):
            kept.is_whole = False
    return found.pages


def read_leaf(source: Source, kept: Kept, number: int) -> bool:
    """Read the rows of a leaf that are not known yet; tell whether all of it made sense."""
    said = int.from_bytes(source.page(number)[3:5]) if number > 1 else 0
    count, whole = 0, True
    for cell in pages.cells(source, number):
        count += 1
        row = kept.row(cell, pages.decoded(pages.payload(source, cell)))
        if row is None:
            whole = False
        else:
            kept.rows.setdefault(row[kept.key], row)
    return whole and count >= said


def orphans(source: Source, known: set[int]) -> list[int]:
    """Return the leaves of tables that no tree leads to."""
    return [
        number
        for number in range(2, source.count + 1)
        if number not in known and source.page(number)[:1] == bytes([pages.LEAF])
    ]


Likely = Callable[[Kept, Iterable[dict[str, Value]]], int]
"""How well rows go with a table: the more of what they refer to is known, the better."""


def fitting(source: Source, number: int, tables: Iterable[Kept]) -> int:
    """Return how many tables the rows of a leaf look like."""
    return len(_fitting(source, number, tables))


def place_orphan(source: Source, number: int, tables: Iterable[Kept], likely: Likely) -> bool:
    """Read a leaf into the table that its rows look like; tell whether there is one."""
    found = _fitting(source, number, tables)
    if not found:
        return False
    best = max(found, key=lambda one: likely(*one))[0]
    best.leaves.append(number)
    read_leaf(source, best, number)
    return True


def _fitting(
    source: Source, number: int, tables: Iterable[Kept]
) -> list[tuple[Kept, list[dict[str, Value]]]]:
    records = [(cell, pages.decoded(pages.payload(source, cell))) for cell in _few(source, number)]
    found = []
    for kept in tables:
        rows = [row for cell, record in records if (row := kept.row(cell, record)) is not None]
        if rows and 2 * len(rows) > len(records):
            found.append((kept, rows))
    return found


def _few(source: Source, number: int) -> list[Cell]:
    """Return the cells of a leaf that do not need many other pages to be read."""
    return [cell for cell in pages.cells(source, number) if cell.length < 1_000_000][:200]

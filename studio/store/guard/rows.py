"""Taking over rows: every value is looked at, and only sound ones reach the fresh workspace."""

import hashlib
import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from studio.store.guard.turned import Turned

LONGEST_TEXT = 1_000_000
LONGEST_IMAGE = 16_000_000
"""Characters of a row as history keeps it."""
LARGEST_NUMBER = 2**53
"""Beyond it numbers lose precision in JSON elsewhere; row numbers would run out."""

ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
"""Ids become parts of names of files: nothing that could lead elsewhere."""
_HASH = re.compile(r"[0-9a-f]{64}")
_RANK = re.compile(r"[0-9A-Za-z]{1,10000}")
_PIECE = 1 << 20
_LOG = ("history_step", "history_row")

Value = str | int | bytes | float | None
Row = tuple[Value, ...]


class Column(NamedTuple):
    """What our own file says of a column."""

    name: str
    type: str
    required: bool
    is_id: bool
    """It is the key of its row, or refers to one."""


class Table(NamedTuple):
    """What our own file says of a table."""

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return its columns' names."""
        return tuple(column.name for column in self.columns)


def quoted(name: str) -> str:
    """Return an identifier safe to put into SQL."""
    return '"' + name.replace('"', '""') + '"'


def table(ours: sqlite3.Connection, name: str) -> Table:
    """Return what our own file says of a table."""
    links = {row[3] for row in ours.execute(f"PRAGMA foreign_key_list({quoted(name)})")}
    columns = tuple(
        Column(
            column, type_, bool(required or key), (bool(key) and name != "meta") or column in links
        )
        for _place, column, type_, required, _default, key in ours.execute(
            f"PRAGMA table_info({quoted(name)})"
        )
    )
    return Table(name, columns)


def fault_of(column: Column, value: Value) -> str:
    """Return what is wrong with a value of this column; empty when nothing is."""
    if value is None:
        return "empty" if column.required else ""
    if column.type == "INTEGER":
        fine = isinstance(value, int) and abs(value) <= LARGEST_NUMBER
        return "" if fine else "no whole number"
    if not isinstance(value, str):
        return "no text"
    longest = LONGEST_IMAGE if column.name in ("before", "after") else LONGEST_TEXT
    if len(value) > longest or "\0" in value:
        return "too long" if len(value) > longest else "broken text"
    if column.is_id and not ID.fullmatch(value):
        return "no id"
    return "no rank" if column.name == "rank" and not _RANK.fullmatch(value) else ""


def checked(of: Table, rows: Iterator[Row]) -> Iterator[Row]:
    """Give the rows on; raise Turned at the first value that is not what its column holds."""
    for row in rows:
        for column, value in zip(of.columns, row, strict=True):
            if fault := fault_of(column, value):
                raise Turned("damaged", f"{of.name}.{column.name}: {fault}")
        yield row


def read(theirs: sqlite3.Connection, of: Table) -> Iterator[Row]:
    """Give all rows of a table of the file, in the order in which they lie there."""
    names = ", ".join(map(quoted, of.names))
    query = f"SELECT {names} FROM main.{quoted(of.name)} NOT INDEXED ORDER BY rowid"
    found: Iterator[Row] = theirs.execute(query)
    return checked(of, found)


def insert(of: Table) -> str:
    """Return our statement that writes a row of this table."""
    names = ", ".join(map(quoted, of.names))
    marks = ", ".join("?" * len(of.columns))
    return f"INSERT INTO main.{quoted(of.name)}({names}) VALUES({marks})"


def copy(theirs: sqlite3.Connection, ours: sqlite3.Connection, of: Table) -> int:
    """Take over all rows of a table; return how many."""
    return max(0, ours.executemany(insert(of), read(theirs, of)).rowcount)


# ------------------------------------------------------------------ history
def copy_history(
    theirs: sqlite3.Connection, ours: sqlite3.Connection, tables: Mapping[str, Table], schema: int
) -> None:
    """Take over the log, closed; raise Turned unless it speaks of known tables and columns."""
    steps, rows = (table(ours, name) for name in _LOG)
    schemas: dict[Value, Value] = {}

    def closed() -> Iterator[Row]:
        for row in read(theirs, steps):
            step = dict(zip(steps.names, row, strict=True))
            if not (isinstance(step["id"], int) and step["id"] > 0):
                raise Turned("damaged", "history: number of a step")
            schemas[step["id"]] = step["schema"]
            step["open"] = 0
            yield tuple(step.values())

    def known() -> Iterator[Row]:
        for row in read(theirs, rows):
            image = dict(zip(rows.names, row, strict=True))
            if schemas.get(image["step"]) is None:
                raise Turned("damaged", "history: a row of no step")
            now = schemas[image["step"]] == schema
            if fault := image_fault(image, tables if now else None):
                raise Turned("damaged", f"history: {fault}")
            yield row

    ours.executemany(insert(steps), closed())
    ours.executemany(insert(rows), known())


def image_fault(row: Mapping[str, Value], tables: Mapping[str, Table] | None) -> str:
    """Return what is wrong with a row of the log; `tables` None: it is of an older schema."""
    of = tables.get(str(row["tbl"])) if tables is not None else None
    if tables is not None and of is None:
        return "unknown table"
    if not ID.fullmatch(str(row["pk"])) or not ID.fullmatch(str(row["tbl"])):
        return "no id"
    try:
        images = [parsed(row[side]) for side in ("before", "after")]
    except (ValueError, RecursionError):
        return "no JSON"
    if (row["op"], *(image is not None for image in images)) not in _SIDES:
        return "sides"
    for image in images:
        if image and (fault := _columns_fault(of, image, whole=row["op"] != "u")):
            return fault
    return ""


_SIDES = {("i", False, True), ("u", True, True), ("d", True, False)}


def _columns_fault(of: Table | None, image: Mapping[str, Value], *, whole: bool) -> str:
    if of is None:
        return "" if all(ID.fullmatch(name) for name in image) else "unknown column"
    columns = {column.name: column for column in of.columns}
    if not image.keys() <= columns.keys() or (whole and image.keys() != columns.keys()):
        return "unknown column"
    faults = (fault_of(columns[name], value) for name, value in image.items())
    return next(filter(None, faults), "")


def parsed(text: Value) -> dict[str, Value] | None:
    """Return the columns that a row of the log names; raise ValueError when it makes no sense."""
    if text is None:
        return None
    if not isinstance(text, str):
        raise ValueError("no text")  # noqa: TRY004 - told like everything else that is wrong
    found = json.loads(
        text, object_pairs_hook=_unique, parse_float=_refused, parse_constant=_refused
    )
    if not isinstance(found, dict):
        raise ValueError("no object")  # noqa: TRY004
    if not all(isinstance(v, str | int | None) and not isinstance(v, bool) for v in found.values()):
        raise ValueError("no plain value")
    for value in found.values():
        if isinstance(value, str):
            value.encode()  # raises for halves of characters, which the file could not hold
    return found


def _unique(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a column twice")
    return found


def _refused(word: str) -> Value:
    raise ValueError(word)


# ------------------------------------------------------------------ bytes of assets
_ASSETS = (
    "SELECT rowid, sha256, size, typeof(data), length(data) FROM main.asset_data "
    "NOT INDEXED ORDER BY rowid"
)


def copy_assets(
    theirs: sqlite3.Connection,
    ours: sqlite3.Connection,
    largest: int,
    tell: Callable[[int], None],
) -> int:
    """Take over the bytes of assets piece by piece; raise Turned where a hash is not theirs."""
    count = 0
    for rowid, digest, size, kind, length in theirs.execute(_ASSETS):
        if not isinstance(digest, str) or not _HASH.fullmatch(digest) or kind != "blob":
            raise Turned("damaged", "asset_data: types")
        if not isinstance(size, int) or size != length or not 0 <= size <= largest:
            raise Turned("damaged", "asset_data: size")
        cursor = ours.execute(
            "INSERT INTO asset_data(sha256, size, data) VALUES(?, ?, zeroblob(?))",
            (digest, size, size),
        )
        if _stream(theirs, ours, (rowid, int(cursor.lastrowid or 0)), tell) != digest:
            raise Turned("damaged", "asset_data: hash")
        count += 1
    return count


def _stream(
    theirs: sqlite3.Connection,
    ours: sqlite3.Connection,
    rowids: tuple[int, int],
    tell: Callable[[int], None],
) -> str:
    digest = hashlib.sha256()
    source, goal = rowids
    with (
        theirs.blobopen("asset_data", "data", source, readonly=True) as old,
        ours.blobopen("asset_data", "data", goal) as new,
    ):
        while piece := old.read(_PIECE):
            digest.update(piece)
            new.write(piece)
            tell(len(piece))
    return digest.hexdigest()

"""Forgetting a row: it stays as an empty place for what points at it, and leaves no trace.

`forget` works on a raw connection inside a transaction that history does not record: of a
workspace, or of one of its snapshots, whose structure may be older. Run again, it finds what an
earlier run left.
"""

import json
import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from studio.store import references, search_index, triggers
from studio.store.references import Edge
from studio.store.triggers import quoted

Ids = dict[str, set[str]]
"""Ids of rows by table."""

AUDIT = "erased."
"""How the key of the line in `meta` begins that tells of an erased row, by its id."""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What stays of a row: its place, every column that is not named here being emptied."""

    table: str
    id: str
    columns: Mapping[str, str | int | None]
    audit: Mapping[str, str]
    """What is to be told of it later, such as when and by whom; never what it was."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What went with the row."""

    words: frozenset[str] = frozenset()
    """What the row said of itself, now and formerly: to look for elsewhere."""
    digests: frozenset[str] = frozenset()
    """Hashes of the assets that only the row and its parts named, of earlier runs too."""
    rows: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The ids of the rows whose history went, by table."""


def forget(raw: sqlite3.Connection, stone: Tombstone) -> Forgotten:
    """Empty the row, remove its parts, their history, and the assets that only they name."""
    if not _columns(raw, stone.table):
        return Forgotten()
    doomed = _with_parts(raw, stone)
    words = _words(raw, stone)
    assets = _assets_of(raw, doomed)
    digests = _audited(raw, stone)
    _empty(raw, stone)
    for table in [table for table in doomed if table != stone.table]:
        _delete(raw, table, doomed[table])
    unshared = _unshared(raw, assets, but=doomed)
    if unshared:
        digests |= _digests(raw, unshared)
        _delete(raw, "asset", unshared)
        doomed["asset"] = doomed.get("asset", set()) | unshared
    digests -= digests_in(raw)
    for table, ids in doomed.items():
        _delete_history(raw, table, ids)
    if "asset_data" in _tables(raw):
        raw.executemany("DELETE FROM asset_data WHERE sha256 = ?", [(d,) for d in digests])
    _audit(raw, stone, digests)
    told = {table: frozenset(ids) for table, ids in doomed.items()}
    return Forgotten(frozenset(words), frozenset(digests), told)


def digests_in(raw: sqlite3.Connection) -> set[str]:
    """Return the hashes of all assets that some row names."""
    return {
        digest
        for table in _tables(raw) - {"asset_data", "backup_asset"}
        if "sha256" in _columns(raw, table)
        for (digest,) in raw.execute(f"SELECT sha256 FROM main.{quoted(table)}")
    }


def rewrite_all(raw: sqlite3.Connection) -> None:
    """Write the file anew, so that no unused space of it keeps what was removed.

    Outside of any transaction, on the writing connection. Its triggers are made again.
    """
    # In a file: a copy of the whole workspace need not fit into memory. Drops what is temporary.
    raw.execute("PRAGMA temp_store=FILE")
    try:
        raw.execute("VACUUM")
    finally:
        raw.execute("PRAGMA temp_store=MEMORY")
        triggers.install(raw)


def _tables(raw: sqlite3.Connection) -> frozenset[str]:
    return frozenset(name for (name,) in raw.execute("SELECT name FROM main.sqlite_master"))


def _columns(raw: sqlite3.Connection, table: str) -> dict[str, tuple[str, bool]]:
    """Return each column's type, and whether it may not be empty."""
    found = raw.execute(f"PRAGMA main.table_info({quoted(table)})")
    return {name: (kind, bool(full)) for _n, name, kind, full, _default, _key in found}


def _known(raw: sqlite3.Connection) -> list[Edge]:
    """Return the foreign keys whose both ends this file has."""
    tables = _tables(raw)
    return [
        edge
        for edge in references.edges()
        if {edge.child, edge.parent} <= tables and edge.column in _columns(raw, edge.child)
    ]


def _with_parts(raw: sqlite3.Connection, stone: Tombstone) -> Ids:
    """Return the row with all that is or ever was a part of it."""
    parts: Ids = {stone.table: {stone.id}}
    edges = [edge for edge in _known(raw) if edge.cascades]
    frontier: Ids = {stone.table: {stone.id}}
    while frontier:
        reached: Ids = {}
        for edge in edges:
            met = parts.get(edge.child, set())
            fresh = _pointing(raw, edge, frontier.get(edge.parent, set())) - met
            if fresh:
                reached.setdefault(edge.child, set()).update(fresh)
                parts.setdefault(edge.child, set()).update(fresh)
        frontier = reached
    return parts


def _pointing(raw: sqlite3.Connection, edge: Edge, ids: Collection[str]) -> set[str]:
    """Return the rows that point there, and those that did when history saw them."""
    if not ids:
        return set()
    among = json.dumps(sorted(ids))
    now = raw.execute(
        f"SELECT id FROM main.{quoted(edge.child)} "
        f"WHERE {quoted(edge.column)} IN (SELECT value FROM json_each(?))",
        (among,),
    )
    found = {pk for (pk,) in now}
    column = f'$."{edge.column}"'
    past = raw.execute(
        "SELECT DISTINCT pk FROM history_row WHERE tbl = ?1 AND "
        "(json_extract(before, ?2) IN (SELECT value FROM json_each(?3)) "
        "OR json_extract(after, ?2) IN (SELECT value FROM json_each(?3)))",
        (edge.child, column, among),
    )
    return found | {pk for (pk,) in past}


def _images(raw: sqlite3.Connection, table: str, ids: Collection[str]) -> list[dict[str, object]]:
    """Return the rows as they are and as history remembers them."""
    columns = list(_columns(raw, table))
    among = json.dumps(sorted(ids))
    now = raw.execute(
        f"SELECT {', '.join(map(quoted, columns))} FROM main.{quoted(table)} "
        "WHERE id IN (SELECT value FROM json_each(?))",
        (among,),
    )
    images: list[dict[str, object]] = [dict(zip(columns, row, strict=True)) for row in now]
    past = raw.execute(
        "SELECT before, after FROM history_row "
        "WHERE tbl = ? AND pk IN (SELECT value FROM json_each(?))",
        (table, among),
    )
    images += [json.loads(image) for pair in past for image in pair if image]
    return images


def _words(raw: sqlite3.Connection, stone: Tombstone) -> set[str]:
    kind = search_index.searched().get(stone.table)
    fresh = set(stone.columns.values())
    return {
        value
        for image in _images(raw, stone.table, [stone.id])
        for column, value in image.items()
        if kind and column in kind.columns and isinstance(value, str) and value not in {"", *fresh}
    }


def _assets_of(raw: sqlite3.Connection, doomed: Ids) -> set[str]:
    """Return the assets that the doomed rows name or ever named."""
    return {
        str(image[edge.column])
        for edge in _known(raw)
        if edge.parent == "asset" and edge.child in doomed
        for image in _images(raw, edge.child, doomed[edge.child])
        if image.get(edge.column)
    }


def _unshared(raw: sqlite3.Connection, assets: set[str], *, but: Ids) -> set[str]:
    """Return those of the assets that no row points at any more, the emptied ones aside."""
    among = json.dumps(sorted(assets))
    shared: set[str] = set()
    for edge in _known(raw):
        if edge.parent == "asset" and assets:
            query = (
                f"SELECT {quoted(edge.column)} FROM main.{quoted(edge.child)} "
                f"WHERE {quoted(edge.column)} IN (SELECT value FROM json_each(?)) "
                "AND id NOT IN (SELECT value FROM json_each(?))"
            )
            others = json.dumps(sorted(but.get(edge.child, ())))
            shared |= {asset for (asset,) in raw.execute(query, (among, others))}
    return assets - shared


def _digests(raw: sqlite3.Connection, assets: set[str]) -> set[str]:
    images = _images(raw, "asset", assets)
    return {str(image["sha256"]) for image in images if image.get("sha256")}


def _empty(raw: sqlite3.Connection, stone: Tombstone) -> None:
    columns = _columns(raw, stone.table)
    fresh = {
        name: stone.columns.get(name, ("" if kind == "TEXT" else 0) if full else None)
        for name, (kind, full) in columns.items()
        if name != "id"
    }
    values = ", ".join(f"{quoted(name)} = ?" for name in fresh)
    statement = f"UPDATE main.{quoted(stone.table)} SET {values} WHERE id = ?"
    raw.execute(statement, (*fresh.values(), stone.id))


def _delete(raw: sqlite3.Connection, table: str, ids: Collection[str]) -> None:
    statement = f"DELETE FROM main.{quoted(table)} WHERE id = ?"
    raw.executemany(statement, [(row,) for row in ids])


def _delete_history(raw: sqlite3.Connection, table: str, ids: Collection[str]) -> None:
    raw.execute(
        "DELETE FROM history_row WHERE tbl = ? AND pk IN (SELECT value FROM json_each(?))",
        (table, json.dumps(sorted(ids))),
    )


def _audited(raw: sqlite3.Connection, stone: Tombstone) -> set[str]:
    """Return the hashes that an earlier run told of."""
    query = "SELECT value FROM meta WHERE key = ?"
    found = raw.execute(query, (AUDIT + stone.id,)).fetchone()
    return set(json.loads(found[0]).get("assets", ())) if found else set()


def _audit(raw: sqlite3.Connection, stone: Tombstone, digests: set[str]) -> None:
    line = {"table": stone.table, **stone.audit, "assets": sorted(digests)}
    raw.execute(
        "INSERT INTO meta(key, value) VALUES(?, ?) "
        "ON CONFLICT(key) DO UPDATE SET value = excluded.value",
        (AUDIT + stone.id, json.dumps(line, ensure_ascii=False)),
    )

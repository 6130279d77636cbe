"""All that a damaged file still holds, by table."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from studio.store.guard import rows as guard_rows
from studio.store.salvage import file as salvage_file
from studio.store.salvage import links as salvage_links
from studio.store.salvage import pages as salvage_pages
from studio.store.salvage.file import File, Kept
from studio.store.salvage.links import Link
from studio.store.salvage.pages import Value
from studio.store.schema import metadata

LOG = ("history_step", "history_row")
_KEYS = {"meta": "key", "asset_data": "sha256"}
_OPS = frozenset({"i", "u", "d"})
_KINDS = frozenset({"do", "undo", "redo", "barrier"})


@dataclass(slots=True)
class Collected:
    """What is left of each table, and of the bytes of assets."""

    tables: dict[str, Kept]
    """All but `asset_data`, whose rows are too large to be kept."""
    assets: Kept
    links: dict[str, list[Link]]
    unplaced: list[int] = field(default_factory=list)
    """Leaves that no tree leads to and that look like no table."""


def expected(ours: sqlite3.Connection) -> Collected:
    """Return the tables that a workspace has, with nothing in them yet."""
    models = salvage_links.defaults()
    features = [table.name for table in metadata().sorted_tables]
    found: dict[str, Kept] = {}
    for name in (*features, *LOG, "meta", "asset_data"):
        table = guard_rows.table(ours, name)
        # What a file from before a column was added lacks.
        missing = {n: v for n, v in models.get(name, {}).items() if n not in ("id", "rank")}
        found[name] = Kept(table, table.names, missing, _KEYS.get(name, "id"))
    links = {name: salvage_links.links(ours, found[name].table) for name in features}
    assets = found.pop("asset_data")
    return Collected(found, assets, links)


def collect(source: File, found: Collected) -> None:
    """Read everything that still makes sense into the tables."""
    schema, whole = salvage_file.schema(source)
    seen: set[int] = {1}
    for kept in (*found.tables.values(), found.assets):
        root, sql = schema.get(kept.table.name, (0, ""))
        kept.names, later = salvage_file.columns_of(sql, kept.table)
        added = {n: v for n, v in kept.missing.items() if n not in kept.names}
        kept.missing = {**added, **later}
        if kept is found.assets:
            tree = salvage_pages.tree(source, root)
            kept.leaves, kept.is_whole = tree.leaves, not tree.lost
            seen |= tree.pages
        else:
            seen |= salvage_file.read_tree(source, kept, root)
        _read_keys(source, kept, schema)
    every = (*found.tables.values(), found.assets)
    if not whole or not all(kept.is_whole for kept in every):
        _place_orphans(source, found, seen)
    for name in LOG:
        _drop_broken(found.tables[name])


def _read_keys(source: File, kept: Kept, schema: salvage_file.Schema) -> None:
    root = schema.get(f"sqlite_autoindex_{kept.table.name}_1", (0, ""))[0]
    if root and kept.table.name not in LOG:
        records, lost = salvage_pages.index(source, root)
        kept.live = {record[0] for record in records if len(record) == 2 and _is_key(record[0])}
        kept.is_index_whole = not lost
    # The key of the log is the row's number, of which there is no index.


def _is_key(value: Value) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 64 and "\0" not in value


def _place_orphans(source: File, found: Collected, seen: set[int]) -> None:
    """Give leaves that no tree leads to back to their tables: the log first, as it names rows."""
    waiting = salvage_file.orphans(source, seen)
    log = [found.tables[name] for name in LOG]
    waiting = [n for n in waiting if not salvage_file.place_orphan(source, n, log, _any)]
    hints = {(str(row["tbl"]), row["pk"]) for row in found.tables["history_row"].rows.values()}

    def likely(kept: Kept, rows: Iterable[Mapping[str, Value]]) -> int:
        return sum(_sureness(kept, row, found, hints) for row in rows)

    others = [kept for name, kept in found.tables.items() if name not in LOG]
    # Twice: what is placed in the first turn tells where the rest belongs.
    sure = [n for n in waiting if salvage_file.fitting(source, n, others) == 1]
    for number in (*sure, *(n for n in waiting if n not in set(sure))):
        if not salvage_file.place_orphan(source, number, others, likely):
            found.unplaced.append(number)


def _any(_kept: Kept, _rows: Iterable[Mapping[str, Value]]) -> int:
    return 0


def _sureness(
    kept: Kept, row: Mapping[str, Value], found: Collected, hints: set[tuple[str, Value]]
) -> int:
    key = row[kept.key]
    sure = 2 * (key in kept.live) + 2 * ((kept.table.name, key) in hints)
    for link in found.links.get(kept.table.name, ()):
        goal = row[link.column]
        if goal is not None:
            owner = found.tables[link.table]
            sure += 1 if goal in owner.rows or goal in owner.live else -1
    return sure


def _drop_broken(log: Kept) -> None:
    """Forget rows of the log that say nothing: noise that happens to look like one."""
    before = len(log.rows)
    log.rows = {key: row for key, row in log.rows.items() if _is_sound(row)}
    log.is_whole = log.is_whole and len(log.rows) == before


def _is_sound(row: Mapping[str, Value]) -> bool:
    if "kind" in row:
        return row["kind"] in _KINDS and isinstance(row["id"], int)
    return row["op"] in _OPS and not guard_rows.image_fault(row, None)


def asset_bytes(source: File, found: Collected) -> Iterator[tuple[str, bytes]]:
    """Give the bytes of each asset that are all there and right."""
    given: set[str] = set()
    for number in (*found.assets.leaves, *found.unplaced):
        for cell in salvage_pages.cells(source, number):
            record = salvage_pages.decoded(salvage_pages.payload(source, cell))
            if record is None or len(record) != 3:
                continue
            digest, size, data = record
            if not isinstance(data, bytes) or not isinstance(digest, str) or digest in given:
                continue
            if size == len(data) and hashlib.sha256(data).hexdigest() == digest:
                given.add(digest)
                yield digest, data

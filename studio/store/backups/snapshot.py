"""A snapshot: all rows of a workspace, its history too, at one moment, as a file of its own.

A workspace with a rollback journal cannot commit while anybody reads it. So history, most of
which never changes, is copied beforehand in many short reads, and everything else in one, into
memory; the file is written when the workspace is free again.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from studio.kernel.errors import Busy
from studio.kernel.i18n import _
from studio.kernel.progress import Progress, Work
from studio.store.backups.folder import keeping
from studio.store.triggers import quoted

LEFT_OUT = frozenset({"asset_data", "search_row"})
"""Tables that a snapshot has empty: bytes lie beside it, and the search index is made anew."""

_SETTINGS = (
    "page_size=16384",
    "journal_mode=OFF",
    "synchronous=OFF",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "cache_size=-262144",
    "secure_delete=ON",
)
_ATTEMPTS = 3
_AT_ONCE = 4000
"""Rows of history that one short read copies; some milliseconds."""


@dataclass(slots=True)
class Taken:
    """What has been copied, into memory or a nameless file, and of which moment it is."""

    raw: sqlite3.Connection
    indexes: tuple[str, ...] = ()
    """How to make them, once the rows are there."""
    document: str = ""
    schema: int = 0
    step: int = 0
    edit: str = ""
    rows: dict[str, int] = field(default_factory=dict)
    held: frozenset[str] = frozenset()
    """Hashes of the assets whose bytes lay in the workspace."""
    blocked_s: float = 0.0
    """How long no edit could be committed."""

    @property
    def size(self) -> int:
        """Return how many bytes there are to write."""
        pages, size = (
            self.raw.execute(f"PRAGMA main.{name}").fetchone()[0]
            for name in ("page_count", "page_size")
        )
        return int(pages * size)


@contextmanager
def taking(source: Path) -> Iterator[Taken]:
    """Give a place to copy the rows of `source` to, which goes with the block."""
    raw = sqlite3.connect("", uri=True, isolation_level=None, check_same_thread=False)
    try:
        for setting in _SETTINGS:
            raw.execute(f"PRAGMA {setting}")
        with keeping(source):
            raw.execute("ATTACH ? AS source", (source.absolute().as_uri() + "?mode=ro",))
        yield Taken(raw)
    finally:
        raw.close()


def copy_rows(taken: Taken, source: Path) -> Work[None]:
    """Copy every row but the bytes of assets, as of one moment."""
    for _attempt in range(_ATTEMPTS):
        with keeping(source):
            structure = _make_tables(taken)
        yield from _copy_old_history(taken.raw, source)
        with keeping(source):
            if _copy_moment(taken, structure):
                taken.raw.execute("DETACH source")
                return
    raise Busy(_("The workspace was rebuilt during its backup. Try again in a moment."))


def _make_tables(taken: Taken) -> int:
    """Make the tables of the workspace anew, empty, and return the version of their structure."""
    raw = taken.raw
    for name in _tables(raw, "main", "virtual") + _tables(raw, "main", "table"):
        raw.execute(f"DROP TABLE main.{quoted(name)}")
    raw.execute("BEGIN")
    version: int = raw.execute("PRAGMA source.schema_version").fetchone()[0]
    shadows = set(_tables(raw, "source", "shadow"))
    made = raw.execute(
        "SELECT type, name, sql FROM source.sqlite_master WHERE sql IS NOT NULL "
        "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rootpage"
    ).fetchall()
    raw.execute("COMMIT")
    taken.indexes = tuple(sql for kind, _name, sql in made if kind == "index")
    # Virtual tables, which have no root page, come first: they make their shadow tables.
    for kind, name, sql in made:
        if kind == "table" and name not in shadows:
            raw.execute(sql)
    return version


def _tables(raw: sqlite3.Connection, schema: str, kind: str) -> list[str]:
    query = "SELECT name FROM pragma_table_list WHERE schema = ? AND type = ? ORDER BY name"
    names = [name for (name,) in raw.execute(query, (schema, kind))]
    return [name for name in names if not name.startswith("sqlite_")]


def _copy_old_history(raw: sqlite3.Connection, source: Path) -> Work[None]:
    """Copy the steps before the last one, which never change, a few at a time."""
    with keeping(source):
        last = raw.execute("SELECT max(id) FROM source.history_step").fetchone()[0] or 0
    for table, column in (("history_step", "id"), ("history_row", "step")):
        copied = None
        while copied != 0:
            yield Progress(0, 0, _("Copying the history…"))
            with keeping(source):
                copied = raw.execute(
                    f"INSERT INTO main.{table} SELECT * FROM source.{table} WHERE id > "
                    f"(SELECT ifnull(max(id), 0) FROM main.{table}) AND {column} < ? "
                    "ORDER BY id LIMIT ?",
                    (last, _AT_ONCE),
                ).rowcount


def _copy_moment(taken: Taken, structure: int) -> bool:
    """Copy the rest in one short read; False when the tables are other ones by now."""
    raw = taken.raw
    tables = [table for table in _tables(raw, "main", "table") if table not in LEFT_OUT]
    began = perf_counter()
    raw.execute("BEGIN")
    try:
        if raw.execute("PRAGMA source.schema_version").fetchone()[0] != structure:
            return False
        for table in tables:
            if table not in ("history_step", "history_row"):
                name = quoted(table)
                raw.execute(f"INSERT INTO main.{name} SELECT * FROM source.{name}")
        _copy_new_history(raw)
        taken.rows = _count(raw, "source", tables)
        taken.schema = raw.execute("PRAGMA source.user_version").fetchone()[0]
        taken.held = frozenset(h for (h,) in raw.execute("SELECT sha256 FROM source.asset_data"))
    finally:
        raw.execute("COMMIT")
        taken.blocked_s = perf_counter() - began
    found = raw.execute(
        "SELECT id, edit_uuid FROM main.history_step ORDER BY id DESC LIMIT 1"
    ).fetchone()
    taken.step, taken.edit = found or (0, "")
    taken.document = raw.execute("SELECT value FROM main.meta WHERE key = 'document'").fetchone()[0]
    return True


def _copy_new_history(raw: sqlite3.Connection) -> None:
    """Copy the steps since, or all of them again where old ones were folded or rewritten."""
    last = raw.execute("SELECT ifnull(max(id), 0) FROM main.history_step").fetchone()[0]
    barrier = "SELECT 1 FROM source.history_step WHERE id > ? AND kind = 'barrier'"
    whole = raw.execute(barrier, (last,)).fetchone() is not None
    for table, column in (("history_step", "id"), ("history_row", "step")):
        if not whole:
            raw.execute(
                f"INSERT INTO main.{table} SELECT * FROM source.{table} WHERE {column} > ?", (last,)
            )
        there = raw.execute(f"SELECT count(*) FROM source.{table}").fetchone()
        if whole or there != raw.execute(f"SELECT count(*) FROM main.{table}").fetchone():
            raw.execute(f"DELETE FROM main.{table}")
            raw.execute(f"INSERT INTO main.{table} SELECT * FROM source.{table}")


def _count(raw: sqlite3.Connection, schema: str, tables: list[str]) -> dict[str, int]:
    return {
        table: raw.execute(f"SELECT count(*) FROM {schema}.{quoted(table)}").fetchone()[0]
        for table in tables
    }

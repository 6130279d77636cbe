"""Is the file sound, and of our structure to the letter? Asked before any row of it is read.

A file can carry code: triggers, views, generated columns, indexes and checks over expressions,
virtual tables. None of it can be in a file of our structure, so none of it is ever run.
"""

import re
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

from studio.store import structure
from studio.store.guard.turned import Turned

STRUCTURE_S = 0.3
"""Seconds of computing that reading the structure may take; 1 ms is usual."""
_MORE_SQL = 1000
_BLANKS = re.compile(r"\s+")
_PRAGMAS = ("mmap_size=0", "trusted_schema=OFF", "cell_size_check=ON", "query_only=ON")
_HEAP = 768 * 1024 * 1024
_ASKED = frozenset({"integrity_check", "foreign_key_check"})
_FUNCTIONS = frozenset({"typeof", "length"})
_OWN = frozenset({"sqlite_master", "sqlite_schema"})

Object = tuple[str, str, str, str | None]
"""What a file says of a table or an index: its type, name, table and SQL."""


def connect(path: Path, largest: int) -> sqlite3.Connection:
    """Return a connection to the file that writes nothing, locks nothing and runs nothing."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    raw = sqlite3.connect(uri, uri=True, isolation_level=None)
    _limit(raw, largest)
    for pragma in _PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")
    raw.execute(f"PRAGMA hard_heap_limit={_HEAP}")
    return raw


def _limit(raw: sqlite3.Connection, largest: int) -> None:
    limits = {
        sqlite3.SQLITE_LIMIT_LENGTH: largest + 1024 * 1024,
        sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1_000_000,
        sqlite3.SQLITE_LIMIT_COLUMN: 200,
        sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
        sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
        sqlite3.SQLITE_LIMIT_VDBE_OP: 250_000,
        sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 8,
        sqlite3.SQLITE_LIMIT_ATTACHED: 0,
        sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
        sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
    }
    for limit, most in limits.items():
        raw.setlimit(limit, most)
    if sys.version_info >= (3, 12):
        raw.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)  # noqa: FBT003 - only by position
        for off in (
            sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER,
            sqlite3.SQLITE_DBCONFIG_ENABLE_VIEW,
            sqlite3.SQLITE_DBCONFIG_DQS_DDL,
            sqlite3.SQLITE_DBCONFIG_DQS_DML,
        ):
            raw.setconfig(off, False)  # noqa: FBT003


def stop_at(raw: sqlite3.Connection, *, computing: float = 0, clock: float = 0) -> None:
    """Interrupt whatever runs after so many seconds of computing, or at this moment."""
    end = time.process_time() + computing

    def is_over() -> bool:
        return time.monotonic() > clock if clock else time.process_time() > end

    raw.set_progress_handler(is_over, 10_000)


def only_reading(raw: sqlite3.Connection, tables: frozenset[str]) -> None:
    """Let nothing be compiled on this connection but the questions that the guard asks."""
    readable = tables | _OWN

    def allows(
        action: int, first: str | None, _second: str | None, _base: str | None, inner: str | None
    ) -> int:
        if inner is None and action == sqlite3.SQLITE_SELECT:
            return sqlite3.SQLITE_OK
        fine = {
            sqlite3.SQLITE_READ: first in readable,
            sqlite3.SQLITE_PRAGMA: first in _ASKED,
            sqlite3.SQLITE_FUNCTION: _second in _FUNCTIONS,
        }
        known = inner is None and fine.get(action, False)
        return sqlite3.SQLITE_OK if known else sqlite3.SQLITE_DENY

    raw.set_authorizer(allows)


def objects(raw: sqlite3.Connection, most: int) -> list[Object]:
    """Return what the file says it is made of, up to `most` entries."""
    query = "SELECT type, name, tbl_name, sql FROM sqlite_master"
    return sorted(raw.execute(query).fetchmany(most), key=str)


def check_structure(theirs: sqlite3.Connection, ours: sqlite3.Connection) -> None:
    """Raise Turned unless the file is made of what our own is made of, and of nothing else."""
    own = objects(ours, 10_000)
    found = objects(theirs, len(own) + 100)
    expected = {entry[:3]: len(entry[3] or "") for entry in own}
    for entry in found:
        if not all(isinstance(word, str) for word in (*entry[:3], entry[3] or "")):
            raise Turned("foreign", "no text")
        if entry[:3] not in expected:
            raise Turned("foreign", ascii(entry[:2])[:80])
        sql = entry[3] or ""
        if len(sql) > 2 * expected[entry[:3]] + _MORE_SQL or "--" in sql or "/*" in sql:
            raise Turned("foreign", "wordy")
    if [entry[:3] for entry in found] != [entry[:3] for entry in own]:
        raise Turned("damaged", "objects are missing")
    if _wording(found) != _wording(own) and _facts(found) != _facts(own):
        raise Turned("foreign", "structure")


def _facts(found: list[Object]) -> frozenset[structure.Fact]:
    """Return what the words say, read as mere words: nothing of the file is run for it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as raw:
        raw.execute("PRAGMA writable_schema=ON")
        raw.executemany("INSERT INTO sqlite_master VALUES(?, ?, ?, 0, ?)", found)
        try:
            return structure.facts(raw)
        except (IndexError, StopIteration) as error:
            raise Turned("foreign", "no structure") from error


def _wording(found: list[Object]) -> list[tuple[str, str]]:
    return [(name, _BLANKS.sub(" ", sql or "").strip()) for _kind, name, _table, sql in found]


def check_pages(raw: sqlite3.Connection) -> None:
    """Raise Turned unless pages, indexes, checks and references are sound."""
    found = raw.execute("PRAGMA integrity_check(1)").fetchone()
    if found is None or found[0] != "ok":
        raise Turned("damaged", ascii(found)[:80])
    if raw.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise Turned("damaged", "a reference leads nowhere")

"""Bringing a whole workspace file from one disk to another, in steps that can be cancelled.

SQLite reads and writes databases on the disk of this computer only. To and from a network disk
go bytes in order, which every share and every syncing program can take, and are compared.
"""

import hashlib
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from studio.kernel.i18n import _
from studio.kernel.progress import Progress, Work
from studio.store import connection, faults, structure
from studio.store.schema import APPLICATION_ID
from studio.store.triggers import quoted

T = TypeVar("T")
Fingerprint = tuple[int, int, int]
"""Size, time of change and number of a file: whoever replaces it changes one of them."""

_GLANCE_S = 0.05
_CHUNK = 4 * 1024 * 1024
_JOURNALS = ("-journal", "-wal")


def part_of(path: Path) -> Path:
    """Return the name beside `path` under which its next version is made."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")


def sweep(path: Path) -> None:
    """Remove what a killed program left beside `path`; only for who holds the lock of `path`."""
    prefix = f".{path.name}."
    with suppress(OSError):
        for left in list(path.parent.iterdir()):
            middle, dot, end = left.name.removeprefix(prefix).partition(".")
            is_part = dot and end in ("part", *("part" + journal for journal in _JOURNALS))
            if left.name.startswith(prefix) and is_part and len(middle) == 8:
                remove(left)


def remove(part: Path) -> None:
    """Remove a file, and the journal beside it, if they are there."""
    for left in (part, *journals(part)):
        with suppress(OSError):
            left.unlink(missing_ok=True)


def journals(path: Path) -> tuple[Path, ...]:
    """Return where SQLite notes what it has begun with the file."""
    return tuple(path.with_name(path.name + journal) for journal in _JOURNALS)


def is_half_written(path: Path) -> bool:
    """Tell whether a journal beside the file says that a program stopped in the middle of it."""
    for journal in journals(path):
        with suppress(OSError):
            if journal.stat().st_size > 0:
                return True
    return False


def fingerprint(path: Path) -> Fingerprint:
    """Return what changes when the file is replaced; raise OSError when there is none."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ino


def staged(work: Work[T], number: int, count: int) -> Work[T]:
    """Run `work` as stage `number` (from 0) of `count` of a longer one."""
    try:
        while True:
            step = next(work)
            yield Progress(round((number + step.share) * 1000), count * 1000, step.doing)
    except StopIteration as end:
        result: T = end.value
        return result
    finally:
        work.close()


def vacuum_into(raw: sqlite3.Connection, part: Path, size: int) -> Work[None]:
    """Write what the connection sees into the empty file `part`; about `size` bytes."""
    raw.execute("PRAGMA query_only=OFF")  # a file that can only be read stays as it is

    def look() -> Progress:
        with suppress(OSError):
            return Progress(min(part.stat().st_size, size), size, _("Copying…"))
        return Progress(0, size, _("Copying…"))

    yield from _beside(raw, lambda: raw.execute("VACUUM main INTO ?", (str(part),)), look)


def _beside(raw: sqlite3.Connection, run: Callable[[], T], look: Callable[[], Progress]) -> Work[T]:
    """Run one long statement in a thread of its own, which closing stops; return its result."""
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(run)
        try:
            yield look()
            while not running.done():
                wait([running], _GLANCE_S)
                yield look()
        finally:
            while not running.done():
                raw.interrupt()  # again and again: it may only be about to begin
                wait([running], _GLANCE_S / 10)
        return running.result()


def copy_bytes(source: Path, target: Path) -> Work[str]:
    """Copy a file that nobody has open onto the empty file `target`, synced; return its SHA-256."""
    digest, size = hashlib.sha256(), source.stat().st_size
    with source.open("rb") as reading, target.open("r+b") as writing:
        while chunk := reading.read(_CHUNK):
            writing.write(chunk)
            digest.update(chunk)
            yield Progress(writing.tell(), size, _("Copying…"))
        writing.flush()
        yield Progress(size, size, _("Writing to disk…"))
        os.fsync(writing.fileno())
    return digest.hexdigest()


def digest_of(path: Path) -> Work[str]:
    """Return the SHA-256 of a file that nobody has open."""
    digest, size = hashlib.sha256(), path.stat().st_size
    with path.open("rb") as reading:
        while chunk := reading.read(_CHUNK):
            digest.update(chunk)
            yield Progress(reading.tell(), size, _("Checking the copy…"))
    return digest.hexdigest()


def check_mark(raw: sqlite3.Connection, path: Path) -> None:
    """Raise Unreadable unless the file bears our mark; asked through SQLite, it opens nothing."""
    if raw.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise faults.not_ours(path)


def count_rows(raw: sqlite3.Connection) -> Mapping[str, int]:
    """Return the number of rows of each table."""
    query = "SELECT count(*) FROM "
    return {
        table: raw.execute(query + quoted(table)).fetchone()[0] for table in structure.tables(raw)
    }


def check_whole(raw: sqlite3.Connection, path: Path) -> Work[None]:
    """Raise Unreadable unless mark, size, pages and references are sound."""
    check_mark(raw, path)
    count, size = (
        raw.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size")
    )
    pages = yield from _beside(
        raw,
        lambda: raw.execute("PRAGMA quick_check(1)").fetchone()[0],
        lambda: Progress(0, 1, _("Checking the copy…")),
    )
    references = raw.execute("PRAGMA foreign_key_check").fetchone()
    if path.stat().st_size < count * size or pages != "ok" or references is not None:
        raise faults.damaged(path)


@contextmanager
def writer(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a writing connection to a file that is not open; what was half done is taken back."""
    with faults.told(path):
        raw = connection.connect_writer(path)
        try:
            raw.execute("SELECT 1 FROM sqlite_master").fetchone()
            yield raw
            raw.execute("PRAGMA journal_mode=DELETE")
        finally:
            raw.close()

"""The shared store of one document's backups: bytes of assets, added once; the ledger of snapshots.

A snapshot counts as verified while its own hash is in the ledger. It gets there when the
snapshot has been checked, and every asset that it holds lies in this store.
"""

import hashlib
import logging
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from studio.kernel.errors import Unreadable
from studio.kernel.files import sync, sync_folder
from studio.kernel.i18n import _
from studio.store import connection
from studio.store.backups import folder as folders

_log = logging.getLogger(__name__)

APPLICATION_ID = 0x56504641
_TABLES = """
CREATE TABLE IF NOT EXISTS asset(
    sha256 TEXT PRIMARY KEY NOT NULL,
    size INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS piece(
    sha256 TEXT NOT NULL,
    number INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY(sha256, number)
);
CREATE TABLE IF NOT EXISTS ledger(
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    PRIMARY KEY(name, sha256)
);
"""
_SETTINGS = (
    "page_size=16384",
    "journal_mode=TRUNCATE",
    "synchronous=FULL",
    "fullfsync=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "secure_delete=ON",
    "cache_size=-32768",
)
DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
"""What SQLite says of a file that cannot be trusted any more."""

_ROUTINE = 2
"""Assets that each backup reads again, to find damage while the workspace still has the bytes."""
_WORTH_SHRINKING = 64 * 1024 * 1024

Ledger = frozenset[tuple[str, str, int]]
"""Name, hash and size of each snapshot file that has been verified."""


@contextmanager
def opened(folder: Path) -> Iterator[sqlite3.Connection]:
    """Give the store of a folder, made if missing; for the holder of the folder only.

    A store that turns out to be damaged is put aside, and the next one begins empty.
    """
    path = folder / folders.STORE
    try:
        if not path.exists():
            connection.make_empty(path)
        with closing(connected(path, "mode=rw")) as raw:
            for setting in _SETTINGS:
                raw.execute(f"PRAGMA {setting}")
            raw.executescript(_TABLES)
            raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
            try:
                yield raw
            finally:
                _leave(raw)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF not in DAMAGE:
            raise
        _set_aside(path)
        sentence = _(
            "The pictures in the backups are damaged. Back up again: the sound ones are kept."
        )
        raise Unreadable(sentence) from error


def _leave(raw: sqlite3.Connection) -> None:
    """Take back what has not been committed, and leave no empty journal."""
    with suppress(sqlite3.Error):
        raw.rollback()
        raw.execute("PRAGMA journal_mode=DELETE")


def _set_aside(path: Path) -> None:
    aside = next(
        name
        for number in range(1, 1_000_000)
        if not (name := path.with_name(f"store-damaged-{number}.db")).exists()
    )
    _log.warning("%s is damaged; it is kept as %s", path, aside.name)
    path.rename(aside)
    journal = path.with_name(path.name + "-journal")
    with suppress(FileNotFoundError):
        journal.rename(aside.with_name(aside.name + "-journal"))


@contextmanager
def reading(folder: Path) -> Iterator[sqlite3.Connection | None]:
    """Give a connection that only looks, also on a medium that cannot be written.

    None when there is no store, or none that can be read.
    """
    raw = None
    # Able to write, since what a killed backup left has to be rolled back before it can be read.
    for mode in ("mode=rw", "mode=ro&immutable=1"):
        with suppress(sqlite3.Error):
            raw = connected(folder / folders.STORE, mode)
            try:
                raw.execute("SELECT 1 FROM ledger LIMIT 1").fetchall()
                raw.execute("PRAGMA query_only=ON")
                break
            except sqlite3.Error:
                raw.close()
                raw = None
    try:
        yield raw
    finally:
        if raw is not None:
            raw.close()


def put_aside(folder: Path) -> list[Path]:
    """Return the damaged stores of a folder."""
    return sorted(folder.glob("store-damaged-*.db"))


def connected(path: Path, mode: str) -> sqlite3.Connection:
    """Return a connection to a store as it is."""
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )


def hashes(raw: sqlite3.Connection) -> frozenset[str]:
    """Return what the store has."""
    return frozenset(digest for (digest,) in raw.execute("SELECT sha256 FROM asset"))


def add_piece(raw: sqlite3.Connection, digest: str, number: int, data: bytes) -> None:
    """Keep the next bytes of an asset, which is there once it is `complete`.

    In pieces, so that a large one need not be synced at once. Inside the caller's transaction.
    """
    raw.execute("INSERT OR REPLACE INTO piece VALUES(?, ?, ?)", (digest, number, data))


def complete(raw: sqlite3.Connection, digest: str, size: int) -> None:
    """Say that all pieces of an asset are there, and that their hash has been checked."""
    raw.execute("INSERT INTO asset VALUES(?, ?) ON CONFLICT DO NOTHING", (digest, size))


def give_up(raw: sqlite3.Connection, digest: str) -> None:
    """Let go of the pieces of an asset that turned out not to be sound."""
    raw.execute("DELETE FROM piece WHERE sha256 = ?", (digest,))


def get(raw: sqlite3.Connection, digest: str) -> bytes | None:
    """Return the bytes with this hash; None when they are not there, or not sound."""
    try:
        return _bytes(raw, digest)
    except sqlite3.DatabaseError as error:
        _log.warning("asset %s cannot be read from the backups: %s", digest, error)
        return None


def _bytes(raw: sqlite3.Connection, digest: str) -> bytes | None:
    query = "SELECT CAST(data AS BLOB) FROM piece WHERE sha256 = ? ORDER BY number"
    known = raw.execute("SELECT 1 FROM asset WHERE sha256 = ?", (digest,)).fetchall()
    data = b"".join(piece for (piece,) in raw.execute(query, (digest,))) if known else b""
    return data if known and hashlib.sha256(data).hexdigest() == digest else None


def forget_unsound(raw: sqlite3.Connection) -> None:
    """Read some assets again, and let go of what is damaged: the workspace may still have it.

    Raises what SQLite says of a store that is broken as a whole.
    """
    query = (
        "SELECT sha256 FROM asset WHERE rowid >= "
        "(SELECT abs(random()) % (max(rowid) + 1) FROM asset) LIMIT ?"
    )
    for (digest,) in raw.execute(query, (_ROUTINE,)).fetchall():
        if _bytes(raw, digest) is None:
            _log.warning("asset %s was damaged in the backups", digest)
            remove(raw, [digest])


def remove(raw: sqlite3.Connection, digests: Iterable[str]) -> None:
    """Remove bytes, and pieces that were never completed; where they lay is overwritten."""
    raw.execute("BEGIN IMMEDIATE")
    raw.executemany("DELETE FROM asset WHERE sha256 = ?", [(digest,) for digest in digests])
    raw.execute("DELETE FROM piece WHERE sha256 NOT IN (SELECT sha256 FROM asset)")
    raw.execute("COMMIT")


def ledger(raw: sqlite3.Connection | None) -> Ledger:
    """Return which snapshot files have been verified, as they were then."""
    if raw is None:
        return frozenset()
    return frozenset(raw.execute("SELECT name, sha256, size FROM ledger"))


def enter(raw: sqlite3.Connection, name: str, digest: str, size: int) -> None:
    """Note that a snapshot file of this hash has been verified."""
    raw.execute("INSERT OR REPLACE INTO ledger VALUES(?, ?, ?)", (name, digest, size))


def strike(raw: sqlite3.Connection, name: str, but: str = "") -> None:
    """Forget what was noted of a snapshot file, except the hash `but`."""
    raw.execute("DELETE FROM ledger WHERE name = ? AND sha256 <> ?", (name, but))


def is_wasteful(raw: sqlite3.Connection) -> bool:
    """Tell whether giving back the space of what was removed is worth rewriting the store."""
    free, pages, size = (
        raw.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("freelist_count", "page_count", "page_size")
    )
    return bool(free * size > _WORTH_SHRINKING and free * 4 > pages)


def shrink(folder: Path) -> None:
    """Rewrite the store without its free space, if the disk has room; for the folder's holder."""
    path = folder / folders.STORE
    part = folders.part_of(path)
    try:
        folders.check_room(folder, path.stat().st_size, 0)
        connection.make_empty(part)
        with closing(connected(path, "mode=rw")) as raw:
            raw.execute("VACUUM INTO ?", (str(part),))
            count = len(hashes(raw))
        with closing(connected(part, "mode=ro&immutable=1")) as raw:
            sound = raw.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            if not sound or len(hashes(raw)) != count:
                _log.warning("%s was not rewritten: the copy is not sound", path)
                return
        sync(part)
        part.replace(path)
        sync_folder(folder)
    finally:
        folders.remove_part(part)

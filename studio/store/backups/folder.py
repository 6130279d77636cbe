"""The folder of one document's backups: its names, its lock, its troubles, what a run left behind.

`root/<document>/` holds `store.db` (the bytes of assets, and a ledger of verified snapshots)
and `snap-<seq>-<utc>.db` (all rows). Whatever is being written ends in `.part`.
"""

import hashlib
import re
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from studio.kernel import clock
from studio.kernel.errors import Busy, Locked, NoSpace, NotSaved, StudioError, Unreadable
from studio.kernel.files import not_saved
from studio.kernel.i18n import N_, _
from studio.store.lock import Lock, lock_path

STORE = "store.db"

FLOOR = 1_000_000_000
"""Bytes that a backup leaves free on its disk."""

_DOCUMENT = re.compile(r"[0-9a-f]{32}")
_SNAPSHOT = re.compile(r"snap-(\d{1,18})-(\d{8}T\d{6}Z)\.db")
_CLOCK = "%Y%m%dT%H%M%SZ"


class Named(NamedTuple):
    """A snapshot as its file's name tells."""

    seq: int
    at_ms: int
    path: Path


def folder_of(root: Path, document: str) -> Path:
    """Return where the backups of the document lie; any id gives a name that stays inside."""
    if not _DOCUMENT.fullmatch(document):
        document = hashlib.sha256(document.encode()).hexdigest()[:32]
    return root / document


def make_folder(root: Path, document: str) -> Path:
    """Return the document's folder, made if missing, for its owner's eyes only."""
    folder = folder_of(root, document)
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def folders(root: Path) -> list[Path]:
    """Return the folders of all documents that have been backed up."""
    try:
        found = [path for path in root.iterdir() if _DOCUMENT.fullmatch(path.name)]
    except OSError:
        return []
    return sorted(path for path in found if path.is_dir())


def snapshots(folder: Path) -> list[Named]:
    """Return the snapshots in a folder, the newest first by number, sound or not."""
    try:
        names = [path for path in folder.iterdir() if _SNAPSHOT.fullmatch(path.name)]
    except OSError:
        return []
    return sorted((named(path) for path in names), reverse=True)


def named(path: Path) -> Named:
    """Return what the name of a snapshot's file tells."""
    match = _SNAPSHOT.fullmatch(path.name)
    seq, moment = match.groups() if match else ("0", "")
    at_ms = 0
    with suppress(ValueError):
        at = datetime.strptime(moment, _CLOCK).replace(tzinfo=UTC)
        at_ms = int(at.timestamp()) * 1000
    return Named(int(seq), at_ms, path)


def next_snapshot(folder: Path) -> Named:
    """Return the name of a new snapshot: after all there are, sound or not."""
    now = clock.now()
    seq = max((found.seq for found in snapshots(folder)), default=0) + 1
    moment = re.sub("[-:]", "", now.isoformat(timespec="seconds")[:19])
    path = folder / f"snap-{seq:06}-{moment}Z.db"
    return Named(seq, round(now.timestamp() * 1000), path)


def part_of(path: Path) -> Path:
    """Return a name beside `path` for what is still being written."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")


def remove_part(part: Path) -> None:
    """Remove a file that was being written, with its journal."""
    for left in (part, part.with_name(part.name + "-journal")):
        with suppress(OSError):
            left.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove what runs that died were writing; for the holder of the folder only."""
    for pattern in (".*.part", ".*.part-journal"):
        for left in folder.glob(pattern):
            with suppress(OSError):
                left.unlink()


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep every other backup, rewriting and restore away from the folder, or raise Busy."""
    try:
        lock = Lock(folder / STORE)
    except Locked as error:
        sentence = _("These backups are in use. Try again in a moment; else delete “{lock}”.")
        raise Busy(sentence.format(lock=lock_path(folder / STORE))) from error
    except NotSaved as error:
        raise not_kept(type(error), folder) from error
    try:
        yield
    finally:
        lock.release()


def check_room(folder: Path, more: int, floor: int) -> None:
    """Raise NoSpace when `more` bytes would leave less than `floor` free on the disk."""
    if shutil.disk_usage(folder).free - more < floor:
        sentence = _(
            "Backups are paused: less than {gigabytes} GB would be left on the disk of “{folder}”. "
            "Free some space. Your work itself is saved."
        )
        raise NoSpace(sentence.format(gigabytes=round(floor / 1e9), folder=folder))


@contextmanager
def keeping(place: Path) -> Iterator[None]:
    """Raise what the disk reports of `place` as our own errors; let bugs pass.

    The sentences say that only the backup is lacking: the work itself is in its own file.
    """
    try:
        yield
    except OSError as error:
        raise not_kept(type(not_saved(place, error)), place) from error
    except sqlite3.DatabaseError as error:
        kind = _TROUBLES.get(getattr(error, "sqlite_errorcode", -1) & 0xFF)
        if kind is None:
            raise
        raise not_kept(kind, place) from error


_TROUBLES: dict[int, type[StudioError]] = {
    sqlite3.SQLITE_FULL: NoSpace,
    sqlite3.SQLITE_IOERR: NotSaved,
    sqlite3.SQLITE_READONLY: NotSaved,
    sqlite3.SQLITE_PERM: NotSaved,
    sqlite3.SQLITE_CANTOPEN: NotSaved,
    sqlite3.SQLITE_BUSY: Busy,
    sqlite3.SQLITE_LOCKED: Busy,
    sqlite3.SQLITE_CORRUPT: Unreadable,
    sqlite3.SQLITE_NOTADB: Unreadable,
}
_WORDS: dict[type[StudioError], str] = {
    NoSpace: N_(
        "No backup was made: the disk of “{place}” is full. Free some space. "
        "Your work itself is saved."
    ),
    NotSaved: N_(
        "No backup was made: “{place}” cannot be read or written. Check the disk and the "
        "permissions. Your work itself is saved."
    ),
    Busy: N_("No backup was made: “{place}” is in use. It will be tried again."),
    Unreadable: N_(
        "No backup was made: “{place}” is damaged. Save a copy, or restore an earlier backup."
    ),
}


def not_kept(kind: type[StudioError], place: Path) -> StudioError:
    """Return the failure to make a backup because of `place`, worded for the user."""
    return kind(_(_WORDS[kind]).format(place=place))

"""Whole workspaces: save a copy, make compact, move and rename.

An open workspace is copied by SQLite itself and never byte by byte: a copy without its hot
journal would pass every check and hold half an edit. A closed one has no journal.
"""

import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from studio.kernel.errors import Refused
from studio.kernel.files import not_saved, sync, sync_folder
from studio.kernel.i18n import _
from studio.kernel.ids import new_uuid
from studio.kernel.progress import Progress, Work
from studio.store import blobs, connection, faults
from studio.store.layout import check_layout, check_mark, check_name
from studio.store.lock import Lock
from studio.store.workspace import Store


@dataclass(frozen=True, slots=True)
class Compacted:
    """How large a workspace was and is now, in bytes."""

    before: int
    after: int


def save_copy(store: Store, target: Path) -> Work[Path]:
    """Write what is saved as a workspace of its own at `target`; return where it is.

    Works for a store that can only be read, also when its file has gone. Edits are Busy
    meanwhile. Raises Refused when something is there, NotSaved when the place cannot be written.
    """
    target = check_name(target)
    yield Progress(0, 3, _("Copying…"))
    with _new_file(target) as part:
        with store.alone(_("Save a copy")) as raw:
            _vacuum_into(raw, part)
        yield Progress(1, 3, _("Checking the copy…"))
        _make_independent(part, store.document)
        yield Progress(2, 3, _("Writing to disk…"))
    return target


def compact(path: Path) -> Work[Compacted]:
    """Rewrite a closed workspace without free space and without bytes that nothing names."""
    with _held(path), faults.told(path):
        before = path.stat().st_size
        yield Progress(0, 3, _("Looking for unused pictures…"))
        part = _part_of(path)
        try:
            with _closed_writer(path) as raw:
                blobs.drop_orphans(raw)
                yield Progress(1, 3, _("Copying…"))
                connection.make_empty(part)
                _vacuum_into(raw, part)
            yield Progress(2, 3, _("Checking the copy…"))
            _check(part)
            sync(part)
            part.replace(path)
            sync_folder(path.parent)
        except OSError as error:
            raise not_saved(path, error) from error
        finally:
            _remove(part)
        return Compacted(before, path.stat().st_size)


def move(path: Path, target: Path) -> Work[Path]:
    """Move or rename a closed workspace, to another disk if need be; return where it is now.

    The old file goes only when the new one is whole. Raises Refused when something is there.
    """
    target = check_name(target)
    with _held(path), faults.told(path):
        with _closed_writer(path):
            yield Progress(0, 2, _("Copying…"))
        if not _renamed(path, target):
            with _new_file(target) as part:
                shutil.copyfile(path, part)
                yield Progress(1, 2, _("Checking the copy…"))
                _check(part)
            path.unlink()
    return target


def _renamed(path: Path, target: Path) -> bool:
    """Give the file another name; tell whether the disk is the same and it could be done."""
    try:
        if path.stat().st_dev != target.parent.stat().st_dev:
            return False
        lock = Lock(target)
        try:
            _refuse(target)
            path.rename(target)
            sync_folder(target.parent)
        finally:
            lock.release()
    except OSError as error:
        raise not_saved(target, error) from error
    return True


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Keep everybody else from opening the workspace."""
    check_mark(path)
    lock = Lock(path)
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _closed_writer(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection to a workspace that is not open, which ends without a journal."""
    raw = connection.connect_writer(path)
    try:
        check_layout(raw, path)
        yield raw
        raw.execute("PRAGMA journal_mode=DELETE")
    finally:
        raw.close()


@contextmanager
def _new_file(target: Path) -> Iterator[Path]:
    """Give an empty file beside `target` that takes its name when the block ends well."""
    _refuse(target)
    lock = Lock(target)
    part = _part_of(target)
    try:
        connection.make_empty(part)
        yield part
        sync(part)
        _refuse(target)  # again: another program may have been quicker
        part.rename(target)
        sync_folder(target.parent)
    except OSError as error:
        raise not_saved(target, error) from error
    finally:
        _remove(part)
        lock.release()


def _refuse(target: Path) -> None:
    if os.path.lexists(target):
        sentence = _("“{name}” exists already. Choose another name.")
        raise Refused(sentence.format(name=target.name))


def _part_of(path: Path) -> Path:
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")


def _remove(part: Path) -> None:
    for left in (part, part.with_name(part.name + "-journal")):
        with suppress(OSError):
            left.unlink(missing_ok=True)


def _vacuum_into(raw: sqlite3.Connection, part: Path) -> None:
    with faults.told(part):
        raw.execute("PRAGMA query_only=OFF")  # where the file can only be read, it stays so
        raw.execute("VACUUM main INTO ?", (str(part),))


def _make_independent(part: Path, document: str) -> None:
    """Give the copy an identity of its own, so that its backups are its own too."""
    with faults.told(part), _closed_writer(part) as raw:
        raw.execute("UPDATE meta SET value = ? WHERE key = 'document'", (new_uuid(),))
        raw.execute("INSERT OR REPLACE INTO meta VALUES('copied_from', ?)", (document,))


def _check(part: Path) -> None:
    with _closed_writer(part):
        """Opening it so is the check."""

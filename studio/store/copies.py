"""Whole workspaces: save a copy, make compact, move and rename.

An open workspace is copied by SQLite itself and never byte by byte: a copy without its hot
journal would pass every check and hold half an edit. A closed one has no journal.
"""

import errno
import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from studio.kernel.errors import NotFound, Refused
from studio.kernel.files import not_saved, sync, sync_folder
from studio.kernel.i18n import _
from studio.kernel.ids import new_uuid
from studio.kernel.progress import Progress, Work
from studio.store import blobs, connection, faults
from studio.store.guard import known
from studio.store.layout import check_layout, check_name, require_own
from studio.store.lock import Lock
from studio.store.workspace import Store

_DOCUMENT = "SELECT value FROM meta WHERE key = 'document'"


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
    target = _named(target)
    yield Progress(0, 3, _("Copying…"))
    with _new_file(target) as part:
        with store.alone(_("Save a copy")) as raw:
            raw.execute("PRAGMA query_only=OFF")  # where the file can only be read, it stays so
            _vacuum_into(raw, part)
        yield Progress(1, 3, _("Checking the copy…"))
        document = new_uuid()
        with faults.told(target):
            _make_independent(part, document, store.document)
        yield Progress(2, 3, _("Writing to disk…"))
    known.remember(target, document, is_closed=True)
    return target


def compact(path: Path) -> Work[Compacted]:
    """Rewrite a closed workspace without free space and without bytes that nothing names."""
    with _held(path) as here, faults.told(here):
        before = here.stat().st_size
        yield Progress(0, 3, _("Looking for unused pictures…"))
        part = _part_of(here)
        try:
            with _closed_writer(here) as raw:
                blobs.drop_orphans(raw)
                yield Progress(1, 3, _("Copying…"))
                connection.make_empty(part)
                _vacuum_into(raw, part)
            yield Progress(2, 3, _("Checking the copy…"))
            document = _checked(part)
            sync(part)
            part.replace(here)
            sync_folder(here.parent)
        except OSError as error:
            raise not_saved(here, error) from error
        finally:
            _remove(part)
        known.remember(here, document, is_closed=True)
        return Compacted(before, here.stat().st_size)


def move(path: Path, target: Path) -> Work[Path]:
    """Move or rename a closed workspace, to another disk if need be; return where it is now.

    The old file goes only when the new one is whole. Raises Refused when something is there.
    """
    target = _named(target)
    _refuse(target)
    with _held(path) as here, faults.told(here):
        document = _checked(here)
        yield Progress(0, 2, _("Copying…"))
        if not _renamed(here, target):
            with _new_file(target) as part:
                shutil.copyfile(here, part)
                yield Progress(1, 2, _("Checking the copy…"))
                _checked(part)
            _leave(here, target)
    known.remember(target, document, is_closed=True)
    return target


def _named(target: Path) -> Path:
    target = check_name(target)
    return target.parent.resolve() / target.name


def _renamed(path: Path, target: Path) -> bool:
    """Give the file another name; tell whether the disk is the same and it could be done."""
    lock = Lock(target)
    try:
        _refuse(target)
        path.rename(target)
        sync_folder(target.parent)
        sync_folder(path.parent)
    except OSError as error:
        if error.errno == errno.EXDEV:
            return False
        raise not_saved(target, error) from error
    finally:
        lock.release()
    return True


def _leave(path: Path, target: Path) -> None:
    """Remove the file that has been copied; if it cannot be, the copy: there is never a twin."""
    try:
        path.unlink()
        sync_folder(path.parent)
    except OSError as error:
        target.unlink(missing_ok=True)
        raise not_saved(path, error) from error


@contextmanager
def _held(path: Path) -> Iterator[Path]:
    """Keep everybody else from opening the workspace; give the file that its name leads to."""
    path = path.resolve()
    lock = Lock(path)  # before the file is looked into: it may be open in this very program
    try:
        if not path.is_file():
            sentence = _("“{name}” is not there any more. It may have been moved or renamed.")
            raise NotFound(sentence.format(name=path.name))
        require_own(path)
        yield path
    finally:
        lock.release()


@contextmanager
def _closed_writer(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection to a workspace that is not open, which ends without a journal."""
    raw = connection.connect_writer(path)
    try:
        check_layout(raw, path)
        yield raw
    finally:
        with suppress(sqlite3.Error):
            raw.rollback()
            raw.execute("PRAGMA journal_mode=DELETE")
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
    raw.execute("VACUUM main INTO ?", (str(part),))


def _make_independent(part: Path, document: str, source: str) -> None:
    """Give the copy an identity of its own, so that its backups are its own too."""
    with _closed_writer(part) as raw:
        raw.execute("UPDATE meta SET value = ? WHERE key = 'document'", (document,))
        raw.execute("INSERT OR REPLACE INTO meta VALUES('copied_from', ?)", (source,))


def _checked(path: Path) -> str:
    """Return the uuid of a closed workspace that has been found to be whole."""
    with _closed_writer(path) as raw:
        return str(raw.execute(_DOCUMENT).fetchone()[0])

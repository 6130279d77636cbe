"""Reading a shared file, and bringing it here whole in place of a working copy."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from studio.kernel import files
from studio.kernel.errors import Busy, Locked, Unreadable
from studio.kernel.i18n import N_, _
from studio.kernel.progress import Work
from studio.store import connection, faults, structure
from studio.store.lock import Lock
from studio.store.sharing import transfer
from studio.store.sharing.heads import Head, head_of
from studio.store.sharing.origins import WorkingCopy, note, origin_path

HALF_WRITTEN = N_(
    "A program is writing “{name}”, or has stopped in the middle of it. Wait a moment, or publish "
    "under another name."
)
_INCOMPLETE = N_(
    "“{name}” is damaged, or has not all arrived yet. Wait until it is synchronised, then try "
    "again."
)
_CHANGED = N_("“{name}” changed while it was being copied. Try again in a moment.")


@contextmanager
def held(path: Path) -> Iterator[Lock]:
    """Hold the lock file beside a workspace, shared or private."""
    lock = Lock(path)
    try:
        yield lock
    finally:
        lock.release()


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection to a working copy, open or not."""
    with faults.opening(path), closing(connection.connect_reader(path)) as raw:
        yield raw


@contextmanager
def reading_shared(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection to a shared file; what is wrong with it may only be late.

    Without SQLite's locks, which may be refused, hang or lie there: our own lock file keeps
    others out, and without a journal beside it nobody is writing the file.
    """
    if transfer.is_half_written(path):
        raise Unreadable(_(HALF_WRITTEN).format(name=path.name))
    try:
        with faults.opening(path), closing(connection.connect_untouching(path)) as raw:
            transfer.check_mark(raw, path)
            yield raw
    except Unreadable as error:
        if path.exists() and path.stat().st_size > 0 and str(error) == str(faults.not_ours(path)):
            raise
        raise Unreadable(_(_INCOMPLETE).format(name=path.name)) from error


def sweep(copy: WorkingCopy) -> None:
    """Remove what a killed program left beside the copy; for who holds the shared file's lock."""
    transfer.sweep(copy.path)
    transfer.sweep(origin_path(copy.path))


def settle(path: Path) -> None:
    """Take back what a killed program left half done in the working copy."""
    if transfer.is_half_written(path):
        with suppress(Locked), held(path), transfer.writer(path):
            """Opening it is all there is to do."""


def fetch(copy: WorkingCopy) -> Work[WorkingCopy]:
    """Bring the shared file here, in place of the working copy if there is one."""
    shared, path = copy.shared, copy.path
    sweep(copy)
    part = transfer.part_of(path)
    try:
        seen = transfer.fingerprint(shared)
        connection.make_empty(part)
        counts = yield from transfer.staged(_bring(shared, part, seen[0]), 0, 2)
        if transfer.fingerprint(shared) != seen:
            raise Busy(_(_CHANGED).format(name=shared.name))
        head = yield from transfer.staged(_sound_head(shared, part, counts), 1, 2)
        files.sync(part)
        fetched = replace(copy, base=head, seen=seen)
        # First, since of a file without a record nobody knows what it may hold; an old copy that
        # stays beside a new record is still known for what it is by its log.
        note(fetched)
        part.replace(path)
        files.sync_folder(path.parent)
    except OSError as error:
        raise files.not_saved(path, error) from error
    finally:
        transfer.remove(part)
    return fetched


def _bring(shared: Path, part: Path, size: int) -> Work[dict[str, int] | None]:
    """Copy through SQLite and return the rows counted; bytes where a journal waits beside."""
    if transfer.is_half_written(shared):
        yield from _bring_with_journals(shared, part)
        return None
    with reading_shared(shared) as raw:
        if not structure.kinds(raw) <= structure.OWN_KINDS:
            raise faults.not_ours(shared)
        counts = dict(transfer.count_rows(raw))
        yield from transfer.vacuum_into(raw, part, size)
    return counts


def _bring_with_journals(shared: Path, part: Path) -> Work[None]:
    """Copy a file that somebody's crash left half done, and take that back in the copy.

    SQLite would write beside the shared file to read it.
    """
    yield from transfer.copy_bytes(shared, part)
    for theirs, ours in zip(transfer.journals(shared), transfer.journals(part), strict=True):
        with suppress(FileNotFoundError):
            theirs.stat()
            connection.make_empty(ours)
            yield from transfer.copy_bytes(theirs, ours)
    with transfer.writer(part) as raw:
        transfer.check_mark(raw, shared)


def _sound_head(shared: Path, part: Path, counts: dict[str, int] | None) -> Work[Head]:
    """Return where the history of what has come ends; raise Unreadable unless it is whole."""
    try:
        with transfer.writer(part) as raw:
            yield from transfer.check_whole(raw, part)
            if counts is not None and transfer.count_rows(raw) != counts:
                raise faults.damaged(part)
            return head_of(raw)
    except Unreadable as error:
        raise Unreadable(_(_INCOMPLETE).format(name=shared.name)) from error

"""A workspace in a network or cloud folder: a private copy here is edited, and published whole.

Whole, and not page by page as SQLite writes, because nothing else holds on such disks. A lock
may be refused or lie; a sync may return before a byte has left this computer, so that after a
cut pages of one commit are there and others are not; a syncing program uploads whatever it finds
in the middle of a commit, and knows nothing of the journal beside it. One new file in place of
the old is what they all do well: bytes in order into a file beside, synced, read back, renamed
over the old one. Where even a rename is not at once (FAT, some servers over SSH), it is the only
moment at risk, and the working copy still holds everything.

Who may write is told by our lock file beside the shared file, made with O_EXCL, which servers
honour. A syncing program carries it late: two who publish within that time get what it calls a
conflicted copy, both files whole. What was last published is told by the history: see `heads`.
"""

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from studio.kernel import files
from studio.kernel.errors import Drift, Locked, NotFound, NotSaved, Refused, Unreadable
from studio.kernel.i18n import N_, _
from studio.kernel.progress import Work
from studio.store import connection, copies, faults
from studio.store.layout import check_name
from studio.store.sharing import transfer
from studio.store.sharing.fetch import (
    HALF_WRITTEN,
    fetch,
    held,
    reading,
    reading_shared,
    settle,
    sweep,
)
from studio.store.sharing.heads import Head, State, compare, follows, head_of
from studio.store.sharing.origins import (
    WorkingCopy,
    copies_in,
    folder_for,
    latest,
    note,
    origin_path,
)
from studio.store.sharing.places import Place, place_of
from studio.store.workspace import Store

__all__ = [
    "Published",
    "State",
    "WorkingCopy",
    "check_out",
    "copies_in",
    "publish",
    "set_aside",
    "state",
]

_log = logging.getLogger(__name__)

_GONE = N_(
    "“{name}” is not there any more. Check that its drive is connected, or publish under "
    "another name."
)
_MOVED = N_(
    "“{name}” is not what your copy started from: somebody else has published it, or put another "
    "there. Publish yours under another name, or set it aside and take theirs."
)
_ANOTHER = N_("“{name}” is another workspace now. Publish yours under another name.")
_UNLOCKED = N_(
    "Another program has taken “{name}” over while it was being published. Nothing was changed; "
    "try again."
)


@dataclass(frozen=True, slots=True)
class Published:
    """What came of publishing: the copy as it now stands, and how large the shared file is."""

    copy: WorkingCopy
    path: Path
    size: int


def check_out(shared: Path, copies_folder: Path, place: Place | None = None) -> Work[WorkingCopy]:
    """Return the working copy of a shared workspace, made or brought up to date.

    A copy that holds unpublished edits comes back as it is, whatever has happened to the shared
    file: ask `state`. Raises NotFound, Locked (somebody publishes, or the copy is open), Busy,
    Unreadable, NotSaved (NoSpace; also where the lock cannot be made beside the shared file).
    """
    shared = _require_there(shared)
    with held(shared):
        transfer.sweep(shared)
        copy = next((c for c in copies_in(copies_folder) if c.shared == shared), None)
        if copy is not None:
            sweep(copy)
        if copy is not None and copy.path.exists():
            if not _is_behind(copy):
                return copy
            with held(copy.path):
                return (yield from fetch(copy))
        if copy is None:
            folder = folder_for(shared, copies_folder)
            name = place.name if place else place_of(shared).name
            copy = WorkingCopy(folder / shared.name, shared, Head("", 0, "", ""), name, (0, 0, 0))
        try:
            copy.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            return (yield from fetch(copy))
        finally:
            with suppress(OSError):
                copy.path.parent.rmdir()  # stays unless it is empty


def publish(
    workspace: Store | Path, copy: WorkingCopy, under: Path | None = None
) -> Work[Published]:
    """Replace the shared file by what the working copy holds; `under` makes a new one there.

    An open Store can be edited on, but for the moment in which its file is copied (Busy); a Path
    is of a closed one. The shared file is the old or the new one at every moment. Raises Drift
    when somebody else has published, Refused, NotFound, Locked, NotSaved (NoSpace).
    """
    copy = latest(copy)
    target = copy.shared if under is None else _new_target(under)
    local = transfer.part_of(copy.path)
    if isinstance(workspace, Path):
        settle(workspace)
    with held(target) as lock:
        transfer.sweep(target)
        sweep(copy)
        _require_unmoved(workspace, copy, target, is_new=under is not None)
        try:
            head = yield from _snapshot(workspace, local)
            if head.document != copy.base.document:
                raise Refused(_(_ANOTHER).format(name=copy.path.name))

            def last_look(_part: Path) -> None:
                if not lock.is_held():
                    raise Locked(_(_UNLOCKED).format(name=target.name))
                _require_unmoved(workspace, copy, target, is_new=under is not None)

            with files.replacing(target, last_look) as part:
                _take_access(part, copy.shared)
                yield from _send(local, part, target)
            seen = _seen(target)
        finally:
            transfer.remove(local)
        moved = replace(copy, shared=target, base=head, seen=seen)
        _noted(moved)
        return Published(moved, target, seen[0])


def state(copy: WorkingCopy) -> State:
    """Return how the copy and the shared file stand to each other: one look while nothing moves.

    Raises Unreadable for a shared file that is half there. A dead network drive can make it
    wait: ask from a job.
    """
    try:
        seen = transfer.fingerprint(copy.shared)
    except OSError:
        return State.SHARED_MISSING
    settle(copy.path)
    if seen == copy.seen:
        with reading(copy.path) as ours:
            if head_of(ours) == copy.base:
                return State.UNCHANGED
            if follows(ours, copy.base):
                return State.OURS_NEWER
    return _compared(copy)


def set_aside(copy: WorkingCopy, target: Path) -> Work[Path]:
    """Make the closed working copy a workspace of its own at `target`; return where it is.

    The next `check_out` takes the shared file afresh. Raises as `copies.move`.
    """
    moved = yield from copies.move(copy.path, target)
    with suppress(OSError):
        origin_path(copy.path).unlink()
        copy.path.parent.rmdir()
    return moved


def _require_there(shared: Path) -> Path:
    with suppress(OSError, RuntimeError):
        if shared.is_file():
            return shared.resolve()
    sentence = _("“{name}” is not there any more. It may have been moved or renamed.")
    raise NotFound(sentence.format(name=shared.name))


def _new_target(under: Path) -> Path:
    under = check_name(under)
    return under.parent.resolve() / under.name


def _is_behind(copy: WorkingCopy) -> bool:
    """Tell whether the copy can be brought up to date; not when it cannot be told."""
    settle(copy.path)
    try:
        return _compared(copy) is State.THEIRS_NEWER
    except Unreadable as error:
        _log.info("the shared file stays unread: %s", error)
        return False


def _compared(copy: WorkingCopy) -> State:
    with reading(copy.path) as ours, reading_shared(copy.shared) as theirs:
        return compare(ours, theirs, copy.base)


def _require_unmoved(
    workspace: Store | Path, copy: WorkingCopy, target: Path, *, is_new: bool
) -> None:
    """Raise unless the copy goes on from what lies at `target`."""
    if transfer.is_half_written(target):
        raise Refused(_(HALF_WRITTEN).format(name=target.name))
    if is_new:
        if os.path.lexists(target):
            sentence = _("“{name}” exists already. Choose another name.")
            raise Refused(sentence.format(name=target.name))
        return
    if not target.exists():
        raise NotFound(_(_GONE).format(name=target.name))
    with reading(_path_of(workspace)) as ours, reading_shared(target) as theirs:
        if head_of(theirs).document != copy.base.document:
            raise Refused(_(_ANOTHER).format(name=target.name))
        if compare(ours, theirs, copy.base) not in (State.UNCHANGED, State.OURS_NEWER):
            raise Drift(_(_MOVED).format(name=target.name))


def _path_of(workspace: Store | Path) -> Path:
    return workspace if isinstance(workspace, Path) else workspace.path


def _snapshot(workspace: Store | Path, part: Path) -> Work[Head]:
    """Write what is saved into `part`, on the disk of this computer: no edit waits for a network.

    Return where its history ends; typing that goes on begins a step of its own.
    """
    path = _path_of(workspace)
    try:
        with faults.told(path), _alone(workspace) as raw:
            connection.make_empty(part)
            before = head_of(raw), transfer.count_rows(raw)
            yield from transfer.staged(transfer.vacuum_into(raw, part, path.stat().st_size), 0, 4)
        with transfer.writer(part) as raw:
            yield from transfer.staged(transfer.check_whole(raw, part), 1, 4)
            if (head_of(raw), transfer.count_rows(raw)) != before:
                raise faults.damaged(path)
    except Unreadable as error:
        raise faults.damaged(path) from error
    except OSError as error:
        raise files.not_saved(path, error) from error
    return before[0]


@contextmanager
def _alone(workspace: Store | Path) -> Iterator[sqlite3.Connection]:
    """Give the workspace's writing connection with everybody else kept out and no step open."""
    if isinstance(workspace, Path):
        with held(workspace), transfer.writer(workspace) as raw:
            raw.execute("UPDATE history_step SET open = 0 WHERE open = 1")
            yield raw
        return
    with workspace.alone(_("Publish")) as raw:
        if not workspace.read_only and workspace.history.has_open_step():
            workspace.history.close_step()
        yield raw


def _send(local: Path, part: Path, target: Path) -> Work[None]:
    """Write the bytes to the shared disk, and read them back from there."""
    sent = yield from transfer.staged(transfer.copy_bytes(local, part), 2, 4)
    arrived = yield from transfer.staged(transfer.digest_of(part), 3, 4)
    if arrived != sent:
        sentence = _("“{name}” did not arrive whole. Check the drive, then try again.")
        raise NotSaved(sentence.format(name=target.name))


def _take_access(part: Path, shared: Path) -> None:
    """Let everybody who could read the old file read the new one; some disks know no such thing."""
    with suppress(OSError):
        old = shared.stat()
        part.chmod(old.st_mode & 0o777)
        if os.name != "nt":
            os.chown(part, -1, old.st_gid)


def _seen(target: Path) -> transfer.Fingerprint:
    """Return what was published looks like; nothing where the drive has gone since."""
    with suppress(OSError):
        return transfer.fingerprint(target)
    return 0, 0, 0


def _noted(copy: WorkingCopy) -> None:
    """Keep the record if the disk takes it; without it the history tells as much."""
    try:
        note(copy)
    except NotSaved as error:
        _log.warning("what “%s” was published as could not be noted: %s", copy.path.name, error)

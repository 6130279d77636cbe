"""One backup: assets first, then all rows at one moment, checked, and only then counted."""

import hashlib
import logging
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from time import perf_counter

from studio.kernel.errors import Busy, NotSaved, Unreadable
from studio.kernel.files import sync_folder
from studio.kernel.i18n import N_, _
from studio.kernel.progress import Progress, Work
from studio.store import connection
from studio.store.backups import assets, salvage_assets, snapshot, snapshot_file
from studio.store.backups import folder as folders
from studio.store.backups.folder import FLOOR, keeping
from studio.store.backups.points import Point, point_of, read_mark
from studio.store.backups.snapshot import Taken
from studio.store.backups.snapshot_file import Facts
from studio.store.backups.thinning import thin

_log = logging.getLogger(__name__)

REASONS = {
    "timer": N_("While working"),
    "close": N_("On closing"),
    "request": N_("On request"),
    "upgrade": N_("Before an upgrade"),
    "import": N_("Before an import"),
    "merge": N_("Before a merge"),
    "compact": N_("Before compacting"),
    "restore": N_("Before a restore"),
    "erase": N_("Before erasing a person"),
    "bulk delete": N_("Before deleting many"),
}
"""Why backups are made, as they are stored, and as they are shown with `_`."""

_BATCH = 8 * 1024 * 1024
"""Bytes of assets that are brought to the disk at once: large syncs hold up other programs'."""
_PIECE = 1024 * 1024
_PIECES = (4, 8)
"""How many pieces one read of a large asset takes, at least and at most."""
_SLICE_S = 0.012
"""How long one read of a large asset may keep an edit from being committed."""


def back_up(source: Path, root: Path, reason: str, *, floor: int = FLOOR) -> Work[Point]:
    """Back up what is saved of the workspace at `source`, open or not; return the restore point.

    `reason` is a key of `REASONS`. Edits go on meanwhile. Raises NoSpace when the disk would have
    less than `floor` bytes left, Busy when the backups are in use, NotSaved, Unreadable.
    """
    document = read_mark(source).document
    with keeping(root):
        folder = folders.make_folder(root, document)
    with keeping(folder), folders.held(folder):
        folders.sweep(folder)
        folders.check_room(folder, 0, floor)
        with assets.opened(folder) as store:
            yield from salvage_assets.bring_over(store, folder)
            assets.forget_unsound(store)
            point = yield from _made(source, folder, store, reason, floor)
            wasteful = thin(folder, store)
        if wasteful:
            yield Progress(0, 0, _("Making the backups smaller…"))
            assets.shrink(folder)
    return point


def _made(
    source: Path, folder: Path, store: sqlite3.Connection, reason: str, floor: int
) -> Work[Point]:
    with keeping(source):
        reader = connection.connect_reader(source)
    with closing(reader), snapshot.taking(source) as taken:
        with keeping(source):
            there = reader.execute("SELECT sha256 FROM asset_data ORDER BY +rowid").fetchall()
        into = _Into(folder, store, floor)
        unsound = yield from _copy_assets(reader, source, [digest for (digest,) in there], into)
        yield from snapshot.copy_rows(taken, source)
        _log.debug("edits were held up for %.1f ms", taken.blocked_s * 1000)
        late = taken.held - unsound
        unsound |= yield from _copy_assets(reader, source, late, into)
        folders.check_room(folder, taken.size, floor)
        yield Progress(0, 0, _("Checking the backup…"))
        return _published(taken, source, reason, into, taken.held - unsound)


class _Into:
    """Where a backup goes; brings assets to the disk a few megabytes at a time."""

    def __init__(self, folder: Path, store: sqlite3.Connection, floor: int) -> None:
        self.folder = folder
        self.store = store
        self.floor = floor
        self._waiting = 0

    def begin(self) -> None:
        self.store.execute("BEGIN IMMEDIATE")

    def wrote(self, size: int) -> None:
        self._waiting += size
        if self._waiting >= _BATCH:
            self.end()
            folders.check_room(self.folder, 0, self.floor)
            self.begin()

    def end(self) -> None:
        self.store.execute("COMMIT")
        self._waiting = 0


def _copy_assets(
    reader: sqlite3.Connection, source: Path, digests: Iterable[str], into: _Into
) -> Work[frozenset[str]]:
    """Bring over what the store lacks, and return the hashes whose bytes are damaged."""
    there = assets.hashes(into.store)
    lacking = [digest for digest in digests if digest not in there]
    unsound: set[str] = set()
    into.begin()
    for done, digest in enumerate(lacking):
        yield Progress(done, len(lacking), _("Copying pictures to the backup…"))
        if not _copy_one(reader, source, digest, into):
            _log.warning("asset %s is damaged in the workspace", digest)
            assets.give_up(into.store, digest)
            unsound.add(digest)
    into.end()
    return frozenset(unsound)


def _copy_one(reader: sqlite3.Connection, source: Path, digest: str, into: _Into) -> bool:
    """Copy an asset's bytes in short reads; return whether they are there, and sound."""
    query = "SELECT rowid, length(data) FROM asset_data WHERE sha256 = ? AND typeof(data) = 'blob'"
    told = hashlib.sha256()
    size = done = number = 0
    while done < size or number == 0:
        try:
            with keeping(source):
                row, size = (reader.execute(query, (digest,)).fetchall() or [(0, -1)])[0]
                piece = _read_some(reader, row, done) if size > 0 else b""
        except (Unreadable, NotSaved):
            # One bad sector under one picture must not keep everything else from its backup.
            return False
        told.update(piece)
        assets.add_piece(into.store, digest, number, piece)
        done, number = done + len(piece), number + 1
        into.wrote(len(piece))
    sound = done == size and told.hexdigest() == digest
    if sound:
        assets.complete(into.store, digest, size)
    return sound


def _read_some(raw: sqlite3.Connection, row: int, done: int) -> bytes:
    """Read on for a moment; commits wait while a blob is open, and reaching far into it takes."""
    pieces: list[bytes] = []
    end = perf_counter() + _SLICE_S
    with raw.blobopen("asset_data", "data", row, readonly=True) as blob:
        blob.seek(done)
        while len(pieces) < _PIECES[0] or (len(pieces) < _PIECES[1] and perf_counter() < end):
            piece = blob.read(_PIECE)
            if not piece:
                break
            pieces.append(piece)
    return b"".join(pieces)


def _published(taken: Taken, source: Path, reason: str, into: _Into, held: frozenset[str]) -> Point:
    """Write the snapshot, check it, and give it its name: from then on it counts."""
    named = folders.next_snapshot(into.folder)
    facts = Facts(
        document=taken.document,
        name=source.stem,
        path=str(source),
        seq=named.seq,
        at_ms=named.at_ms,
        reason=reason,
        step=taken.step,
        edit=taken.edit,
        schema=taken.schema,
        rows=taken.rows,
    )
    part = folders.part_of(named.path)
    try:
        snapshot_file.write(taken, facts, part)
        _check(part, taken.rows)
        if not held <= assets.hashes(into.store):
            raise Busy(_("Pictures were removed during the backup. It will be tried again."))
        digest, size = snapshot_file.fingerprint(part)
        assets.enter(into.store, named.path.name, digest, size)
        part.rename(named.path)
        sync_folder(into.folder)
    finally:
        folders.remove_part(part)
    return point_of(named.path, facts, size)


def _check(part: Path, rows: dict[str, int]) -> None:
    try:
        snapshot_file.check(part, rows)
    except Unreadable as error:
        raise folders.not_kept(NotSaved, part.parent) from error

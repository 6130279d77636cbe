"""Restore points: what can be gone back to, listed without any workspace open."""

from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from studio.kernel import clock
from studio.kernel.errors import Unreadable
from studio.kernel.i18n import _
from studio.kernel.progress import Progress, Work
from studio.store import connection
from studio.store.backups import assets, snapshot_file
from studio.store.backups import folder as folders
from studio.store.backups.assets import Ledger
from studio.store.backups.folder import Named, keeping
from studio.store.backups.snapshot_file import Facts

EVERY_MS = 10 * 60_000


@dataclass(frozen=True, slots=True)
class Point:
    """A snapshot as people choose it. A damaged one may know only its time."""

    path: Path
    document: str
    """The folder's name: the id of the workspace that was backed up."""
    seq: int
    at_ms: int
    size: int
    """Bytes of the rows; the assets of all snapshots lie together."""
    verified: bool
    """It is as it was when it had been checked, as far as has been looked."""
    damaged: bool = False
    name: str = ""
    """The workspace's at that time."""
    reason: str = ""
    rows: int = 0
    step: int = 0
    edit: str = ""
    schema: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a workspace has come: its document, last step, and last edit in that step."""

    document: str
    step: int
    edit: str


def restore_points(root: Path) -> list[Point]:
    """Return the restore points of all documents, those used last first, the newest first in each.

    Of each document the newest point that is sound has been read to its last byte; the others are
    as far as their size and their first pages tell, until `checked`. Never raises for a bad file.
    """
    found = [_with_a_sound_newest(points_in(folder)) for folder in folders.folders(root)]
    documents = [points for points in found if points]
    documents.sort(key=lambda points: points[0].at_ms, reverse=True)
    return [point for points in documents for point in points]


def points_in(folder: Path) -> list[Point]:
    """Return the restore points of one document, the newest first by number."""
    with assets.reading(folder) as store:
        ledger = assets.ledger(store)
    return [_point(named, ledger) for named in folders.snapshots(folder)]


def _point(named: Named, ledger: Ledger) -> Point:
    path = named.path
    bare = Point(path, path.parent.name, named.seq, named.at_ms, 0, verified=False, damaged=True)
    try:
        size = path.stat().st_size
        facts = snapshot_file.read_facts(path)
    except (OSError, Unreadable):
        return bare
    noted = {length for name, _digest, length in ledger if name == path.name}
    point = point_of(path, facts, size)
    return replace(point, verified=size in noted, damaged=bool(noted) and size not in noted)


def point_of(path: Path, facts: Facts, size: int) -> Point:
    """Return the point that a verified snapshot of these facts is."""
    return Point(
        path,
        path.parent.name,
        folders.named(path).seq,
        facts.at_ms,
        size,
        verified=True,
        name=facts.name,
        reason=facts.reason,
        rows=sum(facts.rows.values()),
        step=facts.step,
        edit=facts.edit,
        schema=facts.schema,
    )


def checked(points: list[Point]) -> Work[list[Point]]:
    """Read points to their last byte, and return them with what has been found."""
    found = []
    for done, point in enumerate(points):
        yield Progress(done, len(points), _("Checking the backups…"))
        found.append(examine(point))
    return found


def examine(point: Point) -> Point:
    """Return the point with what reading it to its last byte has shown."""
    with assets.reading(point.path.parent) as store:
        ledger = assets.ledger(store)
    if point.damaged:
        return point
    try:
        digest, size = snapshot_file.fingerprint(point.path)
        if (point.path.name, digest, size) in ledger:
            return replace(point, verified=True)
        if any(name == point.path.name for name, _digest, _size in ledger):
            return replace(point, verified=False, damaged=True)
        snapshot_file.check(point.path, snapshot_file.read_facts(point.path).rows)
    except (OSError, Unreadable):
        return replace(point, verified=False, damaged=True)
    return replace(point, verified=False)


def _with_a_sound_newest(points: list[Point]) -> list[Point]:
    found = []
    rest = list(points)
    while rest:
        found.append(examine(rest.pop(0)))
        if found[-1].verified:
            break
    return found + rest


def last_backup(root: Path, document: str) -> Point | None:
    """Return the newest verified point of a document; None when it has none."""
    points = points_in(folders.folder_of(root, document))
    return next((point for point in points if point.verified), None)


def read_mark(path: Path) -> Mark:
    """Return how far the workspace at `path` has come, in one short read."""
    with keeping(path), closing(connection.connect_reader(path)) as raw:
        raw.execute("BEGIN")
        document = raw.execute("SELECT value FROM meta WHERE key = 'document'").fetchone()
        step = raw.execute(
            "SELECT id, edit_uuid FROM history_step ORDER BY id DESC LIMIT 1"
        ).fetchone()
        return Mark(document[0] if document else "", *(step or (0, "")))


def has_moved(last: Point | None, mark: Mark) -> bool:
    """Tell whether anything has happened since the last backup."""
    return last is None or (last.step, last.edit) != (mark.step, mark.edit)


def is_due(last: Point | None, mark: Mark) -> bool:
    """Tell whether something has happened, and the last backup is ten minutes old.

    A backup of the future was dated by a wrong clock, so it is no reason to wait.
    """
    if last is None:
        return True
    age = clock.now_ms() - last.at_ms
    return has_moved(last, mark) and not 0 <= age < EVERY_MS

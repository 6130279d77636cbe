"""Going back: a new workspace of its own, made of a snapshot and of the assets it names."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from studio.kernel.errors import NotSaved, Refused
from studio.kernel.files import not_saved, sync, sync_folder
from studio.kernel.i18n import N_, _
from studio.kernel.ids import new_uuid
from studio.kernel.progress import Progress, Work
from studio.store import connection, faults, search_index
from studio.store.backups import assets, snapshot_file
from studio.store.backups import folder as folders
from studio.store.backups.points import Point, examine
from studio.store.history import History
from studio.store.layout import check_name
from studio.store.schema import APPLICATION_ID, SCHEMA

_SETTINGS = (
    "journal_mode=OFF",
    "synchronous=OFF",
    "foreign_keys=OFF",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "cache_size=-65536",
)
"""For a private file that is thrown away unless it gets ready; it is synced as a whole."""


@dataclass(frozen=True, slots=True)
class Restored:
    """The new workspace, and what it lacks."""

    path: Path
    assets: int
    """How many pictures, sounds and documents came back."""
    missing: tuple[str, ...]
    """Hashes of those whose bytes are gone."""


def restore(point: Point, target: Path, actor: str) -> Work[Restored]:
    """Make a workspace at `target` that equals the one that was backed up; return what it lacks.

    It is a document of its own, and no undo reaches behind the restore. Raises Refused when
    something is at `target`, Unreadable when the point is damaged, Busy when the backups are in
    use, NotSaved (NoSpace) when the place cannot be written.
    """
    target = check_name(target)
    _refuse_existing(target)
    yield Progress(0, 0, _("Checking the backup…"))
    with _kept_still(point.path.parent):
        if examine(point).damaged:
            raise snapshot_file.damaged(point.path)
        wanted = [d for d, brought in snapshot_file.read_assets(point.path).items() if brought]
        part = folders.part_of(target)
        try:
            with faults.told(target):
                _write_rows(point, part)
                missing = yield from _bring_assets(point.path.parent, part, wanted)
                yield Progress(len(wanted), len(wanted), _("Checking the new workspace…"))
                _make_own(part, point, actor)
            _put_in_place(part, target)
        except OSError as error:
            raise not_saved(target, error) from error
        finally:
            folders.remove_part(part)
    return Restored(target, len(wanted) - len(missing), missing)


@contextmanager
def _kept_still(folder: Path) -> Iterator[None]:
    """Let nobody thin the backups meanwhile; on a medium that cannot be written nobody can."""
    with ExitStack() as stack:
        with suppress(NotSaved):
            stack.enter_context(folders.held(folder))
        yield


def _refuse_existing(target: Path) -> None:
    if os.path.lexists(target):
        raise _exists(target)


def _exists(target: Path) -> Refused:
    sentence = _("“{name}” exists already. Choose another name.")
    return Refused(sentence.format(name=target.name))


def _write_rows(point: Point, part: Path) -> None:
    connection.make_empty(part)
    with closing(snapshot_file.opened(point.path)) as raw:
        try:
            raw.execute("VACUUM INTO ?", (str(part),))
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF in assets.DAMAGE:
                raise snapshot_file.damaged(point.path) from error
            raise


def _bring_assets(folder: Path, part: Path, wanted: list[str]) -> Work[tuple[str, ...]]:
    """Add the bytes, and return the hashes of those that are gone."""
    missing = []
    with assets.reading(folder) as store, closing(_private(part)) as raw:
        raw.execute("BEGIN")
        for done, digest in enumerate(wanted):
            yield Progress(done, len(wanted), _("Restoring pictures…"))
            data = None if store is None else assets.get(store, digest)
            if data is None:
                missing.append(digest)
                continue
            values = (digest, len(data), data)
            raw.execute("INSERT INTO asset_data(sha256, size, data) VALUES(?, ?, ?)", values)
        raw.execute("COMMIT")
    return tuple(missing)


def _make_own(part: Path, point: Point, actor: str) -> None:
    """Give the new workspace an identity, a barrier in its history, and our mark; check it."""
    with closing(_private(part)) as raw:
        raw.execute("BEGIN")
        for table in snapshot_file.TABLES:
            raw.execute(f"DROP TABLE {table}")
        raw.execute("UPDATE meta SET value = ? WHERE key = 'document'", (new_uuid(),))
        raw.execute("INSERT OR REPLACE INTO meta VALUES('restored_from', ?)", (point.document,))
        if point.schema == SCHEMA:  # else the upgrade to come does the same
            History(raw).bar(N_("Restored from a backup"), actor)
            search_index.rebuild(raw)
        raw.execute("COMMIT")
        raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
        sound = raw.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        if not sound or raw.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise snapshot_file.damaged(point.path)


def _private(part: Path) -> sqlite3.Connection:
    raw = snapshot_file.opened(part, "mode=rw")
    for setting in _SETTINGS:
        raw.execute(f"PRAGMA {setting}")
    return raw


def _put_in_place(part: Path, target: Path) -> None:
    """Give the finished file its name, unless somebody was quicker."""
    sync(part)
    try:
        os.link(part, target)
    except FileExistsError as error:
        raise _exists(target) from error
    except OSError:  # a disk without links
        _refuse_existing(target)
        part.rename(target)
    sync_folder(target.parent)

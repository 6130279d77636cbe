"""Changing what has been backed up: every snapshot of a document, and the assets beside them.

For erasing a person. What is rewritten is made beside, checked, and then takes the old one's
place, so a run that is cut short leaves each snapshot as it was or as it shall be; run it again.
"""

import sqlite3
from collections.abc import Callable, Collection
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from studio.kernel.errors import NotSaved, Unreadable
from studio.kernel.files import sync, sync_folder
from studio.kernel.i18n import _
from studio.kernel.progress import Progress, Work
from studio.store import connection
from studio.store.backups import assets, snapshot_file
from studio.store.backups import folder as folders
from studio.store.backups.folder import keeping

_SETTINGS = (
    "journal_mode=MEMORY",
    "synchronous=OFF",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    "secure_delete=ON",
    "temp_store=MEMORY",
)

Change = Callable[[sqlite3.Connection], None]
"""Changes rows on a raw connection, inside a transaction; says nothing of what it did not find."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """How many snapshots were changed, and which could not be read and therefore went."""

    changed: int
    removed: tuple[str, ...]


def rewrite(
    root: Path, document: str, change: Change, forget: Collection[str] = ()
) -> Work[Rewritten]:
    """Change every snapshot of a document, and let each forget the assets in `forget`.

    A snapshot that is damaged cannot be changed, so it is removed. Raises Busy while the backups
    are in use, NotSaved when the disk does not take it: then run it again.
    """
    folder = folders.folder_of(root, document)
    removed = []
    if not folder.is_dir():
        return Rewritten(0, ())
    with keeping(folder), folders.held(folder):
        folders.sweep(folder)
        every = folders.snapshots(folder)
        for done, named in enumerate(every):
            yield Progress(done, len(every), _("Rewriting the backups…"))
            part = folders.part_of(named.path)
            try:
                rows = _rewritten(named.path, part, change, forget)
                if rows is None:
                    removed.append(named.path.name)
                    named.path.unlink()
                else:
                    _exchange(folder, part, named.path, rows)
            finally:
                folders.remove_part(part)
        sync_folder(folder)
    return Rewritten(len(every) - len(removed), tuple(removed))


def _rewritten(
    path: Path, part: Path, change: Change, forget: Collection[str]
) -> dict[str, int] | None:
    """Write the changed snapshot to `part`; return its rows by table, None for a damaged one."""
    connection.make_empty(part)
    try:
        facts = snapshot_file.read_facts(path)
        with closing(snapshot_file.opened(path)) as raw:
            raw.execute("VACUUM INTO ?", (str(part),))
        return _change(part, facts, change, forget)
    except Unreadable:
        return None
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in assets.DAMAGE:
            return None
        raise


def _change(
    part: Path, facts: snapshot_file.Facts, change: Change, forget: Collection[str]
) -> dict[str, int]:
    """Change the private copy, and return how many rows each table has now."""
    with closing(snapshot_file.opened(part, "mode=rw")) as raw:
        for setting in _SETTINGS:
            raw.execute(f"PRAGMA {setting}")
        raw.execute("BEGIN")
        raw.execute("PRAGMA defer_foreign_keys=ON")
        change(raw)
        gone = [(digest,) for digest in forget]
        raw.executemany("DELETE FROM backup_asset WHERE sha256 = ?", gone)
        rows = snapshot_file.count(raw)
        snapshot_file.put_facts(raw, replace(facts, rows=rows))
        raw.execute("COMMIT")
        raw.execute("VACUUM")
    return rows


def _exchange(folder: Path, part: Path, path: Path, rows: dict[str, int]) -> None:
    """Put the new snapshot in the old one's place; either of them is verified at any time."""
    sync(part)
    try:
        snapshot_file.check(part, rows)
    except Unreadable as error:
        raise folders.not_kept(NotSaved, folder) from error
    digest, size = snapshot_file.fingerprint(part)
    with assets.opened(folder) as store:
        assets.enter(store, path.name, digest, size)
        part.replace(path)
        sync_folder(folder)
        assets.strike(store, path.name, but=digest)


def purge(root: Path, document: str, digests: Collection[str]) -> Work[None]:
    """Remove the bytes of assets from the backups of a document, and their traces from the disk."""
    folder = folders.folder_of(root, document)
    if not folder.is_dir():
        return
    with keeping(folder), folders.held(folder):
        folders.sweep(folder)
        yield Progress(0, 2, _("Removing pictures from the backups…"))
        for aside in assets.put_aside(folder):
            aside.unlink()
            folders.remove_part(aside)
        with assets.opened(folder) as store:
            assets.remove(store, digests)
        yield Progress(1, 2, _("Making the backups smaller…"))
        assets.shrink(folder)

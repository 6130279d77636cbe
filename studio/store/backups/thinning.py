"""Letting go of old snapshots, and of assets that no snapshot names any more."""

import logging
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from studio.kernel.errors import Unreadable
from studio.kernel.files import sync_folder
from studio.store.backups import assets, snapshot_file
from studio.store.backups import folder as folders
from studio.store.backups.points import Point, examine, points_in
from studio.store.backups.retention import LEAST, Stamp, kept

_log = logging.getLogger(__name__)


def thin(folder: Path, store: sqlite3.Connection) -> bool:
    """Remove what need not be kept; return whether the store should be shrunk afterwards.

    For the holder of the folder, and only after a new snapshot has been verified.
    """
    points = points_in(folder)
    doomed = _doomed(points)
    if doomed:  # then those that are to be relied on instead are read to their last byte
        points = _examined(points)
        doomed = _doomed(points)
    for point in doomed:
        point.path.unlink(missing_ok=True)
        assets.strike(store, point.path.name)
    if doomed:
        sync_folder(folder)
    collect(folder, store)
    return assets.is_wasteful(store)


def _doomed(points: Sequence[Point]) -> list[Point]:
    stay = kept(Stamp(p.seq, p.at_ms, p.schema, p.verified, p.damaged) for p in points)
    return [point for point in points if point.seq not in stay]


def _examined(points: Sequence[Point]) -> list[Point]:
    """Return the points, of which the newest have been read until enough of them were sound."""
    found: list[Point] = []
    sound = 0
    for point in points:
        seen = examine(point) if sound < LEAST else point
        sound += seen.verified
        found.append(seen)
    return found


def collect(folder: Path, store: sqlite3.Connection) -> None:
    """Remove the assets that no snapshot names, nor its history; none while one is unreadable."""
    unnamed = set(assets.hashes(store))
    for named in folders.snapshots(folder):
        if not unnamed:
            return
        try:
            unnamed -= snapshot_file.read_assets(named.path).keys()
        except Unreadable:
            return
    if unnamed:
        _log.info("%s assets are in no backup of %s any more", len(unnamed), folder.name)
        assets.remove(store, unnamed)

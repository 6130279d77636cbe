"""What can still be read of a store of assets that was damaged and put aside."""

import hashlib
import logging
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from studio.kernel.i18n import _
from studio.kernel.progress import Progress, Work
from studio.store.backups import assets
from studio.store.backups.folder import remove_part

_log = logging.getLogger(__name__)

_WALKS = (
    "SELECT sha256, number, rowid FROM piece",
    "SELECT sha256, number, rowid FROM piece NOT INDEXED ORDER BY rowid",
    "SELECT sha256, number, rowid FROM piece NOT INDEXED ORDER BY rowid DESC",
)
_ONE = "SELECT data FROM piece NOT INDEXED WHERE rowid = ?"


def bring_over(store: sqlite3.Connection, folder: Path) -> Work[None]:
    """Add to the store whatever is sound in those put aside, which then go."""
    for aside in assets.put_aside(folder):
        try:
            with closing(assets.connected(aside, "mode=rw")) as raw:
                yield from _bring(store, raw)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF not in assets.DAMAGE:
                raise
            _log.info("nothing can be read of %s", aside)
        aside.unlink()
        remove_part(aside)


def _bring(store: sqlite3.Connection, raw: sqlite3.Connection) -> Work[None]:
    with suppress(sqlite3.DatabaseError):
        for entry in assets.ledger(raw):
            assets.enter(store, *entry)
    found = _pieces(raw)
    for done, (digest, pieces) in enumerate(found.items()):
        yield Progress(done, len(found), _("Recovering pictures from a damaged backup…"))
        with suppress(sqlite3.DatabaseError, TypeError):
            rows = [row for _number, row in sorted(pieces.items())]
            data = [raw.execute(_ONE, (row,)).fetchone()[0] for row in rows]
            if hashlib.sha256(b"".join(data)).hexdigest() == digest:
                store.execute("BEGIN IMMEDIATE")
                for number, piece in enumerate(data):
                    assets.add_piece(store, digest, number, piece)
                assets.complete(store, digest, sum(map(len, data)))
                store.execute("COMMIT")


def _pieces(raw: sqlite3.Connection) -> dict[str, dict[int, int]]:
    """Return in which row each piece of each asset lies, from whichever end it can be reached."""
    found: dict[str, dict[int, int]] = {}
    for walk in _WALKS:
        with suppress(sqlite3.DatabaseError):
            for digest, number, row in raw.execute(walk):
                found.setdefault(digest, {})[number] = row
    return found

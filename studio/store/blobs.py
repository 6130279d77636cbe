"""The bytes of assets, by their hash: stored once, never changed, outside history."""

import hashlib
import re
import sqlite3

from sqlalchemy import text
from sqlmodel import Session

from studio.kernel.errors import NotFound, Refused
from studio.kernel.i18n import _

LARGEST = 200 * 1024 * 1024

_HASH = re.compile("[0-9a-f]{64}")


def put(session: Session, data: bytes) -> str:
    """Keep the bytes inside the running edit, once for equal bytes; return their SHA-256."""
    if len(data) > LARGEST:
        raise Refused(_("This file is larger than 200 MB. Make it smaller, or link to it."))
    digest = hashlib.sha256(data).hexdigest()
    statement = text(
        "INSERT INTO asset_data(sha256, size, data) VALUES(:digest, :size, :data) "
        "ON CONFLICT DO NOTHING"
    )
    session.connection().execute(statement, {"digest": digest, "size": len(data), "data": data})
    return digest


def get(session: Session, digest: str) -> bytes:
    """Return the bytes with this hash; raise NotFound when they are gone or have been altered."""
    # As bytes, even where damage has made text of them, which would not be decoded.
    query = text("SELECT CAST(data AS BLOB) FROM asset_data WHERE sha256 = :digest")
    found = session.connection().execute(query, {"digest": digest}).scalar_one_or_none()
    if not isinstance(found, bytes) or hashlib.sha256(found).hexdigest() != digest:
        raise NotFound(_("The picture is missing or damaged. Add it again."))
    return found


def drop_orphans(raw: sqlite3.Connection) -> int:
    """Remove the bytes that neither a row nor its history names; return how many there were.

    Rows name bytes in columns called `sha256`. For a closed workspace: an undo would miss them.
    """
    naming = raw.execute(
        "SELECT t.name FROM sqlite_master AS t, pragma_table_info(t.name) AS c "
        "WHERE t.type = 'table' AND c.name = 'sha256' AND t.name <> 'asset_data'"
    ).fetchall()
    rows = " UNION ".join(f'SELECT sha256 FROM "{name}"' for (name,) in naming)
    if not rows:
        return 0
    raw.execute("BEGIN IMMEDIATE")
    gone = {d for (d,) in raw.execute(f"SELECT sha256 FROM asset_data EXCEPT {rows}")}
    for images in raw.execute("SELECT before, after FROM history_row") if gone else ():
        for image in filter(None, images):
            gone.difference_update(_HASH.findall(image))
    raw.executemany("DELETE FROM asset_data WHERE sha256 = ?", [(digest,) for digest in gone])
    raw.execute("COMMIT")
    return len(gone)

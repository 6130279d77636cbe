"""The bytes of assets, by their hash: stored once, never changed, outside history."""

import hashlib

from sqlalchemy import text
from sqlmodel import Session

from studio.kernel.errors import NotFound, Refused
from studio.kernel.i18n import _

LARGEST = 200 * 1024 * 1024


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

"""Archiving: a row that is put away stays whole for what uses it, and can be restored."""

from collections.abc import Callable
from enum import Enum
from typing import ClassVar, Protocol

from sqlmodel import Session

from studio.kernel import clock
from studio.store.references import is_used


class Removal(Enum):
    """What became of a row that was to be deleted."""

    DELETED = "deleted"
    ARCHIVED = "archived"


class Archivable(Protocol):
    """A row of a table with `columns.archived()`."""

    __tablename__: ClassVar[str | Callable[..., str]]
    id: str
    archived_ms: int | None


def put_away(row: Archivable) -> None:
    """Archive a row; one that is archived already keeps its date."""
    if row.archived_ms is None:
        row.archived_ms = clock.now_ms()


def remove(session: Session, row: Archivable) -> Removal:
    """Delete a row with its parts, or archive it when something else uses it; say which."""
    session.flush()
    if is_used(session, str(row.__tablename__), row.id):
        put_away(row)
        return Removal.ARCHIVED
    session.delete(row)
    return Removal.DELETED

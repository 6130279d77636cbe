"""Reading talent: frozen rows for lists; nothing here writes."""

from typing import NamedTuple

from sqlmodel import Session, col, select

from studio.personas.model import Talent


class TalentRow(NamedTuple):
    """A persona or a human in a list."""

    id: str
    kind: str
    name: str
    handle: str


def talent_rows(session: Session, *, archived: bool = False) -> list[TalentRow]:
    """Return the talent in the order they were added: those in use, or those archived."""
    away = col(Talent.archived_ms)
    query = (
        select(Talent.id, Talent.kind, Talent.name, Talent.handle)
        .where(away.is_not(None) if archived else away.is_(None))
        .order_by(Talent.id)
    )
    return [TalentRow(*row) for row in session.exec(query)]

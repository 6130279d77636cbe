"""Reading talent: frozen rows for lists and sheets; nothing here writes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlmodel import Session, col, select

from studio.kernel.errors import Unreadable
from studio.kernel.fields import Values
from studio.personas.model import Look, Talent
from studio.personas.rules import PARTS
from studio.render.rig.look import Look as Drawn
from studio.render.rig.look import read_look
from studio.store.records import PartRow, part_rows

WATCHES = frozenset({"talent", "look", *PARTS})
"""The tables that these queries read."""


class TalentRow(NamedTuple):
    """A persona or a human in a list."""

    id: str
    kind: str
    name: str
    handle: str
    tagline: str
    status: str
    archived: bool
    recipe: str
    """Of the first look; empty where there is none."""


@dataclass(frozen=True, slots=True)
class LookRow:
    """One way somebody looks."""

    id: str
    name: str
    recipe: str


@dataclass(frozen=True, slots=True)
class TalentSheet:
    """All that is filled in about somebody."""

    id: str
    kind: str
    archived: bool
    values: Values
    looks: tuple[LookRow, ...]
    parts: Mapping[str, tuple[PartRow, ...]] = field(default_factory=dict)
    """Channels, voices and rights, by table."""

    @property
    def name(self) -> str:
        """Return what people call them."""
        return str(self.values["name"])


def talent_rows(session: Session, *, archived: bool = False) -> list[TalentRow]:
    """Return the talent in the order they were added: those in use, or those archived."""
    away = col(Talent.archived_ms)
    query = (
        select(Talent).where(away.is_not(None) if archived else away.is_(None)).order_by(Talent.id)
    )
    first: dict[str, str] = {}
    looks = select(Look.talent_id, Look.recipe).order_by(Look.rank, Look.id)
    for talent_id, recipe in session.exec(looks):
        first.setdefault(talent_id, recipe)
    return [
        TalentRow(
            t.id, t.kind, t.name, t.handle, t.tagline, t.status, archived, first.get(t.id, "")
        )
        for t in session.exec(query)
    ]


def talent_sheet(session: Session, talent_id: str) -> TalentSheet | None:
    """Return all about somebody; None when they are not there any more."""
    talent = session.get(Talent, talent_id)
    if talent is None:
        return None
    mine = select(Look).where(Look.talent_id == talent_id).order_by(Look.rank, Look.id)
    looks = tuple(LookRow(look.id, look.name, look.recipe) for look in session.exec(mine))
    parts = {table: part_rows(session, part, talent_id) for table, part in PARTS.items()}
    away = talent.archived_ms is not None
    return TalentSheet(talent.id, talent.kind, away, talent.model_dump(), looks, parts)


def talent_of(session: Session, table: str, row_id: str) -> Talent | None:
    """Return whom a row tells of: the talent itself, or the owner of a look or another part."""
    if table == "talent":
        return session.get(Talent, row_id)
    if table != "look" and table not in PARTS:
        return None
    row = session.get(Look if table == "look" else PARTS[table].model, row_id)
    return session.get(Talent, row.model_dump()["talent_id"]) if row is not None else None


def drawn(recipe: str) -> Drawn | None:
    """Return how a recipe is drawn; None where it cannot be understood."""
    try:
        return read_look(json.loads(recipe), "") if recipe else None
    except (Unreadable, ValueError, RecursionError):  # the last by a file from elsewhere
        return None

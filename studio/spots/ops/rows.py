"""Copying rows inside an edit: new ids, the same content, the same order."""

from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, col, select

from studio.kernel import ranks
from studio.kernel.ids import new_id
from studio.spots.model import CastMember, Panel, PropUse, Super

R = TypeVar("R", bound=SQLModel)
Content = TypeVar("Content", CastMember, PropUse, Super)


def copy_row(row: R, **changed: Any) -> R:
    """Return a new row with the content of `row`, an id of its own, and some columns changed."""
    return type(row)(**{**row.model_dump(), "id": new_id(), **changed})


def copy_panel(session: Session, panel: Panel, *, scene_id: str, rank: str) -> Panel:
    """Add a copy of a panel with its cast, props and supers, and return it."""
    twin = copy_row(panel, scene_id=scene_id, rank=rank)
    session.add(twin)
    copy_contents(session, CastMember, panel.id, twin.id)
    copy_contents(session, PropUse, panel.id, twin.id)
    copy_contents(session, Super, panel.id, twin.id)
    return twin


def copy_contents(
    session: Session, kind: type[Content], panel_id: str, to: str, **changed: Any
) -> None:
    """Add copies of what a panel holds of one kind to the panel `to`, some columns changed."""
    query = select(kind).where(col(kind.panel_id) == panel_id).order_by(kind.rank, kind.id)
    found = session.exec(query).all()
    # Ranks of their own: where a merge left equal ones, the copies' new ids would sort otherwise.
    for row, rank in zip(found, ranks.spread(len(found)), strict=True):
        session.add(copy_row(row, panel_id=to, rank=rank, **changed))

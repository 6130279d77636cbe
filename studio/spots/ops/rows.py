"""Copying rows inside an edit: new ids, the same content."""

from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, col, select

from studio.kernel.ids import new_id
from studio.spots.model import CastMember, Panel, PropUse, Super

R = TypeVar("R", bound=SQLModel)

_CONTENTS = (CastMember, PropUse, Super)


def copy_row(row: R, **changed: Any) -> R:
    """Return a new row with the content of `row`, an id of its own, and some columns changed."""
    return type(row)(**{**row.model_dump(), "id": new_id(), **changed})


def copy_panel(session: Session, panel: Panel, *, scene_id: str, rank: str) -> Panel:
    """Add a copy of a panel with its cast, props and supers, and return it."""
    twin = copy_row(panel, scene_id=scene_id, rank=rank)
    session.add(twin)
    for kind in _CONTENTS:
        for row in session.exec(select(kind).where(col(kind.panel_id) == panel.id)).all():
            session.add(copy_row(row, panel_id=twin.id))
    return twin

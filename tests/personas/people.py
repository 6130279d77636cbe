"""People to test with: somebody of whom everything is told, and how to look at what is stored."""

import json
from collections.abc import Iterable
from typing import Any

from sqlmodel import select

from studio.kernel.fields import Field, Kind, Section
from studio.personas import rules
from studio.personas.model import Look, Talent
from studio.render.rig.by_lot import look_by_lot
from studio.store.workspace import Store
from tests.spots.boards import RECIPE


def rows(store: Store, kind: type[Any]) -> list[Any]:
    with store.read() as session:
        return list(session.exec(select(kind).order_by(kind.id)))


def fields_of(sections: Iterable[Section]) -> list[Field]:
    return [field for section in sections for field in section.fields]


def told(field: Field) -> str | int:
    """Return a value that the field may hold, and that is not what it holds at first."""
    if field.kind is Kind.CHOICE:
        return field.choices[-1].code
    if field.kind is Kind.NUMBER:
        return field.most - 1
    if field.kind is Kind.SWITCH:
        return 1
    return "2033-01-31" if field.kind is Kind.DAY else f"Told as {field.name}"


def filled(store: Store, name: str = "Maya") -> str:
    """Add somebody with everything filled in, two looks, and two parts of each kind."""
    about: dict[str, Any] = {field.name: told(field) for field in fields_of(rules.TALENT)}
    with store.edit("Fill") as session:
        talent = Talent(**{**about, "name": name})
        session.add(talent)
        for rank, title, recipe in (("G", "Everyday", look_by_lot(7)), ("V", "Gala", RECIPE)):
            text = json.dumps(recipe)
            session.add(Look(talent_id=talent.id, rank=rank, name=title, recipe=text))
        for part in rules.PARTS.values():
            values = {field.name: told(field) for field in fields_of(part.sections)}
            session.add(part.model(talent_id=talent.id, rank="G"))
            session.add(part.model(talent_id=talent.id, rank="V", **values))
    return talent.id

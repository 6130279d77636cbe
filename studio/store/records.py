"""Verbs that every record has: a plain field is written, a part is added, moved, taken away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, col, select

from studio.kernel import fields, ranks
from studio.kernel.errors import NotFound
from studio.kernel.fields import Kind, Section, Values
from studio.kernel.i18n import _
from studio.kernel.ids import new_id
from studio.store.schema import metadata
from studio.store.workspace import Store

R = TypeVar("R", bound=SQLModel)


P = TypeVar("P", bound=SQLModel)


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of row that belongs to another, and what people fill in about it."""

    model: type[SQLModel]
    owner: str
    """The column that names whom it belongs to."""
    sections: Sequence[Section]


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part as its form shows it."""

    id: str
    values: Values


def fetch(session: Session, kind: type[R], row_id: str) -> R:
    """Return a row inside an edit; raise NotFound when it is gone."""
    row = session.get(kind, row_id)
    if row is None:
        raise _gone()
    return row


def write_field(
    store: Store,
    kind: type[R],
    sections: Sequence[Section],
    row_id: str,
    name: str,
    value: str | int,
    label: str,
    require: Callable[[R], None] | None = None,
) -> None:
    """Write one plain field as `sections` allow it; successive typing is one step.

    `label` is the edit's name, marked for translation. `require` raises Refused for a row that
    nobody may write. Raises Refused and NotFound.
    """
    field = fields.find(sections, name)
    cleaned = fields.clean(field, value)
    key = f"write:{kind.__tablename__}:{name}:{row_id}" if field.is_typed else ""
    with store.edit(label, merge_key=key) as session:
        row = fetch(session, kind, row_id)
        if require is not None:
            require(row)
        if field.kind is Kind.LINK and cleaned:
            _require(session, kind, name, str(cleaned))
        setattr(row, name, cleaned)


def _require(session: Session, kind: type[SQLModel], column: str, target: str) -> None:
    """Raise NotFound unless the row is there that a column is to lead to."""
    (key,) = metadata().tables[str(kind.__tablename__)].columns[column].foreign_keys
    if session.connection().execute(select(key.column).where(key.column == target)).first() is None:
        raise _gone()


def _gone() -> NotFound:
    return NotFound(_("This is not there any more. It was deleted meanwhile."))


def add_part(store: Store, part: Part, owner_id: str, label: str) -> str:
    """Add an empty part after those there are, and return its id."""
    with store.edit(label) as session:
        session.flush()  # the owner may have been made in the same edit
        _require(session, part.model, part.owner, owner_id)
        siblings: Sequence[Any] = _siblings(session, part.model, part.owner, owner_id)
        rank = ranks.last([one.rank for one in siblings])
        made = part.model(**{part.owner: owner_id, "rank": rank})
        session.add(made)
        return str(made.model_dump()["id"])


def write_part(
    store: Store, part: Part, part_id: str, field: str, value: str | int, label: str
) -> None:
    """Write one field of a part; raise Refused for what it may not hold."""
    write_field(store, part.model, part.sections, part_id, field, value, label)


def delete_part(store: Store, part: Part, part_id: str, label: str) -> None:
    """Take a part away."""
    with store.edit(label) as session:
        session.delete(fetch(session, part.model, part_id))


def relocate_part(store: Store, part: Part, part_id: str, place: int, label: str) -> None:
    """Give a part another place among its siblings, 0 first."""
    with store.edit(label) as session:
        relocate(session, part.model, part.owner, part_id, place)


def part_rows(session: Session, part: Part, owner_id: str) -> tuple[PartRow, ...]:
    """Return the parts of an owner in order."""
    rows = [row.model_dump() for row in _siblings(session, part.model, part.owner, owner_id)]
    return tuple(PartRow(str(row["id"]), row) for row in rows)


def copy_parts(session: Session, part: Part, owner_id: str, to: str) -> None:
    """Add copies of the parts of an owner, in order, to another one that has none."""
    siblings = _siblings(session, part.model, part.owner, owner_id)
    # Equal ranks, as a merge leaves them, would be told apart by other ids than here.
    for row, rank in zip(siblings, ranks.spread(len(siblings)), strict=True):
        changed = {"id": new_id(), part.owner: to, "rank": rank}
        session.add(part.model(**{**row.model_dump(), **changed}))


def relocate(session: Session, kind: type[P], owner: str, row_id: str, place: int) -> None:
    """Give a part another place among its siblings, 0 first."""
    row: Any = fetch(session, kind, row_id)
    siblings: list[Any] = list(_siblings(session, kind, owner, getattr(row, owner)))
    others = [one for one in siblings if one.id != row_id]
    place = max(0, min(place, len(others)))
    before = others[place - 1].rank if place else None
    after = others[place].rank if place < len(others) else None
    found = ranks.between(before, after)
    if found is not None:
        row.rank = found
        return
    others.insert(place, row)  # a merge left equal ranks: all get their own
    for one, rank in zip(others, ranks.spread(len(others)), strict=True):
        one.rank = rank


def _siblings(session: Session, kind: type[P], owner: str, owner_id: str) -> Sequence[P]:
    whose, rank, key = (col(getattr(kind, name)) for name in (owner, "rank", "id"))
    return session.exec(select(kind).where(whose == owner_id).order_by(rank, key)).all()

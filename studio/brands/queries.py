"""Reading brands: frozen rows for lists and sheets; nothing here writes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlmodel import Session, col, select

from studio.brands.model import Brand, BrandColour
from studio.brands.rules import PARTS
from studio.kernel.fields import Values
from studio.kernel.text import fold
from studio.store.records import PartRow, part_rows

WATCHES = frozenset({"brand", *PARTS})
"""The tables that these queries read."""


class BrandRow(NamedTuple):
    """A brand in a list."""

    id: str
    name: str
    category: str
    promise: str
    archived: bool
    colours: tuple[str, ...]
    """What it may be known by, as '#rrggbb', in order."""


@dataclass(frozen=True, slots=True)
class BrandSheet:
    """All that is filled in about a brand."""

    id: str
    archived: bool
    values: Values
    parts: Mapping[str, tuple[PartRow, ...]] = field(default_factory=dict)
    """By table."""

    @property
    def name(self) -> str:
        """Return what people call it."""
        return str(self.values["name"])

    @property
    def colours(self) -> tuple[str, ...]:
        """Return the colours it may be known by, in order."""
        found = (part.values for part in self.parts.get("brand_colour", ()))
        return tuple(str(values["value"]) for values in found if values["role"] != "forbidden")


def brand_rows(session: Session, *, archived: bool = False) -> list[BrandRow]:
    """Return the brands by name: those in use, or those archived."""
    away = col(Brand.archived_ms)
    query = select(Brand).where(away.is_not(None) if archived else away.is_(None))
    colours: dict[str, list[str]] = {}
    known = select(BrandColour.brand_id, BrandColour.value).where(BrandColour.role != "forbidden")
    for brand_id, value in session.exec(known.order_by(BrandColour.rank, BrandColour.id)):
        colours.setdefault(brand_id, []).append(value)
    return [
        BrandRow(b.id, b.name, b.category, b.promise, archived, tuple(colours.get(b.id, ())))
        for b in sorted(session.exec(query), key=lambda b: (fold(b.name), b.id))
    ]


def brand_sheet(session: Session, brand_id: str) -> BrandSheet | None:
    """Return all about a brand; None when it is not there any more."""
    brand = session.get(Brand, brand_id)
    if brand is None:
        return None
    parts = {table: part_rows(session, part, brand_id) for table, part in PARTS.items()}
    return BrandSheet(brand.id, brand.archived_ms is not None, brand.model_dump(), parts)


def brand_of(session: Session, table: str, row_id: str) -> Brand | None:
    """Return the brand that a row is, or belongs to."""
    if table == "brand":
        return session.get(Brand, row_id)
    row = session.get(PARTS[table].model, row_id) if table in PARTS else None
    return session.get(Brand, row.model_dump()["brand_id"]) if row is not None else None

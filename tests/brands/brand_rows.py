"""Brands to test with, and how to look at what is stored."""

from collections.abc import Iterable
from typing import Any

from sqlmodel import select

from studio.brands import ops, queries, rules
from studio.brands.queries import BrandSheet
from studio.kernel.fields import Field, Kind, Section
from studio.store.workspace import Store

FILLED_BY_THE_PROGRAM = {"id", "rank", "archived_ms"}


def rows(store: Store, kind: type[Any]) -> list[Any]:
    """Return all rows of a table by id."""
    with store.read() as session:
        return list(session.exec(select(kind).order_by(kind.id)))


def fields_of(sections: Iterable[Section]) -> list[Field]:
    return [field for section in sections for field in section.fields]


def told(field: Field) -> str | int:
    """Return a value that the field may hold, and that is not what it holds at first."""
    if field.kind is Kind.CHOICE:
        return field.choices[-2].code
    if field.kind in (Kind.NUMBER, Kind.DECIMAL):
        return field.most - 1
    usual = {Kind.DAY: "2033-01-31", Kind.COLOUR: "#123456", Kind.LINK: ""}
    return usual.get(field.kind, f"Told as {field.name}")


def filled_brand(store: Store, name: str = "LUMI") -> str:
    """Add a brand with everything filled in and three parts of each kind, the last one first."""
    with store.edit("Fill"):
        brand = ops.create_brand(store, name)
        for field in fields_of(rules.BRAND):
            if field.name != "name":
                ops.write_brand(store, brand, field.name, told(field))
        for table, part in rules.PARTS.items():
            made = [ops.add_part(store, table, brand) for _n in range(3)]
            for field in fields_of(part.sections):
                ops.write_part(store, table, made[1], field.name, told(field))
            ops.relocate_part(store, table, made[2], 0)
    return brand


def sheet_of(store: Store, brand_id: str) -> BrandSheet:
    with store.read() as session:
        found = queries.brand_sheet(session, brand_id)
    assert found is not None
    return found


def parts_of(store: Store, table: str, brand_id: str) -> list[str]:
    """Return the ids of the parts of a brand in order."""
    return [part.id for part in sheet_of(store, brand_id).parts[table]]

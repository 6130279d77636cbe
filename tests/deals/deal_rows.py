"""Deals to test with, and how to look at what is stored."""

from studio.deals import ops, queries, rules
from studio.deals.queries import DealSheet
from studio.store.workspace import Store
from tests.brands.brand_rows import fields_of, told


def filled_deal(store: Store, name: str = "Summer") -> str:
    """Add a deal with everything filled in and three parts of each kind, the last one first."""
    with store.edit("Fill"):
        deal = ops.create_deal(store, name)
        for field in fields_of(rules.DEAL):
            if field.name != "name":
                ops.write_deal(store, deal, field.name, told(field))
        for table, part in rules.PARTS.items():
            made = [ops.add_part(store, table, deal) for _n in range(3)]
            for field in fields_of(part.sections):
                ops.write_part(store, table, made[1], field.name, told(field))
            ops.relocate_part(store, table, made[2], 0)
    return deal


def sheet_of(store: Store, deal_id: str) -> DealSheet:
    with store.read() as session:
        found = queries.deal_sheet(session, deal_id)
    assert found is not None
    return found


def parts_of(store: Store, table: str, deal_id: str) -> list[str]:
    """Return the ids of the parts of a deal in order."""
    return [part.id for part in sheet_of(store, deal_id).parts[table]]

"""The verbs of deals: every change to a deal or to what belongs to it goes through here."""

from studio.deals import rules
from studio.deals.model import Deal
from studio.deals.rules import PARTS
from studio.kernel import fields, ids
from studio.kernel.i18n import N_, _
from studio.store import records
from studio.store.archive import Removal, put_away, remove
from studio.store.workspace import Store


def create_deal(store: Store, name: str) -> str:
    """Add a deal, and return its id; raise Refused without a name."""
    cleaned = fields.clean(fields.find(rules.DEAL, "name"), name)
    with store.edit(N_("New deal")) as session:
        deal = Deal(name=str(cleaned))
        session.add(deal)
        return deal.id


def write_deal(store: Store, deal_id: str, field: str, value: str | int) -> None:
    """Write one of the fields of `rules.DEAL`; raise Refused for what it may not hold."""
    label = N_("Edit deal")
    records.write_field(store, Deal, rules.DEAL, deal_id, field, value, label)


def duplicate_deal(store: Store, deal_id: str) -> str:
    """Add a copy with all that belongs to the deal, and return the copy's id."""
    with store.edit(N_("Duplicate deal")) as session:
        deal = records.fetch(session, Deal, deal_id)
        name = _("{title} (copy)").format(title=deal.name[: fields.LONGEST_LINE - 20])
        changed = {"id": ids.new_id(), "name": name, "archived_ms": None}
        twin = Deal(**{**deal.model_dump(), **changed})
        session.add(twin)
        for part in PARTS.values():
            records.copy_parts(session, part, deal_id, twin.id)
        return twin.id


def delete_deal(store: Store, deal_id: str) -> Removal:
    """Remove a deal, or archive it when something uses it; say which became of it."""
    with store.edit(N_("Delete deal")) as session:
        return remove(session, records.fetch(session, Deal, deal_id))


def archive_deal(store: Store, deal_id: str) -> None:
    """Take a deal out of the lists; what uses it stays."""
    with store.edit(N_("Archive deal")) as session:
        put_away(records.fetch(session, Deal, deal_id))


def restore_deal(store: Store, deal_id: str) -> None:
    """Bring an archived deal back into the lists."""
    with store.edit(N_("Restore deal")) as session:
        records.fetch(session, Deal, deal_id).archived_ms = None


def add_part(store: Store, table: str, deal_id: str) -> str:
    """Add an empty part of `PARTS` after those there are, and return its id."""
    return records.add_part(store, PARTS[table], deal_id, N_("Add to deal"))


def write_part(store: Store, table: str, part_id: str, field: str, value: str | int) -> None:
    """Write one field of a part; raise Refused for what it may not hold."""
    records.write_part(store, PARTS[table], part_id, field, value, N_("Edit deal"))


def delete_part(store: Store, table: str, part_id: str) -> None:
    """Take a part away."""
    records.delete_part(store, PARTS[table], part_id, N_("Take away from deal"))


def relocate_part(store: Store, table: str, part_id: str, place: int) -> None:
    """Give a part another place among its siblings, 0 first."""
    records.relocate_part(store, PARTS[table], part_id, place, N_("Reorder"))

"""The verbs of brands: every change to a brand or to what belongs to it goes through here."""

from studio.brands import rules
from studio.brands.model import Brand
from studio.brands.rules import PARTS
from studio.kernel import fields, ids
from studio.kernel.i18n import N_, _
from studio.store import records
from studio.store.archive import Removal, put_away, remove
from studio.store.workspace import Store


def create_brand(store: Store, name: str) -> str:
    """Add a brand, and return its id; raise Refused without a name."""
    cleaned = fields.clean(fields.find(rules.BRAND, "name"), name)
    with store.edit(N_("New brand")) as session:
        brand = Brand(name=str(cleaned))
        session.add(brand)
        return brand.id


def write_brand(store: Store, brand_id: str, field: str, value: str | int) -> None:
    """Write one of the fields of `rules.BRAND`; raise Refused for what it may not hold."""
    label = N_("Edit brand")
    records.write_field(store, Brand, rules.BRAND, brand_id, field, value, label)


def duplicate_brand(store: Store, brand_id: str) -> str:
    """Add a copy with all that belongs to the brand, and return the copy's id."""
    with store.edit(N_("Duplicate brand")) as session:
        brand = records.fetch(session, Brand, brand_id)
        name = _("{title} (copy)").format(title=brand.name[: fields.LONGEST_LINE - 20])
        changed = {"id": ids.new_id(), "name": name, "archived_ms": None}
        twin = Brand(**{**brand.model_dump(), **changed})
        session.add(twin)
        for part in PARTS.values():
            records.copy_parts(session, part, brand_id, twin.id)
        return twin.id


def delete_brand(store: Store, brand_id: str) -> Removal:
    """Remove a brand, or archive it when something uses it; say which became of it."""
    with store.edit(N_("Delete brand")) as session:
        return remove(session, records.fetch(session, Brand, brand_id))


def archive_brand(store: Store, brand_id: str) -> None:
    """Take a brand out of the lists; what uses it stays."""
    with store.edit(N_("Archive brand")) as session:
        put_away(records.fetch(session, Brand, brand_id))


def restore_brand(store: Store, brand_id: str) -> None:
    """Bring an archived brand back into the lists."""
    with store.edit(N_("Restore brand")) as session:
        records.fetch(session, Brand, brand_id).archived_ms = None


def add_part(store: Store, table: str, brand_id: str) -> str:
    """Add an empty part of `PARTS` after those there are, and return its id."""
    return records.add_part(store, PARTS[table], brand_id, N_("Add to brand"))


def write_part(store: Store, table: str, part_id: str, field: str, value: str | int) -> None:
    """Write one field of a part; raise Refused for what it may not hold."""
    records.write_part(store, PARTS[table], part_id, field, value, N_("Edit brand"))


def delete_part(store: Store, table: str, part_id: str) -> None:
    """Take a part away."""
    records.delete_part(store, PARTS[table], part_id, N_("Take away from brand"))


def relocate_part(store: Store, table: str, part_id: str, place: int) -> None:
    """Give a part another place among its siblings, 0 first."""
    records.relocate_part(store, PARTS[table], part_id, place, N_("Reorder"))

"""Verbs on what belongs to a talent: channels, voices and rights."""

from studio.kernel.i18n import N_
from studio.personas.ops import fetch_talent, require_known
from studio.personas.rules import PARTS
from studio.store import records
from studio.store.workspace import Store


def add_part(store: Store, table: str, talent_id: str) -> str:
    """Add an empty part of `PARTS` after those there are, and return its id."""
    with store.edit(N_("Add to talent")) as session:
        require_known(fetch_talent(session, talent_id))
        return records.add_part(store, PARTS[table], talent_id, N_("Add to talent"))


def write_part(store: Store, table: str, part_id: str, field: str, value: str | int) -> None:
    """Write one field of a part; raise Refused for what it may not hold."""
    records.write_part(store, PARTS[table], part_id, field, value, N_("Edit talent"))


def delete_part(store: Store, table: str, part_id: str) -> None:
    """Take a part away."""
    records.delete_part(store, PARTS[table], part_id, N_("Take away from talent"))


def relocate_part(store: Store, table: str, part_id: str, place: int) -> None:
    """Give a part another place among its siblings, 0 first."""
    records.relocate_part(store, PARTS[table], part_id, place, N_("Reorder"))

"""The verbs of talent: every change to a persona or a human goes through here."""

import json
from collections.abc import Mapping

from sqlmodel import Session, select

from studio.kernel import fields, ids, ranks, text
from studio.kernel.errors import NotFound, Refused
from studio.kernel.i18n import N_, _
from studio.personas import rules
from studio.personas.model import ERASED, PERSONA, Look, Talent
from studio.render.rig.by_lot import look_by_lot
from studio.render.rig.look import read_look
from studio.store import records
from studio.store.archive import Removal, put_away, remove
from studio.store.workspace import Store

_LOOKS = records.Part(Look, "talent_id", ())


def add_talent(store: Store, name: str, *, kind: str = PERSONA, handle: str = "") -> str:
    """Add a persona or a human, and return the id."""
    name = text.clean_line(name)
    if not name:
        raise Refused(_("A talent needs a name. Type one and try again."))
    with store.edit(N_("Add talent")) as session:
        talent = Talent(kind=kind, name=name, handle=text.clean_line(handle))
        session.add(talent)
        return talent.id


def create_talent(store: Store, name: str, seed: int, *, kind: str = PERSONA) -> str:
    """Add somebody who can be drawn at once: the look is drawn by lot from `seed`."""
    with store.edit(N_("Add talent")):
        talent_id = add_talent(store, name, kind=kind)
        add_look(store, talent_id, _("Everyday"), look_by_lot(seed))
        return talent_id


def write_talent(store: Store, talent_id: str, field: str, value: str | int) -> None:
    """Write one of the fields of `rules.TALENT`; raise Refused for what it may not hold."""
    label = N_("Edit talent")
    sections = rules.TALENT
    records.write_field(store, Talent, sections, talent_id, field, value, label, require_known)


def duplicate_talent(store: Store, talent_id: str) -> str:
    """Add a copy with all looks, channels, voices and rights, and return the copy's id."""
    with store.edit(N_("Duplicate talent")) as session:
        talent = fetch_talent(session, talent_id)
        if talent.kind == ERASED:
            raise Refused(_("This person has been erased and cannot be copied."))
        name = _("{title} (copy)").format(title=talent.name[: fields.LONGEST_LINE - 20])
        twin = Talent(**{**talent.model_dump(), "id": ids.new_id(), "name": name})
        twin.archived_ms = None
        session.add(twin)
        for part in (_LOOKS, *rules.PARTS.values()):
            records.copy_parts(session, part, talent_id, twin.id)
        return twin.id


def change_look(store: Store, look_id: str, recipe: Mapping[str, object]) -> None:
    """Let somebody look otherwise wherever this look is worn; raise Unreadable for a bad recipe."""
    read_look(recipe, _("the new look"))
    with store.edit(N_("Change look")) as session:
        found = records.fetch(session, Look, look_id)
        found.recipe = json.dumps(recipe, ensure_ascii=False, sort_keys=True)


def add_look(store: Store, talent_id: str, name: str, recipe: Mapping[str, object]) -> str:
    """Add one way the talent looks, after those there are; raise Unreadable for a bad recipe."""
    read_look(recipe, name)
    with store.edit(N_("Add look")) as session:
        require_known(fetch_talent(session, talent_id))
        mine = select(Look.rank).where(Look.talent_id == talent_id).order_by(Look.rank, Look.id)
        looks = session.exec(mine).all()
        look = Look(
            talent_id=talent_id,
            rank=ranks.last(looks),
            name=text.clean_line(name),
            recipe=json.dumps(recipe, ensure_ascii=False, sort_keys=True),
        )
        session.add(look)
        return look.id


def delete_talent(store: Store, talent_id: str) -> Removal:
    """Remove a talent with all looks, or archive it when it is cast; say which became of it."""
    with store.edit(N_("Delete talent")) as session:
        return remove(session, fetch_talent(session, talent_id))


def archive_talent(store: Store, talent_id: str) -> None:
    """Take a talent out of the lists; where it is cast it stays."""
    with store.edit(N_("Archive talent")) as session:
        put_away(fetch_talent(session, talent_id))


def restore_talent(store: Store, talent_id: str) -> None:
    """Bring an archived talent back into the lists; raise Refused for an erased person."""
    with store.edit(N_("Restore talent")) as session:
        talent = fetch_talent(session, talent_id)
        if talent.kind == ERASED:
            raise Refused(_("This person has been erased and cannot be restored."))
        talent.archived_ms = None


def fetch_talent(session: Session, talent_id: str) -> Talent:
    """Return a talent inside an edit; raise NotFound when it is gone."""
    talent = session.get(Talent, talent_id)
    if talent is None:
        raise NotFound(_("This talent is not there any more."))
    return talent


def require_known(talent: Talent) -> None:
    """Raise Refused for what is left of a person who was erased."""
    if talent.kind == ERASED:
        raise Refused(_("This person has been erased. Nothing can be written about them."))

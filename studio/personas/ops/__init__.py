"""The verbs of talent: every change to a persona or a human goes through here."""

import json
from collections.abc import Mapping

from sqlmodel import Session, select

from studio.kernel import ranks, text
from studio.kernel.errors import NotFound, Refused
from studio.kernel.i18n import N_, _
from studio.personas.model import ERASED, PERSONA, Look, Talent
from studio.render.rig.look import read_look
from studio.store.archive import Removal, put_away, remove
from studio.store.workspace import Store


def add_talent(store: Store, name: str, *, kind: str = PERSONA, handle: str = "") -> str:
    """Add a persona or a human, and return the id."""
    name = text.clean_line(name)
    if not name:
        raise Refused(_("A talent needs a name. Type one and try again."))
    with store.edit(N_("Add talent")) as session:
        talent = Talent(kind=kind, name=name, handle=text.clean_line(handle))
        session.add(talent)
        return talent.id


def add_look(store: Store, talent_id: str, name: str, recipe: Mapping[str, object]) -> str:
    """Add one way the talent looks, after those there are; raise Unreadable for a bad recipe."""
    read_look(recipe, name)
    with store.edit(N_("Add look")) as session:
        fetch_talent(session, talent_id)
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

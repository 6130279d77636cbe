"""The verbs of talent: every change to a persona or a human goes through here."""

import json
from collections.abc import Mapping

from sqlmodel import select

from studio.kernel import ranks, text
from studio.kernel.errors import NotFound, Refused
from studio.kernel.i18n import N_, _
from studio.personas.model import PERSONA, Look, Talent
from studio.render.rig.look import read_look
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
        if session.get(Talent, talent_id) is None:
            raise NotFound(_("This talent is not there any more."))
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

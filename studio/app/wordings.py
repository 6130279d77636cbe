"""One row of each table in words: its title, and what it is part of."""

from sqlmodel import Session, col, select

from studio.app.uses import Wording
from studio.assets.model import Asset
from studio.kernel.i18n import _
from studio.personas.model import HUMAN, Look, Talent
from studio.spots.model import CastMember, Panel, PropUse, Scene, Spot, Super

_LONGEST = 120


def spot(session: Session, row_id: str) -> Wording | None:
    """Word a spot by its title and for whom it is."""
    found = session.get(Spot, row_id)
    if found is None:
        return None
    client = _line(found.client)
    where = _("Spot for {client}").format(client=client) if client else ""
    return Wording(_line(found.title), where, found.archived_ms is not None)


def scene(session: Session, row_id: str) -> Wording | None:
    """Word a scene by its title or number."""
    found = session.get(Scene, row_id)
    whole = session.get(Spot, found.spot_id) if found is not None else None
    if found is None or whole is None:
        return None
    query = select(Scene.id).where(Scene.spot_id == whole.id).order_by(Scene.rank, Scene.id)
    number = session.exec(query).all().index(row_id) + 1
    title = _line(found.title) or _("Scene {n}").format(n=number)
    where = _("Scene of “{spot}”").format(spot=_line(whole.title))
    return Wording(title, where, whole.archived_ms is not None)


def panel(session: Session, row_id: str) -> Wording | None:
    """Word a panel by what is done or said in it, or by its number."""
    found = session.get(Panel, row_id)
    number, whole = _place(session, row_id)
    if found is None or whole is None:
        return None
    title = _line(found.action) or _line(found.dialogue) or _("Panel {n}").format(n=number)
    where = _("Panel {n} of “{spot}”").format(n=number, spot=_line(whole.title))
    return Wording(title, where, whole.archived_ms is not None)


def over(session: Session, row_id: str) -> Wording | None:
    """Word a text over a picture by itself."""
    found = session.get(Super, row_id)
    if found is None:
        return None
    sentence = _("Text over panel {n} of “{spot}”")
    return _inside(session, found.panel_id, _line(found.words) or _("Text"), sentence)


def cast_member(session: Session, row_id: str) -> Wording | None:
    """Word somebody in a panel by their name."""
    found = session.get(CastMember, row_id)
    who = session.get(Talent, found.talent_id) if found is not None else None
    if found is None or who is None:
        return None
    return _inside(session, found.panel_id, _line(who.name), _("In panel {n} of “{spot}”"))


def prop_use(session: Session, row_id: str) -> Wording | None:
    """Word a thing in a panel."""
    found = session.get(PropUse, row_id)
    if found is None:
        return None
    return _inside(session, found.panel_id, _("Prop"), _("In panel {n} of “{spot}”"))


def talent(session: Session, row_id: str) -> Wording | None:
    """Word somebody by their name."""
    found = session.get(Talent, row_id)
    if found is None:
        return None
    noun = _("Human") if found.kind == HUMAN else _("Persona")
    parts = [noun, _line(found.handle)]
    return Wording(
        _line(found.name), " · ".join(filter(None, parts)), found.archived_ms is not None
    )


def look(session: Session, row_id: str) -> Wording | None:
    """Word a look by its name."""
    found = session.get(Look, row_id)
    who = session.get(Talent, found.talent_id) if found is not None else None
    if found is None or who is None:
        return None
    where = _("Look of “{name}”").format(name=_line(who.name))
    return Wording(_line(found.name) or _("Look"), where, who.archived_ms is not None)


def asset(session: Session, row_id: str) -> Wording | None:
    """Word a file of the Library by its name."""
    found = session.get(Asset, row_id)
    if found is None:
        return None
    return Wording(_line(found.name), "", found.archived_ms is not None)


def _inside(session: Session, panel_id: str, title: str, sentence: str) -> Wording | None:
    """Word a part of a panel; `sentence` is translated and takes {n} and {spot}."""
    number, whole = _place(session, panel_id)
    if whole is None:
        return None
    where = sentence.format(n=number, spot=_line(whole.title))
    return Wording(title, where, whole.archived_ms is not None)


def _place(session: Session, panel_id: str) -> tuple[int, Spot | None]:
    """Return a panel's number in its spot, from 1, and the spot; 0 and None when it is gone."""
    query = select(Spot).join(Scene, col(Scene.spot_id) == Spot.id)
    query = query.join(Panel, col(Panel.scene_id) == Scene.id).where(Panel.id == panel_id)
    whole = session.exec(query).first()
    if whole is None:
        return 0, None
    order = (
        select(Panel.id)
        .join(Scene, col(Scene.id) == Panel.scene_id)
        .where(Scene.spot_id == whole.id)
        .order_by(Scene.rank, Scene.id, Panel.rank, Panel.id)
    )
    return session.exec(order).all().index(panel_id) + 1, whole


def _line(text: str) -> str:
    """Return the text on one line, cut where no list shows more of it."""
    line = " ".join(text[: 2 * _LONGEST].split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"

"""Verbs on what a panel shows and says."""

from typing import TypeVar

from sqlmodel import Session, SQLModel, select

from studio.kernel import ranks
from studio.kernel.errors import NotFound, Refused
from studio.kernel.i18n import N_, _
from studio.kernel.timecode import check_length
from studio.personas.model import Talent
from studio.spots import rules
from studio.spots.model import CastMember, Panel, PropUse, Super
from studio.store.workspace import Store

R = TypeVar("R", bound=SQLModel)
Content = TypeVar("Content", CastMember, PropUse, Super)


def write_dialogue(store: Store, panel_id: str, words: str) -> None:
    """Write what is said in a panel; successive typing is one step."""
    words = rules.copy(words)
    with store.edit(N_("Write dialogue"), merge_key=f"write_dialogue:{panel_id}") as session:
        _panel(session, panel_id).dialogue = words


def write_action(store: Store, panel_id: str, words: str) -> None:
    """Write what is done in a panel; successive typing is one step."""
    words = rules.copy(words)
    with store.edit(N_("Write action"), merge_key=f"write_action:{panel_id}") as session:
        _panel(session, panel_id).action = words


def set_length(store: Store, panel_id: str, ms: int) -> None:
    """Let a panel last `ms` milliseconds; raise Refused outside 0.1 s to one hour."""
    check_length(ms)
    with store.edit(N_("Change length"), merge_key=f"set_length:{panel_id}") as session:
        _panel(session, panel_id).duration_ms = ms


def choose_size(store: Store, panel_id: str, size: str) -> None:
    """Give a panel another shot size (a code such as MCU)."""
    with store.edit(N_("Change shot size")) as session:
        _panel(session, panel_id).size = size


def choose_pose(store: Store, member_id: str, pose: str) -> None:
    """Let somebody in a panel take another pose."""
    with store.edit(N_("Change pose")) as session:
        _fetch(session, CastMember, member_id).pose = pose


def choose_expression(store: Store, member_id: str, expression: str) -> None:
    """Let somebody in a panel show another expression."""
    with store.edit(N_("Change expression")) as session:
        _fetch(session, CastMember, member_id).expression = expression


def add_cast_member(store: Store, panel_id: str, member: CastMember) -> str:
    """Put somebody into a panel, in front of those there, and return the id."""
    with store.edit(N_("Add to cast")) as session:
        talent = session.get(Talent, member.talent_id)
        if talent is None:
            raise NotFound(_("This talent is not there any more."))
        if talent.archived_ms is not None:
            sentence = _("{name} is archived. Restore this talent, then cast it.")
            raise Refused(sentence.format(name=talent.name))
        return _append(session, panel_id, member)


def add_prop(store: Store, panel_id: str, use: PropUse) -> str:
    """Put a thing into a panel's set, and return the id."""
    with store.edit(N_("Add prop")) as session:
        return _append(session, panel_id, use)


def add_super(store: Store, panel_id: str, over: Super) -> str:
    """Lay text over a panel's picture, and return the id."""
    over.words = rules.copy(over.words)
    with store.edit(N_("Add super")) as session:
        return _append(session, panel_id, over)


def _append(session: Session, panel_id: str, row: Content) -> str:
    _panel(session, panel_id)
    kind = type(row)
    mine = session.exec(select(kind.rank).where(kind.panel_id == panel_id)).all()
    row.panel_id, row.rank = panel_id, ranks.last(mine)
    session.add(row)
    return row.id


def _panel(session: Session, panel_id: str) -> Panel:
    return _fetch(session, Panel, panel_id)


def _fetch(session: Session, kind: type[R], row_id: str) -> R:
    row = session.get(kind, row_id)
    if row is None:
        raise NotFound(_("This panel is not there any more."))
    return row

"""Reading spots: frozen rows for lists and boards; nothing here writes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from sqlalchemy import func
from sqlmodel import Session, col, select

from studio.kernel import text
from studio.kernel.errors import NotFound
from studio.kernel.i18n import _
from studio.kernel.timecode import starts
from studio.personas.model import Look, Talent
from studio.spots.model import CastMember, Panel, PropUse, Scene, Spot, Super

WATCHES = frozenset(
    {"spot", "scene", "panel", "cast_member", "prop_use", "super", "talent", "look"}
)
"""The tables a board is read from."""


class SpotRow(NamedTuple):
    """A spot in a list."""

    id: str
    title: str
    panels: int
    duration_ms: int
    archived: bool = False


@dataclass(frozen=True, slots=True)
class CastRow:
    """Somebody in a panel, with the recipe of the look they wear."""

    id: str
    talent_id: str
    name: str
    recipe: str
    pose: str
    expression: str
    facing: str
    head: str
    gaze: str
    outfit: str
    prop: str
    x_mm: int
    z_mm: int
    mirror: bool


@dataclass(frozen=True, slots=True)
class PropRow:
    """A thing in a panel's set."""

    prop: str
    x_mm: int
    y_mm: int
    scale: int
    tilt: int


@dataclass(frozen=True, slots=True)
class SuperRow:
    """A text over a panel's picture."""

    words: str
    style: str
    position: str


@dataclass(frozen=True, slots=True)
class PanelRow:
    """A panel of a board: its number from 1, its start, and all that is in it."""

    id: str
    scene_id: str
    number: int
    start_ms: int
    duration_ms: int
    size: str
    angle: str
    camera_move: str
    subject: str
    framing: str
    setting: str
    light: str
    action: str
    dialogue: str
    cast: tuple[CastRow, ...]
    props: tuple[PropRow, ...]
    supers: tuple[SuperRow, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """A whole spot, in the order it plays."""

    id: str
    title: str
    client: str
    ratio: str
    placement: str
    disclosure: str
    accent: str
    product: str
    duration_ms: int
    panels: tuple[PanelRow, ...]
    archived: bool = False


def spot_rows(session: Session, *, archived: bool = False) -> list[SpotRow]:
    """Return the spots in the team's order: those in use, or those that are archived."""
    away = col(Spot.archived_ms)
    query = (
        select(
            Spot.id,
            Spot.title,
            func.count(col(Panel.id)),
            func.coalesce(func.sum(Panel.duration_ms), 0),
        )
        .select_from(Spot)
        .outerjoin(Scene, col(Scene.spot_id) == Spot.id)
        .outerjoin(Panel, col(Panel.scene_id) == Scene.id)
        .where(away.is_not(None) if archived else away.is_(None))
        .group_by(col(Spot.id))
        .order_by(Spot.rank, Spot.id)
    )
    return [SpotRow(*row, archived) for row in session.exec(query)]


def find_spot(session: Session, name: str) -> str:
    """Return the id of the spot with this id or title, of archived ones last.

    Raises NotFound naming those that are in use.
    """
    rows = spot_rows(session)
    wanted = text.clean_line(name).casefold()  # as titles are kept: a shell may part accents
    for row in [*rows, *spot_rows(session, archived=True)]:
        if row.id == name or row.title.casefold() == wanted:
            return row.id
    titles = ", ".join(f"“{row.title}”" for row in rows[:10]) or _("none")
    sentence = _("There is no spot “{name}” here. The spots are: {titles}.")
    raise NotFound(sentence.format(name=name, titles=titles))


def board(session: Session, spot_id: str) -> Board:
    """Return everything about one spot; raise NotFound when it is gone."""
    spot = session.get(Spot, spot_id)
    if spot is None:
        raise NotFound(_("This spot is not there any more."))
    panels = panels_in_order(session, spot_id)
    moments = starts(panel.duration_ms for panel in panels)
    ids = [panel.id for panel in panels]
    cast, props, supers = _cast(session, ids), _props(session, ids), _supers(session, ids)
    rows = tuple(
        _panel_row(
            panel, number, moments[number - 1], (cast[panel.id], props[panel.id], supers[panel.id])
        )
        for number, panel in enumerate(panels, 1)
    )
    return Board(
        id=spot.id,
        title=spot.title,
        client=spot.client,
        ratio=spot.ratio,
        placement=spot.placement,
        disclosure=spot.disclosure,
        accent=spot.accent,
        product=spot.product,
        duration_ms=moments[-1],
        panels=rows,
        archived=spot.archived_ms is not None,
    )


def panels_in_order(session: Session, spot_id: str) -> Sequence[Panel]:
    """Return a spot's panels in the order they play: by scene, then by rank."""
    query = (
        select(Panel)
        .join(Scene, col(Scene.id) == Panel.scene_id)
        .where(Scene.spot_id == spot_id)
        .order_by(Scene.rank, Scene.id, Panel.rank, Panel.id)
    )
    return session.exec(query).all()


_Contents = tuple[tuple[CastRow, ...], tuple[PropRow, ...], tuple[SuperRow, ...]]


def _panel_row(panel: Panel, number: int, start_ms: int, contents: _Contents) -> PanelRow:
    cast, props, supers = contents
    return PanelRow(
        id=panel.id,
        scene_id=panel.scene_id,
        number=number,
        start_ms=start_ms,
        duration_ms=panel.duration_ms,
        size=panel.size,
        angle=panel.angle,
        camera_move=panel.camera_move,
        subject=panel.subject,
        framing=panel.framing,
        setting=panel.setting,
        light=panel.light,
        action=panel.action,
        dialogue=panel.dialogue,
        cast=cast,
        props=props,
        supers=supers,
    )


T = TypeVar("T")


def _by_panel(pairs: Iterable[tuple[str, T]]) -> defaultdict[str, tuple[T, ...]]:
    grouped: defaultdict[str, tuple[T, ...]] = defaultdict(tuple)
    for panel_id, row in pairs:
        grouped[panel_id] += (row,)
    return grouped


def _cast(session: Session, panels: list[str]) -> defaultdict[str, tuple[CastRow, ...]]:
    query = (
        select(CastMember, Talent.name)
        .join(Talent, col(Talent.id) == CastMember.talent_id)
        .where(col(CastMember.panel_id).in_(panels))
        .order_by(CastMember.rank, CastMember.id)
    )
    found = session.exec(query).all()
    recipes = _recipes(session, {member.talent_id for member, _name in found})
    return _by_panel(
        (
            member.panel_id,
            CastRow(
                id=member.id,
                talent_id=member.talent_id,
                name=name,
                recipe=recipes.get(member.look_id or member.talent_id, "{}"),
                pose=member.pose,
                expression=member.expression,
                facing=member.facing,
                head=member.head,
                gaze=member.gaze,
                outfit=member.outfit,
                prop=member.prop,
                x_mm=member.x_mm,
                z_mm=member.z_mm,
                mirror=bool(member.mirror),
            ),
        )
        for member, name in found
    )


def _recipes(session: Session, talents: set[str]) -> dict[str, str]:
    """Return the recipe of each look by its id, and of each talent's first look by the talent's."""
    query = select(Look).where(col(Look.talent_id).in_(talents)).order_by(Look.rank, Look.id)
    recipes: dict[str, str] = {}
    for look in session.exec(query):
        recipes[look.id] = look.recipe
        recipes.setdefault(look.talent_id, look.recipe)
    return recipes


def _props(session: Session, panels: list[str]) -> defaultdict[str, tuple[PropRow, ...]]:
    query = (
        select(PropUse).where(col(PropUse.panel_id).in_(panels)).order_by(PropUse.rank, PropUse.id)
    )
    return _by_panel(
        (use.panel_id, PropRow(use.prop, use.x_mm, use.y_mm, use.scale, use.tilt))
        for use in session.exec(query)
    )


def _supers(session: Session, panels: list[str]) -> defaultdict[str, tuple[SuperRow, ...]]:
    query = select(Super).where(col(Super.panel_id).in_(panels)).order_by(Super.rank, Super.id)
    return _by_panel(
        (over.panel_id, SuperRow(over.words, over.style, over.position))
        for over in session.exec(query)
    )

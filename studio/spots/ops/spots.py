"""Verbs on whole spots."""

from dataclasses import dataclass

from sqlmodel import Session, select

from studio.kernel import ranks, text
from studio.kernel.errors import NotFound
from studio.kernel.i18n import N_, _
from studio.spots import rules
from studio.spots.model import Panel, Scene, Spot
from studio.spots.ops.rows import copy_panel, copy_row
from studio.store.archive import Removal, put_away, remove
from studio.store.workspace import Store


@dataclass(frozen=True, slots=True)
class SpotDraft:
    """What a new spot starts with; `product` is JSON as `render.shot.Product` reads it."""

    title: str
    client: str = ""
    ratio: str = "9:16"
    placement: str = "tiktok"
    disclosure: str = ""
    accent: str = "#e76f51"
    product: str = "{}"


def create_spot(store: Store, draft: SpotDraft) -> str:
    """Add an empty spot at the end of the list, and return its id."""
    title, ratio = rules.title(draft.title), rules.ratio(draft.ratio)
    with store.edit(N_("New spot")) as session:
        spot = Spot(
            rank=ranks.last(session.exec(select(Spot.rank)).all()),
            title=title,
            client=text.clean_line(draft.client),
            ratio=ratio,
            placement=draft.placement,
            disclosure=text.clean_line(draft.disclosure),
            accent=draft.accent,
            product=draft.product,
        )
        session.add(spot)
        return spot.id


def rename_spot(store: Store, spot_id: str, title: str) -> None:
    """Give a spot another title; successive typing is one step."""
    title = rules.title(title)
    with store.edit(N_("Rename spot"), merge_key=f"rename_spot:{spot_id}:title") as session:
        fetch_spot(session, spot_id).title = title


def duplicate_spot(store: Store, spot_id: str) -> str:
    """Add a copy of a spot with all it holds right after it, and return the copy's id."""
    with store.edit(N_("Duplicate spot")) as session:
        spot = fetch_spot(session, spot_id)
        title = _("{title} (copy)").format(title=spot.title[: rules.LONGEST_TITLE - 20])
        rank = _rank_after(session, spot)
        twin = copy_row(spot, title=text.clean_line(title), rank=rank, archived_ms=None)
        session.add(twin)
        _copy_scenes(session, spot_id, twin.id)
        return twin.id


def _rank_after(session: Session, spot: Spot) -> str:
    """Return a rank right after a spot's; where a merge left equal ranks, all are made anew."""
    everyone = session.exec(select(Spot).order_by(Spot.rank, Spot.id)).all()
    place = next(n for n, other in enumerate(everyone, 1) if other.id == spot.id)
    following = everyone[place].rank if place < len(everyone) else None
    rank = ranks.between(spot.rank, following)
    if rank is not None:
        return rank
    fresh = ranks.spread(len(everyone) + 1)
    rank = fresh.pop(place)
    for other, new in zip(everyone, fresh, strict=True):
        other.rank = new
    return rank


def _copy_scenes(session: Session, spot_id: str, to: str) -> None:
    query = select(Scene).where(Scene.spot_id == spot_id).order_by(Scene.rank, Scene.id)
    scenes = session.exec(query).all()
    for scene, scene_rank in zip(scenes, ranks.spread(len(scenes)), strict=True):
        twin = copy_row(scene, spot_id=to, rank=scene_rank)
        session.add(twin)
        mine = select(Panel).where(Panel.scene_id == scene.id).order_by(Panel.rank, Panel.id)
        panels = session.exec(mine).all()
        for panel, rank in zip(panels, ranks.spread(len(panels)), strict=True):
            copy_panel(session, panel, scene_id=twin.id, rank=rank)


def delete_spot(store: Store, spot_id: str) -> Removal:
    """Remove a spot with all it holds, or archive it when it is used; say which became of it."""
    with store.edit(N_("Delete spot")) as session:
        return remove(session, fetch_spot(session, spot_id))


def archive_spot(store: Store, spot_id: str) -> None:
    """Take a spot out of the lists; it stays whole, and can be restored."""
    with store.edit(N_("Archive spot")) as session:
        put_away(fetch_spot(session, spot_id))


def restore_spot(store: Store, spot_id: str) -> None:
    """Bring an archived spot back into the lists."""
    with store.edit(N_("Restore spot")) as session:
        fetch_spot(session, spot_id).archived_ms = None


def fetch_spot(session: Session, spot_id: str) -> Spot:
    """Return a spot inside an edit; raise NotFound when it is gone."""
    spot = session.get(Spot, spot_id)
    if spot is None:
        raise NotFound(_("This spot is not there any more."))
    return spot

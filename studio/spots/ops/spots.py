"""Verbs on whole spots."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from studio.kernel import ranks
from studio.kernel.errors import NotFound
from studio.kernel.i18n import N_, _
from studio.spots import rules
from studio.spots.model import Panel, Scene, Spot
from studio.spots.ops.rows import copy_panel, copy_row
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
            client=draft.client,
            ratio=ratio,
            placement=draft.placement,
            disclosure=draft.disclosure,
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
        twin = copy_row(spot, title=title, rank=_rank_after(session, spot))
        session.add(twin)
        for scene in session.exec(select(Scene).where(Scene.spot_id == spot_id)).all():
            scene_twin = copy_row(scene, spot_id=twin.id)
            session.add(scene_twin)
            for panel in session.exec(select(Panel).where(Panel.scene_id == scene.id)).all():
                copy_panel(session, panel, scene_id=scene_twin.id, rank=panel.rank)
        return twin.id


def _rank_after(session: Session, spot: Spot) -> str:
    query = select(Spot.rank).where(col(Spot.rank) > spot.rank).order_by(Spot.rank)
    following = session.exec(query).first()
    return ranks.between(spot.rank, following) or ranks.last([spot.rank])


def delete_spot(store: Store, spot_id: str) -> None:
    """Remove a spot with all it holds; undo brings it back whole."""
    with store.edit(N_("Delete spot")) as session:
        session.delete(fetch_spot(session, spot_id))


def fetch_spot(session: Session, spot_id: str) -> Spot:
    """Return a spot inside an edit; raise NotFound when it is gone."""
    spot = session.get(Spot, spot_id)
    if spot is None:
        raise NotFound(_("This spot is not there any more."))
    return spot

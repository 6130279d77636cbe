"""Verbs on the order of panels: add, duplicate, delete, relocate."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, select

from studio.kernel import ranks, text
from studio.kernel.errors import NotFound
from studio.kernel.i18n import N_, _
from studio.spots.model import CastMember, Panel, Scene
from studio.spots.ops.rows import copy_contents, copy_panel
from studio.spots.ops.spots import fetch_spot
from studio.spots.queries import panels_in_order
from studio.store.workspace import Store


def add_scene(store: Store, spot_id: str, title: str = "") -> str:
    """Add a scene at the end of a spot, and return its id."""
    with store.edit(N_("Add scene")) as session:
        fetch_spot(session, spot_id)
        mine = session.exec(select(Scene.rank).where(Scene.spot_id == spot_id)).all()
        scene = Scene(spot_id=spot_id, title=text.clean_line(title), rank=ranks.last(mine))
        session.add(scene)
        return scene.id


def add_panel(store: Store, spot_id: str, *, after: str | None = None) -> str:
    """Add a panel after another one (None: at the end), and return its id.

    It continues the panel before it: same scene, set, light and people, who stand at ease.
    """
    with store.edit(N_("Add panel")) as session:
        panels = panels_in_order(session, spot_id)
        place = _place(panels, after) if after else len(panels)
        before = panels[place - 1] if place else None
        scene_id = before.scene_id if before else _last_scene(store, session, spot_id)
        panel = Panel(scene_id=scene_id, rank="")
        if before is not None:
            panel.setting, panel.light = before.setting, before.light
        session.add(panel)
        _rank(panels, place, [panel])
        if before is not None:
            _continue_cast(session, before.id, panel.id)
        return panel.id


def append_panel(store: Store, scene_id: str, panel: Panel) -> str:
    """Add a panel with its own content at the end of a scene, and return its id."""
    with store.edit(N_("Add panel")) as session:
        if session.get(Scene, scene_id) is None:
            raise NotFound(_("This scene is not there any more."))
        mine = session.exec(select(Panel.rank).where(Panel.scene_id == scene_id)).all()
        panel.scene_id, panel.rank = scene_id, ranks.last(mine)
        session.add(panel)
        return panel.id


def _continue_cast(session: Session, before: str, panel: str) -> None:
    at_ease = {"pose": "stand", "expression": "soft_smile", "gaze": "camera", "prop": ""}
    copy_contents(session, CastMember, before, panel, **at_ease)


def _last_scene(store: Store, session: Session, spot_id: str) -> str:
    query = select(Scene).where(Scene.spot_id == spot_id).order_by(Scene.rank, Scene.id)
    scenes = session.exec(query).all()
    return scenes[-1].id if scenes else add_scene(store, spot_id)


def duplicate_panels(store: Store, spot_id: str, panel_ids: Collection[str]) -> list[str]:
    """Add copies of panels right after the last of them, and return their ids in order."""
    with store.edit(N_("Duplicate panel")) as session:
        panels = panels_in_order(session, spot_id)
        chosen = _chosen(panels, panel_ids)
        place = panels.index(chosen[-1]) + 1
        scene_id = chosen[-1].scene_id
        twins = [copy_panel(session, panel, scene_id=scene_id, rank="") for panel in chosen]
        _rank(panels, place, twins)
        return [twin.id for twin in twins]


def delete_panels(store: Store, spot_id: str, panel_ids: Collection[str]) -> None:
    """Remove panels with all they hold."""
    with store.edit(N_("Delete panel")) as session:
        for panel in _chosen(panels_in_order(session, spot_id), panel_ids):
            session.delete(panel)


def relocate_panels(store: Store, spot_id: str, panel_ids: Collection[str], place: int) -> None:
    """Move panels, kept in their order, to where `place` counts the panels before the gap.

    They join the scene of the panel they now follow; at the very start, of the one they precede.
    """
    with store.edit(N_("Move panel")) as session:
        panels = panels_in_order(session, spot_id)
        chosen = _chosen(panels, panel_ids)
        place = max(0, min(place, len(panels)))
        gap = sum(1 for panel in panels[:place] if panel not in chosen)
        others = [panel for panel in panels if panel not in chosen]
        if [*others[:gap], *chosen, *others[gap:]] == list(panels):
            return
        if others:
            neighbour = others[gap - 1] if gap else others[0]
            for panel in chosen:
                panel.scene_id = neighbour.scene_id
        _rank(others, gap, chosen)


def _place(panels: Sequence[Panel], after: str) -> int:
    for place, panel in enumerate(panels, 1):
        if panel.id == after:
            return place
    raise NotFound(_("This panel is not there any more."))


def _chosen(panels: Sequence[Panel], panel_ids: Collection[str]) -> list[Panel]:
    chosen = [panel for panel in panels if panel.id in panel_ids]
    if not chosen or len(chosen) != len(set(panel_ids)):
        raise NotFound(_("This panel is not there any more."))
    return chosen


def _rank(others: Sequence[Panel], place: int, fresh: Sequence[Panel]) -> None:
    """Give `fresh` ranks between the panels of their scene around `place` among `others`.

    Only they are rewritten, unless a merge left equal ranks: then the whole scene is.
    """
    scene_id = fresh[0].scene_id
    below = [panel for panel in others[:place] if panel.scene_id == scene_id]
    above = [panel for panel in others[place:] if panel.scene_id == scene_id]
    low = below[-1].rank if below else None
    high = above[0].rank if above else None
    new = ranks.room(low, high, len(fresh))
    if new is not None:
        for panel, rank in zip(fresh, new, strict=True):
            panel.rank = rank
        return
    everyone = [*below, *fresh, *above]
    for panel, rank in zip(everyone, ranks.spread(len(everyone)), strict=True):
        panel.rank = rank

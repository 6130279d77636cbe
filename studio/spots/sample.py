"""The sample spot, made through the ops like anybody's own."""

import json
from collections.abc import Mapping
from typing import Any

from studio.kernel import resources
from studio.kernel.i18n import N_
from studio.personas.ops import add_look, add_talent
from studio.spots.model import CastMember, Panel, PropUse, Super
from studio.spots.ops.contents import add_cast_member, add_prop, add_super
from studio.spots.ops.panels import add_scene, append_panel
from studio.spots.ops.spots import SpotDraft, create_spot
from studio.spots.sample_agency import make_agency
from studio.store.workspace import Store

Table = Mapping[str, Any]
_LISTS = ("cast", "props", "supers")


def make_sample(store: Store, language: str) -> str:
    """Add the sample: a spot, its people and their agency, in one step; 'it' or English.

    Returns the id of the spot.
    """
    sample = _spoken(resources.table("samples", "skincare.toml"), language)
    agency = _spoken(resources.table("samples", "agency.toml"), language)
    with store.edit(N_("Make sample spot")):
        talents = {key: _add_talent(store, talent) for key, talent in sample["talent"].items()}
        spot = sample["spot"]
        spot_id = create_spot(store, SpotDraft(**{**spot, "product": json.dumps(spot["product"])}))
        for scene in sample["scene"]:
            scene_id = add_scene(store, spot_id, scene["title"])
            for panel in scene["panel"]:
                _add_panel(store, scene_id, panel, talents)
        make_agency(store, agency, talents)
    return spot_id


def _add_talent(store: Store, talent: Table) -> str:
    talent_id = add_talent(store, talent["name"], kind=talent["kind"])
    add_look(store, talent_id, talent["name"], talent["look"])
    return talent_id


def _add_panel(store: Store, scene_id: str, table: Table, talents: Mapping[str, str]) -> None:
    columns = {key: value for key, value in table.items() if key not in _LISTS}
    panel_id = append_panel(store, scene_id, Panel(scene_id=scene_id, rank="", **columns))
    for member in table.get("cast", ()):
        rest = {key: value for key, value in member.items() if key != "talent"}
        talent_id = talents[member["talent"]]
        row = CastMember(panel_id=panel_id, rank="", talent_id=talent_id, **rest)
        add_cast_member(store, panel_id, row)
    for use in table.get("props", ()):
        add_prop(store, panel_id, PropUse(panel_id=panel_id, rank="", **use))
    for over in table.get("supers", ()):
        add_super(store, panel_id, Super(panel_id=panel_id, rank="", **over))


def _spoken(node: Any, language: str) -> Any:
    """Return the sample with each { en, it } pair replaced by its text in `language`."""
    if isinstance(node, dict):
        if node.keys() == {"en", "it"}:
            return node["it" if language == "it" else "en"]
        return {key: _spoken(value, language) for key, value in node.items()}
    if isinstance(node, list):
        return [_spoken(value, language) for value in node]
    return node

"""How the rows of each table are worded, on a real workspace."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import SQLModel, select

from studio.app.uses import USES, Wording, word
from studio.assets.model import Asset
from studio.brands import ops as brands
from studio.brands.model import Brand, Product
from studio.brands.rules import PARTS as BRAND_PARTS
from studio.deals import ops as deals
from studio.deals.model import Deal
from studio.deals.rules import PARTS as DEAL_PARTS
from studio.kernel import resources
from studio.personas.model import Look, Talent
from studio.personas.ops import add_talent
from studio.personas.ops import parts as talents
from studio.personas.rules import PARTS as TALENT_PARTS
from studio.spots.model import CastMember, Panel, PropUse, Scene, Spot, Super
from studio.spots.ops import contents, panels, spots
from studio.spots.ops.spots import SpotDraft
from studio.store import workspace
from studio.store.schema import metadata
from studio.store.workspace import Store

MODELS: dict[str, type[SQLModel]] = {
    **{t: part.model for t, part in {**TALENT_PARTS, **BRAND_PARTS, **DEAL_PARTS}.items()},
    "brand": Brand,
    "deal": Deal,
    "spot": Spot,
    "scene": Scene,
    "panel": Panel,
    "super": Super,
    "cast_member": CastMember,
    "prop_use": PropUse,
    "talent": Talent,
    "look": Look,
    "asset": Asset,
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give a workspace with one row of each table."""
    made = workspace.create(tmp_path / "Aurora.studio", "Anna")
    maya = add_talent(made, "Maya Lune", handle="@maya")
    spot_id = spots.create_spot(made, SpotDraft("Glow", client="LUMI  Skin"))
    first = panels.add_panel(made, spot_id)
    panels.add_panel(made, spot_id)
    with made.edit("Fill") as session:
        session.add(CastMember(panel_id=first, talent_id=maya, rank="a"))
        session.add(PropUse(panel_id=first, rank="a"))
        session.add(Super(panel_id=first, words="6:45 AM", rank="a"))
        session.add(Look(talent_id=maya, name="Gala", rank="a"))
        session.add(Asset(name="label.png"))
    contents.write_dialogue(made, first, "Good\nmorning!")
    add_records(made, maya)
    yield made
    made.close()


def add_records(store: Store, talent: str) -> None:
    """Add a brand, a deal, and a part of each kind; most parts have no title of their own."""
    brand = brands.create_brand(store, "LUMI")
    brands.write_brand(store, brand, "category", "Skincare")
    deal = deals.create_deal(store, "Spring")
    deals.write_deal(store, deal, "brand_id", brand)
    for table in TALENT_PARTS:
        talents.add_part(store, table, talent)
    for table in BRAND_PARTS:
        brands.add_part(store, table, brand)
    for table in DEAL_PARTS:
        deals.add_part(store, table, deal)
    with store.edit("Name") as session:
        session.exec(select(Product)).one().name = "Glow Serum"


def rows(store: Store, table: str) -> list[Wording | None]:
    with store.read() as session:
        ids = [row.model_dump()["id"] for row in session.exec(select(MODELS[table])).all()]
        return [word(session, table, row_id) for row_id in ids]


def part(table: str, owner: str) -> Wording:
    """Return how a part without a title is worded."""
    return Wording(USES[table].noun, f"{USES[table].noun} · {owner}")


def test_each_row_is_told_by_its_title_and_by_what_it_is_part_of(store: Store) -> None:
    said = {table: rows(store, table) for table in USES}
    assert said == {
        "spot": [Wording("Glow", "Spot for LUMI Skin")],
        "scene": [Wording("Scene 1", "Scene of “Glow”")],
        "panel": [
            Wording("Good morning!", "Panel 1 of “Glow”"),
            Wording("Panel 2", "Panel 2 of “Glow”"),
        ],
        "super": [Wording("6:45 AM", "Text over panel 1 of “Glow”")],
        "cast_member": [Wording("Maya Lune", "In panel 1 of “Glow”")],
        "prop_use": [Wording("Prop", "In panel 1 of “Glow”")],
        "talent": [Wording("Maya Lune", "Persona · @maya")],
        "look": [Wording("Gala", "Look of “Maya Lune”")],
        "asset": [Wording("label.png", "")],
        "brand": [Wording("LUMI", "Brand · Skincare")],
        "deal": [Wording("Spring", "Deal · LUMI")],
        "product": [Wording("Glow Serum", "Product · LUMI")],
        **{t: [part(t, "Maya Lune")] for t in TALENT_PARTS},
        **{t: [part(t, "LUMI")] for t in BRAND_PARTS if t != "product"},
        **{t: [part(t, "Spring")] for t in DEAL_PARTS},
    }


def test_what_an_archived_spot_holds_is_archived_with_it(store: Store) -> None:
    with store.read() as session:
        spot_id = session.exec(select(Spot.id)).one()
    spots.archive_spot(store, spot_id)
    for table in ("spot", "scene", "panel", "super", "cast_member", "prop_use"):
        assert all(row is not None and row.archived for row in rows(store, table)), table


@pytest.mark.parametrize("table", USES)
def test_a_row_that_is_gone_has_no_words(store: Store, table: str) -> None:
    with store.read() as session:
        assert word(session, table, "gone") is None


def test_long_texts_are_cut(store: Store) -> None:
    with store.read() as session:
        panel_id = session.exec(select(Panel.id)).first()
    assert panel_id is not None
    contents.write_action(store, panel_id, "word " * 400)
    said = next(row for row in rows(store, "panel") if row is not None and row.title[0] == "w")
    assert said.title.endswith("…")
    assert len(said.title) <= 120


@pytest.mark.parametrize("table", USES)
def test_each_table_exists_with_its_columns_and_has_an_icon(table: str) -> None:
    columns = metadata().tables[table].columns
    assert set(USES[table].titles) <= set(columns.keys())
    assert resources.path("icons", f"{USES[table].icon}.svg").exists()


def test_the_table_of_uses_loads_no_models() -> None:
    uses = sys.modules["studio.app.uses"]
    assert not {"SQLModel", "Session", "select"} & set(vars(uses))

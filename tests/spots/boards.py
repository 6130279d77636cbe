"""Spots to test with: rows in a workspace, or boards as values, and how to look at them."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from studio.personas.ops import add_look, add_talent
from studio.spots import queries
from studio.spots.model import CastMember, Panel, PropUse, Scene, Super
from studio.spots.ops import contents, panels, spots
from studio.spots.ops.spots import SpotDraft
from studio.spots.queries import Board, CastRow, PanelRow
from studio.store.schema import metadata
from studio.store.workspace import Store

Dump = dict[str, list[tuple[Any, ...]]]

RECIPE: dict[str, object] = {
    "skin": "#c98a62",
    "hair": {"style": "bob", "colour": "#3b2119"},
    "outfit": "trench",
    "palette": {"outer": "#cda77b"},
}


@contextmanager
def memory_folder(otherwise: Path) -> Iterator[Path]:
    """Give a folder that is in memory where the system has such a place."""
    shared = Path("/dev/shm")
    if not os.access(shared, os.W_OK):
        yield otherwise
        return
    folder = Path(tempfile.mkdtemp(dir=shared))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def make_spot(store: Store, title: str = "Spot", *, scenes: Sequence[int] = (3,)) -> str:
    """Add a spot with so many panels in each scene; their actions are a1, a2, b1 and so on."""
    with store.edit("Make"):
        spot = spots.create_spot(store, SpotDraft(title))
        for letter, count in zip("abcdefgh", scenes, strict=False):
            scene = panels.add_scene(store, spot, f"Scene {letter}")
            for number in range(1, count + 1):
                panel = Panel(scene_id=scene, rank="", action=f"{letter}{number}")
                panels.append_panel(store, scene, panel)
    return spot


def fill_panel(store: Store, panel_id: str, *, cast: int = 2) -> str:
    """Put people, a thing and two texts into a panel, and return the talent's id."""
    with store.edit("Fill"):
        talent = add_talent(store, "Maya")
        look = add_look(store, talent, "everyday", RECIPE)
        for number in range(cast):
            member = CastMember(
                panel_id="",
                rank="",
                talent_id=talent,
                look_id=look,
                pose="dance",
                expression="laugh",
                gaze="left",
                prop="phone",
                outfit="pyjama",
                facing="3q_left",
                head="front",
                x_mm=100 * number,
                z_mm=-number,
                mirror=1,
            )
            contents.add_cast_member(store, panel_id, member)
        use = PropUse(panel_id="", rank="", prop="jar", x_mm=5, y_mm=-7, scale=900, tilt=3)
        contents.add_prop(store, panel_id, use)
        for words in ("first", "second"):
            over = Super(panel_id="", rank="", words=words, style="headline", position="lower")
            contents.add_super(store, panel_id, over)
    return talent


def board_of(store: Store, spot_id: str) -> Board:
    with store.read() as session:
        return queries.board(session, spot_id)


def panel_ids(store: Store, spot_id: str) -> list[str]:
    return [panel.id for panel in board_of(store, spot_id).panels]


def actions(store: Store, spot_id: str) -> list[str]:
    """Return what is done in each panel, in order: the names that `make_spot` gave."""
    return [panel.action for panel in board_of(store, spot_id).panels]


def by_scene(store: Store, spot_id: str) -> list[list[str]]:
    """Return the actions of each scene's panels, in order."""
    query = select(Scene).where(Scene.spot_id == spot_id).order_by(Scene.rank, Scene.id)
    with store.read() as session:
        return [
            [
                panel.action
                for panel in session.exec(
                    select(Panel).where(Panel.scene_id == scene.id).order_by(Panel.rank, Panel.id)
                )
            ]
            for scene in session.exec(query).all()
        ]


def dump(store: Store) -> Dump:
    """Return every row of the features' tables."""
    with store.read() as session:
        return {
            table.name: [tuple(row) for row in session.execute(table.select().order_by("id"))]
            for table in metadata().sorted_tables
        }


def steps(store: Store) -> int:
    return len(store.history.done)


def rows_of_last_step(store: Store) -> list[tuple[str, str, str]]:
    """Return table, kind (i, u, d) and id of each row that the last step wrote."""
    last = store.history.done[-1].id
    query = "SELECT tbl, op, pk FROM history_row WHERE step = ? ORDER BY tbl, op, pk"
    return store._raw.execute(query, (last,)).fetchall()


def set_ranks(store: Store, kind: type[Any], ids: Sequence[str], rank: str) -> None:
    """Give rows the same rank, as a merge of two copies of a workspace may."""
    with store.edit("Merge") as session:
        for row in session.exec(select(kind).where(col(kind.id).in_(ids))).all():
            row.rank = rank


def one(session: Session, kind: type[Any], row_id: str) -> Any:
    """Return the row of that id, which must be there."""
    row = session.get(kind, row_id)
    assert row is not None
    return row


def a_panel(number: int = 1, **changed: Any) -> PanelRow:
    """Return a panel of a board as a value."""
    usual: dict[str, Any] = {
        "id": f"panel{number}",
        "scene_id": "scene",
        "number": number,
        "start_ms": 2000 * (number - 1),
        "duration_ms": 2000,
        "size": "MS",
        "angle": "eye",
        "camera_move": "static",
        "subject": "cast",
        "framing": "auto",
        "setting": "studio",
        "light": "day",
        "action": "",
        "dialogue": "",
        "cast": (),
        "props": (),
        "supers": (),
    }
    return PanelRow(**{**usual, **changed})


def a_member(**changed: Any) -> CastRow:
    """Return somebody in a panel as a value; their look cannot be read until it is given."""
    usual: dict[str, Any] = {
        "id": "member",
        "talent_id": "talent",
        "name": "Maya",
        "recipe": "{}",
        "pose": "stand",
        "expression": "soft_smile",
        "facing": "front",
        "head": "",
        "gaze": "camera",
        "outfit": "",
        "prop": "",
        "x_mm": 0,
        "z_mm": 0,
        "mirror": False,
    }
    return CastRow(**{**usual, **changed})


def a_board(*panels: PanelRow, **changed: Any) -> Board:
    """Return a board as a value."""
    usual: dict[str, Any] = {
        "id": "spot",
        "title": "A spot",
        "client": "LUMI",
        "ratio": "9:16",
        "placement": "tiktok",
        "disclosure": "Ad",
        "accent": "#e76f51",
        "product": "{}",
        "duration_ms": sum(panel.duration_ms for panel in panels),
        "panels": panels,
    }
    return Board(**{**usual, **changed})

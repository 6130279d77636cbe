"""From rows to shots: every value arrives, and what cannot be read is drawn plainly."""

import json
import logging
from dataclasses import replace
from typing import Any

import pytest

from studio.render.backends.encode import to_rgb_bytes
from studio.render.backends.qt import paint
from studio.render.panel import draw_panel
from studio.render.rig.look import Look, read_look
from studio.render.shot import Cast, Marks, Product, Prop, Shot, Super, digest
from studio.spots.documents.shots import PLAIN, marks_of, shot_of
from studio.spots.queries import Board, PanelRow, PropRow, SuperRow
from tests.spots.boards import RECIPE, a_board, a_member, a_panel

UNREADABLE = {
    "nothing": "",
    "no object": "[]",
    "a number": "7",
    "null": "null",
    "torn": '{"skin": "#c9',
    "no number": "NaN",
    "nested too deep": "[" * 100_000,
    "no such key": json.dumps({**RECIPE, "tail": 1}),
    "no such colour": json.dumps({**RECIPE, "skin": "#12"}),
    "a part missing": json.dumps({"skin": "#c98a62"}),
}
RECIPE_TEXT = json.dumps(RECIPE)
PANEL_CODES = ("size", "angle", "camera_move", "subject", "framing", "setting", "light")
CAST_CODES = ("pose", "expression", "facing", "head", "gaze", "outfit", "prop")


def painted(board: Board, panel: PanelRow) -> bytes:
    """Return the pixels of a panel, small."""
    return to_rgb_bytes(paint(draw_panel(shot_of(board, panel), marks_of(board, panel)), 90))


def keyed(board: Board, panel: PanelRow) -> str:
    return digest(shot_of(board, panel), marks_of(board, panel))


def test_every_column_of_somebody_arrives_in_the_shot() -> None:
    columns: dict[str, Any] = {
        "pose": "dance",
        "expression": "wink",
        "facing": "3q_left",
        "head": "front",
        "gaze": "left",
        "outfit": "pyjama",
        "prop": "jar",
        "mirror": True,
    }
    member = a_member(recipe=RECIPE_TEXT, x_mm=-305, z_mm=120, **columns)
    panel = a_panel(cast=(member, a_member(name="Aiko")))
    look = read_look(RECIPE, "Maya")
    first, second = shot_of(a_board(panel), panel).cast
    assert first == Cast(name="Maya", look=look, x=-30.5, z=12.0, **columns)
    assert second.name == "Aiko"


def test_every_column_of_a_panel_arrives_in_the_shot() -> None:
    columns: dict[str, Any] = {
        "size": "ECU",
        "angle": "low",
        "camera_move": "push_in",
        "subject": "product",
        "framing": "left",
        "setting": "beach",
        "light": "golden",
    }
    props = (PropRow("cup", 15, -907, 1250, -12),)
    panel = a_panel(3, props=props, supers=(SuperRow("Now", "cta", "bottom"),), **columns)
    product = json.dumps({"kind": "jar", "body": "#010203", "text": "LUMI"})
    board = a_board(panel, ratio="16:9", accent="#102030", product=product)
    assert shot_of(board, panel) == Shot(
        ratio="16:9",
        props=(Prop("cup", 1.5, -90.7, 1.25, -12.0),),
        supers=(Super("Now", "cta", "bottom"),),
        product=Product("jar", body=0x010203FF, text="LUMI"),
        accent=0x102030FF,
        **columns,
    )


def test_the_marks_say_number_moment_and_disclosure() -> None:
    panel = a_panel(7, start_ms=62_450)
    board = a_board(panel, disclosure="Ad", placement="youtube")
    assert marks_of(board, panel) == Marks(
        number="07", timecode="01:02.5", move=True, disclosure="Ad", placement="youtube"
    )
    assert marks_of(board, a_panel(123)).number == "123"


@pytest.mark.parametrize("recipe", UNREADABLE)
def test_a_look_that_cannot_be_read_is_drawn_plainly(
    recipe: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    name = f"Maya, {recipe}"
    panel = a_panel(cast=(a_member(recipe=UNREADABLE[recipe], name=name),))
    board = a_board(panel)
    (cast,) = shot_of(board, panel).cast
    assert (cast.look, cast.name) == (PLAIN, name)
    assert painted(board, panel)
    assert f"the look of {name} cannot be read" in caplog.text


@pytest.mark.parametrize("product", UNREADABLE)
def test_a_product_that_cannot_be_read_is_drawn_plainly(product: str) -> None:
    panel = a_panel(subject="product", props=(PropRow("product", 0, -900, 1000, 0),))
    board = a_board(panel, product=UNREADABLE[product])
    assert shot_of(board, panel).product == Product()
    assert painted(board, panel)


@pytest.mark.parametrize("accent", ["", "red", "#12", "#12345g", "e76f51;"])
def test_an_accent_that_cannot_be_read_is_ours(accent: str) -> None:
    assert shot_of(a_board(accent=accent), a_panel()).accent == Shot().accent


def test_codes_that_nobody_knows_are_drawn_plainly() -> None:
    unknown: dict[str, Any] = dict.fromkeys(PANEL_CODES, "new")
    member = a_member(**dict.fromkeys(CAST_CODES, "new"))
    panel = a_panel(
        **unknown,
        cast=(member,),
        props=(PropRow("new", 0, 0, 1000, 0),),
        supers=(SuperRow("Text", "new", "new"),),
    )
    board = a_board(panel, placement="new")
    assert shot_of(board, panel).subject == "cast"
    assert painted(board, panel)


def test_the_plain_look_is_drawn_from_the_drawing_data() -> None:
    assert isinstance(PLAIN, Look)
    alone = painted(a_board(), a_panel())
    assert painted(a_board(), a_panel(cast=(a_member(),))) != alone


def full_panel() -> PanelRow:
    """Return a panel in which every change can be seen."""
    return a_panel(
        2,
        size="MWS",
        camera_move="push_in",
        cast=(a_member(recipe=RECIPE_TEXT, pose="hold_product", prop="product"),),
        props=(PropRow("jar", 200, -900, 1000, 0),),
        supers=(SuperRow("Now", "caption", "top"),),
    )


PANEL_CHANGES: dict[str, Any] = {
    "number": 3,
    "start_ms": 4000,
    "size": "MS",
    "angle": "low",
    "camera_move": "pull_out",
    "subject": "product",
    "framing": "left",
    "setting": "beach",
    "light": "golden",
    "cast": (),
    "props": (),
    "supers": (),
}
CAST_CHANGES: dict[str, Any] = {
    "recipe": json.dumps({**RECIPE, "skin": "#333333"}),
    "pose": "dance",
    "expression": "surprised",
    "facing": "3q_left",
    "head": "left",
    "gaze": "down",
    "outfit": "sport_set",
    "prop": "phone",
    "x_mm": 400,
    "mirror": True,
}
PROP_CHANGES: dict[str, Any] = {
    "prop": "cup",
    "x_mm": 100,
    "y_mm": -1000,
    "scale": 2000,
    "tilt": 40,
}
SUPER_CHANGES: dict[str, Any] = {"words": "Then", "style": "headline", "position": "bottom"}
BOARD_CHANGES: dict[str, Any] = {
    "ratio": "4:5",
    "placement": "none",
    "disclosure": "Advertisement",
    "product": json.dumps({"kind": "jar"}),
}


def changed() -> dict[str, tuple[Board, PanelRow]]:
    """Return each visible change by name: the board and the panel after it."""
    panel = full_panel()
    board = a_board(panel)
    made = {f"panel {k}": (board, replace(panel, **{k: v})) for k, v in PANEL_CHANGES.items()}
    for kind, table in (("cast", CAST_CHANGES), ("props", PROP_CHANGES), ("supers", SUPER_CHANGES)):
        (row,) = getattr(panel, kind)
        for column, value in table.items():
            inner: dict[str, Any] = {kind: (replace(row, **{column: value}),)}
            other = replace(panel, **inner)
            made[f"{kind} {column}"] = (board, other)
    for column, value in BOARD_CHANGES.items():
        made[f"board {column}"] = (replace(board, **{column: value}), panel)
    return made


@pytest.mark.parametrize("change", changed())
def test_every_change_that_is_seen_changes_the_digest(change: str) -> None:
    panel = full_panel()
    board = a_board(panel)
    other_board, other_panel = changed()[change]
    seen = painted(other_board, other_panel) != painted(board, panel)
    assert seen
    assert keyed(other_board, other_panel) != keyed(board, panel)


def test_the_accent_behind_a_headline_changes_the_digest() -> None:
    panel = a_panel(supers=(SuperRow("Now", "headline", "top"),))
    red, blue = a_board(panel, accent="#ff0000"), a_board(panel, accent="#0000ff")
    assert painted(red, panel) != painted(blue, panel)
    assert keyed(red, panel) != keyed(blue, panel)


def test_what_is_not_seen_does_not_change_the_digest() -> None:
    panel = full_panel()
    board = a_board(panel)
    (member,) = panel.cast
    panel_changes: dict[str, Any] = {
        "id": "other",
        "scene_id": "other",
        "action": "She waits.",
        "dialogue": "MAYA: …",
        "duration_ms": 9000,
        "start_ms": panel.start_ms + 20,
        "cast": (replace(member, id="other", talent_id="other"),),
    }
    board_changes: dict[str, Any] = {
        "id": "other",
        "title": "Other",
        "client": "Other",
        "duration_ms": 99_000,
        "panels": (),
        "accent": board.accent.upper(),
    }
    unseen = [(board, replace(panel, **{k: v})) for k, v in panel_changes.items()]
    unseen += [(replace(board, **{k: v}), panel) for k, v in board_changes.items()]
    for other_board, other_panel in unseen:
        seen = painted(other_board, other_panel) != painted(board, panel)
        assert not seen
        assert keyed(other_board, other_panel) == keyed(board, panel)


def test_the_same_rows_give_the_same_picture_and_digest() -> None:
    panel = full_panel()
    board = a_board(panel)
    again = a_board(full_panel())
    assert keyed(board, panel) == keyed(again, full_panel())
    assert painted(board, panel) == painted(again, full_panel())

"""The sample: a whole film of twelve panels, in both languages, of nothing that is not drawn."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlmodel import col, select

from studio.kernel import resources, text
from studio.personas.model import HUMAN, PERSONA, Look, Talent
from studio.render import camera
from studio.render.overlay import placements, super_layout
from studio.render.props.registry import PACKS, PROPS
from studio.render.rig.expression import expression_names
from studio.render.rig.hair.style import hair_style_names
from studio.render.rig.look import read_look
from studio.render.rig.outfit import outfits
from studio.render.rig.pose import FACINGS, poses
from studio.render.settings.light import LIGHTS
from studio.render.settings.registry import SETTINGS
from studio.spots import queries
from studio.spots.documents.shots import PLAIN, shot_of
from studio.spots.queries import Board, PanelRow
from studio.spots.sample import make_sample
from studio.store.workspace import Store
from tests.spots.boards import board_of, dump, steps

SCENES = ["Wake up", "The serum", "Out and glowing", "The offer"]


@pytest.fixture
def board(store: Store) -> Board:
    return board_of(store, make_sample(store, "en"))


def pairs(node: Any) -> Iterator[dict[str, str]]:
    """Yield every text of the sample's file with its two languages."""
    if isinstance(node, dict) and node.keys() & {"en", "it"}:
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from pairs(value)
    elif isinstance(node, list):
        for value in node:
            yield from pairs(value)


def said(board: Board) -> list[str]:
    """Return every text of a board that is somebody's language."""
    return [
        board.title,
        board.disclosure,
        *(words for panel in board.panels for words in (panel.action, panel.dialogue)),
        *(over.words for panel in board.panels for over in panel.supers),
    ]


def drawn(panel: PanelRow) -> dict[str, list[str]]:
    """Return the codes that a panel names, by kind; empty ones say the look's own."""
    cast = panel.cast
    return {
        "size": [panel.size],
        "angle": [panel.angle],
        "move": [panel.camera_move],
        "setting": [panel.setting],
        "light": [panel.light],
        "framing": [panel.framing],
        "pose": [member.pose for member in cast],
        "expression": [member.expression for member in cast],
        "facing": [face for member in cast for face in (member.facing, member.head) if face],
        "outfit": [member.outfit for member in cast if member.outfit],
        "prop": [
            *(member.prop for member in cast if member.prop),
            *(use.prop for use in panel.props),
        ],
        "style": [over.style for over in panel.supers],
    }


KNOWN = {
    "size": camera.SIZES,
    "angle": camera.ANGLES,
    "move": camera.CAMERA_MOVES,
    "setting": SETTINGS,
    "light": LIGHTS,
    "framing": camera.FRAMINGS,
    "pose": poses(),
    "expression": expression_names(),
    "facing": FACINGS,
    "outfit": outfits(),
    "prop": PROPS,
    "style": super_layout.SUPER_STYLES,
}


@pytest.mark.parametrize("language", ["en", "it"])
def test_the_sample_is_twelve_panels_of_thirty_seconds(store: Store, language: str) -> None:
    make_sample(store, language)
    with store.read() as session:
        ((_id, title, panels, duration, _archived),) = queries.spot_rows(session)
        talent = session.exec(select(Talent.name, Talent.kind).order_by(Talent.name)).all()
    assert (panels, duration) == (12, 30_000)
    assert title == {
        "en": "LUMI Glow Serum — Morning with Maya",
        "it": "LUMI Glow Serum — Mattina con Maya",
    }.get(language)
    assert talent == [
        ("Aiko Rei", PERSONA),
        ("Dr. Elin Berg", HUMAN),
        ("Kofi Mensah", PERSONA),
        ("Maya Lune", PERSONA),
    ]


def test_the_sample_is_made_in_one_step(store: Store) -> None:
    before = dump(store)
    make_sample(store, "en")
    assert steps(store) == 1
    after = dump(store)
    store.undo()
    assert dump(store) == before
    store.redo()
    assert dump(store) == after


def test_two_samples_stand_side_by_side(store: Store) -> None:
    first, second = make_sample(store, "en"), make_sample(store, "it")
    assert first != second
    assert board_of(store, first).title != board_of(store, second).title


def test_every_text_of_the_file_is_there_in_both_languages_and_differs() -> None:
    found = list(pairs(resources.table("samples", "skincare.toml")))
    assert len(found) > 30
    for pair in found:
        assert pair.keys() == {"en", "it"}
        for words in pair.values():
            assert words
            assert words == text.clean_block(words)
        if any(letter.isalpha() for letter in pair["en"] + pair["it"]):
            assert pair["en"] != pair["it"]


def test_every_text_of_the_sample_is_in_the_language_asked_for(store: Store) -> None:
    table = list(pairs(resources.table("samples", "skincare.toml")))
    for language in ("en", "it"):
        board = board_of(store, make_sample(store, language))
        scenes = len(SCENES)
        assert len(said(board)) == len(table) - scenes
        assert set(said(board)) <= {pair[language] for pair in table}


def test_an_unknown_language_is_english(store: Store, board: Board) -> None:
    assert said(board_of(store, make_sample(store, "tlh"))) == said(board)


def test_every_recipe_can_be_read_and_names_what_is_drawn(store: Store) -> None:
    make_sample(store, "en")
    with store.read() as session:
        recipes = session.exec(select(Look.recipe).order_by(col(Look.id))).all()
    assert len(recipes) == 4
    for recipe in recipes:
        look = read_look(json.loads(recipe), "sample")
        assert look != PLAIN
        assert look.hair.style in hair_style_names()
        assert look.outfit in outfits()
        assert set(look.wardrobe) <= set(outfits())


def test_everything_the_sample_names_is_drawn(board: Board) -> None:
    for panel in board.panels:
        for kind, codes in drawn(panel).items():
            for code in codes:
                assert code in KNOWN[kind], f"panel {panel.number}: {kind} “{code}”"
        for over in panel.supers:
            assert over.position in super_layout.SUPER_POSITIONS
    assert board.placement in placements.PLACEMENTS
    product = shot_of(board, board.panels[0]).product
    assert (product.kind in PACKS, product.text) == (True, "LUMI")


def test_every_panel_says_what_is_done_and_what_is_heard(board: Board) -> None:
    for panel in board.panels:
        assert panel.action
        assert panel.dialogue
        assert panel.cast or panel.subject == "product"
    assert {panel.number for panel in board.panels if panel.subject == "product"} == {4}

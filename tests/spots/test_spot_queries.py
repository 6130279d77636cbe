"""Reading spots: counts, order, starts, and never a statement more for a longer board."""

import pytest
from sqlalchemy import event
from sqlmodel import Session

from studio.kernel.errors import NotFound
from studio.personas.ops import add_look, add_talent
from studio.spots import queries
from studio.spots.model import CastMember
from studio.spots.ops import contents, panels, spots
from studio.spots.ops.spots import SpotDraft
from studio.spots.queries import SpotRow
from studio.store.workspace import Store
from tests.spots.boards import (
    RECIPE,
    board_of,
    fill_panel,
    make_spot,
    panel_ids,
)


def rows(store: Store) -> list[SpotRow]:
    with store.read() as session:
        return queries.spot_rows(session)


def found(store: Store, name: str) -> str:
    with store.read() as session:
        return queries.find_spot(session, name)


def statements(session: Session, spot_id: str) -> list[str]:
    """Return the statements that reading a board costs."""
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        said.append(statement)

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        queries.board(session, spot_id)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return [statement for statement in said if statement.startswith("SELECT")]


def test_a_list_tells_panels_and_length_of_every_spot(store: Store) -> None:
    assert rows(store) == []
    empty = spots.create_spot(store, SpotDraft("Empty"))
    hollow = make_spot(store, "Only scenes", scenes=(0, 0))
    full = make_spot(store, "Full", scenes=(2, 0, 3))
    for number, panel in enumerate(panel_ids(store, full), 1):
        contents.set_length(store, panel, 1000 * number + number)
        fill_panel(store, panel)  # what a panel holds must not be counted as panels
    assert rows(store) == [
        SpotRow(empty, "Empty", 0, 0),
        SpotRow(hollow, "Only scenes", 0, 0),
        SpotRow(full, "Full", 5, 15_015),
    ]


def test_a_board_plays_scene_by_scene_and_adds_up(store: Store) -> None:
    spot = make_spot(store, scenes=(2, 0, 2))
    for panel, ms in zip(panel_ids(store, spot), (100, 2500, 333, 60_000), strict=True):
        contents.set_length(store, panel, ms)
    board = board_of(store, spot)
    assert [panel.action for panel in board.panels] == ["a1", "a2", "c1", "c2"]
    assert [panel.number for panel in board.panels] == [1, 2, 3, 4]
    assert [panel.start_ms for panel in board.panels] == [0, 100, 2600, 2933]
    assert board.duration_ms == 62_933
    assert len({panel.scene_id for panel in board.panels}) == 2


def test_an_empty_board_has_its_facts_and_no_length(store: Store) -> None:
    draft = SpotDraft("T", "LUMI", "1:1", "youtube", "Ad", "#123456", '{"text": "L"}')
    spot = spots.create_spot(store, draft)
    board = board_of(store, spot)
    assert (board.panels, board.duration_ms) == ((), 0)
    facts = (board.title, board.client, board.ratio, board.placement, board.disclosure)
    assert facts == ("T", "LUMI", "1:1", "youtube", "Ad")
    assert (board.id, board.accent, board.product) == (spot, "#123456", '{"text": "L"}')


def test_a_board_shows_its_own_spot_and_nothing_of_another(store: Store) -> None:
    spot, other = make_spot(store, "One"), make_spot(store, "Two")
    fill_panel(store, panel_ids(store, other)[0])
    board = board_of(store, spot)
    assert len(board.panels) == 3
    assert all(panel.cast == () for panel in board.panels)


def test_people_wear_the_look_named_or_their_first(store: Store) -> None:
    spot = make_spot(store, scenes=(1,))
    (panel,) = panel_ids(store, spot)
    maya, bare = add_talent(store, "Maya"), add_talent(store, "Bare")
    recipes = [{**RECIPE, "blush": share} for share in (0.1, 0.2)]
    looks = [add_look(store, maya, f"look {n}", recipe) for n, recipe in enumerate(recipes)]
    for talent, look in ((maya, None), (maya, looks[1]), (maya, looks[0]), (bare, None)):
        member = CastMember(panel_id="", rank="", talent_id=talent, look_id=look)
        contents.add_cast_member(store, panel, member)
    cast = board_of(store, spot).panels[0].cast
    assert [member.name for member in cast] == ["Maya", "Maya", "Maya", "Bare"]
    blush = ["0.1" in member.recipe for member in cast[:3]]
    assert blush == [True, False, True]
    assert cast[3].recipe == "{}"


def test_the_number_of_statements_does_not_grow_with_the_board(store: Store) -> None:
    spot = make_spot(store, scenes=(1,))
    fill_panel(store, panel_ids(store, spot)[0])
    with store.read() as session:
        few = statements(session, spot)
    for _time in range(5):
        panels.duplicate_panels(store, spot, panel_ids(store, spot))
    assert len(panel_ids(store, spot)) == 32
    with store.read() as session:
        many = statements(session, spot)
    assert len(many) == len(few)
    assert 1 <= len(few) <= 6


def test_a_spot_that_is_gone_has_no_board(store: Store) -> None:
    with pytest.raises(NotFound, match="spot is not there any more"):
        board_of(store, "nobody")


def test_a_spot_is_found_by_id_or_by_title_in_any_case(store: Store) -> None:
    make_spot(store, "Other")
    spot = make_spot(store, "Glow Serum — STRASSE Caffè")
    for name in (
        spot,
        "Glow Serum — STRASSE Caffè",
        "glow serum — straße CAFFÈ",
        "  glow serum — strasse caffè\n",
        "Glow Serum — STRASSE Caffe\u0300",
        "Glow  Serum — STRASSE Caffè",
    ):
        assert found(store, name) == spot


def test_a_spot_that_is_not_there_is_told_with_those_that_are(store: Store) -> None:
    with pytest.raises(NotFound) as failure:
        found(store, "Glow")
    assert str(failure.value) == "There is no spot “Glow” here. The spots are: none."
    for title in ("One", "Two"):
        make_spot(store, title, scenes=(0,))
    for name in ("Glow", "On", "One Two", "%", "*"):
        with pytest.raises(NotFound) as failure:
            found(store, name)
        told = f"There is no spot “{name}” here. The spots are: “One”, “Two”."
        assert str(failure.value) == told

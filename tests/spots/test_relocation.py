"""Panels relocated: as a plain list says, one row for each, nothing for nothing."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from studio.kernel.errors import NotFound
from studio.spots.model import Panel
from studio.spots.ops import panels, spots
from studio.store import workspace
from studio.store.workspace import Store
from tests.spots.boards import (
    actions,
    by_scene,
    dump,
    make_spot,
    memory_folder,
    one,
    panel_ids,
    rows_of_last_step,
    set_ranks,
    steps,
)

Scenes = list[list[str]]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Give one workspace for all examples of this file."""
    with memory_folder(tmp_path_factory.mktemp("desk")) as folder:
        made = workspace.create(folder / "Desk", "Anna")
        yield made
        made.close()


def expected(scenes: Scenes, chosen: set[str], place: int) -> Scenes:
    """Return the scenes after the move, by the contract's words and nothing else."""
    flat = [(name, at) for at, scene in enumerate(scenes) for name in scene]
    place = max(0, min(place, len(flat)))
    before = [pair for pair in flat[:place] if pair[0] not in chosen]
    after = [pair for pair in flat[place:] if pair[0] not in chosen]
    moved = [name for name, _at in flat if name in chosen]
    names = [*(name for name, _at in before), *moved, *(name for name, _at in after)]
    if names == [name for name, _at in flat]:
        return scenes
    home = before[-1][1] if before else after[0][1]
    result: Scenes = [[] for _scene in scenes]
    for name, at in [*before, *((name, home) for name in moved), *after]:
        result[at].append(name)
    return result


@st.composite
def moves(draw: st.DrawFn) -> tuple[list[int], set[int], int]:
    counts = draw(st.lists(st.integers(0, 4), min_size=1, max_size=4).filter(any))
    total = sum(counts)
    chosen = draw(st.sets(st.integers(0, total - 1), min_size=1))
    return counts, chosen, draw(st.integers(-2, total + 2))


@given(move=moves())
def test_panels_land_where_a_plain_list_says(
    desk: Store, move: tuple[list[int], set[int], int]
) -> None:
    counts, chosen, place = move
    spot = make_spot(desk, scenes=counts)
    was, ids, count = by_scene(desk, spot), panel_ids(desk, spot), steps(desk)
    names = actions(desk, spot)
    moved = {ids[number] for number in chosen}
    wanted = expected(was, {names[number] for number in chosen}, place)

    panels.relocate_panels(desk, spot, moved, place)

    assert by_scene(desk, spot) == wanted
    if wanted == was:
        assert steps(desk) == count
    else:
        assert steps(desk) == count + 1
        written = rows_of_last_step(desk)
        assert {panel for _table, _op, panel in written} <= moved
        assert {(table, op) for table, op, _panel in written} == {("panel", "u")}
        desk.undo()
        assert by_scene(desk, spot) == was
    spots.delete_spot(desk, spot)


@given(move=moves(), data=st.data())
def test_panels_land_there_though_a_merge_left_equal_ranks(
    desk: Store, move: tuple[list[int], set[int], int], data: st.DataObject
) -> None:
    counts, chosen, place = move
    spot = make_spot(desk, scenes=counts)
    same = data.draw(st.sets(st.sampled_from(panel_ids(desk, spot)), min_size=1))
    set_ranks(desk, Panel, sorted(same), "V")
    was, ids, names = by_scene(desk, spot), panel_ids(desk, spot), actions(desk, spot)
    wanted = expected(was, {names[number] for number in chosen}, place)

    panels.relocate_panels(desk, spot, {ids[number] for number in chosen}, place)

    assert by_scene(desk, spot) == wanted
    spots.delete_spot(desk, spot)


def test_a_scene_whose_ranks_were_equal_is_healed_as_a_whole(store: Store) -> None:
    spot = make_spot(store, scenes=(4, 2))
    mine = panel_ids(store, spot)
    set_ranks(store, Panel, mine[:4], "V")
    ordered = panel_ids(store, spot)
    panels.relocate_panels(store, spot, [ordered[3]], 1)
    assert panel_ids(store, spot) == [ordered[n] for n in (0, 3, 1, 2, 4, 5)]
    with store.read() as session:
        ranks = [one(session, Panel, panel).rank for panel in panel_ids(store, spot)[:4]]
    assert ranks == sorted(set(ranks))
    touched = {panel for _table, _op, panel in rows_of_last_step(store)}
    assert not touched & set(ordered[4:]), "another scene was rewritten"


def test_the_place_counts_the_panels_before_the_gap(store: Store) -> None:
    spot = make_spot(store, scenes=(4,))
    ids = panel_ids(store, spot)
    panels.relocate_panels(store, spot, [ids[0]], 3)
    assert actions(store, spot) == ["a2", "a3", "a1", "a4"]
    panels.relocate_panels(store, spot, [ids[0]], 0)
    assert actions(store, spot) == ["a1", "a2", "a3", "a4"]


def test_panels_join_the_scene_of_the_panel_they_follow(store: Store) -> None:
    spot = make_spot(store, scenes=(2, 2))
    ids = panel_ids(store, spot)
    panels.relocate_panels(store, spot, [ids[0]], 3)
    assert by_scene(store, spot) == [["a2"], ["b1", "a1", "b2"]]
    panels.relocate_panels(store, spot, [ids[3]], 0)
    assert by_scene(store, spot) == [["b2", "a2"], ["b1", "a1"]]


def test_dropping_a_panel_where_it_is_leaves_no_step(store: Store) -> None:
    spot = make_spot(store, scenes=(2, 1))
    ids, count, before = panel_ids(store, spot), steps(store), dump(store)
    for place in (1, 2):
        panels.relocate_panels(store, spot, [ids[1]], place)
    panels.relocate_panels(store, spot, ids, 2)
    panels.relocate_panels(store, spot, ids[2:], 99)
    assert (steps(store), dump(store)) == (count, before)


def test_moving_back_and_forth_keeps_ranks_short(store: Store) -> None:
    spot = make_spot(store, scenes=(3,))
    for _time in range(60):
        panels.relocate_panels(store, spot, [panel_ids(store, spot)[2]], 1)
    with store.read() as session:
        longest = max(len(rank) for rank in session.exec(select(Panel.rank)))
    assert longest <= 40


def test_panels_that_are_gone_are_not_found_and_nothing_moves(store: Store) -> None:
    spot, other = make_spot(store, "One"), make_spot(store, "Two")
    mine, theirs = panel_ids(store, spot), panel_ids(store, other)
    before = dump(store)
    for chosen in ([], ["nobody"], [mine[0], "nobody"], [mine[0], theirs[0]]):
        with pytest.raises(NotFound, match="panel is not there any more"):
            panels.relocate_panels(store, spot, chosen, 2)
    with pytest.raises(NotFound):
        panels.relocate_panels(store, "nobody", [mine[0]], 0)
    assert dump(store) == before

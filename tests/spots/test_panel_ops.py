"""Panels: added, copied and removed in the order they play, each verb in one step."""

from typing import Any

import pytest
from sqlmodel import select

from studio.kernel.errors import NotFound
from studio.spots.model import CastMember, Panel, Scene, Super
from studio.spots.ops import contents, panels, spots
from studio.spots.ops.spots import SpotDraft
from studio.store.workspace import Store
from tests.spots.boards import (
    actions,
    board_of,
    by_scene,
    dump,
    fill_panel,
    make_spot,
    one,
    panel_ids,
    rows_of_last_step,
    set_ranks,
    steps,
)

GONE = "panel is not there any more"


def name_panel(store: Store, panel_id: str, action: str) -> None:
    contents.write_action(store, panel_id, action)


def test_the_first_panel_of_an_empty_spot_makes_a_scene(store: Store) -> None:
    spot = spots.create_spot(store, SpotDraft("T"))
    before = dump(store)
    panel = panels.add_panel(store, spot)
    assert panel_ids(store, spot) == [panel]
    assert [op for table, op, _id in rows_of_last_step(store) if table == "scene"] == ["i"]
    store.undo()
    assert dump(store) == before


def test_a_panel_of_a_spot_with_empty_scenes_goes_into_the_last_one(store: Store) -> None:
    spot = make_spot(store, scenes=(0, 0))
    name_panel(store, panels.add_panel(store, spot), "new")
    assert by_scene(store, spot) == [[], ["new"]]


def test_a_panel_goes_to_the_end_or_after_the_one_named(store: Store) -> None:
    spot = make_spot(store, scenes=(2, 2))
    ids = panel_ids(store, spot)
    for number, after in enumerate([None, ids[0], ids[1], ids[3]], 1):
        name_panel(store, panels.add_panel(store, spot, after=after), f"new{number}")
    assert by_scene(store, spot) == [
        ["a1", "new2", "a2", "new3"],
        ["b1", "b2", "new4", "new1"],
    ]


def test_a_new_panel_rewrites_no_other(store: Store) -> None:
    spot = make_spot(store)
    panel = panels.add_panel(store, spot, after=panel_ids(store, spot)[0])
    assert rows_of_last_step(store) == [("panel", "i", panel)]


def test_a_new_panel_continues_the_set_and_light_but_not_the_words(store: Store) -> None:
    spot = make_spot(store)
    before = panel_ids(store, spot)[1]
    with store.edit("Dress") as session:
        row = one(session, Panel, before)
        row.setting, row.light, row.size, row.angle = "beach", "golden", "ECU", "low"
        row.camera_move, row.dialogue, row.duration_ms = "push_in", "Hello", 7000
    panel = panels.add_panel(store, spot, after=before)
    with store.read() as session:
        new = one(session, Panel, panel).model_dump(exclude={"id", "scene_id", "rank"})
    fresh = Panel(scene_id="", rank="", setting="beach", light="golden")
    assert new == fresh.model_dump(exclude={"id", "scene_id", "rank"})


def test_a_new_panel_continues_the_people_who_stand_at_ease(store: Store) -> None:
    spot = make_spot(store, scenes=(1,))
    before = panel_ids(store, spot)[0]
    talent = fill_panel(store, before, cast=3)
    panel = panels.add_panel(store, spot, after=before)
    first, second = board_of(store, spot).panels
    assert len(second.cast) == 3
    for old, new in zip(first.cast, second.cast, strict=True):
        assert new.id != old.id
        assert new.talent_id == talent
        at_ease = (new.pose, new.expression, new.gaze, new.prop)
        assert at_ease == ("stand", "soft_smile", "camera", "")
        kept = ("recipe", "facing", "head", "outfit", "x_mm", "z_mm", "mirror")
        for column in kept:
            assert getattr(new, column) == getattr(old, column)
    assert (second.id, second.props, second.supers) == (panel, (), ())


def test_people_stay_in_their_order_though_ranks_are_equal(store: Store) -> None:
    spot = make_spot(store, scenes=(1,))
    fill_panel(store, panel_ids(store, spot)[0], cast=8)
    with store.read() as session:
        people = list(session.exec(select(CastMember.id)))
    set_ranks(store, CastMember, people, "V")
    panels.add_panel(store, spot)
    first, second = board_of(store, spot).panels
    assert [member.x_mm for member in second.cast] == [member.x_mm for member in first.cast]


def test_a_panel_after_one_that_is_gone_is_refused(store: Store) -> None:
    spot, other = make_spot(store, "One"), make_spot(store, "Two")
    count = steps(store)
    for stranger in ("nobody", panel_ids(store, other)[0]):
        with pytest.raises(NotFound, match=GONE):
            panels.add_panel(store, spot, after=stranger)
    with pytest.raises(NotFound, match="spot is not there any more"):
        panels.add_panel(store, "nobody")
    assert steps(store) == count


def test_a_panel_goes_between_equal_ranks_which_are_healed(store: Store) -> None:
    spot = make_spot(store, scenes=(4, 1))
    set_ranks(store, Panel, panel_ids(store, spot)[:4], "V")
    was = actions(store, spot)
    after = panel_ids(store, spot)[1]
    name_panel(store, panels.add_panel(store, spot, after=after), "new")
    assert actions(store, spot) == [*was[:2], "new", *was[2:]]
    with store.read() as session:
        ranks = [one(session, Panel, panel).rank for panel in panel_ids(store, spot)[:5]]
    assert ranks == sorted(set(ranks))


def test_what_is_added_never_shares_a_rank(store: Store) -> None:
    """Ids of the same millisecond sort by chance: ranks alone keep the order."""
    spot = make_spot(store, scenes=(3, 2))
    fill_panel(store, panel_ids(store, spot)[0], cast=4)
    panels.add_panel(store, spot)
    panels.duplicate_panels(store, spot, panel_ids(store, spot))
    owners: dict[type[Any], str] = {
        Scene: "spot_id",
        Panel: "scene_id",
        CastMember: "panel_id",
        Super: "panel_id",
    }
    with store.read() as session:
        for kind, owner in owners.items():
            places = [(getattr(row, owner), row.rank) for row in session.exec(select(kind))]
            assert len(set(places)) == len(places) > 1, kind


def test_scenes_are_added_at_the_end_with_a_clean_title(store: Store) -> None:
    spot = make_spot(store, scenes=(1,))
    scene = panels.add_scene(store, spot, "  The\x07 offer\n")
    with store.read() as session:
        ordered = select(Scene).where(Scene.spot_id == spot).order_by(Scene.rank)
        assert [row.title for row in session.exec(ordered)] == ["Scene a", "The offer"]
    panel = Panel(scene_id="", rank="", action="x")
    assert panels.append_panel(store, scene, panel) == panel_ids(store, spot)[-1]


def test_a_scene_or_panel_of_nothing_is_refused(store: Store) -> None:
    with pytest.raises(NotFound, match="spot is not there any more"):
        panels.add_scene(store, "nobody")
    with pytest.raises(NotFound, match="scene is not there any more"):
        panels.append_panel(store, "nobody", Panel(scene_id="", rank=""))
    assert steps(store) == 0


def test_several_panels_are_copied_after_the_last_of_them_in_their_order(store: Store) -> None:
    spot = make_spot(store, scenes=(3, 2))
    ids = panel_ids(store, spot)
    # Named in another order, as a selection may be: the order that they play in counts.
    twins = panels.duplicate_panels(store, spot, [ids[3], ids[0], ids[2]])
    assert actions(store, spot) == ["a1", "a2", "a3", "b1", "a1", "a3", "b1", "b2"]
    assert panel_ids(store, spot)[4:7] == twins
    assert by_scene(store, spot)[1] == ["b1", "a1", "a3", "b1", "b2"]


def test_a_copied_panel_holds_all_that_the_panel_holds(store: Store) -> None:
    spot = make_spot(store, scenes=(2,))
    first = panel_ids(store, spot)[0]
    fill_panel(store, first)
    with store.edit("Dress") as session:
        row = one(session, Panel, first)
        row.setting, row.size, row.dialogue, row.duration_ms = "beach", "ECU", "Hi", 1234
        row.angle, row.camera_move, row.subject, row.framing = "low", "pan_left", "product", "left"
    before = dump(store)
    (twin,) = panels.duplicate_panels(store, spot, {first})
    old, new = board_of(store, spot).panels[:2]
    assert new.id == twin
    for column in old.__slots__:
        if column not in ("id", "number", "start_ms", "cast"):
            assert getattr(new, column) == getattr(old, column), column
    bare = [[getattr(m, c) for c in m.__slots__ if c != "id"] for m in (*old.cast, *new.cast)]
    assert bare[:2] == bare[2:]
    assert {op for _table, op, _id in rows_of_last_step(store)} == {"i"}
    store.undo()
    assert dump(store) == before


def test_copies_of_the_same_panel_follow_each_other(store: Store) -> None:
    spot = make_spot(store, scenes=(2,))
    first = panel_ids(store, spot)[0]
    for _time in range(30):
        panels.duplicate_panels(store, spot, [first])
    assert actions(store, spot) == ["a1"] * 31 + ["a2"]
    assert panel_ids(store, spot)[0] == first


def test_deleted_panels_take_all_they_hold_and_undo_brings_them_back(store: Store) -> None:
    spot = make_spot(store, scenes=(2, 2))
    ids = panel_ids(store, spot)
    for panel in ids:
        fill_panel(store, panel)
    before, count = dump(store), steps(store)
    panels.delete_panels(store, spot, [ids[2], ids[0]])
    after = dump(store)
    assert actions(store, spot) == ["a2", "b2"]
    assert [len(after[table]) for table in ("cast_member", "prop_use", "super")] == [4, 2, 4]
    assert steps(store) == count + 1
    store.undo()
    assert dump(store) == before
    store.redo()
    assert dump(store) == after


@pytest.mark.parametrize("verb", [panels.duplicate_panels, panels.delete_panels])
def test_panels_that_are_gone_are_not_found_and_nothing_is_done(store: Store, verb: object) -> None:
    spot, other = make_spot(store, "One"), make_spot(store, "Two")
    mine, theirs = panel_ids(store, spot), panel_ids(store, other)
    before, count = dump(store), steps(store)
    assert callable(verb)
    for chosen in ([], ["nobody"], [mine[0], "nobody"], [mine[0], theirs[0]]):
        with pytest.raises(NotFound, match=GONE):
            verb(store, spot, chosen)
    assert (dump(store), steps(store)) == (before, count)


def test_deleting_every_panel_leaves_a_spot_that_panels_can_be_added_to(store: Store) -> None:
    spot = make_spot(store, scenes=(1, 2))
    panels.delete_panels(store, spot, panel_ids(store, spot))
    assert panel_ids(store, spot) == []
    name_panel(store, panels.add_panel(store, spot), "again")
    assert actions(store, spot) == ["again"]

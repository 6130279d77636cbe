"""Whole spots: made, renamed, copied and removed, each in one step that undo takes back whole."""

from typing import Any

import pytest
from sqlmodel import select

from studio.kernel import i18n
from studio.kernel.errors import NotFound, Refused
from studio.spots import queries, rules
from studio.spots.model import CastMember, Panel, PropUse, Scene, Spot, Super
from studio.spots.ops import spots
from studio.spots.ops.spots import SpotDraft
from studio.store.workspace import Store
from tests.spots.boards import (
    actions,
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

CONTENTS = (CastMember, PropUse, Super)


def titles(store: Store) -> list[str]:
    with store.read() as session:
        return [row.title for row in queries.spot_rows(session)]


def tree(store: Store, spot_id: str) -> list[Any]:
    """Return all that a spot holds in order, without ids, owners and ranks."""

    def bare(row: Any) -> dict[str, Any]:
        hidden = {"id", "rank", "spot_id", "scene_id", "panel_id"}
        return {key: value for key, value in row.model_dump().items() if key not in hidden}

    def children(session: Any, kind: Any, owner: Any, value: str) -> list[Any]:
        return list(session.exec(select(kind).where(owner == value).order_by(kind.rank, kind.id)))

    with store.read() as session:
        return [
            (
                bare(scene),
                [
                    (
                        bare(panel),
                        [
                            bare(row)
                            for kind in CONTENTS
                            for row in children(session, kind, kind.panel_id, panel.id)
                        ],
                    )
                    for panel in children(session, Panel, Panel.scene_id, scene.id)
                ],
            )
            for scene in children(session, Scene, Scene.spot_id, spot_id)
        ]


def test_a_new_spot_is_empty_and_last_in_the_list(store: Store) -> None:
    mine = [spots.create_spot(store, SpotDraft(title)) for title in ("One", "Two", "Three")]
    assert titles(store) == ["One", "Two", "Three"]
    with store.read() as session:
        ranks = [one(session, Spot, spot).rank for spot in mine]
        assert ranks == sorted(set(ranks))
        assert [row[2:4] for row in queries.spot_rows(session)] == [(0, 0)] * 3
    assert steps(store) == 3


def test_a_new_spot_keeps_what_its_draft_says(store: Store) -> None:
    draft = SpotDraft("T", "LUMI", "16:9", "youtube", "Ad", "#123456", '{"text": "L"}')
    spot = spots.create_spot(store, draft)
    with store.read() as session:
        row = one(session, Spot, spot).model_dump(exclude={"id", "rank"})
    assert row == {
        "title": "T",
        "client": "LUMI",
        "ratio": "16:9",
        "fps_num": 25,
        "fps_den": 1,
        "placement": "youtube",
        "disclosure": "Ad",
        "accent": "#123456",
        "product": '{"text": "L"}',
        "archived_ms": None,
    }


def test_what_a_draft_says_is_made_clean(store: Store) -> None:
    draft = SpotDraft(" T\x00\n\tq ", client=" LU\x07MI\n Skin ", disclosure="\u200bAd\ud800 ")
    spot = spots.create_spot(store, draft)
    with store.read() as session:
        row = one(session, Spot, spot)
    assert (row.title, row.client, row.disclosure) == ("T q", "LUMI Skin", "Ad")


@pytest.mark.parametrize("title", ["", "   ", "\n\t", "\x00\x07", "\u200b\ufeff"])
def test_a_title_of_nothing_is_refused_and_nothing_is_written(store: Store, title: str) -> None:
    with pytest.raises(Refused, match=r"needs a title\."):
        spots.create_spot(store, SpotDraft(title))
    assert steps(store) == 0
    spot = spots.create_spot(store, SpotDraft("Kept"))
    with pytest.raises(Refused, match=r"needs a title\."):
        spots.rename_spot(store, spot, title)
    assert titles(store) == ["Kept"]


def test_a_title_may_have_200_characters_and_no_more(store: Store) -> None:
    longest = "é" * rules.LONGEST_TITLE
    # Typed with a separate accent it is as long again, until it is made one character.
    spot = spots.create_spot(store, SpotDraft("e\u0301" * rules.LONGEST_TITLE))
    assert titles(store) == [longest]
    with pytest.raises(Refused, match="at most 200 characters"):
        spots.create_spot(store, SpotDraft(longest + "x"))
    with pytest.raises(Refused, match="at most 200 characters"):
        spots.rename_spot(store, spot, longest + "x")
    assert titles(store) == [longest]


@pytest.mark.parametrize("ratio", ["", "9:17", "9x16", " 9:16", "<b>"])
def test_a_ratio_that_is_not_drawn_is_refused(store: Store, ratio: str) -> None:
    with pytest.raises(Refused, match=f"“{ratio}” is not a picture ratio"):
        spots.create_spot(store, SpotDraft("T", ratio=ratio))
    assert steps(store) == 0


def test_renaming_while_typing_is_one_step(store: Store) -> None:
    spot = spots.create_spot(store, SpotDraft("Old"))
    for title in ("N", "Ne", "New"):
        spots.rename_spot(store, spot, title)
    assert titles(store) == ["New"]
    assert steps(store) == 2
    store.undo()
    assert titles(store) == ["Old"]


def test_renaming_two_spots_is_two_steps(store: Store) -> None:
    first, second = (spots.create_spot(store, SpotDraft(title)) for title in ("1", "2"))
    spots.rename_spot(store, first, "one")
    spots.rename_spot(store, second, "two")
    store.undo()
    assert titles(store) == ["one", "2"]


def test_renaming_to_the_same_title_leaves_no_step(store: Store) -> None:
    spot = spots.create_spot(store, SpotDraft("Same"))
    spots.rename_spot(store, spot, "  Same ")
    assert steps(store) == 1


def test_a_copy_holds_all_that_the_spot_holds(store: Store) -> None:
    spot = make_spot(store, scenes=(2, 0, 3))
    for panel in panel_ids(store, spot)[1:4:2]:
        fill_panel(store, panel)
    twin = spots.duplicate_spot(store, spot)
    assert tree(store, twin) == tree(store, spot)
    assert by_scene(store, twin) == [["a1", "a2"], [], ["c1", "c2", "c3"]]
    assert len(tree(store, twin)[0][1][1][1]) == 5  # two people, a thing, two texts


def test_a_copy_shares_talent_but_no_row(store: Store) -> None:
    spot = make_spot(store)
    fill_panel(store, panel_ids(store, spot)[0])
    before = dump(store)
    spots.duplicate_spot(store, spot)
    after = dump(store)
    assert after["talent"] == before["talent"]
    assert after["look"] == before["look"]
    for table, rows in before.items():
        assert set(rows) <= set(after[table]), f"{table}: the original was touched"
    written = rows_of_last_step(store)
    assert {op for _table, op, _id in written} == {"i"}
    assert sorted(table for table, _op, _id in written) == sorted(
        ["spot", "scene", *["panel"] * 3, *["cast_member"] * 2, "prop_use", *["super"] * 2]
    )


def test_copying_is_one_step_that_undo_takes_back_whole(store: Store) -> None:
    spot = make_spot(store)
    fill_panel(store, panel_ids(store, spot)[0])
    before, count = dump(store), steps(store)
    spots.duplicate_spot(store, spot)
    after = dump(store)
    assert steps(store) == count + 1
    store.undo()
    assert dump(store) == before
    store.redo()
    assert dump(store) == after


def test_a_copy_stands_right_after_its_original(store: Store) -> None:
    first, _second = (spots.create_spot(store, SpotDraft(title)) for title in ("One", "Two"))
    spots.duplicate_spot(store, first)
    spots.duplicate_spot(store, first)
    assert titles(store) == ["One", "One (copy)", "One (copy)", "Two"]


def test_a_copy_of_the_last_spot_is_last(store: Store) -> None:
    spots.create_spot(store, SpotDraft("One"))
    spots.duplicate_spot(store, spots.create_spot(store, SpotDraft("Two")))
    assert titles(store) == ["One", "Two", "Two (copy)"]


def test_a_copy_stands_right_after_its_original_among_equal_ranks(store: Store) -> None:
    mine = [spots.create_spot(store, SpotDraft(title)) for title in ("One", "Two", "Three")]
    set_ranks(store, Spot, mine, "V")
    first, second, third = titles(store)
    with store.read() as session:
        spot = queries.find_spot(session, first)
    spots.duplicate_spot(store, spot)
    assert titles(store) == [first, f"{first} (copy)", second, third]


def test_a_copy_plays_in_the_same_order_though_ranks_are_equal(store: Store) -> None:
    spot = make_spot(store, scenes=(6, 6, 6))
    fill_panel(store, panel_ids(store, spot)[0], cast=6)
    with store.read() as session:
        everything = [(kind, list(session.exec(select(kind.id)))) for kind in (Scene, Panel)]
        people = list(session.exec(select(CastMember.id)))
    for kind, ids in everything:
        set_ranks(store, kind, ids, "V")
    set_ranks(store, CastMember, people, "V")
    twin = spots.duplicate_spot(store, spot)
    assert tree(store, twin) == tree(store, spot)
    assert actions(store, twin) == actions(store, spot)


def test_a_copy_of_the_longest_title_still_fits(store: Store) -> None:
    words = ("four " * 40).strip()
    twin = spots.duplicate_spot(store, spots.create_spot(store, SpotDraft(words + "!")))
    title = titles(store)[1]
    assert title == rules.title(title)
    assert title.endswith(" (copy)")
    spots.duplicate_spot(store, twin)
    assert len(titles(store)) == 3


def test_a_copy_says_so_in_the_active_language(store: Store, italian: None) -> None:
    spots.duplicate_spot(store, spots.create_spot(store, SpotDraft("Uno")))
    copy = i18n._("{title} (copy)").format(title="Uno")
    assert titles(store) == ["Uno", copy]
    assert copy != "Uno (copy)"


def test_a_deleted_spot_takes_all_it_holds_and_nothing_else(store: Store) -> None:
    kept, gone = make_spot(store, "Kept"), make_spot(store, "Gone", scenes=(2, 1))
    before_filling = dump(store)
    for panel in panel_ids(store, gone):
        fill_panel(store, panel)
    spots.delete_spot(store, gone)
    after = dump(store)
    assert [row[0] for row in after["spot"]] == [kept]
    assert len(after["scene"]) == 1
    assert len(after["panel"]) == 3
    assert set(after["panel"]) < set(before_filling["panel"])
    assert (after["cast_member"], after["prop_use"], after["super"]) == ([], [], [])
    assert len(after["talent"]) == 3


def test_undo_brings_a_deleted_spot_back_whole(store: Store) -> None:
    spot = make_spot(store, scenes=(2, 1))
    fill_panel(store, panel_ids(store, spot)[0])
    before = dump(store)
    spots.delete_spot(store, spot)
    store.undo()
    assert dump(store) == before
    store.redo()
    assert dump(store)["spot"] == []


def test_a_spot_that_is_gone_is_not_found(store: Store) -> None:
    spot = spots.create_spot(store, SpotDraft("Gone"))
    spots.delete_spot(store, spot)
    count = steps(store)
    with pytest.raises(NotFound, match="spot is not there any more"):
        spots.delete_spot(store, spot)
    with pytest.raises(NotFound, match="spot is not there any more"):
        spots.rename_spot(store, spot, "New")
    with pytest.raises(NotFound, match="spot is not there any more"):
        spots.duplicate_spot(store, spot)
    assert steps(store) == count

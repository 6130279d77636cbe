"""Archive and restore: out of the lists, never out of what uses it."""

import pytest

from studio.kernel.errors import NotFound, Refused
from studio.personas import ops
from studio.personas.queries import talent_rows
from studio.spots import queries
from studio.spots.model import CastMember
from studio.spots.ops import contents, panels, spots
from studio.store import search
from studio.store.archive import Removal
from studio.store.workspace import Store
from tests.spots.boards import dump, make_spot, panel_ids


def titles(store: Store, *, archived: bool = False) -> list[str]:
    with store.read() as session:
        return [row.title for row in queries.spot_rows(session, archived=archived)]


def names(store: Store, *, archived: bool = False) -> list[str]:
    with store.read() as session:
        return [row.name for row in talent_rows(session, archived=archived)]


def cast(store: Store) -> tuple[str, str]:
    """Return the id of a talent in a panel, and the spot's."""
    talent = ops.add_talent(store, "Maya")
    spot = make_spot(store, "Summer")
    contents.add_cast_member(store, panel_ids(store, spot)[0], CastMember(talent_id=talent))
    return talent, spot


def test_an_archived_spot_leaves_the_list_and_comes_back_to_its_place(store: Store) -> None:
    one, _two = make_spot(store, "One"), make_spot(store, "Two")
    spots.archive_spot(store, one)
    assert (titles(store), titles(store, archived=True)) == (["Two"], ["One"])
    with store.read() as session:
        assert len(queries.board(session, one).panels) == 3
    spots.restore_spot(store, one)
    assert (titles(store), titles(store, archived=True)) == (["One", "Two"], [])


def test_archiving_and_restoring_are_undone_like_everything(store: Store) -> None:
    one = make_spot(store, "One")
    before = dump(store)
    spots.archive_spot(store, one)
    assert store.undo_label == "Archive spot"
    store.undo()
    assert dump(store) == before
    store.redo()
    assert titles(store) == []


def test_archiving_twice_is_one_step_and_keeps_the_date(store: Store) -> None:
    one = make_spot(store, "One")
    spots.archive_spot(store, one)
    before = dump(store)
    spots.archive_spot(store, one)
    assert dump(store) == before
    store.undo()
    assert titles(store) == ["One"]


def test_a_spot_that_nothing_uses_is_deleted(store: Store) -> None:
    one = make_spot(store, "One")
    assert spots.delete_spot(store, one) is Removal.DELETED
    assert titles(store) == titles(store, archived=True) == []


def test_an_archived_spot_is_found_by_name_after_those_in_use(store: Store) -> None:
    old, new = make_spot(store, "Same"), make_spot(store, "same")
    spots.archive_spot(store, old)
    with store.read() as session:
        assert queries.find_spot(session, "SAME") == new
        assert queries.find_spot(session, old) == old
        with pytest.raises(NotFound, match="The spots are: “same”"):
            queries.find_spot(session, "other")


def test_the_copy_of_an_archived_spot_is_in_use(store: Store) -> None:
    one = make_spot(store, "One")
    spots.archive_spot(store, one)
    spots.duplicate_spot(store, one)
    assert titles(store) == ["One (copy)"]


def test_a_talent_that_is_cast_is_archived_instead_of_deleted(store: Store) -> None:
    talent, spot = cast(store)
    assert ops.delete_talent(store, talent) is Removal.ARCHIVED
    assert (names(store), names(store, archived=True)) == ([], ["Maya"])
    with store.read() as session:
        assert queries.board(session, spot).panels[0].cast[0].name == "Maya"
    ops.restore_talent(store, talent)
    assert names(store) == ["Maya"]


def test_a_talent_that_is_not_cast_is_deleted_with_all_looks(store: Store) -> None:
    talent, _spot = cast(store)
    other = ops.add_talent(store, "Elin")
    assert ops.delete_talent(store, other) is Removal.DELETED
    assert names(store) == ["Maya"]
    panel = panel_ids(store, make_spot(store, "Other"))[0]
    member = contents.add_cast_member(store, panel, CastMember(talent_id=talent))
    assert member


def test_a_talent_cast_in_the_same_open_edit_is_in_use(store: Store) -> None:
    talent, spot = cast(store)
    fresh = ops.add_talent(store, "Fresh")
    with store.edit("Both"):
        contents.add_cast_member(store, panel_ids(store, spot)[0], CastMember(talent_id=fresh))
        assert ops.delete_talent(store, fresh) is Removal.ARCHIVED
    with store.edit("Neither"):
        panels.delete_panels(store, spot, panel_ids(store, spot))
        assert ops.delete_talent(store, talent) is Removal.DELETED


def test_an_archived_talent_is_not_cast_again_until_restored(store: Store) -> None:
    talent, spot = cast(store)
    ops.archive_talent(store, talent)
    panel = panel_ids(store, spot)[1]
    with pytest.raises(Refused, match="Maya is archived"):
        contents.add_cast_member(store, panel, CastMember(talent_id=talent))
    panels.duplicate_panels(store, spot, panel_ids(store, spot)[:1])
    ops.restore_talent(store, talent)
    assert contents.add_cast_member(store, panel, CastMember(talent_id=talent))


def test_what_is_archived_is_still_found_by_search(store: Store) -> None:
    talent, spot = cast(store)
    ops.archive_talent(store, talent)
    spots.archive_spot(store, spot)
    with store.read() as session:
        assert [hit.id for hit in search.find(session, "maya")] == [talent]
        assert [hit.id for hit in search.find(session, "summer")] == [spot]


def test_what_is_gone_can_be_neither_archived_nor_restored(store: Store) -> None:
    for verb in (spots.archive_spot, spots.restore_spot, spots.delete_spot):
        with pytest.raises(NotFound, match="This spot is not there any more"):
            verb(store, "gone")
    for act in (ops.archive_talent, ops.restore_talent, ops.delete_talent):
        with pytest.raises(NotFound, match="This talent is not there any more"):
            act(store, "gone")

"""Reading talent: lists in order, whole sheets, and whom a row tells of."""

import json

import pytest
from sqlmodel import select

from studio.personas import ops, queries, rules
from studio.personas.model import HUMAN, PERSONA, Look, Talent
from studio.personas.ops import parts
from studio.render.rig.by_lot import look_by_lot
from studio.render.rig.look import read_look
from studio.store.records import PartRow
from studio.store.workspace import Store
from tests.personas.people import fields_of, filled, rows, told
from tests.spots.boards import RECIPE, set_ranks


def listed(store: Store, *, archived: bool = False) -> list[queries.TalentRow]:
    with store.read() as session:
        return queries.talent_rows(session, archived=archived)


def sheet(store: Store, talent_id: str) -> queries.TalentSheet:
    with store.read() as session:
        found = queries.talent_sheet(session, talent_id)
    assert found is not None
    return found


def owner(store: Store, table: str, row_id: str) -> str | None:
    with store.read() as session:
        found = queries.talent_of(session, table, row_id)
    return found.id if found is not None else None


def test_a_row_tells_who_it_is_and_how_they_look_first(store: Store) -> None:
    elin = ops.add_talent(store, "Dr. Elin Berg", kind=HUMAN, handle="@elin")
    maya = ops.create_talent(store, "Maya", 7)
    ops.write_talent(store, maya, "tagline", "Tests what you eat")
    ops.write_talent(store, maya, "status", "live")
    ops.add_look(store, maya, "Gala", RECIPE)
    recipe = json.dumps(look_by_lot(7), ensure_ascii=False, sort_keys=True)
    assert {row.id: row for row in listed(store)} == {
        elin: queries.TalentRow(elin, HUMAN, "Dr. Elin Berg", "@elin", "", "draft", False, ""),
        maya: queries.TalentRow(
            maya, PERSONA, "Maya", "", "Tests what you eat", "live", False, recipe
        ),
    }


def test_talent_is_listed_as_it_was_added_and_apart_when_archived(store: Store) -> None:
    added = [ops.add_talent(store, name) for name in ("Zoe", "Aiko", "Maya")]
    in_order = sorted(added)
    assert [row.id for row in listed(store)] == in_order
    assert listed(store, archived=True) == []
    ops.archive_talent(store, added[1])
    assert [row.id for row in listed(store)] == [one for one in in_order if one != added[1]]
    assert [(row.id, row.archived) for row in listed(store, archived=True)] == [(added[1], True)]
    ops.restore_talent(store, added[1])
    assert [row.id for row in listed(store)] == in_order


def test_the_first_look_is_the_same_in_list_and_sheet_though_ranks_are_equal(store: Store) -> None:
    maya = ops.add_talent(store, "Maya")
    made = [
        ops.add_look(store, maya, name, {**RECIPE, "blush": n / 4}) for n, name in enumerate("abc")
    ]
    set_ranks(store, Look, made, "V")
    (row,) = listed(store)
    looks = sheet(store, maya).looks
    assert [look.id for look in looks] == sorted(made)
    assert row.recipe == looks[0].recipe


def test_a_sheet_holds_all_that_was_filled_in(store: Store) -> None:
    maya = filled(store)
    found = sheet(store, maya)
    assert (found.id, found.kind, found.archived) == (maya, HUMAN, False)
    assert found.name == "Maya"
    for field in fields_of(rules.TALENT):
        assert found.values[field.name] == ("Maya" if field.name == "name" else told(field))
    assert [look.name for look in found.looks] == ["Everyday", "Gala"]
    assert list(found.parts) == list(rules.PARTS)
    for table, part in rules.PARTS.items():
        empty, full = found.parts[table]
        assert isinstance(full, PartRow)
        for field in fields_of(part.sections):
            assert full.values[field.name] == told(field) != empty.values[field.name]


def test_a_sheet_holds_nothing_of_anybody_else(store: Store) -> None:
    maya, aiko = filled(store), ops.add_talent(store, "Aiko")
    found = sheet(store, aiko)
    assert (found.looks, set(found.parts.values())) == ((), {()})
    assert found.values["story"] == ""
    assert len(sheet(store, maya).looks) == 2


def test_an_archived_talent_has_a_sheet_that_says_so(store: Store) -> None:
    maya = filled(store)
    ops.archive_talent(store, maya)
    assert sheet(store, maya).archived


def test_there_is_no_sheet_of_somebody_who_is_gone(store: Store) -> None:
    maya = filled(store)
    ops.delete_talent(store, maya)
    with store.read() as session:
        assert queries.talent_sheet(session, maya) is None
        assert queries.talent_rows(session) == []


def test_a_sheet_outlives_its_session_and_shows_parts_in_order(store: Store) -> None:
    maya = ops.add_talent(store, "Maya")
    made = [parts.add_part(store, "channel", maya) for _n in range(3)]
    parts.relocate_part(store, "channel", made[2], 0)
    found = sheet(store, maya)
    assert [row.id for row in found.parts["channel"]] == [made[2], made[0], made[1]]


def test_a_row_of_any_table_tells_whom_it_belongs_to(store: Store) -> None:
    maya, aiko = filled(store), filled(store, "Aiko")
    assert [owner(store, "talent", one) for one in (maya, aiko)] == [maya, aiko]
    for table in queries.WATCHES - {"talent"}:
        model = Look if table == "look" else rules.PARTS[table].model
        of = {str(row.id): row.talent_id for row in rows(store, model)}
        assert set(of.values()) == {maya, aiko}
        assert {row: owner(store, table, row) for row in of} == of


def test_a_row_that_is_gone_or_of_another_table_tells_of_nobody(store: Store) -> None:
    maya = filled(store)
    assert {owner(store, table, "nothing") for table in queries.WATCHES} == {None}
    assert {owner(store, table, maya) for table in ("spot", "nonsense", "")} == {None}


def test_the_tables_watched_are_those_that_are_read(store: Store) -> None:
    maya = filled(store)
    told_tables: set[str] = set()
    store.subscribe(lambda changes: told_tables.update(changes.tables))
    ops.delete_talent(store, maya)
    assert told_tables == queries.WATCHES


def test_a_recipe_is_drawn_as_it_is_read() -> None:
    assert queries.drawn(json.dumps(RECIPE)) == read_look(RECIPE, "")


@pytest.mark.parametrize(
    "recipe", ["", "{}", "[]", "null", "7", "{", '{"skin": "#12"}', json.dumps({**RECIPE, "t": 1})]
)
def test_a_recipe_that_cannot_be_understood_is_not_drawn(recipe: str) -> None:
    assert queries.drawn(recipe) is None


def test_reading_changes_nothing_and_needs_no_row(store: Store) -> None:
    with store.read() as session:
        assert queries.talent_rows(session) == []
        assert session.exec(select(Talent)).all() == []

"""The verbs of brands: one step each, taken back as a whole, and nothing is left of a refusal."""

from collections.abc import Callable, Mapping

import pytest

from studio.brands import ops, rules
from studio.brands.model import Brand
from studio.deals import ops as deals
from studio.deals.model import Deal
from studio.kernel import fields
from studio.kernel.errors import NotFound, Refused
from studio.store.archive import Removal
from studio.store.workspace import Store
from tests.brands.brand_rows import (
    FILLED_BY_THE_PROGRAM,
    fields_of,
    filled_brand,
    parts_of,
    rows,
    sheet_of,
    told,
)
from tests.store.rows import dump, log

TABLES = tuple(rules.PARTS)


@pytest.mark.parametrize("table", ["brand", *TABLES])
def test_every_column_that_people_fill_in_has_a_field_and_every_field_a_column(table: str) -> None:
    model = Brand if table == "brand" else rules.PARTS[table].model
    sections = rules.BRAND if table == "brand" else rules.PARTS[table].sections
    named = [field.name for field in fields_of(sections)]
    assert len(named) == len(set(named))
    assert set(named) == set(model.model_fields) - FILLED_BY_THE_PROGRAM - {"brand_id"}


@pytest.mark.parametrize("table", ["brand", *TABLES])
def test_what_stands_in_a_column_at_first_is_something_its_field_may_hold(table: str) -> None:
    model = Brand if table == "brand" else rules.PARTS[table].model
    sections = rules.BRAND if table == "brand" else rules.PARTS[table].sections
    for field in fields_of(sections):
        if not field.needed:
            first = model.model_fields[field.name].default
            assert fields.clean(field, first) == first


def test_a_new_brand_has_the_name_made_clean_and_nothing_else(store: Store) -> None:
    brand = ops.create_brand(store, "  LUMI \x00\n Skin ")
    (row,) = rows(store, Brand)
    assert (row.id, row.name, row.archived_ms) == (brand, "LUMI Skin", None)
    assert log(store) == [("do", "New brand")]


def test_a_brand_without_a_right_name_is_not_added(store: Store) -> None:
    before = dump(store)
    for name in ("", " \n\u200b", "x" * 201):
        with pytest.raises(Refused, match=r"^A brand needs a name\.|at most 200 characters"):
            ops.create_brand(store, name)
    assert (dump(store), log(store)) == (before, [])


def verbs(store: Store, brand: str) -> Mapping[str, Callable[[], object]]:
    """Return every verb by the label of its step."""
    first, _second, third = parts_of(store, "claim", brand)
    return {
        "New brand": lambda: ops.create_brand(store, "Nova"),
        "Edit brand": lambda: ops.write_brand(store, brand, "tone", "Warm, never cute"),
        "Duplicate brand": lambda: ops.duplicate_brand(store, brand),
        "Delete brand": lambda: ops.delete_brand(store, brand),
        "Archive brand": lambda: ops.archive_brand(store, brand),
        "Add to brand": lambda: ops.add_part(store, "claim", brand),
        "Take away from brand": lambda: ops.delete_part(store, "claim", first),
        "Reorder": lambda: ops.relocate_part(store, "claim", third, 0),
    }


def test_each_verb_is_one_step_that_is_taken_back_and_done_again_as_a_whole(store: Store) -> None:
    brand = filled_brand(store)
    for label, verb in verbs(store, brand).items():
        before, steps = dump(store), len(store.history.done)
        verb()
        after = dump(store)
        assert (store.undo_label, len(store.history.done)) == (label, steps + 1)
        assert after != before
        store.undo()
        assert dump(store) == before
        store.redo()
        assert dump(store) == after
        store.undo()


def test_each_field_of_a_part_is_written_and_taken_back(store: Store) -> None:
    brand = ops.create_brand(store, "LUMI")
    for table in TABLES:
        part = ops.add_part(store, table, brand)
        for field in fields_of(rules.PARTS[table].sections):
            before = dump(store)
            ops.write_part(store, table, part, field.name, told(field))
            assert store.undo_label == "Edit brand"
            assert sheet_of(store, brand).parts[table][0].values[field.name] == told(field)
            store.undo()
            assert dump(store) == before


def test_what_is_typed_into_a_field_is_one_step(store: Store) -> None:
    brand = ops.create_brand(store, "LUMI")
    for field in fields_of(rules.BRAND):
        before, steps = dump(store), len(store.history.done)
        for typed in ("W", "Wa", "Warm "):
            ops.write_brand(store, brand, field.name, typed)
        assert len(store.history.done) == steps + 1
        assert sheet_of(store, brand).values[field.name] == "Warm"
        store.undo()
        assert dump(store) == before


def test_typing_into_a_part_is_one_step_and_each_colour_one_of_its_own(store: Store) -> None:
    brand = ops.create_brand(store, "LUMI")
    part = ops.add_part(store, "brand_colour", brand)
    steps = len(store.history.done)
    for typed in ("S", "Su", "Sun"):
        ops.write_part(store, "brand_colour", part, "name", typed)
    assert len(store.history.done) == steps + 1
    for colour in ("#111111", "#222222"):
        ops.write_part(store, "brand_colour", part, "value", colour)
    assert len(store.history.done) == steps + 3


REFUSED: tuple[tuple[str, str, str | int, str], ...] = (
    ("brand", "name", " ", r"^A brand needs a name\."),
    ("brand", "promise", "x" * 201, "at most 200"),
    ("brand_colour", "value", "reddish", "is not a colour"),
    ("brand_colour", "value", "", "is not a colour"),
    ("brand_colour", "role", "loud", "none of the choices"),
    ("product", "pack", "balloon", "none of the choices"),
    ("claim", "ends_on", "soon", "is not a day"),
    ("disclaimer", "least_ms", "long", "is a number from 0 to 60"),
    ("disclaimer", "least_ms", "60.001", "is a number from 0 to 60"),
    ("disclaimer", "least_ms", "0.0001", "is a number from 0 to 60"),
    ("disclaimer", "least_ms", -1, "is a number from 0 to 60"),
)


def write(store: Store, table: str, brand: str, field: str, value: str | int) -> None:
    """Write a field of the brand, or of the first of its parts."""
    if table == "brand":
        ops.write_brand(store, brand, field, value)
    else:
        ops.write_part(store, table, parts_of(store, table, brand)[0], field, value)


def test_what_is_refused_leaves_nothing(store: Store) -> None:
    brand = filled_brand(store)
    before, steps = dump(store), log(store)
    for table, field, value, why in REFUSED:
        with pytest.raises(Refused, match=why):
            write(store, table, brand, field, value)
        assert (dump(store), log(store)) == (before, steps)


def test_seconds_are_typed_with_a_point_or_a_comma_and_kept_in_milliseconds(store: Store) -> None:
    brand = ops.create_brand(store, "LUMI")
    part = ops.add_part(store, "disclaimer", brand)
    for typed, kept in (("2.5", 2500), ("0,04", 40), ("3", 3000), (1500, 1500)):
        ops.write_part(store, "disclaimer", part, "least_ms", typed)
        assert sheet_of(store, brand).parts["disclaimer"][0].values["least_ms"] == kept


def test_a_brand_that_nothing_uses_goes_with_all_its_parts(store: Store) -> None:
    before = dump(store)
    brand = filled_brand(store)
    full = dump(store)
    assert ops.delete_brand(store, brand) is Removal.DELETED
    assert dump(store) == before
    store.undo()
    assert dump(store) == full


def test_a_brand_that_a_deal_names_is_archived_instead(store: Store) -> None:
    brand = filled_brand(store)
    deal = deals.create_deal(store, "Summer")
    deals.write_deal(store, deal, "brand_id", brand)
    before = dump(store)
    assert ops.delete_brand(store, brand) is Removal.ARCHIVED
    assert sheet_of(store, brand).archived
    assert [row.brand_id for row in rows(store, Deal)] == [brand]
    store.undo()
    assert dump(store) == before
    deals.write_deal(store, deal, "brand_id", "")
    assert ops.delete_brand(store, brand) is Removal.DELETED


def test_archived_once_and_again_it_keeps_its_date_until_it_is_restored(store: Store) -> None:
    brand = filled_brand(store)
    before = dump(store)
    ops.archive_brand(store, brand)
    put_away, steps = dump(store), log(store)
    ops.archive_brand(store, brand)
    assert (dump(store), log(store)) == (put_away, steps)
    ops.restore_brand(store, brand)
    assert store.undo_label == "Restore brand"
    assert dump(store) == before


def test_a_copy_holds_everything_in_the_same_order(store: Store) -> None:
    brand = filled_brand(store)
    ops.archive_brand(store, brand)
    twin = ops.duplicate_brand(store, brand)
    first, second = sheet_of(store, brand), sheet_of(store, twin)
    assert (first.archived, second.archived) == (True, False)
    assert second.name == "LUMI (copy)"
    own = {"id", "name", "archived_ms"}
    assert {k: v for k, v in second.values.items() if k not in own} == {
        k: v for k, v in first.values.items() if k not in own
    }
    for table in TABLES:
        ours, theirs = first.parts[table], second.parts[table]
        assert len(ours) == 3
        assert not {part.id for part in ours} & {part.id for part in theirs}
        for field in fields_of(rules.PARTS[table].sections):
            values = [part.values[field.name] for part in ours]
            assert [part.values[field.name] for part in theirs] == values
            assert len(set(values)) == 2, f"{table}.{field.name} does not show the order"


def test_the_name_of_a_copy_is_one_that_can_be_typed_on(store: Store) -> None:
    brand = ops.create_brand(store, "x" * fields.LONGEST_LINE)
    twin = ops.duplicate_brand(store, ops.duplicate_brand(store, brand))
    name = sheet_of(store, twin).name
    assert name.endswith(" (copy)")
    ops.write_brand(store, twin, "name", name[1:])
    assert sheet_of(store, twin).name == name[1:]


def test_parts_come_last_move_and_go(store: Store) -> None:
    brand = ops.create_brand(store, "LUMI")
    for table in TABLES:
        one, two, three = (ops.add_part(store, table, brand) for _n in range(3))
        assert parts_of(store, table, brand) == [one, two, three]
        ops.relocate_part(store, table, three, 0)
        ops.relocate_part(store, table, one, 2)
        assert parts_of(store, table, brand) == [three, two, one]
        ops.delete_part(store, table, two)
        assert parts_of(store, table, brand) == [three, one]


def test_what_is_not_there_is_not_found_and_leaves_nothing(store: Store) -> None:
    filled_brand(store)
    before, steps = dump(store), log(store)
    gone: tuple[Callable[[], object], ...] = (
        lambda: ops.write_brand(store, "none", "tone", "x"),
        lambda: ops.duplicate_brand(store, "none"),
        lambda: ops.delete_brand(store, "none"),
        lambda: ops.archive_brand(store, "none"),
        lambda: ops.restore_brand(store, "none"),
        lambda: ops.write_part(store, "claim", "none", "words", "x"),
        lambda: ops.delete_part(store, "claim", "none"),
        lambda: ops.relocate_part(store, "claim", "none", 0),
    )
    for verb in gone:
        with pytest.raises(NotFound):
            verb()
    assert (dump(store), log(store)) == (before, steps)


def test_what_nobody_fills_in_cannot_be_written(store: Store) -> None:
    brand = filled_brand(store)
    before = dump(store)
    for name in ("id", "archived_ms", "rank", "brand_id", "colour"):
        with pytest.raises(KeyError):
            ops.write_brand(store, brand, name, "x")
        with pytest.raises(KeyError):
            ops.write_part(store, "claim", parts_of(store, "claim", brand)[0], name, "x")
    assert dump(store) == before

"""The verbs of deals: one step each, taken back as a whole, and nothing is left of a refusal."""

from collections.abc import Callable, Mapping

import pytest

from studio.brands import ops as brands
from studio.deals import ops, rules
from studio.deals.model import Deal, Split
from studio.kernel import fields
from studio.kernel.errors import NotFound, Refused
from studio.personas import ops as personas
from studio.store.archive import Removal
from studio.store.workspace import Store
from tests.brands.brand_rows import FILLED_BY_THE_PROGRAM, fields_of, rows, told
from tests.deals.deal_rows import filled_deal, parts_of, sheet_of
from tests.store.rows import dump, log

TABLES = tuple(rules.PARTS)


@pytest.mark.parametrize("table", ["deal", *TABLES])
def test_every_column_that_people_fill_in_has_a_field_and_every_field_a_column(table: str) -> None:
    model = Deal if table == "deal" else rules.PARTS[table].model
    sections = rules.DEAL if table == "deal" else rules.PARTS[table].sections
    named = [field.name for field in fields_of(sections)]
    assert len(named) == len(set(named))
    assert set(named) == set(model.model_fields) - FILLED_BY_THE_PROGRAM - {"deal_id"}


@pytest.mark.parametrize("table", ["deal", *TABLES])
def test_what_stands_in_a_column_at_first_is_something_its_field_may_hold(table: str) -> None:
    model = Deal if table == "deal" else rules.PARTS[table].model
    sections = rules.DEAL if table == "deal" else rules.PARTS[table].sections
    for field in fields_of(sections):
        if not field.needed:
            first = model.model_fields[field.name].default
            assert fields.clean(field, first) == first


def test_a_new_deal_has_the_name_made_clean_and_nothing_else(store: Store) -> None:
    deal = ops.create_deal(store, "  Summer \x00\n glow ")
    (row,) = rows(store, Deal)
    assert (row.id, row.name, row.brand_id, row.fee_minor) == (deal, "Summer glow", None, 0)
    assert log(store) == [("do", "New deal")]


def test_a_deal_without_a_right_name_is_not_added(store: Store) -> None:
    before = dump(store)
    for name in ("", " \n\u200b", "x" * 201):
        with pytest.raises(Refused, match=r"^A deal needs a name\.|at most 200 characters"):
            ops.create_deal(store, name)
    assert (dump(store), log(store)) == (before, [])


def verbs(store: Store, deal: str) -> Mapping[str, Callable[[], object]]:
    """Return every verb by the label of its step."""
    first, _second, third = parts_of(store, "split", deal)
    return {
        "New deal": lambda: ops.create_deal(store, "Winter"),
        "Edit deal": lambda: ops.write_deal(store, deal, "fee_minor", "16 000"),
        "Duplicate deal": lambda: ops.duplicate_deal(store, deal),
        "Delete deal": lambda: ops.delete_deal(store, deal),
        "Archive deal": lambda: ops.archive_deal(store, deal),
        "Add to deal": lambda: ops.add_part(store, "split", deal),
        "Take away from deal": lambda: ops.delete_part(store, "split", first),
        "Reorder": lambda: ops.relocate_part(store, "split", third, 0),
    }


def test_each_verb_is_one_step_that_is_taken_back_and_done_again_as_a_whole(store: Store) -> None:
    deal = filled_deal(store)
    for label, verb in verbs(store, deal).items():
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


def test_each_field_is_written_and_taken_back(store: Store) -> None:
    deal = ops.create_deal(store, "Summer")
    for field in fields_of(rules.DEAL):
        if field.kind is not fields.Kind.LINK:
            before = dump(store)
            ops.write_deal(store, deal, field.name, told(field))
            assert sheet_of(store, deal).values[field.name] == told(field)
            store.undo()
            assert dump(store) == before


def test_each_field_of_a_part_is_written_and_taken_back(store: Store) -> None:
    deal = ops.create_deal(store, "Summer")
    for table in TABLES:
        part = ops.add_part(store, table, deal)
        for field in fields_of(rules.PARTS[table].sections):
            if field.kind is not fields.Kind.LINK:
                before = dump(store)
                ops.write_part(store, table, part, field.name, told(field))
                assert store.undo_label == "Edit deal"
                assert sheet_of(store, deal).parts[table][0].values[field.name] == told(field)
                store.undo()
                assert dump(store) == before


def test_typing_is_one_step_and_each_choice_and_amount_one_of_its_own(store: Store) -> None:
    deal = ops.create_deal(store, "Summer")
    before = dump(store)
    for typed in ("O", "On", "One round "):
        ops.write_deal(store, deal, "terms", typed)
    assert log(store) == [("do", "New deal"), ("do", "Edit deal")]
    assert sheet_of(store, deal).values["terms"] == "One round"
    store.undo()
    assert dump(store) == before
    steps = len(store.history.done)
    for field, value in (
        ("status", "live"),
        ("status", "paid"),
        ("fee_minor", "1"),
        ("fee_minor", "2"),
    ):
        ops.write_deal(store, deal, field, value)
    assert len(store.history.done) == steps + 4


def test_money_is_typed_with_a_point_or_a_comma_and_kept_in_small_units(store: Store) -> None:
    deal = ops.create_deal(store, "Summer")
    for typed, kept in (
        ("16000", 1_600_000),
        ("16 000,50", 1_600_050),
        ("0.01", 1),
        ("10000000000", 10**12),
        ("", 0),
    ):
        ops.write_deal(store, deal, "fee_minor", typed)
        assert sheet_of(store, deal).fee_minor == kept


REFUSED: tuple[tuple[str, str, str | int, str], ...] = (
    ("deal", "name", " ", r"^A deal needs a name\."),
    ("deal", "status", "dreamt", "none of the choices"),
    ("deal", "currency", "XXX", "none of the choices"),
    ("deal", "fee_minor", "much", r"“Fee” is a number from 0 to 10000000000\."),
    ("deal", "fee_minor", "0.001", "is a number from"),
    ("deal", "fee_minor", "-1", "is a number from"),
    ("deal", "fee_minor", "1.000,00", "is a number from"),
    ("deal", "fee_minor", "10000000000.01", "is a number from"),
    ("deal", "fee_minor", "NaN", "is a number from"),
    ("deal", "fee_minor", "Infinity", "is a number from"),
    ("deal", "fee_minor", "1e999999999", "is a number from"),
    ("deal", "net_days", 366, "from 0 to 365"),
    ("deal", "net_days", "-1", "from 0 to 365"),
    ("deal", "starts_on", "2031-02-30", "is not a day"),
    ("deliverable", "quantity", 0, "from 1 to 999"),
    ("deliverable", "platform", "papyrus", "none of the choices"),
    ("deal_window", "kind", "glass", "none of the choices"),
    ("split", "share_bp", "100.01", r"“Share in %” is a number from 0 to 100\."),
    ("split", "share_bp", "33.333", "is a number from 0 to 100"),
    ("split", "fixed_minor", "-5", "is a number from"),
)


def write(store: Store, table: str, deal: str, field: str, value: str | int) -> None:
    """Write a field of the deal, or of the first of its parts."""
    if table == "deal":
        ops.write_deal(store, deal, field, value)
    else:
        ops.write_part(store, table, parts_of(store, table, deal)[0], field, value)


def test_what_is_refused_leaves_nothing(store: Store) -> None:
    deal = filled_deal(store)
    before, steps = dump(store), log(store)
    for table, field, value, why in REFUSED:
        with pytest.raises(Refused, match=why):
            write(store, table, deal, field, value)
        assert (dump(store), log(store)) == (before, steps)


def test_links_to_nothing_are_none(store: Store) -> None:
    deal = ops.create_deal(store, "Summer")
    split = ops.add_part(store, "split", deal)
    brand, maya = brands.create_brand(store, "LUMI"), personas.add_talent(store, "Maya")
    for chosen_brand, chosen_talent in ((brand, maya), ("", "")):
        ops.write_deal(store, deal, "brand_id", chosen_brand)
        ops.write_part(store, "split", split, "talent_id", chosen_talent)
        assert rows(store, Deal)[0].brand_id == (chosen_brand or None)
        assert rows(store, Split)[0].talent_id == (chosen_talent or None)


def test_a_link_to_a_row_that_is_not_there_leaves_nothing(store: Store) -> None:
    deal = ops.create_deal(store, "Summer")
    before, steps = dump(store), log(store)
    with pytest.raises(NotFound):
        ops.write_deal(store, deal, "brand_id", "none")
    assert (dump(store), log(store)) == (before, steps)


def test_a_talent_that_a_deal_pays_for_is_archived_instead_of_deleted(store: Store) -> None:
    deal = ops.create_deal(store, "Summer")
    maya = personas.add_talent(store, "Maya")
    ops.write_part(store, "split", ops.add_part(store, "split", deal), "talent_id", maya)
    assert personas.delete_talent(store, maya) is Removal.ARCHIVED
    assert rows(store, Split)[0].talent_id == maya


def test_a_deal_goes_with_all_its_parts_and_leaves_brand_and_talent(store: Store) -> None:
    brand, maya = brands.create_brand(store, "LUMI"), personas.add_talent(store, "Maya")
    before = dump(store)
    deal = filled_deal(store)
    ops.write_deal(store, deal, "brand_id", brand)
    ops.write_part(store, "split", parts_of(store, "split", deal)[0], "talent_id", maya)
    full = dump(store)
    assert ops.delete_deal(store, deal) is Removal.DELETED
    assert dump(store) == before
    store.undo()
    assert dump(store) == full


def test_archived_once_and_again_it_keeps_its_date_until_it_is_restored(store: Store) -> None:
    deal = filled_deal(store)
    before = dump(store)
    ops.archive_deal(store, deal)
    put_away, steps = dump(store), log(store)
    ops.archive_deal(store, deal)
    assert (dump(store), log(store)) == (put_away, steps)
    ops.restore_deal(store, deal)
    assert store.undo_label == "Restore deal"
    assert dump(store) == before


def test_a_copy_holds_everything_in_the_same_order(store: Store) -> None:
    deal = filled_deal(store)
    brand, maya = brands.create_brand(store, "LUMI"), personas.add_talent(store, "Maya")
    ops.write_deal(store, deal, "brand_id", brand)
    ops.write_part(store, "split", parts_of(store, "split", deal)[0], "talent_id", maya)
    ops.archive_deal(store, deal)
    twin = ops.duplicate_deal(store, deal)
    first, second = sheet_of(store, deal), sheet_of(store, twin)
    assert (second.name, first.archived, second.archived) == ("Summer (copy)", True, False)
    for field in fields_of(rules.DEAL):
        if field.name != "name":
            assert second.values[field.name] == first.values[field.name]
    for table in TABLES:
        ours, theirs = first.parts[table], second.parts[table]
        assert len(ours) == 3
        assert not {part.id for part in ours} & {part.id for part in theirs}
        for field in fields_of(rules.PARTS[table].sections):
            values = [part.values[field.name] for part in ours]
            assert [part.values[field.name] for part in theirs] == values
            assert len(set(values)) == 2, f"{table}.{field.name} does not show the order"


def test_the_name_of_a_copy_is_one_that_can_be_typed_on(store: Store) -> None:
    deal = ops.create_deal(store, "x" * fields.LONGEST_LINE)
    twin = ops.duplicate_deal(store, ops.duplicate_deal(store, deal))
    name = sheet_of(store, twin).name
    assert name.endswith(" (copy)")
    ops.write_deal(store, twin, "name", name[1:])
    assert sheet_of(store, twin).name == name[1:]


def test_parts_come_last_move_and_go(store: Store) -> None:
    deal = ops.create_deal(store, "Summer")
    for table in TABLES:
        one, two, three = (ops.add_part(store, table, deal) for _n in range(3))
        assert parts_of(store, table, deal) == [one, two, three]
        ops.relocate_part(store, table, three, 0)
        ops.relocate_part(store, table, one, 2)
        assert parts_of(store, table, deal) == [three, two, one]
        ops.delete_part(store, table, two)
        assert parts_of(store, table, deal) == [three, one]


def test_what_is_not_there_is_not_found_and_leaves_nothing(store: Store) -> None:
    filled_deal(store)
    before, steps = dump(store), log(store)
    gone: tuple[Callable[[], object], ...] = (
        lambda: ops.write_deal(store, "none", "terms", "x"),
        lambda: ops.duplicate_deal(store, "none"),
        lambda: ops.delete_deal(store, "none"),
        lambda: ops.archive_deal(store, "none"),
        lambda: ops.restore_deal(store, "none"),
        lambda: ops.write_part(store, "split", "none", "payee", "x"),
        lambda: ops.delete_part(store, "split", "none"),
        lambda: ops.relocate_part(store, "split", "none", 0),
    )
    for verb in gone:
        with pytest.raises(NotFound):
            verb()
    assert (dump(store), log(store)) == (before, steps)


def test_what_nobody_fills_in_cannot_be_written(store: Store) -> None:
    deal = filled_deal(store)
    before = dump(store)
    for name in ("id", "archived_ms", "rank", "deal_id", "money"):
        with pytest.raises(KeyError):
            ops.write_deal(store, deal, name, "x")
        with pytest.raises(KeyError):
            ops.write_part(store, "split", parts_of(store, "split", deal)[0], name, "x")
    assert dump(store) == before

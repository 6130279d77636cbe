"""What is read of deals: the newest first, links that can be chosen, and who gets how much."""

from pathlib import Path

from studio.brands import ops as brands
from studio.deals import ops, queries, rules
from studio.deals.queries import DealRow, Payout
from studio.kernel import ids
from studio.kernel.progress import finish
from studio.personas import ops as personas
from studio.personas.model import HUMAN
from studio.personas.ops.erase import erase_person
from studio.store.schema import metadata
from studio.store.workspace import Store
from tests.deals.deal_rows import filled_deal, parts_of, sheet_of


def listed(store: Store, *, archived: bool = False) -> list[DealRow]:
    with store.read() as session:
        return queries.deal_rows(session, archived=archived)


def test_an_empty_workspace_lists_no_deals(store: Store) -> None:
    assert listed(store) == listed(store, archived=True) == []


def test_deals_are_listed_the_newest_first_those_in_use_apart_from_those_archived(
    store: Store,
) -> None:
    ids.count_from(1)
    brand = brands.create_brand(store, "LUMI")
    first, second, third = (ops.create_deal(store, name) for name in ("One", "Two", "Three"))
    ops.write_deal(store, first, "brand_id", brand)
    ops.write_deal(store, first, "status", "signed")
    ops.write_deal(store, first, "fee_minor", "16000")
    ops.write_deal(store, first, "currency", "CHF")
    ops.archive_deal(store, second)
    brands.archive_brand(store, brand)
    assert listed(store) == [
        DealRow(third, "Three", "", "lead", 0, "EUR", archived=False),
        DealRow(first, "One", "LUMI", "signed", 1_600_000, "CHF", archived=False),
    ]
    assert [(row.id, row.archived) for row in listed(store, archived=True)] == [(second, True)]


def test_a_sheet_holds_every_part_of_its_own_deal_only(store: Store) -> None:
    deal, other = filled_deal(store), filled_deal(store, "Winter")
    sheet = sheet_of(store, deal)
    assert (sheet.id, sheet.name, sheet.archived) == (deal, "Summer", False)
    assert tuple(sheet.parts) == tuple(rules.PARTS)
    for table in rules.PARTS:
        assert len(sheet.parts[table]) == 3
        assert not set(parts_of(store, table, deal)) & set(parts_of(store, table, other))


def test_a_deal_that_is_gone_has_no_sheet(store: Store) -> None:
    deal = filled_deal(store)
    ops.delete_deal(store, deal)
    with store.read() as session:
        assert queries.deal_sheet(session, deal) is None


def test_brands_in_use_can_be_chosen_and_one_archived_only_where_it_is_chosen(
    store: Store,
) -> None:
    deal, other = ops.create_deal(store, "Summer"), ops.create_deal(store, "Winter")
    nova, arbor, lumi = (brands.create_brand(store, name) for name in ("Nova", "Arbor", "LUMI"))
    ops.write_deal(store, deal, "brand_id", lumi)
    for brand in (nova, lumi):
        brands.archive_brand(store, brand)
    assert sheet_of(store, deal).brands == ((arbor, "Arbor"), (lumi, "LUMI"))
    assert sheet_of(store, other).brands == ((arbor, "Arbor"),)


def test_talent_in_use_can_be_chosen_one_archived_where_it_is_chosen_and_nobody_erased(
    store: Store, tmp_path: Path
) -> None:
    deal, other = ops.create_deal(store, "Summer"), ops.create_deal(store, "Winter")
    elin = personas.add_talent(store, "Elin Berg", kind=HUMAN)
    maya, aiko, noor = (personas.add_talent(store, name) for name in ("Maya", "Aiko", "Noor"))
    for talent in (elin, maya):
        split = ops.add_part(store, "split", deal)
        ops.write_part(store, "split", split, "talent_id", talent)
    for talent in (maya, noor):
        personas.archive_talent(store, talent)
    in_use = ((aiko, "Aiko"), (elin, "Elin Berg"))
    assert sheet_of(store, deal).talents == (*in_use, (maya, "Maya"))
    assert sheet_of(store, other).talents == in_use
    finish(erase_person(store, elin, tmp_path / "backups"))
    assert sheet_of(store, deal).talents == ((aiko, "Aiko"), (maya, "Maya"))
    assert len(sheet_of(store, deal).parts["split"]) == 2


def test_each_payee_gets_a_line_in_the_order_they_stand(store: Store) -> None:
    deal = ops.create_deal(store, "Summer")
    ops.write_deal(store, deal, "fee_minor", "16000")
    assert sheet_of(store, deal).payouts == []
    for payee, role, fixed, share in (
        ("Studio", "studio", "1000", "40"),
        ("Elin", "likeness", "0", "20,5"),
        ("", "charity", "500", "0"),
    ):
        split = ops.add_part(store, "split", deal)
        values = {"payee": payee, "role": role, "fixed_minor": fixed, "share_bp": share}
        for name, value in values.items():
            ops.write_part(store, "split", split, name, value)
    ops.relocate_part(store, "split", parts_of(store, "split", deal)[2], 0)
    assert sheet_of(store, deal).payouts == [
        Payout("", "charity", 50_000),
        Payout("Studio", "studio", 100_000 + 580_000),
        Payout("Elin", "likeness", 297_250),
    ]


def test_each_row_leads_to_its_deal_and_rows_of_other_tables_to_none(store: Store) -> None:
    filled_deal(store, "Winter")
    deal = filled_deal(store)
    for table in ("deal", *rules.PARTS):
        row = deal if table == "deal" else parts_of(store, table, deal)[1]
        with store.read() as session:
            found = queries.deal_of(session, table, row)
            assert found is not None
            assert found.id == deal
            assert queries.deal_of(session, table, "none") is None
            assert queries.deal_of(session, "brand", row) is None


def test_the_tables_watched_are_those_of_a_deal_and_of_what_it_names() -> None:
    owned = {name for name, table in metadata().tables.items() if "deal_id" in table.c}
    assert {"deal", "brand", "talent", *owned} == queries.WATCHES

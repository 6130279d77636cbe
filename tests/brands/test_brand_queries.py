"""What is read of brands: lists by name, sheets with all parts in order, and whose a row is."""

from studio.brands import ops, queries, rules
from studio.brands.queries import BrandRow
from studio.store.schema import metadata
from studio.store.workspace import Store
from tests.brands.brand_rows import filled_brand, parts_of, sheet_of


def listed(store: Store, *, archived: bool = False) -> list[BrandRow]:
    with store.read() as session:
        return queries.brand_rows(session, archived=archived)


def coloured(store: Store, brand: str, *colours: tuple[str, str]) -> list[str]:
    made = []
    for value, role in colours:
        made.append(ops.add_part(store, "brand_colour", brand))
        ops.write_part(store, "brand_colour", made[-1], "value", value)
        ops.write_part(store, "brand_colour", made[-1], "role", role)
    return made


def test_an_empty_workspace_lists_no_brands(store: Store) -> None:
    assert listed(store) == listed(store, archived=True) == []


def test_brands_are_listed_by_name_those_in_use_apart_from_those_archived(store: Store) -> None:
    made = {name: ops.create_brand(store, name) for name in ("Nova", "Arbor", "LUMI")}
    for name, brand in made.items():
        ops.write_brand(store, brand, "category", f"of {name}")
        ops.write_brand(store, brand, "promise", f"by {name}")
    ops.archive_brand(store, made["LUMI"])
    assert [(row.name, row.category, row.promise, row.archived) for row in listed(store)] == [
        ("Arbor", "of Arbor", "by Arbor", False),
        ("Nova", "of Nova", "by Nova", False),
    ]
    assert [(row.id, row.archived) for row in listed(store, archived=True)] == [
        (made["LUMI"], True)
    ]


def test_the_colours_it_may_be_known_by_come_in_order_without_the_forbidden(store: Store) -> None:
    other = ops.create_brand(store, "Arbor")
    coloured(store, other, ("#0000ff", "primary"))
    brand = ops.create_brand(store, "LUMI")
    made = coloured(
        store, brand, ("#111111", "text"), ("#222222", "forbidden"), ("#333333", "accent")
    )
    ops.relocate_part(store, "brand_colour", made[2], 0)
    assert [row.colours for row in listed(store)] == [("#0000ff",), ("#333333", "#111111")]
    assert sheet_of(store, brand).colours == ("#333333", "#111111")
    assert len(sheet_of(store, brand).parts["brand_colour"]) == 3


def test_a_sheet_holds_every_part_of_its_own_brand_only(store: Store) -> None:
    brand, other = filled_brand(store), filled_brand(store, "Arbor")
    sheet = sheet_of(store, brand)
    assert (sheet.id, sheet.name, sheet.archived) == (brand, "LUMI", False)
    assert tuple(sheet.parts) == tuple(rules.PARTS)
    for table in rules.PARTS:
        assert len(sheet.parts[table]) == 3
        assert not set(parts_of(store, table, brand)) & set(parts_of(store, table, other))
        assert [part.values["rank"] for part in sheet.parts[table]] == sorted(
            str(part.values["rank"]) for part in sheet.parts[table]
        )


def test_a_brand_that_is_gone_has_no_sheet(store: Store) -> None:
    brand = filled_brand(store)
    ops.delete_brand(store, brand)
    with store.read() as session:
        assert queries.brand_sheet(session, brand) is None


def test_each_row_leads_to_its_brand_and_rows_of_other_tables_to_none(store: Store) -> None:
    filled_brand(store, "Arbor")
    brand = filled_brand(store)
    for table in ("brand", *rules.PARTS):
        row = brand if table == "brand" else parts_of(store, table, brand)[1]
        with store.read() as session:
            found = queries.brand_of(session, table, row)
            assert found is not None
            assert found.id == brand
            assert queries.brand_of(session, table, "none") is None
            assert queries.brand_of(session, "deal", row) is None


def test_the_tables_watched_are_those_with_something_of_a_brand() -> None:
    owned = {
        name
        for name, table in metadata().tables.items()
        if "brand_id" in table.c and name != "deal"
    }
    assert {"brand", *owned} == queries.WATCHES

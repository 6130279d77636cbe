"""The agency around the sample spot, made through the ops like anybody's own."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from studio.brands import ops as brands
from studio.deals import ops as deals
from studio.personas.ops import parts as talents
from studio.personas.ops import write_talent
from studio.store.workspace import Store

Table = Mapping[str, Any]
Add = Callable[[str], str]
WritePart = Callable[[str, str, str, str | int], None]


def make_agency(store: Store, agency: Table, people: Mapping[str, str]) -> None:
    """Fill in what is known of the people (ids by key), and add advertisers and deals.

    `agency` is the sample's file in one language; called inside the edit that makes the sample.
    """
    for key, told in agency["talent"].items():
        _fill(
            told,
            partial(write_talent, store, people[key]),
            _adding(talents.add_part, store, people[key]),
            partial(talents.write_part, store),
        )
    made: dict[str, str] = {}
    for key, told in agency["brand"].items():
        made[key] = brand = brands.create_brand(store, told["name"])
        _fill(
            told,
            partial(brands.write_brand, store, brand),
            _adding(brands.add_part, store, brand),
            partial(brands.write_part, store),
        )
    for told in agency["deal"].values():
        deal = deals.create_deal(store, told["name"])
        _fill(
            _linked(told, made, people),
            partial(deals.write_deal, store, deal),
            _adding(deals.add_part, store, deal),
            partial(deals.write_part, store),
        )


def _adding(op: Callable[[Store, str, str], str], store: Store, owner: str) -> Add:
    def add(table: str) -> str:
        return op(store, table, owner)

    return add


def _fill(
    told: Table, write: Callable[[str, str | int], None], add: Add, write_part: WritePart
) -> None:
    """Write every field; a list under a table's name holds its parts."""
    for name, value in told.items():
        if not isinstance(value, list):
            write(name, value)
            continue
        for part in value:
            part_id = add(name)
            for field, filled in part.items():
                write_part(name, part_id, field, filled)


def _linked(node: Table, brands_by_key: Table, people: Table) -> dict[str, Any]:
    """Return a deal with ids in place of the keys that it names."""
    found: dict[str, Any] = {}
    for name, value in node.items():
        if name == "brand":
            found["brand_id"] = brands_by_key[value]
        elif name == "talent":
            found["talent_id"] = people[value]
        elif isinstance(value, list):
            found[name] = [_linked(part, brands_by_key, people) for part in value]
        else:
            found[name] = value
    return found

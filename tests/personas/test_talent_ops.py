"""Talent and their looks: named, clean, in order, and never with a recipe that cannot be drawn."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from studio.kernel.errors import NotFound, Refused, Unreadable
from studio.personas.model import HUMAN, PERSONA, Look, Talent
from studio.personas.ops import add_look, add_talent
from studio.render.rig.look import read_look
from studio.store import workspace
from studio.store.workspace import Store
from tests.spots.boards import RECIPE, dump, memory_folder, set_ranks, steps


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give an empty workspace; in memory where there is such a place, for the disk is slow."""
    with memory_folder(tmp_path) as folder:
        made = workspace.create(folder / "Test.studio", "Anna")
        yield made
        made.close()


def rows(store: Store, kind: type[Any]) -> list[Any]:
    with store.read() as session:
        return list(session.exec(select(kind).order_by(kind.id)))


def test_a_persona_is_what_is_added_unless_it_is_a_human(store: Store) -> None:
    maya = add_talent(store, "Maya Lune", handle="@maya")
    elin = add_talent(store, "Dr. Elin Berg", kind=HUMAN)
    found = {row.id: (row.kind, row.name, row.handle) for row in rows(store, Talent)}
    assert found == {
        maya: (PERSONA, "Maya Lune", "@maya"),
        elin: (HUMAN, "Dr. Elin Berg", ""),
    }
    assert steps(store) == 2


def test_names_and_handles_are_made_clean(store: Store) -> None:
    add_talent(store, "  Zoe\u0308 \x00\n Ō ", handle="\u200b@zoe\t")
    (row,) = rows(store, Talent)
    assert (row.name, row.handle) == ("Zoë Ō", "@zoe")


@pytest.mark.parametrize("name", ["", "  ", "\n", "\x00", "\u200b"])
def test_a_name_of_nothing_is_refused_and_nothing_is_written(store: Store, name: str) -> None:
    with pytest.raises(Refused, match=r"needs a name\. Type one and try again\."):
        add_talent(store, name)
    assert (rows(store, Talent), steps(store)) == ([], 0)


def test_names_of_every_script_are_kept(store: Store) -> None:
    names = ["مَريم", "美咲", "Þóra", "👩🏽\u200d🎤 Nova"]
    for name in names:
        add_talent(store, name)
    assert {row.name for row in rows(store, Talent)} == set(names)


def test_looks_come_one_after_the_other_and_can_be_read_back(store: Store) -> None:
    talent = add_talent(store, "Maya")
    for name in ("everyday", "  gala\n ", "sport"):
        add_look(store, talent, name, {**RECIPE, "blush": 0.25})
    looks = sorted(rows(store, Look), key=lambda look: look.rank)
    assert [look.name for look in looks] == ["everyday", "gala", "sport"]
    assert len({look.rank for look in looks}) == 3
    assert {look.talent_id for look in looks} == {talent}
    for look in looks:
        again = read_look(json.loads(look.recipe), look.name)
        assert again == read_look({**RECIPE, "blush": 0.25}, "x")


def test_a_look_comes_last_though_a_merge_left_equal_ranks(store: Store) -> None:
    talent = add_talent(store, "Maya")
    first = [add_look(store, talent, name, RECIPE) for name in ("a", "b")]
    set_ranks(store, Look, first, "V")
    add_look(store, talent, "c", RECIPE)
    looks = sorted(rows(store, Look), key=lambda look: (look.rank, look.id))
    assert looks[-1].name == "c"


@pytest.mark.parametrize(
    ("recipe", "key"),
    [
        ({}, "skin"),
        ({**RECIPE, "skin": "#12"}, "skin"),
        ({**RECIPE, "tail": 1}, "tail"),
        ({**RECIPE, "hair": {"style": "bob"}}, "hair.colour"),
        ({**RECIPE, "blush": "much"}, "blush"),
        ({**RECIPE, "palette": {"top": "blue"}}, "palette.top"),
    ],
)
def test_a_recipe_that_cannot_be_read_is_refused_by_its_key(
    store: Store, recipe: dict[str, object], key: str
) -> None:
    talent = add_talent(store, "Maya")
    before = dump(store)
    with pytest.raises(Unreadable) as refusal:
        add_look(store, talent, "gala", recipe)
    assert str(refusal.value).startswith(f"gala: “{key}” cannot be used: ")
    assert str(refusal.value).endswith(" Correct it and try again.")
    assert dump(store) == before


def test_a_look_of_nobody_is_not_found(store: Store) -> None:
    with pytest.raises(NotFound, match="talent is not there any more"):
        add_look(store, "nobody", "everyday", RECIPE)
    assert (rows(store, Look), steps(store)) == ([], 0)


def test_undo_takes_talent_and_looks_back(store: Store) -> None:
    before = dump(store)
    talent = add_talent(store, "Maya")
    with_talent = dump(store)
    add_look(store, talent, "everyday", RECIPE)
    after = dump(store)
    store.undo()
    assert dump(store) == with_talent
    store.undo()
    assert dump(store) == before
    store.redo()
    store.redo()
    assert dump(store) == after


def test_a_talent_that_goes_takes_its_looks(store: Store) -> None:
    talent = add_talent(store, "Maya")
    add_look(store, talent, "everyday", RECIPE)
    with store.edit("Delete") as session:
        session.delete(session.get(Talent, talent))
    assert rows(store, Look) == []

"""What every record can: a field is written, parts are added, moved, copied, taken away."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlmodel import select

from studio.kernel.errors import NotFound, Refused
from studio.kernel.fields import Choice, Field, Kind, Section
from studio.personas.model import Channel, Talent
from studio.store import records, workspace
from studio.store.records import Part
from studio.store.workspace import Store
from tests.spots.boards import memory_folder
from tests.store.rows import add, dump, log

SECTIONS = (
    Section(
        "Identity",
        (
            Field(name="name", label="Name", needed="A talent needs a name."),
            Field(name="handle", label="Handle"),
            Field(name="age", label="Age", kind=Kind.NUMBER, most=120),
            Field(
                name="status",
                label="Status",
                kind=Kind.CHOICE,
                choices=tuple(Choice(code, code) for code in ("draft", "review", "live")),
            ),
        ),
    ),
    Section("Character", (Field(name="story", label="Story", kind=Kind.BLOCK),)),
)
CHANNEL = Part(
    Channel, "talent_id", (Section("Channels", (Field(name="handle", label="Handle"),)),)
)

RANKS = st.lists(st.sampled_from(["1", "G", "V", "V", "V1", "VV", "zz"]), min_size=1, max_size=6)
"""Ranks as a merge may leave them: some are the same."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty workspace, in memory where there is such a place."""
    with memory_folder(tmp_path) as folder:
        opened = workspace.create(folder / "Agency", "Ada")
        yield opened
        opened.close()


def write(store: Store, row_id: str, name: str, value: str | int) -> None:
    records.write_field(store, Talent, SECTIONS, row_id, name, value, "Edit talent")


def read(store: Store, row_id: str, name: str) -> str | int | None:
    with store.read() as session:
        found: str | int | None = getattr(session.get(Talent, row_id), name)
        return found


def channels(store: Store, talent_id: str, ranks: Sequence[str]) -> list[str]:
    """Add channels with these ranks, as one step, and return their ids in order."""
    with store.edit("Add") as session:
        for number, rank in enumerate(ranks):
            session.add(Channel(talent_id=talent_id, rank=rank, handle=f"@{number}"))
    return order(store, talent_id)


def order(store: Store, talent_id: str) -> list[str]:
    with store.read() as session:
        mine = select(Channel.id).where(Channel.talent_id == talent_id)
        return list(session.exec(mine.order_by(Channel.rank, Channel.id)))


@pytest.mark.parametrize("name", ["name", "handle", "story"])
def test_what_is_typed_into_a_field_becomes_one_step(store: Store, name: str) -> None:
    maya = add(store, "Maya")
    before = dump(store)
    for typed in ("L", "Lu", "Lun", "Luna "):
        write(store, maya, name, typed)
    assert read(store, maya, name) == "Luna"
    assert log(store) == [("do", "Add talent"), ("do", "Edit talent")]
    store.undo()
    assert dump(store) == before


@pytest.mark.parametrize(("name", "values"), [("status", ("review", "live")), ("age", (2, "24"))])
def test_each_choice_and_each_number_is_a_step(
    store: Store, name: str, values: Sequence[str | int]
) -> None:
    maya = add(store, "Maya")
    for value in values:
        write(store, maya, name, value)
    assert log(store)[1:] == [("do", "Edit talent")] * 2
    store.undo()
    assert str(read(store, maya, name)) == str(values[0])


def test_another_field_and_another_row_begin_steps_of_their_own(store: Store) -> None:
    maya, aiko = add(store, "Maya"), add(store, "Aiko")
    for row, name in ((maya, "handle"), (maya, "story"), (aiko, "story"), (maya, "story")):
        write(store, row, name, f"of {row}, {len(log(store))}")
    assert len(log(store)) == 2 + 4


def test_a_value_that_stands_there_already_is_no_step(store: Store) -> None:
    maya = add(store, "Maya")
    before, steps = dump(store), log(store)
    write(store, maya, "name", "  Maya ")
    write(store, maya, "status", "draft")
    assert (dump(store), log(store)) == (before, steps)


def test_what_is_refused_leaves_nothing(store: Store) -> None:
    maya = add(store, "Maya")
    before, steps = dump(store), log(store)
    refused: tuple[tuple[str, str | int, str], ...] = (
        ("name", " ", r"^A talent needs a name\.$"),
        ("handle", "x" * 201, "at most 200 characters"),
        ("age", 121, "from 0 to 120"),
        ("age", "old", "from 0 to 120"),
        ("status", "famous", "none of the choices"),
    )
    for name, value, why in refused:
        with pytest.raises(Refused, match=why):
            write(store, maya, name, value)
    assert (dump(store), log(store)) == (before, steps)


def test_a_row_that_nobody_may_write_stays_as_it_is(store: Store) -> None:
    maya, aiko = add(store, "Maya"), add(store, "Aiko")
    before = dump(store)

    def require(talent: Talent) -> None:
        if talent.name == "Maya":
            raise Refused("Maya is finished.")

    def call_her_luna(row_id: str) -> None:
        args = (store, Talent, SECTIONS, row_id, "name", "Luna", "Edit talent")
        records.write_field(*args, require=require)

    with pytest.raises(Refused, match="Maya is finished"):
        call_her_luna(maya)
    assert dump(store) == before
    call_her_luna(aiko)
    assert read(store, aiko, "name") == "Luna"


def test_typing_goes_on_after_a_refusal_as_the_same_step(store: Store) -> None:
    maya = add(store, "Maya")
    write(store, maya, "name", "Luna")
    with pytest.raises(Refused):
        write(store, maya, "name", "")
    write(store, maya, "name", "Stella")
    assert (read(store, maya, "name"), len(log(store))) == ("Stella", 2)


def test_a_row_that_is_gone_is_not_found_and_leaves_nothing(store: Store) -> None:
    maya = add(store, "Maya")
    before, steps = dump(store), log(store)
    gone: tuple[Callable[[], object], ...] = (
        lambda: write(store, "nobody", "name", "Luna"),
        lambda: records.write_part(store, CHANNEL, "nothing", "handle", "@x", "Edit"),
        lambda: records.delete_part(store, CHANNEL, "nothing", "Take away"),
        lambda: records.relocate_part(store, CHANNEL, maya, 0, "Reorder"),
    )
    for op in gone:
        with pytest.raises(NotFound, match="not there any more"):
            op()
    assert (dump(store), log(store)) == (before, steps)


def test_a_column_that_nobody_fills_in_cannot_be_written(store: Store) -> None:
    maya = add(store, "Maya")
    before = dump(store)
    for name in ("id", "archived_ms", "kind"):
        with pytest.raises(KeyError):
            write(store, maya, name, "x")
    assert dump(store) == before


def test_writing_inside_an_open_edit_joins_it(store: Store) -> None:
    with store.edit("Import") as session:
        talent = Talent(name="Maya")
        session.add(talent)
        write(store, talent.id, "story", "Born in Milan")
        part = records.add_part(store, CHANNEL, talent.id, "Add")
        records.write_part(store, CHANNEL, part, "handle", "@maya", "Edit")
    assert log(store) == [("do", "Import")]
    assert read(store, talent.id, "story") == "Born in Milan"


def test_a_new_part_comes_after_all_there_are(store: Store) -> None:
    for ranks in ([], ["V"], ["V", "V"], ["1", "zz", "G"], ["zzz"]):
        maya = add(store, "Maya")
        there = channels(store, maya, ranks)
        made = [records.add_part(store, CHANNEL, maya, "Add") for _n in range(2)]
        assert order(store, maya) == there + made


@given(ranks=RANKS, data=st.data())
@example(ranks=["V", "V", "V"], data=None)
def test_parts_move_as_in_a_list(
    store: Store, ranks: list[str], data: st.DataObject | None
) -> None:
    maya = add(store, "Maya")
    model = channels(store, maya, ranks)
    moves = st.lists(st.tuples(st.integers(0, len(model) - 1), st.integers(-1, 7)), max_size=5)
    for taken, place in [(2, 1), (0, 9)] if data is None else data.draw(moves):
        row = model.pop(taken)
        model.insert(max(0, place), row)
        records.relocate_part(store, CHANNEL, row, place, "Reorder")
        assert order(store, maya) == model


def test_a_move_leaves_the_parts_of_others_alone(store: Store) -> None:
    maya, aiko = add(store, "Maya"), add(store, "Aiko")
    mine, others = channels(store, maya, ["V", "V"]), channels(store, aiko, ["V", "V"])
    records.relocate_part(store, CHANNEL, mine[1], 0, "Reorder")
    assert (order(store, maya), order(store, aiko)) == (mine[::-1], others)


def test_a_move_writes_one_row_unless_a_merge_left_equal_ranks(store: Store) -> None:
    maya = add(store, "Maya")
    first, *_rest = channels(store, maya, ["1", "G", "V"])
    records.relocate_part(store, CHANNEL, first, 9, "Reorder")
    assert len(written(store)) == 1
    store.undo()
    second = channels(store, maya, ["V"])[1]
    records.relocate_part(store, CHANNEL, second, 2, "Reorder")
    assert len(written(store)) == 4
    with store.read() as session:
        mine = select(Channel.rank).where(Channel.talent_id == maya)
        assert len(set(session.exec(mine))) == 4


def written(store: Store) -> list[str]:
    """Return the rows that the last step wrote."""
    query = "SELECT pk FROM history_row WHERE step = ?"
    return [pk for (pk,) in store._raw.execute(query, (store.history.done[-1].id,))]


def test_each_verb_of_parts_is_one_step_that_can_be_taken_back(store: Store) -> None:
    maya = add(store, "Maya")
    first, last = channels(store, maya, ["G", "V"])
    for label, op in (
        ("Add", lambda: records.add_part(store, CHANNEL, maya, "Add")),
        ("Edit", lambda: records.write_part(store, CHANNEL, first, "handle", "@x", "Edit")),
        ("Reorder", lambda: records.relocate_part(store, CHANNEL, last, 0, "Reorder")),
        ("Take away", lambda: records.delete_part(store, CHANNEL, last, "Take away")),
    ):
        before, steps = dump(store), len(store.history.done)
        op()
        assert (store.undo_label, len(store.history.done)) == (label, steps + 1)
        assert dump(store) != before
        store.undo()
        assert dump(store) == before


def test_copies_of_parts_stand_in_the_same_order_though_ranks_are_equal(store: Store) -> None:
    maya, aiko = add(store, "Maya"), add(store, "Aiko")
    channels(store, maya, ["V"] * 9 + ["1"])
    with store.edit("Copy") as session:
        records.copy_parts(session, CHANNEL, maya, aiko)
    assert handles(store, aiko) == handles(store, maya)
    assert sorted(handles(store, aiko)) == [f"@{n}" for n in range(10)]
    assert not set(order(store, maya)) & set(order(store, aiko))


def handles(store: Store, talent_id: str) -> list[str]:
    with store.read() as session:
        return [str(row.values["handle"]) for row in records.part_rows(session, CHANNEL, talent_id)]

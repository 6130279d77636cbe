"""Talent and their looks: named, clean, in order, and never with a recipe that cannot be drawn."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from studio.kernel.errors import NotFound, Refused, Unreadable
from studio.kernel.fields import Values
from studio.kernel.progress import finish
from studio.personas import ops, rules
from studio.personas.model import ERASED, HUMAN, PERSONA, Channel, Consent, Look, Talent, Voice
from studio.personas.ops import add_look, add_talent, parts
from studio.personas.ops.erase import erase_person
from studio.personas.queries import talent_sheet
from studio.render.rig.by_lot import look_by_lot
from studio.render.rig.look import read_look
from studio.store.workspace import Store
from tests.personas.people import fields_of, filled, rows, told
from tests.spots.boards import RECIPE, dump, set_ranks, steps


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


def test_a_name_of_nothing_is_refused_and_nothing_is_written(store: Store) -> None:
    for name in ("", "  ", "\n", "\x00", "\u200b"):
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


def test_somebody_new_can_be_drawn_at_once(store: Store) -> None:
    before = dump(store)
    maya = ops.create_talent(store, " Maya ", 7, kind=HUMAN)
    (row,), (look,) = rows(store, Talent), rows(store, Look)
    assert (row.id, row.kind, row.name) == (maya, HUMAN, "Maya")
    assert (look.talent_id, look.name) == (maya, "Everyday")
    assert json.loads(look.recipe) == look_by_lot(7)
    assert (steps(store), store.undo_label) == (1, "Add talent")
    store.undo()
    assert dump(store) == before


def test_somebody_new_without_a_name_leaves_nothing(store: Store) -> None:
    with pytest.raises(Refused, match="needs a name"):
        ops.create_talent(store, " ", 7)
    assert (rows(store, Talent), rows(store, Look), steps(store)) == ([], [], 0)


def first(store: Store, table: str) -> str:
    """Return the id of the part that stands first."""
    found = sorted(rows(store, rules.PARTS[table].model), key=lambda row: (row.rank, row.id))
    return str(found[0].id)


Verb = Callable[[Store, str], object]


def verbs_of_parts(table: str, field: str, value: str | int) -> dict[str, tuple[str, Verb]]:
    return {
        f"add {table}": ("Add to talent", lambda s, t: parts.add_part(s, table, t)),
        f"write {table}": (
            "Edit talent",
            lambda s, _t: parts.write_part(s, table, first(s, table), field, value),
        ),
        f"move {table}": (
            "Reorder",
            lambda s, _t: parts.relocate_part(s, table, first(s, table), 1),
        ),
        f"delete {table}": (
            "Take away from talent",
            lambda s, _t: parts.delete_part(s, table, first(s, table)),
        ),
    }


VERBS: dict[str, tuple[str, Verb]] = {
    "write": ("Edit talent", lambda s, t: ops.write_talent(s, t, "story", "Grew up at sea")),
    "write age": ("Edit talent", lambda s, t: ops.write_talent(s, t, "age", "24")),
    "duplicate": ("Duplicate talent", ops.duplicate_talent),
    "change look": ("Change look", lambda s, _t: ops.change_look(s, rows(s, Look)[0].id, RECIPE)),
    **verbs_of_parts("channel", "followers", "12000"),
    **verbs_of_parts("voice", "source", "cloned"),
    **verbs_of_parts("consent", "ends_on", "2032-02-29"),
}


def test_each_verb_is_one_step_and_undo_brings_everything_back(store: Store) -> None:
    maya = filled(store)
    before, count = dump(store), steps(store)
    for verb, (label, op) in VERBS.items():
        op(store, maya)
        after = dump(store)
        assert after != before, verb
        assert (steps(store), store.undo_label) == (count + 1, label), verb
        store.undo()
        assert dump(store) == before, verb
        store.redo()
        assert dump(store) == after, verb
        store.undo()


def test_verbs_inside_an_open_edit_join_it_and_see_what_it_wrote(store: Store) -> None:
    before = dump(store)
    maya = filled(store)
    assert [store.undo_label, steps(store)] == ["Fill", 1]
    with store.edit("Import"):
        aiko = ops.create_talent(store, "Aiko", 8)
        ops.write_talent(store, aiko, "home", "Osaka")
        channel = parts.add_part(store, "channel", aiko)
        parts.write_part(store, "channel", channel, "handle", "@aiko")
        twin = ops.duplicate_talent(store, aiko)
    assert steps(store) == 2
    homes = {row.id: row.home for row in rows(store, Talent) if row.id != maya}
    assert homes == {aiko: "Osaka", twin: "Osaka"}
    store.undo()
    store.undo()
    assert dump(store) == before


def test_every_field_of_a_talent_and_of_its_parts_can_be_written(store: Store) -> None:
    maya = add_talent(store, "Maya")
    for field in fields_of(rules.TALENT):
        ops.write_talent(store, maya, field.name, told(field))
    for table, part in rules.PARTS.items():
        made = parts.add_part(store, table, maya)
        for field in fields_of(part.sections):
            parts.write_part(store, table, made, field.name, str(told(field)))
    with store.read() as session:
        found = talent_sheet(session, maya)
    assert found is not None
    for field in fields_of(rules.TALENT):
        assert found.values[field.name] == told(field)
    for table, part in rules.PARTS.items():
        (row,) = found.parts[table]
        for field in fields_of(part.sections):
            assert row.values[field.name] == told(field)


def test_typing_about_a_talent_is_one_step_per_field(store: Store) -> None:
    maya = filled(store)
    before, count = dump(store), steps(store)
    for typed in ("G", "Gr", "Grew up"):
        ops.write_talent(store, maya, "story", typed)
    for typed in ("@m", "@maya"):
        parts.write_part(store, "channel", first(store, "channel"), "handle", typed)
    assert steps(store) == count + 2
    store.undo()
    store.undo()
    assert dump(store) == before


def test_what_a_field_may_not_hold_leaves_everything_as_it_was(store: Store) -> None:
    maya = filled(store)
    before, count = dump(store), steps(store)
    for field, wrong in (("name", " "), ("age", 121), ("status", "famous"), ("kind", ERASED)):
        with pytest.raises(Refused):
            ops.write_talent(store, maya, field, wrong)
    with pytest.raises(Refused, match="is not a day"):
        parts.write_part(store, "consent", first(store, "consent"), "ends_on", "soon")
    assert (dump(store), steps(store)) == (before, count)


def test_a_copy_has_everything_but_the_name_and_is_nobody_else(store: Store) -> None:
    maya = filled(store)
    before = dump(store)
    ops.archive_talent(store, maya)
    twin = ops.duplicate_talent(store, maya)
    with store.read() as session:
        old, new = talent_sheet(session, maya), talent_sheet(session, twin)
    assert old is not None
    assert new is not None
    assert (old.archived, new.archived, new.name) == (True, False, "Maya (copy)")
    aside = {"id": twin, "name": "Maya (copy)", "archived_ms": None}
    assert new.values == {**old.values, **aside}
    assert [(look.name, look.recipe) for look in new.looks] == [
        (look.name, look.recipe) for look in old.looks
    ]
    for table in rules.PARTS:
        assert [told_in(row.values) for row in new.parts[table]] == [
            told_in(row.values) for row in old.parts[table]
        ]
        assert len(new.parts[table]) == 2
        assert not {row.id for row in new.parts[table]} & {row.id for row in old.parts[table]}
    ops.delete_talent(store, twin)
    ops.restore_talent(store, maya)
    assert dump(store) == before


def told_in(values: Values) -> Values:
    """Return what people filled in, without which row it is."""
    return {k: v for k, v in values.items() if k not in ("id", "rank", "talent_id")}


def test_somebody_archived_can_be_written_about_and_restored(store: Store) -> None:
    maya = filled(store)
    ops.archive_talent(store, maya)
    ops.write_talent(store, maya, "story", "Resting")
    ops.restore_talent(store, maya)
    (row,) = rows(store, Talent)
    assert (row.archived_ms, row.story) == (None, "Resting")


def test_a_changed_look_keeps_its_name_and_place(store: Store) -> None:
    filled(store)
    looks = rows(store, Look)
    ops.change_look(store, looks[0].id, look_by_lot(9))
    changed = rows(store, Look)
    assert json.loads(changed[0].recipe) == look_by_lot(9)
    assert changed[1] == looks[1]
    assert (changed[0].name, changed[0].rank) == (looks[0].name, looks[0].rank)


def test_a_look_is_not_changed_to_what_cannot_be_drawn(store: Store) -> None:
    filled(store)
    before, count = dump(store), steps(store)
    with pytest.raises(Unreadable, match="“skin” cannot be used"):
        ops.change_look(store, rows(store, Look)[0].id, {})
    with pytest.raises(NotFound, match="not there any more"):
        ops.change_look(store, "nothing", RECIPE)
    assert (dump(store), steps(store)) == (before, count)


def test_parts_move_among_their_own_kind_and_owner(store: Store) -> None:
    maya, aiko = filled(store), filled(store, "Aiko")
    last = parts.add_part(store, "voice", maya)
    parts.relocate_part(store, "voice", last, 0)
    with store.read() as session:
        old, new = talent_sheet(session, maya), talent_sheet(session, aiko)
    assert old is not None
    assert new is not None
    assert [row.id for row in old.parts["voice"]].index(last) == 0
    assert [len(old.parts[table]) for table in ("voice", "channel", "consent")] == [3, 2, 2]
    assert [len(new.parts[table]) for table in ("voice", "channel", "consent")] == [2, 2, 2]


def test_nobody_can_be_written_about_who_is_gone(store: Store) -> None:
    filled(store)
    before, count = dump(store), steps(store)
    gone: tuple[Callable[[], object], ...] = (
        lambda: ops.write_talent(store, "nobody", "story", "x"),
        lambda: ops.duplicate_talent(store, "nobody"),
        lambda: parts.add_part(store, "channel", "nobody"),
        lambda: parts.write_part(store, "channel", "nothing", "handle", "x"),
        lambda: parts.relocate_part(store, "voice", "nothing", 0),
        lambda: parts.delete_part(store, "consent", "nothing"),
    )
    for op in gone:
        with pytest.raises(NotFound, match="not there any more"):
            op()
    assert (dump(store), steps(store)) == (before, count)


def test_nothing_is_written_about_a_person_who_was_erased(store: Store, tmp_path: Path) -> None:
    maya = filled(store)
    channel = first(store, "channel")
    finish(erase_person(store, maya, tmp_path / "backups"))
    assert [rows(store, kind) for kind in (Look, Channel, Voice, Consent)] == [[], [], [], []]
    before = dump(store)
    refused: tuple[Callable[[], object], ...] = (
        lambda: ops.write_talent(store, maya, "name", "Maya"),
        lambda: ops.write_talent(store, maya, "kind", HUMAN),
        lambda: ops.duplicate_talent(store, maya),
        lambda: ops.restore_talent(store, maya),
        lambda: ops.add_look(store, maya, "Everyday", RECIPE),
        lambda: parts.add_part(store, "consent", maya),
    )
    for op in refused:
        with pytest.raises(Refused, match="has been erased"):
            op()
    with pytest.raises(NotFound):
        parts.write_part(store, "channel", channel, "handle", "@maya")
    assert dump(store) == before
    (row,) = rows(store, Talent)
    assert {field.name: getattr(row, field.name) for field in fields_of(rules.TALENT)} == {
        **{field.name: "" for field in fields_of(rules.TALENT)},
        "kind": ERASED,
        "name": "Erased person",
        "age": 0,
    }

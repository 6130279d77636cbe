"""Undo and redo: they bring the whole database back, or do nothing at all."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlmodel import Session, col, select

from studio.kernel.errors import Drift, Refused
from studio.personas.model import Look, Talent
from studio.spots.model import CastMember, Panel, Scene, Spot
from studio.store import workspace
from studio.store.changes import Changes
from studio.store.schema import metadata
from tests.spots.boards import memory_folder
from tests.store.rows import talent_values

Dump = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with memory_folder(tmp_path) as folder:
        yield folder


@pytest.fixture
def store(folder: Path) -> Iterator[workspace.Store]:
    opened = workspace.create(folder / "Agency", "Ada")
    yield opened
    opened.close()


def dump(store: workspace.Store) -> Dump:
    with store.read() as session:
        return {
            table.name: [tuple(row) for row in session.execute(table.select().order_by("id"))]
            for table in metadata().sorted_tables
        }


def add(store: workspace.Store, name: str) -> str:
    with store.edit(f"Add {name}") as session:
        talent = Talent(name=name)
        session.add(talent)
    return talent.id


def run(session: Session, statement: str, **values: object) -> None:
    session.connection().execute(text(statement), values)


def fill(store: workspace.Store) -> str:
    """Add a spot with three panels in which one talent wears a look; return the spot's id."""
    with store.edit("Fill") as session:
        talent, spot = Talent(id="zoe", name="Zoë"), Spot(rank="V", title="Sun")
        look = Look(id="coat", talent_id=talent.id, rank="V")
        scene = Scene(spot_id=spot.id, rank="V")
        panels = [Panel(scene_id=scene.id, rank=rank) for rank in "ABC"]
        cast = [
            CastMember(panel_id=p.id, talent_id="zoe", look_id="coat", rank="V") for p in panels
        ]
        session.add_all([talent, spot, look, scene, *panels, *cast])
    return spot.id


def labels(store: workspace.Store) -> tuple[str | None, str | None]:
    return store.undo_label, store.redo_label


def there_and_back(store: workspace.Store, before: Dump) -> None:
    """Undo and redo the last step twice; both ends must be the whole database, byte for byte."""
    after = dump(store)
    assert after != before
    for _ in range(2):
        store.undo()
        assert dump(store) == before
        store.redo()
        assert dump(store) == after


def test_labels_tell_what_undo_and_redo_would_do(store: workspace.Store) -> None:
    assert labels(store) == (None, None)
    add(store, "one")
    add(store, "two")
    assert labels(store) == ("Add two", None)
    store.undo()
    assert labels(store) == ("Add one", "Add two")
    store.undo()
    assert labels(store) == (None, "Add one")
    store.redo()
    assert labels(store) == ("Add one", "Add two")


def test_with_nothing_to_take_back_they_refuse_and_do_nothing(store: workspace.Store) -> None:
    told: list[Changes] = []
    store.subscribe(told.append)
    with pytest.raises(Refused, match=r"There is nothing to undo\."):
        store.undo()
    with pytest.raises(Refused, match=r"There is nothing to redo\."):
        store.redo()
    assert told == []
    add(store, "one")
    with pytest.raises(Refused, match="redo"):
        store.redo()
    store.undo()
    with pytest.raises(Refused, match="undo"):
        store.undo()


def test_a_new_edit_ends_what_could_be_redone(store: workspace.Store) -> None:
    for name in ("one", "two"):
        add(store, name)
    store.undo()
    store.undo()
    add(store, "three")
    assert store.redo_label is None
    with pytest.raises(Refused):
        store.redo()
    store.undo()
    assert labels(store) == (None, "Add three")


def test_an_edit_that_changes_nothing_leaves_what_can_be_redone(store: workspace.Store) -> None:
    add(store, "one")
    store.undo()
    with store.edit("Nothing"):
        pass
    store.redo()
    assert store.undo_label == "Add one"


ZOE = talent_values(id="zoe", kind="human", name="Z", handle="@z")


@pytest.mark.parametrize("undone", [0, 1, 2, 3])
def test_undo_and_redo_reach_across_closing(folder: Path, undone: int) -> None:
    store = workspace.create(folder / "Agency", "Ada")
    past = [dump(store)]
    for name in ("one", "two", "three"):
        add(store, name)
        past.append(dump(store))
    for _ in range(undone):
        store.undo()
    for turn in (store.undo, store.redo) if undone < 3 else (store.redo, store.undo):
        turn()
    before = labels(store)
    store.close()
    again = workspace.open_workspace(store.path, "Ben")
    assert labels(again) == before
    for _ in range(undone):
        again.redo()
    assert dump(again) == past[3]
    for number in (2, 1, 0):
        again.undo()
        assert dump(again) == past[number]
    again.close()


def test_the_log_keeps_who_undid_what(store: workspace.Store) -> None:
    add(store, "one")
    store.actor = "Ben"
    store.undo()
    store.actor = "Cem"
    store.redo()
    with store.read() as session:
        query = 'SELECT id, kind, "of", label, actor FROM history_step ORDER BY id'
        rows = [tuple(row) for row in session.execute(text(query))]
    assert rows == [
        (1, "do", None, "Add one", "Ada"),
        (2, "undo", 1, "Add one", "Ben"),
        (3, "redo", 2, "Add one", "Cem"),
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE panel SET duration_ms = duration_ms * 2, dialogue = 'all'",
        "UPDATE cast_member SET look_id = NULL",
        "DELETE FROM look",
        "DELETE FROM spot",
        "DELETE FROM panel WHERE rank > 'A'",
        "DELETE FROM cast_member",
        f"INSERT OR REPLACE INTO {ZOE}",
        "INSERT OR REPLACE INTO super VALUES('new', (SELECT min(id) FROM panel), 'V', '', '', '')",
        f"""INSERT INTO {ZOE}
        ON CONFLICT(id) DO UPDATE SET handle = excluded.handle""",
        """INSERT INTO panel SELECT id || 'x', scene_id, rank, duration_ms, size, angle,
        camera_move, subject, framing, setting, light, action, dialogue FROM panel""",
        """WITH first AS (SELECT min(id) AS id FROM panel)
        UPDATE panel SET action = 'first' FROM first WHERE panel.id = first.id""",
        "UPDATE OR REPLACE look SET recipe = '[]'",
    ],
)
def test_any_statement_is_taken_back_whole_with_what_the_database_did_for_it(
    store: workspace.Store, statement: str
) -> None:
    fill(store)
    before = dump(store)
    with store.edit("By hand") as session:
        if statement.startswith("INSERT OR REPLACE INTO talent"):
            run(session, "DELETE FROM cast_member")  # who is cast cannot be replaced
        run(session, statement)
    there_and_back(store, before)


def test_a_cascade_is_one_step_and_every_row_of_it_is_told(store: workspace.Store) -> None:
    spot = fill(store)
    told: list[Changes] = []
    store.subscribe(told.append)
    before = dump(store)
    with store.edit("Delete spot") as session:
        session.delete(session.get_one(Spot, spot))
    counts = {table: len(ids) for table, ids in told[0].tables.items()}
    assert counts == {"spot": 1, "scene": 1, "panel": 3, "cast_member": 3}
    there_and_back(store, before)


def test_rows_that_trade_places_come_back(store: workspace.Store) -> None:
    fill(store)
    before = dump(store)
    with store.edit("Swap") as session:
        first, second, _third = session.exec(select(Panel).order_by(col(Panel.rank))).all()
        first.rank, second.rank = second.rank, first.rank
    there_and_back(store, before)


def test_a_row_removed_and_made_again_with_its_children_comes_back(store: workspace.Store) -> None:
    fill(store)
    before = dump(store)
    with store.edit("Again") as session:
        run(session, "DELETE FROM cast_member")
        run(session, "DELETE FROM talent")
        run(session, f"INSERT INTO {talent_values(id='zoe', kind='human', name='new')}")
        run(session, "INSERT INTO look VALUES('other', 'zoe', 'V', '', '{}')")
    there_and_back(store, before)


ODD = [
    *('plain "double" quotes', "single 'quotes' and ''more''", "back\\slash \\u0041 \\n"),
    *(
        "Zoë 👩🏽‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "مرحبًا",
        "二千年",
        "two\nlines\r\n\ttab",
        "",
        " ",
        "\x01\x1f\x7f",
        "a\0b",
    ),
    *("null", "NULL", "true", "0", "-0", "1e999", "007", "{}", '{"a": [1, null]}', "[]", '"x"'),
    *(
        "\u2028\u2029",
        "\ufeff",
        "\U0010ffff",
        "%s %(x)s :name ?1 $x @y",
        "'); DROP TABLE talent;--",
    ),
    "x" * 100_000,
]
NUMBERS = [0, 1, -1, 2**31, 2**53 + 1, -(2**53) - 1, 2**63 - 1, -(2**63)]


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: repr(odd[:12]))
def test_every_odd_text_survives(store: workspace.Store, odd: str) -> None:
    with store.edit(odd, merge_key=odd) as session:
        session.add(Talent(id="zoe", name=odd, handle="plain"))
    before = dump(store)
    assert store.undo_label == odd
    with store.edit("Change") as session:
        talent = session.get_one(Talent, "zoe")
        talent.name, talent.handle = "plain", odd
    there_and_back(store, before)
    store.undo()
    store.undo()
    assert dump(store)["talent"] == []
    store.redo()
    assert dump(store) == before


@pytest.mark.parametrize("number", NUMBERS)
def test_every_whole_number_survives(store: workspace.Store, number: int) -> None:
    fill(store)
    before = dump(store)
    with store.edit("Change") as session:
        for member in session.exec(select(CastMember)).all():
            member.x_mm, member.z_mm = number, -7
    there_and_back(store, before)
    middle = dump(store)
    with store.edit("Delete") as session:
        run(session, "DELETE FROM cast_member")
    there_and_back(store, middle)


@settings(max_examples=15)
@given(words=st.text(), number=st.integers(-(2**63), 2**63 - 1))
def test_any_text_and_number_survive(store: workspace.Store, words: str, number: int) -> None:
    empty = dump(store)
    fill(store)
    before = dump(store)
    with store.edit("Change") as session:
        run(session, "UPDATE panel SET action = :a, duration_ms = :n", a=words, n=number)
        run(session, "UPDATE cast_member SET pose = :words, look_id = NULL", words=words)
    there_and_back(store, before)
    assert {row[-2] for row in dump(store)["panel"]} == {words}
    store.undo()
    store.undo()
    assert dump(store) == empty


def behind_its_back(store: workspace.Store, statement: str) -> None:
    """Write with a connection that has none of our triggers, as a repair tool would."""
    with closing(sqlite3.connect(store.path, isolation_level=None)) as raw:
        raw.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE talent SET name = 'moved on' WHERE id = 'two'",
        "UPDATE talent SET name = 'two' WHERE id = 'two'",
        "DELETE FROM talent WHERE id = 'two'",
        f"INSERT INTO {talent_values(id='gone', kind='human', name='back again')}",
        "DELETE FROM talent WHERE id = 'new'",
        "UPDATE talent SET handle = '@new' WHERE id = 'new'",
    ],
)
def test_a_row_changed_behind_its_back_stops_the_whole_step(
    store: workspace.Store, statement: str, caplog: pytest.LogCaptureFixture
) -> None:
    with store.edit("Add") as session:
        session.add_all([Talent(id=name, name=name) for name in ("one", "two", "gone")])
    with store.edit("Change") as session:
        run(session, "DELETE FROM talent WHERE id = 'gone'")
        run(session, "UPDATE talent SET name = name || '!'")
        session.add(Talent(id="new", name="new"))
    behind_its_back(store, statement)
    before, told = dump(store), labels(store)
    with caplog.at_level("ERROR"):
        for _ in range(2):
            with pytest.raises(Drift, match="This step cannot be taken back"):
                store.undo()
    assert "drift: talent" in caplog.text
    assert dump(store) == before
    assert labels(store) == told
    with store.edit("Works still") as session:
        session.add(Talent(name="later"))
    store.undo()
    assert dump(store) == before


def test_a_row_changed_behind_its_back_stops_redo_too(
    store: workspace.Store, caplog: pytest.LogCaptureFixture
) -> None:
    add(store, "one")
    with store.edit("Rename") as session:
        run(session, "UPDATE talent SET name = 'first'")
    store.undo()
    behind_its_back(store, "UPDATE talent SET name = 'moved on'")
    before = dump(store)
    with caplog.at_level("ERROR"), pytest.raises(Drift):
        store.redo()
    assert dump(store) == before
    assert store.redo_label == "Rename"


def test_other_columns_of_the_row_may_have_changed(store: workspace.Store) -> None:
    add(store, "one")
    with store.edit("Rename") as session:
        run(session, "UPDATE talent SET name = 'first'")
    behind_its_back(store, "UPDATE talent SET handle = '@elsewhere'")
    store.undo()
    assert [row[2:4] for row in dump(store)["talent"]] == [("one", "@elsewhere")]


def test_a_log_that_cannot_be_followed_is_no_longer_undone(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = workspace.create(folder / "Agency", "Ada")
    for name in ("one", "two"):
        add(store, name)
    store.undo()
    before = dump(store)
    store.close()
    behind_its_back(store, "UPDATE history_step SET \"of\" = 1 WHERE kind = 'undo'")
    with caplog.at_level("ERROR"):
        again = workspace.open_workspace(store.path, "Ada")
    assert "the log cannot be followed at step 3" in caplog.text
    assert labels(again) == (None, None)
    add(again, "three")
    again.undo()
    assert dump(again) == before
    again.close()

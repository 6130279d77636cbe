"""The index follows every edit, undo and redo, and heals when it cannot."""

import logging
import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis.stateful import invariant, run_state_machine_as_test
from sqlalchemy import Text
from sqlmodel import col, select

from studio.kernel import ranks
from studio.spots.model import Panel
from studio.spots.ops import panels, spots
from studio.spots.ops.spots import SpotDraft
from studio.store import search, search_index, workspace
from studio.store.schema import metadata
from studio.store.search_index import rebuild, searched
from studio.store.workspace import Store
from tests.store.test_history_machine import Undoing, profile

SHM = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # memory: no disk to wear out
ENTRIES = "SELECT tbl, pk, title, body FROM search_row ORDER BY tbl, pk"
VOCABULARY = "SELECT term, doc, cnt FROM search_term ORDER BY term"


@pytest.fixture
def store() -> Iterator[Store]:
    with tempfile.TemporaryDirectory(dir=SHM) as folder:
        opened = workspace.create(Path(folder) / "Agency", "Ada")
        yield opened
        opened.close()


def same_as_rebuilt(raw: sqlite3.Connection) -> None:
    """Fail unless entries, words and their counts are those of an index made anew."""
    if not search_index.is_current(raw):
        assert raw.execute("SELECT count(*) FROM search_row").fetchone() == (0,)
        return
    raw.execute("INSERT INTO search(search) VALUES('integrity-check')")
    kept = (raw.execute(ENTRIES).fetchall(), raw.execute(VOCABULARY).fetchall())
    raw.execute("BEGIN")
    rebuild(raw)
    anew = (raw.execute(ENTRIES).fetchall(), raw.execute(VOCABULARY).fetchall())
    raw.execute("ROLLBACK")
    assert kept == anew


class Searching(Undoing):
    """The machine of undo and redo, watched by search."""

    @invariant()
    def the_index_equals_a_rebuild(self) -> None:
        same_as_rebuilt(self.store._raw)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_after_any_edits_undos_and_redos_the_index_equals_a_rebuild() -> None:
    """25 runs of 40 steps."""
    run_state_machine_as_test(Searching, settings=profile(25, 40))


@pytest.mark.slow
def test_the_machine_sees_an_index_that_does_not_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A check that cannot fail proves nothing: rows that go must be missed."""
    real = search_index._stale

    def added_only(*given: object) -> list[object]:
        return [e for e in real(*given) if any(e.now)]  # type: ignore[arg-type]  # as given

    monkeypatch.setattr(search_index, "_stale", added_only)
    with pytest.raises((AssertionError, ExceptionGroup)):
        run_state_machine_as_test(Searching, settings=profile(20, 30, shrink=False))


def test_every_text_column_says_whether_it_is_searched() -> None:
    silent = [
        f"{table.name}.{column.name}"
        for table in metadata().sorted_tables
        for column in table.columns
        if isinstance(column.type, Text)
        and not (column.primary_key or column.foreign_keys or column.name == "rank")
        and column.info.get("searched") not in ("title", "body", "")
    ]
    assert silent == [], "declare it by title(), prose(), code() or recipe() of store.columns"


def test_what_people_write_is_searched_and_codes_and_recipes_are_not() -> None:
    looked_into = {(k.table, c) for k in searched().values() for c in k.columns}
    assert {("talent", "name"), ("spot", "title"), ("panel", "dialogue")} <= looked_into
    assert not looked_into & {("look", "recipe"), ("asset", "sha256"), ("panel", "size")}
    assert searched()["talent"].titles == ("name", "handle")


def test_no_table_of_a_feature_bears_a_name_of_the_index() -> None:
    assert [name for name in metadata().tables if name.startswith("search")] == []


def many_panels(store: Store, count: int) -> str:
    scene = panels.add_scene(store, spots.create_spot(store, SpotDraft("Many")))
    with store.edit("Import") as session:
        for number, rank in enumerate(ranks.spread(count)):
            words = f"Panel number{number} of a long film"
            session.add(Panel(scene_id=scene, rank=rank, action=words))
    return scene


def test_thousands_of_rows_of_one_edit_are_followed_and_undone(store: Store) -> None:
    many_panels(store, 3000)
    same_as_rebuilt(store._raw)
    with store.edit("Bulk") as session:
        for panel in session.exec(select(Panel).where(col(Panel.action).contains("5"))):
            panel.action = panel.action.replace("long", "short")
    same_as_rebuilt(store._raw)
    while store.undo_label:
        store.undo()
        same_as_rebuilt(store._raw)
    while store.redo_label:
        store.redo()
    same_as_rebuilt(store._raw)


def test_a_file_without_an_index_gets_one_with_the_next_edit(store: Store) -> None:
    spot = spots.create_spot(store, SpotDraft("Nocturne"))
    store._raw.execute("DELETE FROM search_row")
    store._raw.execute("INSERT INTO search(search) VALUES('rebuild')")
    assert ids(store, "noc") == [spot]  # slower, from the rows themselves
    other = spots.create_spot(store, SpotDraft("Nocturne again"))
    assert ids(store, "nocturne") == [spot, other]
    same_as_rebuilt(store._raw)


def test_an_index_of_other_columns_is_made_anew(store: Store) -> None:
    spot = spots.create_spot(store, SpotDraft("Nocturne"))
    store._raw.execute("UPDATE search_row SET pk = 'older' WHERE tbl = ''")
    store._raw.execute("UPDATE search_row SET title = 'stale' WHERE tbl = 'spot'")
    assert ids(store, "stale") == []
    assert ids(store, "nocturne") == [spot]
    spots.create_spot(store, SpotDraft("Other"))
    assert ids(store, "nocturne") == [spot]
    same_as_rebuilt(store._raw)


def damaged(path: Path) -> Store:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE search_data SET block = x'00ff00ff00ff00ff' WHERE id > 10")
    return workspace.open_workspace(path, "Ada")


def test_a_damaged_index_stops_no_edit_and_heals(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = workspace.create(tmp_path / "Agency", "Ada")
    spot = spots.create_spot(store, SpotDraft("Nocturne"))
    store.close()
    store = damaged(store.path)
    with caplog.at_level(logging.WARNING):
        assert ids(store, "noc") == [spot]
        for number in range(20):  # until it comes to the damaged part
            spots.rename_spot(store, spot, f"Nocturnes {number}")
            store.close_step()
            assert ids(store, f"nocturnes {number}") == [spot]
    assert "is damaged and made anew" in caplog.text
    same_as_rebuilt(store._raw)
    store.close()


def ids(store: Store, question: str) -> list[str]:
    with store.read() as session:
        return [hit.id for hit in search.find(session, question)]


def test_an_edit_costs_little_more_for_being_searched(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Alternately with and without; the bound is ten times what it costs on a desk."""
    many_panels(store, 2000)
    spent: list[float] = []
    real = search_index.follow

    def timed(*given: object) -> None:
        start = time.perf_counter()
        real(*given)  # type: ignore[arg-type]  # as given
        spent.append(time.perf_counter() - start)

    monkeypatch.setattr(search_index, "follow", timed)
    spot = spots.create_spot(store, SpotDraft("Spot"))
    for number in range(100):
        spots.rename_spot(store, spot, f"Spot {number}")
    assert sorted(spent)[50] < 0.003

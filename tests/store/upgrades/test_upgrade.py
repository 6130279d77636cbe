"""An older file becomes a newer one, every row in its place."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event
from sqlalchemy.pool import StaticPool

from studio.kernel.progress import finish
from studio.store import structure
from studio.store.history import History
from studio.store.upgrades import chain
from studio.store.upgrades.run import LABEL, upgrade
from tests.store.upgrades.first_files import (
    PANELS,
    TALENTS,
    Rows,
    facts_of,
    rows_of,
    value,
)

BOOKKEPT = {"meta", "history_step"}


def none(_path: Path) -> None:
    """Make no backup."""


def without(rows: Rows, *tables: str) -> Rows:
    return {table: found for table, found in rows.items() if table not in tables}


def test_rows_go_where_the_revisions_put_them_and_all_others_stay(old: Path, three: Path) -> None:
    before = rows_of(old)
    finish(upgrade(old, "Ada", none, three))
    after = rows_of(old)

    moved = {"spot", "panel", "talent", "super", "sponsor", "outlet", *BOOKKEPT}
    assert without(after, *moved) == without(before, *moved)
    assert [tuple(row.values()) for row in after["sponsor"]] == [
        ("of Client 0", "Client 0"),
        ("of Client 1", "Client 1"),
    ]
    assert after["spot"] == [
        {**row, "sponsor_id": f"of Client {number % 2}", "year": 2030}
        for number, row in enumerate(before["spot"])
    ]
    assert after["outlet"] == [
        {"id": f"of t{n}", "talent_id": f"t{n}", "handle": f"@zoe{n}"} for n in range(TALENTS)
    ]
    handles = [row.pop("handle") for row in before["talent"]]
    assert (after["talent"], handles) == (before["talent"], ["@zoe0", "@zoe1", "@zoe2"])
    told = [{**row, "action": f"There: {row['action']}"} for row in before["panel"]]
    assert after["panel"] == told
    assert after["super"] == [row for row in before["super"] if row["words"]]
    assert len(before["super"]) - len(after["super"]) == PANELS // 5


def test_rebuilding_a_table_keeps_the_rows_that_refer_to_it(old: Path, three: Path) -> None:
    finish(upgrade(old, "Ada", none, three))

    rows = rows_of(old)
    assert (len(rows["look"]), len(rows["cast_member"])) == (TALENTS, PANELS)
    cast = {(row["talent_id"], row["look_id"]) for row in rows["cast_member"]}
    assert cast == {(f"t{n}", f"l{n}") for n in range(TALENTS)}


def test_the_same_revision_with_foreign_keys_on_would_delete_them(old: Path, three: Path) -> None:
    with closing(sqlite3.connect(old, isolation_level=None)) as raw:
        raw.execute("PRAGMA foreign_keys=ON")
        engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
        event.listen(engine, "begin", lambda begun: begun.exec_driver_sql("BEGIN"))
        with engine.begin() as connection:
            raw.execute("DELETE FROM cast_member")  # it refuses as long as they refer to talents
            for step in chain.read(three)[1:]:
                chain.apply(connection, step)

    assert rows_of(old)["look"] == []


def test_the_structure_is_what_the_revisions_make_of_an_empty_file(old: Path, three: Path) -> None:
    finish(upgrade(old, "Ada", none, three))

    facts = facts_of(old)
    assert facts == chain.structure_of(chain.read(three))
    reference = "key ( sponsor_id ) references sponsor ( id ) on delete set null"
    deferred = "deferrable initially immediate"
    assert ("foreign", "spot", *f"{reference} {deferred}".split()) in facts
    assert ("check", "talent", "(", "kind", "<", ">", "''", ")") in facts


def test_one_upgrade_after_the_other_comes_to_the_same_as_both_at_once(
    old: Path, first: bytes, two: Path, three: Path
) -> None:
    twin = old.with_name("twin.studio")
    twin.write_bytes(first)
    finish(upgrade(old, "Ada", none, three))
    finish(upgrade(twin, "Ada", none, two))
    assert value(twin, "PRAGMA user_version") == 2
    finish(upgrade(twin, "Ada", none, three))

    assert facts_of(twin) == facts_of(old)
    assert without(rows_of(twin), *BOOKKEPT) == without(rows_of(old), *BOOKKEPT)


def test_the_file_says_what_it_is_now_and_who_made_it_so(old: Path, three: Path) -> None:
    finish(upgrade(old, "Ada", none, three))

    assert value(old, "PRAGMA user_version") == 3
    facts = {row["key"]: row["value"] for row in rows_of(old)["meta"]}
    assert facts["upgraded_by"].startswith("Persona Studio ")
    assert facts["created_by"] == "Persona Studio 0.1.0"
    assert facts["oldest_reader"] == "3"
    assert facts["upgraded_at"].startswith("2031-05-04T09:30")


def test_no_undo_reaches_back_over_an_upgrade(old: Path, three: Path) -> None:
    with closing(sqlite3.connect(old)) as raw:
        assert len(History(raw).done) == 30
    finish(upgrade(old, "Ada", none, three))

    with closing(sqlite3.connect(old)) as raw:
        history = History(raw)
        assert (history.done, history.undone, history.has_open_step()) == ([], [], False)
        newest = "SELECT kind, label, actor FROM history_step ORDER BY id DESC"
        assert raw.execute(newest).fetchone() == ("barrier", LABEL, "Ada")


def test_the_search_index_is_to_be_made_anew(old: Path, three: Path) -> None:
    with closing(sqlite3.connect(old)) as raw, raw:
        raw.execute("INSERT INTO search_row(tbl, pk, title, body) VALUES('', 'mark', '', '')")
    finish(upgrade(old, "Ada", none, three))

    assert value(old, "SELECT 1 FROM search_row WHERE tbl = ''") is None


def test_nothing_is_left_beside_the_file(old: Path, three: Path) -> None:
    finish(upgrade(old, "Ada", none, three))

    assert [path.name for path in old.parent.iterdir()] == ["old.studio"]
    assert value(old, "PRAGMA integrity_check") == "ok"
    assert value(old, "PRAGMA journal_mode") == "delete"


def test_it_tells_how_far_it_is(old: Path, three: Path) -> None:
    told = list(upgrade(old, "Ada", none, three))

    assert [(progress.done, progress.total) for progress in told] == [(n, 5) for n in range(5)]
    assert told[0].doing == "Checking the workspace…"
    assert told[1].doing == "Making a backup…"


def test_a_file_of_today_is_left_alone(old: Path, first: bytes) -> None:
    assert list(upgrade(old, "Ada", none)) == []
    assert old.read_bytes() == first
    assert [path.name for path in old.parent.iterdir()] == ["old.studio"]


def test_a_link_leads_to_the_file_itself(old: Path, three: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.studio"
    try:
        link.symlink_to(old)
    except OSError:
        pytest.skip("no links here")
    finish(upgrade(link, "Ada", none, three))

    assert link.is_symlink()
    assert value(old, "PRAGMA user_version") == 3


def test_an_upgraded_search_table_is_known_by_its_exact_shadows(old: Path, three: Path) -> None:
    finish(upgrade(old, "Ada", none, three))

    with closing(sqlite3.connect(old)) as raw:
        assert structure.shadow_tables(raw) == {
            "search_config",
            "search_data",
            "search_docsize",
            "search_idx",
        }

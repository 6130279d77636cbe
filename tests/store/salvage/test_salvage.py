"""A damaged workspace: nearly everything comes back, the rest is named, the file stays as it is."""

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlmodel import select

from studio.kernel.errors import Locked, NotFound, Refused, Unreadable
from studio.kernel.progress import Progress, finish
from studio.personas.model import Talent
from studio.store import search, workspace
from studio.store.salvage.report import Report
from studio.store.salvage.rescue import salvage
from tests.store.salvage.damaged import (
    LOG,
    PAGE,
    Rows,
    back_up,
    damage,
    destroy,
    forget,
    look,
    make_large,
    missing,
    roots,
    rows,
)

BACK = 0.97


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_large(tmp_path_factory.mktemp("large") / "Agency")


@pytest.fixture(scope="module")
def old(large: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same without any history."""
    path = tmp_path_factory.mktemp("old") / "Agency.studio"
    shutil.copyfile(large, path)
    forget(path)
    return path


@pytest.fixture
def torn(tmp_path: Path) -> Path:
    (tmp_path / "torn").mkdir()
    return tmp_path / "torn" / "Agency.studio"


def saved(torn: Path, snapshot: Path | None = None) -> Report:
    """Return the report of a salvage; the damaged file may not have moved."""
    before, content = look(torn.parent), torn.read_bytes()
    goal = torn.parent.parent / "goal"
    goal.mkdir(exist_ok=True)
    report = finish(salvage(torn, goal / "Agency", snapshot, "Ada"))
    assert (look(torn.parent), torn.read_bytes()) == (before, content)
    assert [entry.name for entry in goal.iterdir()] == ["Agency.studio"]
    workspace.open_workspace(report.path, "Ada").close()
    return report


def unnamed(report: Report, gone: set[tuple[str, object]]) -> set[tuple[str, object]]:
    """Return the rows that are gone without a word: neither named, nor of a table in doubt."""
    parts = (report.gone, report.stand_ins, report.emptied, report.older)
    named: set[tuple[str, object]] = {(one.table, one.id) for part in parts for one in part}
    doubtful = {table.table for table in report.tables if not table.is_exact}
    return {(t, k) for t, k in gone - named if t not in {*doubtful, "asset_data"}}


def share(before: Rows, gone: set[tuple[str, object]], *, log: bool) -> float:
    counted = {table for table in before if log or table not in LOG}
    total = sum(len(before[table]) for table in counted)
    return 1 - sum(table in counted for table, _key in gone) / total


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("count", [1, 3, 10])
def test_nearly_every_row_comes_back_from_the_file_alone(
    count: int, seed: int, large: Path, torn: Path
) -> None:
    report = saved(damage(large, torn, count, seed))
    before = rows(large)
    gone = missing(before, rows(report.path))
    assert share(before, gone, log=False) >= BACK
    assert share(before, gone, log=True) >= BACK
    assert unnamed(report, gone) == set()


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("count", [10, 60])
def test_with_a_backup_every_row_and_picture_comes_back(
    count: int, seed: int, old: Path, torn: Path, tmp_path: Path
) -> None:
    snapshot = back_up(old, tmp_path / "backups")
    report = saved(damage(old, torn, count, seed), snapshot)
    assert missing(rows(old), rows(report.path)) == set()
    assert report.lost == 0


@pytest.mark.parametrize("seed", range(2))
def test_what_changed_after_the_backup_comes_from_the_log(
    seed: int, large: Path, torn: Path, tmp_path: Path
) -> None:
    snapshot = back_up(large, tmp_path / "backups")
    newer = tmp_path / "newer.studio"
    shutil.copyfile(large, newer)
    opened = closing(workspace.open_workspace(newer, "Ada"))
    with opened as store, store.edit("Change everything") as session:
        for talent in session.exec(select(Talent)).all():
            talent.handle = f"@new {talent.name}"
        session.add(Talent(id="fresh", name="Fresh"))
    report = saved(destroy(newer, torn, [roots(newer)["talent"]], seed), snapshot)
    assert missing(rows(newer), rows(report.path)) == set()


@pytest.mark.parametrize("name", ["panel", "scene", "talent", "history_row", "asset_data"])
def test_a_table_whose_root_is_gone_is_found_leaf_by_leaf(
    name: str, large: Path, torn: Path
) -> None:
    report = saved(destroy(large, torn, [roots(large)[name]]))
    gone = missing(rows(large), rows(report.path))
    assert share(rows(large), gone, log=False) == 1


def test_a_file_whose_first_page_is_gone_is_found_leaf_by_leaf(old: Path, torn: Path) -> None:
    report = saved(destroy(old, torn, [1]))
    gone = missing(rows(old), rows(report.path))
    assert gone == set()
    assert not report.is_whole


def test_panels_outlive_their_scenes(old: Path, torn: Path) -> None:
    report = saved(destroy(old, torn, [roots(old)["scene"]]))
    before, after = rows(old), rows(report.path)
    assert after["panel"] == before["panel"]
    assert after["scene"].keys() == before["scene"].keys()
    assert {one.id for one in report.stand_ins if one.table == "scene"} == before["scene"].keys()
    assert {one.title for one in report.stand_ins} == {"Recovered"}


def test_a_scene_that_is_remembered_gets_its_name_back(large: Path, torn: Path) -> None:
    report = saved(destroy(large, torn, [roots(large)["scene"]]))
    assert rows(report.path)["scene"] == rows(large)["scene"]
    assert {one.title for one in report.older if one.table == "scene"} >= {"Spot 3.2"}


def test_damage_that_took_nothing_leaves_history_as_it_was(large: Path, torn: Path) -> None:
    report = saved(destroy(large, torn, [roots(large)["ix_panel_scene_id"]]))
    assert report.is_whole
    assert report.lines()[-1] == "Nothing is missing."
    with closing(workspace.open_workspace(report.path, "Ada")) as store:
        assert store.undo_label == "Rename talent"
        store.undo()


def test_after_a_loss_nothing_before_can_be_undone_and_search_works(
    large: Path, torn: Path
) -> None:
    report = saved(destroy(large, torn, [roots(large)["talent"]]))
    with closing(workspace.open_workspace(report.path, "Ada")) as store:
        assert store.undo_label is None
        with store.read() as session:
            assert search.find(session, "zoe")[0].table == "talent"
        with store.edit("Add talent") as session:
            session.add(Talent(name="after"))
        store.undo()


def test_the_workspace_keeps_its_identity(large: Path, torn: Path) -> None:
    with closing(workspace.open_workspace(large, "Ada")) as store:
        document = store.document
    report = saved(destroy(large, torn, [roots(large)["talent"]]))
    assert report.document == document


def test_what_was_deleted_does_not_come_back(large: Path, torn: Path, tmp_path: Path) -> None:
    snapshot = back_up(large, tmp_path / "backups")
    newer = tmp_path / "newer.studio"
    shutil.copyfile(large, newer)
    with closing(workspace.open_workspace(newer, "Ada")) as store:
        with store.edit("Remove") as session:
            session.connection().exec_driver_sql("DELETE FROM super")
        with store.maintenance("Erase") as raw:
            raw.execute("DELETE FROM cast_member")
            raw.execute("DELETE FROM history_row WHERE tbl = 'cast_member'")
    found = roots(newer)
    names = ("super", "cast_member", "sqlite_autoindex_super_1", "sqlite_autoindex_cast_member_1")
    report = saved(destroy(newer, torn, [found[name] for name in names]), snapshot)
    after = rows(report.path)
    assert after["super"] == {}
    assert after["cast_member"] == {}


def test_an_edit_that_was_broken_off_is_taken_back(large: Path, torn: Path, tmp_path: Path) -> None:
    work = tmp_path / "work.studio"
    shutil.copyfile(large, work)
    with closing(sqlite3.connect(work, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode=TRUNCATE")
        raw.execute("PRAGMA cache_size=4")
        raw.execute("BEGIN")
        raw.execute("UPDATE panel SET action = 'never committed'")
        shutil.copyfile(work, torn)
        journal = work.with_name(work.name + "-journal")
        shutil.copyfile(journal, torn.with_name(torn.name + "-journal"))
    report = saved(torn)
    assert missing(rows(large), rows(report.path)) == set()


@pytest.mark.parametrize("keep", [0.25, 0.5, 0.9])
def test_a_file_that_was_cut_short_gives_what_it_still_has(
    keep: float, large: Path, torn: Path
) -> None:
    content = large.read_bytes()
    torn.write_bytes(content[: int(len(content) * keep)])
    report = saved(torn)
    assert report.found > 0
    assert not report.is_whole


def test_an_empty_file_is_filled_from_the_backup(old: Path, torn: Path, tmp_path: Path) -> None:
    snapshot = back_up(old, tmp_path / "backups")
    torn.write_bytes(b"")
    report = saved(torn, snapshot)
    assert missing(rows(old), rows(report.path)) == set()


@pytest.mark.parametrize("content", [b"", b"x", bytes(3 * PAGE), random.Random(5).randbytes(99999)])
def test_where_nothing_is_left_it_is_said(content: bytes, torn: Path, tmp_path: Path) -> None:
    torn.write_bytes(content)
    with pytest.raises(Unreadable, match="Nothing that can be read is left"):
        finish(salvage(torn, tmp_path / "mine", None, "Ada"))
    assert [entry.name for entry in tmp_path.iterdir() if entry.is_file()] == []


@pytest.mark.parametrize("seed", range(5))
def test_whatever_the_damage_a_sound_workspace_comes_of_it(
    seed: int, large: Path, torn: Path
) -> None:
    noise = random.Random(seed)
    content = bytearray(large.read_bytes())
    for _flip in range(400):
        content[noise.randrange(len(content))] = noise.randrange(256)
    for _shift in range(3):
        start, goal = noise.randrange(len(content)), noise.randrange(len(content))
        content[goal : goal + 5000] = content[start : start + 5000]
    torn.write_bytes(content[: large.stat().st_size])
    saved(torn)


def test_a_damaged_backup_is_no_hindrance(large: Path, torn: Path, tmp_path: Path) -> None:
    snapshot = back_up(large, tmp_path / "backups")
    for name in (snapshot, snapshot.with_name("store.db")):
        name.write_bytes(random.Random(3).randbytes(50_000))
    report = saved(destroy(large, torn, [roots(large)["talent"]]), snapshot)
    assert missing(rows(large), rows(report.path)) == set()


def test_a_backup_of_another_workspace_brings_no_strangers(
    old: Path, torn: Path, tmp_path: Path
) -> None:
    opened = closing(workspace.create(tmp_path / "Other", "Ada"))
    with opened as other, other.edit("Add talent") as session:
        session.add(Talent(id="stranger", name="Stranger"))
    snapshot = back_up(other.path, tmp_path / "backups")
    found = roots(old)
    pages = [found["talent"], found["sqlite_autoindex_talent_1"]]
    report = saved(destroy(old, torn, pages), snapshot)
    assert "stranger" not in rows(report.path)["talent"]


def test_pictures_that_are_gone_are_named(old: Path, torn: Path) -> None:
    with closing(sqlite3.connect(old)) as raw:
        names = dict(raw.execute("SELECT sha256, name FROM asset"))
    report = saved(damage(old, torn, 30, 2))
    lost = rows(old)["asset_data"].keys() - rows(report.path)["asset_data"].keys()
    assert lost
    titles = {one.title for one in report.gone if one.table == "asset"}
    known = set(rows(report.path)["asset"].keys())
    assert titles == {names[str(digest)] for digest in lost} or len(known) < len(names)
    assert all(any(title in line for line in report.lines()) for title in titles)


def test_a_workspace_that_is_open_is_not_salvaged(large: Path, torn: Path, tmp_path: Path) -> None:
    shutil.copyfile(large, torn)
    with closing(workspace.open_workspace(torn, "Ada")), pytest.raises(Locked):
        finish(salvage(torn, tmp_path / "mine", None, "Ada"))


def test_a_newer_workspace_is_not_salvaged(large: Path, torn: Path, tmp_path: Path) -> None:
    content = bytearray(large.read_bytes())
    content[60:64] = (99).to_bytes(4)
    torn.write_bytes(content)
    with pytest.raises(Refused, match="newer"):
        finish(salvage(torn, tmp_path / "mine", None, "Ada"))


def test_nothing_is_overwritten_and_a_missing_file_is_said(torn: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        finish(salvage(torn, tmp_path / "mine", None, "Ada"))
    torn.write_bytes(b"x")
    (tmp_path / "mine.studio").write_bytes(b"precious")
    with pytest.raises(Refused, match="exists already"):
        finish(salvage(torn, tmp_path / "mine", None, "Ada"))
    assert (tmp_path / "mine.studio").read_bytes() == b"precious"


def test_a_salvage_that_is_cancelled_leaves_nothing(
    large: Path, torn: Path, tmp_path: Path
) -> None:
    damage(large, torn, 3, 1)
    for steps in range(1, 5):
        work = salvage(torn, tmp_path / "mine", None, "Ada")
        for _step in range(steps):
            assert isinstance(next(work), Progress)
        work.close()
        assert [entry.name for entry in tmp_path.iterdir()] == ["torn"]

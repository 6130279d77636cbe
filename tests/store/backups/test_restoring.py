"""Going back to a restore point gives a workspace that equals the one that was backed up."""

import errno
import os
import random
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from studio.kernel import clock
from studio.kernel.errors import Busy, NotSaved, Refused, Unreadable
from studio.kernel.progress import finish
from studio.store import workspace
from studio.store.backups import assets
from studio.store.backups import folder as folders
from studio.store.backups.backup import back_up
from studio.store.backups.points import Point, checked, last_backup, restore_points
from studio.store.backups.restore import Restored, restore
from studio.store.workspace import Store
from tests.conftest import MOMENT
from tests.store.backups.workspaces import add, add_picture, dump, flip, structure

MIDDLE = 0.6
"""Where in a snapshot file there are rows, not the first pages."""


def backed_up(store: Store, root: Path) -> Point:
    return finish(back_up(store.path, root, "timer"))


def restored(point: Point, target: Path) -> Restored:
    return finish(restore(point, target, "Ada"))


def test_the_restored_workspace_equals_the_source_at_that_step(
    store: Store, root: Path, tmp_path: Path
) -> None:
    point = backed_up(store, root)
    then = dump(store.path)
    add(store, "Later")
    add_picture(store)
    store.close()

    back = restored(point, tmp_path / "Back")

    assert (back.path, back.assets, back.missing) == (tmp_path / "Back.studio", 3, ())
    now = dump(back.path)
    barrier = now["history_step"][-1]
    meta: dict[str, str] = dict(now.pop("meta"))
    assert now == {k: v for k, v in then.items() if k != "meta"} | {
        "history_step": [*then["history_step"], barrier]
    }
    source: dict[str, str] = dict(then["meta"])
    assert meta.pop("restored_from") == point.document == source["document"]
    assert meta.pop("document") != source.pop("document")
    assert meta == source
    assert structure(back.path) == structure(store.path)


def test_it_opens_goes_on_and_is_not_undone_behind_the_restore(
    store: Store, root: Path, tmp_path: Path
) -> None:
    back = restored(backed_up(store, root), tmp_path / "Back")

    opened = workspace.open_workspace(back.path, "Zoe")
    labels = [opened.undo_label]
    add(opened, "After")
    labels.append(opened.undo_label)
    opened.undo()
    labels.append(opened.undo_label)
    assert labels == [None, "Add talent", None]
    steps = dump(back.path)["history_step"]
    opened.close()
    assert ("barrier", "Ada", "Restored from a backup") in [(s[3], s[5], s[6]) for s in steps]
    assert list(tmp_path.glob(".Back*")) == []


def test_search_finds_in_a_restored_workspace_at_once(
    store: Store, root: Path, tmp_path: Path
) -> None:
    add(store, "Ondine")
    back = restored(backed_up(store, root), tmp_path / "Back")

    with closing(sqlite3.connect(back.path)) as raw:
        found = raw.execute("SELECT count(*) FROM search WHERE search MATCH 'ondine'").fetchone()
        raw.execute("INSERT INTO search(search) VALUES('integrity-check')")
    assert found == (1,)


def test_only_its_owner_can_read_a_restored_workspace(
    store: Store, root: Path, tmp_path: Path
) -> None:
    back = restored(backed_up(store, root), tmp_path / "Back")

    assert back.path.stat().st_mode & 0o777 == 0o600
    assert back.path.stat().st_nlink == 1


def test_it_never_overwrites(store: Store, root: Path, tmp_path: Path) -> None:
    point = backed_up(store, root)
    there = tmp_path / "There.studio"
    there.write_text("mine")
    (tmp_path / "Link.studio").symlink_to("nowhere")
    for name in ("There", "Link"):
        with pytest.raises(Refused, match="exists already"):
            restored(point, tmp_path / name)
    work = restore(point, tmp_path / "Late", "Ada")
    next(work)
    (tmp_path / "Late.studio").write_text("quicker")
    with pytest.raises(Refused, match="exists already"):
        finish(work)

    assert there.read_text() == "mine"
    assert (tmp_path / "Late.studio").read_text() == "quicker"
    assert list(tmp_path.glob(".*")) == []


def test_a_disk_without_links_is_restored_to_and_never_overwritten_either(
    store: Store, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    point = backed_up(store, root)
    assert restored(point, tmp_path / "Back").path.exists()
    work = restore(point, tmp_path / "Late", "Ada")
    next(work)
    (tmp_path / "Late.studio").write_text("quicker")

    with pytest.raises(Refused, match="exists already"):
        finish(work)
    assert (tmp_path / "Late.studio").read_text() == "quicker"


def test_a_cancelled_restore_leaves_nothing(store: Store, root: Path, tmp_path: Path) -> None:
    point = backed_up(store, root)
    steps = len(list(restore(point, tmp_path / "Whole", "Ada")))
    assert steps > 4
    for stop in range(1, steps + 1):
        work = restore(point, tmp_path / "Back", "Ada")
        for _step in range(stop):
            next(work)
        work.close()
    assert (tmp_path / "Whole.studio").exists()
    assert [path.name for path in tmp_path.iterdir() if "Back." in path.name] == []


def test_what_is_missing_is_told_and_the_rest_comes_back(
    store: Store, root: Path, tmp_path: Path
) -> None:
    digest = add_picture(store)
    other = add_picture(store)
    point = backed_up(store, root)
    with closing(sqlite3.connect(point.path.parent / "store.db")) as raw, raw:
        raw.execute("DELETE FROM asset WHERE sha256 = ?", (digest,))
        raw.execute("UPDATE piece SET data = x'00' WHERE sha256 = ?", (other,))

    back = restored(point, tmp_path / "Back")

    assert set(back.missing) == {digest, other}
    assert back.assets == 3
    assert len(dump(back.path)["asset"]) == 5
    workspace.open_workspace(back.path, "Ada").close()


def test_without_the_store_of_pictures_the_rows_come_back(
    store: Store, root: Path, tmp_path: Path
) -> None:
    point = backed_up(store, root)
    (point.path.parent / "store.db").unlink()
    [found] = restore_points(root)
    assert (found.verified, found.damaged) == (False, False)

    back = restored(found, tmp_path / "Back")

    assert (back.assets, len(back.missing)) == (0, 3)
    assert dump(back.path)["talent"] == dump(store.path)["talent"]


def test_a_picture_that_was_damaged_in_the_workspace_comes_back_from_an_older_backup(
    store: Store, root: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    digest = add_picture(store)
    backed_up(store, root)
    lost = add_picture(store)
    with store.maintenance("Damage") as raw:
        for each in (digest, lost):
            raw.execute("UPDATE asset_data SET data = x'00' WHERE sha256 = ?", (each,))
    with caplog.at_level("WARNING"):
        point = backed_up(store, root)
    assert f"asset {lost} is damaged in the workspace" in caplog.text

    back = restored(point, tmp_path / "Back")

    assert point.verified
    assert back.missing == (lost,)
    assert digest in {row[0] for row in dump(back.path)["asset_data"]}


@pytest.mark.parametrize("harm", ["flipped", "cut short", "empty", "no database", "a folder"])
def test_a_damaged_newest_is_marked_and_the_older_is_offered(
    store: Store, root: Path, tmp_path: Path, harm: str
) -> None:
    older = backed_up(store, root)
    add(store, "Later")
    clock.freeze(MOMENT + timedelta(hours=1))
    newest = backed_up(store, root)
    spoil(newest.path, harm)

    points = restore_points(root)

    assert [(p.seq, p.verified, p.damaged) for p in points] == [(2, False, True), (1, True, False)]
    if harm != "flipped":  # of which reading a few pages says nothing
        assert last_backup(root, older.document) == older
    with pytest.raises(Unreadable, match=r"snap-000002.* is damaged. Choose an earlier one"):
        restored(points[0], tmp_path / "Back")
    assert restored(points[1], tmp_path / "Back").missing == ()


def spoil(path: Path, harm: str) -> None:
    if harm == "flipped":
        flip(path, MIDDLE)
    elif harm == "cut short":
        os.truncate(path, path.stat().st_size // 2)
    elif harm == "a folder":
        path.unlink()
        path.mkdir()
    else:
        path.write_bytes(b"" if harm == "empty" else b"no database" * 1000)


def test_damage_anywhere_in_an_old_snapshot_is_found_by_reading_it_whole(
    store: Store, root: Path
) -> None:
    chance = random.Random(5)
    points = []
    for turn in range(6):
        clock.freeze(MOMENT + timedelta(hours=turn))
        points.append(backed_up(store, root))
    for point in points[:5]:
        flip(point.path, chance.random() * 0.99)

    found = finish(checked(restore_points(root)))

    assert [(p.seq, p.damaged) for p in found] == [(6, False)] + [
        (n, True) for n in (5, 4, 3, 2, 1)
    ]


def test_restore_points_of_all_documents_are_listed_with_no_workspace_open(
    store: Store, root: Path, tmp_path: Path
) -> None:
    assert restore_points(root) == []
    backed_up(store, root)
    store.close()
    clock.freeze(MOMENT + timedelta(hours=1))
    other = workspace.create(tmp_path / "Other", "Bob")
    backed_up(other, root)
    other.close()
    (root / "notes.txt").write_text("not ours")
    (root / ("f" * 32)).mkdir()

    assert [(point.name, point.verified) for point in restore_points(root)] == [
        ("Other", True),
        ("Agency", True),
    ]


def test_a_backup_on_a_medium_that_cannot_be_written_is_restored(
    store: Store, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backed_up(store, root)

    def refuse(*_arguments: object) -> None:
        raise NotSaved("The disk cannot be written.")

    monkeypatch.setattr(folders, "Lock", refuse)

    assert restored(restore_points(root)[0], tmp_path / "Back").missing == ()


def test_nobody_thins_the_backups_while_one_is_restored(
    store: Store, root: Path, tmp_path: Path
) -> None:
    point = backed_up(store, root)
    work = restore(point, tmp_path / "Back", "Ada")
    next(work)
    next(work)

    with pytest.raises(Busy, match="in use"):
        backed_up(store, root)
    finish(work)
    assert backed_up(store, root).seq == 2


def test_a_point_that_has_gone_says_so(store: Store, root: Path, tmp_path: Path) -> None:
    point = backed_up(store, root)
    shutil.rmtree(root)

    with pytest.raises(Unreadable, match="Choose an earlier one"):
        restored(point, tmp_path / "Back")


def test_a_snapshot_of_an_older_schema_is_left_to_the_upgrade(
    store: Store, root: Path, tmp_path: Path
) -> None:
    with store.maintenance("Age") as raw:
        raw.execute("PRAGMA user_version=0")
    point = backed_up(store, root)
    back = restored(replace(point), tmp_path / "Back")

    assert point.schema == 0
    with closing(sqlite3.connect(back.path)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (0,)
        assert raw.execute("SELECT count(*) FROM talent").fetchone() == (1,)
    assert len(dump(back.path)["history_step"]) == len(dump(store.path)["history_step"])


def test_a_store_of_pictures_left_in_mid_write_is_read_all_the_same(
    store: Store, root: Path, tmp_path: Path
) -> None:
    point = backed_up(store, root)
    path = point.path.parent / "store.db"
    torn = tmp_path / "torn"
    torn.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA cache_size=1")
        raw.execute("BEGIN")
        raw.execute("UPDATE piece SET data = zeroblob(length(data))")
        raw.execute("INSERT INTO piece VALUES('x', 0, zeroblob(2000000))")
        for name in ("store.db", "store.db-journal"):
            shutil.copy(path.with_name(name), torn / name)
        raw.execute("ROLLBACK")
    for name in ("store.db", "store.db-journal"):
        shutil.copy(torn / name, path.with_name(name))
    assert (torn / "store.db-journal").stat().st_size > 0

    with assets.reading(path.parent) as looked:
        assert looked is not None
        assert looked.execute("SELECT count(*) FROM piece").fetchone() == (3,)
    assert restored(point, tmp_path / "Back").missing == ()

"""Erasing a person reaches into every snapshot and into the store of pictures."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from studio.kernel import clock
from studio.kernel.errors import Busy
from studio.kernel.progress import finish
from studio.store import workspace
from studio.store.backups import assets
from studio.store.backups.backup import back_up
from studio.store.backups.points import Point, checked, restore_points
from studio.store.backups.restore import restore
from studio.store.backups.rewrite import Rewritten, purge, rewrite
from studio.store.workspace import Store
from tests.conftest import MOMENT
from tests.store.backups.workspaces import add, add_picture, dump, rename

NAME = "Philippa Featherstonehaugh"


def backed_up(store: Store, root: Path) -> Point:
    return finish(back_up(store.path, root, "timer"))


def several(store: Store, root: Path) -> list[Point]:
    """Backups before, with and after the person, in rows and in history."""
    points = [backed_up(store, root)]
    talent = add(store, NAME)
    clock.freeze(MOMENT + timedelta(hours=1))
    points.append(backed_up(store, root))
    rename(store, talent, "Somebody")
    clock.freeze(MOMENT + timedelta(hours=2))
    points.append(backed_up(store, root))
    return points


def erase(raw: sqlite3.Connection) -> None:
    raw.execute("UPDATE talent SET name = 'Erased' WHERE name = ?", (NAME,))
    for column in ("before", "after"):
        raw.execute(f"UPDATE history_row SET {column} = replace({column}, ?, 'Erased')", (NAME,))


def files_with(folder: Path, word: bytes) -> list[str]:
    return [p.name for p in folder.rglob("*") if p.is_file() and word in p.read_bytes()]


def test_no_byte_of_a_name_is_left_in_any_snapshot(
    store: Store, root: Path, tmp_path: Path
) -> None:
    points = several(store, root)
    assert len(files_with(root, NAME.encode())) == 2

    done = finish(rewrite(root, store.document, erase))

    assert done == Rewritten(3, ())
    assert files_with(root, NAME.encode()) == []
    with assets.reading(points[0].path.parent) as raw:
        assert len(assets.ledger(raw)) == 3
    found = finish(checked(restore_points(root)))
    assert [(p.seq, p.verified, p.damaged) for p in found] == [(n, True, False) for n in (3, 2, 1)]
    assert [p.at_ms for p in found] == [p.at_ms for p in reversed(points)]
    back = finish(restore(found[1], tmp_path / "Back", "Ada"))
    workspace.open_workspace(back.path, "Ada").close()
    assert {row[2] for row in dump(back.path)["talent"]} == {"Mia", "Erased"}


def test_bytes_of_pictures_are_purged_from_snapshots_and_store(
    store: Store, root: Path, tmp_path: Path
) -> None:
    secret = b"a face that must go " * 5000
    digest = add_picture(store, secret)
    point = backed_up(store, root)
    assert files_with(root, secret[:200]) == ["store.db"]

    def forget(raw: sqlite3.Connection) -> None:
        raw.execute("DELETE FROM asset WHERE sha256 = ?", (digest,))
        raw.execute("DELETE FROM history_row WHERE instr(after, ?)", (digest,))

    finish(rewrite(root, store.document, forget, forget=[digest]))
    size = (point.path.parent / "store.db").stat().st_size
    finish(purge(root, store.document, [digest]))

    assert (point.path.parent / "store.db").stat().st_size < size - 80_000
    assert files_with(root, secret[:40]) == []
    assert files_with(root, digest.encode()) == []
    [point] = restore_points(root)
    back = finish(restore(point, tmp_path / "Back", "Ada"))
    assert (back.assets, back.missing) == (3, ())


def test_a_change_that_fails_leaves_every_snapshot_as_it_was(store: Store, root: Path) -> None:
    several(store, root)
    before = {p.name: p.read_bytes() for p in root.rglob("snap-*")}
    seen: list[str] = []

    def fail(raw: sqlite3.Connection) -> None:
        raw.execute("DELETE FROM talent")
        seen.append("tried")
        raise RuntimeError("a bug")

    with pytest.raises(RuntimeError):
        finish(rewrite(root, store.document, fail))

    assert seen == ["tried"]
    assert {p.name: p.read_bytes() for p in root.rglob("snap-*")} == before
    assert not list(root.rglob(".*"))


def test_a_rewriting_that_is_cancelled_can_be_run_again(store: Store, root: Path) -> None:
    several(store, root)
    work = rewrite(root, store.document, erase)
    next(work)
    next(work)
    work.close()

    assert all(point.verified for point in finish(checked(restore_points(root))))
    assert finish(rewrite(root, store.document, erase)) == Rewritten(3, ())
    assert files_with(root, NAME.encode()) == []


def test_a_snapshot_too_damaged_to_be_changed_goes(store: Store, root: Path) -> None:
    points = several(store, root)
    torn = points[1].path
    torn.write_bytes(torn.read_bytes()[:1000] + NAME.encode())

    done = finish(rewrite(root, store.document, erase))

    assert done == Rewritten(2, (torn.name,))
    assert files_with(root, NAME.encode()) == []


def test_what_a_killed_backup_left_half_written_goes_too(store: Store, root: Path) -> None:
    point = backed_up(store, root)
    part = point.path.with_name(f".{point.path.name}.0a1b2c3d.part")
    for left in (part, part.with_name(part.name + "-journal")):
        left.write_bytes(NAME.encode())

    finish(rewrite(root, store.document, erase))

    assert files_with(root, NAME.encode()) == []


def test_nothing_is_rewritten_while_a_backup_runs(store: Store, root: Path) -> None:
    backed_up(store, root)
    work = back_up(store.path, root, "timer")
    next(work)

    with pytest.raises(Busy, match="in use"):
        finish(rewrite(root, store.document, erase))
    with pytest.raises(Busy, match="in use"):
        finish(purge(root, store.document, []))
    work.close()
    assert finish(rewrite(root, store.document, erase)).changed == 1


def test_a_document_without_backups_has_nothing_to_rewrite(root: Path) -> None:
    assert finish(rewrite(root, "0" * 32, erase)) == Rewritten(0, ())
    finish(purge(root, "0" * 32, ["a"]))
    assert not root.exists()

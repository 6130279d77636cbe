"""A backup that is killed, finds no room, or bad sectors: nothing false counts, no edit fails."""

import json
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from studio.kernel.errors import Busy, NoSpace, NotSaved, Unreadable
from studio.kernel.progress import finish
from studio.store.backups import assets, snapshot_file
from studio.store.backups import folder as folders
from studio.store.backups.backup import back_up
from studio.store.backups.points import Point, checked, last_backup, restore_points
from studio.store.backups.restore import restore
from studio.store.lock import Lock
from studio.store.workspace import Store
from tests.store.backups.workspaces import add, add_picture, dump

KILLS = 300 if os.environ.get("HYPOTHESIS_PROFILE") == "deep" else 12

KILLED = """
import os, random, signal, sys, time
from pathlib import Path
from studio.kernel.progress import finish
from studio.store import workspace
from studio.store.backups.backup import back_up
from studio.personas.ops import add_talent
from tests.store.backups.test_backup_troubles import add_picture, what_is_wrong

path, root, kills = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
chance = random.Random(11)

def work(told):
    store = workspace.open_workspace(path, "Ada")
    os.write(told, b"!")
    while True:
        add_talent(store, "Talent", kind="persona")
        add_picture(store)
        finish(back_up(path, root, "timer"))

for _kill in range(kills):
    hears, told = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work(told)
        finally:
            os._exit(9)
    os.close(told)
    assert os.read(hears, 1) == b"!"
    os.close(hears)
    time.sleep(chance.uniform(0.0, 0.3))
    os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status), status
    wrong = what_is_wrong(root)
    assert not wrong, wrong
print(len(list(root.rglob("snap-*"))))
"""


def what_is_wrong(root: Path) -> list[str]:
    """What a verified snapshot lacks of what it promises; said of whichever it is."""
    wrong = []
    for point in finish(checked(restore_points(root))):
        if not point.verified:
            wrong.append(f"{point.path.name} does not count")
            continue
        snapshot_file.check(point.path, snapshot_file.read_facts(point.path).rows)
        with assets.reading(point.path.parent) as store:
            assert store is not None
            for digest, wanted in snapshot_file.read_assets(point.path).items():
                if wanted and assets.get(store, digest) is None:
                    wrong.append(f"{point.path.name} lacks {digest}")
    return wrong


def backed_up(store: Store, root: Path) -> Point:
    return finish(back_up(store.path, root, "timer"))


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """Let the system refuse to let any file of this process grow past so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_a_backup_killed_at_any_moment_leaves_only_snapshots_that_are_whole(
    store: Store, root: Path
) -> None:
    store.close()
    command = [sys.executable, "-c", KILLED, str(store.path), str(root), str(KILLS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 1
    point = backed_up(store, root)
    assert dump(point.path) == {**dump(store.path), "asset_data": []}
    assert not list(root.rglob(".*"))


def test_without_room_it_stops_and_says_so_and_editing_goes_on(store: Store, root: Path) -> None:
    backed_up(store, root)
    talent = add(store, "Zoe")

    with pytest.raises(NoSpace, match=r"Backups are paused.*Your work itself is saved"):
        finish(back_up(store.path, root, "timer", floor=10**18))

    assert len(restore_points(root)) == 1
    assert talent in {row[0] for row in dump(store.path)["talent"]}
    add(store, "Still working")
    assert backed_up(store, root).seq == 2


def test_files_that_cannot_grow_leave_nothing_that_counts(store: Store, root: Path) -> None:
    backed_up(store, root / "whole")
    largest = max(p.stat().st_size for p in (root / "whole").rglob("*") if p.is_file())
    failures: list[str] = []
    for size in range(16_384, largest, 65_536):
        add(store, f"Talent {size}")
        try:
            with files_no_larger_than(size):
                backed_up(store, root)
        except NotSaved as error:
            failures.append(str(error))
    parts = [p.name for p in root.rglob(".*")]

    assert len(failures) > 5
    assert {words.partition(":")[0] for words in failures} == {"No backup was made"}
    assert all(words.endswith("Your work itself is saved.") for words in failures)
    assert parts == []
    assert what_is_wrong(root) == []
    assert restore_points(root) == []
    assert backed_up(store, root).verified


def test_a_full_disk_under_the_pictures_is_told_as_such(
    store: Store, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "_SETTINGS", (*assets._SETTINGS, "max_page_count=8"))

    with pytest.raises(NoSpace, match=r"No backup was made: the disk of .* is full"):
        backed_up(store, root)

    assert restore_points(root) == []
    monkeypatch.undo()
    assert backed_up(store, root).seq == 1
    assert what_is_wrong(root) == []


def test_a_restore_without_room_leaves_nothing(store: Store, root: Path, place: Path) -> None:
    add_picture(store, b"large" * 400_000)
    point = backed_up(store, root)
    for size in range(0, 2_000_000, 250_000):
        with files_no_larger_than(size), pytest.raises(NotSaved):
            finish(restore(point, place / "Back", "Ada"))
    assert [p.name for p in place.iterdir() if "Back." in p.name] == []
    assert finish(restore(point, place / "Back", "Ada")).missing == ()


def test_a_folder_that_cannot_be_made_is_told(store: Store, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("a file")

    with pytest.raises(NotSaved, match=r"No backup was made: .* cannot be read or written"):
        backed_up(store, tmp_path / "backups")


def test_a_workspace_that_has_gone_is_told(store: Store, root: Path, tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match="No backup was made"):
        finish(back_up(tmp_path / "Gone.studio", root, "timer"))
    assert not root.exists()


def test_a_snapshot_does_not_count_whose_pictures_have_gone_meanwhile(
    store: Store, root: Path
) -> None:
    work = back_up(store.path, root, "timer")
    with pytest.raises(Busy, match="will be tried again"):  # noqa: PT012 - each step may
        for progress in work:
            if progress.doing == "Checking the backup…":
                with closing(sqlite3.connect(next(root.rglob("store.db")))) as raw, raw:
                    raw.execute("DELETE FROM asset WHERE rowid = 2")

    assert restore_points(root) == []
    assert backed_up(store, root).seq == 1
    assert what_is_wrong(root) == []


def test_two_backups_at_once_do_not_meet(store: Store, root: Path) -> None:
    first = back_up(store.path, root, "timer")
    next(first)
    with pytest.raises(Busy, match="in use"):
        backed_up(store, root)
    point = finish(first)

    assert restore_points(root) == [point]


def test_the_lock_of_a_backup_that_died_does_not_keep_others_out(store: Store, root: Path) -> None:
    folder = folders.make_folder(root, store.document)
    lock = Lock(folder / folders.STORE)
    held = folder / "store.db-lock"
    told = json.loads(held.read_text())
    lock.release()
    held.write_text(json.dumps({**told, "pid": 2**30}))

    assert backed_up(store, root).verified


def test_one_bad_picture_keeps_nothing_else_from_its_backup(
    store: Store, root: Path, place: Path, caplog: pytest.LogCaptureFixture
) -> None:
    digest = add_picture(store, b"0123456789abcdef" * 100_000)
    with closing(sqlite3.connect(store.path)) as raw:
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
    store.close()
    with store.path.open("rb+") as file:  # pages of the picture now lead nowhere
        file.seek((pages - 40) * 16_384)
        file.write(b"\xff" * 16_384)
    with caplog.at_level("WARNING"):
        point = backed_up(store, root)

    back = finish(restore(point, place / "Back", "Ada"))
    assert back.missing == (digest,)
    assert back.assets == 3


@pytest.mark.parametrize("page", range(1, 12))
def test_damage_to_the_store_of_pictures_heals(
    store: Store, root: Path, page: int, caplog: pytest.LogCaptureFixture
) -> None:
    path = backed_up(store, root).path.parent / "store.db"
    assert path.stat().st_size >= 11 * 16_384
    with path.open("rb+") as file:
        file.seek((page - 1) * 16_384)
        file.write(b"\xa5" * 16_384)

    with caplog.at_level("WARNING"):
        healed = any(is_whole_after_a_backup(store, root) for _turn in range(40))

    assert healed  # each looks at some of the pictures
    assert [p.name for p in path.parent.glob("store-damaged*")] == []


def is_whole_after_a_backup(store: Store, root: Path) -> bool:
    try:
        point = backed_up(store, root)
    except Unreadable:  # the store has been put aside; the next backup makes a new one
        return False
    with assets.reading(point.path.parent) as raw:
        assert raw is not None
        found = [assets.get(raw, digest) for digest in snapshot_file.read_assets(point.path)]
        try:
            sound = raw.execute("PRAGMA quick_check").fetchone() == ("ok",)
        except sqlite3.DatabaseError:
            return False
    return sound and None not in found and finish(checked([point]))[0].verified


def test_a_lost_ledger_loses_no_snapshot(store: Store, root: Path) -> None:
    first = backed_up(store, root)
    (first.path.parent / "store.db").unlink()
    point = [backed_up(store, root) for _turn in range(6)][-1]

    assert {p.seq: p.verified for p in restore_points(root)} == {
        1: False,
        **dict.fromkeys(range(2, 8), True),
    }
    assert last_backup(root, point.document) == point

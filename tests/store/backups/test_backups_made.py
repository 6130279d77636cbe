"""A backup is all rows as of one moment, while editing goes on; it counts once it is verified."""

import random
import sqlite3
import stat
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from studio.kernel import clock, paths
from studio.kernel.progress import Work, finish
from studio.store import history, workspace
from studio.store.backups import assets, snapshot
from studio.store.backups import folder as folders
from studio.store.backups.backup import back_up
from studio.store.backups.points import (
    Point,
    has_moved,
    is_due,
    last_backup,
    points_in,
    read_mark,
    restore_points,
)
from studio.store.backups.restore import restore
from studio.store.backups.retention import LAST
from studio.store.schema import metadata
from studio.store.workspace import Store
from tests.conftest import MOMENT
from tests.store.backups.workspaces import (
    Dump,
    add,
    add_picture,
    dump,
    flip,
    rename,
    structure,
)

NO_BYTES = frozenset({"asset_data"})


def backed_up(store: Store, root: Path, reason: str = "timer") -> Point:
    return finish(back_up(store.path, root, reason))


def test_a_snapshot_has_every_row_of_every_table_but_the_bytes(store: Store, root: Path) -> None:
    point = backed_up(store, root)

    found = dump(point.path)
    assert found == {**dump(store.path), "asset_data": []}
    assert set(metadata().tables) <= set(found)
    assert len(found["history_row"]) > 3
    assert structure(point.path) == structure(store.path)


def test_the_point_tells_of_what_and_when_and_why(store: Store, root: Path) -> None:
    point = backed_up(store, root, "upgrade")

    rows = sum(map(len, dump(store.path, NO_BYTES).values()))
    assert (point.name, point.reason, point.rows) == ("Agency", "upgrade", rows)
    assert (point.at_ms, point.seq, point.verified) == (clock.now_ms(), 1, True)
    assert point.path.name == "snap-000001-20310504T093000Z.db"
    assert point.size == point.path.stat().st_size
    assert restore_points(root) == [point]


def test_only_the_owner_can_read_the_backups(store: Store, root: Path) -> None:
    point = backed_up(store, root)

    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in [root, *root.rglob("*")]}
    assert modes.pop("backups") == modes.pop(point.document) == 0o700
    assert modes == {"store.db": 0o600, point.path.name: 0o600}


def test_the_usual_place_is_the_owner_s_alone(tmp_path: Path) -> None:
    assert paths.backups() == tmp_path.with_name(f"{tmp_path.name}-home") / "backups"
    assert stat.S_IMODE(paths.backups().stat().st_mode) == 0o700


def test_equal_bytes_are_kept_once_for_all_snapshots(store: Store, root: Path) -> None:
    point = backed_up(store, root)
    before = kept_assets(point)
    new_one = add_picture(store)
    backed_up(store, root)

    assert len(before) == 3
    assert kept_assets(point) == before | {new_one}


def kept_assets(point: Point) -> frozenset[str]:
    with assets.reading(point.path.parent) as raw:
        assert raw is not None
        return assets.hashes(raw)


def test_an_asset_of_many_pieces_comes_back_byte_by_byte(store: Store, root: Path) -> None:
    data = random.Random(7).randbytes(19 * 1024 * 1024 + 5)
    digest = add_picture(store, data)

    point = backed_up(store, root)

    with assets.reading(point.path.parent) as raw:
        assert raw is not None
        assert (
            raw.execute("SELECT count(*) FROM piece WHERE sha256 = ?", (digest,)).fetchone()[0] > 1
        )
        assert assets.get(raw, digest) == data


def test_an_empty_asset_is_an_asset(store: Store, root: Path) -> None:
    with store.edit("Add nothing") as session:
        from studio.store import blobs

        digest = blobs.put(session, b"")

    with assets.reading(backed_up(store, root).path.parent) as raw:
        assert raw is not None
        assert assets.get(raw, digest) == b""


class Editing:
    """Edits of every kind by chance, and what the file holds after each."""

    def __init__(self, store: Store, chance: random.Random) -> None:
        self.store, self.chance = store, chance
        self.talents = [add(store, f"Talent {n}") for n in range(10)]
        # Several where history was folded between two edits.
        self.moments: dict[tuple[int, str], list[Dump]] = {}
        self.note()

    def note(self) -> None:
        mark = read_mark(self.store.path)
        self.moments.setdefault((mark.step, mark.edit), []).append(dump(self.store.path))

    def edit(self) -> None:
        store, chance = self.store, self.chance
        kinds = ("type", "type", "back", "add", "undo", "redo", "picture", "barrier", "fold")
        kind = chance.choice(kinds)
        if kind in ("type", "back"):
            words = "Talent 0" if kind == "back" else f"typed {chance.random()}"
            rename(store, self.talents[0], words, merge_key="rename:talent:0")
        elif kind == "undo" and store.undo_label:
            store.undo()
        elif kind == "redo" and store.redo_label:
            store.redo()
        elif kind == "picture":
            add_picture(store, chance.randbytes(2000))
        elif kind == "barrier" and chance.random() < 0.3:
            with store.maintenance("Rewrite") as raw:
                raw.execute("UPDATE history_row SET after = replace(after, 'Talent', 'Person')")
        elif kind == "fold" and chance.random() < 0.5:
            store.history.fold()
        else:
            add(store, f"Added {chance.random()}")
        self.note()

    def during(self, work: Work[Point]) -> Work[Point]:
        """Do the work, with some edits before each of its parts."""
        while True:
            for _edit in range(self.chance.randrange(3)):
                self.edit()
            try:
                yield next(work)
            except StopIteration as end:
                point: Point = end.value
                return point


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_edited_meanwhile_a_snapshot_is_of_one_moment(
    store: Store, root: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "_AT_ONCE", 3)
    monkeypatch.setattr(history, "LEAST_STEPS", 2)
    monkeypatch.setattr(history, "MOST_STEPS", 8)
    editing = Editing(store, random.Random(seed))

    point = finish(editing.during(back_up(store.path, root, "timer")))

    assert len(editing.moments) > 5
    found = dump(point.path)
    moments = editing.moments[point.step, point.edit]
    fitting = [moment for moment in moments if {**moment, "asset_data": []} == found]
    assert fitting
    back = finish(restore(point, store.path.with_name("Back"), "Ada"))
    assert back.missing == ()
    assert dump(back.path)["asset_data"] == fitting[0]["asset_data"]


def test_typing_that_goes_on_during_a_backup_is_in_it_as_far_as_it_was_then(
    store: Store, root: Path
) -> None:
    talent = add(store, "Zoe")
    backed_up(store, root)
    steps = len(list(back_up(store.path, root, "timer")))
    for stop in range(1, steps + 1):
        rename(store, talent, f"before {stop}", merge_key="name")
        work = back_up(store.path, root, "timer")
        for _step in range(stop):
            next(work)
        then = dump(store.path)
        rename(store, talent, f"during {stop}", merge_key="name")
        now = dump(store.path)
        point = finish(work)

        assert dump(point.path) in ({**then, "asset_data": []}, {**now, "asset_data": []})
        store.close_step()


def test_a_thread_that_edits_without_pause_gets_its_backup(store: Store, root: Path) -> None:
    talent = add(store, "Talent")
    over = threading.Event()
    seen: list[object] = []

    def run() -> None:
        seen.extend(backed_up(store, root) for _turn in range(3))
        over.set()

    thread = threading.Thread(target=run)
    thread.start()
    edits = 0
    while not over.is_set() and edits < 5000:
        rename(store, talent, f"Name {edits}")
        edits += 1
    thread.join()

    assert len(seen) == 3
    assert edits > 3
    assert [point.verified for point in restore_points(root)] == [True] * 3


def test_a_cancelled_backup_leaves_nothing_that_counts_and_nothing_half(
    store: Store, root: Path
) -> None:
    steps = len(list(back_up(store.path, root / "whole", "timer")))
    assert steps > 6
    for stop in range(1, steps + 1):
        work = back_up(store.path, root / str(stop), "timer")
        for _step in range(stop):
            next(work)
        work.close()

        folder = folders.folders(root / str(stop))[0]
        assert restore_points(root / str(stop)) == []
        assert [path.name for path in folder.iterdir()] == ["store.db"]
        assert backed_up(store, root / str(stop)).seq == 1


def test_a_workspace_that_is_not_open_is_backed_up_too(store: Store, root: Path) -> None:
    store.close()

    assert backed_up(store, root).verified


def test_a_backup_writes_nothing_to_the_workspace(store: Store, root: Path) -> None:
    before = dump(store.path), store.path.stat().st_mtime_ns
    backed_up(store, root)

    assert (dump(store.path), store.path.stat().st_mtime_ns) == before


def test_a_backup_is_due_when_something_moved_and_ten_minutes_passed(
    store: Store, root: Path
) -> None:
    def due() -> bool:
        mark = read_mark(store.path)
        return is_due(last_backup(root, mark.document), mark)

    assert due()
    point = backed_up(store, root)
    clock.freeze(MOMENT + timedelta(hours=2))
    assert not due()
    clock.freeze(MOMENT)
    add(store, "Zoe")
    assert not due()
    assert has_moved(point, read_mark(store.path))
    clock.freeze(MOMENT + timedelta(minutes=10))
    assert due()
    clock.freeze(MOMENT - timedelta(days=4000))
    assert due()


def test_typing_that_grows_the_same_step_counts_as_moved(store: Store, root: Path) -> None:
    talent = add(store, "Zoe")
    rename(store, talent, "Zo", merge_key="name")
    point = backed_up(store, root)
    assert not has_moved(point, read_mark(store.path))
    rename(store, talent, "Z", merge_key="name")

    mark = read_mark(store.path)
    assert mark.step == point.step
    assert has_moved(point, mark)


def test_old_snapshots_go_and_the_newest_stay(store: Store, root: Path) -> None:
    for turn in range(20):
        clock.freeze(MOMENT + timedelta(seconds=turn))
        backed_up(store, root)

    assert [point.seq for point in restore_points(root)] == list(range(20, 8, -1))


def test_no_old_snapshot_goes_for_one_that_has_been_damaged_since(store: Store, root: Path) -> None:
    points = [backed_up(store, root) for _turn in range(LAST)]
    flip(points[-1].path, 0.6)

    backed_up(store, root)

    assert [point.seq for point in points_in(points[0].path.parent)] == list(range(LAST + 1, 0, -1))


def test_backups_dated_by_a_mad_clock_are_in_the_order_they_were_made(
    store: Store, root: Path
) -> None:
    chance = random.Random(3)
    for turn in range(1, 31):
        clock.freeze(MOMENT + timedelta(days=chance.randint(-12_000, 900_000)))
        point = backed_up(store, root)
        assert point.seq == turn
        assert last_backup(root, point.document) == point

    assert [p.seq for p in restore_points(root)][:12] == list(range(30, 18, -1))


def test_bytes_stay_while_any_snapshot_or_its_history_names_them(store: Store, root: Path) -> None:
    from sqlalchemy import text

    digest = add_picture(store)
    first = backed_up(store, root)
    with store.edit("Remove picture") as session:
        session.connection().execute(text(f"DELETE FROM asset WHERE sha256 = '{digest}'"))
    with store.maintenance("Compact") as raw:
        raw.execute("DELETE FROM asset_data WHERE sha256 = ?", (digest,))
    last = [backed_up(store, root) for _turn in range(LAST)][-1]
    assert not first.path.exists()
    assert digest in kept_assets(last)  # history still names it

    with store.maintenance("Fold") as raw:
        raw.execute("DELETE FROM history_row WHERE before LIKE '%' || ? || '%'", (digest,))
        raw.execute("DELETE FROM history_row WHERE after LIKE '%' || ? || '%'", (digest,))
    for _turn in range(LAST):
        assert digest in kept_assets(last)
        last = backed_up(store, root)
    assert digest not in kept_assets(last)
    assert len(kept_assets(last)) == 3


def test_no_bytes_go_while_a_snapshot_cannot_tell_what_it_names(store: Store, root: Path) -> None:
    first = backed_up(store, root)
    first.path.write_bytes(b"torn")
    with store.maintenance("Compact") as raw:
        raw.execute("DELETE FROM asset")
        raw.execute("DELETE FROM asset_data")
        raw.execute("DELETE FROM history_row")
    last = [backed_up(store, root) for _turn in range(2)][-1]
    assert first.path.exists()
    assert len(kept_assets(last)) == 3

    last = backed_up(store, root)  # the third that is verified: the torn one is let go
    assert not first.path.exists()
    assert kept_assets(last) == frozenset()


def test_each_document_has_its_own_folder_whatever_it_calls_itself(
    store: Store, root: Path
) -> None:
    with store.maintenance("Attack") as raw:
        raw.execute("UPDATE meta SET value = '../../outside' WHERE key = 'document'")

    point = backed_up(store, root)

    assert point.path.parent.parent == root
    assert last_backup(root, "../../outside") == point
    assert points_in(point.path.parent) == [point]


def test_the_store_of_pictures_leaves_no_journal(store: Store, root: Path) -> None:
    point = backed_up(store, root)

    assert sorted(p.suffix for p in point.path.parent.iterdir()) == [".db", ".db"]
    with closing(sqlite3.connect(point.path.parent / "store.db")) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_workspace_opened_again_goes_on_with_the_same_backups(store: Store, root: Path) -> None:
    first = backed_up(store, root)
    store.close()
    again = workspace.open_workspace(store.path, "Ada")
    second = backed_up(again, root)
    again.close()

    assert (first.document, second.seq) == (second.document, 2)

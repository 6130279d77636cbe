"""Whole workspaces copied, compacted, moved and renamed."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from studio.assets.model import Asset
from studio.kernel.errors import Busy, NotSaved
from studio.kernel.progress import finish
from studio.store import blobs, copies, workspace
from studio.store.guard.known import is_ours
from studio.store.workspace import Store
from tests.store.rows import add, dump, left_in, names, names_in
from tests.store.test_pen import elsewhere
from tests.store.wholes import (
    PICTURE,
    Act,
    asset_of,
    compact,
    content,
    facts,
    hashes,
    make,
    on_another_disk,
    picture,
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = make(tmp_path / "here")
    yield opened
    opened.close()


@pytest.fixture
def closed(store: Store) -> Path:
    """The same, closed."""
    store.close()
    return store.path


@pytest.fixture
def other_disk(closed: Path) -> Iterator[Path]:
    with on_another_disk(closed) as folder:
        yield folder


def test_a_copy_is_a_workspace_of_its_own_with_all_that_is_saved(
    store: Store, tmp_path: Path
) -> None:
    rows, steps = dump(store), (store.undo_label, store.redo_label)
    path = finish(copies.save_copy(store, tmp_path / "Copy"))
    assert path == tmp_path / "Copy.studio"
    add(store, "after")
    copy = workspace.open_workspace(path, "Ben")
    assert dump(copy) == rows
    assert (copy.undo_label, copy.redo_label) == steps
    with copy.read() as session:
        assert blobs.get(session, min(hashes(path))) == content(1)
    copy.redo()
    for _ in range(5):
        copy.undo()
    assert names(copy) == []
    copy.close()
    assert names(store) == ["Maya", "Noa", "Zoë", "after"]
    assert left_in(store.path.parent) == {p.name for p in store.path.parent.glob("Agency.studio*")}


def test_a_copy_has_an_identity_of_its_own_and_knows_where_it_came_from(
    store: Store, tmp_path: Path
) -> None:
    finish(copies.save_copy(store, tmp_path / "Copy"))
    found = facts(tmp_path / "Copy.studio")
    assert found["copied_from"] == store.document
    assert found["document"] not in ("", store.document)
    assert is_ours(tmp_path / "Copy.studio")
    if os.name != "nt":
        assert stat.S_IMODE((tmp_path / "Copy.studio").stat().st_mode) == 0o600


def test_a_copy_holds_nothing_of_an_edit_that_is_not_done(store: Store, tmp_path: Path) -> None:
    """Nor can one be saved from within."""
    with store.edit("Add talent"):
        add(store, "half")
        with pytest.raises(RuntimeError, match="writes already"):
            finish(copies.save_copy(store, tmp_path / "Copy"))
    assert left_in(tmp_path) == {"here"}
    assert left_in(store.path.parent) >= {"Agency.studio"}


def test_who_edits_while_a_copy_is_written_is_busy_and_between_the_steps_is_not(
    store: Store, tmp_path: Path
) -> None:
    for number, _progress in enumerate(copies.save_copy(store, tmp_path / "Copy")):
        add(store, f"edit {number}")
    assert names_in(tmp_path / "Copy.studio") == ["Maya", "Noa", "Zoë", "edit 0"]


def test_a_copy_waits_for_no_long_job(store: Store, tmp_path: Path) -> None:
    """A job on another thread holds the pen: the copy says so and leaves nothing."""
    work = copies.save_copy(store, tmp_path / "Copy")
    next(work)
    with (
        elsewhere(lambda: store.long_edit("Import", "Importing")),
        pytest.raises(Busy, match="“Importing” is writing"),
    ):
        finish(work)
    assert left_in(tmp_path) == {"here"}


def test_compacting_gives_back_what_nothing_names_and_keeps_the_rest(tmp_path: Path) -> None:
    store = workspace.create(tmp_path / "Agency", "Ada")
    with store.edit("Add pictures") as session:
        here, deleted = picture(session, 1), picture(session, 2)
        blobs.put(session, content(3))  # no row names it
        add(store, "Maya")
    with store.edit("Delete picture") as session:
        session.delete(session.get_one(Asset, asset_of(session, deleted)))
    rows, document = dump(store), store.document
    store.close()
    size = store.path.stat().st_size
    done = finish(copies.compact(store.path))
    assert (done.before, done.after) == (size, store.path.stat().st_size)
    assert done.after < size - PICTURE * 0.9
    assert hashes(store.path) == {here, deleted}  # undo may bring the deleted one back
    assert is_ours(store.path)
    again = workspace.open_workspace(store.path, "Ada")
    assert (dump(again), again.document) == (rows, document)
    again.undo()
    with again.read() as session:
        assert blobs.get(session, deleted) == content(2)
    again.undo()
    assert names(again) == []
    again.close()
    assert left_in(tmp_path) == {"Agency.studio"}


def test_what_only_an_old_value_in_history_names_is_kept(tmp_path: Path) -> None:
    """A picture that was put in another's place, and a row that was made and removed again."""
    store = workspace.create(tmp_path / "Agency", "Ada")
    with store.edit("Add picture") as session:
        first = picture(session, 1)
    with store.edit("Replace") as session:
        second = blobs.put(session, content(2))
        session.get_one(Asset, asset_of(session, first)).sha256 = second
    store.undo()
    store.close()
    finish(copies.compact(store.path))
    assert hashes(store.path) == {first, second}
    again = workspace.open_workspace(store.path, "Ada")
    again.redo()
    with again.read() as session:
        assert blobs.get(session, second) == content(2)
    again.close()


def test_bytes_go_once_history_has_let_go_of_them(tmp_path: Path) -> None:
    store = workspace.create(tmp_path / "Agency", "Ada")
    with store.edit("Add picture") as session:
        digest = picture(session, 1)
    store.undo()
    store.close()
    finish(copies.compact(store.path))
    assert hashes(store.path) == {digest}
    with closing(sqlite3.connect(store.path, isolation_level=None)) as raw:
        raw.execute("DELETE FROM history_row")
        raw.execute("DELETE FROM history_step")
    finish(copies.compact(store.path))
    assert hashes(store.path) == set()
    assert content(1)[:1000] not in store.path.read_bytes()


def test_many_unused_pictures_take_one_transaction(tmp_path: Path) -> None:
    store = workspace.create(tmp_path / "Agency", "Ada")
    with store.edit("Add pictures") as session:
        for number in range(300):
            blobs.put(session, number.to_bytes(2) * 40)
        add(store, "Maya")
    store.close()
    commits: list[str] = []
    with closing(sqlite3.connect(store.path, isolation_level=None)) as raw:
        raw.set_trace_callback(commits.append)
        assert blobs.drop_orphans(raw) == 300
    assert [line for line in commits if line == "COMMIT"] == ["COMMIT"]
    assert hashes(store.path) == set()


def test_a_compact_workspace_stays_as_large_as_it_is(closed: Path) -> None:
    finish(copies.compact(closed))
    done = finish(copies.compact(closed))
    assert done.before == done.after


@pytest.mark.parametrize("target", ["here/Renamed", "Moved.studio", "here/Zoë 🎬 v1.2"])
def test_a_workspace_is_renamed_or_moved_on_its_disk(
    target: str, closed: Path, tmp_path: Path
) -> None:
    inode, document = closed.stat().st_ino, facts(closed)["document"]
    made = finish(copies.move(closed, tmp_path / target))
    assert made.suffix == ".studio"
    assert made.stat().st_ino == inode  # not one byte was copied
    assert not closed.exists()
    assert facts(made)["document"] == document
    assert is_ours(made)
    store = workspace.open_workspace(made, "Ada")
    assert (names(store), store.redo_label) == (["Maya", "Noa", "Zoë"], "Add talent")
    store.close()
    assert left_in(closed.parent) | left_in(tmp_path) == {"here", made.name}


def test_a_workspace_is_moved_to_another_disk(closed: Path, other_disk: Path) -> None:
    before = closed.read_bytes()
    made = finish(copies.move(closed, other_disk / "Agency"))
    assert made.read_bytes() == before
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert left_in(closed.parent) == set()
    assert left_in(other_disk) == {"Agency.studio"}
    assert is_ours(made)


def test_a_file_that_cannot_leave_has_no_twin_on_the_other_disk(
    closed: Path, other_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlink = Path.unlink

    def refuse(path: Path, *, missing_ok: bool = False) -> None:
        if path == closed:
            raise PermissionError(13, "Permission denied")
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(NotSaved, match="Agency"):
        finish(copies.move(closed, other_disk / "Agency"))
    assert left_in(other_disk) == set()
    assert names_in(closed) == ["Maya", "Noa", "Zoë"]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
@pytest.mark.parametrize("act", [compact, copies.move])
def test_a_link_is_followed_to_the_workspace_itself(act: Act, closed: Path, tmp_path: Path) -> None:
    (tmp_path / "link.studio").symlink_to(closed)
    finish(act(tmp_path / "link.studio", closed.with_name("Other")))
    assert (tmp_path / "link.studio").is_symlink()
    [there] = left_in(closed.parent)
    assert names_in(closed.with_name(there)) == ["Maya", "Noa", "Zoë"]

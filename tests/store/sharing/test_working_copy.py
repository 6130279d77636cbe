"""Working copies of a shared workspace: taken, edited, published; nobody's work goes silently."""

import os
import shutil
import stat
from pathlib import Path

import pytest

from studio.kernel.errors import Drift, Locked, NotFound, Refused
from studio.kernel.progress import finish
from studio.store.lock import Lock
from studio.store.sharing import working_copy
from studio.store.sharing.working_copy import State, WorkingCopy
from tests.store.sharing.two_users import User, dump, left_in, names_in, shared_workspace


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    return shared_workspace(tmp_path / "share", "one")


@pytest.fixture
def ada(tmp_path: Path) -> User:
    return User("Ada", tmp_path / "ada")


@pytest.fixture
def bob(tmp_path: Path) -> User:
    return User("Bob", tmp_path / "bob")


def test_a_copy_is_the_whole_workspace_and_knows_where_it_came_from(
    shared: Path, ada: User
) -> None:
    before = shared.read_bytes()
    copy = ada.take(shared)
    assert dump(copy.path) == dump(shared)
    assert (copy.path.name, copy.shared, copy.place) == ("Agency.studio", shared, "NFS share")
    with ada.opened() as store:
        assert store.document == copy.base.document
    assert working_copy.copies_in(ada.folder) == (copy,)
    assert left_in(copy.path.parent) == {"Agency.studio", "origin.json"}
    assert left_in(shared.parent) == {"Agency.studio"}
    assert shared.read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="files have no such mode there")
def test_a_copy_is_private(shared: Path, ada: User) -> None:
    shared.chmod(0o664)
    copy = ada.take(shared)
    assert stat.S_IMODE(copy.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.path.parent.stat().st_mode) == 0o700


@pytest.mark.skipif(os.name == "nt", reason="files have no such mode there")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_who_could_read_the_shared_file_still_can(mode: int, shared: Path, ada: User) -> None:
    shared.chmod(mode)
    ada.take(shared)
    ada.add("two")
    ada.publish()
    assert stat.S_IMODE(shared.stat().st_mode) == mode
    beside = ada.publish(under=shared.with_name("Beside")).path
    assert stat.S_IMODE(beside.stat().st_mode) == mode


def test_a_copy_that_is_taken_again_is_the_same(shared: Path, ada: User) -> None:
    copy = ada.take(shared)
    ada.add("two")
    assert ada.take(shared) == copy
    assert ada.names == ["one", "two"]


def test_two_users_publish_in_turn_and_nothing_is_lost(shared: Path, ada: User, bob: User) -> None:
    expected = ["one"]
    for turn in range(6):
        user = (ada, bob)[turn % 2]
        user.take(shared)
        assert user.names == sorted(expected)
        user.add(f"turn {turn} a", f"turn {turn} b")
        expected += [f"turn {turn} a", f"turn {turn} b"]
        user.publish()
        assert names_in(shared) == sorted(expected)
        assert dump(shared) == dump(user.mine.path)
    assert left_in(shared.parent) == {"Agency.studio"}


def test_the_states_say_who_has_moved(shared: Path, ada: User, bob: User) -> None:
    ada.take(shared)
    bob.take(shared)
    assert (ada.state(), bob.state()) == (State.UNCHANGED, State.UNCHANGED)
    ada.add("two")
    assert (ada.state(), bob.state()) == (State.OURS_NEWER, State.UNCHANGED)
    ada.publish()
    assert (ada.state(), bob.state()) == (State.UNCHANGED, State.THEIRS_NEWER)
    bob.add("three")
    assert (ada.state(), bob.state()) == (State.UNCHANGED, State.BOTH_MOVED)
    shared.rename(shared.with_name("away"))
    assert (ada.state(), bob.state()) == (State.SHARED_MISSING, State.SHARED_MISSING)
    shutil.rmtree(shared.parent)
    assert ada.state() is State.SHARED_MISSING


def test_while_the_shared_file_is_the_same_the_state_does_not_read_it(
    shared: Path, ada: User
) -> None:
    """What a status bar asks every few seconds costs the network one question."""
    ada.take(shared)
    seen = shared.stat()
    with shared.open("r+b") as file:
        file.write(b"\0" * 4096)
    os.utime(shared, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert ada.state() is State.UNCHANGED
    ada.add("two")
    assert ada.state() is State.OURS_NEWER


def test_a_file_that_was_only_touched_is_still_the_same(shared: Path, ada: User) -> None:
    """Syncing programs and restored folders set other times and other inodes."""
    ada.take(shared)
    shutil.copy(shared, shared.with_name("again"))
    shared.with_name("again").replace(shared)
    os.utime(shared, (1, 1))
    assert ada.state() is State.UNCHANGED
    ada.add("two")
    assert ada.state() is State.OURS_NEWER
    ada.publish()
    assert names_in(shared) == ["one", "two"]


def test_what_somebody_else_has_published_is_never_replaced(
    shared: Path, ada: User, bob: User
) -> None:
    ada.take(shared)
    bob.take(shared)
    ada.add("Ada's")
    bob.add("Bob's")
    ada.publish()
    before, mine = shared.read_bytes(), dump(bob.mine.path)
    with pytest.raises(Drift, match=r"“Agency\.studio” is not what your copy started from"):
        bob.publish()
    assert (shared.read_bytes(), dump(bob.mine.path)) == (before, mine)
    assert left_in(shared.parent) == {"Agency.studio"}
    assert bob.take(shared) == bob.mine
    assert bob.names == ["Bob's", "one"]


def test_the_losing_side_publishes_under_another_name(shared: Path, ada: User, bob: User) -> None:
    ada.take(shared)
    bob.take(shared)
    ada.add("Ada's")
    bob.add("Bob's")
    ada.publish()
    before = shared.read_bytes()
    published = bob.publish(under=shared.with_name("Agency of Bob"))
    assert published.path == shared.with_name("Agency of Bob.studio")
    assert published.size == published.path.stat().st_size
    assert (names_in(published.path), shared.read_bytes()) == (["Bob's", "one"], before)
    assert bob.state() is State.UNCHANGED
    bob.add("more")
    bob.publish()
    assert names_in(published.path) == ["Bob's", "more", "one"]
    other = bob.mine
    assert bob.take(shared).path != other.path
    assert bob.names == ["Ada's", "one"]
    assert set(working_copy.copies_in(bob.folder)) == {other, bob.mine}


def test_the_losing_side_sets_its_copy_aside(
    shared: Path, ada: User, bob: User, tmp_path: Path
) -> None:
    ada.take(shared)
    bob.take(shared)
    ada.add("Ada's")
    bob.add("Bob's")
    ada.publish()
    aside = finish(working_copy.set_aside(bob.mine, tmp_path / "mine"))
    assert (names_in(aside), working_copy.copies_in(bob.folder)) == (["Bob's", "one"], ())
    bob.take(shared)
    assert (bob.names, bob.state()) == (["Ada's", "one"], State.UNCHANGED)


def test_a_name_that_is_taken_is_not_published_under(shared: Path, ada: User) -> None:
    ada.take(shared)
    taken = shared.with_name("Taken.studio")
    taken.write_bytes(b"somebody's")
    with pytest.raises(Refused, match=r"“Taken\.studio” exists already"):
        ada.publish(under=taken)
    assert taken.read_bytes() == b"somebody's"


def test_a_clean_copy_is_brought_up_to_date(shared: Path, ada: User, bob: User) -> None:
    ada.take(shared)
    path = bob.take(shared).path
    ada.add("two")
    ada.publish()
    assert bob.take(shared).path == path
    assert (bob.names, bob.state()) == (["one", "two"], State.UNCHANGED)
    assert working_copy.copies_in(bob.folder) == (bob.mine,)
    assert working_copy.copies_in(ada.folder) == (ada.mine,)
    assert left_in(path.parent) == {"Agency.studio", "origin.json"}


def test_another_s_lock_keeps_both_out(shared: Path, ada: User, bob: User) -> None:
    ada.take(shared)
    ada.add("two")
    lock = Lock(shared)
    before = shared.read_bytes()
    with pytest.raises(Locked):
        ada.publish()
    with pytest.raises(Locked):
        bob.take(shared)
    assert (shared.read_bytes(), left_in(shared.parent)) == (
        before,
        {"Agency.studio", "Agency.studio-lock"},
    )
    assert ada.state() is State.OURS_NEWER
    lock.release()
    ada.publish()


def test_what_is_not_there_is_said(shared: Path, ada: User, bob: User) -> None:
    ada.take(shared)
    ada.add("two")
    shared.unlink()
    with pytest.raises(NotFound, match="Check that its drive is connected"):
        ada.publish()
    with pytest.raises(NotFound):
        bob.take(shared)
    assert left_in(shared.parent) == set()
    ada.publish(under=shared)
    assert (names_in(shared), ada.state()) == (["one", "two"], State.UNCHANGED)


def test_a_shared_file_put_back_is_not_overrun(shared: Path, ada: User) -> None:
    """An administrator has restored yesterday's file: that was meant, and nobody has seen it."""
    ada.take(shared)
    yesterday = shared.read_bytes()
    ada.add("two")
    ada.publish()
    shared.write_bytes(yesterday)
    assert ada.state() is State.BOTH_MOVED
    with pytest.raises(Drift):
        ada.publish()
    assert ada.take(shared) == ada.mine
    assert (ada.names, names_in(shared)) == (["one", "two"], ["one"])


def test_a_working_copy_put_back_does_not_overrun_the_shared_file(shared: Path, ada: User) -> None:
    yesterday = ada.take(shared).path.read_bytes()
    ada.add("two")
    ada.publish()
    ada.mine.path.write_bytes(yesterday)
    assert ada.state() is State.THEIRS_NEWER
    with pytest.raises(Drift):
        ada.publish()
    assert names_in(shared) == ["one", "two"]


def test_another_workspace_of_that_name_is_not_replaced(shared: Path, ada: User) -> None:
    ada.take(shared)
    shared.unlink()
    shared_workspace(shared.parent, "other")
    assert ada.state() is State.BOTH_MOVED
    with pytest.raises(Refused, match="is another workspace now"):
        ada.publish()
    assert names_in(shared) == ["other"]


def test_a_workspace_that_the_copy_is_not_of_is_not_published(
    shared: Path, ada: User, tmp_path: Path
) -> None:
    ada.take(shared)
    other = shared_workspace(tmp_path / "other", "other")
    with pytest.raises((Refused, Drift)):
        finish(working_copy.publish(other, ada.mine))
    assert names_in(shared) == ["one"]


def test_a_record_that_cannot_be_read_costs_nobody_a_copy(
    shared: Path, ada: User, caplog: pytest.LogCaptureFixture
) -> None:
    old = ada.take(shared)
    ada.add("unpublished")
    (old.path.parent / "origin.json").write_text('{"workspace": 3')
    with caplog.at_level("WARNING"):
        assert working_copy.copies_in(ada.folder) == ()
        new = ada.take(shared)
    assert new.path.parent != old.path.parent
    assert names_in(old.path) == ["one", "unpublished"]


def copies_of(user: User) -> tuple[WorkingCopy, ...]:
    return working_copy.copies_in(user.folder)


def test_one_user_has_copies_of_many_shared_files(tmp_path: Path, ada: User) -> None:
    paths = [shared_workspace(tmp_path / folder, folder) for folder in ("a", "b")]
    taken = [ada.take(path) for path in paths]
    assert set(copies_of(ada)) == set(taken)
    assert [names_in(copy.path) for copy in taken] == [["a"], ["b"]]

"""Publishing what is being edited: open workspaces, typing, undo, and nothing opened twice."""

import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from studio.kernel.errors import Busy, Drift, Locked
from studio.kernel.progress import Progress, finish
from studio.personas.model import Talent
from studio.store import connection, workspace
from studio.store.sharing import working_copy
from studio.store.sharing.working_copy import State
from tests.store.sharing.two_users import User, add, names_in, names_of, shared_workspace


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    return shared_workspace(tmp_path / "share", "one")


@pytest.fixture
def ada(tmp_path: Path) -> User:
    return User("Ada", tmp_path / "ada")


@pytest.fixture
def bob(tmp_path: Path) -> User:
    return User("Bob", tmp_path / "bob")


def test_a_copy_that_is_open_is_not_brought_up_to_date(shared: Path, ada: User, bob: User) -> None:
    ada.take(shared)
    bob.take(shared)
    ada.add("two")
    ada.publish()
    with bob.opened() as store:
        with pytest.raises(Locked, match="open already"):
            bob.take(shared)
        assert names_of(store) == ["one"]
        add(store, "Bob's")
    assert bob.state() is State.BOTH_MOVED


def test_what_is_undone_is_published_too(shared: Path, ada: User, bob: User) -> None:
    ada.take(shared)
    ada.add("two")
    ada.publish()
    with ada.opened() as store:
        store.undo()
    assert ada.state() is State.OURS_NEWER
    ada.publish()
    bob.take(shared)
    assert bob.names == ["one"]
    with bob.opened() as store:
        store.redo()
        assert names_of(store) == ["one", "two"]


def retype(store: workspace.Store, text: str) -> None:
    with store.edit("Rename talent", merge_key="rename:1") as session:
        talent = session.get(Talent, first(store))
        assert talent is not None
        talent.name = text


def first(store: workspace.Store) -> str:
    return str(store._raw.execute("SELECT min(id) FROM talent").fetchone()[0])


@pytest.mark.parametrize("is_known", [True, False])
def test_typing_that_goes_on_is_newer_than_what_was_published(
    is_known: bool, shared: Path, ada: User, bob: User
) -> None:
    """A step grows while one types: its uuid alone would say that nothing has moved."""
    ada.take(shared)
    with ada.opened() as store:
        retype(store, "on")
        ada.copy = finish(working_copy.publish(store, ada.mine)).copy
        bob.take(shared)
        retype(store, "ona")
        if not is_known:
            os.utime(shared, (1, 1))
        assert ada.state() is State.OURS_NEWER
        ada.copy = finish(working_copy.publish(store, ada.mine)).copy
    assert names_in(shared) == ["ona"]
    bob.add("Bob's")
    assert bob.state() is State.BOTH_MOVED
    with pytest.raises(Drift):
        bob.publish()
    assert names_in(shared) == ["ona"]


def test_a_killed_program_s_open_step_does_not_grow_into_what_was_published(
    shared: Path, ada: User
) -> None:
    ada.take(shared)
    with ada.opened() as store:
        retype(store, "on")
    raw = connection.connect_writer(ada.mine.path)
    raw.execute("UPDATE history_step SET open = 1 WHERE id = (SELECT max(id) FROM history_step)")
    raw.close()
    ada.publish()
    with ada.opened() as store:
        retype(store, "ona")
    ada.publish()
    assert names_in(shared) == ["ona"]


def during(work: Iterator[Progress]) -> set[str]:
    """Run the work and return what its progress said."""
    return {step.doing for step in work}


def test_an_open_workspace_can_be_edited_while_it_is_sent(shared: Path, ada: User) -> None:
    """Only while its file is copied here does it say that it is busy, and with what."""
    ada.take(shared)
    told: list[str] = []
    went = 0
    with ada.opened() as store, ThreadPoolExecutor(1) as beside:
        work = working_copy.publish(store, ada.mine)
        while (step := beside.submit(next, work, None).result()) is not None:
            try:
                add(store, f"during {step.done}")
                went += 1
            except Busy as error:
                told.append(error.job)
        expected = names_of(store)
        assert len(expected) == 1 + went
    assert set(told) == {"Publish"}
    assert went > 0
    assert names_in(shared) == ["one"]
    assert ada.state() is State.OURS_NEWER
    ada.publish()
    assert names_in(shared) == expected


def test_a_path_is_published_only_when_it_is_closed(shared: Path, ada: User) -> None:
    ada.take(shared)
    with ada.opened(), pytest.raises(Locked):
        ada.publish()


def test_much_that_was_done_since_is_still_known_to_follow(
    shared: Path, ada: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Old steps are folded, so that a log may begin after what the other side remembers."""
    ada.take(shared)
    bob.take(shared)
    ada.add("two", "three", "four")
    raw = connection.connect_writer(ada.mine.path)
    raw.execute("DELETE FROM history_row WHERE step < 4")
    raw.execute("DELETE FROM history_step WHERE id < 4")
    raw.close()
    assert ada.state() is State.OURS_NEWER
    os.utime(shared, (1, 1))
    assert ada.state() is State.OURS_NEWER
    ada.publish()
    assert bob.state() is State.THEIRS_NEWER
    bob.take(shared)
    assert bob.names == sorted(["one", "two", "three", "four"])


def test_progress_goes_forward_and_says_what_is_done(shared: Path, ada: User) -> None:
    ada.take(shared)
    shares = [step.share for step in working_copy.publish(ada.mine.path, ada.mine)]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    doing = during(working_copy.publish(ada.mine.path, ada.mine))
    assert doing == {"Copying…", "Checking the copy…", "Writing to disk…"}


def test_neither_file_is_opened_but_by_sqlite(
    shared: Path, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To open and close a file drops the locks that SQLite holds on it for this process."""
    opened: list[str] = []
    watching = True

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event == "open":
            opened.append(str(arguments[0]))

    ada.take(shared)
    with ada.opened() as store:
        add(store, "two")
        sys.addaudithook(watch)
        try:
            ada.copy = finish(working_copy.publish(store, ada.mine)).copy
            os.utime(shared, (1, 1))
            assert ada.state() is State.UNCHANGED
            ada.take(shared)
        finally:
            watching = False
    assert any("origin.json" in path for path in opened)
    assert not {str(shared), str(ada.mine.path)} & set(opened)

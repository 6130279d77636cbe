"""Two users and one shared file under a state machine: no published edit is ever lost silently."""

import os
import shutil
import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from studio.kernel.errors import Drift, Locked
from studio.kernel.progress import finish
from studio.store.sharing import heads, working_copy
from studio.store.sharing.working_copy import State
from tests.store.sharing.two_users import User, dump, names_in, shared_workspace

SHM = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # memory: no disk to wear out
USERS = st.sampled_from((0, 1))


def steps_in(path: Path) -> set[str]:
    return {str(row[1]) for row in dump(path)["history_step"]}


class Sharing(RuleBasedStateMachine):
    """Both take, edit, undo, publish, are stopped and killed; the model knows what was saved."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=SHM))
        self.shared = shared_workspace(self.folder / "share", "one")
        self.users = [User("Ada", self.folder / "ada"), User("Bob", self.folder / "bob")]
        self.published = steps_in(self.shared)
        self.mine: list[set[str]] = [set(), set()]
        """The steps of each user's own that nobody else has yet."""
        self.number = 0

    def both(self, who: int) -> tuple[User, int]:
        user = self.users[who]
        if user.copy is None:
            user.take(self.shared)
        return user, who

    @rule(who=USERS)
    def take(self, who: int) -> None:
        self.users[who].take(self.shared)

    @rule(who=USERS, count=st.integers(1, 2))
    def edit(self, who: int, count: int) -> None:
        user, _who = self.both(who)
        before = steps_in(user.mine.path)
        for _edit in range(count):
            self.number += 1
            user.add(f"{user.name} {self.number}")
        self.mine[who] |= steps_in(user.mine.path) - before

    @rule(who=USERS)
    def undo_the_last(self, who: int) -> None:
        user, _who = self.both(who)
        before = steps_in(user.mine.path)
        with user.opened() as store:
            if store.undo_label is not None:
                store.undo()
        self.mine[who] |= steps_in(user.mine.path) - before

    @rule(who=USERS)
    def publish(self, who: int) -> None:
        user, _who = self.both(who)
        expected = user.state()
        try:
            user.publish()
        except Drift:
            assert expected in (State.THEIRS_NEWER, State.BOTH_MOVED)
            return
        assert expected in (State.UNCHANGED, State.OURS_NEWER)
        self.went(who)

    def went(self, who: int) -> None:
        assert dump(self.shared) == dump(self.users[who].mine.path)
        self.published |= self.mine[who]
        self.mine[who] = set()
        assert self.users[who].state() is State.UNCHANGED

    @rule(who=USERS, steps=st.integers(0, 8), kill=st.booleans())
    def stop_in_the_middle(self, who: int, steps: int, kill: bool) -> None:
        """A killed publishing has everything but its last words: its record is not written."""
        user, _who = self.both(who)
        record = user.mine.path.with_name("origin.json")
        before = record.read_bytes()
        work = working_copy.publish(user.mine.path, user.mine)
        try:
            for _step in range(steps):
                next(work)
        except StopIteration as end:
            if kill:
                record.write_bytes(before)
            else:
                user.copy = end.value.copy
            self.went(who)
        except Drift:
            assert user.state() in (State.THEIRS_NEWER, State.BOTH_MOVED)
        finally:
            work.close()

    @rule(who=USERS)
    def publish_while_the_other_does(self, who: int) -> None:
        first, _who = self.both(who)
        second, _other = self.both(1 - who)
        work = working_copy.publish(first.mine.path, first.mine)
        try:
            next(work)
        except Drift:
            return
        with pytest.raises(Locked):
            second.publish()
        with pytest.raises(Locked):
            second.take(self.shared)
        first.copy = finish(work).copy
        self.went(who)

    @precondition(lambda self: any(user.copy for user in self.users))
    @rule(who=USERS)
    def set_aside_what_cannot_be_published(self, who: int) -> None:
        user = self.users[who]
        if user.copy is None or user.state() is not State.BOTH_MOVED:
            return
        self.number += 1
        kept = finish(working_copy.set_aside(user.mine, self.folder / f"kept {self.number}"))
        assert self.mine[who] <= steps_in(kept)
        self.mine[who] = set()
        user.copy = None

    @rule()
    def touch(self) -> None:
        os.utime(self.shared, (1, self.number + 2))

    @invariant()
    def what_was_published_is_there(self) -> None:
        assert self.published <= steps_in(self.shared)

    @invariant()
    def what_was_edited_is_there(self) -> None:
        for user, mine in zip(self.users, self.mine, strict=True):
            if user.copy is not None:
                assert mine <= steps_in(user.mine.path)

    @invariant()
    def the_state_is_right(self) -> None:
        for user, mine in zip(self.users, self.mine, strict=True):
            if user.copy is not None:
                has_all = self.published <= steps_in(user.mine.path)
                expected = {
                    (True, False): State.UNCHANGED,
                    (True, True): State.OURS_NEWER,
                    (False, False): State.THEIRS_NEWER,
                    (False, True): State.BOTH_MOVED,
                }[has_all, bool(mine)]
                assert user.state() is expected

    def teardown(self) -> None:
        left = {path.name for path in self.shared.parent.iterdir()}
        assert left == {"Agency.studio"}
        assert "one" in names_in(self.shared) or self.published
        shutil.rmtree(self.folder)


def profile(examples: int, steps: int, *, shrink: bool = True) -> settings:
    phases = [Phase.explicit, Phase.generate, *([Phase.shrink] if shrink else [])]
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        phases=phases,
        suppress_health_check=list(HealthCheck),
    )


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_two_users_lose_nothing() -> None:
    """25 runs of 20 steps."""
    run_state_machine_as_test(Sharing, settings=profile(25, 20))


class NoLock:
    """Passes for a lock that is held, and keeps nobody out."""

    def is_held(self) -> bool:
        return True


def _moved_is_behind(*arguments: Any) -> State:
    found = heads.compare(*arguments)
    return State.THEIRS_NEWER if found is State.BOTH_MOVED else found


FAULTS = {
    "the last publisher wins": ("compare", lambda *_arguments: State.OURS_NEWER),
    "a dirty copy is brought up to date": ("compare", _moved_is_behind),
    "no lock": ("held", lambda _path: nullcontext(NoLock())),
}


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("fault", FAULTS)
def test_the_machine_sees_a_planted_fault(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check that cannot fail proves nothing: each fault must be found."""
    monkeypatch.setattr(working_copy, *FAULTS[fault])
    with pytest.raises((AssertionError, ExceptionGroup, pytest.fail.Exception)):
        run_state_machine_as_test(Sharing, settings=profile(25, 25, shrink=False))

"""The pen: one thread writes, short edits wait for each other, nobody waits for a long job."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from studio.kernel.errors import Busy
from studio.store.pen import Pen

AT_ONCE_S = 0.1


@contextmanager
def elsewhere(hold: Callable[[], AbstractContextManager[object]]) -> Iterator[threading.Event]:
    """Let another thread be inside `hold()` until the given event is set, or the block ends."""
    inside, leave = threading.Event(), threading.Event()

    def run() -> None:
        with hold():
            inside.set()
            leave.wait(10)

    thread = threading.Thread(target=run)
    thread.start()
    assert inside.wait(10)
    try:
        yield leave
    finally:
        leave.set()
        thread.join(10)


def refused_after(pen: Pen, job: str = "") -> tuple[Busy, float]:
    """Return how the pen refuses, and after how many seconds."""
    began = time.perf_counter()
    with pytest.raises(Busy) as busy, pen.held(job):
        pass
    return busy.value, time.perf_counter() - began


def test_a_pen_is_mine_only_while_i_hold_it() -> None:
    pen = Pen()
    assert (pen.is_mine, pen.job) == (False, "")
    with pen.held("Import"):
        assert (pen.is_mine, pen.job) == (True, "Import")
    assert (pen.is_mine, pen.job) == (False, "")


def test_another_thread_s_pen_is_not_mine() -> None:
    pen = Pen()
    with elsewhere(pen.held):
        assert not pen.is_mine


@pytest.mark.parametrize("mine", ["", "Export"])
def test_a_long_job_is_told_by_name_and_nobody_waits_for_it(mine: str) -> None:
    pen = Pen()
    with elsewhere(lambda: pen.held("Import")):
        for _ in range(3):
            busy, waited = refused_after(pen, mine)
            assert str(busy) == "“Import” is writing. Wait until it is done, or cancel it."
            assert busy.job == "Import"
            assert waited < AT_ONCE_S
    with pen.held():
        assert pen.is_mine


def test_a_short_edit_waits_for_another_short_one() -> None:
    pen = Pen()
    with elsewhere(pen.held) as leave:
        threading.Timer(0.15, leave.set).start()
        began = time.perf_counter()
        with pen.held():
            assert time.perf_counter() - began > 0.1


def test_who_waits_for_a_short_edit_stops_waiting_when_a_job_gets_the_pen_first() -> None:
    """The job began to wait too; whoever wins, nobody waits until it is done."""
    pen = Pen()
    held = threading.Event()
    outcomes: list[tuple[Busy, float]] = []

    def job() -> None:
        with pen.held("Import"):
            held.set()
            time.sleep(0.5)

    def short() -> None:
        assert held.wait(10)
        outcomes.append(refused_after(pen))

    threads = [threading.Thread(target=target) for target in (job, short)]
    with elsewhere(pen.held) as leave:
        for thread in threads:
            thread.start()
        time.sleep(0.1)
        leave.set()
        for thread in threads:
            thread.join(10)
    [(busy, waited)] = outcomes
    assert busy.job == "Import"
    assert waited < AT_ONCE_S


def test_a_failure_gives_the_pen_back() -> None:
    pen = Pen()
    with pytest.raises(ZeroDivisionError), pen.held("Import"):
        raise ZeroDivisionError
    assert (pen.is_mine, pen.job) == (False, "")
    with elsewhere(pen.held):
        pass


def test_asking_twice_on_one_thread_is_a_bug_that_is_seen_at_once() -> None:
    """It would wait for itself, and the window with it."""
    pen = Pen()
    began = time.perf_counter()
    with pen.held(), pytest.raises(RuntimeError, match="writes already"), pen.held():
        pass
    assert time.perf_counter() - began < AT_ONCE_S
    assert not pen.is_mine


def test_many_threads_never_write_at_the_same_time() -> None:
    pen = Pen()
    inside: list[int] = []
    most: list[int] = []
    busy: list[Busy] = []

    def write(number: int) -> None:
        for turn in range(20):
            try:
                with pen.held("Job" if (number + turn) % 7 == 0 else ""):
                    inside.append(number)
                    most.append(len(inside))
                    time.sleep(0.001)
                    inside.remove(number)
            except Busy as error:
                busy.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert set(most) == {1}
    assert len(most) + len(busy) == 120
    assert {error.job for error in busy} <= {"Job"}

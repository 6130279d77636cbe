"""Long work: every job ends once, on the GUI thread, and cleans up."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.kernel.errors import Cancelled, NotSaved
from studio.kernel.progress import Progress, Work
from studio.ui.jobs import Job, Jobs


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    assert made.stop(wait_ms=5_000)


class Ear(QObject):
    """Notes what a job says, and whether it says it on the GUI thread."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.heard: list[tuple[str, object]] = []
        self.threads: set[threading.Thread] = set()
        job.progressed.connect(self._hear("progressed"))
        job.done.connect(self._hear("done"))
        job.failed.connect(self._hear("failed"))
        job.cancelled.connect(self._hear("cancelled"))
        job.ended.connect(self._hear("ended"))

    def _hear(self, what: str) -> Callable[..., None]:
        def note(value: object = None) -> None:
            self.heard.append((what, value))
            self.threads.add(threading.current_thread())

        return note

    @property
    def endings(self) -> list[str]:
        return [what for what, _value in self.heard if what != "progressed"]


def counting(steps: int, result: str = "out.pdf") -> Work[str]:
    for k in range(steps):
        yield Progress(k + 1, steps, f"panel {k + 1}")
    return result


def test_a_job_ends_with_its_result(qtbot: QtBot, jobs: Jobs) -> None:
    got: list[str] = []
    job = jobs.start("Export", lambda: counting(50), got.append)
    ear = Ear(job)

    with qtbot.waitSignal(job.ended):
        pass

    assert got == ["out.pdf"]
    assert ear.endings == ["done", "ended"]
    assert ear.threads == {threading.main_thread()}


def test_progress_comes_in_order_and_the_last_comes_before_the_end(
    qtbot: QtBot, jobs: Jobs
) -> None:
    job = jobs.start("Export", lambda: counting(200))
    ear = Ear(job)

    with qtbot.waitSignal(job.ended):
        pass

    told = [value for what, value in ear.heard if isinstance(value, Progress)]
    assert told == sorted(told)
    assert told[-1] == Progress(200, 200, "panel 200")
    assert [what for what, _value in ear.heard][-2:] == ["done", "ended"]


def test_the_work_runs_beside_the_window(qtbot: QtBot, jobs: Jobs) -> None:
    def where() -> Work[threading.Thread]:
        yield Progress(0, 1)
        return threading.current_thread()

    job = jobs.start("Look", where)

    with qtbot.waitSignal(job.done) as done:
        pass

    assert done.args is not None
    assert done.args[0] is not threading.main_thread()


@pytest.mark.parametrize("error", [NotSaved("The disk is full."), ZeroDivisionError()])
def test_a_job_that_fails_says_so_once(qtbot: QtBot, jobs: Jobs, error: Exception) -> None:
    def failing() -> Work[None]:
        yield Progress(0, 1)
        raise error

    broke: list[object] = []
    jobs.broke.connect(broke.append)
    job = jobs.start("Export", failing)
    ear = Ear(job)

    with qtbot.waitSignal(job.ended):
        pass

    assert ear.endings == ["failed", "ended"]
    assert broke == [error]
    assert jobs.running() == []


def test_work_that_cannot_even_begin_fails_the_job(qtbot: QtBot, jobs: Jobs) -> None:
    def refuse() -> Work[None]:
        raise NotSaved("no")

    job = jobs.start("Export", refuse)
    ear = Ear(job)

    with qtbot.waitSignal(job.ended):
        pass

    assert ear.endings == ["failed", "ended"]


def endless(cleaned: threading.Event, begun: threading.Event) -> Work[None]:
    try:
        while True:
            begun.set()
            yield Progress(0, 0)
    finally:
        cleaned.set()


def test_cancel_runs_the_work_s_own_cleaning_up(qtbot: QtBot, jobs: Jobs) -> None:
    cleaned, begun = threading.Event(), threading.Event()
    job = jobs.start("Export", lambda: endless(cleaned, begun))
    ear = Ear(job)
    qtbot.waitUntil(begun.is_set)

    with qtbot.waitSignal(job.ended):
        job.cancel()
        job.cancel()

    assert cleaned.is_set()
    assert ear.endings == ["cancelled", "ended"]


def test_work_that_stops_by_itself_is_cancelled_not_failed(qtbot: QtBot, jobs: Jobs) -> None:
    def stopping() -> Work[None]:
        yield Progress(0, 1)
        raise Cancelled("the user turned away")

    job = jobs.start("Import", stopping)
    ear = Ear(job)

    with qtbot.waitSignal(job.ended):
        pass

    assert ear.endings == ["cancelled", "ended"]


def test_cleaning_up_that_fails_is_a_failure(qtbot: QtBot, jobs: Jobs) -> None:
    begun = threading.Event()

    def careless() -> Work[None]:
        try:
            while True:
                begun.set()
                yield Progress(0, 0)
        finally:
            raise OSError("the file is in use")

    job = jobs.start("Export", careless)
    ear = Ear(job)
    qtbot.waitUntil(begun.is_set)

    with qtbot.waitSignal(job.ended):
        job.cancel()

    assert ear.endings == ["failed", "ended"]


def test_leaving_stops_all_jobs_and_waits_until_they_have_cleaned_up(
    qtbot: QtBot, jobs: Jobs
) -> None:
    flags = [(threading.Event(), threading.Event()) for _job in range(2)]
    ears: list[Ear] = []
    for cleaned, begun in flags:
        ears.append(Ear(start_endless(jobs, cleaned, begun)))
    qtbot.waitUntil(lambda: all(begun.is_set() for _cleaned, begun in flags))

    assert jobs.stop()

    assert all(cleaned.is_set() for cleaned, _begun in flags)
    assert [ear.endings for ear in ears] == [["cancelled", "ended"]] * 2
    assert jobs.running() == []


def start_endless(jobs: Jobs, cleaned: threading.Event, begun: threading.Event) -> Job:
    def work() -> Work[Any]:
        return endless(cleaned, begun)

    return jobs.start("Endless", work)


def test_a_job_waiting_for_its_turn_can_be_cancelled(qtbot: QtBot, jobs: Jobs) -> None:
    flags = [(threading.Event(), threading.Event()) for _job in range(3)]
    started = [start_endless(jobs, cleaned, begun) for cleaned, begun in flags]
    ear = Ear(started[2])
    qtbot.waitUntil(lambda: flags[0][1].is_set() and flags[1][1].is_set())

    started[2].cancel()
    jobs.stop()

    assert not flags[2][1].is_set()
    assert ear.endings == ["cancelled", "ended"]

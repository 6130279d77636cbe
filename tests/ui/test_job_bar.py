"""The bar of running jobs: unseen when quick, with a Cancel when not."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from studio.kernel.progress import Progress, Work
from studio.ui.job_bar import JobBar
from studio.ui.jobs import Jobs
from studio.ui.theme import Theme


class Gate:
    """Work that goes on only when the test lets it."""

    def __init__(self, *steps: Progress) -> None:
        self.steps = steps
        self.go = threading.Event()

    def work(self) -> Work[None]:
        yield from self.steps
        while not self.go.wait(0.005):
            yield self.steps[-1]


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.setLayout(QVBoxLayout())
    made.show()
    return made


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    assert made.stop(wait_ms=5_000)


def shown(window: QWidget, jobs: Jobs) -> JobBar:
    bar = JobBar(jobs)
    layout = window.layout()
    assert layout is not None
    layout.addWidget(bar)
    return bar


def part(bar: JobBar, name: str) -> QLabel:
    found = bar.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found


def test_a_quick_job_is_never_seen(qtbot: QtBot, window: QWidget, jobs: Jobs) -> None:
    bar = shown(window, jobs)
    seen: list[bool] = []
    jobs.changed.connect(lambda: seen.append(bar.isVisible()))
    gate = Gate(Progress(1, 2))
    gate.go.set()

    job = jobs.start("Export", gate.work)
    with qtbot.waitSignal(job.ended):
        pass

    assert seen == [False, False]


def test_a_longer_job_shows_how_far_it_is(qtbot: QtBot, window: QWidget, jobs: Jobs) -> None:
    gate = Gate(Progress(3, 12, "Panel 3"))
    bar = shown(window, jobs)

    jobs.start("Exporting “Glow”", gate.work)
    qtbot.waitUntil(bar.isVisible)

    assert part(bar, "jobTitle").text() == "Exporting “Glow”"
    qtbot.waitUntil(lambda: part(bar, "jobDoing").text() == "Panel 3")
    progress = bar.findChild(QProgressBar)
    assert isinstance(progress, QProgressBar)
    assert progress.value() * 4 == progress.maximum()
    assert progress.accessibleName() == "Exporting “Glow”"
    gate.go.set()
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_cancel_stops_the_job(qtbot: QtBot, window: QWidget, jobs: Jobs) -> None:
    gate = Gate(Progress(0, 0))
    bar = shown(window, jobs)
    job = jobs.start("Export", gate.work)
    qtbot.waitUntil(bar.isVisible)
    cancel = bar.findChild(QPushButton, "jobCancel")
    assert isinstance(cancel, QPushButton)

    with qtbot.waitSignal(job.cancelled):
        QTest.mouseClick(cancel, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: not bar.isVisible())


def test_jobs_behind_the_first_are_counted(qtbot: QtBot, window: QWidget, jobs: Jobs) -> None:
    gates = [Gate(Progress(0, 0)) for _job in range(3)]
    bar = shown(window, jobs)

    for gate in gates:
        jobs.start("Export", gate.work)

    assert part(bar, "jobTitle").text() == "Export (and 2 more)"


def test_a_bar_made_later_shows_what_is_running(qtbot: QtBot, window: QWidget, jobs: Jobs) -> None:
    gate = Gate(Progress(1, 2))
    jobs.start("Export", gate.work)

    bar = shown(window, jobs)

    qtbot.waitUntil(bar.isVisible)

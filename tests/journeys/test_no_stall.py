"""The window answers while thousands of rows are written, taken back and backed up."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.kernel.i18n import N_
from studio.kernel.progress import Progress, Work
from studio.personas.model import Talent
from studio.store.workspace import Store
from tests.journeys.driver import Person

ROWS, BATCH = 10_000, 500
MOST_MS = 200
ATTEMPTS = 3


class Watchdog(QObject):
    """Notes the longest time in which the event loop did not turn."""

    def __init__(self) -> None:
        super().__init__()
        self.longest_ms = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)
        self._timer.start(5)

    def _turn(self) -> None:
        now = time.perf_counter()
        self.longest_ms = max(self.longest_ms, (now - self._last) * 1000)
        self._last = now


def import_talents(store: Store, job: str) -> Work[None]:
    with store.long_edit(N_("Import"), job) as session:
        for first in range(0, ROWS, BATCH):
            session.add_all(Talent(name=f"Talent {n}") for n in range(first, first + BATCH))
            session.flush()
            session.expunge_all()
            yield Progress(first, ROWS)


def longest_stall(person: Person, begin: Callable[[], object]) -> float:
    """Return the longest stall in ms while what `begin` starts is running."""
    watchdog = Watchdog()
    begin()
    person.sees(lambda: not person.shell.services.jobs.running())
    person.qtbot.wait(100)
    return watchdog.longest_ms


@pytest.mark.slow
def test_importing_and_undoing_ten_thousand_rows_never_freezes_the_window(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    """A busy machine may stall any program now and then, so the best of three counts."""
    person = Person(qtbot, qapp)
    try:
        store = person.shell.workspaces.store
        assert store is not None
        jobs = person.shell.services.jobs
        stalls: dict[str, list[float]] = {"import": [], "undo": []}
        for attempt in range(ATTEMPTS):
            work = partial(import_talents, store, "Import")
            begin = partial(jobs.start, "Import", work)
            stalls["import"].append(longest_stall(person, begin))
            assert store.undo_label == "Import"
            undo = person.shell.window.live_actions()
            action = next(one for one in undo if one.spec.id == "edit.undo")
            action.refresh()
            stalls["undo"].append(longest_stall(person, action.trigger))
            assert store.redo_label == "Import", attempt
            if all(min(times) < MOST_MS for times in stalls.values()):
                break
        assert {what: min(times) for what, times in stalls.items() if min(times) >= MOST_MS} == {}
    finally:
        person.goes_home()

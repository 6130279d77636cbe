"""The collector runs on the GUI thread and nowhere else."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject, QThreadPool
from pytestqt.qtbot import QtBot

from studio.ui.garbage import GuiGarbage


class Knot:
    """Garbage that only the collector can find."""

    died_on: list[int]

    def __init__(self, died_on: list[int]) -> None:
        self.died_on = died_on
        self.me = self

    def __del__(self) -> None:
        self.died_on.append(threading.get_ident())


def _churn() -> list[list[int]]:
    return [[n] for n in range(50_000)]


def test_knots_die_on_the_gui_thread_though_workers_allocate(qtbot: QtBot) -> None:
    garbage = GuiGarbage()
    died_on: list[int] = []
    Knot(died_on)
    pool = QThreadPool()
    pool.start(_churn)
    pool.waitForDone()
    assert died_on == []
    kept = [[n] for n in range(2_000)]
    garbage.look()
    garbage.stop()
    assert len(kept) == 2_000
    assert died_on == [threading.get_ident()]


@pytest.mark.parametrize("automatic", [True, False])
def test_stopping_gives_the_work_back_to_whoever_did_it(qtbot: QtBot, automatic: bool) -> None:
    if automatic:
        gc.enable()
    try:
        garbage = GuiGarbage()
        assert not gc.isenabled()
        garbage.stop()
        assert gc.isenabled() == automatic
    finally:
        gc.disable()


def test_the_timer_looks_by_itself(qtbot: QtBot) -> None:
    garbage = GuiGarbage()
    knot = QObject()
    knot.me = knot  # type: ignore[attr-defined]
    gone = weakref.ref(knot)
    del knot
    kept: list[list[int]] = []

    def collected() -> bool:
        kept.extend([n] for n in range(1_000))
        return gone() is None

    qtbot.waitUntil(collected, timeout=10_000)
    garbage.stop()

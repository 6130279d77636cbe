"""Small work beside the window ends on the GUI thread, or not at all when nobody asks any more."""

import gc
import threading
import weakref
from functools import partial

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from studio.ui.beside import beside, wait_for_all
from tests.ui.guards import delete_now


class Asker(QObject):
    """Somebody of the GUI thread who waits for a result."""

    def __init__(self, heard: list[tuple[object, int]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heard = heard

    def hear(self, result: object) -> None:
        self._heard.append((result, threading.get_ident()))


def test_the_result_comes_on_the_gui_thread(qtbot: QtBot) -> None:
    heard: list[tuple[object, int]] = []
    asker = Asker(heard)

    beside(threading.get_ident, asker.hear)

    qtbot.waitUntil(lambda: bool(heard))
    [(worked_on, heard_on)] = heard
    assert heard_on == threading.get_ident() != worked_on


def test_failed_work_gives_nothing_and_is_told(qtbot: QtBot) -> None:
    heard: list[tuple[object, int]] = []
    asker = Asker(heard)

    def fail() -> None:
        raise ValueError("no paper")

    with qtbot.captureExceptions() as told:
        beside(fail, asker.hear)
        qtbot.waitUntil(lambda: bool(heard))

    assert heard == [(None, threading.get_ident())]
    assert [str(error) for _kind, error, _trace in told] == ["no paper"]


@pytest.mark.parametrize("death", ["with its parent", "as garbage"])
def test_nobody_is_told_who_died_meanwhile(qtbot: QtBot, death: str) -> None:
    heard: list[tuple[object, int]] = []
    parent = QObject()
    asker = Asker(heard, parent if death == "with its parent" else None)
    gone = weakref.ref(asker)
    go_on = threading.Event()
    beside(partial(go_on.wait, 10), asker.hear)

    del asker
    if death == "with its parent":
        parent.deleteLater()
        delete_now()
    gc.collect()
    go_on.set()
    wait_for_all()
    qtbot.wait(0)

    assert heard == []
    assert gone() is None


def test_askers_may_die_at_any_moment(qtbot: QtBot) -> None:
    """Run the race between a result and a death a few hundred times."""
    heard: list[tuple[object, int]] = []
    for turn in range(300):
        parent = QObject()
        asker = Asker(heard, parent)
        beside(partial(sum, range(turn * 20)), asker.hear)
        parent.deleteLater()
        del asker, parent
        delete_now()
    wait_for_all()
    qtbot.wait(0)
    assert heard == []

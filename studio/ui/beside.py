"""Small work beside the window for an asker that may die before it is done.

A worker must not touch an object of the GUI thread that can go at any moment: between looking
whether it lives and telling it, it dies. So the worker knows the asker only weakly, and tells a
courier that lives as long as the program; the courier looks for the asker on the GUI thread.
"""

from collections.abc import Callable
from functools import cache
from typing import TypeVar
from weakref import WeakMethod

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThread, QThreadPool, Signal
from shiboken6 import isValid

T = TypeVar("T")


def beside(work: Callable[[], T], done: Callable[[T | None], None]) -> None:
    """Run `work` on a worker and give what it returns to `done`, on the GUI thread.

    `done` is a method of a QObject; it is not called when that has died. It gets None when
    `work` failed, and the failure goes the way of all unexpected ones. `work` must hold plain
    values only: it is forgotten on the worker.
    """
    courier = _courier()
    asker = WeakMethod(done)

    def run() -> None:
        result = None
        try:
            result = work()
        finally:
            courier.arrived.emit(asker, result)

    # Not a pool of the asker: it would wait for its worker while it dies, on the thread that the
    # worker needs to go on.
    QThreadPool.globalInstance().start(run)


def wait_for_all() -> None:
    """Wait for all work that was begun: the program ends."""
    QThreadPool.globalInstance().waitForDone()


class _Courier(QObject):
    """Brings results to the GUI thread, to whoever still lives there."""

    arrived = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.arrived.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def _hand_over(self, asker: WeakMethod[Callable[[object], None]], result: object) -> None:
        done = asker()
        if done is not None and isValid(done.__self__):  # type: ignore[attr-defined]
            done(result)


@cache
def _courier() -> _Courier:
    app = QCoreApplication.instance()
    assert app is not None
    assert QThread.currentThread() == app.thread()
    return _Courier(app)

"""From the store's observers to Qt: one signal per turn of the event loop."""

import threading
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal

from studio.store.changes import Changes


class Observable(Protocol):
    """What tells of its changes: the store."""

    def subscribe(self, observer: Callable[[Changes], None]) -> Callable[[], None]:
        """Tell `observer` of every change until the returned function is called."""


class Bridge(QObject):
    """Gathers what edits moved, from whatever thread, and tells the window once."""

    changed = Signal(object)
    """What moved since the last time: a mapping from table to the set of ids."""

    _noted = Signal()

    def __init__(self, store: Observable, parent: QObject | None = None) -> None:
        """Listen to `store` until `close`."""
        super().__init__(parent)
        self._guard = threading.Lock()
        self._gathered: dict[str, frozenset[str]] = {}
        self._noted.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = store.subscribe(self._note)

    def close(self) -> None:
        """Stop listening; what was gathered is not told any more."""
        self._unsubscribe()
        with self._guard:
            self._gathered = {}

    def _note(self, changes: Changes) -> None:
        with self._guard:
            for table, ids in changes.tables.items():
                self._gathered[table] = self._gathered.get(table, frozenset()) | ids
        self._noted.emit()

    def _tell(self) -> None:
        with self._guard:
            gathered, self._gathered = self._gathered, {}
        if gathered:
            self.changed.emit(gathered)

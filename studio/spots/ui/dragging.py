"""A drag inside the board: where it began, where it is, whether it counts as one."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication


class Drag:
    """A press that becomes a drag once the mouse has gone far enough."""

    def __init__(self) -> None:
        """Begin idle."""
        self._start: QPoint | None = None
        self.active = False
        self.x = 0
        self.y = 0

    def press(self, at: QPoint) -> None:
        """Note where a drag would begin."""
        self._start = at
        self.active = False

    def move(self, at: QPoint) -> None:
        """Follow the mouse."""
        if self._start is None:
            return
        far = (at - self._start).manhattanLength() >= QApplication.startDragDistance()
        self.active = self.active or far
        self.x, self.y = at.x(), at.y()

    def stop(self) -> None:
        """Be idle again."""
        self._start = None
        self.active = False

"""Python's garbage is collected on the GUI thread only.

Widgets and what listens to them form cycles. The collector runs in whatever thread happens to
allocate: when that is a worker, Qt objects die on the wrong thread and the program with them.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1_000


class GuiGarbage(QObject):
    """Takes over from the automatic collector until `stop`."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Switch the automatic collector off, and look every second."""
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        self._was_automatic = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_EVERY_MS)

    def look(self) -> None:
        """Collect the oldest generation that is due, as the automatic collector would."""
        counts = gc.get_count()
        due = [
            n
            for n, (have, most) in enumerate(zip(counts, self._thresholds, strict=True))
            if have > most
        ]
        if due:
            gc.collect(due[-1])

    def stop(self) -> None:
        """Give the work back to the automatic collector, if it did it before."""
        self._timer.stop()
        if self._was_automatic:
            gc.enable()

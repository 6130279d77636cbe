"""Backs the open workspace up while nobody has to think of it: as one works, and on leaving."""

import logging
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from studio.kernel import paths
from studio.kernel.errors import Busy, StudioError
from studio.kernel.i18n import _
from studio.ui.beside import beside
from studio.ui.jobs import Jobs
from studio.ui.messages import Messages, Tone

if TYPE_CHECKING:  # the store brings SQLModel, which the first window must not wait for
    from studio.store.backups.points import Point
    from studio.store.workspace import Store

_log = logging.getLogger(__name__)

_LOOK_MS = 60_000
_LEAVING_S = 2.0
"""How long closing may wait for a backup; what is brought over by then counts the next time."""


class BackupKeeper(QObject):
    """Looks every minute whether a backup is due, and makes it beside the window."""

    changed = Signal()
    """Another backup is the last one now, or none can be made."""

    def __init__(self, messages: Messages, parent: QObject | None = None) -> None:
        """Begin without a workspace."""
        super().__init__(parent)
        self._messages = messages
        self._jobs = Jobs(self)
        self._jobs.broke.connect(self._note_failure)
        self._store: Store | None = None
        self.last: Point | None = None
        self.trouble = ""
        """The sentence that says why no backup can be made; empty when all is well."""
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def use(self, store: "Store | None") -> None:
        """Keep this workspace backed up from now on; None when there is none."""
        self._jobs.stop()
        self._store = store
        self.last, self.trouble = None, ""
        self._timer.stop()
        if store is not None:
            self._timer.start()
            beside(partial(_last, store.document), self._take_last)
        self.changed.emit()

    def look(self) -> None:
        """Make a backup if one is due and none is being made."""
        from studio.store.backups.points import is_due, read_mark

        store = self._store
        if store is None or self._jobs.running():
            return
        try:
            due = is_due(self.last, read_mark(store.path))
        except StudioError as error:
            self._note_failure(error)
            return
        if due:
            self.make("timer")

    def make(self, reason: str) -> None:
        """Make a backup now, beside the window."""
        from studio.store.backups.backup import back_up

        if self._store is not None:
            work = partial(back_up, self._store.path, paths.backups(), reason)
            self._jobs.start(_("Back up"), work, self._take_last)

    def leave(self) -> None:
        """Make the backup of closing, if anything has happened since the last one."""
        from studio.store.backups.backup import back_up
        from studio.store.backups.points import has_moved, read_mark

        store = self._store
        if store is None:
            return
        self._jobs.stop()
        end = monotonic() + _LEAVING_S
        try:
            if not has_moved(self.last, read_mark(store.path)):
                return
            for _progress in back_up(store.path, paths.backups(), "close"):
                if monotonic() > end:
                    _log.info("the backup on closing took too long and waits for the next time")
                    break
        except StudioError as error:
            _log.warning("no backup on closing: %s", error)

    def _take_last(self, last: "Point | None") -> None:
        if last is not None:
            self.last, self.trouble = last, ""
        self.changed.emit()
        if last is None:
            self.look()

    def _note_failure(self, error: Exception) -> None:
        """Tell once; while it lasts the line of state says so."""
        if isinstance(error, Busy):  # another window is at it
            return
        if not isinstance(error, StudioError):
            _log.error("a backup broke", exc_info=error)
        sentence = str(error) if isinstance(error, StudioError) else _("The backup failed.")
        if sentence != self.trouble:
            self.trouble = sentence
            self._messages.say(sentence, Tone.WARNING)
        self.changed.emit()


def _last(document: str) -> "Point | None":
    from studio.store.backups.points import last_backup

    root: Path = paths.backups()
    return last_backup(root, document)

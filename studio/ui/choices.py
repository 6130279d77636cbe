"""The user's preferences while the program runs: the value of now, and how to change it."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from studio.kernel import preferences
from studio.kernel.preferences import Preferences


class Choices(QObject):
    """Keeps the preferences of this computer and writes each change at once."""

    changed = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        """Read the preferences kept in `folder`."""
        super().__init__(parent)
        self._folder = folder
        self._now = preferences.load(folder)

    @property
    def now(self) -> Preferences:
        """Return the preferences as they are now."""
        return self._now

    def set_language(self, language: str) -> None:
        """Choose 'system' or the code of a language; raise NotSaved."""
        self._take(replace(self._now, language=language))

    def set_appearance(self, appearance: str) -> None:
        """Choose 'system', 'light' or 'dark'; raise NotSaved."""
        self._take(replace(self._now, appearance=appearance))

    def remember(self, workspace: Path) -> None:
        """Put a workspace first among the recent ones; raise NotSaved."""
        self._take(self._now.with_recent(workspace))

    def forget(self, workspace: Path) -> None:
        """Take a workspace out of the recent ones; raise NotSaved."""
        self._take(self._now.without_recent(workspace))

    def forget_all(self) -> None:
        """Empty the list of recent workspaces; raise NotSaved."""
        self._take(replace(self._now, recent=()))

    def _take(self, new: Preferences) -> None:
        if new == self._now:
            return
        self._now = new
        self.changed.emit()
        preferences.save(new, self._folder)

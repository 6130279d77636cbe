"""What the window remembers on this computer: its place, its splitters, the last page."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QSplitter, QWidget

_FIRST_SIZE = (1280, 820)


class WindowMemory:
    """Qt's own settings in one file of ours."""

    def __init__(self, folder: Path) -> None:
        """Keep everything in `folder`/window.ini."""
        self._settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)

    def save_geometry(self, window: QWidget) -> None:
        """Remember where the window stands."""
        self._settings.setValue("window/geometry", window.saveGeometry())

    def restore_geometry(self, window: QWidget) -> None:
        """Put the window where it stood, or in the middle of the screen."""
        kept = self._bytes("window/geometry")
        if kept is None or not window.restoreGeometry(kept):
            room = window.screen().availableSize()
            width, height = _FIRST_SIZE
            window.resize(min(width, room.width()), min(height, room.height()))

    def save_splitters(self, page_id: str, page: QWidget) -> None:
        """Remember how the splitters of a page stand."""
        for splitter in page.findChildren(QSplitter):
            if splitter.objectName():
                self._settings.setValue(_key(page_id, splitter), splitter.saveState())

    def restore_splitters(self, page_id: str, page: QWidget) -> None:
        """Put the splitters of a page as they stood."""
        for splitter in page.findChildren(QSplitter):
            kept = self._bytes(_key(page_id, splitter))
            if kept is not None:
                splitter.restoreState(kept)

    @property
    def page(self) -> str:
        """Return the id of the page that was shown last; empty at first."""
        return str(self._settings.value("window/page", ""))

    def save_page(self, page_id: str) -> None:
        """Remember which page is shown."""
        self._settings.setValue("window/page", page_id)

    def write(self) -> None:
        """Bring everything to the disk now."""
        self._settings.sync()

    def _bytes(self, key: str) -> QByteArray | None:
        kept = self._settings.value(key)
        return kept if isinstance(kept, QByteArray) else None


def _key(page_id: str, splitter: QSplitter) -> str:
    return f"splitters/{page_id}.{splitter.objectName()}"

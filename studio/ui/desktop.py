"""The few doors to the desktop: choose a file, show a folder. Tests replace these functions."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget


def choose_file(parent: QWidget, title: str, folder: Path, kinds: str) -> Path | None:
    """Return the file the user picked; `kinds` reads 'Workspaces (*.studio)'."""
    chosen, _kind = QFileDialog.getOpenFileName(parent, title, str(folder), kinds)
    return Path(chosen) if chosen else None


def choose_new_file(
    parent: QWidget, title: str, proposed: Path, kinds: str, *, overwrite: bool = True
) -> Path | None:
    """Return where the user wants a file; without `overwrite` nobody asks to replace one."""
    options = QFileDialog.Option(0)
    if not overwrite:
        options = QFileDialog.Option.DontConfirmOverwrite
    chosen, _kind = QFileDialog.getSaveFileName(
        parent, title, str(proposed), kinds, options=options
    )
    return Path(chosen) if chosen else None


def documents() -> Path:
    """Return the user's folder of documents."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place) or Path.home())


def show_folder(folder: Path) -> bool:
    """Show a folder in the desktop's file browser; return whether there is one."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

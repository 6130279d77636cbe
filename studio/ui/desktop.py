"""The few doors to the desktop: choose a file, show a folder. Tests replace these functions."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QWidget


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


def choose_folder(parent: QWidget, title: str, folder: Path) -> Path | None:
    """Return the folder the user picked."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(folder))
    return Path(chosen) if chosen else None


def ask_name(parent: QWidget, title: str, label: str, name: str) -> str | None:
    """Return the name the user typed instead of `name`."""
    normal = QLineEdit.EchoMode.Normal
    typed, taken = QInputDialog.getText(parent, title, label, normal, name)
    return typed if taken else None


def documents() -> Path:
    """Return the user's folder of documents."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place) or Path.home())


def show_folder(folder: Path) -> bool:
    """Show a folder in the desktop's file browser; return whether there is one."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

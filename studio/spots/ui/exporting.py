"""Asking where to write a spot's storyboard."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from studio.export.catalogue import FORMATS
from studio.kernel.i18n import _


def ask_target(parent: QWidget, title: str) -> Path | None:
    """Return the file to write, its suffix always given; None when the user turned away."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    suggestion = Path(place) / f"{file_name(title)}{FORMATS[0].suffix}"
    filters = ";;".join(f"{_(known.label)} (*{known.suffix})" for known in FORMATS)
    chosen, _filter = QFileDialog.getSaveFileName(
        parent, _("Export storyboard"), str(suggestion), filters
    )
    if not chosen:
        return None
    target = Path(chosen)
    return target if target.suffix else target.with_suffix(FORMATS[0].suffix)


def file_name(title: str) -> str:
    """Return a title as a file name that every system takes."""
    kept = "".join(c if c.isalnum() or c in " -_.,&()" else "-" for c in title)
    return " ".join(kept.split()).strip(". -")[:80] or _("storyboard")

"""The dialogs of the Help menu: the sheet of shortcuts, and what the program is made of."""

from collections.abc import Mapping, Sequence
from importlib import metadata

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

import studio
from studio.kernel import logs, resources
from studio.kernel.i18n import _
from studio.ui.actions import Shortcut
from studio.ui.icons import app_icon
from studio.ui.layout import button, column, label, row
from studio.ui.theme import measure, space

_PARTS = (
    "PySide6-Essentials",
    "shiboken6",
    "sqlmodel",
    "SQLAlchemy",
    "pydantic",
    "alembic",
    "pillow",
    "uharfbuzz",
    "python-bidi",
    "fpdf2",
    "fonttools",
    "platformdirs",
)
"""What the program is made of, beside Python."""


class ShortcutsDialog(QDialog):
    """Every action that has keys, by menu."""

    def __init__(self, groups: Mapping[str, Sequence[Shortcut]], parent: QWidget) -> None:
        """Show the lines of `groups`, each under its menu's name."""
        super().__init__(parent)
        self.setObjectName("shortcutsDialog")
        self.setWindowTitle(_("Shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, space("m"), 0)
        grid.setHorizontalSpacing(space("xl"))
        grid.setVerticalSpacing(space("s"))
        grid.setColumnStretch(0, 1)
        line = 0
        for name, lines in groups.items():
            grid.setRowMinimumHeight(line, space("m") if line else 0)
            grid.addWidget(label(name, "field"), line + 1, 0, 1, 2)
            line += 2
            for one in lines:
                grid.addWidget(label(one.text), line, 0)
                grid.addWidget(label(one.keys, "secondary"), line, 1)
                line += 1
        grid.setRowStretch(line, 1)
        area = QScrollArea()
        area.setObjectName("shortcutsList")
        area.setWidget(inside)
        area.setWidgetResizable(True)
        self.setLayout(_framed(_("Shortcuts"), area, self))
        self.resize(measure("control", "text_column"), measure("control", "text_column"))


class AboutDialog(QDialog):
    """Name, version, what it runs on, and the licences of its parts."""

    def __init__(self, parent: QWidget) -> None:
        """Read the licences of what is installed."""
        super().__init__(parent)
        self.setObjectName("aboutDialog")
        self.setWindowTitle(_("About Persona Studio"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        side = measure("control", "icon_large")
        mark = label("")
        mark.setPixmap(app_icon().pixmap(side, side))
        name = label("Persona Studio", "title")
        version = label(_("Version {version}").format(version=studio.__version__), "secondary")
        version.setObjectName("aboutVersion")
        runs = label(logs.about(), "caption", wrap=True)
        runs.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        parts = QPlainTextEdit(licences())
        parts.setObjectName("aboutLicences")
        parts.setAccessibleName(_("Licences"))
        parts.setReadOnly(True)
        head = row(mark, column(name, version, gap="xs"), None, gap="m")
        words = label(
            _("Storyboards with virtual influencers, on your own computer. MIT licence."), wrap=True
        )
        box = column(head, words, runs, label(_("Made with"), "field"), parts, gap="m")
        self.setLayout(_framed("", box, self))
        self.resize(measure("control", "text_column"), measure("control", "text_column"))


def licences() -> str:
    """Return a line for each part of the program that is installed: name, version, licence."""
    lines = []
    for name in _PARTS:
        try:
            found = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue
        lines.append(f"{found['Name']} {found['Version']}: {_licence(found)}")
    fonts = sorted(file.name for file in resources.path("fonts").glob("*.txt"))
    if fonts:
        lines.append(_("Typefaces: {files}").format(files=", ".join(fonts)))
    return "\n".join(lines)


def _licence(found: "metadata.PackageMetadata") -> str:
    fields = found.json
    for key in ("license_expression", "license"):
        text = fields.get(key, "")
        if isinstance(text, str) and text and "\n" not in text:
            return text
    classifiers = found.get_all("Classifier") or []
    named = [one.split(" :: ")[-1] for one in classifiers if one.startswith("License ::")]
    return ", ".join(named) or _("see its own papers")


def _framed(title: str, part: QWidget | QVBoxLayout, dialog: QDialog) -> QVBoxLayout:
    close = button(_("&Close"), "dialogClose", "primary")
    close.clicked.connect(dialog.accept)
    close.setDefault(True)
    close.setFocus()
    box = column(part, row(None, close), gap="l", margin="xl")
    if title:
        box.insertWidget(0, label(title, "title"))
    return box

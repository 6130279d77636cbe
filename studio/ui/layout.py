"""Short words for laying out: columns, rows and labels with the distances of the theme."""

from typing import Literal, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from studio.ui import icons
from studio.ui.theme import space

Part = QWidget | QLayout | int | None
"""A widget, a layout, a distance in pixels, or None: what is left over goes here."""

Role = Literal["headline", "title", "strong", "secondary", "caption", "error", "field", ""]
Kind = Literal["", "primary", "quiet", "link"]

_BoxT = TypeVar("_BoxT", bound=QBoxLayout)


def column(*parts: Part, gap: str = "s", margin: str = "") -> QVBoxLayout:
    """Return a layout of parts from top to bottom; gap and margin are names of distances."""
    return _filled(QVBoxLayout(), parts, gap, margin)


def row(*parts: Part, gap: str = "s", margin: str = "") -> QHBoxLayout:
    """Return a layout of parts in reading direction; gap and margin are names of distances."""
    return _filled(QHBoxLayout(), parts, gap, margin)


def _filled(box: _BoxT, parts: tuple[Part, ...], gap: str, margin: str) -> _BoxT:
    box.setSpacing(space(gap) if gap else 0)
    around = space(margin) if margin else 0
    box.setContentsMargins(around, around, around, around)
    for part in parts:
        if part is None:
            box.addStretch(1)
        elif isinstance(part, int):
            box.addSpacing(part)
        elif isinstance(part, QWidget):
            box.addWidget(part)
        else:
            box.addLayout(part)
    return box


def label(text: str, role: Role = "", *, wrap: bool = False) -> QLabel:
    """Return plain text in one of the roles of the type scale."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def button(text: str, name: str, kind: Kind = "", icon: str = "") -> QPushButton:
    """Return a push button; `name` is its object name."""
    made = QPushButton(text)
    made.setObjectName(name)
    made.setAccessibleName(text.replace("&", ""))
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    if icon:
        tint = icons.Tint.ON_ACCENT if kind == "primary" else icons.Tint.PLAIN
        made.setIcon(icons.icon(icon, tint))
    return made


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet looks at, and let it look again."""
    if all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    for part in (widget, *widget.findChildren(QWidget)):
        part.style().unpolish(part)
        part.style().polish(part)

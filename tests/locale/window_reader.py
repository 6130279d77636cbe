"""Reads what a window says, as somebody who sees or hears it would."""

import re
from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QWidget,
)

from studio.app.status import ElidedLabel

_Role = Qt.ItemDataRole
_ROLES = (_Role.DisplayRole, _Role.ToolTipRole, _Role.AccessibleTextRole)
_WORD = re.compile(r"[^\W\d_]{2}")
_KEYS = re.compile(r"(Ctrl|Alt|Shift)\+\S+|\b(F\d+|Canc|Del)\b")
_BRACKETED = re.compile(r"\[[^\[\]]*\]")


def texts(widget: QWidget) -> Iterator[tuple[str, str]]:
    """Yield where something is said, and what: by the widget, its actions and all inside it."""
    for part in (widget, *widget.findChildren(QWidget)):
        if part.objectName().startswith("qt_dockwidget_"):  # Qt's own, hidden behind our title
            continue
        name = f"{type(part).__name__} {part.objectName()}"
        for text in _said(part):
            if text:
                yield name, text
        for action in part.actions():
            yield f"action {action.objectName()}", action.text()
            yield f"tip of {action.objectName()}", action.toolTip()


def _said(part: QWidget) -> Iterator[str]:
    yield from (part.windowTitle(), part.toolTip(), part.statusTip())
    yield from (part.accessibleName(), part.accessibleDescription())
    if isinstance(part, ElidedLabel):
        return  # its tip has all of the text
    if isinstance(part, (QLabel, QAbstractButton)):
        yield part.text()
    elif isinstance(part, (QLineEdit, QPlainTextEdit)):
        yield part.placeholderText()
    elif isinstance(part, QMenu):
        yield part.title()
    elif isinstance(part, QAbstractItemView) and part.model() is not None:
        model = part.model()
        rows = [model.index(row, 0, QModelIndex()) for row in range(model.rowCount(QModelIndex()))]
        yield from (str(row.data(role) or "") for row in rows for role in _ROLES)


def unbracketed(text: str, data: tuple[str, ...]) -> str:
    """Return the words of a text that are neither in brackets nor the user's own `data`."""
    before = ""
    while before != text:
        before, text = text, _BRACKETED.sub("", text)
    text = _KEYS.sub("", text)
    for known in sorted(data, key=len, reverse=True):
        text = text.replace(known, "")
    return text.strip() if _WORD.search(text) else ""


def cut(widget: QWidget) -> Iterator[str]:
    """Yield the visible buttons and one-line labels that are narrower than their words."""
    for part in widget.findChildren(QWidget):
        if not part.isVisible() or not isinstance(part, (QAbstractButton, QLabel)):
            continue
        wraps = isinstance(part, QLabel) and part.wordWrap()
        if part.text() and not wraps and part.width() < part.sizeHint().width():
            yield f"{type(part).__name__} {part.objectName()}: {part.text()}"


def doubled_letters(window: QMainWindow) -> dict[str, list[str]]:
    """Return, by menu, the & letters that lead to more than one entry."""
    bar = window.menuBar()
    menus: list[QMenu | QMenuBar] = [bar, *bar.findChildren(QMenu)]
    found = {}
    for menu in menus:
        counted = Counter(letter(action.text()) for action in menu.actions())
        twice = [mark for mark, times in counted.items() if mark and times > 1]
        if twice:
            found[menu.objectName()] = twice
    return found


def letter(text: str) -> str:
    """Return the letter that & marks; '' when there is none."""
    marked = re.search(r"&([^&\s])", text.replace("&&", ""))
    return marked.group(1).casefold() if marked else ""

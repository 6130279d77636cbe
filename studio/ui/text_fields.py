"""Fields that store by themselves: they say `edited` after a second of quiet and on leaving.

Esc drops what is not stored; Ctrl+Z belongs to the field while it has something to take back.
"""

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from studio.ui.layout import restyle
from studio.ui.text_draft import CAPTION, ERROR, TextDraft, length_word

_Undo, _Redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)


class LineField(QLineEdit):
    """One line of text; Return says it at once."""

    edited = Signal(str)
    """Intent: store this text."""
    hinted = Signal(str, str)
    """A word to show at the field, and its role: caption or error."""

    def __init__(
        self, name: str, label: str, *, limit: int | None = None, parent: QWidget | None = None
    ) -> None:
        """`name` is the object name, `label` what it is called; `limit` counts characters."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._limit = limit
        if limit is not None:
            self.setMaxLength(limit)
        self._draft = TextDraft(self, self.edited.emit, self._hint, self)
        self.textEdited.connect(self._typed)
        self.inputRejected.connect(self._count)
        self.returnPressed.connect(self.commit)

    @property
    def pending(self) -> bool:
        """Return whether the field holds something that nobody has taken yet."""
        return self._draft.pending

    def show_text(self, text: str) -> None:
        """Show what is stored; typing in progress stays."""
        self._draft.show(text)

    def commit(self) -> None:
        """Say the text now if it is not stored."""
        self._draft.commit()

    def refuse(self, sentence: str, *, keep: bool) -> bool:
        """Say why the text was not taken; return False when nobody looks at the field."""
        return self._draft.refuse(sentence, keep=keep)

    def current(self) -> str:
        """Return the text as it stands."""
        return self.text()

    def put(self, text: str) -> None:
        """Replace the text without announcing anything."""
        place = self.cursorPosition()
        with QSignalBlocker(self):
            self.setText(text)
        self.setCursorPosition(place if self.hasFocus() else 0)

    def forget_undo(self) -> None:
        """Begin the field's own undo afresh: what came before belongs to the workspace."""
        self.put(self.text())

    def _typed(self) -> None:
        self._draft.typed()
        self._count()

    def _count(self) -> None:
        self._hint(length_word(len(self.text()), self._limit))

    def _hint(self, text: str, role: str = CAPTION) -> None:
        restyle(self, refused=role == ERROR)
        self.hinted.emit(text, role)

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window when the field has nothing of its own to take back."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            undo = event.matches(_Undo) and not self.isUndoAvailable()
            if undo or (event.matches(_Redo) and not self.isRedoAvailable()):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc drops what is not stored."""
        if event.key() == Qt.Key.Key_Escape and self._draft.drop():
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin to type."""
        super().focusInEvent(event)
        self._draft.entered()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say what was typed; an open menu is not leaving."""
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self._draft.left()
            if not self.property("refused"):
                self._hint("")


class TextField(QPlainTextEdit):
    """Plain text that grows with what is typed; Tab leaves it, Ctrl+Return says it at once."""

    edited = Signal(str)
    """Intent: store this text."""
    hinted = Signal(str, str)
    """A word to show at the field, and its role: caption or error."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        limit: int | None = None,
        lines: tuple[int, int] = (2, 12),
        parent: QWidget | None = None,
    ) -> None:
        """`lines` are the fewest and the most that are shown without scrolling."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._limit = limit
        self._lines = lines
        self._draft = TextDraft(self, self.edited.emit, self._hint, self)
        self.textChanged.connect(self._typed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    @property
    def pending(self) -> bool:
        """Return whether the field holds something that nobody has taken yet."""
        return self._draft.pending

    def show_text(self, text: str) -> None:
        """Show what is stored; typing in progress stays."""
        self._draft.show(text)

    def commit(self) -> None:
        """Say the text now if it is not stored."""
        self._draft.commit()

    def refuse(self, sentence: str, *, keep: bool) -> bool:
        """Say why the text was not taken; return False when nobody looks at the field."""
        return self._draft.refuse(sentence, keep=keep)

    def current(self) -> str:
        """Return the text as it stands."""
        return self.toPlainText()

    def put(self, text: str) -> None:
        """Replace the text without announcing anything; the cursor stays about where it was."""
        place = self.textCursor().position()
        with QSignalBlocker(self):
            self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def forget_undo(self) -> None:
        """Begin the field's own undo afresh: what came before belongs to the workspace."""
        self.document().clearUndoRedoStacks()

    def _typed(self) -> None:
        self._cut()
        self._draft.typed()
        self._count()

    def _cut(self) -> None:
        """Take away what is over the limit, from where it was put in."""
        surplus = 0 if self._limit is None else len(self.toPlainText()) - self._limit
        if surplus <= 0:
            return
        cursor = self.textCursor()
        with QSignalBlocker(self):
            cursor.joinPreviousEditBlock()
            for _again in range(surplus):
                cursor.deletePreviousChar()
            cursor.endEditBlock()

    def _count(self) -> None:
        self._hint(length_word(len(self.toPlainText()), self._limit))

    def _hint(self, text: str, role: str = CAPTION) -> None:
        restyle(self, refused=role == ERROR)
        self.hinted.emit(text, role)

    def _grow(self) -> None:
        """Take the height of the text, within the fewest and the most lines."""
        least, most = (count * self.fontMetrics().lineSpacing() for count in self._lines)
        text = self._text_height()
        frame = self.height() - self.viewport().height()
        margin = 2 * round(self.document().documentMargin())
        self.setFixedHeight(max(least, min(most, text)) + margin + frame)
        if text <= most:
            self.verticalScrollBar().setValue(0)  # it scrolled before it grew

    def _text_height(self) -> int:
        """Return the height of all lines; those with emoji or other scripts are taller."""
        total = 0.0
        block = self.document().firstBlock()
        while block.isValid():
            total += self.blockBoundingRect(block).height()
            block = block.next()
        return round(total - self.document().documentMargin())  # the first block's holds one

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks other lines."""
        super().resizeEvent(event)
        self._grow()

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window when the field has nothing of its own to take back."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            undo = event.matches(_Undo) and not self.document().isUndoAvailable()
            if undo or (event.matches(_Redo) and not self.document().isRedoAvailable()):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc drops what is not stored; Ctrl+Return stores at once."""
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape and self._draft.drop():
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and held:
            self.commit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin to type."""
        super().focusInEvent(event)
        self._draft.entered()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say what was typed; an open menu is not leaving."""
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self._draft.left()
            if not self.property("refused"):
                self._hint("")


def commit_pending(root: QWidget) -> None:
    """Let every field inside say what it has not said yet: before undo, export and closing."""
    for line in root.findChildren(LineField):
        line.commit()
    for text in root.findChildren(TextField):
        text.commit()


def has_pending(root: QWidget) -> bool:
    """Return whether a field inside holds something that was refused or not yet said."""
    lines = any(field.pending for field in root.findChildren(LineField))
    return lines or any(field.pending for field in root.findChildren(TextField))

"""Editing a field of a card in place: words in a field laid over it, codes from a menu.

At most one field is open. Words are said by the field's own rules (a second of quiet, on
leaving); the field closes once what was typed is stored, and stays when it is not.
"""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from studio.kernel import text
from studio.kernel.i18n import _
from studio.spots.ui.board import BoardView
from studio.spots.ui.card import Field
from studio.spots.ui.cards import Card
from studio.spots.words import EXPRESSIONS, POSES, SIZES, word
from studio.ui.layout import label, restyle
from studio.ui.text_fields import LineField, TextField

_TAB_ORDER = (Field("length"), Field("action"), Field("dialogue"))


class FieldEditor(QObject):
    """Opens fields of cards for editing, and says what was written or chosen."""

    written = Signal(str, object, str)
    """Words for a field: the panel's id, the Field, the text."""
    picked = Signal(str, object, str)
    """A code for a field: the panel's id, the Field, the code."""
    closed = Signal()
    """The open field has been left."""

    def __init__(self, board: BoardView) -> None:
        """Edit the fields of `board`."""
        super().__init__(board)
        self._board = board
        self._open: tuple[str, Field] | None = None
        self.field: LineField | TextField | None = None
        self._word: QLabel | None = None
        board.moved.connect(self._follow)

    def edit(self, panel_id: str, field: Field) -> None:
        """Open a field of a card; what was open before is said first."""
        card = self._board.card(panel_id)
        if card is None or field.member >= max(1, len(card.cast)):
            return
        self.finish()
        self._board.choose([panel_id])
        if field.kind in ("size", "pose", "expression"):
            self._show_menu(card, field)
        elif field.kind != "picture":
            self._show_field(card, field)

    def finish(self) -> None:
        """Say what the open field holds, and close it unless it was not stored."""
        if self.field is not None:
            self.field.commit()
            self._close_if_stored(force=True)

    def refresh(self) -> None:
        """Show the stored words in the open field, and close it when it has been left."""
        if self.field is None or self._open is None:
            return
        card = self._board.card(self._open[0])
        if card is None:
            self._close()
            return
        self.field.show_text(_stored(card, self._open[1]))
        if not self.field.hasFocus():
            self._close_if_stored()

    # Menus of codes

    def _show_menu(self, card: Card, field: Field) -> None:
        rect = self._board.field_rect(card.id, field)
        if rect is None:
            return
        menu = QMenu(self._board)
        menu.setObjectName(f"menu.{field.kind}")
        words, chosen = _choices(card, field)
        for code in words:
            action = QAction(menu_word(words, code, field), menu)
            action.setData(code)
            action.setCheckable(True)
            action.setChecked(code == chosen)
            menu.addAction(action)
        self._open = (card.id, field)
        menu.triggered.connect(self._pick)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._board.viewport().mapToGlobal(rect.bottomLeft() + QPoint(0, 2)))
        for action in menu.actions():
            if action.isChecked():
                menu.setActiveAction(action)

    def _pick(self, action: QAction) -> None:
        if self._open is not None:
            panel_id, field = self._open
            self._open = None
            self.picked.emit(panel_id, field, str(action.data()))

    # Fields of words

    def _show_field(self, card: Card, field: Field) -> None:
        self._open = (card.id, field)
        viewport = self._board.viewport()
        if field.kind == "length":
            self.field = LineField("edit.length", _("Length in seconds"), limit=20, parent=viewport)
        else:
            name = _("Action") if field.kind == "action" else _("Dialogue")
            lines = (3, 9)
            self.field = TextField(
                f"edit.{field.kind}", name, limit=text.LONGEST, lines=lines, parent=viewport
            )
        self._word = label("", "caption", wrap=True)
        self._word.setParent(viewport)
        self._word.setAutoFillBackground(True)
        self.field.show_text(_stored(card, field))
        self.field.edited.connect(self._say)
        self.field.hinted.connect(self._hint)
        self.field.installEventFilter(self)
        self._board.bring_into_view(card.id)
        self._follow()
        self.field.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def _say(self, words: str) -> None:
        if self._open is not None:
            self.written.emit(*self._open, words)

    def _hint(self, words: str, role: str) -> None:
        if self._word is not None:
            self._word.setText(words)
            restyle(self._word, role=role)
            self._follow()

    def _follow(self) -> None:
        """Keep the open field over its place on the card."""
        if self.field is None or self._open is None:
            return
        rect = self._board.field_rect(*self._open)
        if rect is None:
            return
        if self._open[1].kind == "length":
            rect = QRect(rect.right() - 92, rect.y() - 2, 96, rect.height() + 4)
        self.field.setFixedWidth(rect.width())
        below = rect.y() + self.field.height() - self._board.viewport().height()
        self.field.move(rect.x(), max(0, rect.y() - max(0, below)))
        if self._word is not None:
            self._word.setVisible(bool(self._word.text()))
            self._word.setFixedWidth(max(rect.width(), 150))
            self._word.adjustSize()
            self._word.move(self.field.geometry().bottomLeft() + QPoint(0, 2))
            self._word.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc and leaving close the field; Tab goes on to the next one."""
        if watched is not self.field:
            return False
        if event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._after_leaving)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            QTimer.singleShot(0, self, self._give_back_focus)
            return False
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            held or isinstance(self.field, LineField)
        ):
            self.finish()
            return True
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._step(1 if key == Qt.Key.Key_Tab else -1)
            return True
        return False

    def _step(self, by: int) -> None:
        """Go to the next or previous field of words, and on to the neighbouring card."""
        if self._open is None:
            return
        panel_id, field = self._open
        place = _TAB_ORDER.index(field) + by
        ids = self._board.ids()
        row = ids.index(panel_id) + (place // len(_TAB_ORDER))
        if 0 <= row < len(ids):
            self.edit(ids[row], _TAB_ORDER[place % len(_TAB_ORDER)])

    def _give_back_focus(self) -> None:
        self._board.setFocus(Qt.FocusReason.OtherFocusReason)

    def _after_leaving(self) -> None:
        if self.field is not None and not self.field.hasFocus():
            self._close_if_stored()

    def _close_if_stored(self, *, force: bool = False) -> None:
        """Close the field when it holds nothing that was refused; `force` trusts what was said."""
        if self.field is None or self.field.property("refused"):
            return
        if force or not self.field.pending:
            self._close()

    def _close(self) -> None:
        field, self.field = self.field, None
        shown, self._word = self._word, None
        self._open = None
        for widget in (field, shown):
            if isinstance(widget, QWidget):
                widget.removeEventFilter(self)
                had_focus = widget.hasFocus()
                widget.hide()
                widget.deleteLater()
                if had_focus:
                    self._give_back_focus()
        self.closed.emit()


def _stored(card: Card, field: Field) -> str:
    if field.kind == "length":
        return card.length.removesuffix(" s")
    return card.action if field.kind == "action" else card.dialogue


def _choices(card: Card, field: Field) -> tuple[Mapping[str, str], str]:
    """Return the words of a menu by code, and the code that is chosen now."""
    if field.kind == "size":
        return SIZES, card.size
    line = card.cast[field.member]
    if field.kind == "pose":
        return POSES, line.pose
    return EXPRESSIONS, line.expression


def menu_word(words: Mapping[str, str], code: str, field: Field) -> str:
    """Return how a code reads in a menu; sizes show their code, which boards are full of."""
    shown = word(words, code)
    return f"{code}  ·  {shown}" if field.kind == "size" else shown

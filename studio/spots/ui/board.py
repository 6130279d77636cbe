"""The board: a spot's panels as cards that are edited where they stand.

A click on a field edits it; dragging a card moves it; everything is said as an intent and
shown again when the refresh comes.
"""

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.kernel.i18n import _
from studio.spots.ui.card import Field, drop_place, gap_line
from studio.spots.ui.card_painter import Hover
from studio.spots.ui.cards_view import PICTURE, SPACING, CardsView
from studio.spots.ui.dragging import Drag
from studio.ui.pictures import Pictures
from studio.ui.theme import Theme

_PLAIN = Qt.KeyboardModifier.NoModifier


class BoardView(CardsView):
    """Turns mouse and keys on cards into what the user wants."""

    field_wanted = Signal(str, object)
    """A field of a card is to be edited: the panel's id and the Field."""
    relocate_wanted = Signal(list, int)
    """These panels are to move before the place."""
    menu_wanted = Signal(QPoint)
    """The menu of actions is wanted at this global point."""

    def __init__(self, pictures: Pictures, theme: Theme, parent: QWidget | None = None) -> None:
        """Show an empty board."""
        super().__init__(pictures, theme, parent)
        self.setObjectName("board")
        self.setAccessibleName(_("Panels"))
        self._drag = Drag()
        self._pressed: tuple[str, Field] | None = None
        self._keeps_selection = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note what is pressed; a press on one of several selected cards may drag them all."""
        at = event.position().toPoint()
        self._pressed = self._hit(at) if event.button() == Qt.MouseButton.LeftButton else None
        plain = event.modifiers() == _PLAIN
        chosen = self.selected()
        several = self._pressed is not None and self._pressed[0] in chosen and len(chosen) > 1
        self._keeps_selection = several and plain
        if self._keeps_selection:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        else:
            super().mousePressEvent(event)
        if self._pressed is not None and plain:
            self._drag.press(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag when a card was pressed, else tell what the mouse is over."""
        at = event.position().toPoint()
        if event.buttons() & Qt.MouseButton.LeftButton and self._pressed is not None:
            self._drag.move(at)
            if self._drag.active:
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self._scroll_at_edge(at)
                self.viewport().update()
            return
        hit = self._hit(at)
        hover = Hover(*hit) if hit else Hover()
        if hover != self._painter.hover:
            self._painter.hover = hover
            on_field = hover.field is not None and hover.field != PICTURE
            shape = Qt.CursorShape.PointingHandCursor if on_field else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            self.viewport().update()

    def _scroll_at_edge(self, at: QPoint) -> None:
        bar = self.verticalScrollBar()
        if at.y() < 30:
            bar.setValue(bar.value() - 20)
        elif at.y() > self.viewport().height() - 30:
            bar.setValue(bar.value() + 20)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop what was dragged, or edit the field that was clicked."""
        at = event.position().toPoint()
        pressed, self._pressed = self._pressed, None
        if self._drag.active:
            place, ids = self._place(at), self.selected()
            self._end_drag()
            self.relocate_wanted.emit(ids, place)
            return
        self._drag.stop()
        if self._keeps_selection and pressed is not None:
            self.choose([pressed[0]])
        super().mouseReleaseEvent(event)
        plain = event.modifiers() == _PLAIN
        if pressed is not None and plain and self._hit(at) == pressed and pressed[1] != PICTURE:
            self.field_wanted.emit(*pressed)

    def _end_drag(self) -> None:
        self._drag.stop()
        self.unsetCursor()
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the mouse any more."""
        self._painter.hover = Hover()
        self.viewport().update()
        super().leaveEvent(event)

    def _place(self, at: QPoint) -> int:
        return drop_place(self._boxes(), at.x(), at.y())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc drops a drag; Enter edits the dialogue of the current panel."""
        if event.key() == Qt.Key.Key_Escape and self._drag.active:
            self._pressed = None
            self._end_drag()
            return
        current = self.current()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self.field_wanted.emit(current, Field("dialogue"))
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are shortcuts here, not a search."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of actions."""
        self.menu_wanted.emit(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cards, and the gap where a drag would drop."""
        super().paintEvent(event)
        boxes = self._boxes() if self._drag.active else []
        if boxes:
            gap = gap_line(boxes, drop_place(boxes, self._drag.x, self._drag.y), SPACING)
            painter = QPainter(self.viewport())
            accent = self.palette().accent().color()
            box = QRect(round(gap.x), round(gap.y), round(gap.width), round(gap.height))
            painter.fillRect(box, accent)

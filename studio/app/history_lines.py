"""Paints a step of the history: what on the first line, who and when on the second."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studio.ui.rows_model import ROW_ROLE
from studio.ui.theme import space

if TYPE_CHECKING:
    from studio.app.history_panel import StepLine

_Role = QPalette.ColorRole
_Index = QModelIndex | QPersistentModelIndex
_DOT = 4.0


class LineDelegate(QStyledItemDelegate):
    """A line of time at the left; the step of now has a full dot, undone ones are grey."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return room for two lines."""
        del index
        return QSize(120, 2 * QFontMetrics(option.font).height() + 2 * space("s"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one step."""
        line: StepLine = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._background(painter, option)
        box = option.rect.adjusted(space("l") + space("s"), space("s") - 1, -space("s"), 1)
        self._dot(painter, option, line)
        height = QFontMetrics(option.font).height()
        muted = option.palette.color(_Role.PlaceholderText)
        strong = muted if line.undone else option.palette.color(_Role.Text)
        upper = QRect(box.x(), box.y(), box.width(), height)
        _words(painter, upper, line.what, _font(option.font, line), strong)
        _words(painter, upper.translated(0, height), line.who_when, option.font, muted)
        painter.restore()

    @staticmethod
    def _background(painter: QPainter, option: QStyleOptionViewItem) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            fill = option.palette.color(_Role.Highlight)
            fill.setAlpha(255 if selected else 90)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawRoundedRect(option.rect.adjusted(2, 1, -2, -1), 6, 6)

    @staticmethod
    def _dot(painter: QPainter, option: QStyleOptionViewItem, line: "StepLine") -> None:
        """Draw this step's piece of the line of time; a barrier is a bar across it."""
        rail = option.palette.color(_Role.Mid)
        x = option.rect.left() + space("m") + _DOT
        middle = option.rect.top() + space("s") + QFontMetrics(option.font).height() / 2
        painter.setPen(QPen(rail, 1))
        painter.drawLine(QPointF(x, option.rect.top()), QPointF(x, option.rect.bottom() + 1))
        if line.barrier:
            painter.setPen(QPen(rail, 2))
            painter.drawLine(QPointF(x - _DOT, middle), QPointF(x + _DOT, middle))
            return
        mark = option.palette.color(_Role.Accent) if line.current else rail
        painter.setPen(QPen(mark, 1.5))
        filled = line.current or not line.undone
        painter.setBrush(mark if filled else option.palette.color(_Role.Window))
        painter.drawEllipse(QPointF(x, middle), _DOT, _DOT)


def _font(base: QFont, line: "StepLine") -> QFont:
    font = QFont(base)
    if line.current:
        font.setWeight(QFont.Weight.Bold)
    font.setStrikeOut(line.undone)
    return font


def _words(painter: QPainter, box: QRect, words: str, font: QFont, colour: QColor) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), shown)

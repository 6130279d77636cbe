"""The list of spots beside the board."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from studio.kernel.i18n import _, ngettext
from studio.spots.queries import SpotRow
from studio.spots.ui.cards import length_words
from studio.ui.rows_model import ROW_ROLE, RowsModel

_Role = QPalette.ColorRole


def facts(row: SpotRow) -> str:
    """Return the second line of a spot: whether it is archived, how many panels, how long."""
    panels = ngettext("{n} panel", "{n} panels", row.panels).format(n=row.panels)
    parts = [_("Archived")] if row.archived else []
    return " · ".join([*parts, panels, length_words(row.duration_ms)])


class SpotList(QListView):
    """Shows spots by title and length; one is open."""

    opened = Signal(str)
    """Another spot is to be shown."""
    menu_wanted = Signal(QPoint)
    """The menu of actions is wanted at this global point."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show an empty list."""
        super().__init__(parent)
        self.setObjectName("spotList")
        self.setAccessibleName(_("Spots"))
        self._rows: RowsModel[SpotRow] = RowsModel(
            lambda row: row.title,
            self,
            roles={
                int(Qt.ItemDataRole.AccessibleTextRole): lambda row: f"{row.title}. {facts(row)}",
                int(Qt.ItemDataRole.ToolTipRole): lambda row: row.title,
            },
        )
        self.setModel(self._rows)
        self.setItemDelegate(_TwoLines(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._say_menu)
        self.selectionModel().currentChanged.connect(self._say_opened)

    def show_rows(self, rows: Sequence[SpotRow], open_id: str | None) -> None:
        """Show the spots, the open one chosen, without announcing anything."""
        selection = self.selectionModel()
        with QSignalBlocker(selection):
            self._rows.show(rows)
            index = self._rows.index_of(open_id) if open_id else QModelIndex()
            selection.setCurrentIndex(index, selection.SelectionFlag.ClearAndSelect)
        self.viewport().update()

    def _say_opened(self, current: QModelIndex) -> None:
        if current.isValid():
            self.opened.emit(self._rows.row_at(current.row()).id)

    def _say_menu(self, at: QPoint) -> None:
        self.menu_wanted.emit(self.viewport().mapToGlobal(at))


class _TwoLines(QStyledItemDelegate):
    """Paints a title over a quieter line."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return room for two lines."""
        del index
        return QSize(120, 2 * QFontMetrics(option.font).height() + 20)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one spot."""
        row: SpotRow = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        box = option.rect.adjusted(6, 1, -6, -1)
        if selected or hovered:
            fill = option.palette.color(_Role.Highlight)
            fill.setAlpha(255 if selected else 90)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawRoundedRect(box, 6, 6)
        inside = box.adjusted(10, 7, -10, -7)
        half = inside.height() // 2
        upper = QRect(inside.x(), inside.y(), inside.width(), half)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.Bold)
        muted = option.palette.color(_Role.PlaceholderText)
        plain = muted if row.archived else option.palette.color(_Role.Text)
        self._line(painter, upper, row.title, font, plain)
        lower = upper.translated(0, half)
        self._line(painter, lower, facts(row), option.font, muted)
        painter.restore()

    @staticmethod
    def _line(painter: QPainter, box: QRect, words: str, font: QFont, colour: QColor) -> None:
        painter.setFont(font)
        painter.setPen(colour)
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), shown)

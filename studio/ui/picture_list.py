"""A list of things with a picture, a name and a quieter line, and a field that filters it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from studio.kernel.i18n import _
from studio.kernel.text import fold
from studio.ui import icons
from studio.ui.layout import column, label
from studio.ui.pictures import Pictures, Wish
from studio.ui.rows_model import ROW_ROLE, RowsModel
from studio.ui.theme import space

PICTURE = 44
"""The side of a row's picture, in device-independent pixels."""

_Role = QPalette.ColorRole


@dataclass(frozen=True, slots=True)
class PictureRow:
    """One line of the list."""

    id: str
    title: str
    facts: str
    words: str = ""
    """What else the filter looks in."""
    wish: Wish | None = None
    colours: tuple[str, ...] = ()
    """Stripes in place of a picture, as '#rrggbb'; one empty word is the plain ground."""
    muted: bool = False
    """Archived, or otherwise out of use."""


class PictureList(QWidget):
    """Shows rows, those that fit what is typed above; one is open."""

    opened = Signal(str)
    """Another row is to be shown."""
    menu_wanted = Signal(QPoint)
    """The menu of actions is wanted at this global point."""

    def __init__(self, name: str, title: str, pictures: Pictures) -> None:
        """`name` begins the object names; `title` is what the list is called."""
        super().__init__()
        self.setObjectName(name)
        self._all: Sequence[PictureRow] = ()
        self._open: str | None = None
        self.filter = QLineEdit()
        self.filter.setObjectName(f"{name}.filter")
        self.filter.setPlaceholderText(_("Filter"))
        self.filter.setAccessibleName(_("Filter {list}").format(list=title))
        self.filter.setClearButtonEnabled(True)
        self.filter.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.view = _View(f"{name}.list", title, pictures)
        self._none = label(_("Nothing fits the filter."), "secondary", wrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._none.hide()
        box = column(self.filter, self._none, self.view, gap="s")
        box.setContentsMargins(space("s"), space("s"), space("s"), space("s"))
        self.setLayout(box)
        self.filter.textChanged.connect(self._show)
        self.view.selectionModel().currentChanged.connect(self._say_opened)
        self.view.customContextMenuRequested.connect(
            lambda at: self.menu_wanted.emit(self.view.viewport().mapToGlobal(at))
        )

    def show_rows(self, rows: Sequence[PictureRow], open_id: str | None) -> None:
        """Show these rows, the open one chosen, without announcing anything."""
        another = open_id is not None and open_id != self._open
        self._all, self._open = rows, open_id
        self._show()
        if another:
            self.view.scrollTo(self.view.currentIndex())

    def _show(self) -> None:
        words = fold(self.filter.text()).split()
        rows = [row for row in self._all if _fits(row, words)]
        selection = self.view.selectionModel()
        with QSignalBlocker(selection):
            self.view.rows.show(rows)
            index = self.view.rows.index_of(self._open) if self._open else QModelIndex()
            selection.setCurrentIndex(index, selection.SelectionFlag.ClearAndSelect)
        self._none.setVisible(bool(self._all) and not rows)
        self.view.viewport().update()

    def _say_opened(self, current: QModelIndex) -> None:
        if current.isValid():
            self.opened.emit(self.view.rows.row_at(current.row()).id)


class _View(QListView):
    """The rows themselves; pictures that are not there yet come when they are drawn."""

    def __init__(self, name: str, title: str, pictures: Pictures) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.rows: RowsModel[PictureRow] = RowsModel(
            lambda row: row.title,
            self,
            roles={
                int(Qt.ItemDataRole.AccessibleTextRole): lambda row: f"{row.title}. {row.facts}",
                int(Qt.ItemDataRole.ToolTipRole): lambda row: row.title,
            },
        )
        self.setModel(self.rows)
        self.setItemDelegate(_Painter(pictures, self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        pictures.ready.connect(self.viewport().update)


def _fits(row: PictureRow, words: Sequence[str]) -> bool:
    if not words:
        return True
    folded = fold(f"{row.title} {row.facts} {row.words}")
    return all(word in folded for word in words)


class _Painter(QStyledItemDelegate):
    """Paints a picture beside a title over a quieter line."""

    def __init__(self, pictures: Pictures, parent: QListView) -> None:
        super().__init__(parent)
        self._pictures = pictures

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return room for the picture and for two lines."""
        del index
        return QSize(120, max(PICTURE, 2 * QFontMetrics(option.font).height()) + 16)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one row."""
        row: PictureRow = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        box = option.rect.adjusted(0, 1, 0, -1)
        _paint_ground(painter, option, box)
        if row.muted:
            painter.setOpacity(0.55)
        left = box.x() + space("s")
        if row.wish is not None or row.colours:
            place = QRect(left, box.center().y() - PICTURE // 2, PICTURE, PICTURE)
            self._paint_picture(painter, option, row, place)
            left += PICTURE + space("m")
        inside = QRect(left, box.y() + 6, box.right() - left - space("s"), box.height() - 12)
        self._paint_words(painter, option, row, inside)
        painter.restore()

    def _paint_picture(
        self, painter: QPainter, option: QStyleOptionViewItem, row: PictureRow, place: QRect
    ) -> None:
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(place), 8, 8)
        painter.save()
        painter.setClipPath(clip)
        painter.fillPath(clip, option.palette.color(_Role.Midlight))
        image = self._pictures.picture(row.wish.key) if row.wish is not None else None
        if image is not None:
            painter.drawImage(place, image)
        elif row.wish is not None:
            self._pictures.want(row.wish)
        for number, colour in enumerate(filter(None, row.colours)):
            # The first takes half of the width, the others share what is left.
            count = len(row.colours) - 1
            left = 0 if number == 0 else PICTURE // 2 + PICTURE // 2 * (number - 1) // count
            painter.fillRect(place.adjusted(left, 0, 0, 0), QColor(colour))
        painter.restore()

    @staticmethod
    def _paint_words(
        painter: QPainter, option: QStyleOptionViewItem, row: PictureRow, inside: QRect
    ) -> None:
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.Bold)
        half = inside.height() // 2
        upper = QRect(inside.x(), inside.y(), inside.width(), half)
        lines = (
            (upper, row.title, bold, _Role.Text),
            (upper.translated(0, half), row.facts, option.font, _Role.PlaceholderText),
        )
        for place, words, font, role in lines:
            painter.setFont(font)
            painter.setPen(option.palette.color(role))
            elide = Qt.TextElideMode.ElideRight
            shown = QFontMetrics(font).elidedText(words, elide, place.width())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), shown)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    if selected or hovered:
        fill = option.palette.color(_Role.Highlight)
        fill.setAlpha(255 if selected else 90)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(box, 6, 6)

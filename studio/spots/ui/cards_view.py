"""Cards in rows: what the board shows, which are selected, where each field lies."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from studio.kernel.geometry import Rect
from studio.spots.ui.card import CardLayout, Field, box_of, field_at
from studio.spots.ui.card_painter import CardPainter
from studio.spots.ui.cards import Card
from studio.ui.pictures import Pictures
from studio.ui.rows_model import RowsModel
from studio.ui.theme import Theme

NARROWEST, USUAL, WIDEST, SPACING = 140, 176, 420, 14
PICTURE = Field("picture")


class CardsView(QListView):
    """Shows cards in rows and keeps their selection."""

    chosen = Signal()
    """Other cards are selected now."""
    moved = Signal()
    """Cards lie elsewhere now: scrolled, resized or rearranged."""

    def __init__(self, pictures: Pictures, theme: Theme, parent: QWidget | None = None) -> None:
        """Show no cards yet; their pictures come from `pictures`."""
        super().__init__(parent)
        self._cards: RowsModel[Card] = RowsModel(
            lambda card: card.spoken,
            self,
            roles={int(Qt.ItemDataRole.AccessibleTextRole): lambda card: card.spoken},
        )
        self._wanted = USUAL
        self._painter = CardPainter(pictures, theme, self)
        self._build()
        pictures.ready.connect(self._repaint)

    def _build(self) -> None:
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSpacing(SPACING // 2)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setItemDelegate(self._painter)
        self.setModel(self._cards)
        self.verticalScrollBar().setSingleStep(40)
        self.verticalScrollBar().valueChanged.connect(self._say_moved)
        self.selectionModel().selectionChanged.connect(self._say_chosen)

    def _say_chosen(self) -> None:
        self.chosen.emit()

    def _say_moved(self) -> None:
        self.moved.emit()

    def _repaint(self) -> None:
        self.viewport().update()

    def show_cards(self, cards: Sequence[Card], ratio: str) -> None:
        """Show the cards of a board whose pictures have this ratio."""
        rows = min(3, max((len(card.cast) for card in cards), default=1))
        self._lay_out(ratio, max(1, rows))
        self._cards.show(cards)
        if cards and not self.currentIndex().isValid():
            self.setCurrentIndex(self._cards.index(0))
        self.moved.emit()

    @property
    def card_width(self) -> int:
        """Return how wide a card is wanted to be, in device-independent pixels."""
        return self._wanted

    def set_card_width(self, width: int) -> None:
        """Make cards about so wide, within what can be read."""
        self._wanted = max(NARROWEST, min(WIDEST, width))
        layout = self._painter.layout
        self._lay_out(layout.ratio, layout.cast_rows)

    def _lay_out(self, ratio: str, cast_rows: int) -> None:
        """Lay cards out in about as many columns as fit, stretched so that they fill the row."""
        line = QFontMetrics(self.font()).height()
        room = self.width() - self.verticalScrollBar().sizeHint().width() - SPACING
        columns = max(1, round(room / (self._wanted + SPACING)))
        width = max(NARROWEST, min(round(self._wanted * 1.4), room // columns - SPACING))
        layout = CardLayout(width, line, ratio, cast_rows)
        if layout != self._painter.layout:
            self._painter.layout = layout
            self.scheduleDelayedItemsLayout()
            self.moved.emit()

    def card(self, panel_id: str) -> Card | None:
        """Return the card of a panel; None when it is not on the board."""
        index = self._cards.index_of(panel_id)
        return self._cards.row_at(index.row()) if index.isValid() else None

    def ids(self) -> list[str]:
        """Return the panels in order."""
        return self._cards.ids()

    def selected(self) -> list[str]:
        """Return the selected panels in order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self._cards.row_at(row).id for row in rows]

    def current(self) -> str | None:
        """Return the panel that keys act on."""
        index = self.currentIndex()
        return self._cards.row_at(index.row()).id if index.isValid() else None

    def choose(self, panel_ids: Sequence[str]) -> None:
        """Select panels, and bring the first of them into view."""
        selection = self.selectionModel()
        for place, panel_id in enumerate(panel_ids):
            index = self._cards.index_of(panel_id)
            if not index.isValid():
                continue
            flag = selection.SelectionFlag
            if place == 0:
                selection.setCurrentIndex(index, flag.ClearAndSelect)
                self.scrollTo(index)
            else:
                selection.select(index, flag.Select)

    def field_rect(self, panel_id: str, field: Field) -> QRect | None:
        """Return where a field lies in the viewport; None when it is not there."""
        index = self._cards.index_of(panel_id)
        if not index.isValid():
            return None
        card = self._cards.row_at(index.row())
        box = box_of(self._painter.layout, len(card.cast), field)
        if box is None:
            return None
        origin = self.visualRect(index).topLeft()
        x, y = origin.x() + round(box.x), origin.y() + round(box.y)
        return QRect(x, y, round(box.width), round(box.height))

    def bring_into_view(self, panel_id: str) -> None:
        """Scroll until the panel's card is seen."""
        self.scrollTo(self._cards.index_of(panel_id))

    def _hit(self, at: QPoint) -> tuple[str, Field] | None:
        index = self.indexAt(at)
        if not index.isValid():
            return None
        card = self._cards.row_at(index.row())
        corner = self.visualRect(index).topLeft()
        x, y = at.x() - corner.x(), at.y() - corner.y()
        return card.id, field_at(self._painter.layout, len(card.cast), x, y) or PICTURE

    def _boxes(self) -> list[Rect]:
        boxes = []
        for row in range(self._cards.rowCount()):
            rect = self.visualRect(self._cards.index(row))
            boxes.append(Rect(rect.x(), rect.y(), rect.width(), rect.height()))
        return boxes

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cards flow anew."""
        super().resizeEvent(event)
        layout = self._painter.layout
        self._lay_out(layout.ratio, layout.cast_rows)
        self.moved.emit()

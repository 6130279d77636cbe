"""Painting a card: its picture, its chips and its words, in the colours of the theme."""

from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studio.kernel.geometry import Rect
from studio.kernel.i18n import _
from studio.spots.ui.card import CardLayout, Field, box_of, fields, number_box
from studio.spots.ui.cards import Card
from studio.ui import icons
from studio.ui.pictures import Pictures, Wish
from studio.ui.rows_model import ROW_ROLE
from studio.ui.theme import Theme

_RADIUS = 8.0
_STEP = 32
"""Pictures are drawn in steps of so many pixels and scaled down, so resizing draws few anew."""


@dataclass(slots=True)
class Hover:
    """What lies under the mouse: a card and a field of it."""

    card: str = ""
    field: Field | None = None


class CardPainter(QStyledItemDelegate):
    """Paints cards; knows the layout they share and what the mouse is over."""

    def __init__(self, pictures: Pictures, theme: Theme, parent: QObject | None = None) -> None:
        """Paint with pictures from `pictures`, in the colours of `theme`."""
        super().__init__(parent)
        self.layout = CardLayout(196, 17)
        self.hover = Hover()
        self._pictures = pictures
        self._theme = theme
        self._last: dict[str, str] = {}

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the size that all cards share."""
        del option, index
        return QSize(self.layout.width, self.layout.height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one card."""
        card = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        painter.translate(option.rect.topLeft())
        self._frame(painter, selected=bool(option.state & QStyle.StateFlag.State_Selected))
        self._picture(painter, card)
        self._number(painter, card, option.font)
        for field, box in fields(self.layout, len(card.cast)):
            if field.kind != "picture":
                self._field(painter, card, field, box, option.font)
        painter.restore()

    def _colour(self, name: str) -> QColor:
        return self._theme.tokens.colour(name)

    def _frame(self, painter: QPainter, *, selected: bool) -> None:
        width = 2.0 if selected else 1.0
        box = QRectF(0, 0, self.layout.width, self.layout.height)
        box.adjust(width / 2, width / 2, -width / 2, -width / 2)
        painter.setPen(QPen(self._colour("accent_text" if selected else "line"), width))
        painter.setBrush(self._colour("raised"))
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)

    def _picture(self, painter: QPainter, card: Card) -> None:
        box = box_of(self.layout, len(card.cast), Field("picture"))
        if box is None:
            return
        clip = QPainterPath()
        clip.addRoundedRect(_rect(box), 5, 5)
        image = self._image(card, painter.device().devicePixelRatioF())
        painter.save()
        painter.setClipPath(clip)
        if image is None:
            painter.fillRect(_rect(box), self._colour("window"))
        else:
            painter.drawImage(_rect(box), image)
        painter.restore()

    def _image(self, card: Card, ratio: float) -> QImage | None:
        """Return the card's picture, or the last one it had while the new one is drawn."""
        width = -(-round(self.layout.inner * ratio) // _STEP) * _STEP
        key = f"{card.picture}/{width}"
        image = self._pictures.picture(key)
        if image is not None:
            self._last[card.id] = key
            return image
        self._pictures.want(Wish(key, card.shot, card.marks, width))
        return self._pictures.picture(self._last.get(card.id, ""))

    def _number(self, painter: QPainter, card: Card, base: QFont) -> None:
        painter.setFont(_weighted(base, QFont.Weight.Black))
        painter.setPen(self._colour("accent_text"))
        box = _rect(number_box(self.layout)).adjusted(1, 0, 0, 0)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), card.number)

    def _field(self, painter: QPainter, card: Card, field: Field, box: Rect, base: QFont) -> None:
        hovered = self.hover.card == card.id and self.hover.field == field
        wordy = field.kind in ("action", "dialogue")
        if hovered or not wordy:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colour("pressed" if hovered else "window"))
            painter.drawRoundedRect(_rect(box.inset(0 if wordy else 1)), 5, 5)
        bold = field.kind in ("size", "dialogue")
        font = _weighted(base, QFont.Weight.Bold if bold else QFont.Weight.Normal)
        words, muted = field_words(card, field)
        painter.setFont(font)
        painter.setPen(self._colour("text_muted" if muted else "text"))
        inside = _rect(box).adjusted(5, 3, -5, -3)
        if wordy:
            draw_lines(painter, words, inside, font)
        else:
            self._chip(painter, words, inside, font, opens_menu=field.kind != "length")

    def _chip(
        self, painter: QPainter, words: str, inside: QRectF, font: QFont, *, opens_menu: bool
    ) -> None:
        """Set one line in a chip; what opens a menu shows a chevron."""
        side = Qt.AlignmentFlag.AlignLeft if opens_menu else Qt.AlignmentFlag.AlignRight
        if opens_menu:
            mark = QRectF(inside.right() - 10, inside.center().y() - 5, 10, 10)
            icons.icon("chevron-down", icons.Tint.MUTED).paint(painter, mark.toRect())
            inside = inside.adjusted(0, 0, -12, 0)
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, int(side | Qt.AlignmentFlag.AlignVCenter), shown)


def _weighted(base: QFont, weight: QFont.Weight) -> QFont:
    font = QFont(base)
    font.setWeight(weight)
    return font


def field_words(card: Card, field: Field) -> tuple[str, bool]:
    """Return what a field of the card reads, and whether that is only an invitation."""
    if field.kind == "size":
        return card.size, False
    if field.kind == "length":
        return card.length, False
    if field.kind == "action":
        return (card.action, False) if card.action else (_("Action"), True)
    if field.kind == "dialogue":
        return (card.dialogue, False) if card.dialogue else (_("Dialogue"), True)
    line = card.cast[field.member]
    if field.kind == "pose":
        named = len(card.cast) > 1
        return (f"{line.name} · {line.pose_word}" if named else line.pose_word), False
    return line.expression_word, False


def draw_lines(painter: QPainter, words: str, box: QRectF, font: QFont) -> None:
    """Break the words into the box; the last line that fits ends in … when more follow."""
    metrics = QFontMetricsF(font)
    room = max(1, int(box.height() / metrics.height() + 0.2))
    y = box.y()
    paragraphs = words.split("\n")
    lines = [line for text in paragraphs for line in _broken(text, font, box.width())]
    for n, line in enumerate(lines[:room]):
        last = n == room - 1 and len(lines) > room
        shown = " ".join(lines[n:]) if last else line
        shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(QPointF(box.x(), y + metrics.ascent()), shown)
        y += metrics.height()


def _broken(text: str, font: QFont, width: float) -> list[str]:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    while (line := layout.createLine()).isValid() and len(lines) < 12:
        line.setLineWidth(width)
        lines.append(text[line.textStart() : line.textStart() + line.textLength()].strip())
    layout.endLayout()
    return lines


def _rect(box: Rect) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)

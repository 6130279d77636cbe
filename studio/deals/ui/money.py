"""Money in words and as a picture: what a deal brings, and who gets which part."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from studio.deals.queries import Payout
from studio.kernel.i18n import _

_HUES = ("#574bd0", "#e7a04b", "#2f8f83", "#c8553d", "#4a7aa6", "#8e6bb0", "#6b8f3a", "#b0577f")
_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}
_BAR = 14
_DOT = 10
_GAP = 12


def money_words(minor: int, currency: str) -> str:
    """Return an amount as people of this computer's region write it."""
    sign = _SIGNS.get(currency, f"{currency} ")
    # The region's own currency may have no cents: say how many digits this one has.
    return QLocale().toCurrencyString(minor / 100, sign, 2).strip()


class MoneyTile(QWidget):
    """The fee, a bar of its parts, and a line for each of them."""

    def __init__(self, width: int, parent: QWidget | None = None) -> None:
        """`width` is in device-independent pixels; the height follows what is shown."""
        super().__init__(parent)
        self.setObjectName("moneyTile")
        self.setFixedWidth(width)
        self._fee = 0
        self._currency = ""
        self._lines: list[tuple[str, int, QColor]] = []

    def show_money(self, fee_minor: int, currency: str, parts: Sequence[Payout]) -> None:
        """Show this fee and these parts; what nobody gets is shown last."""
        self._fee, self._currency = fee_minor, currency
        hues = [QColor(hue) for hue in _HUES]
        self._lines = [
            (part.payee or _("Nobody named"), part.amount_minor, hues[number % len(hues)])
            for number, part in enumerate(parts)
        ]
        rest = fee_minor - sum(part.amount_minor for part in parts)
        if rest and parts:
            muted = self.palette().color(QPalette.ColorRole.Mid)
            self._lines.append((_("Not given out"), rest, muted))
        told = [f"{name}: {money_words(amount, currency)}" for name, amount, _hue in self._lines]
        self.setAccessibleName(". ".join([money_words(fee_minor, currency), *told]))
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:
        """Return the width given, and the height of all lines."""
        line = self._line()
        parts = _GAP + _BAR + _GAP + len(self._lines) * 2 * line if self._lines else 0
        return QSize(self.width(), QFontMetrics(self._large()).height() + parts + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the fee, the bar and the lines."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        roles = self.palette()
        painter.setFont(self._large())
        painter.setPen(roles.color(QPalette.ColorRole.Text))
        height = painter.fontMetrics().height()
        fee = money_words(self._fee, self._currency)
        painter.drawText(QRectF(0, 0, self.width(), height), Qt.AlignmentFlag.AlignLeft, fee)
        if self._lines:
            self._paint_bar(painter, height + _GAP)
            self._paint_lines(painter, height + 2 * _GAP + _BAR)
        painter.end()

    def _paint_bar(self, painter: QPainter, top: float) -> None:
        whole = max(1, sum(amount for _name, amount, _hue in self._lines))
        left = 0.0
        painter.setPen(Qt.PenStyle.NoPen)
        for _name, amount, hue in self._lines:
            width = self.width() * amount / whole
            painter.setBrush(hue)
            painter.drawRoundedRect(QRectF(left, top, max(0.0, width - 2), _BAR), 3, 3)
            left += width

    def _paint_lines(self, painter: QPainter, top: float) -> None:
        line = self._line()
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.Bold)
        muted = self.palette().color(QPalette.ColorRole.PlaceholderText)
        text = self.palette().color(QPalette.ColorRole.Text)
        left, room = 2 * _DOT, self.width() - 2 * _DOT
        for name, amount, hue in self._lines:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(hue)
            painter.drawEllipse(QRectF(0, top + (line - _DOT) / 2, _DOT, _DOT))
            for words, font, colour in (
                (money_words(amount, self._currency), bold, text),
                (name, self.font(), muted),
            ):
                painter.setFont(font)
                painter.setPen(colour)
                shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room)
                painter.drawText(
                    QRectF(left, top, room, line), Qt.AlignmentFlag.AlignVCenter, shown
                )
                top += line

    def _line(self) -> int:
        return self.fontMetrics().height() + 4

    def _large(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(round(self.fontInfo().pixelSize() * 1.7))
        font.setWeight(QFont.Weight.Bold)
        return font

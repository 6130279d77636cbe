"""A brand at a glance: its colours, and its name in them."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from studio.kernel.colour import parse_hex, to_lab
from studio.kernel.i18n import _

_CORNER = 12
_STRIP = 0.22
_LIGHT = 0.66
"""Above this lightness of OKLab dark words are read more easily."""


class BrandTile(QWidget):
    """The first colour as ground with the name on it, the others as a strip below."""

    def __init__(self, side: int, parent: QWidget | None = None) -> None:
        """`side` is in device-independent pixels."""
        super().__init__(parent)
        self.setObjectName("brandTile")
        self.setFixedSize(side, side)
        self._name = ""
        self._colours: Sequence[str] = ()

    def show_brand(self, name: str, colours: Sequence[str]) -> None:
        """Show this brand; colours are '#rrggbb', the most important first."""
        self._name, self._colours = name, colours
        words = _("{name}: {colours}").format(name=name, colours=", ".join(colours))
        self.setAccessibleName(words if colours else name)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the fixed size."""
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tile."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(self.rect()), _CORNER, _CORNER)
        painter.setClipPath(clip)
        ground, ink = self._ground()
        painter.fillRect(self.rect(), ground)
        rest = self._colours[1:]
        strip = round(self.height() * _STRIP) if rest else 0
        for number, colour in enumerate(rest):
            left = self.width() * number // len(rest)
            right = self.width() * (number + 1) // len(rest)
            painter.fillRect(left, self.height() - strip, right - left, strip, QColor(colour))
        self._paint_name(painter, ink, self.rect().adjusted(16, 16, -16, -16 - strip))
        painter.end()

    def _ground(self) -> tuple[QColor, QColor]:
        if not self._colours:
            roles = self.palette()
            return roles.color(QPalette.ColorRole.Highlight), roles.color(QPalette.ColorRole.Text)
        is_light = to_lab(parse_hex(self._colours[0]))[0] > _LIGHT
        return QColor(self._colours[0]), QColor("#16161a" if is_light else "#ffffff")

    def _paint_name(self, painter: QPainter, ink: QColor, room: QRect) -> None:
        """Paint the name as large as it fits, on at most three lines."""
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Bold)
        painter.setPen(ink)
        for size in range(30, 11, -2):
            font.setPixelSize(size)
            painter.setFont(font)
            box = painter.boundingRect(room, flags, self._name)
            if box.width() <= room.width() and box.height() <= min(room.height(), 3.3 * size):
                break
        painter.drawText(room, flags, self._name)

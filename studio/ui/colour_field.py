"""A colour, typed as #e76f51 or chosen; its swatch stands in the line."""

from contextlib import suppress

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QColorDialog, QLineEdit, QWidget

from studio.kernel.colour import parse_hex, to_hex
from studio.kernel.errors import Refused
from studio.kernel.i18n import _
from studio.ui.text_fields import LineField
from studio.ui.theme import measure


class ColourField(LineField):
    """A line that holds a colour; its swatch opens a chooser."""

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        """`name` is the object name, `label` what it is called."""
        super().__init__(name, label, limit=9, parent=parent)
        self.setPlaceholderText("#e76f51")
        self._swatch = QAction(_("Choose the colour"), self)
        self._swatch.setShortcut("Alt+Down")
        self._swatch.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._swatch.triggered.connect(self._open)
        self.addAction(self._swatch, QLineEdit.ActionPosition.LeadingPosition)
        self.textChanged.connect(self._paint_swatch)
        self._paint_swatch()

    def put(self, text: str) -> None:
        """Replace the text without announcing anything."""
        super().put(text)
        self._paint_swatch()

    def _colour(self) -> QColor:
        with suppress(Refused):
            return QColor(to_hex(parse_hex(self.text())))
        return QColor(Qt.GlobalColor.transparent)

    def _paint_swatch(self) -> None:
        side = measure("control", "icon")
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(QSize(side, side) * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.palette().mid().color())
        painter.setBrush(self._colour())
        painter.drawRoundedRect(QRectF(1.5, 1.5, side - 3, side - 3), 4, 4)
        painter.end()
        self._swatch.setIcon(QIcon(pixmap))

    def _open(self) -> None:
        dialog = QColorDialog(self._colour(), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.accessibleName())
        dialog.colorSelected.connect(self._choose)
        dialog.open()

    def _choose(self, colour: QColor) -> None:
        self.setFocus()
        self.put(colour.name())
        self.textEdited.emit(self.text())
        self.commit()

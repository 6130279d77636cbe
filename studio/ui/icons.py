"""Line icons from `resources/icons` in the colours of the palette, sharp at every scale.

The engine asks for the palette when it paints, so icons follow the theme by themselves.
"""

from enum import Enum
from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPaintEvent,
    QPalette,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from studio.kernel import resources

_Role = QPalette.ColorRole
_Group = QPalette.ColorGroup


class Tint(Enum):
    """Which colour of the palette an icon takes."""

    PLAIN = _Role.ButtonText
    ACCENT = _Role.Accent
    ON_ACCENT = _Role.BrightText
    MUTED = _Role.PlaceholderText


@cache
def _source(name: str) -> str:
    return resources.text("icons", f"{name}.svg")


def svg(name: str, colour: str) -> bytes:
    """Return the icon's file with its strokes in `colour` ('#rrggbb')."""
    return _source(name).replace("currentColor", colour).encode()


def pixmap(name: str, pixels: QSize, colour: str) -> QPixmap:
    """Return the icon painted at `pixels` (device pixels), kept for the next time."""
    if pixels.isEmpty():
        return QPixmap()  # a style asks before a widget has a size
    key = f"studio/{name}/{pixels.width()}x{pixels.height()}/{colour}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    made = QPixmap(pixels)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer = QSvgRenderer(QByteArray(svg(name, colour)))
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    renderer.render(painter, QRectF(0, 0, pixels.width(), pixels.height()))
    painter.end()
    QPixmapCache.insert(key, made)
    return made


def icon(name: str, tint: Tint = Tint.PLAIN) -> QIcon:
    """Return an icon that recolours itself; names are the files of `resources/icons`."""
    _source(name)  # a misspelt name fails here, not while painting
    return QIcon(_Engine(name, tint))


def app_icon() -> QIcon:
    """Return the program's own mark, in its own colours."""
    found = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        found.addPixmap(pixmap("persona-studio", QSize(size, size), "#000000"))
    return found


class _Engine(QIconEngine):
    """Paints one icon in the palette's colour of the moment."""

    def __init__(self, name: str, tint: Tint) -> None:
        super().__init__()
        self._name = name
        self._tint = tint

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        palette = QGuiApplication.palette()
        if mode == QIcon.Mode.Disabled:
            return palette.color(_Group.Disabled, _Role.ButtonText).name()
        lit = state == QIcon.State.On or mode == QIcon.Mode.Selected
        if lit and self._tint is Tint.PLAIN:
            return palette.color(_Role.Accent).name()
        return palette.color(self._tint.value).name()

    def paint(
        self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State, /
    ) -> None:
        """Paint the icon as large as fits in `rect`."""
        scale = painter.device().devicePixelRatio()
        made = pixmap(self._name, rect.size() * scale, self._colour(mode, state))
        painter.drawPixmap(rect, made)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, /) -> QPixmap:
        """Return the icon at `size` device pixels."""
        return pixmap(self._name, size, self._colour(mode, state))

    def clone(self) -> QIconEngine:
        """Return an engine for a copy of the icon."""
        return _Engine(self._name, self._tint)

    def key(self) -> str:
        """Return what kind of engine this is."""
        return "studio"


class Glyph(QWidget):
    """An icon as a picture: it takes the `color` that the style sheet gives it."""

    def __init__(self, name: str, size: int, parent: QWidget | None = None) -> None:
        """Show the icon `name`, `size` pixels wide and high."""
        super().__init__(parent)
        self._name = name
        self.setFixedSize(size, size)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_icon(self, name: str) -> None:
        """Show another icon."""
        self._name = name
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon in the widget's text colour."""
        scale = self.devicePixelRatio()
        colour = self.palette().color(self.foregroundRole()).name()
        painter = QPainter(self)
        made = pixmap(self._name, self.size() * scale, colour)
        painter.drawPixmap(QRect(QPoint(), self.size()), made)
        painter.end()

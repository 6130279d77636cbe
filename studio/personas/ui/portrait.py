"""The face of a talent: as a wish for lists, and large in the sheet."""

from functools import lru_cache

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from studio.kernel.i18n import _
from studio.personas.queries import drawn
from studio.render.shot import Cast, Marks, Shot, digest
from studio.ui.pictures import Pictures, Wish

_CORNER = 12


@lru_cache(maxsize=4096)  # lists ask for everybody's at every refresh
def portrait_wish(recipe: str, size: str, side: int) -> Wish | None:
    """Return a square picture of a look, `side` device pixels wide; None where none is drawn.

    `size` is a shot size such as MCU.
    """
    look = drawn(recipe)
    if look is None:
        return None
    shot = Shot(ratio="1:1", size=size, cast=(Cast("talent", look),))
    return Wish(f"{digest(shot, Marks())}.{side}", shot, Marks(), side)


class Portrait(QWidget):
    """Somebody's picture; the one before stays until the next is drawn."""

    def __init__(self, pictures: Pictures, side: int, parent: QWidget | None = None) -> None:
        """`side` is in device-independent pixels."""
        super().__init__(parent)
        self.setObjectName("portrait")
        self.setFixedSize(side, side)
        self._pictures = pictures
        self._recipe = ""
        self._shown = ""
        pictures.ready.connect(self.update)

    def show_look(self, name: str, recipe: str) -> None:
        """Show this look of somebody."""
        self._recipe = recipe
        self.setAccessibleName(_("Portrait of {name}").format(name=name))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the fixed size."""
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture if it is there, and ask for it if it is not."""
        del event
        side = round(self.width() * self.devicePixelRatioF())
        wish = portrait_wish(self._recipe, "MCU", side)
        if wish is not None:
            if self._pictures.picture(wish.key) is not None:
                self._shown = wish.key
            else:
                self._pictures.want(wish)
        else:
            self._shown = ""
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(self.rect()), _CORNER, _CORNER)
        painter.setClipPath(clip)
        painter.fillPath(clip, self.palette().color(QPalette.ColorRole.Highlight))
        image = self._pictures.picture(self._shown)
        if image is not None:
            painter.drawImage(self.rect(), image)
        painter.end()

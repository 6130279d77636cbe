"""The pictures of cards: drawn beside the window, newest wish first, kept while in use.

While a new picture is being drawn the old one of the same panel stays, so a change never
blinks.
"""

from collections import OrderedDict
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from studio.render.shot import Marks, Shot
from studio.ui.beside import beside

_KEPT_BYTES = 192 * 1024 * 1024
_WAITING = 64
"""Older wishes are forgotten: their cards have scrolled away, and ask again when seen."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A picture that somebody wants to see: of what, how wide in device pixels."""

    key: str
    shot: Shot
    marks: Marks
    width: int


class Pictures(QObject):
    """Draws shots beside the window, one at a time."""

    ready = Signal(str)
    """The key of a picture that can be had now."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin without pictures."""
        super().__init__(parent)
        self._kept: OrderedDict[str, QImage] = OrderedDict()
        self._fresh: dict[str, Wish] = {}
        self._wishes: dict[str, Wish] = {}
        self._drawing = ""
        self._failed: set[str] = set()

    def picture(self, key: str) -> QImage | None:
        """Return a picture that is there already."""
        image = self._kept.get(key)
        if image is not None:
            self._kept.move_to_end(key)
        return image

    def want(self, wish: Wish) -> None:
        """Draw this soon; what is wished in one turn of the event loop comes in that order."""
        if wish.key in self._kept or wish.key == self._drawing or wish.key in self._failed:
            return
        if not self._fresh:
            QTimer.singleShot(0, self, self._take_fresh)
        self._fresh[wish.key] = wish

    def _take_fresh(self) -> None:
        """Put the new wishes before the old ones, and forget the oldest."""
        old = [wish for key, wish in self._wishes.items() if key not in self._fresh]
        wishes = [*self._fresh.values(), *old][:_WAITING]
        self._wishes = {wish.key: wish for wish in wishes}
        self._fresh = {}
        self._draw_next()

    @property
    def busy(self) -> bool:
        """Tell whether something is being drawn or waits for it."""
        return bool(self._drawing or self._fresh or self._wishes)

    def _draw_next(self) -> None:
        if self._drawing or not self._wishes:
            return
        wish = self._wishes.pop(next(iter(self._wishes)))
        self._drawing = wish.key
        beside(partial(_draw, wish), self._keep)

    def _keep(self, image: QImage | None) -> None:
        key, self._drawing = self._drawing, ""
        if image is not None:
            self._kept[key] = image
            while sum(kept.sizeInBytes() for kept in self._kept.values()) > _KEPT_BYTES:
                self._kept.popitem(last=False)
            self.ready.emit(key)
        else:
            self._failed.add(key)  # the crash dialog has told; trying again tells no more
        self._draw_next()


def _draw(wish: Wish) -> QImage:
    from studio.render.backends.qt import paint
    from studio.render.panel import draw_panel

    return paint(draw_panel(wish.shot, wish.marks), wish.width)

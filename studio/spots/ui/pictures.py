"""The pictures of cards: drawn beside the window, newest wish first, kept while in use.

While a new picture is being drawn the old one of the same panel stays, so a change never
blinks.
"""

from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage

from studio.render.shot import Marks, Shot

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
    """Draws shots on one worker thread; `ready` comes on the GUI thread."""

    ready = Signal(str)
    """The key of a picture that can be had now."""

    _drawn = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin without pictures."""
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._kept: OrderedDict[str, QImage] = OrderedDict()
        self._wishes: OrderedDict[str, Wish] = OrderedDict()
        self._drawing = False
        self._drawn.connect(self._keep, Qt.ConnectionType.QueuedConnection)

    def picture(self, key: str) -> QImage | None:
        """Return a picture that is there already."""
        image = self._kept.get(key)
        if image is not None:
            self._kept.move_to_end(key)
        return image

    def want(self, wish: Wish) -> None:
        """Draw this soon; the last wish comes first."""
        if wish.key in self._kept:
            return
        self._wishes[wish.key] = wish
        self._wishes.move_to_end(wish.key)
        while len(self._wishes) > _WAITING:
            self._wishes.popitem(last=False)
        self._draw_next()

    @property
    def busy(self) -> bool:
        """Tell whether something is being drawn or waits for it."""
        return self._drawing or bool(self._wishes)

    def stop(self) -> None:
        """Forget all wishes and wait for the picture being drawn."""
        self._wishes.clear()
        self._pool.waitForDone()

    def _draw_next(self) -> None:
        if self._drawing or not self._wishes:
            return
        _key, wish = self._wishes.popitem()
        self._drawing = True
        self._pool.start(lambda: self._draw(wish))

    def _draw(self, wish: Wish) -> None:
        """Draw one picture; on the worker's thread."""
        from studio.render.backends.qt import paint
        from studio.render.panel import draw_panel

        image = None
        try:
            image = paint(draw_panel(wish.shot, wish.marks), wish.width)
        finally:
            with suppress(RuntimeError):  # the page may have gone meanwhile
                self._drawn.emit(wish, image)

    def _keep(self, wish: Wish, image: QImage | None) -> None:
        self._drawing = False
        if image is not None:
            self._kept[wish.key] = image
            while sum(kept.sizeInBytes() for kept in self._kept.values()) > _KEPT_BYTES:
                self._kept.popitem(last=False)
            self.ready.emit(wish.key)
        self._draw_next()

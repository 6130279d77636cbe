"""The pictures of cards: drawn beside the window, newest wish first, kept while in use.

While a new picture is being drawn the old one of the same panel stays, so a change never
blinks.
"""

from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal
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
        # Not a pool of our own: it would wait for its worker while it dies with the page, on the
        # thread that the worker needs to go on.
        self._pool = QThreadPool.globalInstance()
        self._kept: OrderedDict[str, QImage] = OrderedDict()
        self._fresh: dict[str, Wish] = {}
        self._wishes: dict[str, Wish] = {}
        self._drawing = ""
        self._failed: set[str] = set()
        self._drawn.connect(self._keep, Qt.ConnectionType.QueuedConnection)

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

    def stop(self) -> None:
        """Forget all wishes and wait for the picture being drawn."""
        self._wishes, self._fresh = {}, {}
        self._pool.waitForDone()

    def _draw_next(self) -> None:
        if self._drawing or not self._wishes:
            return
        wish = self._wishes.pop(next(iter(self._wishes)))
        self._drawing = wish.key
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
        self._drawing = ""
        if image is not None:
            self._kept[wish.key] = image
            while sum(kept.sizeInBytes() for kept in self._kept.values()) > _KEPT_BYTES:
                self._kept.popitem(last=False)
            self.ready.emit(wish.key)
        else:
            self._failed.add(wish.key)  # the crash dialog has told; trying again tells no more
        self._draw_next()

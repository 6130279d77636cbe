"""The strip over the pages while the open workspace can only be looked at."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from studio.kernel.i18n import _
from studio.ui import icons
from studio.ui.layout import button, label, row
from studio.ui.theme import measure

if TYPE_CHECKING:
    from studio.ui.context import Context


class ReadOnlyBar(QFrame):
    """Says why nothing can be changed, and offers the way out."""

    copy_wanted = Signal()
    """Intent: save a copy to work on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stay hidden until a workspace is read only."""
        super().__init__(parent)
        self.setObjectName("readOnlyBar")
        self._context: Context | None = None
        glyph = icons.Glyph("lock", measure("control", "icon"))
        self._words = label("", wrap=True)
        self._words.setObjectName("readOnlyWords")
        copy = button(_("Save a copy…"), "readOnlyCopy")
        copy.clicked.connect(self.copy_wanted)
        line = row(glyph, self._words, copy, gap="m", margin="s")
        line.setStretch(1, 1)
        self.setLayout(line)
        self.hide()

    def use(self, context: "Context | None") -> None:
        """Follow an open workspace; None when there is none."""
        if self._context is not None:
            self._context.messages.save_failed.disconnect(self._look)
        self._context = context
        if context is not None:
            # It may be taken away or moved while it is open: the first failed edit finds out.
            context.messages.save_failed.connect(self._look)
        self._look()

    def _look(self) -> None:
        why = self._context.store.read_only if self._context is not None else ""
        self._words.setText(why)
        self.setAccessibleName(why)
        self.setVisible(bool(why))

"""The line at the bottom: when the last edit reached the disk, loudly when one did not."""

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStatusBar, QWidget

from studio.app.workspaces import short
from studio.kernel.i18n import _
from studio.ui import icons
from studio.ui.context import Context
from studio.ui.layout import label, restyle, row
from studio.ui.theme import measure, space


class StatusLine(QStatusBar):
    """Saved at, and where the workspace lies."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing until a workspace opens."""
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._context: Context | None = None
        self._failed = False
        self._glyph = icons.Glyph("success", measure("control", "icon") - 4)
        self._saved = label("", "caption")
        self._saved.setObjectName("savedState")
        self._where = ElidedLabel()
        self._where.setObjectName("workspacePath")
        box = QWidget()
        line = row(self._glyph, self._saved, space("m"), self._where, gap="xs")
        line.setStretch(3, 1)
        line.setContentsMargins(space("m"), 3, space("m"), 3)
        box.setLayout(line)
        self.addWidget(box, 1)
        self.use(None)

    def use(self, context: Context | None) -> None:
        """Follow an open workspace; None when there is none."""
        if self._context is not None:
            self._context.messages.save_failed.disconnect(self._note_failure)
        self._context = context
        self._failed = False
        self._glyph.setVisible(context is not None)
        self._where.show_text("")
        if context is not None:
            context.bridge.changed.connect(self._note_saved)
            context.messages.save_failed.connect(self._note_failure)
            self._where.show_text(short(context.store.path))
        self._show()

    def _note_saved(self) -> None:
        self._failed = False
        self._show()

    def _note_failure(self) -> None:
        self._failed = True
        self._show()

    def _show(self) -> None:
        restyle(self._saved, tone="error" if self._failed else "")
        self._saved.setText(self._sentence())
        self._saved.setAccessibleName(self._saved.text())
        self._glyph.show_icon("error" if self._failed else "success")

    def _sentence(self) -> str:
        if self._context is None:
            return ""
        if self._failed:
            return _("Not saved: the last change is not on the disk")
        moment = self._context.store.last_commit_ms
        if moment is None:
            return _("Everything is saved")
        return _("Saved {time}").format(time=_clock(moment))


class ElidedLabel(QLabel):
    """A path that gives way in its middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._full = ""
        self.setProperty("role", "caption")
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str) -> None:
        """Show as much of the text as there is room for."""
        self._full = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten to the new width."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        metrics = QFontMetrics(self.font())
        self.setText(metrics.elidedText(self._full, Qt.TextElideMode.ElideMiddle, self.width()))


def _clock(ms: int) -> str:
    return QLocale().toString(QDateTime.fromMSecsSinceEpoch(ms).time(), "HH:mm:ss")

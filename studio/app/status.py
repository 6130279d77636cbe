"""The line at the bottom: when the last edit reached the disk, loudly when one did not."""

from PySide6.QtCore import QDateTime, QLocale, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStatusBar, QWidget

from studio.app.workspaces import short
from studio.kernel import clock
from studio.kernel.i18n import _, ngettext
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
        self._backup = label("", "caption")
        self._backup.setObjectName("backupState")
        self._backup_ms: int | None = None
        self._trouble = ""
        self._minutes = QTimer(self)
        self._minutes.setInterval(60_000)
        self._minutes.timeout.connect(self._show_backup_age)
        self._shared = label("", "caption")
        self._shared.setObjectName("sharedState")
        self._where = ElidedLabel()
        self._where.setObjectName("workspacePath")
        box = QWidget()
        line = row(
            self._glyph,
            self._saved,
            space("l"),
            self._backup,
            space("l"),
            self._shared,
            space("m"),
            self._where,
            gap="xs",
        )
        line.setStretch(7, 1)
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

    def show_shared(self, words: str) -> None:
        """Show how a working copy stands to the shared file; nothing when it is none."""
        self._shared.setText(words)
        self._shared.setAccessibleName(words)
        self._shared.setVisible(bool(words))

    def show_backup(self, at_ms: int | None, trouble: str) -> None:
        """Show when the last verified backup was made, or that none can be, and why."""
        self._backup_ms, self._trouble = at_ms, trouble
        self._minutes.start()
        self._show_backup_age()

    def _show_backup_age(self) -> None:
        shown = self._context is not None and (self._backup_ms is not None or self._trouble)
        self._backup.setVisible(bool(shown))
        restyle(self._backup, tone="error" if self._trouble else "")
        self._backup.setToolTip(self._trouble)
        words = _("No backup") if self._trouble else _age(self._backup_ms or 0) if shown else ""
        self._backup.setText(words)
        self._backup.setAccessibleName(f"{words}. {self._trouble}" if self._trouble else words)

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


def _age(at_ms: int) -> str:
    """Return how long ago the backup was made, in words."""
    minutes = max(0, clock.now_ms() - at_ms) // 60_000
    if minutes < 1:
        return _("Backed up just now")
    if minutes < 60:
        words = ngettext("Backed up {n} minute ago", "Backed up {n} minutes ago", minutes)
        return words.format(n=minutes)
    day = QDateTime.fromMSecsSinceEpoch(at_ms)
    return _("Backed up {when}").format(
        when=QLocale().toString(day, QLocale.FormatType.ShortFormat)
    )

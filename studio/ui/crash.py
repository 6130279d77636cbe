"""When something unforeseen happens: log it, say so calmly, and let the user go on.

Exceptions from slots, timers and threads all end here; every edit is already on the disk.
"""

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QWidget

from studio.kernel import logs
from studio.kernel.i18n import _
from studio.ui.icons import Glyph
from studio.ui.layout import button, column, label, row
from studio.ui.theme import measure

_log = logging.getLogger(__name__)
_qt_log = logging.getLogger("qt")

_LINES = 40
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class CrashHook(QObject):
    """Catches what nobody expected, from any thread, and shows it on the GUI thread."""

    caught = Signal(str)
    """The report of something unforeseen."""

    _came = Signal(str)

    def __init__(self, leave: Callable[[], None], parent: QObject | None = None) -> None:
        """Do nothing until `install`; `leave` ends the program when the user wants that."""
        super().__init__(parent)
        self.dialog: CrashDialog | None = None
        self._leave = leave
        self._busy = threading.local()
        self._came.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Become the hook of Python's main thread, of its other threads and of Qt's messages."""
        sys.excepthook = self.handle
        threading.excepthook = self._from_thread
        qInstallMessageHandler(log_qt)

    def uninstall(self) -> None:
        """Give the hooks back; the program is ending."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def handle(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Log the exception and let the GUI thread show it; never raise."""
        if issubclass(kind, KeyboardInterrupt):
            self._leave()
            return
        if getattr(self._busy, "now", False):
            sys.__excepthook__(kind, error, trace)
            return
        self._busy.now = True
        try:
            _log.critical("unforeseen", exc_info=(kind, error, trace))
            self._came.emit(report("".join(traceback.format_exception(kind, error, trace))))
        except Exception:  # noqa: BLE001 - the last net must hold
            sys.__excepthook__(kind, error, trace)
        finally:
            self._busy.now = False

    def report_error(self, error: BaseException) -> None:
        """Take an exception that somebody else has caught."""
        self.handle(type(error), error, error.__traceback__)

    def _from_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.handle(args.exc_type, args.exc_value, args.exc_traceback)

    def _show(self, text: str) -> None:
        self.caught.emit(text)
        if self.dialog is not None:
            self.dialog.count_another()
            return
        self.dialog = CrashDialog(text, QApplication.activeWindow())
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _closed(self, result: int) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()
        if result == CrashDialog.QUIT:
            self._leave()


class CrashDialog(QDialog):
    """Says that something went wrong, that the work is safe, and what to send to whom helps."""

    QUIT = 2

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """Show a report."""
        super().__init__(parent)
        self.setObjectName("crashDialog")
        self.setWindowTitle(_("Persona Studio"))
        self._others = 0
        self._text = QPlainTextEdit(text)
        self._text.setObjectName("crashReport")
        self._text.setAccessibleName(_("Report"))
        self._text.setReadOnly(True)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._text.setMinimumSize(measure("control", "text_column"), 220)
        self._more = label("", "caption")
        self._more.setObjectName("crashCount")
        self._build()

    def _build(self) -> None:
        head = label(_("Something went wrong that should not have"), "title")
        calm = label(
            _(
                "Your work is saved up to the last edit. You can go on; if the window behaves"
                " oddly, quit and start again. The report below helps to find the cause."
            ),
            "secondary",
            wrap=True,
        )
        calm.setObjectName("crashWords")
        copy = button(_("&Copy report"), "crashCopy", "quiet", "copy")
        copy.clicked.connect(self._copy)
        leave = button(_("&Quit"), "crashQuit")
        leave.clicked.connect(self._quit)
        go_on = button(_("C&ontinue"), "crashContinue", "primary")
        go_on.clicked.connect(self.accept)
        go_on.setDefault(True)
        line = row(Glyph("warning", measure("control", "icon_large")), column(head, calm), gap="m")
        line.setStretch(1, 1)
        buttons = row(copy, self._more, None, leave, go_on)
        self.setLayout(column(line, self._text, buttons, gap="l", margin="xl"))
        go_on.setFocus()

    def count_another(self) -> None:
        """Note that it happened again while the dialog was open."""
        self._others += 1
        self._more.setText(_("Happened again: {n}").format(n=self._others))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())

    def _quit(self) -> None:
        self.done(self.QUIT)


def report(trace: str) -> str:
    """Return what helps to find the cause: program, what went wrong, the last log lines."""
    last = "\n".join(logs.recent()[-_LINES:])
    return f"{logs.about()}\n\n{trace.rstrip()}\n\n{last}\n"


def log_qt(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Write a message of Qt to the log."""
    _qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s: %s", context.category or "qt", text)

"""What came back of a damaged workspace and what did not, to be read and copied."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from studio.kernel.i18n import _
from studio.ui.layout import button, column, label, row
from studio.ui.theme import measure


class RescueReport(QDialog):
    """The report of a rescue, a sentence a line."""

    def __init__(self, lines: Sequence[str], parent: QWidget) -> None:
        """Show the lines."""
        super().__init__(parent)
        self.setObjectName("rescueReport")
        self.setWindowTitle(_("What was rescued"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = QPlainTextEdit("\n".join(lines))
        words.setObjectName("rescueLines")
        words.setAccessibleName(self.windowTitle())
        words.setReadOnly(True)
        close = button(_("&Close"), "rescueClose", "primary")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        note = label(_("The damaged file itself is as it was."), "secondary", wrap=True)
        title = label(self.windowTitle(), "title")
        self.setLayout(column(title, note, words, row(None, close), gap="m", margin="xl"))
        self.resize(measure("control", "text_column"), measure("control", "text_column"))

"""The dialogs of erasing a person: the question, with a name to type, and the report."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from studio.kernel import text
from studio.kernel.i18n import _
from studio.ui.forms import Labelled
from studio.ui.layout import button, column, label, row
from studio.ui.theme import measure, space


class EraseDialog(QDialog):
    """Says what erasing does and where the person is used; wants the name typed."""

    confirmed = Signal()
    """The name was typed and erasing is wanted."""

    def __init__(self, name: str, used: Sequence[str], parent: QWidget) -> None:
        """Ask about the person of this name; `used` are lines that say where they are used."""
        super().__init__(parent)
        self.setObjectName("eraseDialog")
        self.setWindowTitle(_("Erase person"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._name = name
        self._typed = QLineEdit()
        self._typed.setObjectName("eraseName")
        self._typed.setAccessibleName(_("Name of the person"))
        self._typed.textChanged.connect(self._follow)
        self._erase = button(_("&Erase for good"), "eraseConfirm")
        self._erase.clicked.connect(self._confirm)
        self._build(used)
        self._follow()
        self._typed.setFocus()

    def _build(self, used: Sequence[str]) -> None:
        cancel = button(_("&Cancel"), "eraseCancel", "primary")
        cancel.clicked.connect(self.reject)
        cancel.setDefault(True)
        # A name may be long: it breaks, or is cut, and never makes the dialog wider. It may be in
        # a script that this keyboard has not: it can be copied.
        title = _narrow(label(_("Erase “{name}”?").format(name=self._name), "title", wrap=True))
        title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        box = column(
            title,
            *(label(words, wrap=True) for words in _consequences()),
            space("xs"),
            column(label(_("Used now"), "field"), *_lines(used), gap="xs"),
            space("xs"),
            Labelled(_("Type the &name of the person to confirm"), self._typed),
            space("s"),
            row(None, self._erase, cancel),
            gap="m",
            margin="xl",
        )
        self.setLayout(box)
        width = measure("control", "text_column")
        self.setMinimumWidth(width)
        self.resize(width, box.heightForWidth(width))

    def _follow(self) -> None:
        self._erase.setEnabled(same_name(self._typed.text(), self._name))

    def _confirm(self) -> None:
        self.accept()
        self.confirmed.emit()


class EraseReport(QDialog):
    """What was erased and what stays where, to be read and copied."""

    def __init__(self, lines: Sequence[str], parent: QWidget) -> None:
        """Show the lines; an empty one parts."""
        super().__init__(parent)
        self.setObjectName("eraseReport")
        self.setWindowTitle(_("What was erased and what stays"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = QPlainTextEdit("\n".join(lines))
        words.setObjectName("eraseLines")
        words.setAccessibleName(self.windowTitle())
        words.setReadOnly(True)
        close = button(_("&Close"), "eraseClose", "primary")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        title = label(self.windowTitle(), "title")
        note = label(
            _("Keep these lines if you have to prove the erasure."), "secondary", wrap=True
        )
        self.setLayout(column(title, note, words, row(None, close), gap="m", margin="xl"))
        width = measure("control", "text_column")
        self.resize(width, width * 3 // 4)
        close.setFocus()


def same_name(typed: str, name: str) -> bool:
    """Tell whether what was typed is the name, but for case, accents and blanks."""
    typed, name = text.clean_line(typed), text.clean_line(name)
    return bool(typed) and text.fold(typed) == text.fold(name)


def _consequences() -> tuple[str, ...]:
    return (
        _(
            "All that the workspace keeps of this person goes: name, texts, looks, and the files"
            " that nobody else uses. It goes from the history, from search and from the backups"
            " too."
        ),
        _("This cannot be undone, and nothing that was done before it can be undone either."),
        _("Where they are used, a nameless “Erased person” takes their place."),
    )


def _lines(used: Sequence[str]) -> list[QLabel]:
    if not used:
        return [label(_("Nothing uses this person."), "secondary")]
    made = [_narrow(label(words, wrap=True)) for words in used]
    for one in made:
        one.setObjectName("eraseUsed")
    return made


def _narrow(shown: QLabel) -> QLabel:
    policy = shown.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    shown.setSizePolicy(policy)
    return shown

"""The parts of a form: a field with its label and a word below it, and a choice."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from studio.ui.layout import column, label, restyle
from studio.ui.text_fields import LineField, TextField


class Labelled(QWidget):
    """A field under its name; what the field has to say stands below it."""

    def __init__(self, text: str, field: QWidget, parent: QWidget | None = None) -> None:
        """Show `field` under `text`, whose & marks the letter that leads to it."""
        super().__init__(parent)
        self.field = field
        self._name = label("", "field")
        self._name.setText(text)
        self._name.setBuddy(field)
        self._hint = label("", "caption", wrap=True)
        self._hint.setObjectName(f"{field.objectName()}.hint")
        self._hint.hide()
        self.setLayout(column(self._name, field, self._hint, gap="xs"))
        if isinstance(field, (LineField, TextField)):
            field.hinted.connect(self._show_hint)

    def _show_hint(self, text: str, role: str) -> None:
        self._hint.setText(text)
        restyle(self._hint, role=role)
        self._hint.setVisible(bool(text))
        self.field.setAccessibleDescription(text)


class ChoiceField(QComboBox):
    """One of several, each with an id; the wheel over it scrolls the page, not the choice."""

    chosen = Signal(str)
    """Intent: take this id."""

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        """`name` is the object name, `label` what it is called."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(self._say)

    def show_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer these ids with their texts; the choice stays if it is still among them."""
        shown = [(str(self.itemData(k)), self.itemText(k)) for k in range(self.count())]
        if shown == list(options):
            return
        before = self.currentData()
        with QSignalBlocker(self):
            self.clear()
            for option, text in options:
                self.addItem(text, option)
            self.setCurrentIndex(self.findData(before))

    def show_choice(self, option: str) -> None:
        """Show which id is chosen, without announcing it."""
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findData(option))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn only when the keyboard is here."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _say(self, place: int) -> None:
        self.chosen.emit(str(self.itemData(place)))

"""The sheet of one record: a picture that stays in sight, its form, and its parts."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from studio.kernel.fields import Values
from studio.kernel.i18n import _
from studio.ui.actions import LiveAction, plain_text
from studio.ui.layout import button, column, label, row
from studio.ui.messages import Messages
from studio.ui.part_editing import PartVerbs, edit_parts
from studio.ui.part_list import Part, PartList
from studio.ui.record_form import RecordForm
from studio.ui.text_fields import LineField, TextField
from studio.ui.theme import space

SIDE = 208
"""The width of the picture, in device-independent pixels."""

_WIDEST = 860
"""Longer lines are hard to read."""


class RecordSheet(QWidget):
    """Shows one record, says what is filled in, and offers to restore one that is archived."""

    restore_wanted = Signal()

    def __init__(
        self, name: str, picture: QWidget, form: RecordForm, parts: Mapping[str, PartList]
    ) -> None:
        """`parts` are by table, in the order of the sheet."""
        super().__init__()
        self.setObjectName(name)
        self.open_id = ""
        self.form = form
        self.parts = parts
        self._away = label("", "secondary", wrap=True)
        self._restore = button(_("Restore"), f"{name}.restore", "primary")
        self._restore.clicked.connect(self.restore_wanted)
        self._beside = column(picture, self._away, self._restore, None, gap="s")
        self._beside.setContentsMargins(space("xl"), space("xl"), 0, space("xl"))
        inside = QWidget()
        inside.setLayout(column(form, *parts.values(), None, gap="xl", margin="xl"))
        inside.setMaximumWidth(_WIDEST)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        box = row(self._beside, self._scroll, gap="")
        box.setStretch(1, 1)
        self.setLayout(box)

    def edit_by(
        self, messages: Messages, write: Callable[[str, str, str | int], None], verbs: PartVerbs
    ) -> None:
        """Let `write` (id, field, value) and the verbs do what is filled in."""

        def written(name: str, value: str | int) -> None:
            field = self.form.field(name)
            with messages.guard(field if isinstance(field, (LineField, TextField)) else None):
                write(self.open_id, name, value)

        self.form.edited.connect(written)
        edit_parts(self.parts, messages, verbs)

    def add_action(self, action: LiveAction) -> None:
        """Put a button for an action below the picture."""
        made = button(plain_text(action.text()), f"button.{action.objectName()}")
        made.setIcon(action.icon())
        made.clicked.connect(action.trigger)
        action.enabledChanged.connect(made.setEnabled)
        self._beside.insertWidget(1, made)

    def show_record(
        self, record_id: str, values: Values, parts: Mapping[str, Sequence[Part]], away: str
    ) -> None:
        """Show what is stored; `away` says that the record is archived, or is empty."""
        if record_id != self.open_id:
            self._scroll.verticalScrollBar().setValue(0)
        self.open_id = record_id
        self.form.show_values(values)
        for table, shown in self.parts.items():
            shown.show_parts(parts.get(table, ()))
        self._away.setText(away)
        self._away.setVisible(bool(away))
        self._restore.setVisible(bool(away))

    def allow_changes(self, *, allowed: bool) -> None:
        """Let the record be filled in and restored, or only looked at."""
        self.form.setEnabled(allowed)
        for shown in self.parts.values():
            shown.setEnabled(allowed)
        if not allowed:
            self._restore.hide()

    def edit_name(self) -> None:
        """Put the keyboard on the name, ready to be typed over."""
        field = self.form.field("name")
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(field, LineField):
            field.selectAll()

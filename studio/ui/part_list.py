"""The parts of a record, a card each: filled in, put in order, taken away."""

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QToolButton, QVBoxLayout, QWidget

from studio.kernel.fields import Section, Values
from studio.kernel.i18n import _
from studio.ui import icons
from studio.ui.layout import button, column, label, row
from studio.ui.record_form import Filled, RecordForm
from studio.ui.text_fields import commit_pending
from studio.ui.theme import space


class Part(Protocol):
    """A row that knows its id and holds values."""

    @property
    def id(self) -> str:
        """Return the id of the row."""

    @property
    def values(self) -> Values:
        """Return what it holds."""


class PartList(QWidget):
    """Cards under a heading with a button that adds one; cards keep the keyboard when others go."""

    add_wanted = Signal()
    edited = Signal(str, str, object)
    """Intent: of this part, this field is to hold this value."""
    delete_wanted = Signal(str)
    relocate_wanted = Signal(str, int)
    """Intent: this part is to stand at this place, 0 first."""

    def __init__(
        self,
        name: str,
        sections: Sequence[Section],
        add: str,
        empty: str,
        parent: QWidget | None = None,
    ) -> None:
        """`add` is what the button says, `empty` the sentence while there is none."""
        super().__init__(parent)
        self.setObjectName(name)
        self._sections = sections
        self._cards: dict[str, _Card] = {}
        self._sought = ""
        self._links: dict[str, list[tuple[str, str]]] = {}
        heading = label(_(sections[0].name), "strong")
        self._plus = button(add, f"{name}.add", "quiet", "plus")
        self._plus.clicked.connect(self.add_wanted)
        self._empty = label(empty, "secondary", wrap=True)
        self._box: QVBoxLayout = column(gap="s")
        head = row(heading, None, self._plus)
        self.setLayout(column(head, self._empty, self._box, gap="s"))

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show these parts in this order; the cards of those that stay are kept."""
        for gone in self._cards.keys() - {part.id for part in parts}:
            card = self._cards.pop(gone)
            self._box.removeWidget(card)
            with QSignalBlocker(card.form):  # a field that is hidden says what was typed
                card.hide()
            card.deleteLater()
        moved = False
        for place, part in enumerate(parts):
            card = self._cards.get(part.id) or self._new_card(part.id)
            if self._box.indexOf(card) != place:
                self._box.insertWidget(place, card)
                card.show()  # at once: only what is shown takes the keyboard
                moved = True
            card.show_part(part.values, place, len(parts))
        if moved:
            self._order_tabs()
        self._empty.setVisible(not parts)
        if self._sought in self._cards:
            self.take_focus(self._sought)

    def show_links(self, name: str, options: Sequence[tuple[str, str]]) -> None:
        """Offer these ids with their names in a field of links of every card."""
        self._links[name] = list(options)
        for card in self._cards.values():
            card.form.show_links(name, options)

    def field(self, part_id: str, name: str) -> Filled:
        """Return the widget of a part's field; raise KeyError when there is none."""
        return self._cards[part_id].form.field(name)

    def take_focus(self, part_id: str) -> None:
        """Put the keyboard into the first field of a part, now or as soon as it is shown."""
        card = self._cards.get(part_id)
        self._sought = part_id if card is None else ""
        if card is not None:
            field = card.form.field(self._sections[0].fields[0].name)
            field.setFocus()
            QTimer.singleShot(0, card, lambda: _bring_into_sight(card, field))  # once laid out

    def _order_tabs(self) -> None:
        """Let Tab go through the cards in the order they stand, after the button that adds one."""
        before: QWidget = self._plus
        for card in sorted(self._cards.values(), key=self._box.indexOf):
            for taker in card.takers():
                QWidget.setTabOrder(before, taker)
                before = taker

    def _new_card(self, part_id: str) -> "_Card":
        card = _Card(f"{self.objectName()}.{part_id}", self._sections)
        card.form.edited.connect(partial(self.edited.emit, part_id))
        card.delete_wanted.connect(partial(self.delete_wanted.emit, part_id))
        card.relocate_wanted.connect(partial(self.relocate_wanted.emit, part_id))
        for field, options in self._links.items():
            card.form.show_links(field, options)
        self._cards[part_id] = card
        return card


class _Card(QFrame):
    """One part: its form, and buttons to move it and to take it away."""

    delete_wanted = Signal()
    relocate_wanted = Signal(int)

    def __init__(self, name: str, sections: Sequence[Section]) -> None:
        super().__init__()
        self.setObjectName("card")
        self.form = RecordForm(name, sections, headings=False)
        self._place = 0
        self._up = _tool(f"{name}.up", _("Move up"), "arrow-up")
        self._down = _tool(f"{name}.down", _("Move down"), "arrow-down")
        self._away = _tool(f"{name}.delete", _("Take away"), "trash")
        self._fields = [self.form.field(one.name) for part in sections for one in part.fields]
        self._up.clicked.connect(lambda: self.relocate_wanted.emit(self._place - 1))
        self._down.clicked.connect(lambda: self.relocate_wanted.emit(self._place + 1))
        self._away.clicked.connect(self._say_away)
        tools = (self._up, self._down, self._away)
        beside = row(*tools, gap="") if self.form.is_short else column(*tools, None, gap="xs")
        box = row(self.form, beside, gap="m")
        box.setContentsMargins(space("m"), space("m"), space("s"), space("m"))
        self.setLayout(box)

    def takers(self) -> Sequence[QWidget]:
        """Return what takes the keyboard, in the order it stands."""
        return (*self._fields, self._up, self._down, self._away)

    def _say_away(self) -> None:
        commit_pending(self.form)  # so that undo brings back what was just typed
        self.delete_wanted.emit()

    def show_part(self, values: Values, place: int, count: int) -> None:
        """Show what the part holds and where it stands."""
        self._place = place
        self.form.show_values(values)
        self._up.setEnabled(place > 0)
        self._down.setEnabled(place < count - 1)
        for one in (self._up, self._down):
            one.setVisible(count > 1)


def _bring_into_sight(*parts: QWidget) -> None:
    """Scroll to these, the last above all."""
    around: QWidget | None = parts[0]
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if isinstance(around, QScrollArea):
        for part in parts:
            around.ensureWidgetVisible(part)


def _tool(name: str, text: str, icon: str) -> QToolButton:
    made = QToolButton()
    made.setObjectName(name)
    made.setAccessibleName(text)
    made.setToolTip(text)
    made.setIcon(icons.icon(icon))
    made.setAutoRaise(True)
    return made

"""Opens the command palette, fills it, and does what is chosen in it."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from studio.app.menus import MENUS
from studio.app.pages import PageEntry
from studio.app.palette import Palette
from studio.app.palette_entries import Entry, arrange
from studio.kernel.i18n import _
from studio.ui.actions import Action, LiveAction, plain_text
from studio.ui.messages import Messages

if TYPE_CHECKING:
    from studio.app.window import Window
    from studio.ui.context import Context

OPEN = "palette.open"


class PaletteActions:
    """Search or run, of the window and of the workspace that is open in it."""

    def __init__(self, window: "Window", messages: Messages, entries: Sequence[PageEntry]) -> None:
        """Offer the objects that one of the pages `entries` shows."""
        self._window = window
        self._messages = messages
        self._pages = {entry.id for entry in entries}
        self._context: Context | None = None
        self._palette: Palette | None = None
        self._before: list[QWidget] = []
        self._actions: list[Entry] = []

    def use(self, context: "Context | None") -> None:
        """Search this workspace from now on; None when there is none."""
        self.close()
        self._context = context

    def actions(self) -> list[Action]:
        """Return the action that opens the palette."""
        return [
            Action(
                id=OPEN,
                text=_("&Search or run…"),
                run=self.open,
                keys=("Ctrl+K",),
                icon="search",
                menu="view",
                group=9,
            )
        ]

    def open(self) -> None:
        """Show the palette over the window; what has the keyboard now gets it back."""
        self.close()
        # Asked while the keyboard is still where it was: Undo may be that of a text field.
        self._window.refresh_actions()
        self._actions = entries_of(self._window.live_actions(), self._window)
        self._before = _outwards(QApplication.focusWidget())
        palette = self._palette = Palette(self._window)
        palette.asked.connect(self._fill)
        palette.chosen.connect(self._do)
        palette.closed.connect(self.close)
        palette.take_keyboard()
        self._fill("")

    def close(self) -> None:
        """Take the palette away and give the keyboard back."""
        palette, self._palette = self._palette, None
        before, self._before = self._before, []
        if palette is None:
            return
        palette.hide()
        palette.deleteLater()
        for place in before:  # a field that closed when it was left gives way to its view
            if shiboken6.isValid(place) and place.isVisible():
                place.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self._window.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, question: str) -> None:
        if self._palette is None:
            return
        self._palette.show_entries(arrange(question, self._objects(question), self._actions))

    def _objects(self, question: str) -> list[Entry]:
        if self._context is None:
            return []
        from studio.app import palette_objects

        store, objects = self._context.store, list[Entry]()
        with self._messages.guard(), store.read() as session:
            if question.strip():
                objects = palette_objects.found(session, question, self._pages)
            else:
                objects = palette_objects.recent(store, session, self._pages)
        return objects

    def _do(self, entry: Entry) -> None:
        self.close()
        if entry.kind == "action":
            self._run(entry.target)
        else:
            self._reveal(entry)

    def _run(self, action_id: str) -> None:
        for action in self._window.live_actions():
            if action.spec.id == action_id:
                action.refresh()
                action.trigger()  # which does nothing when it cannot be done any more
                return

    def _reveal(self, entry: Entry) -> None:
        from studio.app.uses import USES

        with self._messages.guard():
            page = self._window.show_page(USES[entry.table].page)
            if page is None or not page.reveal(entry.table, entry.target):
                sentence = _("“{title}” cannot be shown: it is archived or was deleted.")
                self._messages.say(sentence.format(title=entry.title))


def _outwards(widget: QWidget | None) -> list[QWidget]:
    """Return the widget and those around it that can have the keyboard, the nearest first."""
    found = []
    while widget is not None:
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            found.append(widget)
        widget = widget.parentWidget()
    return found


def entries_of(actions: Sequence[LiveAction], window: QWidget) -> list[Entry]:
    """Return the actions as entries, the page's own before the window's, without the palette's."""
    own = set(window.actions())
    ordered = sorted(actions, key=lambda action: action in own)
    return [_entry(action) for action in ordered if action.spec.id != OPEN]


def _entry(action: LiveAction) -> Entry:
    native = QKeySequence.SequenceFormat.NativeText
    return Entry(
        id=f"action.{action.spec.id}",
        kind="action",
        title=_words(action),
        icon="check" if action.isChecked() else action.spec.icon,
        keys=action.shortcut().toString(native),
        usable=action.isEnabled(),
        target=action.spec.id,
    )


def _words(action: LiveAction) -> str:
    """Return what the action is called where no menu stands around it."""
    words = plain_text(re.sub(r"^&\d  ", "", action.text()))
    menu = action.spec.menu
    if "/" not in menu:
        return words
    return _("{menu}: {action}").format(menu=plain_text(_(MENUS[menu])), action=words)

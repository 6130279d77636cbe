"""A page: a place of the window that shows one part of the workspace and keeps itself fresh."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from studio.ui.actions import Action, ActionSet
from studio.ui.context import Context


@dataclass(frozen=True, slots=True)
class Subject:
    """What is selected on a page, for whoever shows more of it."""

    name: str
    """How the page calls it, translated: “Panel 3”."""
    table: str
    ids: tuple[str, ...]


class Page(QWidget):
    """Watches tables; refreshes when they move, or when it is shown if it was hidden then."""

    WATCHES: ClassVar[frozenset[str]] = frozenset()
    """The tables whose changes make the page stale."""

    actions_changed = Signal()
    """Emit it when a selection or mode changes what can be done."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Keep the context; a page builds its views after this."""
        super().__init__(parent)
        self.context = context
        self._stale = True
        self._set: ActionSet | None = None
        context.bridge.changed.connect(self._note)
        self.actions_changed.connect(self._refresh_actions)

    def refresh(self) -> None:
        """Ask the queries and show the answers; called only while the page is visible."""
        raise NotImplementedError

    def page_actions(self) -> Sequence[Action]:
        """Return what can be done here; asked once, after the page is built."""
        return ()

    def subject(self) -> Subject | None:
        """Return what is selected; emit `actions_changed` when it is something else."""
        return None

    def reveal(self, table: str, row_id: str) -> bool:
        """Open and select this row if the page shows rows of its table; return whether it does."""
        del table, row_id
        return False

    @property
    def action_set(self) -> ActionSet:
        """Return the page's live actions, for the menus and for its own buttons."""
        if self._set is None:
            self._set = ActionSet(self.page_actions(), self)
        return self._set

    def make_stale(self) -> None:
        """Refresh now if visible, otherwise when shown."""
        self._stale = True
        self._catch_up()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while hidden."""
        super().showEvent(event)
        self._catch_up()

    def _note(self, tables: Mapping[str, frozenset[str]]) -> None:
        if not self.WATCHES.isdisjoint(tables):
            self.make_stale()

    def _catch_up(self) -> None:
        if self._stale and self.isVisible():
            self._stale = False
            with self.context.messages.guard():
                self.refresh()
            self.actions_changed.emit()

    def _refresh_actions(self) -> None:
        if self._set is not None:
            self._set.refresh()

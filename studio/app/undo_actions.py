"""Undo and redo: the text field under the keyboard comes first, then the workspace."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from studio.kernel.i18n import _
from studio.ui.actions import Action
from studio.ui.context import Context
from studio.ui.text_fields import commit_pending

if TYPE_CHECKING:
    from studio.store.workspace import Store

_Keys = QKeySequence.StandardKey
_TextEdit = QPlainTextEdit | QTextEdit


class UndoActions:
    """Undo and redo of the window, for the workspace that is open."""

    def __init__(self, window: QWidget) -> None:
        """Serve the fields inside `window`."""
        self._window = window
        self._context: Context | None = None

    def use(self, context: Context | None) -> None:
        """Work on this workspace from now on; None when there is none."""
        self._context = context

    def actions(self) -> list[Action]:
        """Return Undo and Redo."""
        return [
            Action(
                id="edit.undo",
                text=self._undo_text,
                name=_("Undo"),
                run=self.undo,
                keys=(_Keys.Undo,),
                icon="undo",
                menu="edit",
                group=10,
                enabled=self._can_undo,
            ),
            Action(
                id="edit.redo",
                text=self._redo_text,
                name=_("Redo"),
                run=self.redo,
                keys=("Ctrl+Shift+Z", "Ctrl+Y"),
                icon="redo",
                menu="edit",
                group=10,
                enabled=self._can_redo,
            ),
        ]

    def undo(self) -> None:
        """Take back typing in the field, or else the workspace's last step."""
        own = field_undo(QApplication.focusWidget())
        if own is not None:
            own()
        elif self._context is not None:
            self._step(self._context, forth=False)

    def redo(self) -> None:
        """Do again what `undo` took back."""
        own = field_redo(QApplication.focusWidget())
        if own is not None:
            own()
        elif self._context is not None:
            self._step(self._context, forth=True)

    def close_step(self, left: QWidget | None) -> None:
        """End the step of typing when the keyboard leaves a text field."""
        if self._context is not None and isinstance(left, (QLineEdit, QPlainTextEdit, QTextEdit)):
            with self._context.messages.guard():
                self._context.store.close_step()

    def _step(self, context: Context, *, forth: bool) -> None:
        """Undo or redo at once, or as a job when the window could not wait for it."""
        commit_pending(self._window)
        from studio.store import log

        store = context.store
        label = store.redo_label if forth else store.undo_label
        with context.messages.guard():
            if not log.is_long(store, forth=forth):
                (store.redo if forth else store.undo)()
                return
            words = _("Redo: {what}") if forth else _("Undo: {what}")
            title = words.format(what=_(label) if label else "")
            work = store.redo_work if forth else store.undo_work
            context.jobs.start(title, lambda: work(title))

    def _store(self) -> "Store | None":
        return self._context.store if self._context is not None else None

    def _can_undo(self) -> bool:
        store = self._store()
        own = field_undo(QApplication.focusWidget())
        return own is not None or (store is not None and store.undo_label is not None)

    def _can_redo(self) -> bool:
        store = self._store()
        own = field_redo(QApplication.focusWidget())
        return own is not None or (store is not None and store.redo_label is not None)

    def _undo_text(self) -> str:
        store = self._store()
        if field_undo(QApplication.focusWidget()) is not None:
            return _("&Undo typing")
        if store is None or store.undo_label is None:
            return _("&Undo")
        return _("&Undo: {what}").format(what=_shown(store.undo_label))

    def _redo_text(self) -> str:
        store = self._store()
        if field_redo(QApplication.focusWidget()) is not None:
            return _("&Redo typing")
        if store is None or store.redo_label is None:
            return _("&Redo")
        return _("&Redo: {what}").format(what=_shown(store.redo_label))


def field_undo(widget: QWidget | None) -> Callable[[], None] | None:
    """Return how a text field takes back its own typing; None when it has nothing to."""
    if isinstance(widget, QLineEdit) and widget.isUndoAvailable() and not widget.isReadOnly():
        return widget.undo
    if isinstance(widget, _TextEdit) and widget.document().isUndoAvailable():
        return None if widget.isReadOnly() else widget.undo
    return None


def field_redo(widget: QWidget | None) -> Callable[[], None] | None:
    """Return how a text field does its own typing again; None when it has nothing to."""
    if isinstance(widget, QLineEdit) and widget.isRedoAvailable() and not widget.isReadOnly():
        return widget.redo
    if isinstance(widget, _TextEdit) and widget.document().isRedoAvailable():
        return None if widget.isReadOnly() else widget.redo
    return None


def _shown(label: str) -> str:
    """Return an op's name translated, its ampersands safe in a menu."""
    return _(label).replace("&", "&&")

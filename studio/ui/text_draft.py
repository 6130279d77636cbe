"""What has been typed but not yet stored: when it is said, kept, refused or dropped."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from studio.kernel.i18n import _, ngettext

QUIET_MS = 1_000
"""Typing is said after this much quiet."""

CAPTION, ERROR = "caption", "error"
"""How a word at a field looks: the roles of its label."""

_NEARLY = 0.1


class Editor(Protocol):
    """The widget that somebody types into."""

    def current(self) -> str:
        """Return the text as it stands."""

    def put(self, text: str) -> None:
        """Replace the text without announcing anything; its own undo begins afresh."""

    def forget_undo(self) -> None:
        """Begin the own undo afresh."""


class TextDraft(QObject):
    """The rules of a field that stores by itself; field and draft live and die together."""

    def __init__(
        self,
        editor: Editor,
        say: Callable[[str], None],
        hint: Callable[[str, str], None],
        parent: QObject,
    ) -> None:
        """`say` announces a text to be stored; `hint` shows a word, as caption or error."""
        super().__init__(parent)
        self._editor = editor
        self._say = say
        self._hint = hint
        self._stored = ""
        self._said: str | None = None
        self._answered = False
        self._refused = False
        self._focused = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET_MS)
        self._timer.timeout.connect(self.commit)

    @property
    def pending(self) -> bool:
        """Return whether the field holds something that nobody has taken yet."""
        return self._editor.current() not in (self._stored, self._said)

    def show(self, text: str) -> None:
        """Take what is stored now; typing that is not stored yet stays in the field."""
        now = self._editor.current()
        typed = now != self._stored
        self._stored = text
        if now == text:
            self._settle()
        elif not typed or (now == self._said and not self._is_kept(text, now)):
            self._editor.put(text)
            self._settle()
        else:
            self._answered = now == self._said

    def _is_kept(self, stored: str, typed: str) -> bool:
        """Return whether the two differ in spaces only while somebody is typing them."""
        return self._focused and stored.split() == typed.split()

    def typed(self) -> None:
        """Note that the text changed under somebody's hands."""
        if self._refused:
            self._refused = False
            self._hint("", CAPTION)
        if self.pending:
            self._timer.start()
        else:
            self._timer.stop()

    def commit(self) -> None:
        """Say the text now, unless it is stored or has been said already."""
        self._timer.stop()
        if self.pending:
            self._said = self._editor.current()
            self._answered = False
            self._say(self._said)

    def drop(self) -> bool:
        """Return to what is stored; return False when there was nothing to drop."""
        if not self.pending:
            return False
        self._editor.put(self._stored)
        self._settle()
        self._hint("", CAPTION)
        return True

    def refuse(self, sentence: str, *, keep: bool) -> bool:
        """Say at the field why the text was not taken; return False when nobody is there.

        With `keep` the text stays whatever happens, and is said again at the next chance.
        """
        self._said = None
        self._timer.stop()
        if not keep and not self._focused:
            self.drop()
            return False
        self._refused = True
        self._hint(sentence, ERROR)
        return True

    def entered(self) -> None:
        """Note that the keyboard came to the field."""
        self._focused = True

    def left(self) -> None:
        """Note that the keyboard left the field."""
        self._focused = False
        self.commit()
        if self._answered and self._editor.current() == self._said:
            self._editor.put(self._stored)  # what was stored is not quite what was typed
            self._settle()
        self._editor.forget_undo()

    def _settle(self) -> None:
        self._said = None
        self._answered = False
        self._timer.stop()


def length_word(length: int, limit: int | None) -> str:
    """Return what to say about a text's length: nothing until the limit is near."""
    if limit is None or length < limit * (1 - _NEARLY):
        return ""
    left = limit - length
    if left <= 0:
        return _("No more than {limit} characters fit here.").format(limit=limit)
    return ngettext("{n} character left", "{n} characters left", left).format(n=left)

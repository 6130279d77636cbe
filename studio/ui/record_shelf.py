"""Records that go from a list and come back: archived, restored, deleted, with a word about it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from studio.kernel.errors import Refused
from studio.kernel.i18n import _
from studio.store.archive import Removal
from studio.store.workspace import Store
from studio.ui.messages import Messages, Offer


@dataclass(frozen=True, slots=True)
class Record:
    """The open record, as far as a list of any kind knows it."""

    id: str
    name: str
    archived: bool


@dataclass(frozen=True, slots=True)
class ShelfVerbs:
    """The ops that every kind of record has; each takes the id."""

    archive: Callable[[str], None]
    restore: Callable[[str], None]
    delete: Callable[[str], Removal]


class RecordShelf(QObject):
    """Takes a record out of the list and brings it back, and offers to undo that."""

    wanted = Signal(str)
    """Intent: open this record."""

    def __init__(
        self, store: Store, messages: Messages, verbs: ShelfVerbs, parent: QObject | None = None
    ) -> None:
        """`verbs` are the ops of one kind of record."""
        super().__init__(parent)
        self._store = store
        self._messages = messages
        self._verbs = verbs

    def archive(self, record: Record) -> None:
        """Take a record out of the list."""
        self._verbs.archive(record.id)
        self._say(record, _("“{name}” is archived."))

    def restore(self, record: Record) -> None:
        """Bring a record back into the lists."""
        self._verbs.restore(record.id)
        self._say(record, _("“{name}” is back in the lists."))

    def delete(self, record: Record) -> None:
        """Delete a record; one in use is archived instead, and the message says so."""
        if self._verbs.delete(record.id) is Removal.DELETED:
            self._say(record, _("“{name}” is deleted."))
        elif record.archived:
            sentence = _("“{name}” is in use, so it stays in the archive.")
            self._messages.say(sentence.format(name=record.name))
        else:
            self._say(record, _("“{name}” is in use, so it is archived instead of deleted."))

    def _say(self, record: Record, sentence: str) -> None:
        """Tell what was done, and offer to take it back as long as it is the last step."""
        store = self._store
        step = store.history.done[-1:]

        def undo() -> None:
            with self._messages.guard():
                if store.history.done[-1:] != step:
                    raise Refused(_("Something else was changed since. Undo that first."))
                store.undo()
                self.wanted.emit(record.id)

        self._messages.say(sentence.format(name=record.name), offer=Offer(_("Undo"), undo))

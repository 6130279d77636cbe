"""What the list of spots holds, and the verbs that take spots out of it and bring them back."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from sqlmodel import Session

from studio.kernel.errors import Refused
from studio.kernel.i18n import _
from studio.spots import queries
from studio.spots.ops import spots
from studio.spots.queries import SpotRow
from studio.store.archive import Removal
from studio.ui.context import Context
from studio.ui.messages import Offer


class Shelf(QObject):
    """Lists the spots in use and, while that is wanted, those that are archived after them."""

    wanted = Signal(str)
    """Intent: open this spot."""
    changed = Signal()
    """Others are to be listed."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        """List what is in use."""
        super().__init__(parent)
        self._context = context
        self._rows: Sequence[SpotRow] = ()
        self.shows_archived = False
        self.hides = False
        """Whether there are archived spots that are not listed."""

    def read(self, session: Session) -> list[SpotRow]:
        """Return what is to be listed now."""
        used = queries.spot_rows(session)
        archived = queries.spot_rows(session, archived=True)
        self.hides = bool(archived) and not self.shows_archived
        rows = used if self.hides else [*used, *archived]
        self._rows = rows
        return rows

    def toggle(self) -> None:
        """List the archived spots too, or no more."""
        self.shows_archived = not self.shows_archived
        self.changed.emit()

    def archive(self, row: SpotRow) -> None:
        """Take a spot out of the list; the next one is opened."""
        with self._context.messages.guard():
            spots.archive_spot(self._context.store, row.id)
            sentence = _("“{title}” is archived.").format(title=row.title)
            self._context.messages.say(sentence, offer=self._undo_of(row))
            self._go_on(row)

    def restore(self, row: SpotRow) -> None:
        """Bring an archived spot back to its place among the others."""
        with self._context.messages.guard():
            spots.restore_spot(self._context.store, row.id)
            sentence = _("“{title}” is back among the spots.").format(title=row.title)
            self._context.messages.say(sentence, offer=self._undo_of(row))

    def delete(self, row: SpotRow) -> None:
        """Delete a spot, or say that it was archived instead; the next one is opened."""
        with self._context.messages.guard():
            became = spots.delete_spot(self._context.store, row.id)
            if became is Removal.DELETED:
                sentence, offer = _("“{title}” is deleted."), self._undo_of(row)
            elif row.archived:
                sentence, offer = _("“{title}” is still in use, so it stays in the archive."), None
            else:
                sentence = _(
                    "“{title}” is still in use, so it was archived instead. What uses it keeps it."
                )
                offer = self._undo_of(row)
            self._context.messages.say(sentence.format(title=row.title), offer=offer)
            self._go_on(row)

    def _go_on(self, row: SpotRow) -> None:
        """Open the neighbour of a spot that is about to leave the list."""
        with self._context.store.read() as session:
            staying = {other.id for other in queries.spot_rows(session)}
            if self.shows_archived:
                staying |= {other.id for other in queries.spot_rows(session, archived=True)}
        if row.id in staying:
            return
        ids = [other.id for other in self._rows]
        place = ids.index(row.id) if row.id in ids else 0
        after = [spot for spot in ids[place:] if spot in staying]
        before = [spot for spot in ids[:place] if spot in staying]
        for neighbour in after[:1] or before[-1:]:
            self.wanted.emit(neighbour)

    def _undo_of(self, row: SpotRow) -> Offer:
        """Offer to take back the step just made, as long as it is the last."""
        store = self._context.store
        step = store.history.done[-1:]

        def undo() -> None:
            with self._context.messages.guard():
                if store.history.done[-1:] != step:
                    raise Refused(_("Something else was changed since. Undo that first."))
                store.undo()
                self.wanted.emit(row.id)

        return Offer(_("Undo"), undo)

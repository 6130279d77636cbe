"""The Deals page: what is agreed with whom, and who gets how much."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from studio.deals import ops, queries, rules
from studio.deals.queries import DealRow, DealSheet
from studio.deals.ui.money import money_words
from studio.deals.ui.sheet import SheetView
from studio.kernel.i18n import _
from studio.ui.actions import Action
from studio.ui.context import Context
from studio.ui.page import Subject
from studio.ui.picture_list import PictureRow
from studio.ui.record_actions import edit_actions, shelf_actions
from studio.ui.record_shelf import Record, ShelfVerbs
from studio.ui.records_page import RecordsPage, RecordWords

if TYPE_CHECKING:
    from sqlmodel import Session


class DealsPage(RecordsPage):
    """Lists deals and shows the open one's sheet."""

    WATCHES = queries.WATCHES

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Build the page; it fills when it is shown."""
        super().__init__("deals", context, _words(), _verbs(context), parent)
        self._sheet: DealSheet | None = None
        self.sheet = SheetView(context)
        self.build(self.sheet, ("deals.new",))

    def page_actions(self) -> Sequence[Action]:
        """Return what can be done with deals."""
        new = Action(
            id="deals.new",
            text=_("New &deal"),
            run=self.new_deal,
            keys=(QKeySequence.StandardKey.New,),
            icon="plus",
            menu="file",
        )
        return [new, *edit_actions(self, self.duplicate), *shelf_actions(self)]

    def rows(self, session: "Session", *, archived: bool) -> list[PictureRow]:
        """Return the deals in use, or those archived."""
        return [_line(row) for row in queries.deal_rows(session, archived=archived)]

    def show_open(self, session: "Session") -> None:
        """Show the open deal's sheet."""
        self._sheet = queries.deal_sheet(session, self.open_id) if self.open_id else None
        if self._sheet is not None:
            self.sheet.show_sheet(self._sheet)

    def edit_name(self) -> None:
        """Put the keyboard on the name."""
        self.sheet.edit_name()

    @property
    def record(self) -> Record | None:
        """Return the open deal."""
        sheet = self._sheet
        return Record(sheet.id, sheet.name, sheet.archived) if sheet is not None else None

    def subject(self) -> Subject | None:
        """Return the open deal."""
        if self._sheet is None:
            return None
        return Subject(_("Deal “{name}”").format(name=self._sheet.name), "deal", (self._sheet.id,))

    def reveal(self, table: str, row_id: str) -> bool:
        """Open the deal of this id, or the one that a row belongs to."""
        with self.context.store.read() as session:
            found = queries.deal_of(session, table, row_id)
        if found is None:
            return False
        self.open_found(found.id, archived=found.archived_ms is not None)
        return True

    def new_deal(self) -> None:
        """Add a deal, the name ready to be typed."""
        self.open_new(lambda: ops.create_deal(self.context.store, _("New deal")))

    def duplicate(self, record: Record) -> None:
        """Add a copy of a deal and open the copy."""
        self.open_new(lambda: ops.duplicate_deal(self.context.store, record.id))


def _words() -> RecordWords:
    return RecordWords(
        title=_("Deals"),
        nothing=_("No deals yet"),
        why=_(
            "A deal says what is made for whom, when it is due, what it brings and who gets "
            "which part of it."
        ),
        icon="deal",
        all_archived=_("All deals are archived"),
    )


def _verbs(context: Context) -> ShelfVerbs:
    store = context.store
    return ShelfVerbs(
        archive=partial(ops.archive_deal, store),
        restore=partial(ops.restore_deal, store),
        delete=partial(ops.delete_deal, store),
    )


def _line(row: DealRow) -> PictureRow:
    statuses = {choice.code: _(choice.name) for choice in rules.STATUSES}
    state = _("Archived") if row.archived else statuses.get(row.status, row.status)
    money = money_words(row.fee_minor, row.currency) if row.fee_minor else ""
    facts = " · ".join(filter(None, (state, money)))
    return PictureRow(row.id, row.name, facts, row.brand, muted=row.archived)

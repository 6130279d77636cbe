"""The Brands page: whom the studio works for, and what may be said and shown."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from studio.brands import ops, queries
from studio.brands.queries import BrandRow, BrandSheet
from studio.brands.ui.sheet import SheetView
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


class BrandsPage(RecordsPage):
    """Lists brands and shows the open one's sheet."""

    WATCHES = queries.WATCHES

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Build the page; it fills when it is shown."""
        super().__init__("brands", context, _words(), _verbs(context), parent)
        self._sheet: BrandSheet | None = None
        self.sheet = SheetView(context)
        self.build(self.sheet, ("brands.new",))

    def page_actions(self) -> Sequence[Action]:
        """Return what can be done with brands."""
        new = Action(
            id="brands.new",
            text=_("New &brand"),
            run=self.new_brand,
            keys=(QKeySequence.StandardKey.New,),
            icon="plus",
            menu="file",
        )
        return [new, *edit_actions(self, self.duplicate), *shelf_actions(self)]

    def rows(self, session: "Session", *, archived: bool) -> list[PictureRow]:
        """Return the brands in use, or those archived."""
        return [_line(row) for row in queries.brand_rows(session, archived=archived)]

    def show_open(self, session: "Session") -> None:
        """Show the open brand's sheet."""
        self._sheet = queries.brand_sheet(session, self.open_id) if self.open_id else None
        if self._sheet is not None:
            self.sheet.show_sheet(self._sheet)

    def edit_name(self) -> None:
        """Put the keyboard on the name."""
        self.sheet.edit_name()

    @property
    def record(self) -> Record | None:
        """Return the open brand."""
        sheet = self._sheet
        return Record(sheet.id, sheet.name, sheet.archived) if sheet is not None else None

    def subject(self) -> Subject | None:
        """Return the open brand."""
        if self._sheet is None:
            return None
        return Subject(
            _("Brand “{name}”").format(name=self._sheet.name), "brand", (self._sheet.id,)
        )

    def reveal(self, table: str, row_id: str) -> bool:
        """Open the brand of this id, or the one that a row belongs to."""
        with self.context.store.read() as session:
            found = queries.brand_of(session, table, row_id)
        if found is None:
            return False
        self.open_found(found.id, archived=found.archived_ms is not None)
        return True

    def new_brand(self) -> None:
        """Add a brand, the name ready to be typed."""
        self.open_new(lambda: ops.create_brand(self.context.store, _("New brand")))

    def duplicate(self, record: Record) -> None:
        """Add a copy of a brand and open the copy."""
        self.open_new(lambda: ops.duplicate_brand(self.context.store, record.id))


def _words() -> RecordWords:
    return RecordWords(
        title=_("Brands"),
        nothing=_("No brands yet"),
        why=_(
            "A brand is whom an advertisement is for: its colours, its words, what it may claim "
            "and what it must say."
        ),
        icon="brand",
        all_archived=_("All brands are archived"),
    )


def _verbs(context: Context) -> ShelfVerbs:
    store = context.store
    return ShelfVerbs(
        archive=partial(ops.archive_brand, store),
        restore=partial(ops.restore_brand, store),
        delete=partial(ops.delete_brand, store),
    )


def _line(row: BrandRow) -> PictureRow:
    state = _("Archived") if row.archived else ""
    facts = " · ".join(filter(None, (row.category or row.promise, state)))
    colours = row.colours or ("",)
    return PictureRow(row.id, row.name, facts, row.promise, colours=colours, muted=row.archived)

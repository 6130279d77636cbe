"""The Personas page: who can be cast, and everything about one of them."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from studio.kernel.i18n import _
from studio.kernel.ids import new_id
from studio.personas import ops, queries, rules
from studio.personas.model import ERASED, HUMAN, PERSONA
from studio.personas.queries import TalentRow, TalentSheet
from studio.personas.ui.actions import personas_actions
from studio.personas.ui.erasing import Erasing
from studio.personas.ui.portrait import portrait_wish
from studio.personas.ui.sheet import SheetView
from studio.render.rig.by_lot import look_by_lot
from studio.ui.actions import Action
from studio.ui.context import Context
from studio.ui.page import Subject
from studio.ui.picture_list import PICTURE, PictureRow
from studio.ui.record_shelf import Record, ShelfVerbs
from studio.ui.records_page import RecordsPage, RecordWords

if TYPE_CHECKING:
    from sqlmodel import Session


class PersonasPage(RecordsPage):
    """Lists talent and shows the open one's sheet."""

    WATCHES = queries.WATCHES

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Build the page; it fills when it is shown."""
        super().__init__("personas", context, _words(), _verbs(context), parent)
        self._sheet: TalentSheet | None = None
        self._erasing = Erasing(self, context)
        self.sheet = SheetView(context, self.pictures)
        self.build(self.sheet, ("personas.new_human", "personas.new"))
        self.sheet.add_action(self.action_set.find("personas.another_look"))

    def page_actions(self) -> Sequence[Action]:
        """Return what can be done with talent."""
        return personas_actions(self)

    def rows(self, session: "Session", *, archived: bool) -> list[PictureRow]:
        """Return the talent in use, or those archived."""
        side = round(PICTURE * self.devicePixelRatioF())
        return [_line(row, side) for row in queries.talent_rows(session, archived=archived)]

    def show_open(self, session: "Session") -> None:
        """Show the open talent's sheet."""
        self._sheet = queries.talent_sheet(session, self.open_id) if self.open_id else None
        if self._sheet is not None:
            self.sheet.show_sheet(self._sheet)

    def edit_name(self) -> None:
        """Put the keyboard on the name."""
        self.sheet.edit_name()

    @property
    def record(self) -> Record | None:
        """Return the open talent."""
        sheet = self._sheet
        return Record(sheet.id, sheet.name, sheet.archived) if sheet is not None else None

    @property
    def can_edit(self) -> bool:
        """Tell whether somebody is open who has not been erased."""
        return self._sheet is not None and self._sheet.kind != ERASED

    def subject(self) -> Subject | None:
        """Return the open talent."""
        if self._sheet is None:
            return None
        words = _("{name} and all about them").format(name=self._sheet.name)
        return Subject(words, "talent", (self._sheet.id,))

    def reveal(self, table: str, row_id: str) -> bool:
        """Open the talent of this id, or the one that a look or another part belongs to."""
        with self.context.store.read() as session:
            found = queries.talent_of(session, table, row_id)
        if found is None:
            return False
        self.open_found(found.id, archived=found.archived_ms is not None)
        return True

    def new_persona(self) -> None:
        """Add a virtual persona, the name ready to be typed."""
        self._new(_("New persona"), PERSONA)

    def new_human(self) -> None:
        """Add a human creator, the name ready to be typed."""
        self._new(_("New creator"), HUMAN)

    def _new(self, name: str, kind: str) -> None:
        self.open_new(lambda: ops.create_talent(self.context.store, name, _seed(), kind=kind))

    def duplicate(self, record: Record) -> None:
        """Add a copy of somebody and open the copy."""
        self.open_new(lambda: ops.duplicate_talent(self.context.store, record.id))

    def another_look(self, record: Record) -> None:
        """Draw another look by lot; undo brings the one before back."""
        looks = self._sheet.looks if self._sheet is not None else ()
        if looks:
            ops.change_look(self.context.store, looks[0].id, look_by_lot(_seed()))
        else:
            ops.add_look(self.context.store, record.id, _("Everyday"), look_by_lot(_seed()))

    def erase(self, record: Record) -> None:
        """Ask, and erase everything that tells of somebody."""
        self._erasing.ask(record.id, record.name)


def _words() -> RecordWords:
    return RecordWords(
        title=_("Personas"),
        nothing=_("Nobody here yet"),
        why=_(
            "A persona is a virtual influencer; a human creator stands beside them in casts, "
            "calendars and contracts. Begin with a name: a face is drawn at once."
        ),
        icon="people",
        all_archived=_("Everybody is archived"),
    )


def _verbs(context: Context) -> ShelfVerbs:
    store = context.store
    return ShelfVerbs(
        archive=partial(ops.archive_talent, store),
        restore=partial(ops.restore_talent, store),
        delete=partial(ops.delete_talent, store),
    )


def _seed() -> int:
    return hash(new_id())


def _line(row: TalentRow, side: int) -> PictureRow:
    kinds = {choice.code: _(choice.name) for choice in rules.KINDS}
    kind = _("Erased") if row.kind == ERASED else kinds.get(row.kind, row.kind)
    state = _("Archived") if row.archived else ""
    facts = " · ".join(filter(None, (row.handle or kind, state)))
    words = f"{kind} {row.tagline}"
    wish = portrait_wish(row.recipe, "CU", side)
    return PictureRow(row.id, row.name, facts, words, wish, muted=row.archived)

"""A page of records: a list on the left, the open one's sheet beside it, and their verbs."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QMenu, QSplitter, QStackedLayout, QWidget

from studio.kernel.i18n import _
from studio.ui.actions import tool_button
from studio.ui.context import Context
from studio.ui.empty import EmptyState
from studio.ui.layout import column
from studio.ui.page import Page
from studio.ui.page_header import PageHeader
from studio.ui.picture_list import PictureList, PictureRow
from studio.ui.pictures import Pictures
from studio.ui.record_sheet import RecordSheet
from studio.ui.record_shelf import Record, RecordShelf, ShelfVerbs
from studio.ui.text_fields import commit_pending, has_pending

if TYPE_CHECKING:  # the store brings SQLModel, which the first window must not wait for
    from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class RecordWords:
    """What a page of records says, translated."""

    title: str
    nothing: str
    why: str
    """A sentence under `nothing`: what such a record is for."""
    icon: str
    all_archived: str


class RecordsPage(Page):
    """Keeps list and sheet together; a feature says which records there are."""

    def __init__(
        self,
        name: str,
        context: Context,
        words: RecordWords,
        verbs: ShelfVerbs,
        parent: QWidget | None = None,
    ) -> None:
        """`name` begins the ids of actions and the names of widgets."""
        super().__init__(context, parent)
        self.setObjectName(f"{name}Page")
        self.name = name
        self.shows_archived = False
        self.open_id: str | None = None
        self.pictures = Pictures(self)
        self.shelf = RecordShelf(context.store, context.messages, verbs, self)
        self.list = PictureList(f"{name}List", words.title, self.pictures)
        self._words = words
        self._pile = QStackedLayout()
        self.list.opened.connect(self.open_record)
        self.list.menu_wanted.connect(self._show_menu)
        self.shelf.wanted.connect(self.open_record)

    def build(self, sheet: RecordSheet, tools: Sequence[str]) -> None:
        """Lay the page out; `tools` are the actions in its header, the last makes a first one."""
        sheet.restore_wanted.connect(lambda: self.on_open(self.shelf.restore))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setObjectName(f"{self.name}Splitter")
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.list)
        splitter.addWidget(sheet)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([270, 900])
        self.list.setMinimumWidth(180)
        header = PageHeader(self._words.title)
        for action_id in tools:
            header.add_widget(tool_button(self.action_set.find(action_id), with_text=True))
        holder = QWidget()
        box = column(header, splitter, gap="")
        box.setStretch(1, 1)
        holder.setLayout(box)
        words, first = self._words, self.action_set.find(tools[-1])
        show = self.action_set.find(f"{self.name}.show_archived")
        whole = _("They are whole: look at them, and restore those that are needed again.")
        self._pile.addWidget(holder)
        self._pile.addWidget(EmptyState(words.nothing, words.why, icon=words.icon, action=first))
        self._pile.addWidget(EmptyState(words.all_archived, whole, icon="inbox", action=show))
        self.setLayout(self._pile)

    # What a feature says

    @abstractmethod
    def rows(self, session: "Session", *, archived: bool) -> list[PictureRow]:
        """Return the records in use, or those archived."""

    @abstractmethod
    def show_open(self, session: "Session") -> None:
        """Show the record `open_id`, or take in that there is none."""

    @abstractmethod
    def edit_name(self) -> None:
        """Put the keyboard on the open record's name, ready to be typed over."""

    @property
    @abstractmethod
    def record(self) -> Record | None:
        """Return the open record."""

    @property
    def can_edit(self) -> bool:
        """Tell whether a record is open that can be changed."""
        return self.record is not None

    # What all of them do

    @property
    def is_archived(self) -> bool:
        """Tell whether the open record is archived."""
        return self.record is not None and self.record.archived

    def refresh(self) -> None:
        """Show what is there, and the open one's sheet."""
        with self.context.store.read() as session:
            used = self.rows(session, archived=False)
            archived = self.rows(session, archived=True)
            rows = [*used, *archived] if self.shows_archived else used
            ids = [row.id for row in rows]
            if self.open_id not in ids:
                self.open_id = _neighbour(self.open_id, self.list.view.rows.ids(), ids)
            self.list.show_rows(rows, self.open_id)
            self.show_open(session)
        self._pile.setCurrentIndex(0 if rows else 2 if archived else 1)

    def open_record(self, record_id: str) -> None:
        """Show the sheet of another record; what was typed belongs to the one before."""
        if self._stores_typing():
            self.open_id = record_id
            self.make_stale()
        else:
            QTimer.singleShot(0, self, self.make_stale)  # the list has chosen; choose back

    def open_found(self, record_id: str, *, archived: bool) -> None:
        """Show a record that was sought elsewhere, whatever the list shows now."""
        self.shows_archived = self.shows_archived or archived
        self.list.filter.clear()
        self.open_record(record_id)

    def open_new(self, make: Callable[[], str]) -> None:
        """Make a record and open it, its name ready to be typed."""
        if self._stores_typing():
            with self.context.messages.guard():
                self.open_id = make()
                self.list.filter.clear()
                self.make_stale()
                self.edit_name()

    def on_open(self, verb: Callable[[Record], None]) -> None:
        """Carry out a verb on the open record, all that is typed stored before."""
        meant = self.open_id
        if self._stores_typing():
            self.make_stale()  # it may be gone, and another one be open in its place
            if self.record is not None and self.record.id == meant:
                with self.context.messages.guard():
                    verb(self.record)

    def toggle_archived(self) -> None:
        """Show archived records after the others, or no more."""
        if self._stores_typing():
            self.shows_archived = not self.shows_archived
        self.make_stale()

    def _stores_typing(self) -> bool:
        """Store what is typed; False when it was not taken and would come to another record."""
        commit_pending(self)
        return not has_pending(self)

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([one for one in self.action_set.all() if one.spec.menu == "edit"])
        menu.popup(at)


def _neighbour(gone: str | None, before: Sequence[str], now: Sequence[str]) -> str | None:
    """Return what is next to a record that went from the list, or else the first."""
    place = before.index(gone) if gone in before else 0
    after = [one for one in before[place:] if one in now]
    earlier = [one for one in before[:place] if one in now]
    return next(iter([*after[:1], *earlier[-1:], *now[:1]]), None)

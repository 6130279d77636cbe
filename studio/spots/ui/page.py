"""The Spots page: which spots there are, which one is open, and what can be done."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QSplitter, QStackedLayout, QWidget
from sqlmodel import Session

from studio.export.catalogue import format_of, writer_of
from studio.kernel.i18n import _, ngettext
from studio.spots import queries
from studio.spots.documents.sheet import sheet
from studio.spots.model import CastMember, Panel, PropUse, Scene, Spot, Super
from studio.spots.ops import spots
from studio.spots.ops.spots import SpotDraft
from studio.spots.queries import SpotRow
from studio.spots.ui import exporting
from studio.spots.ui.actions import PANEL_ACTIONS, SPOT_ACTIONS, TOOLS, spot_page_actions
from studio.spots.ui.desk import Desk
from studio.spots.ui.shelf import Shelf
from studio.spots.ui.spot_list import SpotList
from studio.ui.actions import Action, tool_button
from studio.ui.context import Context
from studio.ui.empty import EmptyState
from studio.ui.layout import button
from studio.ui.messages import Offer, Tone
from studio.ui.page import Page, Subject
from studio.ui.text_fields import commit_pending


class SpotsPage(Page):
    """Lists spots and shows the open one as a board."""

    WATCHES = queries.WATCHES

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Build the page; it fills when it is shown."""
        super().__init__(context, parent)
        self.setObjectName("spotsPage")
        self._open: str | None = None
        self._sought: str | None = None
        self._rows: list[SpotRow] = []
        self.shelf = Shelf(context, self)
        self.list = SpotList()
        self.desk = Desk(context)
        self._pile = QStackedLayout(self)
        self._build()
        self.list.opened.connect(self._open_spot)
        self.shelf.wanted.connect(self._open_spot)
        self.shelf.changed.connect(self.make_stale)
        self.list.menu_wanted.connect(partial(self._show_menu, SPOT_ACTIONS))
        self.desk.board.menu_wanted.connect(partial(self._show_menu, PANEL_ACTIONS))
        self.desk.changed.connect(self.actions_changed)

    def _build(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setObjectName("spotsSplitter")
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.list)
        splitter.addWidget(self.desk)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([250, 900])
        self.list.setMinimumWidth(160)
        actions = self.action_set
        buttons = [tool_button(actions.find(action_id)) for action_id in TOOLS]
        export = tool_button(actions.find("spots.export"), with_text=True)
        restore = button(_("Restore"), "spotRestore", icon="undo")
        restore.clicked.connect(actions.find("spots.restore").trigger)
        self.desk.add_tools(actions.find("spots.add_panel"), restore, [*buttons, export])
        sentence = _(
            "A spot is one advertisement: its storyboard, from the first to the last panel."
        )
        new = actions.find("spots.new")
        self._pile.addWidget(splitter)
        self._pile.addWidget(EmptyState(_("No spots yet"), sentence, icon="spots", action=new))
        sentence = _("They are whole: look at them, and restore those that are needed again.")
        show = actions.find("spots.show_archived")
        away = EmptyState(_("All spots are archived"), sentence, icon="inbox", action=show)
        self._pile.addWidget(away)

    def page_actions(self) -> Sequence[Action]:
        """Return what can be done with spots and panels."""
        return spot_page_actions(self)

    def refresh(self) -> None:
        """Show the spots, and the open one's board."""
        with self.context.store.read() as session:
            self._rows = self.shelf.read(session)
            ids = [row.id for row in self._rows]
            if self._open not in ids:
                self._open = ids[0] if ids else None
            board = queries.board(session, self._open) if self._open else None
        self.list.show_rows(self._rows, self._open)
        self._pile.setCurrentIndex(0 if board is not None else 2 if self.shelf.hides else 1)
        if board is not None:
            self.desk.show_spot(board)
            sought, self._sought = self._sought, None
            if sought is not None:
                self.desk.board.choose([sought])

    def subject(self) -> Subject | None:
        """Return the selected panels, or else the open spot."""
        spot = self.desk.spot
        if self._open is None or spot is None:
            return None
        chosen = self.desk.board.selected()
        if not chosen:
            return Subject(_("Spot “{title}”").format(title=spot.title), "spot", (spot.id,))
        numbers = [str(panel.number) for panel in spot.panels if panel.id in chosen]
        words = ngettext("Panel {numbers}", "Panels {numbers}", len(numbers))
        return Subject(words.format(numbers=", ".join(numbers)), "panel", tuple(chosen))

    def reveal(self, table: str, row_id: str) -> bool:
        """Open the spot that the row is or is part of, and select its panel."""
        with self.context.store.read() as session:
            spot_id, panel_id = _place(session, table, row_id)
            spot = session.get(Spot, spot_id) if spot_id is not None else None
        if spot is None:
            return False
        if spot.archived_ms is not None:
            self.shelf.shows_archived = True
        self._open, self._sought = spot_id, panel_id
        self.make_stale()
        (self.list if panel_id is None else self.desk.board).setFocus()
        return True

    @property
    def has_spot(self) -> bool:
        """Tell whether a spot is open."""
        return self._open is not None

    @property
    def is_archived(self) -> bool:
        """Tell whether the open spot is archived."""
        return any(row.archived for row in self._rows if row.id == self._open)

    @property
    def has_panels(self) -> bool:
        """Tell whether panels are selected."""
        return self.has_spot and bool(self.desk.board.selected())

    def _open_spot(self, spot_id: str) -> None:
        self._open = spot_id
        self.make_stale()

    def _show_menu(self, ids: Sequence[str], at: QPoint) -> None:
        self.desk.show_menu([self.action_set.find(action_id) for action_id in ids], at)

    # Verbs on spots

    def new_spot(self) -> None:
        """Add a spot and open it, its title ready to be typed."""
        with self.context.messages.guard():
            self._open = spots.create_spot(self.context.store, SpotDraft(_("New spot")))
            self.make_stale()
            self.rename()

    def rename(self) -> None:
        """Put the keyboard on the open spot's title."""
        self.desk.title.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.desk.title.selectAll()

    def duplicate_spot(self) -> None:
        """Add a copy of the open spot and open the copy."""
        if self._open is not None:
            with self.context.messages.guard():
                self._open = spots.duplicate_spot(self.context.store, self._open)

    def delete_spot(self) -> None:
        """Delete the open spot, and offer to take that back."""
        self.on_spot(self.shelf.delete)

    def on_spot(self, verb: Callable[[SpotRow], None]) -> None:
        """Carry out a verb of the shelf on the open spot, all that is typed stored before."""
        self.desk.editor.finish()
        commit_pending(self)
        for row in self._rows:
            if row.id == self._open:
                verb(row)
                return

    def export(self) -> None:
        """Ask for a file and write the open spot's storyboard beside the window."""
        commit_pending(self)
        spot = self.desk.spot
        if spot is None:
            return
        target = exporting.ask_target(self, spot.title)
        if target is not None:
            self.export_to(target)

    def export_to(self, target: Path) -> None:
        """Write the open spot's storyboard to `target`, beside the window."""
        spot = self.desk.spot
        if spot is None:
            return
        with self.context.messages.guard():
            writer = writer_of(format_of(target))
            with self.context.store.read() as session:
                document = sheet(queries.board(session, spot.id))
            title = _("Exporting “{title}”").format(title=spot.title)
            self.context.jobs.start(title, lambda: writer(document, target), self._exported)

    def _exported(self, target: Path) -> None:
        offer = Offer(_("Show folder"), partial(_show_folder, target.parent))
        sentence = _("“{name}” is written.").format(name=target.name)
        self.context.messages.say(sentence, Tone.SUCCESS, offer)


def _place(session: Session, table: str, row_id: str) -> tuple[str | None, str | None]:
    """Return the spot and the panel that a row is or is part of; None where there is none."""
    panel_id = row_id if table == "panel" else None
    part = _part(session, table, row_id)
    if part is not None:
        panel_id = part.panel_id
    panel = session.get(Panel, panel_id) if panel_id is not None else None
    scene_id = row_id if table == "scene" else panel.scene_id if panel is not None else None
    scene = session.get(Scene, scene_id) if scene_id is not None else None
    spot_id = row_id if table == "spot" else scene.spot_id if scene is not None else None
    return spot_id, panel_id


def _part(session: Session, table: str, row_id: str) -> Super | CastMember | PropUse | None:
    """Return what of a panel the row is; None when it is none or gone."""
    if table == "super":
        return session.get(Super, row_id)
    if table == "cast_member":
        return session.get(CastMember, row_id)
    return session.get(PropUse, row_id) if table == "prop_use" else None


def _show_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

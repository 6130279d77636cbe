"""The right side of the Spots page: the open spot's title and its board, wired to the ops."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from studio.kernel.i18n import _, ngettext
from studio.kernel.timecode import parse_seconds
from studio.spots import rules
from studio.spots.ops import contents, panels, spots
from studio.spots.queries import Board
from studio.spots.ui.board import BoardView
from studio.spots.ui.card import Field
from studio.spots.ui.cards import cards_of, length_words
from studio.spots.ui.field_editor import FieldEditor
from studio.ui.actions import LiveAction
from studio.ui.context import Context
from studio.ui.empty import EmptyState
from studio.ui.layout import column, label, row
from studio.ui.pictures import Pictures
from studio.ui.text_fields import LineField
from studio.ui.theme import space

_STEP = 40


class Desk(QWidget):
    """Shows one spot and carries out what is wanted with its panels."""

    changed = Signal()
    """Another selection or another spot: what can be done may differ."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._context = context
        self._spot: Board | None = None
        self._awaited: list[str] = []
        self._restore: QWidget | None = None
        self.pictures = Pictures(self)
        self.title = LineField("spotTitle", _("Title of the spot"), limit=rules.LONGEST_TITLE)
        self._facts = label("", "secondary")
        self._facts.setContentsMargins(space("xs") + 2, 0, 0, 0)
        self._tools = row(gap="xs")
        self.board = BoardView(self.pictures, context.theme)
        self.editor = FieldEditor(self.board)
        self._pile = QStackedWidget()
        self._pile.addWidget(self.board)
        self.title.setProperty("kind", "title")
        head = row(column(self.title, self._facts, gap=""), self._tools, gap="l", margin="m")
        head.setStretch(0, 1)
        self.setLayout(column(head, self._pile, gap=""))
        self._connect()

    def _connect(self) -> None:
        self.title.edited.connect(self._rename)
        self.board.field_wanted.connect(self.editor.edit)
        self.board.relocate_wanted.connect(self._relocate)
        self.board.chosen.connect(self.changed)
        self.editor.written.connect(self._write)
        self.editor.picked.connect(self._pick)
        self.editor.closed.connect(self._context.store.close_step)

    def add_tools(
        self, add_panel: LiveAction, restore: QWidget, buttons: Sequence[QWidget]
    ) -> None:
        """Show the buttons of the page's actions, and the invitation of an empty board.

        `restore` stands before the others while the spot is archived.
        """
        self._restore = restore
        restore.hide()
        self._tools.addWidget(restore)
        for button in buttons:
            self._tools.addWidget(button)
        sentence = _("A panel is one picture of the storyboard, with what is done and said in it.")
        empty = EmptyState(_("No panels yet"), sentence, icon="panels", action=add_panel)
        self._pile.addWidget(empty)

    @property
    def spot(self) -> Board | None:
        """Return the spot that is shown."""
        return self._spot

    def show_spot(self, spot: Board) -> None:
        """Show a spot; selection, scroll and open field stay with their panels."""
        if self._spot is None or self._spot.id != spot.id:
            self.editor.finish()
            self.board.scrollToTop()
        self._spot = spot
        self.title.show_text(spot.title)
        count = len(spot.panels)
        panels_word = ngettext("{n} panel", "{n} panels", count).format(n=count)
        archived = _("Archived") if spot.archived else ""
        words = [archived, spot.client, panels_word, length_words(spot.duration_ms), spot.ratio]
        self._facts.setText(" · ".join(part for part in words if part))
        if self._restore is not None:
            self._restore.setVisible(spot.archived)
        self.board.show_cards(cards_of(spot), spot.ratio)
        self._pile.setCurrentIndex(0 if spot.panels else 1)
        if self._awaited:
            self.board.choose(self._awaited)
            self._awaited = []
        self.editor.refresh()

    # What the user wants

    def _rename(self, title: str) -> None:
        if self._spot is not None:
            with self._context.messages.guard(self.title):
                spots.rename_spot(self._context.store, self._spot.id, title)

    def _relocate(self, panel_ids: list[str], place: int) -> None:
        if self._spot is not None:
            with self._context.messages.guard():
                store = self._context.store
                panels.relocate_panels(store, self._spot.id, panel_ids, place)

    def _write(self, panel_id: str, field: Field, words: str) -> None:
        store = self._context.store
        with self._context.messages.guard(self.editor.field):
            if field.kind == "length":
                contents.set_length(store, panel_id, parse_seconds(words))
            elif field.kind == "action":
                contents.write_action(store, panel_id, words)
            else:
                contents.write_dialogue(store, panel_id, words)

    def _pick(self, panel_id: str, field: Field, code: str) -> None:
        store = self._context.store
        card = self.board.card(panel_id)
        if card is None:
            return
        with self._context.messages.guard():
            if field.kind == "size":
                contents.choose_size(store, panel_id, code)
            elif field.kind == "pose":
                contents.choose_pose(store, card.cast[field.member].id, code)
            else:
                contents.choose_expression(store, card.cast[field.member].id, code)

    # What the actions run

    def add_panel(self) -> None:
        """Add a panel after the current one."""
        self._on_panels(self._add)

    def _add(self, spot_id: str, chosen: list[str]) -> None:
        after = chosen[-1] if chosen else None
        self._awaited = [panels.add_panel(self._context.store, spot_id, after=after)]

    def duplicate(self) -> None:
        """Duplicate the selected panels."""
        self._on_panels(self._duplicate)

    def _duplicate(self, spot_id: str, chosen: list[str]) -> None:
        self._awaited = panels.duplicate_panels(self._context.store, spot_id, chosen)

    def delete(self) -> None:
        """Delete the selected panels; the neighbour is selected next."""
        self._on_panels(self._delete)

    def _delete(self, spot_id: str, chosen: list[str]) -> None:
        ids = self.board.ids()
        after = [
            panel_id for panel_id in ids[ids.index(chosen[-1]) + 1 :] if panel_id not in chosen
        ]
        before = [panel_id for panel_id in ids[: ids.index(chosen[0])] if panel_id not in chosen]
        panels.delete_panels(self._context.store, spot_id, chosen)
        self._awaited = after[:1] or before[-1:]

    def move_panels(self, by: int) -> None:
        """Move the selected panels by one place back (-1) or forth (1)."""
        ids, chosen = self.board.ids(), self.board.selected()
        if chosen:
            place = ids.index(chosen[0]) - 1 if by < 0 else ids.index(chosen[-1]) + 2
            self._relocate(chosen, max(0, place))

    def _on_panels(self, act: Callable[[str, list[str]], None]) -> None:
        self.editor.finish()
        if self._spot is not None:
            with self._context.messages.guard():
                act(self._spot.id, self.board.selected())

    def edit(self, kind: Field) -> None:
        """Edit a field of the current panel."""
        current = self.board.current()
        if current is not None:
            self.editor.edit(current, kind)

    def zoom(self, by: int) -> None:
        """Make cards larger (1) or smaller (-1)."""
        self.board.set_card_width(self.board.card_width + by * _STEP)

    def show_menu(self, actions: list[LiveAction], at: QPoint) -> None:
        """Show a menu of actions at a global point."""
        menu = QMenu(self)
        menu.addActions(actions)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

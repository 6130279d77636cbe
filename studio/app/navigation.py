"""The left side of the window: which workspace is open, and its pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence, QShowEvent
from PySide6.QtWidgets import QFrame, QListView, QMenu, QPushButton, QToolButton, QWidget

from studio.app.pages import PageEntry
from studio.kernel.i18n import _
from studio.ui import icons
from studio.ui.layout import button, column, label, row
from studio.ui.rows_model import ID_ROLE, RowsModel
from studio.ui.theme import measure, space


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A page as the list shows it."""

    id: str
    name: str
    icon: str


class Navigation(QFrame):
    """A button with the workspace's name over the list of pages."""

    page_wanted = Signal(str)
    """Intent: show the page of this id."""
    search_wanted = Signal()
    """Intent: search, or run an action."""

    def __init__(self, entries: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        """List the pages."""
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setFixedWidth(measure("control", "navigation"))
        roles = {int(Qt.ItemDataRole.DecorationRole): _icon}
        self._rows: RowsModel[PlaceRow] = RowsModel(_name, self, roles=roles)
        self._rows.show([PlaceRow(entry.id, _(entry.name), entry.icon) for entry in entries])
        self._shown = ""
        self._build()

    def _build(self) -> None:
        self.workspace_menu = QMenu(self)
        self.workspace_menu.setObjectName("menu.workspace")
        self._name = QToolButton()
        self._name.setObjectName("workspaceMenu")
        self._name.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._name.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._name.setIcon(icons.app_icon())
        side = measure("control", "icon") + 4
        self._name.setIconSize(QSize(side, side))
        self._name.setMenu(self.workspace_menu)
        self._name.setToolTip(_("The open workspace: open another, or make a new one"))
        self._list = QListView()
        self._list.setObjectName("navigation")
        self._list.setAccessibleName(_("Pages"))
        self._list.setModel(self._rows)
        icon = measure("control", "icon")
        self._list.setIconSize(QSize(icon, icon))
        self._list.setSpacing(1)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.selectionModel().currentChanged.connect(self._say)
        box = column(row(self._name, None), self._search_field(), self._list)
        box.setContentsMargins(space("s"), space("s"), space("s"), space("s"))
        self.setLayout(box)

    def _search_field(self) -> QPushButton:
        """Return what looks like a field and opens the palette, where the typing is."""
        made = button(_("Search"), "searchField", icon="search")
        made.setAccessibleName(_("Search or run"))
        made.setToolTip(_("Search in the workspace, or run an action"))
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it is
        keys = label(QKeySequence("Ctrl+K").toString(QKeySequence.SequenceFormat.NativeText))
        keys.setProperty("role", "caption")
        keys.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = row(None, keys)
        inside.setContentsMargins(0, 0, space("s"), 0)
        made.setLayout(inside)
        made.clicked.connect(self.search_wanted)
        return made

    def show_workspace(self, name: str) -> None:
        """Show which workspace is open."""
        room = measure("control", "navigation") - 4 * space("m") - measure("control", "icon")
        short = self._name.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room)
        self._name.setText(short.replace("&", "&&"))
        self._name.setAccessibleName(_("Workspace {name}").format(name=name))

    def show_page(self, page_id: str) -> None:
        """Show which page is on the screen, without announcing anything."""
        self._shown = page_id
        mode = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self._list.selectionModel().setCurrentIndex(self._rows.index_of(page_id), mode)

    def showEvent(self, event: QShowEvent) -> None:
        """Lay the list out anew: its rows were measured before the style sheet was there."""
        super().showEvent(event)
        self._list.scheduleDelayedItemsLayout()

    def take_focus(self) -> None:
        """Bring the keyboard to the list."""
        self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _say(self, current: QModelIndex) -> None:
        page_id = str(current.data(ID_ROLE)) if current.isValid() else self._shown
        if page_id != self._shown:
            self.page_wanted.emit(page_id)


def _name(row: PlaceRow) -> str:
    return row.name


def _icon(row: PlaceRow) -> QIcon:
    return icons.icon(row.icon)

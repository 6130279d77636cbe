"""The window: places for pages, messages, jobs and the line of state. It knows no feature."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QStackedWidget, QWidget

from studio.app import menus
from studio.app.history_dock import HistoryDock
from studio.app.navigation import Navigation
from studio.app.pages import PageEntry, make_page
from studio.app.read_only_bar import ReadOnlyBar
from studio.app.start_screen import StartScreen
from studio.app.status import StatusLine
from studio.ui.actions import Action, ActionSet, LiveAction
from studio.ui.job_bar import JobBar
from studio.ui.layout import column, row
from studio.ui.message_bar import MessageBar

if TYPE_CHECKING:
    from studio.app.context import Services
    from studio.app.window_memory import WindowMemory
    from studio.ui.context import Context
    from studio.ui.page import Page


class Window(QMainWindow):
    """Holds the places; what happens in them is decided elsewhere."""

    painted = Signal()
    """The window has been on the screen for the first time."""
    page_shown = Signal(str)

    def __init__(
        self,
        services: "Services",
        memory: "WindowMemory",
        entries: Sequence[PageEntry],
        may_close: Callable[[], bool],
    ) -> None:
        """Show the start screen; `may_close` saves what is pending and says whether to go."""
        super().__init__()
        self.setObjectName("window")
        self._services = services
        self._memory = memory
        self._entries = {entry.id: entry for entry in entries}
        self._may_close = may_close
        self._context: Context | None = None
        self._pages: dict[str, Page] = {}
        self._set: ActionSet | None = None
        self._was_painted = False
        self.page_id = ""
        self.history: HistoryDock | None = None
        self.build()
        memory.restore_geometry(self)

    def build(self) -> None:
        """Make all places in the language of the moment; pages are made anew when shown."""
        self._leave_pages()
        central = QWidget()
        self.navigation = Navigation(list(self._entries.values()))
        self.navigation.page_wanted.connect(self.show_page)
        self.start_screen = StartScreen()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start_screen)
        self._page_area = QWidget()
        self._page_area.setObjectName("pageArea")
        self._page_area.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.read_only_bar = ReadOnlyBar()
        self.read_only_bar.copy_wanted.connect(self._services.messages.copy_wanted)
        area = column(self.read_only_bar, self._stack, JobBar(self._services.jobs), gap="")
        self._page_area.setLayout(area)
        line = row(self.navigation, self._page_area, gap="")
        line.setStretch(1, 1)
        central.setLayout(line)
        self.setCentralWidget(central)
        central.show()  # otherwise it waits for the next turn of the event loop
        self.message_bar = MessageBar(self._services.messages, self._page_area)
        self.status_line = StatusLine()
        self.setStatusBar(self.status_line)
        self._build_history()
        self._show_workspace()

    def _build_history(self) -> None:
        """Make the history anew; it is open if the one before was."""
        before = self.history
        self.history = HistoryDock(self)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.history)
        self.history.hide()
        if before is not None:
            self.history.setVisible(before.isVisibleTo(self))
            self.removeDockWidget(before)
            before.deleteLater()

    def show_actions(self, specs: Sequence[Action]) -> None:
        """Take the window's own actions; the shown page's stand among them."""
        if self._set is not None:
            self._set.deleteLater()
        self._set = ActionSet(specs, self)
        self._fill_menus()

    def live_actions(self) -> list[LiveAction]:
        """Return the actions of the window and of the shown page."""
        own = self._set.all() if self._set is not None else []
        page = self._pages.get(self.page_id)
        return [*own, *(page.action_set.all() if page is not None else ())]

    def refresh_actions(self) -> None:
        """Bring the window's and the page's actions up to date."""
        for action in self.live_actions():
            action.refresh()

    def open_workspace(self, context: "Context") -> None:
        """Show the pages of a workspace, the one shown last first."""
        self._leave_pages()
        self._context = context
        self._show_workspace()
        self.show_page(self._memory.page if self._memory.page in self._entries else "")

    def close_workspace(self) -> None:
        """Leave the workspace; its pages go, the start screen comes."""
        self._leave_pages()
        self._context = None
        self._show_workspace()
        self._fill_menus()

    def show_page(self, page_id: str) -> "Page | None":
        """Show a page and return it, made now if it is its first time; '' is the first one."""
        if self._context is None:
            return None
        page_id = page_id or next(iter(self._entries))
        if page_id not in self._pages:
            page = make_page(self._entries[page_id], self._context, self._stack)
            self._pages[page_id] = page
            self._stack.addWidget(page)
            self._memory.restore_splitters(page_id, page)
        self.page_id = page_id
        self._stack.setCurrentWidget(self._pages[page_id])
        self.navigation.show_page(page_id)
        self._memory.save_page(page_id)
        if self.history is not None:
            self.history.follow(self._pages[page_id])
        self._fill_menus()
        self.page_shown.emit(page_id)
        return self._pages[page_id]

    def shown_page(self) -> str:
        """Return the id of the page on the screen; empty on the start screen."""
        return self.page_id

    def toggle_history(self) -> None:
        """Open the history beside the page, or close it."""
        if self.history is not None:
            self.history.setVisible(not self.history.isVisible())

    def shows_history(self) -> bool:
        """Tell whether the history is open."""
        return self.history is not None and self.history.isVisible()

    def next_area(self) -> None:
        """Bring the keyboard to the next place: pages, page, message."""
        here = QApplication.focusWidget() or self
        page = self._stack.currentWidget()
        if self.navigation.isAncestorOf(here) and page is not None:
            first = first_field(page)
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.message_bar.isAncestorOf(here) or not self.message_bar.take_focus():
            self.navigation.take_focus()

    def remember(self) -> None:
        """Keep geometry and splitters for the next time."""
        for page_id, page in self._pages.items():
            self._memory.save_splitters(page_id, page)
        self._memory.save_geometry(self)
        self._memory.write()

    def _leave_pages(self) -> None:
        if self.history is not None:
            self.history.follow(None)
        for page_id, page in self._pages.items():
            self._memory.save_splitters(page_id, page)
            self._stack.removeWidget(page)
            page.setParent(None)
            page.deleteLater()
        self._pages = {}
        self.page_id = ""

    def _show_workspace(self) -> None:
        context = self._context
        self.navigation.setVisible(context is not None)
        self.status_line.use(context)
        self.read_only_bar.use(context)
        if self.history is not None:
            self.history.use(context)
            page = self._pages.get(self.page_id)
            if page is not None:
                self.history.follow(page)
        self._stack.setCurrentWidget(self.start_screen)
        name = context.store.name if context is not None else ""
        self.setWindowTitle(f"{name} – Persona Studio" if name else "Persona Studio")
        self.navigation.show_workspace(name)

    def _fill_menus(self) -> None:
        actions = self.live_actions()
        menus.fill(self.menuBar(), actions)
        menus.fill_menu(self.navigation.workspace_menu, self._window_actions(), "file")
        for menu in self.menuBar().actions():
            shown = menu.menu()
            if isinstance(shown, QMenu):
                shown.aboutToShow.connect(self.refresh_actions)

    def _window_actions(self) -> list[LiveAction]:
        return self._set.all() if self._set is not None else []

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell once that the window is on the screen."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Go only when what was typed is safe."""
        if not self._may_close():
            event.ignore()
            return
        self.remember()
        event.accept()


def first_field(place: QWidget) -> QWidget:
    """Return the first widget inside that takes the keyboard; the place itself if none does."""
    chain = place.nextInFocusChain()
    while chain is not None and chain is not place and place.isAncestorOf(chain):
        if chain.focusPolicy() & Qt.FocusPolicy.TabFocus and chain.isVisible():
            return chain
        chain = chain.nextInFocusChain()
    return place

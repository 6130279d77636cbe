"""Puts the program together: services, window, workspaces and the actions between them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from studio.app import view_actions
from studio.app.context import Services
from studio.app.custody import Custody
from studio.app.help_actions import HelpActions
from studio.app.language import Language
from studio.app.pages import PAGES, PageEntry
from studio.app.palette_actions import PaletteActions
from studio.app.undo_actions import UndoActions
from studio.app.window import Window
from studio.app.window_memory import WindowMemory
from studio.app.workspace_actions import WorkspaceActions
from studio.app.workspaces import Workspaces
from studio.kernel import paths
from studio.kernel.errors import StudioError
from studio.kernel.i18n import _
from studio.ui import messages
from studio.ui.actions import Action
from studio.ui.beside import wait_for_all
from studio.ui.choices import Choices
from studio.ui.crash import CrashHook
from studio.ui.text_fields import commit_pending, has_pending
from studio.ui.theme import Theme

if TYPE_CHECKING:
    from studio.store.workspace import Store
    from studio.ui.context import Context

_UNSEEN_MS = 1_500


class Shell(QObject):
    """The running program; everything it makes lives as long as it does."""

    def __init__(
        self, app: QApplication, crash: CrashHook, entries: Sequence[PageEntry] = PAGES
    ) -> None:
        """Make the window, not yet shown, in the user's language and look."""
        super().__init__(app)
        choices = Choices(paths.config(), self)
        self._language = Language(app)
        self._language.use(choices.now.language)
        self._theme = Theme(app, self)
        self._theme.use(choices.now.appearance)
        self.services = Services(self._theme, choices, self)
        self.workspaces = Workspaces(choices, self.services.messages, self)
        self._context: Context | None = None
        self._crash = crash
        self._entries = entries
        self._asked: Path | None = None
        self.opened_first = False
        """Whether the workspace of the start has been looked for."""
        memory = WindowMemory(paths.config())
        self.window = Window(self.services, memory, entries, self.may_close)
        self._undo = UndoActions(self.window)
        self.custody = Custody(self.window, self.workspaces, self.services, self.may_close, self)
        said = self.services.messages
        self._palette = PaletteActions(self.window, said, entries)
        self._files = WorkspaceActions(
            self.window, self.workspaces, choices, said, self.custody.enter
        )
        self._help = HelpActions(self.window, self.services.messages, self.window.live_actions)
        self._connect(app)
        self._dress()

    def _connect(self, app: QApplication) -> None:
        self.workspaces.opened.connect(self._show_workspace)
        self.workspaces.closing.connect(self._leave_workspace)
        self.services.choices.changed.connect(self._dress)
        self.services.jobs.broke.connect(self._report_job)
        self.window.painted.connect(self._open_first)
        app.focusChanged.connect(self._follow_focus)
        self._connect_places()

    def start(self, asked: Path | None) -> None:
        """Show the window; the workspace opens once it has been painted."""
        self._asked = self.workspaces.first(asked)
        if self._asked is not None:
            name = self._asked.stem
            self.window.start_screen.show_waiting(_("Opening “{name}”…").format(name=name))
        self.window.show()
        # A window that starts minimised is not painted, and opens its workspace all the same.
        QTimer.singleShot(_UNSEEN_MS, self._open_first)

    def _open_first(self) -> None:
        if self.opened_first:
            return
        self.opened_first = True
        try:
            self._open_what_was_asked()
        finally:
            self.window.start_screen.show_waiting("")

    def _open_what_was_asked(self) -> None:
        path = self._asked
        if path is not None and path.exists():
            self.custody.enter(path)
        else:
            self.workspaces.open_first(path)

    def may_close(self) -> bool:
        """Store what is pending; ask when the disk does not take it, or when a job still runs."""
        commit_pending(self.window)
        if has_pending(self.window) and not self._leaves_unsaved():
            return False
        running = self.services.jobs.running()
        return not running or self._stops_jobs(running[0].title)

    def end(self) -> None:
        """Stop the jobs and close the workspace: the window has gone."""
        self.services.jobs.stop()
        self.workspaces.close()
        wait_for_all()

    def _leaves_unsaved(self) -> bool:
        answers = (
            messages.Answer("stay", _("&Stay")),
            messages.Answer("leave", _("&Leave without it"), destructive=True),
        )
        question = _("Something you typed is not saved")
        why = _("It is still in its field, marked in red. Stay to correct it or to copy it.")
        return messages.ask(self.window, question, why, answers) == "leave"

    def _stops_jobs(self, title: str) -> bool:
        answers = (
            messages.Answer("stay", _("&Wait for it")),
            messages.Answer("stop", _("&Stop it"), destructive=True),
        )
        question = _("“{job}” is still running").format(job=title)
        why = _("If it stops now, nothing of it is kept, and nothing else is lost.")
        return messages.ask(self.window, question, why, answers) == "stop"

    def _show_workspace(self, store: "Store") -> None:
        self._context = self.services.context_of(store)
        self._context.bridge.changed.connect(self.window.refresh_actions)
        self._undo.use(self._context)
        self._palette.use(self._context)
        self.custody.use(store)
        self.window.open_workspace(self._context)
        self.window.refresh_actions()

    def _leave_workspace(self) -> None:
        commit_pending(self.window)
        self.services.jobs.stop()
        self.custody.leave()
        context, self._context = self._context, None
        self._undo.use(None)
        self._palette.use(None)
        self.window.close_workspace()
        if context is not None:
            context.bridge.close()
            context.bridge.deleteLater()

    def _dress(self) -> None:
        """Give window and start screen what they show of the moment."""
        self.window.show_actions(self._actions())
        self.window.start_screen.show_recent(self.workspaces.recent())

    def _actions(self) -> list[Action]:
        choices = self.services.choices
        return [
            *self._files.actions(),
            *self.custody.actions(),
            *self._undo.actions(),
            *self._palette.actions(),
            *view_actions.page_actions(
                self._entries, self.window.show_page, self.window.shown_page
            ),
            Action(
                id="view.next_area",
                text=_("Go to the &next area"),
                run=self.window.next_area,
                keys=("F6",),
                menu="view",
                group=11,
            ),
            Action(
                id="view.history",
                text=_("&History"),
                run=self.window.toggle_history,
                keys=("Ctrl+H",),
                icon="recent",
                menu="view",
                group=12,
                enabled=lambda: self.workspaces.store is not None,
                checked=self.window.shows_history,
            ),
            *view_actions.appearance_actions(choices, self.use_appearance),
            *view_actions.language_actions(choices, self.use_language),
            *self._help.actions(),
        ]

    def use_appearance(self, name: str) -> None:
        """Show the window light, dark or like the system, from now on."""
        self._theme.use(name)
        with self.services.messages.guard():
            self.services.choices.set_appearance(name)

    def use_language(self, code: str) -> None:
        """Speak another language from now on; the window's contents are made anew."""
        commit_pending(self.window)
        self._language.use(code)
        page = self.window.page_id
        self.window.build()
        self._connect_places()
        with self.services.messages.guard():
            self.services.choices.set_language(code)
        self._dress()
        self.window.show_page(page)

    def _connect_places(self) -> None:
        self.window.navigation.search_wanted.connect(self._palette.open)
        screen = self.window.start_screen
        screen.new_wanted.connect(self._files.new)
        screen.open_wanted.connect(self._files.open)
        screen.sample_wanted.connect(self._files.open_sample)
        screen.restore_wanted.connect(self.custody.restore)
        screen.recent_wanted.connect(self._open_recent)

    def _open_recent(self, path: str) -> None:
        self.custody.enter(Path(path))

    def _follow_focus(self, left: QWidget | None, _entered: QWidget | None) -> None:
        self._undo.close_step(left)

    def _report_job(self, error: BaseException) -> None:
        if isinstance(error, StudioError):
            self.services.messages.report(error)
        else:
            self._crash.report_error(error)

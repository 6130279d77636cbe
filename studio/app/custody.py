"""All that keeps workspaces safe, put together: ways in, copies, backups, recovery."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from studio.app.backup_keeper import BackupKeeper
from studio.app.entrance import Entrance
from studio.app.recovery import Recovery
from studio.app.shared_copy import SharedCopy
from studio.app.upkeep import Upkeep
from studio.app.upkeep_actions import UpkeepActions
from studio.ui.actions import Action

if TYPE_CHECKING:
    from studio.app.context import Services
    from studio.app.window import Window
    from studio.app.workspaces import Workspaces
    from studio.store.workspace import Store


class Custody(QObject):
    """Follows the open workspace and serves the File menu."""

    def __init__(
        self,
        window: "Window",
        workspaces: "Workspaces",
        services: "Services",
        may_leave: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        """Ask over `window`; `may_leave` saves what is pending and says whether to go."""
        super().__init__(parent)
        self._window = window
        self._workspaces = workspaces
        jobs, said = services.jobs, services.messages
        self.backups = BackupKeeper(said, self)
        self.shared = SharedCopy(window, jobs, said, self)
        self._entrance = Entrance(window, workspaces, jobs, self._wait, self)
        recovery = Recovery(window, workspaces, jobs, said, self)
        upkeep = Upkeep(workspaces, jobs, said, self._wait, self)
        self._actions = UpkeepActions(window, workspaces, upkeep, recovery)
        workspaces.may_leave = may_leave
        workspaces.look_wanted.connect(self._look_at)
        workspaces.upgrade_wanted.connect(self._entrance.upgrade)
        workspaces.rescue_wanted.connect(recovery.rescue)
        said.copy_wanted.connect(self._actions.save_copy)
        said.cancel_wanted.connect(jobs.cancel)
        self.backups.changed.connect(self._show_backup)
        self.shared.changed.connect(self._show_shared)

    def use(self, store: "Store | None") -> None:
        """Look after this workspace from now on; None when there is none."""
        self.backups.use(store)
        self.shared.use(store)

    def leave(self) -> None:
        """Make the backup of closing; the workspace is still open."""
        self.backups.leave()
        self.use(None)

    def actions(self) -> list[Action]:
        """Return this part of the File menu."""
        return [*self._actions.actions(), *self.shared.actions()]

    def enter(self, path: Path) -> None:
        """Open the workspace at `path` in the way that is right for it."""
        self._entrance.enter(path)

    def restore(self) -> None:
        """Show the backups, to go back to one of them."""
        self._actions.restore()

    def _look_at(self, path: Path) -> None:
        if self._workspaces.may_leave():
            self._workspaces.look(path)

    def _wait(self, sentence: str) -> None:
        self._window.start_screen.show_waiting(f"{sentence}…" if sentence else "")

    def _show_backup(self) -> None:
        last = self.backups.last
        moment = last.at_ms if last is not None else None
        self._window.status_line.show_backup(moment, self.backups.trouble)

    def _show_shared(self) -> None:
        self._window.status_line.show_shared(self.shared.words)
        self._window.refresh_actions()

"""The part of the File menu that works on the open workspace as a whole."""

from PySide6.QtWidgets import QWidget

from studio.app.recovery import Recovery
from studio.app.upkeep import Upkeep
from studio.app.workspace_actions import workspace_kinds
from studio.app.workspaces import SUFFIX, Workspaces
from studio.kernel.i18n import _
from studio.ui import desktop
from studio.ui.actions import Action


class UpkeepActions:
    """Asks what is needed and lets `Upkeep` do it."""

    def __init__(
        self, window: QWidget, workspaces: Workspaces, upkeep: Upkeep, recovery: Recovery
    ) -> None:
        """Ask over `window`."""
        self._window = window
        self._workspaces = workspaces
        self._upkeep = upkeep
        self._recovery = recovery

    def actions(self) -> list[Action]:
        """Return the actions."""
        return [*self._on_the_open_one(), *self._getting_back()]

    def _on_the_open_one(self) -> list[Action]:
        return [
            Action(
                id="file.save_copy",
                text=_("Save a cop&y…"),
                run=self.save_copy,
                keys=("Ctrl+Shift+S",),
                icon="copy",
                menu="file",
                group=60,
                enabled=self._is_open,
            ),
            Action(
                id="file.rename",
                text=_("Rename wor&kspace…"),
                run=self.rename,
                menu="file",
                group=60,
                enabled=self._can_move,
            ),
            Action(
                id="file.move",
                text=_("Mo&ve workspace…"),
                run=self.move,
                menu="file",
                group=60,
                enabled=self._can_move,
            ),
            Action(
                id="file.compact",
                text=_("Compact workspace"),
                run=self._upkeep.compact,
                menu="file",
                group=60,
                enabled=self._can_move,
                tip=_("Give free space and unused pictures back to the disk; undo keeps working"),
            ),
        ]

    def _getting_back(self) -> list[Action]:
        return [
            Action(
                id="file.restore",
                text=_("Restore from a &backup…"),
                run=self.restore,
                icon="recent",
                menu="file",
                group=70,
            ),
            Action(
                id="file.rescue",
                text=_("Rescue a &damaged file…"),
                run=self._recovery.choose_damaged,
                menu="file",
                group=70,
            ),
        ]

    def save_copy(self) -> None:
        """Ask where, and save a copy there."""
        store = self._workspaces.store
        if store is None:
            return
        name = _("{name} copy").format(name=store.name)
        proposed = desktop.documents() / f"{name}{SUFFIX}"
        chosen = desktop.choose_new_file(
            self._window, _("Save a copy"), proposed, workspace_kinds(), overwrite=False
        )
        if chosen is not None:
            self._upkeep.save_copy(chosen)

    def rename(self) -> None:
        """Ask for another name, and take it."""
        store = self._workspaces.store
        if store is None:
            return
        name = desktop.ask_name(self._window, _("Rename workspace"), _("Name"), store.name)
        if name is not None:
            self._upkeep.rename(name)

    def move(self) -> None:
        """Ask for another folder, and bring the workspace there."""
        store = self._workspaces.store
        if store is None:
            return
        folder = desktop.choose_folder(self._window, _("Move workspace"), store.path.parent)
        if folder is not None:
            self._upkeep.move(folder)

    def restore(self) -> None:
        """Show the backups, to go back to one of them."""
        self._recovery.choose_backup()

    def _is_open(self) -> bool:
        return self._workspaces.store is not None

    def _can_move(self) -> bool:
        store = self._workspaces.store
        return store is not None and not store.read_only

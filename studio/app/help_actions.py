"""The Help menu."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QWidget

from studio.app.help_dialogs import AboutDialog, ShortcutsDialog
from studio.app.menus import MENUS
from studio.kernel import paths
from studio.kernel.i18n import _
from studio.ui import desktop
from studio.ui.actions import Action, LiveAction, Shortcut, plain_text, shortcuts
from studio.ui.messages import Messages


class HelpActions:
    """Shows what helps: the shortcuts, the version, the logs."""

    def __init__(
        self, window: QWidget, messages: Messages, all_actions: Callable[[], Sequence[LiveAction]]
    ) -> None:
        """`all_actions` returns the actions of the moment, for the sheet of shortcuts."""
        self._window = window
        self._messages = messages
        self._all_actions = all_actions

    def actions(self) -> list[Action]:
        """Return the actions."""
        return [
            Action(
                id="help.shortcuts",
                text=_("&Shortcuts"),
                run=self.show_shortcuts,
                keys=(QKeySequence.StandardKey.HelpContents, "Ctrl+/"),
                icon="keyboard",
                menu="help",
                group=10,
            ),
            Action(
                id="help.logs",
                text=_("Show &logs folder"),
                run=self.show_logs,
                icon="folder",
                menu="help",
                group=20,
            ),
            Action(
                id="help.about",
                text=_("&About Persona Studio"),
                run=self.show_about,
                icon="info",
                menu="help",
                group=30,
                role=QAction.MenuRole.AboutRole,
            ),
        ]

    def show_shortcuts(self) -> None:
        """Open the sheet of shortcuts."""
        self._open(ShortcutsDialog(grouped(self._all_actions()), self._window))

    def show_about(self) -> None:
        """Open name, version and licences."""
        self._open(AboutDialog(self._window))

    def show_logs(self) -> None:
        """Show where the logs are."""
        folder = paths.logs()
        if not desktop.show_folder(folder):
            self._messages.say(_("The logs are in {folder}").format(folder=folder))

    def _open(self, dialog: QDialog) -> None:
        dialog.open()


def grouped(actions: Sequence[LiveAction]) -> dict[str, list[Shortcut]]:
    """Return the lines of the sheet by the name of the menu they are found in."""
    found: dict[str, list[Shortcut]] = {}
    for name in (*MENUS, ""):
        lines = shortcuts([action for action in actions if action.spec.menu == name])
        if lines:
            found[plain_text(_(MENUS[name])) if name else _("Elsewhere")] = lines
    return found

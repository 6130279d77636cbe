"""The File menu: make, open and close workspaces."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from studio.app.workspaces import SUFFIX, Workspaces
from studio.kernel.i18n import _
from studio.ui import desktop
from studio.ui.actions import Action
from studio.ui.choices import Choices
from studio.ui.messages import Messages

_Keys = QKeySequence.StandardKey


class WorkspaceActions:
    """What the user can do with whole workspaces."""

    def __init__(
        self,
        window: QWidget,
        workspaces: Workspaces,
        choices: Choices,
        messages: Messages,
        enter: Callable[[Path], None],
    ) -> None:
        """Ask for files over `window`; `enter` opens one in the way that is right for it."""
        self._window = window
        self._workspaces = workspaces
        self._choices = choices
        self._messages = messages
        self._enter = enter

    def actions(self) -> list[Action]:
        """Return the actions, the recent workspaces as they are now among them."""
        return [*self._opening(), *self._recent_actions(), *self._leaving()]

    def _opening(self) -> list[Action]:
        return [
            Action(
                id="file.new",
                text=_("&New workspace…"),
                run=self.new,
                keys=("Ctrl+Shift+N",),
                icon="file-new",
                menu="file",
                group=10,
            ),
            Action(
                id="file.open",
                text=_("&Open…"),
                run=self.open,
                keys=(_Keys.Open,),
                icon="folder-open",
                menu="file",
                group=10,
            ),
            Action(
                id="file.sample",
                text=_("Open the sa&mple"),
                run=self.open_sample,
                icon="sample",
                menu="file",
                group=20,
            ),
        ]

    def _leaving(self) -> list[Action]:
        return [
            Action(
                id="file.close",
                text=_("&Close workspace"),
                run=self._close,
                keys=(_Keys.Close,),
                menu="file",
                group=80,
                enabled=self._is_open,
            ),
            Action(
                id="file.quit",
                text=_("&Quit"),
                run=self._quit,
                keys=("Ctrl+Q",),
                menu="file",
                group=90,
                role=QAction.MenuRole.QuitRole,
            ),
        ]

    def _recent_actions(self) -> list[Action]:
        rows = self._workspaces.recent()
        found = [
            Action(
                id=f"file.recent.{place}",
                text=_recent_text(place, row.name),
                run=partial(self._open_path, row.id),
                menu="file/recent",
                group=10,
                enabled=partial(_exists, row.id),
                tip=_("{path} (not there any more)").format(path=row.id) if row.missing else row.id,
            )
            for place, row in enumerate(rows, 1)
        ]
        found.append(
            Action(
                id="file.recent.clear",
                text=_("&Clear this list"),
                run=self._clear,
                menu="file/recent",
                group=11,
                enabled=self._has_recent,
            )
        )
        return found

    def new(self) -> None:
        """Ask where, and make a workspace there."""
        proposed = desktop.documents() / f"{_('My workspace')}{SUFFIX}"
        title = _("New workspace")
        chosen = desktop.choose_new_file(
            self._window, title, proposed, workspace_kinds(), overwrite=False
        )
        if chosen is not None and self._workspaces.may_leave():
            self._workspaces.new(chosen)

    def open(self) -> None:
        """Ask which, and open it."""
        store = self._workspaces.store
        folder = store.path.parent if store is not None else desktop.documents()
        chosen = desktop.choose_file(self._window, _("Open workspace"), folder, workspace_kinds())
        if chosen is not None:
            self._enter(chosen)

    def open_sample(self) -> None:
        """Open the sample, made if it is not there."""
        if self._workspaces.may_leave():
            self._workspaces.open_sample()

    def _open_path(self, path: str) -> None:
        self._enter(Path(path))

    def _close(self) -> None:
        self._workspaces.leave()

    def _clear(self) -> None:
        with self._messages.guard():
            self._choices.forget_all()

    def _is_open(self) -> bool:
        return self._workspaces.store is not None

    def _has_recent(self) -> bool:
        return bool(self._choices.now.recent)

    def _quit(self) -> None:
        self._window.close()


def _recent_text(place: int, name: str) -> str:
    shown = name.replace("&", "&&")
    return f"&{place}  {shown}" if place < 10 else shown


def _exists(path: str) -> bool:
    return Path(path).exists()


def workspace_kinds() -> str:
    """Return what file dialogs show as our kind of file."""
    return _("Workspaces ({pattern})").format(pattern=f"*{SUFFIX}")

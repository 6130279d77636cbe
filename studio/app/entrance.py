"""The way into a workspace that the user names: where it lies and whose it is come first.

A file of ours on this computer opens in place. One in a network or cloud folder is worked on as
a copy that is published; somebody else's is examined and copied; an older one is upgraded.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.app.workspace_actions import workspace_kinds
from studio.app.workspaces import SUFFIX, Workspaces, actor, with_suffix
from studio.kernel import paths
from studio.kernel.i18n import _
from studio.kernel.progress import Work, finish
from studio.ui import desktop, messages
from studio.ui.jobs import Jobs
from studio.ui.messages import Answer

if TYPE_CHECKING:
    from studio.store.guard.admission import Admitted
    from studio.store.sharing.origins import WorkingCopy
    from studio.store.sharing.places import Place

T = TypeVar("T")


class Entrance(QObject):
    """Decides how a workspace is opened, and asks where the user has a say."""

    def __init__(
        self,
        window: QWidget,
        workspaces: Workspaces,
        jobs: Jobs,
        wait: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        """Ask over `window`; `wait` shows on the start screen what is going on."""
        super().__init__(parent)
        self._window = window
        self._workspaces = workspaces
        self._jobs = jobs
        self._wait = wait

    def enter(self, path: Path) -> None:
        """Open the workspace at `path`, in the way that is right for it."""
        from studio.store.guard.known import is_ours
        from studio.store.layout import bears_our_mark
        from studio.store.sharing.places import place_of

        path = path.expanduser().absolute()
        if not path.is_file() or self._is_open(path) or not bears_our_mark(path):
            self._workspaces.change_to(path)  # which says so
            return
        place = place_of(path)
        if place.is_shared:
            self._ask_for_copy(path, place)
        elif is_ours(path):
            self._workspaces.change_to(path)
        else:
            self._take_in(path)

    def _is_open(self, path: Path) -> bool:
        store = self._workspaces.store
        return store is not None and store.path.exists() and path.samefile(store.path)

    def _ask_for_copy(self, path: Path, place: "Place") -> None:
        question = _("“{name}” lies in a shared folder: {place}").format(
            name=path.stem, place=place.name
        )
        why = _(
            "Files there can be damaged when two people write at once. You work on a copy on this "
            "computer, and publish it when you want others to see it."
        )
        answers = (
            Answer("copy", _("&Work on a copy")),
            Answer("look", _("Only &look at it")),
        )
        answer = messages.ask(self._window, question, why, answers)
        if answer == "copy":
            self._run(_("Copy the workspace"), partial(_check_out, path, place), self._checked_out)
        elif answer == "look" and self._workspaces.may_leave():
            self._workspaces.look(path)

    def _checked_out(self, copy: "WorkingCopy") -> None:
        self._workspaces.change_to(copy.path)

    def _take_in(self, path: Path) -> None:
        """Let the guard examine somebody else's workspace and copy it."""
        question = _("“{name}” was not made or was changed outside this program").format(
            name=path.stem
        )
        why = _(
            "It is examined first, and opened as a copy on this computer. The file itself stays "
            "as it is."
        )
        answers = (Answer("copy", _("&Examine and copy…")),)
        if messages.ask(self._window, question, why, answers) != "copy":
            return
        proposed = desktop.documents() / f"{path.stem}{SUFFIX}"
        title = _("Save the examined copy")
        chosen = desktop.choose_new_file(
            self._window, title, proposed, workspace_kinds(), overwrite=False
        )
        if chosen is not None:
            work = partial(_admit, path, with_suffix(chosen))
            self._run(_("Examine the workspace"), work, self._admitted)

    def _admitted(self, made: "Admitted") -> None:
        self._workspaces.change_to(made.path)

    def upgrade(self, path: Path) -> None:
        """Ask whether an older workspace is to be brought up to date, and do it."""
        question = _("“{name}” was made by an older Persona Studio").format(name=path.stem)
        why = _("It is backed up and then upgraded. Older versions cannot open it afterwards.")
        answers = (Answer("upgrade", _("&Upgrade")), Answer("look", _("&Not now")))
        if messages.ask(self._window, question, why, answers) == "upgrade":
            opening = partial(self._opened, path)
            self._run(_("Upgrade the workspace"), partial(_upgrade, path), opening)

    def _opened(self, path: Path, _none: None) -> None:
        self._workspaces.change_to(path)

    def _run(self, title: str, work: Callable[[], Work[T]], done: Callable[[T], None]) -> None:
        if not self._workspaces.may_leave():
            return
        self._wait(title)
        job = self._jobs.start(title, work, done)
        job.ended.connect(partial(self._wait, ""))


def _check_out(path: Path, place: "Place") -> "Work[WorkingCopy]":
    from studio.store.sharing.working_copy import check_out

    return check_out(path, paths.copies(), place)


def _admit(path: Path, target: Path) -> "Work[Admitted]":
    from studio.store.guard.admission import admit

    return admit(path, target, actor())


def _upgrade(path: Path) -> Work[None]:
    from studio.store.backups.backup import back_up
    from studio.store.upgrades.run import upgrade

    def keep(older: Path) -> None:
        finish(back_up(older, paths.backups(), "upgrade"))

    return upgrade(path, actor(), keep)

"""Getting work back, without any workspace open: from a backup, or out of a damaged file."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.app.rescue_report import RescueReport
from studio.app.restore_dialog import RestoreDialog
from studio.app.workspace_actions import workspace_kinds
from studio.app.workspaces import SUFFIX, Workspaces, actor, with_suffix
from studio.kernel import paths
from studio.kernel.i18n import _, ngettext
from studio.ui import desktop
from studio.ui.jobs import Jobs
from studio.ui.messages import Messages, Tone

if TYPE_CHECKING:
    from studio.kernel.progress import Work
    from studio.store.backups.points import Point
    from studio.store.backups.restore import Restored
    from studio.store.salvage.report import Report


class Recovery(QObject):
    """Asks what to get back, and opens it."""

    def __init__(
        self,
        window: QWidget,
        workspaces: Workspaces,
        jobs: Jobs,
        messages: Messages,
        parent: QObject | None = None,
    ) -> None:
        """Ask over `window`."""
        super().__init__(parent)
        self._window = window
        self._workspaces = workspaces
        self._jobs = jobs
        self._messages = messages

    def choose_backup(self) -> None:
        """Show the backups, those of the open workspace first."""
        store = self._workspaces.store
        dialog = RestoreDialog(store.document if store is not None else "", self._window)
        dialog.restore_wanted.connect(partial(self._restore, dialog))
        dialog.open()

    def _restore(self, dialog: RestoreDialog, point: "Point") -> None:
        from studio.store.backups.restore import restore

        then = datetime.fromtimestamp(point.at_ms / 1000).astimezone()
        day = f"{then:%Y-%m-%d %H.%M}"
        name = _("{name} as of {day}").format(name=point.name or _("Workspace"), day=day)
        proposed = desktop.documents() / f"{name}{SUFFIX}"
        title = _("Restore from a backup")
        chosen = desktop.choose_new_file(
            self._window, title, proposed, workspace_kinds(), overwrite=False
        )
        if chosen is None:
            return
        dialog.accept()
        work = partial(restore, point, with_suffix(chosen), actor())
        self._jobs.start(title, work, self._restored)

    def choose_damaged(self) -> None:
        """Ask for a damaged workspace, and rescue what is left of it."""
        title = _("Rescue a damaged workspace")
        chosen = desktop.choose_file(self._window, title, desktop.documents(), workspace_kinds())
        if chosen is not None:
            self.rescue(chosen)

    def rescue(self, path: Path) -> None:
        """Save what can be read of a damaged workspace as a new one; the file itself stays."""
        proposed = path.with_name(_("{name} rescued").format(name=path.stem) + SUFFIX)
        title = _("Save what is rescued")
        chosen = desktop.choose_new_file(
            self._window, title, proposed, workspace_kinds(), overwrite=False
        )
        if chosen is not None:
            work = partial(_salvage, path, with_suffix(chosen))
            self._jobs.start(_("Rescue a damaged workspace"), work, self._rescued)

    def _rescued(self, report: "Report") -> None:
        self._workspaces.change_to(report.path)
        if report.is_whole:
            self._messages.say(_("Everything was rescued."), Tone.SUCCESS)
            return
        RescueReport(report.lines(), self._window).open()

    def _restored(self, made: "Restored") -> None:
        self._workspaces.change_to(made.path)
        sentence = _("“{name}” is restored.").format(name=made.path.stem)
        if made.missing:
            lacking = ngettext(
                "{n} picture is missing: its bytes are gone from the backup.",
                "{n} pictures are missing: their bytes are gone from the backup.",
                len(made.missing),
            )
            sentence = f"{sentence} {lacking.format(n=len(made.missing))}"
        tone = Tone.WARNING if made.missing else Tone.SUCCESS
        self._messages.say(sentence, tone)


def _salvage(path: Path, target: Path) -> "Work[Report]":
    from studio.store.backups.points import restore_points
    from studio.store.backups.snapshot_file import read_facts
    from studio.store.salvage.rescue import salvage

    # The damaged file may not even tell which workspace it is: its backups know where it lay.
    sound = (point.path for point in restore_points(paths.backups()) if point.verified)
    mine = (snapshot for snapshot in sound if read_facts(snapshot).path == str(path))
    return salvage(path, target, next(mine, None), actor())

"""What is done with whole workspaces: copy, rename, move, compact.

Renaming, moving and compacting need the file for themselves: the workspace closes, the job runs
beside the window, and the workspace opens again, also when the job failed or was cancelled.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QLocale, QObject

from studio.app.workspaces import Workspaces, with_suffix
from studio.kernel.i18n import _
from studio.kernel.progress import Work
from studio.ui.jobs import Jobs
from studio.ui.messages import Messages, Offer, Tone

if TYPE_CHECKING:
    from studio.store.copies import Compacted

T = TypeVar("T")


class Upkeep(QObject):
    """Runs the jobs on the open workspace as a whole."""

    def __init__(
        self,
        workspaces: Workspaces,
        jobs: Jobs,
        messages: Messages,
        wait: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        """`wait` shows a sentence in place of the workspace, and takes it away when empty."""
        super().__init__(parent)
        self._workspaces = workspaces
        self._jobs = jobs
        self._messages = messages
        self._wait = wait

    def save_copy(self, target: Path) -> None:
        """Write the open workspace, as saved, to another place; this one stays open."""
        from studio.store import copies

        store = self._workspaces.store
        if store is None:
            return
        work = partial(copies.save_copy, store, with_suffix(target))
        self._jobs.start(_("Save a copy"), work, self._copied)

    def _copied(self, path: Path) -> None:
        sentence = _("A copy was saved as “{name}”.").format(name=path.stem)
        offer = Offer(_("Open the copy"), partial(self._change_to, path))
        self._messages.say(sentence, Tone.SUCCESS, offer)

    def _change_to(self, path: Path) -> None:
        self._workspaces.change_to(path)

    def rename(self, name: str) -> None:
        """Give the file of the open workspace another name in its folder."""
        store = self._workspaces.store
        if store is not None and name.strip() and name != store.name:
            self._move(with_suffix(store.path.with_name(name.strip())), _("Rename workspace"))

    def move(self, folder: Path) -> None:
        """Bring the open workspace into another folder, on another disk perhaps."""
        store = self._workspaces.store
        if store is not None and folder != store.path.parent:
            self._move(folder / store.path.name, _("Move workspace"))

    def _move(self, target: Path, title: str) -> None:
        def make(path: Path) -> Work[Path]:
            from studio.store import copies

            return copies.move(path, target)

        def moved(path: Path) -> Path:
            sentence = _("The workspace is now “{name}” in {folder}.")
            said = sentence.format(name=path.stem, folder=path.parent)
            self._messages.say(said, Tone.SUCCESS)
            return path

        self._run_closed(title, make, moved)

    def compact(self) -> None:
        """Give free space and unused pictures of the open workspace back to the disk."""
        store = self._workspaces.store
        if store is None:
            return
        path = store.path

        def make(closed: Path) -> "Work[Compacted]":
            from studio.store import copies

            return copies.compact(closed)

        def done(sizes: "Compacted") -> Path:
            locale = QLocale()
            sentence = _("The workspace takes {after} now; it took {before}.")
            before, after = (locale.formattedDataSize(n) for n in (sizes.before, sizes.after))
            self._messages.say(sentence.format(before=before, after=after), Tone.SUCCESS)
            return path

        self._run_closed(_("Compact workspace"), make, done)

    def _run_closed(
        self, title: str, make: Callable[[Path], Work[T]], done: Callable[[T], Path]
    ) -> None:
        """Close, run, and open what `done` says; on failure or cancel what was open before."""
        store = self._workspaces.store
        if store is None or not self._workspaces.leave():
            return
        path = store.path
        self._wait(title)
        ending: list[Path] = []
        job = self._jobs.start(title, partial(make, path), lambda made: ending.append(done(made)))
        job.ended.connect(lambda: self._open_again(ending[0] if ending else path, path))

    def _open_again(self, path: Path, before: Path) -> None:
        self._wait("")
        if self._workspaces.open(path) and path != before:
            self._workspaces.forget(before)

"""A working copy of a shared workspace while it is open: how it stands, and publishing it."""

import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from studio.app.workspace_actions import workspace_kinds
from studio.app.workspaces import SUFFIX, with_suffix
from studio.kernel import paths
from studio.kernel.errors import StudioError
from studio.kernel.i18n import N_, _
from studio.kernel.progress import Work
from studio.ui import desktop
from studio.ui.actions import Action
from studio.ui.beside import beside
from studio.ui.jobs import Jobs
from studio.ui.messages import Messages, Offer, Tone

if TYPE_CHECKING:  # the store brings SQLModel, which the first window must not wait for
    from studio.store.sharing.working_copy import Published, State, WorkingCopy
    from studio.store.workspace import Store

_log = logging.getLogger(__name__)

_LOOK_MS = 60_000
_WORDS = {
    "unchanged": N_("Published in {place}"),
    "ours_newer": N_("Changes not published yet"),
    "theirs_newer": N_("A newer version is in {place}"),
    "both_moved": N_("Here and in {place} there are different changes"),
    "shared_missing": N_("Not to be found in {place}"),
}


class SharedCopy(QObject):
    """Follows the open workspace if it is a working copy, and publishes it."""

    changed = Signal()
    """It stands otherwise to the shared file now."""

    def __init__(
        self, window: QWidget, jobs: Jobs, messages: Messages, parent: QObject | None = None
    ) -> None:
        """Ask over `window`."""
        super().__init__(parent)
        self._window = window
        self._jobs = jobs
        self._messages = messages
        self._store: Store | None = None
        self._copy: WorkingCopy | None = None
        self._state: State | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def use(self, store: "Store | None") -> None:
        """Follow this workspace; None when there is none."""
        self._store, self._copy, self._state = store, None, None
        self._timer.stop()
        if store is not None:
            from studio.store.sharing.working_copy import copies_in

            mine = (copy for copy in copies_in(paths.copies()) if copy.path == store.path)
            self._copy = next(mine, None)
        if self._copy is not None:
            self._timer.start()
            self.look()
        self.changed.emit()

    def look(self) -> None:
        """Ask how the copy stands; a network may take its time, so beside the window."""
        if self._copy is not None:
            beside(partial(_state, self._copy), self._take_state)

    def _take_state(self, state: "State | None") -> None:
        if state is not None and state != self._state:
            self._state = state
            self.changed.emit()

    @property
    def words(self) -> str:
        """Return how the copy stands, for the line of state; empty when it is none."""
        if self._copy is None or self._state is None:
            return ""
        return _(_WORDS[self._state.name.lower()]).format(place=self._copy.place)

    def actions(self) -> list[Action]:
        """Return Publish."""
        return [
            Action(
                id="file.publish",
                text=_("&Publish to the shared folder"),
                run=self.publish,
                icon="export",
                menu="file",
                group=65,
                enabled=lambda: self._copy is not None,
                tip=_("Puts your version in place of the one in the network or cloud folder"),
            )
        ]

    def publish(self) -> None:
        """Put the open copy in place of the shared file."""
        self._publish(None)

    def _publish(self, under: Path | None) -> None:
        store, copy = self._store, self._copy
        if store is None or copy is None:
            return
        store.close_step()
        make = partial(_publish, store, copy, under)
        self._jobs.start(_("Publish"), make, self._published)

    def _published(self, made: "Published | StudioError") -> None:
        if isinstance(made, StudioError):
            offer = Offer(_("Publish under another name…"), self._publish_beside)
            self._messages.say(str(made), Tone.WARNING, offer)
            return
        self._copy = made.copy
        sentence = _("Published as “{name}” in {place}.")
        said = sentence.format(name=made.path.stem, place=made.copy.place)
        self._messages.say(said, Tone.SUCCESS)
        self.look()

    def _publish_beside(self) -> None:
        if self._copy is None:
            return
        shared = self._copy.shared
        proposed = shared.with_name(_("{name} by me").format(name=shared.stem) + SUFFIX)
        title = _("Publish under another name")
        chosen = desktop.choose_new_file(
            self._window, title, proposed, workspace_kinds(), overwrite=False
        )
        if chosen is not None:
            self._publish(with_suffix(chosen))


def _state(copy: "WorkingCopy") -> "State | None":
    from studio.store.sharing.origins import latest
    from studio.store.sharing.working_copy import state

    try:
        return state(latest(copy))
    except StudioError as error:
        _log.info("how the working copy stands cannot be told: %s", error)
        return None


def _publish(
    store: "Store", copy: "WorkingCopy", under: Path | None
) -> "Work[Published | StudioError]":
    """Publish; what stands in the way is a result, since there is a way around it."""
    from studio.kernel.errors import Drift, NotFound
    from studio.store.sharing.working_copy import publish

    try:
        return (yield from publish(store, copy, under))
    except (Drift, NotFound) as error:
        return error

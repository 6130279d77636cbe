"""Opening, making and closing workspaces; a failure leaves what is open as it is."""

import getpass
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from studio.kernel import i18n, paths
from studio.kernel.errors import Damaged, Locked, NeedsUpgrade, StudioError
from studio.kernel.i18n import N_, _
from studio.ui.choices import Choices
from studio.ui.messages import Messages, Offer, Tone

if TYPE_CHECKING:  # the store brings SQLModel, which the first window must not wait for
    from studio.store.workspace import Store

_log = logging.getLogger(__name__)


SUFFIX = ".studio"
"""As `store.schema` has it; written again here because that module brings SQLAlchemy."""


@dataclass(frozen=True, slots=True)
class RecentRow:
    """A workspace that was open once; the id is its path."""

    id: str
    name: str
    folder: str
    missing: bool


class Workspaces(QObject):
    """Holds the one open workspace of the window."""

    opened = Signal(object)
    """The Store that is open now."""
    closing = Signal()
    """The open Store is about to close."""
    look_wanted = Signal(object)
    """The user took the offer to look at this path, which somebody else has open."""
    rescue_wanted = Signal(object)
    """The user took the offer to save what can be read of the damaged file at this path."""
    upgrade_wanted = Signal(object)
    """The workspace at this path was made by an older program."""

    def __init__(self, choices: Choices, messages: Messages, parent: QObject | None = None) -> None:
        """Begin with nothing open."""
        super().__init__(parent)
        self._choices = choices
        self._messages = messages
        self.may_leave: Callable[[], bool] = lambda: True
        """Asked before the open workspace closes for another: what was typed may not be saved."""
        self.store: Store | None = None

    def first(self, asked: Path | None) -> Path | None:
        """Return what to open at the start: the file asked for, the last one, or the sample.

        None: the user has cleared the list or the last one is gone, and chooses by himself.
        """
        if asked is not None:
            return asked
        recent = self._choices.now.recent
        if recent:
            last = Path(recent[0])
            return last if last.exists() else None
        return None if sample_path().exists() else sample_path()

    def open_first(self, path: Path | None) -> None:
        """Open what `first` returned."""
        if path is None:
            return
        if path == sample_path() and not path.exists():
            self.open_sample()
        else:
            self.open(path)

    def change_to(self, path: Path) -> bool:
        """Open a workspace, unless the user would rather stay; return whether it is open."""
        return self.may_leave() and self.open(path)

    def leave(self) -> bool:
        """Close the open workspace, unless the user would rather stay; return whether it closed."""
        if not self.may_leave():
            return False
        self.close()
        return True

    def forget(self, path: Path) -> None:
        """Take a workspace that is not there any more out of the list."""
        with self._messages.guard():
            self._choices.forget(path)

    def open(self, path: Path, *, to_read: bool = False) -> bool:
        """Open a workspace instead of the one that is open; return whether that went well."""
        from studio.store import workspace

        path = path.expanduser().absolute()
        if self.store is not None and self.store.path == path.resolve():
            self._messages.say(_("“{name}” is open already.").format(name=self.store.name))
            return True
        try:
            store = workspace.open_workspace(path, actor(), to_read=to_read)
        except StudioError as error:
            self._report(error, path)
            return False
        self._take(store)
        return True

    def look(self, path: Path) -> bool:
        """Open a workspace to be read, whoever else has it open; return whether it is open."""
        return self.open(path, to_read=True)

    def new(self, path: Path) -> bool:
        """Make a workspace and open it; return whether that went well."""
        from studio.store import workspace

        try:
            store = workspace.create(with_suffix(path.absolute()), actor())
        except StudioError as error:
            self._report(error, path)
            return False
        self._take(store)
        return True

    def open_sample(self) -> bool:
        """Open the sample workspace, made if it is not there; return whether that went well."""
        path = sample_path()
        if path.exists():
            return self.open(path)
        from studio.spots.sample import make_sample
        from studio.store import workspace

        store = None
        try:
            store = workspace.create(path, actor())
            make_sample(store, i18n.language())
            with store.maintenance(N_("Start of the sample")):
                pass  # a barrier alone: no undo takes the sample itself away
        except StudioError as error:
            if store is not None:
                _abandon(store)
            self._report(error, path)
            return False
        self._take(store)
        return True

    def close(self) -> None:
        """Close the open workspace, if there is one."""
        if self.store is None:
            return
        self.closing.emit()
        self._messages.can_copy = False
        store, self.store = self.store, None
        with self._messages.guard():
            store.close()

    def recent(self) -> list[RecentRow]:
        """Return the workspaces of before, the last one first; files may be gone."""
        found = []
        for text in self._choices.now.recent:
            path = Path(text)
            found.append(RecentRow(text, path.stem, short(path.parent), not path.exists()))
        return found

    def _take(self, store: "Store") -> None:
        self.close()
        self.store = store
        self._messages.can_copy = True
        with self._messages.guard():
            self._choices.remember(store.path)
        self.opened.emit(store)

    def _report(self, error: StudioError, path: Path) -> None:
        """Say why it did not open, and offer what can be done about it."""
        if isinstance(error, NeedsUpgrade):
            self.upgrade_wanted.emit(path)
        elif isinstance(error, Locked):
            offer = Offer(_("Look at it"), partial(self.look_wanted.emit, path))
            self._messages.say(str(error), Tone.WARNING, offer)
        elif isinstance(error, Damaged):
            offer = Offer(_("Rescue what is left…"), partial(self.rescue_wanted.emit, path))
            self._messages.say(str(error), Tone.ERROR, offer)
        else:
            self._messages.report(error)


def sample_path() -> Path:
    """Return where the sample workspace lies, or will."""
    return with_suffix(paths.workspaces() / _("Sample"))


def short(path: Path) -> str:
    """Return the path as people write it, with ~ for their home."""
    home = Path.home()
    return str(Path("~") / path.relative_to(home)) if path.is_relative_to(home) else str(path)


def with_suffix(path: Path) -> Path:
    """Return the path with the ending of workspaces, whatever the user typed."""
    return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)


def actor() -> str:
    """Return who makes the edits: the name of the user of this computer, if it has one."""
    with suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return ""


def _abandon(store: "Store") -> None:
    """Remove a workspace that was being made and holds nothing of the user's."""
    store.close()
    try:
        store.path.unlink(missing_ok=True)
    except OSError as error:
        _log.warning("the unfinished %s stays: %s", store.path.name, error)

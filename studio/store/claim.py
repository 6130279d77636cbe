"""The claim on an open file: its name still leads to it, and its lock is still ours.

A file that was moved or replaced would take our writes and be seen by nobody; what lies in its
place, and the journal beside that, is somebody else's.
"""

from contextlib import suppress
from pathlib import Path

from studio.kernel.errors import Busy, ReadOnly
from studio.kernel.i18n import N_, _
from studio.store.lock import Lock, inode

_GONE = N_(
    "“{name}” was moved, replaced or deleted while it was open. Nothing more is saved to it: "
    "save a copy of what you see."
)
_TAKEN = N_(
    "Another program has taken “{name}” over. Nothing more is saved to it from here: "
    "save a copy of what you see."
)


class Claim:
    """Holds a file by its inode and its lock until `release`; without a lock, to read it."""

    def __init__(self, path: Path, lock: Lock | None) -> None:
        """Claim the file that lies at `path` now."""
        self._path = path
        self._lock = lock
        self._file = inode(path)
        self._journal = path.with_name(path.name + "-journal")

    def require(self) -> None:
        """Raise ReadOnly unless the file may still be written."""
        self.require_file()
        if self._lock is not None and not self._lock.is_held():
            raise ReadOnly(_(_TAKEN).format(name=self._path.name))

    def require_file(self) -> None:
        """Raise ReadOnly unless the name still leads to the file; who only reads follows it."""
        if self._lock is not None and inode(self._path) != self._file:
            raise ReadOnly(_(_GONE).format(name=self._path.name))

    def require_no_other(self) -> None:
        """Raise Busy while somebody writes to what lies in the file's place.

        SQLite would take that journal for ours, play it into our file and empty it.
        """
        if inode(self._path) != self._file and self._has_journal():
            raise Busy(_("The workspace is being written. Try again in a moment."))

    def release(self) -> None:
        """Give the file free; one that has gone leaves an empty journal, which goes too."""
        if self._lock is None:
            return
        if inode(self._path) == (0, 0) and not self._has_journal():
            with suppress(OSError):
                self._journal.unlink()
        self._lock.release()

    def _has_journal(self) -> bool:
        with suppress(OSError):
            return self._journal.stat().st_size > 0
        return False

"""The border where SQLite's errors become sentences that a user can act on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from studio.kernel.errors import Busy, Damaged, NoSpace, NotSaved, StudioError, Unreadable
from studio.kernel.i18n import N_, _


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Raise what SQLite reports about the file at `path` as our own errors; let bugs pass."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        ours = translated(_first(error), path)
        if ours is None:
            raise
        raise ours from error


def _first(error: BaseException) -> BaseException:
    """Return what failed first: SQLite has taken all back, and no savepoint is left to go to."""
    while "no such savepoint" in str(error) and error.__context__ is not None:
        error = error.__context__
    return error


@contextmanager
def opening(path: Path) -> Iterator[None]:
    """Raise what SQLite or Python cannot make sense of while opening as Unreadable."""
    try:
        with told(path):
            yield
    except (DatabaseError, sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise damaged(path) from error


def damaged(path: Path) -> Damaged:
    """Return the failure to make sense of the workspace at `path`."""
    return Damaged(_(_DAMAGED).format(name=path.name))


def not_ours(path: Path) -> Unreadable:
    """Return the failure to see a workspace in the file at `path`."""
    return Unreadable(_(_NOT_OURS).format(name=path.name))


def translated(error: BaseException, path: Path) -> StudioError | None:
    """Return the failure worded for the user; None when it is a bug and not the disk's doing."""
    original = error.orig if isinstance(error, DatabaseError) else error
    code = getattr(original, "sqlite_errorcode", None)
    kind, sentence = _WORDS.get(code & 0xFF if code is not None else -1, (None, ""))
    return kind(_(sentence).format(name=path.name)) if kind else None


_UNWRITABLE = (
    NotSaved,
    N_("“{name}” cannot be written. Check the folder's permissions, or copy it elsewhere."),
)
_IN_USE = (
    Busy,
    N_("“{name}” is being used by another program. Try again in a moment."),
)
_NOT_OURS = N_("“{name}” is not a workspace of Persona Studio. Choose another file.")
_DAMAGED = N_("“{name}” is damaged and cannot be opened. Use your newest copy of it.")
_WORDS: dict[int, tuple[type[StudioError], str]] = {
    sqlite3.SQLITE_FULL: (
        NoSpace,
        N_("Not saved: the disk is full. Free some space and try again."),
    ),
    sqlite3.SQLITE_IOERR: (
        NotSaved,
        N_("Not saved: the disk reports an error. Check the disk and its connection."),
    ),
    sqlite3.SQLITE_READONLY: _UNWRITABLE,
    sqlite3.SQLITE_PERM: _UNWRITABLE,
    sqlite3.SQLITE_CANTOPEN: _UNWRITABLE,
    sqlite3.SQLITE_BUSY: _IN_USE,
    sqlite3.SQLITE_LOCKED: _IN_USE,
    sqlite3.SQLITE_NOTADB: (Unreadable, _NOT_OURS),
    sqlite3.SQLITE_CORRUPT: (Damaged, _DAMAGED),
}

"""A workspace: one SQLite file that holds rows, history and assets.

`store.edit(label)` is the only way to write; it is one transaction and one undo step.
"""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from studio.kernel import clock
from studio.kernel.errors import NotFound, NotSaved, Refused, StudioError
from studio.kernel.i18n import _
from studio.store import connection, faults
from studio.store.changes import Changes, Kind, Observer
from studio.store.history import History
from studio.store.layout import check_layout, check_mark, check_name, write_layout
from studio.store.lock import Lock
from studio.store.triggers import install

_log = logging.getLogger(__name__)


class Store:
    """An open workspace. Made by `create` and `open_workspace`; belongs to one thread."""

    def __init__(self, path: Path, raw: sqlite3.Connection, lock: Lock, actor: str) -> None:
        """Take over an open connection whose file has been checked."""
        self.path = path
        self.actor = actor
        self.last_commit_ms: int | None = None
        self._raw = raw
        self._lock = lock
        self._writing = connection.writing_engine(raw)
        self._reading = connection.reading_engine(path)
        install(raw)
        self._history = History(raw)
        self._observers: list[Observer] = []
        self._session: Session | None = None
        self._cut_short = False

    @property
    def name(self) -> str:
        """Return the workspace's name: its file's, without suffix."""
        return self.path.stem

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that cannot write and sees one moment; fetch all, then leave it."""
        if self._cut_short:
            self._settle()
        with Session(self._reading, autoflush=False, expire_on_commit=False) as session:
            yield session

    def _settle(self) -> None:
        """Take back what a failing disk has cut short: a reader cannot, and fails over it."""
        with suppress(sqlite3.Error):
            self._raw.execute("SELECT 1 FROM history_step").fetchone()
            self._cut_short = False

    @contextmanager
    def edit(self, label: str, *, merge_key: str = "") -> Iterator[Session]:
        """Give the session of one transaction and one undo step named `label` (English, marked N_).

        Inside an open edit it joins that one: outermost label, one commit, one step; a joined
        edit that fails takes back its own part only. With a `merge_key` ("op:row:field") it grows
        the step of the same key if that is the last one and still open. Raises NotSaved (NoSpace)
        when the disk does not take it: then nothing has changed.
        """
        if self._session is not None:
            with self._session.begin_nested():
                yield self._session
            return
        with self._transaction(label, merge_key, "do", None) as session:
            yield session

    @contextmanager
    def _transaction(
        self, label: str, merge_key: str, kind: Kind, of: int | None
    ) -> Iterator[Session]:
        try:
            with Session(self._writing, expire_on_commit=False) as session, faults.told(self.path):
                session.connection()  # begins the transaction
                step, uuid = self._history.begin(label, merge_key, self.actor, kind, of)
                self._session = session
                try:
                    yield session
                    session.flush()
                finally:
                    self._session = None
                moved = self._history.moved(step)
                self._history.end(step)
                self._commit(session, uuid)
                self._history.follow(step)
        except NotSaved:
            self._cut_short = True
            raise
        if moved:
            self.last_commit_ms = clock.now_ms()
            self._tell(Changes(label, kind, moved))

    def _commit(self, session: Session, uuid: str) -> None:
        """Commit; an error may come after the change is on disk, so look before telling."""
        try:
            session.commit()
        except (DatabaseError, sqlite3.Error):
            with suppress(DatabaseError, sqlite3.Error):
                session.rollback()
            if not self._saved(uuid):
                raise
            _log.warning("the commit of %s was reported as failed, but it is saved", uuid)

    def _saved(self, uuid: str) -> bool:
        """Tell what is on disk; the writer asks, since it first takes back what was cut short."""
        query = "SELECT 1 FROM history_step WHERE edit_uuid = ?"
        return self._raw.execute(query, (uuid,)).fetchone() is not None

    def undo(self) -> None:
        """Take back the last step; raise Refused when there is none, Drift when it has moved on."""
        if not self._history.done:
            raise Refused(_("There is nothing to undo."))
        step = self._history.done[-1]
        with self._transaction(step.label, "", "undo", step.id):
            self._history.invert(step.id)

    def redo(self) -> None:
        """Do the last undone step again; raise Refused when there is none."""
        if not self._history.undone:
            raise Refused(_("There is nothing to redo."))
        step = self._history.undone[-1]
        with self._transaction(step.label, "", "redo", step.id):
            self._history.invert(step.id)

    @property
    def undo_label(self) -> str | None:
        """Return the English name of what undo takes back; None when there is nothing."""
        return self._history.done[-1].label if self._history.done else None

    @property
    def redo_label(self) -> str | None:
        """Return the English name of what redo does again; None when there is nothing."""
        return self._history.undone[-1].label if self._history.undone else None

    def close_step(self) -> None:
        """End the step of typing: the next edit is one of its own."""
        if self._history.has_open_step():
            with faults.told(self.path):
                self._history.close_step()

    def subscribe(self, observer: Observer) -> Callable[[], None]:
        """Tell `observer` of every edit, undo and redo; return how to stop telling."""
        self._observers.append(observer)

        def stop() -> None:
            with suppress(ValueError):
                self._observers.remove(observer)

        return stop

    def _tell(self, changes: Changes) -> None:
        for observer in tuple(self._observers):
            observer(changes)

    def close(self) -> None:
        """Close the file and give it free; the undo stack is there again at the next opening."""
        try:
            self.close_step()
            # Leaves no empty journal beside the document.
            self._raw.execute("PRAGMA journal_mode=DELETE")
        except (StudioError, sqlite3.Error) as error:
            _log.warning("closing %s: %s", self.path.name, error)
        finally:
            self._reading.dispose()
            self._writing.dispose()
            self._raw.close()
            self._lock.release()


def create(path: Path, actor: str) -> Store:
    """Make a new workspace at `path` and open it.

    Raises Refused when something is there already, NotSaved when the place cannot be written.
    """
    path = check_name(path)
    path = path.parent.resolve() / path.name
    _refuse_existing(path)
    lock = Lock(path)
    try:
        _refuse_existing(path)  # again: another program may have been quicker
        write_layout(path, actor)
        return _opened(path, lock, actor)
    except BaseException:
        lock.release()
        raise


def _refuse_existing(path: Path) -> None:
    with suppress(OSError):  # what cannot be looked at cannot be written either: the lock tells
        path.lstat()
        sentence = _("“{name}” exists already. Choose another name, or open it.")
        raise Refused(sentence.format(name=path.name))


def open_workspace(path: Path, actor: str) -> Store:
    """Open the workspace at `path`.

    Raises NotFound, Locked (somebody has it open), Unreadable (not a workspace, or damaged),
    Refused (made by a newer version), NotSaved (the place cannot be written).
    """
    if not _is_file(path):
        sentence = _("“{name}” is not there any more. It may have been moved or renamed.")
        raise NotFound(sentence.format(name=path.name))
    path = path.resolve()  # one file has one lock, whatever links lead to it
    lock = Lock(path)
    try:
        return _opened(path, lock, actor)
    except BaseException:
        lock.release()
        raise


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a folder that may not be entered, a name too long
        return False


def _opened(path: Path, lock: Lock, actor: str) -> Store:
    with faults.opening(path):
        check_mark(path)
        raw = connection.connect_writer(path)
        try:
            check_layout(raw, path)
            # Opening as a whole fails when nothing could be written later.
            raw.execute("UPDATE meta SET value = value WHERE 0")
            return Store(path, raw, lock, actor)
        except BaseException:
            raw.close()
            raise

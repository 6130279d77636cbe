"""A workspace: one SQLite file that holds rows, history and assets.

`store.edit(label)` is the only way to write; it is one transaction and one undo step.
"""

import logging
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from studio.kernel import clock
from studio.kernel.errors import Busy, NotFound, NotSaved, ReadOnly, Refused, StudioError
from studio.kernel.i18n import N_, _
from studio.kernel.progress import Work, finish
from studio.store import connection, faults, search_index
from studio.store.changes import Changes, Kind, Observer
from studio.store.claim import Claim
from studio.store.guard import known
from studio.store.history import History, Step
from studio.store.layout import check_layout, check_name, require_own, write_layout
from studio.store.lock import Lock, refuse_own
from studio.store.pen import Pen
from studio.store.schema import metadata
from studio.store.triggers import install

_log = logging.getLogger(__name__)

_DOCUMENT = "SELECT value FROM meta WHERE key = 'document'"
_NO_WRITING = N_(
    "“{name}” lies where nothing can be written. You can look at it, and save a copy to work on."
)
_ELSEWHERE = N_(
    "“{name}” is open elsewhere. You can look at what is saved, and save a copy to work on."
)


class Store:
    """An open workspace. Made by `create` and `open_workspace`.

    Any thread may read; one at a time writes, and a long job that does keeps the others out.
    """

    def __init__(self, path: Path, raw: sqlite3.Connection, lock: Lock | None, actor: str) -> None:
        """Take over an open connection whose file has been checked; without a lock to read."""
        self.path = path
        self.actor = actor
        self.read_only = ""
        """The sentence that says why nothing can be changed; empty when it can."""
        self.document = str(raw.execute(_DOCUMENT).fetchone()[0])
        """The workspace's own uuid, whatever its file is called."""
        self.last_commit_ms: int | None = None
        self._raw = raw
        self._claim = Claim(path, lock)
        self._pen = Pen()
        self._writing = connection.writing_engine(raw)
        if lock is not None:
            install(raw)
        self.history = History(raw)
        """The steps: what can be undone and redone."""
        self._reading = connection.reading_engine(path, self._claim.require_file)
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
        if self._cut_short and not self.read_only:
            self._settle()
        with Session(self._reading, autoflush=False, expire_on_commit=False) as session:
            yield session

    def _settle(self) -> None:
        """Take back what a failing disk has cut short: a reader cannot, and fails over it."""
        with suppress(Busy), self._pen.held(), faults.told(self.path):
            self._raw.execute("SELECT 1 FROM history_step").fetchone()
            self._cut_short = False

    @contextmanager
    def edit(self, label: str, *, merge_key: str = "") -> Iterator[Session]:
        """Give the session of one transaction and one undo step named `label` (English, marked N_).

        Inside an open edit it joins that one: outermost label, one commit, one step; a joined
        edit that fails takes back its own part only. With a `merge_key` ("op:row:field") it grows
        the step of the same key if that is the last one and still open. Raises NotSaved (NoSpace,
        ReadOnly) when the disk does not take it, Busy while a long job writes: then nothing has
        changed.
        """
        if self._session is not None and self._pen.is_mine:
            with self._session.begin_nested():
                yield self._session
            return
        with self._transaction(label, merge_key, "do", None) as session:
            yield session

    @contextmanager
    def long_edit(self, label: str, job: str) -> Iterator[Session]:
        """Give the session of an edit of many rows, for Work on any thread; flush each 500 rows.

        One transaction, one undo step; other edits are Busy with `job` (shown) meanwhile.
        """
        with self._transaction(label, "", "do", None, job) as session:
            yield session

    @contextmanager
    def alone(self, job: str = "") -> Iterator[sqlite3.Connection]:
        """Give the writing connection outside any transaction, with everybody else kept out.

        For what no edit can do, such as VACUUM; guards let no row be written.
        """
        with self._pen.held(job), faults.told(self.path):
            self._claim.require_no_other()
            yield self._raw

    @contextmanager
    def maintenance(self, label: str, job: str = "") -> Iterator[sqlite3.Connection]:
        """Give the writing connection in a transaction that history does not record.

        It ends in a barrier named `label` (English, marked N_): no undo reaches back over it.
        """
        self._require_writable()
        try:
            with self.alone(job) as raw, self.history.barred(label, self.actor):
                yield raw
                self._require_writable()
        except NotSaved:
            self._cut_short = True
            raise
        tables = {name: frozenset[str]() for name in metadata().tables}
        _tell(self._observers, Changes(label, "barrier", tables))

    @contextmanager
    def _transaction(
        self, label: str, merge_key: str, kind: Kind, of: int | None, job: str = ""
    ) -> Iterator[Session]:
        self._require_writable()
        moved: Mapping[str, frozenset[str]] = {}
        try:
            with (
                self._pen.held(job),
                Session(self._writing, expire_on_commit=False) as session,
                faults.told(self.path),
            ):
                session.connection()  # begins the transaction
                step, uuid = self.history.begin(label, merge_key, self.actor, kind, of)
                self._session = session
                try:
                    yield session
                    session.flush()
                finally:
                    self._session = None
                moved = self.history.moved(step)
                self.history.end(step)
                search_index.follow(self._raw, moved)
                self._require_writable()
                _commit(session, self.history, uuid)
                self.history.follow(step)
        except NotSaved:
            self._cut_short = True
            raise
        if moved:
            self.last_commit_ms = clock.now_ms()
            _tell(self._observers, Changes(label, kind, moved))

    def _require_writable(self) -> None:
        """Raise ReadOnly unless the file is still ours; if it is not, it never will be again."""
        if not self.read_only:
            try:
                self._claim.require()
            except ReadOnly as lost:
                self.read_only = str(lost)
        if self.read_only:
            raise ReadOnly(self.read_only)

    def undo(self) -> None:
        """Take back the last step; raise Refused when there is none, Drift when it has moved on."""
        finish(self.undo_work())

    def redo(self) -> None:
        """Do the last undone step again; raise Refused when there is none."""
        finish(self.redo_work())

    def undo_work(self, job: str = "") -> Work[None]:
        """Take back the last step, as `undo` does; for a job when `log.is_long`."""
        if not self.history.done:
            raise Refused(_("There is nothing to undo."))
        yield from self._invert(self.history.done[-1], "undo", job)

    def redo_work(self, job: str = "") -> Work[None]:
        """Do the last undone step again, as `redo` does; for a job when `log.is_long`."""
        if not self.history.undone:
            raise Refused(_("There is nothing to redo."))
        yield from self._invert(self.history.undone[-1], "redo", job)

    def _invert(self, step: Step, kind: Kind, job: str) -> Work[None]:
        with self._transaction(step.label, "", kind, step.id, job):
            if step not in (self.history.done if kind == "undo" else self.history.undone)[-1:]:
                raise Busy(_("The workspace is being written. Try again in a moment."))
            yield from self.history.invert(step.id)

    @property
    def undo_label(self) -> str | None:
        """Return the English name of what undo takes back; None when there is nothing."""
        done = self.history.done
        return done[-1].label if done and not self.read_only else None

    @property
    def redo_label(self) -> str | None:
        """Return the English name of what redo does again; None when there is nothing."""
        undone = self.history.undone
        return undone[-1].label if undone and not self.read_only else None

    def close_step(self) -> None:
        """End the step of typing: the next edit is one of its own."""
        with suppress(ReadOnly, Busy):  # where it cannot be written, the next edit ends it
            self._require_writable()
            with self._pen.held(), faults.told(self.path):
                if self.history.has_open_step():
                    self.history.close_step()

    def subscribe(self, observer: Observer) -> Callable[[], None]:
        """Tell `observer` of every edit, undo and redo; return how to stop telling."""
        self._observers.append(observer)

        def stop() -> None:
            with suppress(ValueError):
                self._observers.remove(observer)

        return stop

    def close(self) -> None:
        """Close the file and give it free; the undo stack is there again at the next opening."""
        try:
            self.close_step()
            with suppress(ReadOnly):  # that is another's file by now, and another's journal
                self._require_writable()
                with self._pen.held():
                    try:
                        self.history.fold()
                    finally:  # leaves no empty journal beside the document
                        self._raw.execute("PRAGMA journal_mode=DELETE")
        except (StudioError, sqlite3.Error) as error:
            _log.warning("closing %s: %s", self.path.name, error)
        finally:
            self._reading.dispose()
            self._writing.dispose()
            self._raw.close()
            if not self.read_only:
                known.remember(self.path, self.document, is_closed=True)
            self._claim.release()


def _commit(session: Session, history: History, uuid: str) -> None:
    """Commit; an error may come after the change is on disk, so look before telling."""
    try:
        session.commit()
    except (DatabaseError, sqlite3.Error):
        with suppress(DatabaseError, sqlite3.Error):
            session.rollback()
        # The writer asks, since it first takes back what was cut short.
        if not history.saved(uuid):
            raise
        _log.warning("the commit of %s was reported as failed, but it is saved", uuid)


def _tell(observers: list[Observer], changes: Changes) -> None:
    for observer in tuple(observers):
        observer(changes)


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


def open_workspace(path: Path, actor: str, *, to_read: bool = False) -> Store:
    """Open the workspace at `path`; `to_read` looks at one that is open elsewhere.

    Where nothing can be written it opens to be read, and `Store.read_only` says why. Raises
    NotFound, Locked (somebody has it open), Unreadable (not a workspace, or damaged),
    NeedsUpgrade (made by an older version), Refused (made by one too new to be read).
    """
    if not _is_file(path):
        sentence = _("“{name}” is not there any more. It may have been moved or renamed.")
        raise NotFound(sentence.format(name=path.name))
    path = path.resolve()  # one file has one lock, whatever links lead to it
    if to_read:
        refuse_own(path)
        return _opened_to_read(path, actor, _ELSEWHERE)
    try:
        lock = Lock(path)
    except NotSaved:
        return _opened_to_read(path, actor, _NO_WRITING)
    try:
        return _opened(path, lock, actor)
    except ReadOnly:
        lock.release()
        return _opened_to_read(path, actor, _NO_WRITING)
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
        require_own(path)
        raw = connection.connect_writer(path)
        try:
            check_layout(raw, path)
            _require_writing(raw)
            store = Store(path, raw, lock, actor)
        except BaseException:
            raw.close()
            raise
    known.remember(path, store.document, is_closed=False)
    return store


def _require_writing(raw: sqlite3.Connection) -> None:
    """Raise ReadOnly where no edit could be saved later."""
    try:
        raw.execute("UPDATE meta SET value = value WHERE 0")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
            raise
        raise ReadOnly(str(error)) from error


def _opened_to_read(path: Path, actor: str, why: str) -> Store:
    sentence = _(why).format(name=path.name)
    with faults.opening(path):
        try:
            require_own(path)
        except ReadOnly as newer:
            sentence = str(newer)
        raw = connection.connect_reader(path)
        try:
            check_layout(raw, path)
            store = Store(path, raw, None, actor)
        except BaseException:
            raw.close()
            raise
    store.read_only = sentence
    return store

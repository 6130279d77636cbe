"""An upgrade: a backup, then all due revisions in one transaction, checked before it commits."""

import logging
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool

from studio.kernel import clock
from studio.kernel.errors import Refused, StudioError
from studio.kernel.i18n import N_, _
from studio.kernel.progress import Progress, Work
from studio.store import connection, faults, layout, search_index, structure
from studio.store.history import History
from studio.store.lock import Lock
from studio.store.triggers import quoted
from studio.store.upgrades import chain
from studio.store.upgrades.chain import Revision

_log = logging.getLogger(__name__)

LABEL = N_("Upgrade")
"""The name of the step in history that no undo reaches back over."""


def upgrade(
    path: Path,
    actor: str,
    backup: Callable[[Path], None],
    revisions: Path = chain.REVISIONS,
) -> Work[None]:
    """Bring an older, closed workspace to the schema of the newest revision, or leave it as it is.

    `backup` must keep the file as it is, verified, or raise. Cancelling takes everything back.
    Raises Locked, Unreadable (damaged, or not of the structure its schema has), NotSaved (NoSpace)
    and Refused when what came of it is not sound: in all cases nothing has changed.
    """
    path = path.resolve()
    steps = chain.read(revisions)
    lock = Lock(path)
    try:
        with faults.opening(path):
            schema = layout.check_mark(path, steps[-1].schema).schema
        due = steps[schema:]
        if not due:
            return
        yield Progress(0, len(due) + 3, _("Checking the workspace…"))
        _require_sound(path, steps[:schema])
        yield Progress(1, len(due) + 3, _("Making a backup…"))
        backup(path)
        yield from _take(path, actor, steps, due, lock)
        _log.info("upgraded %s from schema %s to %s", path.name, schema, steps[-1].schema)
    finally:
        lock.release()


def _require_sound(path: Path, passed: Sequence[Revision]) -> None:
    """Raise Unreadable unless the file is whole and as the revisions it has passed make it."""
    with faults.opening(path), _opened(path) as raw:
        if not _is_as_made_by(raw, passed) or not layout.is_whole(raw, path):
            raise faults.damaged(path)


def _is_as_made_by(raw: sqlite3.Connection, passed: Sequence[Revision]) -> bool:
    if not structure.kinds(raw) <= structure.OWN_KINDS:
        return False
    return structure.facts(raw) == chain.structure_of(passed)


def _take(
    path: Path, actor: str, steps: Sequence[Revision], due: Sequence[Revision], lock: Lock
) -> Work[None]:
    """Take the due steps in one transaction, and tell the truth of how it ended."""
    try:
        with _opened(path) as raw, _exclusively(raw) as transaction:
            counts = _counts(raw)
            for done, step in enumerate(due):
                yield Progress(2 + done, len(due) + 3, _("Upgrading…"))
                chain.apply(transaction, step)
                before, counts = counts, _counts(raw)
                _require_rows(path, before, counts, step)
            yield Progress(2 + len(due), len(due) + 3, _("Checking the upgrade…"))
            _require_right(raw, path, steps)
            _sign(raw, actor, steps[-1])
            if not lock.is_held():
                raise _refused(path, "the lock was lost")
            raw.execute("COMMIT")
    except (DatabaseError, sqlite3.DatabaseError) as error:
        if not _has_reached(path, steps[-1].schema):  # an error may come after it is on disk
            raise _worded(path, error) from error
        _log.warning("the upgrade of %s was reported as failed, but it is saved", path.name)


def _require_transaction(raw: sqlite3.Connection) -> None:
    """Raise the error of a failing disk outside a transaction: each statement would be for good.

    SQLite takes a transaction back by itself when the disk fails, and does not always say so:
    the listing of tables, for one, passes over it in silence.
    """
    if not raw.in_transaction:
        error = sqlite3.OperationalError("the transaction was cut short")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR
        raise error


def _worded(path: Path, error: Exception) -> StudioError:
    """Return what the user is told: what the disk said first, or else that a revision is wrong."""
    told: StudioError | None = None
    link: BaseException | None = error
    while isinstance(link, Exception):
        told = faults.translated(link, path) or told
        link = link.__cause__ or link.__context__
    return told or _refused(path, str(error))


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection that leaves no empty journal beside the file when it ends."""
    raw = connection.connect_writer(path)
    try:
        yield raw
    finally:
        with suppress(sqlite3.Error):
            raw.execute("PRAGMA journal_mode=DELETE")
        raw.close()


@contextmanager
def _exclusively(raw: sqlite3.Connection) -> Iterator[Connection]:
    """Give a transaction that keeps all others out, and takes back what is not committed in it.

    Foreign keys are off, and have to be so before it begins: rebuilding a table would otherwise
    delete the rows that refer to it. They are checked at the end.
    """
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("PRAGMA cache_spill=ON")  # nobody reads meanwhile, and a file may be large
    engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
    event.listen(engine, "begin", lambda _begun: raw.execute("BEGIN EXCLUSIVE"))
    # Alembic tidies up after an error, and must not when there is no transaction any more.
    event.listen(engine, "before_cursor_execute", lambda *_statement: _require_transaction(raw))
    transaction = engine.connect()
    try:
        transaction.begin()
        yield transaction
    finally:
        # What a failing disk leaves undone here, the next opening takes back.
        with suppress(sqlite3.Error):
            raw.rollback()
        with suppress(DatabaseError):
            transaction.close()


def _counts(raw: sqlite3.Connection) -> dict[str, int]:
    tables = structure.tables(raw)
    _require_transaction(raw)
    counting = {table: f"SELECT count(*) FROM main.{quoted(table)}" for table in tables}
    return {table: raw.execute(query).fetchone()[0] for table, query in counting.items()}


def _require_right(raw: sqlite3.Connection, path: Path, steps: Sequence[Revision]) -> None:
    """Raise Refused unless pages, references and structure are as they must be."""
    sound, as_made = layout.is_sound(raw), _is_as_made_by(raw, steps)
    _require_transaction(raw)
    if not sound:
        raise _refused(path, "pages or references are not sound")
    if not as_made:
        raise _refused(path, "the structure is not what the revisions make of an empty file")


def _require_rows(
    path: Path, before: Mapping[str, int], after: Mapping[str, int], step: Revision
) -> None:
    """Raise Refused when rows have come or gone where the revision does not say so."""
    for table in sorted(before.keys() - step.recounted):
        if after.get(table) != before[table]:
            why = f"{table}: {before[table]} rows became {after.get(table)}"
            raise _refused(path, f"revision {step.schema}: {why}")


def _sign(raw: sqlite3.Connection, actor: str, newest: Revision) -> None:
    """Write into the file what it is now, and the step that no undo goes back over."""
    history = History(raw)
    history.close_step()
    history.bar(LABEL, actor)
    facts = {
        "upgraded_by": layout.program(),
        "upgraded_at": clock.now().isoformat(),
        "oldest_reader": str(newest.oldest_reader),
    }
    search_index.outdate(raw)
    raw.executemany("INSERT OR REPLACE INTO meta(key, value) VALUES(?, ?)", facts.items())
    raw.execute(f"PRAGMA user_version={newest.schema}")


def _has_reached(path: Path, schema: int) -> bool:
    found = -1
    with suppress(sqlite3.Error), _opened(path) as raw:
        found = raw.execute("PRAGMA user_version").fetchone()[0]
    return found == schema


def _refused(path: Path, why: str) -> Refused:
    _log.error("%s cannot be upgraded: %s", path.name, why)
    sentence = _(
        "“{name}” could not be upgraded, and is as it was. Open it with the Persona Studio that "
        "made it, and report what happened."
    )
    return Refused(sentence.format(name=path.name))

"""The file's structure: making a new workspace, and checking one before it is trusted."""

import secrets
import sqlite3
from contextlib import suppress
from functools import cache
from pathlib import Path

import studio
from studio.kernel import clock
from studio.kernel.errors import Refused
from studio.kernel.files import not_saved
from studio.kernel.i18n import _
from studio.kernel.ids import new_uuid
from studio.store import connection, faults
from studio.store.schema import APPLICATION_ID, PLUMBING, SCHEMA, SUFFIX, metadata

_OWN = frozenset({"table", "index"})
"""What a file of ours holds: no triggers, no views, so any in a file is somebody else's."""


def check_name(path: Path) -> Path:
    """Return `path` with our suffix; raise Refused for a name that cannot be a file's."""
    if path.name and path.suffix != SUFFIX:
        path = path.with_name(path.name + SUFFIX)
    if path.stem.strip(" .") == "" or "\0" in path.name:
        raise Refused(_("A workspace needs a name. Type one and try again."))
    return path


def write_layout(path: Path, actor: str) -> None:
    """Make the file of an empty workspace: beside, whole, and then under its name."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        connection.make_empty(part)
        with faults.told(path):
            _fill(part, actor)
        part.rename(path)
    except OSError as error:
        raise not_saved(path, error) from error
    finally:
        for left in (part, part.with_name(part.name + "-journal")):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def _fill(part: Path, actor: str) -> None:
    raw = connection.connect_writer(part)
    try:
        _make_tables(raw)
        facts = {
            "document": new_uuid(),
            "created_by": f"Persona Studio {studio.__version__}",
            "created_for": actor,
            "created_at": clock.now().isoformat(),
            "oldest_reader": str(SCHEMA),
        }
        raw.executemany("INSERT INTO meta(key, value) VALUES(?, ?)", facts.items())
        raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
        raw.execute(f"PRAGMA user_version={SCHEMA}")
        raw.execute("PRAGMA journal_mode=DELETE")
    finally:
        raw.close()


def _make_tables(raw: sqlite3.Connection) -> None:
    metadata().create_all(connection.writing_engine(raw))
    raw.executescript(PLUMBING)


def check_mark(path: Path) -> None:
    """Raise Unreadable or Refused unless the file bears our mark and is not newer than we are.

    To be asked before anything that may write: a file that is not for us stays as it is.
    """
    header = connection.read_header(path)
    if header[:16] != b"SQLite format 3\0" or int.from_bytes(header[68:72]) != APPLICATION_ID:
        raise faults.not_ours(path)
    if int.from_bytes(header[60:64], signed=True) > SCHEMA:
        sentence = _("“{name}” was made by a newer Persona Studio. Update, then open it.")
        raise Refused(sentence.format(name=path.name))


def check_layout(raw: sqlite3.Connection, path: Path) -> None:
    """Raise Unreadable unless the file is a sound workspace of this schema."""
    version = raw.execute("PRAGMA user_version").fetchone()[0]
    kinds = {kind for (kind,) in raw.execute("SELECT DISTINCT type FROM sqlite_master")}
    sound = version == SCHEMA and kinds <= _OWN and _columns(raw) == _own_columns()
    if not sound or not _whole(raw, path):
        raise faults.damaged(path)


def _columns(raw: sqlite3.Connection) -> frozenset[tuple[object, ...]]:
    """Return each column of each table: where, name, type, whether it can be empty, key, hidden."""
    query = """
    SELECT t.name, c.name, c.type, c."notnull", c.pk, c.hidden
    FROM sqlite_master AS t, pragma_table_xinfo(t.name) AS c
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
    """
    return frozenset(raw.execute(query))


@cache
def _own_columns() -> frozenset[tuple[object, ...]]:
    raw = sqlite3.connect(":memory:", isolation_level=None)
    try:
        _make_tables(raw)
        return _columns(raw)
    finally:
        raw.close()


def _whole(raw: sqlite3.Connection, path: Path) -> bool:
    """Tell whether pages and references are sound; 5 ms for a file of 10 000 rows."""
    count, size = (
        raw.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size")
    )
    if path.stat().st_size < count * size:  # SQLite takes a last page cut short for empty space
        return False
    pages = raw.execute("PRAGMA quick_check(1)").fetchone()[0]
    return pages == "ok" and raw.execute("PRAGMA foreign_key_check").fetchone() is None

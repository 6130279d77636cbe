"""The file's structure: making a new workspace, and checking one before it is trusted."""

import re
import secrets
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import studio
from studio.kernel import clock
from studio.kernel.errors import NeedsUpgrade, ReadOnly, Refused
from studio.kernel.files import not_saved
from studio.kernel.i18n import _
from studio.kernel.ids import new_uuid
from studio.store import connection, faults, structure
from studio.store.schema import (
    APPLICATION_ID,
    OLDEST_READER,
    PLUMBING,
    SCHEMA,
    SUFFIX,
    metadata,
)

_BY_JOURNAL = 1
"""In the header's byte 19: the file is not in WAL."""
_PROGRAM = re.compile(r"Persona Studio [0-9A-Za-z.+-]{1,24}")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a file's mark says: the number of its schema, and how that stands to ours."""

    schema: int
    age: Literal["older", "current", "newer"]
    """Older is to be upgraded before it opens; newer can be read, and must not be written."""


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
            "created_by": program(),
            "created_for": actor,
            "created_at": clock.now().isoformat(),
            "oldest_reader": str(OLDEST_READER),
        }
        raw.executemany("INSERT INTO meta(key, value) VALUES(?, ?)", facts.items())
        raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
        raw.execute(f"PRAGMA user_version={SCHEMA}")
        raw.execute("PRAGMA journal_mode=DELETE")
    finally:
        raw.close()


def program() -> str:
    """Return how this program signs the files it makes: its name and version."""
    return f"Persona Studio {studio.__version__}"


def _make_tables(raw: sqlite3.Connection) -> None:
    metadata().create_all(connection.writing_engine(raw))
    raw.executescript(PLUMBING)


def bears_our_mark(path: Path) -> bool:
    """Tell whether a file that is not open looks like a workspace, sound or not; never raises."""
    try:
        header = connection.read_header(path)
    except OSError:
        return False
    return int.from_bytes(header[68:72]) == APPLICATION_ID


def check_mark(path: Path, schema: int = SCHEMA) -> Mark:
    """Return what the file's mark says to a program that writes `schema`.

    Raises Unreadable unless the mark is ours, Refused when the file is too new to be read. To be
    asked before anything that may write: a file that is not for us stays as it is.
    """
    header = _own_header(path)
    version = int.from_bytes(header[60:64], signed=True)
    if version < 1:
        raise faults.damaged(path)
    if version > schema:
        _require_readable(path, schema, in_wal=header[19] != _BY_JOURNAL)
        return Mark(version, "newer")
    return Mark(version, "current" if version == schema else "older")


def _own_header(path: Path) -> bytes:
    """Return the first 100 bytes of a file of ours, as they are after its last whole commit."""
    header = connection.read_header(path)
    if header[:16] != b"SQLite format 3\0" or int.from_bytes(header[68:72]) != APPLICATION_ID:
        raise faults.not_ours(path)
    journal = path.with_name(path.name + "-journal")
    with suppress(OSError):
        if journal.stat().st_size and header[19] == _BY_JOURNAL:
            connection.take_back(path)
            header = connection.read_header(path)
    return header


def _require_readable(path: Path, schema: int, *, in_wal: bool) -> None:
    """Raise Refused when the newer file says that no program as old as we are can read it.

    Nor can one in WAL, which a tool has put it into: files come into being beside it by reading.
    """
    told = _told_by(path)
    oldest = told.get("oldest_reader", "")
    if oldest.isdecimal() and int(oldest) <= schema and not in_wal:
        return
    program = told.get("upgraded_by", told.get("created_by", ""))
    if _PROGRAM.fullmatch(program):
        sentence = _("“{name}” was made by {program}. Update Persona Studio, then open it.")
        raise Refused(sentence.format(name=path.name, program=program))
    sentence = _("“{name}” was made by a newer Persona Studio. Update, then open it.")
    raise Refused(sentence.format(name=path.name))


def _told_by(path: Path) -> dict[str, str]:
    """Return what a file says of itself, as far as it can be read without touching it."""
    query = (
        "SELECT key, value FROM meta WHERE key IN ('oldest_reader', 'created_by', 'upgraded_by') "
        "AND typeof(key) = 'text' AND typeof(value) = 'text' AND length(value) < 100"
    )
    with suppress(sqlite3.Error), closing(connection.connect_untouching(path)) as raw:
        return dict(raw.execute(query))
    return {}


def require_own(path: Path) -> None:
    """Raise NeedsUpgrade for an older file, ReadOnly for a newer one; else as `check_mark`."""
    age = check_mark(path, SCHEMA).age
    if age == "older":
        sentence = _(
            "“{name}” was made by an older Persona Studio. Upgrade it to open it here; "
            "a backup is made first."
        )
        raise NeedsUpgrade(sentence.format(name=path.name))
    if age == "newer":
        sentence = _(
            "“{name}” was made by a newer Persona Studio. You can look at it; update to change it."
        )
        raise ReadOnly(sentence.format(name=path.name))


def check_layout(raw: sqlite3.Connection, path: Path) -> None:
    """Raise Unreadable unless the file is a sound workspace of this schema, or of one to read."""
    version = raw.execute("PRAGMA user_version").fetchone()[0]
    known = _is_readable(raw) if version > SCHEMA else version == SCHEMA and _is_own(raw)
    if not known or not is_whole(raw, path):
        raise faults.damaged(path)


class _Own(NamedTuple):
    wording: frozenset[tuple[str, str, str | None]]
    facts: frozenset[structure.Fact]


@cache
def _own() -> _Own:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as raw:
        _make_tables(raw)
        return _Own(structure.wording(raw), structure.facts(raw))


def own_facts() -> frozenset[structure.Fact]:
    """Return the structure of a workspace made by this program."""
    return _own().facts


def _is_own(raw: sqlite3.Connection) -> bool:
    """Tell whether the structure is ours: to the letter, or else (once upgraded) in its facts."""
    if structure.wording(raw) == _own().wording:
        return True
    return structure.kinds(raw) <= structure.OWN_KINDS and structure.facts(raw) == own_facts()


def _is_readable(raw: sqlite3.Connection) -> bool:
    """Tell whether a newer file has all our columns, and nothing that acts by itself."""
    found = structure.columns(structure.facts(raw))
    return structure.kinds(raw) <= structure.OWN_KINDS and structure.columns(own_facts()) <= found


def is_whole(raw: sqlite3.Connection, path: Path) -> bool:
    """Tell whether pages and references are sound; 5 ms for a file of 10 000 rows."""
    count, size = (
        raw.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size")
    )
    if path.stat().st_size < count * size:  # SQLite takes a last page cut short for empty space
        return False
    return is_sound(raw)


def is_sound(raw: sqlite3.Connection) -> bool:
    """Tell whether pages and references are sound, as far as the connection can tell."""
    pages = raw.execute("PRAGMA quick_check(1)").fetchone()[0]
    return pages == "ok" and raw.execute("PRAGMA foreign_key_check").fetchone() is None

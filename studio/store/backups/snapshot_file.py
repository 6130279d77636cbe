"""The file of a snapshot: written whole beside its name, checked, read back."""

import hashlib
import json
import sqlite3
from contextlib import closing
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import studio
from studio.kernel.errors import Unreadable
from studio.kernel.files import sync
from studio.kernel.i18n import _
from studio.store import connection
from studio.store.backups.snapshot import LEFT_OUT, Taken
from studio.store.triggers import quoted

APPLICATION_ID = 0x56504642
"""Of a snapshot, which is not a workspace: it lacks the bytes of its assets."""

TABLES = frozenset({"backup_info", "backup_asset"})
"""What a snapshot has beside the tables of the workspace."""

_TABLES = """
CREATE TABLE main.backup_info(facts TEXT NOT NULL, made_by TEXT NOT NULL);
CREATE TABLE main.backup_asset(sha256 TEXT PRIMARY KEY NOT NULL, wanted INTEGER NOT NULL);
"""
_WRITING = ("journal_mode=OFF", "synchronous=OFF", "cache_size=-2048")
"""For a file that goes unless it gets whole; with little in memory, so that syncs find it."""
_PAGES = 256
"""How many are brought to the disk at once: a large sync holds up other programs' small ones."""
_NAMED_IN_HISTORY = """
SELECT DISTINCT j.value
FROM (SELECT before AS image FROM history_row UNION ALL SELECT after FROM history_row) AS h,
    json_each(h.image) AS j
WHERE instr(h.image, 'sha256') AND json_valid(h.image)
    AND j.key = 'sha256' AND j.type = 'text' AND j.value <> ''
"""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a snapshot says of itself: of what, when and why it was taken."""

    document: str
    name: str
    """The workspace's."""
    path: str
    """Where the workspace lay."""
    seq: int
    at_ms: int
    reason: str
    step: int
    """The last step of history in it."""
    edit: str
    """The last edit in that step, which grows while somebody types."""
    schema: int
    rows: dict[str, int]
    """How many, by table."""


def write(taken: Taken, facts: Facts, part: Path) -> None:
    """Write what was taken to the new file `part`, and return when it is on the disk."""
    raw = taken.raw
    for statement in taken.indexes:
        raw.execute(statement)
    raw.executescript(_TABLES)
    put_facts(raw, facts)
    _put_assets(raw, taken.held)
    raw.execute(f"PRAGMA main.application_id={APPLICATION_ID}")
    raw.execute(f"PRAGMA main.user_version={facts.schema}")
    connection.make_empty(part)
    with closing(opened(part, "mode=rw")) as target:
        for setting in _WRITING:
            target.execute(f"PRAGMA {setting}")
        raw.backup(target, pages=_PAGES, progress=lambda *_left: sync(part))
    sync(part)


def put_facts(raw: sqlite3.Connection, facts: Facts) -> None:
    """Let a snapshot that is being written say this of itself."""
    raw.execute("DELETE FROM backup_info")
    made_by = f"Persona Studio {studio.__version__}"
    raw.execute("INSERT INTO backup_info VALUES(?, ?)", (json.dumps(asdict(facts)), made_by))


def _put_assets(raw: sqlite3.Connection, held: frozenset[str]) -> None:
    """Note the hashes that a restore brings back, and those that only history names."""
    for digest in held | named(raw):
        raw.execute("INSERT INTO backup_asset VALUES(?, 1)", (digest,))
    for (digest,) in raw.execute(_NAMED_IN_HISTORY).fetchall():
        raw.execute("INSERT INTO backup_asset VALUES(?, 0) ON CONFLICT DO NOTHING", (digest,))


def named(raw: sqlite3.Connection) -> frozenset[str]:
    """Return the hashes that rows name: they do so in columns called `sha256`."""
    naming = raw.execute(
        "SELECT t.name FROM main.sqlite_master AS t, pragma_table_info(t.name) AS c "
        "WHERE t.type = 'table' AND c.name = 'sha256' "
        "AND t.name NOT IN ('asset_data', 'backup_asset')"
    ).fetchall()
    found: set[str] = set()
    for (table,) in naming:
        query = f"SELECT DISTINCT sha256 FROM main.{quoted(table)} WHERE sha256 <> ''"
        found.update(digest for (digest,) in raw.execute(query))
    return frozenset(found)


def opened(path: Path, mode: str = "mode=ro&immutable=1") -> sqlite3.Connection:
    """Return a connection to a snapshot; nobody writes one that has its name."""
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )


def read_facts(path: Path) -> Facts:
    """Return what the snapshot says of itself; raise Unreadable when it cannot."""
    try:
        with closing(opened(path)) as raw:
            found = json.loads(raw.execute("SELECT facts FROM backup_info").fetchone()[0])
            return Facts(**{known.name: found[known.name] for known in fields(Facts)})
    except (sqlite3.Error, LookupError, TypeError, ValueError) as error:
        raise damaged(path) from error


def read_assets(path: Path) -> dict[str, bool]:
    """Return the hashes that the snapshot or its history name, and whether a restore needs them.

    Raises Unreadable when the snapshot cannot tell.
    """
    try:
        with closing(opened(path)) as raw:
            return {
                digest: bool(wanted)
                for digest, wanted in raw.execute("SELECT sha256, wanted FROM backup_asset")
            }
    except sqlite3.Error as error:
        raise damaged(path) from error


def fingerprint(path: Path) -> tuple[str, int]:
    """Return the hash and the size of a snapshot file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return digest, file.tell()


def check(path: Path, rows: dict[str, int]) -> None:
    """Raise Unreadable unless the file is sound and has this many rows in each table."""
    try:
        with closing(opened(path)) as raw:
            sound = raw.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            found = count(raw)
    except sqlite3.Error as error:
        raise damaged(path) from error
    if not sound or found != rows or read_facts(path).rows != rows:
        raise damaged(path)


def count(raw: sqlite3.Connection) -> dict[str, int]:
    """Return how many rows of the workspace each table has."""
    query = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
    tables = {name for (name,) in raw.execute(query) if not name.startswith("sqlite_")}
    return {
        table: raw.execute(f"SELECT count(*) FROM main.{quoted(table)}").fetchone()[0]
        for table in sorted(tables - TABLES - LEFT_OUT)
    }


def damaged(path: Path) -> Unreadable:
    """Return the failure to make sense of a snapshot."""
    sentence = _("The backup “{name}” is damaged. Choose an earlier one.")
    return Unreadable(sentence.format(name=path.name))

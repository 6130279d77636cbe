"""The judge of all fault tests: what is in a workspace after a fault, and what should be.

The workspace is opened as a user would, which takes back what was cut short, and closed again.
Then the whole file is read: pages, references, the bytes of every asset, and the history, which
replayed from the first step must give exactly the rows that are there.
"""

import hashlib
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.kernel.errors import StudioError
from studio.store import workspace
from studio.store.schema import UNTRACKED, metadata
from tests.faults.edits import Ack

Rows = Mapping[str, int]
State = dict[tuple[str, str], dict[str, Any]]

_TABLES = sorted(set(metadata().tables) - UNTRACKED)


@dataclass(frozen=True, slots=True)
class Found:
    """What a workspace holds."""

    broken: tuple[str, ...]
    """What is wrong with it; empty when it is whole."""
    rows: Rows
    edit_uuids: frozenset[str]
    words: frozenset[str]
    """The tokens that some row holds, or once held."""


def look(path: Path) -> Found:
    """Open the workspace, close it, and tell what it holds; nothing may be left beside it."""
    try:
        workspace.open_workspace(path, "Oracle").close()
    except StudioError as error:
        return Found((f"cannot be opened: {error!r}",), {}, frozenset(), frozenset())
    beside = sorted(entry.name for entry in path.parent.iterdir() if entry != path)
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as raw:
        raw.row_factory = sqlite3.Row
        broken = [*_unsound(raw), *(f"left beside: {name}" for name in beside)]
        if not broken:
            broken = [*_altered_bytes(raw), *_without_history(raw), *_halves(raw)]
        return Found(tuple(broken), _counts(raw), _edit_uuids(raw), _words(raw))


def lost(found: Found, acks: Iterable[Ack]) -> list[Ack]:
    """Return the edits that were told as saved and are not there."""
    saved = [ack for ack in acks if ack.saved and ack.edit_uuid]
    return [a for a in saved if a.edit_uuid not in found.edit_uuids and a.token not in found.words]


def ghosts(found: Found, acks: Iterable[Ack]) -> list[str]:
    """Return the edits that are there although the user was told, each time, that they are not."""
    acks = list(acks)
    refused = {ack.token for ack in acks} - {ack.token for ack in acks if ack.saved}
    return sorted(refused & found.words)


# ------------------------------------------------------------------ the file
def _unsound(raw: sqlite3.Connection) -> list[str]:
    try:
        said = [row[0] for row in raw.execute("PRAGMA integrity_check")]
        dangling = [tuple(row) for row in raw.execute("PRAGMA foreign_key_check")]
    except sqlite3.DatabaseError as error:
        return [f"cannot be read: {error}"]
    return [line for line in said if line != "ok"] + [f"dangling: {row}" for row in dangling]


def _altered_bytes(raw: sqlite3.Connection) -> list[str]:
    broken = [
        f"altered bytes: {digest}"
        for digest, data in raw.execute("SELECT sha256, data FROM asset_data")
        if hashlib.sha256(data).hexdigest() != digest
    ]
    query = "SELECT id FROM asset WHERE sha256 NOT IN (SELECT sha256 FROM asset_data)"
    return broken + [f"asset without bytes: {row[0]}" for row in raw.execute(query)]


# ------------------------------------------------------------------ the history
def _without_history(raw: sqlite3.Connection) -> list[str]:
    """Tell where the rows are not what their history says."""
    told, broken = _replayed(raw)
    there: State = {
        (table, row["id"]): dict(row)
        for table in _TABLES
        for row in raw.execute(f'SELECT * FROM "{table}"')
    }
    broken += [f"row without history: {place}" for place in there.keys() - told.keys()]
    broken += [f"history without row: {place}" for place in told.keys() - there.keys()]
    broken += [f"not as told: {p}" for p in there.keys() & told.keys() if there[p] != told[p]]
    return broken


def _replayed(raw: sqlite3.Connection) -> tuple[State, list[str]]:
    """Return the rows that the history makes of nothing, and where it does not follow."""
    state: State = {}
    broken = []
    query = "SELECT id, tbl, pk, before, after FROM history_row ORDER BY id"
    for number, table, pk, before, after in raw.execute(query):
        place = (table, pk)
        row = state.pop(place, None)
        old = None if before is None else json.loads(before)
        stands = row is None if old is None else row is not None and old.items() <= row.items()
        if not stands:
            broken.append(f"history row {number} does not follow: {place}")
        if after is not None:
            state[place] = {**(row or {}), **json.loads(after)}
    return state, broken


def _halves(raw: sqlite3.Connection) -> list[str]:
    """Tell of edits of several rows that are there in part."""
    query = """
    SELECT name, handle, (SELECT count(*) FROM look WHERE talent_id = talent.id) AS looks
    FROM talent WHERE looks <> CAST(handle AS INTEGER)
    """
    broken = [f"half an edit: {tuple(row)}" for row in raw.execute(query)]
    for (action,) in raw.execute("SELECT action FROM panel"):
        twice = [word for word, count in Counter(action.split()).items() if count > 1]
        broken += [f"typed twice: {word}" for word in twice]
    return broken


def _counts(raw: sqlite3.Connection) -> Rows:
    tables = (*_TABLES, "asset_data")
    return {t: raw.execute(f'SELECT count(*) FROM "{t}"').fetchone()[0] for t in tables}


def _edit_uuids(raw: sqlite3.Connection) -> frozenset[str]:
    return frozenset(row[0] for row in raw.execute("SELECT edit_uuid FROM history_step"))


def _words(raw: sqlite3.Connection) -> frozenset[str]:
    query = "SELECT coalesce(before, '') || coalesce(after, '') FROM history_row"
    return frozenset(word for row in raw.execute(query) for word in _TOKEN.findall(row[0]))


_TOKEN = re.compile(r"(?:token-[\d-]+|afterwards)\.")

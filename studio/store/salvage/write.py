"""From a damaged file to a new workspace: read, fill, mend, write, and tell."""

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from studio.kernel import clock
from studio.kernel.i18n import N_, _
from studio.kernel.ids import new_uuid
from studio.kernel.progress import Progress, Work
from studio.store import search_index
from studio.store.guard import rows as guard_rows
from studio.store.salvage import collect as salvage_collect
from studio.store.salvage import fill as salvage_fill
from studio.store.salvage import links as salvage_links
from studio.store.salvage.collect import LOG, Collected
from studio.store.salvage.file import File, Kept
from studio.store.salvage.fill import Filled
from studio.store.salvage.links import Mended
from studio.store.salvage.pages import Value
from studio.store.salvage.past import Place, Row, kept_assets, read_snapshot
from studio.store.salvage.report import Gone, Report, TableReport
from studio.store.schema import SCHEMA

_STEPS = 4
_HASH = re.compile(r"[0-9a-f]{64}")
_DOCUMENT = "SELECT value FROM meta WHERE key = 'document'"
_OWN_FACTS = frozenset({"oldest_reader"})
"""What the new file says of itself."""


@dataclass(slots=True)
class Bytes:
    """What became of the bytes of assets, by hash."""

    found: set[str] = field(default_factory=set)
    filled: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)


def rewrite(
    raw: sqlite3.Connection, source: File | None, snapshot: Path | None, who: tuple[Path, str]
) -> Work[Report | None]:
    """Fill the fresh workspace behind `raw`; None when nothing was left to fill it with.

    `who` are the name that the workspace will have, and the actor.
    """
    target, actor = who
    yield Progress(0, _STEPS, _("Reading what is left…"))
    found = salvage_collect.expected(raw)
    if source is not None:
        salvage_collect.collect(source, found)
    read = {name: len(kept.rows) for name, kept in found.tables.items()}
    yield Progress(1, _STEPS, _("Filling what is missing…"))
    past = read_snapshot(snapshot, found.tables)
    filled = salvage_fill.fill(found, past)
    if not any(kept.rows for name, kept in found.tables.items() if name != "meta"):
        return None
    mended = salvage_links.mend(found.tables, found.links, filled.memory)
    yield Progress(2, _STEPS, _("Writing…"))
    _begin(raw)
    _write(raw, found)
    with kept_assets(snapshot) as get:
        bytes_ = _write_assets(raw, source, found, get)
    yield Progress(3, _STEPS, _("Writing…"))
    is_whole = _is_whole(found, bytes_) and not (filled.lost or mended.stand_ins or mended.emptied)
    if not is_whole:
        _bar(raw, actor)
    search_index.rebuild(raw)
    raw.execute("COMMIT")
    document = str(raw.execute(_DOCUMENT).fetchone()[0])
    done = (filled, mended, bytes_)
    return _report((target, document), found, read, done, is_whole=is_whole)


def _begin(raw: sqlite3.Connection) -> None:
    # A file that is not finished is thrown away; a finished one is synced as a whole.
    raw.execute("PRAGMA journal_mode=OFF")
    raw.execute("PRAGMA synchronous=OFF")
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("PRAGMA defer_foreign_keys=ON")


def _write(raw: sqlite3.Connection, found: Collected) -> None:
    steps = found.tables[LOG[0]]
    for row in salvage_fill.complete_log(found, clock.now_ms()):
        steps.rows[row["id"]] = row
        steps.is_whole = False
    _make_unique(steps)
    for name, kept in found.tables.items():
        if name != "meta":
            statement = guard_rows.insert(kept.table)
            raw.executemany(statement, (tuple(row.values()) for row in kept.rows.values()))
    facts = ((row["key"], row["value"]) for row in found.tables["meta"].rows.values())
    raw.executemany(
        "INSERT INTO meta(key, value) VALUES(?, ?) "
        "ON CONFLICT(key) DO UPDATE SET value = excluded.value",
        [fact for fact in facts if fact[0] not in _OWN_FACTS],
    )
    raw.execute("UPDATE history_step SET open = 0")


def _make_unique(steps: Kept) -> None:
    """Give steps that share their uuid with an earlier one, as noise may, one of their own."""
    seen: set[Value] = set()
    for row in steps.rows.values():
        if row["uuid"] in seen:
            row["uuid"] = new_uuid()
            steps.is_whole = False
        seen.add(row["uuid"])


def _write_assets(
    raw: sqlite3.Connection,
    source: File | None,
    found: Collected,
    get: Callable[[str], bytes | None],
) -> Bytes:
    done = Bytes()
    statement = "INSERT INTO asset_data(sha256, size, data) VALUES(?, ?, ?)"
    if source is not None:
        for digest, data in salvage_collect.asset_bytes(source, found):
            raw.execute(statement, (digest, len(data), data))
            done.found.add(digest)
    named = {row["sha256"] for _name, row in _with_bytes(found)}
    wanted = {str(digest) for digest in (named | found.assets.live) if digest}
    for digest in sorted(wanted - done.found):
        data_or_none = get(digest) if _HASH.fullmatch(digest) else None
        if data_or_none is None:
            done.lost.add(digest)
        else:
            raw.execute(statement, (digest, len(data_or_none), data_or_none))
            done.filled.add(digest)
    return done


def _with_bytes(found: Collected) -> Iterable[tuple[str, Row]]:
    """Give the rows that name bytes by their hash."""
    for name in found.links:
        if "sha256" in found.tables[name].table.names:
            for row in found.tables[name].rows.values():
                yield name, row


def _is_whole(found: Collected, bytes_: Bytes) -> bool:
    tables = all(kept.is_whole for kept in found.tables.values())
    return tables and found.assets.is_whole and not (bytes_.filled or bytes_.lost)


def _bar(raw: sqlite3.Connection, actor: str) -> None:
    raw.execute(
        "INSERT INTO history_step(uuid, edit_uuid, kind, actor, label, merge_key, open, "
        "\"schema\", at_ms) VALUES(?, ?, 'barrier', ?, ?, '', 0, ?, ?)",
        (new_uuid(), new_uuid(), actor, N_("Recover from damage"), SCHEMA, clock.now_ms()),
    )


def _report(
    what: tuple[Path, str],
    found: Collected,
    read: Mapping[str, int],
    done: tuple[Filled, Mended, Bytes],
    *,
    is_whole: bool,
) -> Report:
    filled, mended, bytes_ = done
    replaced = set(mended.stand_ins)
    tables = [_of_table(kept, read[name], filled) for name, kept in found.tables.items()]
    exact = found.assets.is_whole or found.assets.is_index_whole
    counts = (len(bytes_.found), len(bytes_.filled), len(bytes_.lost))
    tables.append(TableReport("asset_data", *counts, exact))
    gone = [_gone(found, place, filled) for place in filled.lost if place not in replaced]
    gone += _without_bytes(found, bytes_)
    return Report(
        path=what[0],
        document=what[1],
        tables=tuple(tables),
        gone=tuple(gone),
        stand_ins=tuple(_gone(found, place, filled) for place in mended.stand_ins),
        emptied=tuple(_gone(found, (name, key), filled) for name, key, _c in mended.emptied),
        older=tuple(
            _gone(found, place, filled) for place in filled.filled if place[0] in found.links
        ),
        is_whole=is_whole,
    )


def _of_table(kept: Kept, read: int, filled: Filled) -> TableReport:
    name = kept.table.name
    counts = [sum(1 for table, _key in places if table == name) for places in _places(filled)]
    return TableReport(name, read, counts[0], counts[1], kept.is_whole or kept.is_index_whole)


def _places(filled: Filled) -> tuple[list[Place], list[Place]]:
    return filled.filled, filled.lost


def _gone(found: Collected, place: Place, filled: Filled) -> Gone:
    name, key = place
    past = filled.memory.get(place)
    row = found.tables[name].rows.get(key) or (past.columns if past else None) or {}
    return Gone(name, str(key), _title(name, row))


def _title(name: str, row: Mapping[str, Value]) -> str:
    kind = search_index.searched().get(name)
    said = [str(row[column]) for column in (kind.columns if kind else ()) if row.get(column)]
    return said[0][:200] if said else ""


def _without_bytes(found: Collected, bytes_: Bytes) -> list[Gone]:
    named = [(name, row) for name, row in _with_bytes(found) if row["sha256"] in bytes_.lost]
    rest = bytes_.lost - {str(row["sha256"]) for _name, row in named}
    return [
        *(Gone(name, str(row["id"]), _title(name, row)) for name, row in named),
        *(Gone("asset_data", digest, "") for digest in sorted(rest)),
    ]

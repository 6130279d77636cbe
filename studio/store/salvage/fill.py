"""Filling the holes: rows that are gone from a damaged file, from what is remembered of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from studio.kernel.i18n import N_
from studio.kernel.ids import new_uuid
from studio.store.salvage import past as salvage_past
from studio.store.salvage.collect import LOG, Collected
from studio.store.salvage.file import Kept
from studio.store.salvage.pages import Value
from studio.store.salvage.past import Memory, Place, Row, Snapshot
from studio.store.schema import SCHEMA

_SKIPPED = frozenset({*LOG, "meta"})


@dataclass(slots=True)
class Filled:
    """What came back from memory, and what is known to be lost."""

    filled: list[Place] = field(default_factory=list)
    lost: list[Place] = field(default_factory=list)
    memory: dict[Place, Memory] = field(default_factory=dict)


def fill(found: Collected, snapshot: Snapshot) -> Filled:
    """Bring back what the log or the snapshot remembers of rows that are gone."""
    done = Filled()
    tables = found.tables
    before = {name: set(tables[name].rows) for name in LOG}
    salvage_past.join_logs(tables, snapshot)
    done.filled += [(n, key) for n in LOG for key in tables[n].rows.keys() - before[n]]
    _fill_meta(tables["meta"], snapshot, done)
    features = [kept for name, kept in tables.items() if name not in _SKIPPED]
    if all(kept.is_whole for kept in features):
        return done
    done.memory = salvage_past.memories(
        tables["history_row"], snapshot, [kept.table for kept in features]
    )
    barrier = salvage_past.last_barrier(tables["history_step"])
    for kept in features:
        if not kept.is_whole:
            _fill_table(kept, done, barrier)
    return done


def _fill_meta(meta: Kept, snapshot: Snapshot, done: Filled) -> None:
    if meta.is_whole:
        return
    for key, row in snapshot.rows.get("meta", {}).items():
        if key not in meta.rows:
            meta.rows[key] = row
            done.filled.append(("meta", key))


def _fill_table(kept: Kept, done: Filled, barrier: int) -> None:
    name = kept.table.name
    for key in _wanted(kept, done.memory, barrier):
        past = done.memory.get((name, key))
        row = kept.completed(past.columns) if past is not None and past.columns else None
        if row is not None and row[kept.key] == key:
            kept.rows[key] = row
            done.filled.append((name, key))
        elif key in kept.live or (past is not None and past.columns):
            done.lost.append((name, key))


def _wanted(kept: Kept, memory: Mapping[Place, Memory], barrier: int) -> Iterable[Value]:
    """Give the keys of rows that are gone: those the index knows, else all that are remembered.

    What a barrier came after may have been erased for good: then only the index is believed.
    """
    wanted = dict.fromkeys(sorted(kept.live - kept.rows.keys(), key=str))
    if not kept.is_index_whole:
        name = kept.table.name
        wanted |= {
            key: None
            for (table, key), past in memory.items()
            if table == name and past.columns and past.step >= barrier and key not in kept.rows
        }
    return wanted


def complete_log(found: Collected, at_ms: int) -> list[Row]:
    """Return stand-ins for steps of which only rows are left, so that these can still be read."""
    steps, rows = (found.tables[name].rows for name in LOG)
    lost = {row["step"] for row in rows.values()} - steps.keys()
    return [
        {
            "id": number,
            "uuid": new_uuid(),
            "edit_uuid": new_uuid(),
            "kind": "do",
            "of": None,
            "actor": "",
            "label": N_("Lost to damage"),
            "merge_key": "",
            "open": 0,
            "schema": SCHEMA,
            "at_ms": _near(steps, number, at_ms),
        }
        for number in sorted(number for number in lost if isinstance(number, int))
    ]


def _near(steps: Mapping[Value, Row], number: int, at_ms: int) -> Value:
    """Return the time of the step before, or else of the one after."""
    for other in (number - 1, number + 1):
        if other in steps:
            return steps[other]["at_ms"]
    return at_ms

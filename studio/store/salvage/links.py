"""References that lead nowhere, in what was salvaged: emptied, or led to a stand-in.

Panels whose scene is gone are not thrown away with it: a scene is made for them, under the
same id, that says what it is.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from studio.kernel.i18n import _
from studio.store.guard.rows import Table
from studio.store.salvage.file import Kept
from studio.store.salvage.pages import Value
from studio.store.salvage.past import Memory, Place, Row
from studio.store.schema import metadata
from studio.store.search_index import searched
from studio.store.triggers import quoted

_MIDDLE = "V"
"""A rank."""


class Link(NamedTuple):
    """A column that refers to a row of another table."""

    column: str
    table: str
    can_be_empty: bool


def links(ours: sqlite3.Connection, table: Table) -> list[Link]:
    """Return the columns of a table that refer to others."""
    required = {column.name for column in table.columns if column.required}
    found = ours.execute(f"PRAGMA foreign_key_list({quoted(table.name)})").fetchall()
    return [Link(row[3], row[2], row[3] not in required) for row in found]


def defaults() -> dict[str, Row]:
    """Return what a new row of each table holds: as its model says, else nothing much."""
    from sqlmodel.main import default_registry

    tables = metadata().tables
    found: dict[str, Row] = {}
    for mapper in default_registry.mappers:
        model, name = mapper.class_, str(mapper.local_table)
        if name in tables:
            fields = model.model_fields
            found[name] = {
                column.name: _default(fields[column.name].default, column.type.python_type, column)
                for column in tables[name].columns
            }
    return found


def _default(value: object, kind: type, column: object) -> Value:
    if isinstance(value, str | int):
        return value
    if getattr(column, "nullable", False):
        return None
    return (_MIDDLE if getattr(column, "name", "") == "rank" else "") if kind is str else 0


@dataclass(slots=True)
class Mended:
    """What was done about references that led nowhere."""

    stand_ins: list[Place] = field(default_factory=list)
    emptied: list[tuple[str, Value, str]] = field(default_factory=list)
    """Table, row and column."""


def mend(
    kept: Mapping[str, Kept],
    references: Mapping[str, Iterable[Link]],
    memory: Mapping[Place, Memory],
) -> Mended:
    """Let every reference lead somewhere."""
    done = Mended()
    waiting = [(name, row) for name in references for row in kept[name].rows.values()]
    models = defaults()
    while waiting:
        name, row = waiting.pop()
        for link in references[name]:
            goal = row[link.column]
            if goal is None or goal in kept[link.table].rows:
                continue
            if link.can_be_empty:
                row[link.column] = None
                done.emptied.append((name, row[kept[name].key], link.column))
                continue
            past = memory.get((link.table, goal))
            stand_in = _stand_in(kept[link.table], goal, past, models[link.table])
            kept[link.table].rows[goal] = stand_in
            done.stand_ins.append((link.table, goal))
            waiting.append((link.table, stand_in))
    return done


def _stand_in(kept: Kept, key: Value, past: Memory | None, model: Row) -> Row:
    """Return a row in place of a lost one: what is remembered of it, else as a new one."""
    titles = searched()[kept.table.name].titles[:1] if kept.table.name in searched() else ()
    told = dict.fromkeys(titles, _("Recovered"))
    known = past.columns if past is not None and past.columns else {}
    whole = {**model, **told, **known, kept.key: key}
    row = kept.completed({name: whole[name] for name in kept.table.names if name in whole})
    return row if row is not None else {**model, **told, kept.key: key, **_owners(kept, model)}


def _owners(kept: Kept, model: Row) -> Row:
    """Return owners, themselves lost, for a row of which not even the owner is known."""
    lost = [c.name for c in kept.table.columns if c.is_id and c.required and c.name != kept.key]
    return {name: "recovered" for name in lost if not model.get(name)}

"""Who points at a row, and at what depends on it: the closure over foreign keys.

A reference that cascades makes a row part of another: it goes with it. Any other makes a row use
another, so that all which the using row is part of depends on it as well. Table by table and
round by round, one query for each reference; a row is told once, by the shortest way.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from sqlmodel import Session

from studio.store.schema import metadata
from studio.store.triggers import quoted

Role = Literal["part", "use", "whole"]
"""Goes with the row; points at it or at a part of it; holds a row that does."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Rows of one table that depend on a row, all in the same way."""

    table: str
    role: Role
    ids: tuple[str, ...]
    path: tuple[str, ...]
    """The columns that lead there from the row, as 'table.column'."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A foreign key: `column` of `child` holds the id of a `parent`."""

    child: str
    column: str
    parent: str
    cascades: bool

    @property
    def name(self) -> str:
        """Return it as a path spells it."""
        return f"{self.child}.{self.column}"


@cache
def edges() -> tuple[Edge, ...]:
    """Return all foreign keys of the features' tables."""
    return tuple(
        Edge(table.name, key.parent.name, key.column.table.name, key.ondelete == "CASCADE")
        for table in metadata().sorted_tables
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
    )


def references(session: Session, table: str, row_id: str) -> list[Reference]:
    """Return what depends on a row: its parts, then what uses them, then what holds that.

    Each round leads from the wholes that were found to what uses those. Empty for a row that
    nothing points at, or that is not there.
    """
    walk = _Walk(session, table, row_id)
    start = [Reference(table, "whole", (row_id,), ())]
    own = [*start, *walk.closure(start, "part", _down(cascading=True))]
    found = own[1:]
    while own:
        uses = walk.step(own, "use", _down(cascading=False))
        wholes = walk.closure(uses, "whole", _up())
        found += [*uses, *wholes]
        own = [*uses, *wholes]
    return found


def is_used(session: Session, table: str, row_id: str) -> bool:
    """Tell whether anything outside of a row points at it or at a part of it."""
    return any(found.role == "use" for found in references(session, table, row_id))


_Ways = Callable[[str], Iterator[tuple[Edge, str, str, str]]]
"""From a table: each foreign key to follow, where it leads, the column asked for, the one given."""


def _down(*, cascading: bool) -> _Ways:
    def ways(table: str) -> Iterator[tuple[Edge, str, str, str]]:
        for edge in edges():
            if edge.parent == table and edge.cascades == cascading:
                yield edge, edge.child, "id", edge.column

    return ways


def _up() -> _Ways:
    def ways(table: str) -> Iterator[tuple[Edge, str, str, str]]:
        for edge in edges():
            if edge.child == table and edge.cascades:
                yield edge, edge.parent, edge.column, "id"

    return ways


class _Walk:
    """One question: which rows have been met, so that none is told twice and no circle turns."""

    def __init__(self, session: Session, table: str, row_id: str) -> None:
        self._connection = session.connection()
        self._met: dict[str, set[str]] = {table: {row_id}}

    def closure(self, start: Iterable[Reference], role: Role, ways: _Ways) -> list[Reference]:
        """Return all that is reached by any number of steps."""
        found: list[Reference] = []
        frontier = list(start)
        while frontier:
            frontier = self.step(frontier, role, ways)
            found += frontier
        return found

    def step(self, start: Iterable[Reference], role: Role, ways: _Ways) -> list[Reference]:
        """Return what one step reaches that was not met before."""
        found = []
        for known in start:
            for edge, table, wanted, given in ways(known.table):
                ids = self._fresh(edge.child, table, wanted, given, known.ids)
                if ids:
                    found.append(Reference(table, role, ids, (*known.path, edge.name)))
        return found

    def _fresh(
        self, child: str, table: str, wanted: str, given: str, ids: tuple[str, ...]
    ) -> tuple[str, ...]:
        query = (
            f"SELECT DISTINCT {quoted(wanted)} FROM main.{quoted(child)} "
            f"WHERE {quoted(given)} IN (SELECT value FROM json_each(?)) ORDER BY 1"
        )
        rows = self._connection.exec_driver_sql(query, (json.dumps(ids),)).scalars()
        met = self._met.setdefault(table, set())
        fresh = tuple(row for row in rows if row is not None and row not in met)
        met.update(fresh)
        return fresh

"""Putting rows back: the net effect of a step, checked first, then written in a safe order."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any

from studio.store.triggers import quoted

Image = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Move:
    """One row before and after a step: the columns that moved, all of them, or None (no row)."""

    table: str
    pk: str
    before: Image | None
    after: Image | None

    @property
    def op(self) -> str:
        """Return 'i', 'u' or 'd', as the log spells it."""
        if self.before is None:
            return "i"
        return "d" if self.after is None else "u"

    def then(self, later: "Move") -> "Move":
        """Return this move and a later one of the same row as one."""
        before = self.before
        if before is not None and self.after is not None and later.before is not None:
            before = {**later.before, **before}
        after = later.after
        if after is not None and later.before is not None and self.after is not None:
            after = {**self.after, **after}
        return Move(self.table, self.pk, before, after)

    def reduced(self) -> "Move":
        """Return an update without the columns that came back to their old value."""
        if self.before is None or self.after is None:
            return self
        moved = [c for c in self.after if c not in self.before or self.before[c] != self.after[c]]
        before = {c: self.before[c] for c in moved}
        return Move(self.table, self.pk, before, {c: self.after[c] for c in moved})

    @property
    def nothing(self) -> bool:
        """Tell whether the row is as it was."""
        return not self.before and not self.after


def net(rows: Iterable[Move]) -> list[Move]:
    """Return one move for each row that is not as it was, in the order rows were first touched."""
    moves: dict[tuple[str, str], Move] = {}
    for row in rows:
        place = (row.table, row.pk)
        moves[place] = moves[place].then(row) if place in moves else row
    return [move for move in (m.reduced() for m in moves.values()) if not move.nothing]


def stands(raw: sqlite3.Connection, move: Move) -> bool:
    """Tell whether the row is as the move left it."""
    table = quoted(move.table)
    if move.after is None:
        found = raw.execute(f"SELECT 1 FROM {table} WHERE id = ?", (move.pk,)).fetchone()
        return found is None
    guard = " AND ".join(f"{quoted(column)} IS ?" for column in move.after)
    query = f"SELECT 1 FROM {table} WHERE id = ? AND {guard}"
    return raw.execute(query, (move.pk, *move.after.values())).fetchone() is not None


def put_back(raw: sqlite3.Connection, moves: list[Move]) -> Iterator[Move]:
    """Bring every row back to its `before`, and give each as it is done.

    Rows come back and change first, foreign keys being checked at the commit; then what was
    added goes, children before parents, so that no cascade of the database joins in.
    """
    for move in moves:
        if move.before is not None and move.after is None:
            _insert(raw, move.table, move.before)
        elif move.before is not None:
            _update(raw, move.table, move.pk, move.before)
        else:
            continue
        yield move
    added = [move for move in moves if move.before is None]
    depth = _depths(raw) if len({move.table for move in added}) > 1 else {}
    for move in sorted(added, key=lambda m: depth.get(m.table, 0)):
        raw.execute(f"DELETE FROM {quoted(move.table)} WHERE id = ?", (move.pk,))
        yield move


def _insert(raw: sqlite3.Connection, table: str, row: Image) -> None:
    columns = ", ".join(quoted(column) for column in row)
    marks = ", ".join("?" * len(row))
    statement = f"INSERT INTO {quoted(table)}({columns}) VALUES({marks})"
    raw.execute(statement, tuple(row.values()))


def _update(raw: sqlite3.Connection, table: str, pk: str, columns: Image) -> None:
    values = ", ".join(f"{quoted(column)} = ?" for column in columns)
    statement = f"UPDATE {quoted(table)} SET {values} WHERE id = ?"
    raw.execute(statement, (*columns.values(), pk))


def _depths(raw: sqlite3.Connection) -> dict[str, int]:
    """Return each table's place when children come before the tables they refer to."""
    query = 'SELECT m.name, f."table" FROM sqlite_master AS m, pragma_foreign_key_list(m.name) AS f'
    owners: dict[str, set[str]] = {}
    for child, parent in raw.execute(f"{query} WHERE m.type = 'table'"):
        if child != parent:
            owners.setdefault(parent, set()).add(child)
    order = TopologicalSorter(owners).static_order()
    return {table: place for place, table in enumerate(order)}

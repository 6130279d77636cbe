"""The history core: steps, the undo stack derived from the log, typing that grows one step.

Works on the raw writing connection, inside the transaction of the edit it records.
The log only grows, but for the open last step of typing, which its own transaction rewrites.
"""

import json
import logging
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from studio.kernel import clock
from studio.kernel.errors import Drift
from studio.kernel.i18n import _
from studio.kernel.ids import new_uuid
from studio.store import replay
from studio.store.changes import Kind
from studio.store.replay import Move, net
from studio.store.schema import SCHEMA

_log = logging.getLogger(__name__)

QUIET_MS = 60_000
"""Typing that pauses longer than this starts a new step."""

_OPEN_TYPING = """
SELECT older.id, older.at_ms FROM history_step AS older, history_step AS fresh
WHERE fresh.id = :step AND fresh.kind = 'do' AND fresh.merge_key <> ''
AND older.id = (SELECT max(id) FROM history_step WHERE id < :step)
AND older.open = 1 AND older.kind = 'do' AND older.merge_key = fresh.merge_key
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One undo step: its row in the log and its op's English name."""

    id: int
    label: str


def _image(columns: Mapping[str, Any] | None) -> str | None:
    return None if columns is None else json.dumps(columns, ensure_ascii=False)


class History:
    """The steps of one workspace: what can be undone and redone, the newest last."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw
        self.done: list[Step] = []
        self.undone: list[Step] = []
        self.derive()

    def derive(self) -> None:
        """Read the undo and redo stacks from the log."""
        self.done, self.undone = [], []
        labels: dict[int, str] = {}
        rows = self._raw.execute('SELECT id, kind, "of", label FROM history_step ORDER BY id')
        for step, kind, of, label in rows:
            labels[step] = label if kind == "do" else labels.get(of, label)
            self._push(kind, of, Step(step, labels[step]))

    def _push(self, kind: Kind, of: int | None, step: Step) -> None:
        if kind == "do":
            self.done.append(step)
            self.undone.clear()
            return
        source, target = (self.done, self.undone) if kind == "undo" else (self.undone, self.done)
        if not source or source[-1].id != of:
            _log.error(
                "the log cannot be followed at step %s; older steps stay audit only", step.id
            )
            self.done.clear()
            self.undone.clear()
            return
        source.pop()
        target.append(step)

    def begin(
        self, label: str, merge_key: str, actor: str, kind: Kind, of: int | None
    ) -> tuple[int, str]:
        """Open a step inside the running transaction, let the triggers write into it.

        Return the step and the uuid by which the edit is found again.
        """
        uuid = new_uuid()
        cursor = self._raw.execute(
            'INSERT INTO history_step(uuid, edit_uuid, kind, "of", actor, label, merge_key, open, '
            '"schema", at_ms) VALUES(?, ?, ?, ?, ?, ?, ?, 1, ?, ?)',
            (uuid, uuid, kind, of, actor, label, merge_key, SCHEMA, clock.now_ms()),
        )
        step = int(cursor.lastrowid or 0)
        self._raw.execute("INSERT INTO edit_context VALUES(1, ?)", (step,))
        return step, uuid

    def follow(self, step: int) -> None:
        """Bring the stacks up to date after the commit of an edit that began as `step`."""
        found = self._raw.execute(
            'SELECT kind, "of", label FROM history_step WHERE id = ?', (step,)
        ).fetchone()
        if found is None:  # it moved nothing, or it went into the open step of typing
            self.derive()
            return
        kind, of, label = found
        source = self.done if kind == "undo" else self.undone
        self._push(kind, of, Step(step, label if kind == "do" else source[-1].label))

    def moved(self, step: int) -> dict[str, frozenset[str]]:
        """Return the ids of the rows that the step touched, by table."""
        tables: dict[str, set[str]] = {}
        found = self._raw.execute(
            "SELECT DISTINCT tbl, pk FROM history_row WHERE step = ?", (step,)
        )
        for table, pk in found:
            tables.setdefault(table, set()).add(pk)
        return {table: frozenset(ids) for table, ids in tables.items()}

    def end(self, step: int) -> None:
        """Stop recording: last act of an edit before its commit.

        A step that moved nothing goes, and one that continues the open typing is joined to it.
        """
        self._raw.execute("DELETE FROM edit_context")
        self._compact(step)
        if not self._raw.execute("SELECT 1 FROM history_row WHERE step = ?", (step,)).fetchone():
            self._drop(step)
            return
        older = self._raw.execute(_OPEN_TYPING, {"step": step}).fetchone()
        if older is not None and clock.now_ms() - older[1] <= QUIET_MS:
            self._grow(older[0], step)
        else:
            closing = "UPDATE history_step SET open = 0 WHERE open = 1 AND id < ?"
            self._raw.execute(closing, (step,))

    def _grow(self, older: int, step: int) -> None:
        """Let the open step of typing tell this edit too, which then goes."""
        self._write(older, net(self._rows(older) + self._rows(step)))
        self._raw.execute(
            "UPDATE history_step SET (edit_uuid, at_ms) = "
            "(SELECT edit_uuid, at_ms FROM history_step WHERE id = ?) WHERE id = ?",
            (step, older),
        )
        self._drop(step)
        if not self._rows(older):
            self._drop(older)  # typed back to where it began

    def _compact(self, step: int) -> None:
        """Keep one row of history for each row that the step touched more than once."""
        counts = "SELECT count(*), count(DISTINCT tbl || ' ' || pk) FROM history_row WHERE step = ?"
        written, distinct = self._raw.execute(counts, (step,)).fetchone()
        if written != distinct:
            self._write(step, net(self._rows(step)))

    def _write(self, step: int, moves: list[Move]) -> None:
        self._raw.execute("DELETE FROM history_row WHERE step = ?", (step,))
        self._raw.executemany(
            "INSERT INTO history_row(step, tbl, pk, op, before, after) VALUES(?, ?, ?, ?, ?, ?)",
            [(step, m.table, m.pk, m.op, _image(m.before), _image(m.after)) for m in moves],
        )

    def _drop(self, step: int) -> None:
        self._raw.execute("DELETE FROM history_row WHERE step = ?", (step,))
        self._raw.execute("DELETE FROM history_step WHERE id = ?", (step,))

    def _rows(self, step: int) -> list[Move]:
        query = "SELECT tbl, pk, before, after FROM history_row WHERE step = ? ORDER BY id"
        return [
            Move(
                table,
                pk,
                None if before is None else json.loads(before),
                None if after is None else json.loads(after),
            )
            for table, pk, before, after in self._raw.execute(query, (step,))
        ]

    def invert(self, step: int) -> None:
        """Write back what the step changed; raise Drift where a row has moved on since."""
        moves = net(self._rows(step))
        for move in moves:
            if not replay.stands(self._raw, move):
                _log.error("drift: %s %s is not as step %s left it", move.table, move.pk, step)
                raise Drift(_("This step cannot be taken back: what it changed has changed since."))
        replay.put_back(self._raw, moves)

    def close_step(self) -> None:
        """Let the next edit start a step of its own."""
        self._raw.execute("UPDATE history_step SET open = 0 WHERE open = 1")

    def has_open_step(self) -> bool:
        """Tell whether typing would still grow the last step."""
        return self._raw.execute("SELECT 1 FROM history_step WHERE open = 1").fetchone() is not None

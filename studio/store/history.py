"""The history core: steps, the undo stack derived from the log, typing that grows one step.

Works on the raw writing connection, inside the transaction of the edit it records.
The log only grows, but for the open last step of typing, which its own transaction rewrites,
and for what is folded: steps past the horizon go, and nothing undoes them any more.
"""

import json
import logging
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from studio.kernel import clock
from studio.kernel.errors import Drift
from studio.kernel.i18n import _
from studio.kernel.ids import new_uuid
from studio.kernel.progress import Progress, Work
from studio.store import replay
from studio.store.changes import Kind
from studio.store.replay import Move, net
from studio.store.schema import SCHEMA

_log = logging.getLogger(__name__)

QUIET_MS = 60_000
"""Typing that pauses longer than this starts a new step."""

LONG = 500
"""Steps that moved more rows are taken back by a job, not on the thread of the window."""

MOST_STEPS, LEAST_STEPS = 10_000, 500
LONGEST_MS = 180 * 24 * 3_600_000
"""History past either horizon is folded, but never the newest `LEAST_STEPS`."""

FOREVER: frozenset[str] = frozenset()
"""Tables whose history is kept for good: what was agreed, and by whom."""

_HORIZON = "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'folded'"

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


def _drop(raw: sqlite3.Connection, step: int) -> None:
    raw.execute("DELETE FROM history_row WHERE step = ?", (step,))
    raw.execute("DELETE FROM history_step WHERE id = ?", (step,))


class History:
    """The steps of one workspace: what can be undone and redone, the newest last."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw
        self.done: list[Step] = []
        self.undone: list[Step] = []
        self.derive()

    def derive(self) -> None:
        """Read the undo and redo stacks from the log; what is left of folded steps is no step."""
        self.done, self.undone = [], []
        labels: dict[int, str] = {}
        found = self._raw.execute(_HORIZON).fetchone()
        self._horizon = found[0] if found else 0
        query = 'SELECT id, kind, "of", label FROM history_step WHERE id > ? ORDER BY id'
        for step, kind, of, label in self._raw.execute(query, (self._horizon,)):
            labels[step] = label if kind == "do" else labels.get(of, label)
            self._push(kind, of, Step(step, labels[step]))

    def _push(self, kind: Kind, of: int | None, step: Step) -> None:
        if kind == "do":
            self.done.append(step)
            self.undone.clear()
            return
        source, target = (self.done, self.undone) if kind == "undo" else (self.undone, self.done)
        if kind != "barrier" and source and source[-1].id == of:
            source.pop()
            target.append(step)
        elif kind != "barrier" and not source and of is not None and of <= self._horizon:
            target.append(step)  # folded steps lie under all others, so that one was popped
        else:
            if kind != "barrier":
                _log.error(
                    "the log cannot be followed at step %s; older steps stay audit only", step.id
                )
            self.done.clear()
            self.undone.clear()

    def _is_gone(self, step: Step) -> bool:
        query = "SELECT 1 FROM history_step WHERE id = ?"
        return self._raw.execute(query, (step.id,)).fetchone() is None

    def saved(self, uuid: str) -> bool:
        """Tell whether the edit with this uuid is in the log."""
        query = "SELECT 1 FROM history_step WHERE edit_uuid = ?"
        return self._raw.execute(query, (uuid,)).fetchone() is not None

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

    @contextmanager
    def barred(self, label: str, actor: str) -> Iterator[None]:
        """Record nothing of the block, which is one transaction and ends in a barrier."""
        uuid = ""
        try:
            with self._unrecorded():
                yield
                uuid = self.bar(label, actor)
        except sqlite3.Error:
            if not uuid or not self.saved(uuid):
                raise
            _log.warning("the commit of %s was reported as failed, but it is saved", uuid)
        self.derive()

    @contextmanager
    def _unrecorded(self) -> Iterator[None]:
        """Begin, let the triggers pass every write and record none, and commit."""
        self._raw.execute("BEGIN IMMEDIATE")
        try:
            self._raw.execute("PRAGMA defer_foreign_keys=ON")
            self._raw.execute("INSERT INTO edit_context VALUES(1, NULL)")
            yield
            self._raw.execute("DELETE FROM edit_context")
            self._raw.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                if self._raw.in_transaction:
                    self._raw.execute("ROLLBACK")
            raise

    def bar(self, label: str, actor: str) -> str:
        """Write the barrier that ends the running transaction of maintenance; return its uuid."""
        uuid = new_uuid()
        self._raw.execute(
            "INSERT INTO history_step(uuid, edit_uuid, kind, actor, label, merge_key, open, "
            "\"schema\", at_ms) VALUES(?, ?, 'barrier', ?, ?, '', 0, ?, ?)",
            (uuid, uuid, actor, label, SCHEMA, clock.now_ms()),
        )
        return uuid

    def follow(self, step: int) -> None:
        """Bring the stacks up to date after the commit of an edit that began as `step`."""
        found = self._raw.execute(
            'SELECT kind, "of", label FROM history_step WHERE id = ?', (step,)
        ).fetchone()
        if found is None:  # it moved nothing, or it went into the open step of typing
            if self.done and self._is_gone(self.done[-1]):  # typed back to where it began
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
            _drop(self._raw, step)
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
        _drop(self._raw, step)
        if not self._rows(older):
            _drop(self._raw, older)  # typed back to where it began

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

    def invert(self, step: int) -> Work[None]:
        """Write back what the step changed; raise Drift where a row has moved on since."""
        moves = net(self._rows(step))
        for place, move in enumerate(moves):
            if place % LONG == 0:
                yield Progress(place, 2 * len(moves))
            if not replay.stands(self._raw, move):
                _log.error("drift: %s %s is not as step %s left it", move.table, move.pk, step)
                raise Drift(_("This step cannot be taken back: what it changed has changed since."))
        for place, _done in enumerate(replay.put_back(self._raw, moves)):
            if place % LONG == 0:
                yield Progress(len(moves) + place, 2 * len(moves))

    def fold(self) -> None:
        """Let go of the steps past the horizon; the undo stack never reaches that far."""
        newest, count = self._raw.execute("SELECT max(id), count(*) FROM history_step").fetchone()
        if count <= LEAST_STEPS:
            return
        by_count = "SELECT id FROM history_step ORDER BY id DESC LIMIT 1 OFFSET ?"
        least = self._raw.execute(by_count, (LEAST_STEPS,)).fetchone()[0]
        most = self._raw.execute(by_count, (MOST_STEPS,)).fetchone()
        old = self._raw.execute(
            "SELECT max(id) FROM history_step WHERE at_ms < ?", (clock.now_ms() - LONGEST_MS,)
        ).fetchone()[0]
        last = min(least, max(most[0] if most else 0, old or 0))
        if last <= self._horizon:
            return
        kept = ", ".join("?" * len(FOREVER))
        with self._unrecorded():
            self._raw.execute(
                f"DELETE FROM history_row WHERE step <= ? AND tbl NOT IN ({kept})", (last, *FOREVER)
            )
            self._raw.execute(
                "DELETE FROM history_step WHERE id <= ? "
                "AND id NOT IN (SELECT step FROM history_row WHERE step <= ?)",
                (last, last),
            )
            self._raw.execute("INSERT OR REPLACE INTO meta VALUES('folded', ?)", (str(last),))
        _log.info("history up to step %s of %s was folded", last, newest)

    def close_step(self) -> None:
        """Let the next edit start a step of its own."""
        self._raw.execute("UPDATE history_step SET open = 0 WHERE open = 1")

    def has_open_step(self) -> bool:
        """Tell whether typing would still grow the last step."""
        return self._raw.execute("SELECT 1 FROM history_step WHERE open = 1").fetchone() is not None

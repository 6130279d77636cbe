"""The history as people read it: who did what and when, of the workspace or of one thing."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import text
from sqlmodel import Session

from studio.kernel.errors import Refused
from studio.kernel.i18n import _
from studio.kernel.progress import Progress, Work
from studio.store.changes import Kind
from studio.store.history import LONG
from studio.store.workspace import Store


@dataclass(frozen=True, slots=True)
class LogRow:
    """One step: its op's English name, by whom, when, and how many rows of which tables."""

    id: str
    kind: Kind
    label: str
    actor: str
    at_ms: int
    tables: Mapping[str, int]
    undone: bool
    """It has been taken back and not done again."""
    reachable: bool
    """Undo gets there: no barrier and no horizon lies between."""


_ONE_THING = "AND EXISTS (SELECT 1 FROM history_row AS r WHERE r.step = s.id AND r.pk IN ({marks}))"
_STEPS = """
SELECT s.id, s.kind, s.label, s.actor, s.at_ms FROM history_step AS s
WHERE s.kind IN ('do', 'barrier') {only} ORDER BY s.id DESC LIMIT :limit
"""
_TABLES = "SELECT tbl, count(DISTINCT pk) FROM history_row WHERE step = :step GROUP BY tbl"

_TOUCHED = """
SELECT pk FROM history_row WHERE step = :step AND tbl = :table
GROUP BY pk ORDER BY max(id) DESC LIMIT :most
"""


def touched(session: Session, step: LogRow, table: str, most: int) -> list[str]:
    """Return the ids of the rows of a table that a step touched, the last one first."""
    values = {"step": int(step.id), "table": table, "most": most}
    return [str(pk) for pk in session.connection().execute(text(_TOUCHED), values).scalars()]


def steps(
    store: Store, session: Session, *, of: frozenset[str] = frozenset(), limit: int = 200
) -> list[LogRow]:
    """Return the newest steps, the newest first; those that touched one of the ids `of` if any.

    What was undone is shown undone; the undoing and redoing are no rows of their own.
    """
    origins, undone = _chains(session)
    reachable = {origins.get(step.id, step.id) for step in store.history.done}
    found = []
    for step, kind, label, actor, at_ms in _matching(session, of, limit):
        tables = {
            str(table): int(count)
            for table, count in session.connection().execute(text(_TABLES), {"step": step})
        }
        found.append(
            LogRow(
                id=str(step),
                kind=kind,
                label=label,
                actor=actor,
                at_ms=at_ms,
                tables=tables,
                undone=step in undone,
                reachable=step in reachable,
            )
        )
    return found


def is_long(store: Store, *, forth: bool) -> bool:
    """Tell whether the next undo, or redo if `forth`, is work for a job."""
    stack = store.history.undone if forth else store.history.done
    if not stack:
        return False
    query = text("SELECT count(*) FROM (SELECT 1 FROM history_row WHERE step = :step LIMIT :most)")
    with store.read() as session:
        values = {"step": stack[-1].id, "most": LONG + 1}
        count = session.connection().execute(query, values).scalar_one()
    return int(count) > LONG


def _chains(session: Session) -> tuple[dict[int, int], set[int]]:
    """Return which step each undo and redo goes back to, and the steps that are undone now."""
    origins: dict[int, int] = {}
    undone: set[int] = set()
    query = text(
        "SELECT id, \"of\", kind FROM history_step WHERE kind IN ('undo', 'redo') ORDER BY id"
    )
    for step, of, kind in session.connection().execute(query):
        origins[step] = origin = origins.get(of, of)
        (undone.add if kind == "undo" else undone.discard)(origin)
    return origins, undone


def _matching(
    session: Session, of: frozenset[str], limit: int
) -> list[tuple[int, Kind, str, str, int]]:
    marks = {f"id{place}": pk for place, pk in enumerate(sorted(of))}
    only = _ONE_THING.format(marks=", ".join(f":{mark}" for mark in marks)) if of else ""
    query = text(_STEPS.format(only=only))
    rows = session.connection().execute(query, {"limit": limit, **marks})
    return [tuple(row) for row in rows]


def undo_until(store: Store, step_id: str, job: str) -> Work[int]:
    """Take back every step after this one, the newest first; return how many.

    Each is undone by itself, so redo brings them again one by one. Stops with Drift at one that
    cannot be taken back; those before it stay undone. Raises Refused for a step out of reach.
    """
    with store.read() as session:
        origins, _undone = _chains(session)
    stack = [origins.get(step.id, step.id) for step in store.history.done]
    if int(step_id) not in stack:
        raise Refused(_("Undo does not reach back to this step."))
    count = len(stack) - 1 - stack.index(int(step_id))
    for place in range(count):
        yield Progress(place, count)
        for _progress in store.undo_work(job):
            yield Progress(place, count)
    return count

"""How far the history of a workspace file goes, and which of two files goes on from the other.

A step's uuid is random and reaches another file only when the whole file is copied. So a file
whose log knows the last step of another goes on from that other, and lacks nothing of it.
"""

import sqlite3
from dataclasses import dataclass
from enum import StrEnum

_LAST = "SELECT id, uuid, edit_uuid FROM history_step ORDER BY id DESC LIMIT 1"
_FIRST = "SELECT min(id) FROM history_step"
_FIND = "SELECT id FROM history_step WHERE uuid = ? AND edit_uuid = ?"
_DOCUMENT = "SELECT value FROM meta WHERE key = 'document'"


@dataclass(frozen=True, slots=True)
class Head:
    """Where a file's history ends: its document, its last step, and the last edit in that step.

    Typing grows a step, so that the step alone does not tell. Zero and empty without a step.
    """

    document: str
    number: int
    step: str
    edit: str


class State(StrEnum):
    """How a working copy and the shared file it was made from stand to each other."""

    UNCHANGED = "unchanged"
    OURS_NEWER = "ours_newer"
    THEIRS_NEWER = "theirs_newer"
    BOTH_MOVED = "both_moved"
    SHARED_MISSING = "shared_missing"


def head_of(raw: sqlite3.Connection) -> Head:
    """Return where the history of the file ends."""
    document = raw.execute(_DOCUMENT).fetchone()[0]
    return Head(document, *(raw.execute(_LAST).fetchone() or (0, "", "")))


def compare(ours: sqlite3.Connection, theirs: sqlite3.Connection, base: Head) -> State:
    """Return how two files stand to each other, of which one was copied from the other at `base`.

    One put back to before `base` counts as moved: by its log alone it would be out of date.
    """
    mine, other = head_of(ours), head_of(theirs)
    if mine == other:
        return State.UNCHANGED
    if mine.document != other.document:
        return State.BOTH_MOVED
    if _goes_on(ours, other, _place(ours, base) or 0) or (other == base and _is_past(ours, base)):
        return State.OURS_NEWER
    if _goes_on(theirs, mine, 0) or (mine == base and _is_past(theirs, base)):
        return State.THEIRS_NEWER
    return State.BOTH_MOVED


def follows(file: sqlite3.Connection, head: Head) -> bool:
    """Tell whether the file has come from where the head was."""
    return _goes_on(file, head, 0) or _is_past(file, head)


def _goes_on(file: sqlite3.Connection, head: Head, after: int) -> bool:
    """Tell whether the file knows the head, as a step not older than `after`."""
    place = _place(file, head)
    return place is not None and place >= after


def _place(file: sqlite3.Connection, head: Head) -> int | None:
    if not head.step:
        return 0
    found = file.execute(_FIND, (head.step, head.edit)).fetchone()
    return None if found is None else int(found[0])


def _is_past(file: sqlite3.Connection, head: Head) -> bool:
    """Tell whether the file's log begins after the head: so much was done since, it was folded."""
    first = file.execute(_FIRST).fetchone()[0]
    return first is not None and int(first) > head.number

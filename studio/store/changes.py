"""What an edit moved: the only thing that screens are told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["do", "undo", "redo", "barrier"]
"""A barrier is a change outside history: no undo reaches back over it."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The ids of the rows that an edit added, changed or removed, by table.

    A barrier names every table, and no ids: anything may have moved.
    """

    label: str
    """The op's English name; show it with `_`."""
    kind: Kind
    tables: Mapping[str, frozenset[str]]


Observer = Callable[[Changes], None]

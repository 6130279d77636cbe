"""What an edit moved: the only thing that screens are told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["do", "undo", "redo"]


@dataclass(frozen=True, slots=True)
class Changes:
    """The ids of the rows that an edit added, changed or removed, by table."""

    label: str
    """The op's English name; show it with `_`."""
    kind: Kind
    tables: Mapping[str, frozenset[str]]


Observer = Callable[[Changes], None]

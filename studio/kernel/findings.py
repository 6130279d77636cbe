"""What every rule returns: a judgement a person can act on."""

from dataclasses import dataclass
from enum import Enum


class Level(Enum):
    """How much a finding weighs; an ERROR stops, an ASK means that a fact is missing."""

    INFO = "info"
    WARNING = "warning"
    ASK = "ask"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's judgement: which rule, about which row or place, because of what."""

    level: Level
    rule: str
    where: str
    because: str

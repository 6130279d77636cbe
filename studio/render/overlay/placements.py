"""Safe zones: the part of a picture that a media placement's interface leaves free."""

from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from pydantic import ConfigDict

from studio.kernel import resources
from studio.kernel.geometry import Rect
from studio.kernel.values import STRICT, read_value

NO_PLACEMENT = "none"


@dataclass(frozen=True, slots=True)
class Cover:
    """What a placement's interface covers of each side, as shares of the picture."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    name: str
    top: float
    right: float
    bottom: float
    left: float


@cache
def _covers() -> dict[str, Cover]:
    table = resources.table("drawing", "placements.toml")
    return read_value(dict[str, Cover], table, "placements.toml")


PLACEMENTS = tuple(_covers())
"""Codes of the placements whose safe zone we know, and 'none'."""


@dataclass(frozen=True, slots=True)
class SafeZone:
    """The free part of one picture, in picture units; `name` is empty without a placement."""

    name: str
    free: Rect
    width: float
    height: float

    @property
    def text_area(self) -> Rect:
        """Return where text goes by default: a margin inside, clear of slate and disclosure."""
        free = self.free
        return Rect(free.x + 26, free.y + 120, free.width - 46, free.height - 150)


def safe_zone(placement: str, width: float, height: float) -> SafeZone:
    """Return the safe zone of a placement in a picture; an unknown one leaves a plain margin."""
    # Placements cover upright pictures; wide and square ones are shown whole.
    code = placement if placement in PLACEMENTS and height > width else NO_PLACEMENT
    cover = _covers()[code]
    free = Rect(
        width * cover.left,
        height * cover.top,
        width * (1 - cover.left - cover.right),
        height * (1 - cover.top - cover.bottom),
    )
    return SafeZone(cover.name, free, width, height)

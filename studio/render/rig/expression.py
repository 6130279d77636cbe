"""What a face does: a handful of numbers, so that expressions can be blended and lips can speak."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from pydantic import ConfigDict

from studio.kernel import resources
from studio.kernel.geometry import Point
from studio.kernel.values import STRICT, read_value

NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Mouth:
    """The mouth; 0 is at rest, 1 the most of it."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    smile: float = 0.0
    """Below 0 the corners hang."""
    open: float = 0.0
    round: float = 0.0
    """Drawn together, as for an O."""
    smirk: float = 0.0
    """One corner higher than the other."""
    teeth: float = 1.0
    """How much of the upper teeth an open mouth shows."""
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Expression:
    """A whole face.

    `_l` and `_r` are the person's own left and right, and win over the pair's value.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    eye: float = 1.0
    """How far open: 0 shut, 1 as usual, 1.2 wide."""
    eye_l: float | None = None
    eye_r: float | None = None
    happy_eyes: bool = False
    """Shut eyes bend upwards, as in a laugh."""
    squint: float = 0.0
    """How far the lower lid is raised."""
    brow: float = 0.0
    """Above 0 raised."""
    brow_l: float | None = None
    brow_r: float | None = None
    furrow: float = 0.0
    """Above 0 frowns, below 0 worries."""
    gaze: Point = (0.0, 0.0)
    """Where the eyes look, right and down, added to what the shot asks for."""
    mouth: Mouth = Mouth()

    def opened(self, side: float) -> float:
        """Return how far the eye on that side of the picture is open; `side` > 0 is right."""
        own = self.eye_l if side > 0 else self.eye_r
        return self.eye if own is None else own

    def raised(self, side: float) -> float:
        """Return how far the brow on that side of the picture is up; `side` > 0 is right."""
        own = self.brow_l if side > 0 else self.brow_r
        return self.brow if own is None else own


def read_expressions(
    table: Mapping[str, Mapping[str, object]], where: str
) -> dict[str, Expression]:
    """Return the expressions of a table; raise Unreadable naming `where` and the wrong key."""
    return {
        name: read_value(Expression, recipe, f"{where} [{name}]") for name, recipe in table.items()
    }


@cache
def expressions() -> Mapping[str, Expression]:
    """Return every expression by name, in the order of the menus."""
    return read_expressions(resources.table("drawing", "expressions.toml"), "expressions.toml")


def expression_names() -> tuple[str, ...]:
    """Return the names for a menu."""
    return tuple(expressions())


def expression_named(name: str) -> Expression:
    """Return an expression; a name nobody knows draws the neutral face."""
    known = expressions()
    return known.get(name) or known[NEUTRAL]

"""Named outlines of props and settings, from `resources/drawing/outlines.toml`."""

from functools import cache

from studio.kernel import resources
from studio.kernel.geometry import Point
from studio.kernel.values import read_value

Outlines = dict[str, dict[str, tuple[Point, ...]]]


@cache
def _outlines() -> Outlines:
    return read_value(Outlines, resources.table("drawing", "outlines.toml"), "outlines.toml")


def outline(thing: str, part: str) -> tuple[Point, ...]:
    """Return the points of one part of a thing, in centimetres."""
    return _outlines()[thing][part]

"""How much of the faults is tried: a sample, or all; and what is told of it."""

import os
from collections.abc import Callable, Sequence

Tell = Callable[..., None]
"""Adds named numbers to the figures that are told at the end."""

FULL = os.environ.get("STUDIO_FAULTS") == "full"


def parts(whole: int) -> range:
    """Return the parts in which a test does its work: one of a sample, `whole` when all is due."""
    return range(whole if FULL else 1)


def share(points: Sequence[int], part: int, whole: int, sample: int) -> Sequence[int]:
    """Return the points of one part of `whole`; or `sample` of them, spread over all."""
    if FULL:
        return points[part::whole]
    return points[:: max(1, len(points) // sample)]

"""A guard against wheels of Qt that drop a reference of `None` with every call."""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QPainterPath


def name_objects() -> None:
    """Call a method of QtCore that returns nothing, 500 times."""
    thing = QObject()
    for _ in range(500):
        thing.setObjectName("name")


def draw_lines() -> None:
    """Call a method of QtGui that returns nothing, 20 000 times."""
    path = QPainterPath()
    for number in range(20_000):
        path.lineTo(number, 1)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None cannot die from Python 3.12 on")
@pytest.mark.parametrize("calls", [name_objects, draw_lines])
def test_calls_without_a_result_keep_the_references_of_none(calls: Callable[[], None]) -> None:
    before = sys.getrefcount(None)

    calls()

    assert sys.getrefcount(None) - before > -50

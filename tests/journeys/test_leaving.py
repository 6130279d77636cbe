"""Leaving while pictures are still being drawn: nothing freezes, nothing is told to the dead."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.journeys.driver import Person


@pytest.mark.timeout(90)
def test_closing_the_workspace_does_not_wait_for_its_pictures(
    qtbot: QtBot, qapp: QApplication
) -> None:
    person = Person(qtbot, qapp)
    person.sees(lambda: person.page.desk.pictures.busy)
    person.shell.workspaces.close()
    person.sees(lambda: person.shell.workspaces.store is None)
    person.goes_home()


@pytest.mark.timeout(90)
def test_changing_the_language_does_not_wait_for_pictures(qtbot: QtBot, qapp: QApplication) -> None:
    person = Person(qtbot, qapp)
    person.sees(lambda: person.page.desk.pictures.busy)
    person.shell.use_language("it")
    person.sees(lambda: person.page.desk.pictures.busy)
    person.shell.use_language("en")
    person.sees(lambda: len(person.board.ids()) == 12)
    person.goes_home()

"""The history beside the page: what was done, by whom, and the way back."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QPushButton
from pytestqt.qtbot import QtBot

from studio.app.history_panel import StepLine
from studio.app.shell import Shell
from studio.spots.ops.spots import rename_spot
from studio.ui.rows_model import ROW_ROLE
from tests.app.conftest import Start, find, page, the_store


def lines(shell: Shell) -> list[StepLine]:
    view = the_list(shell)
    model = view.model()
    return [model.index(row, 0).data(ROW_ROLE) for row in range(model.rowCount())]


def the_list(shell: Shell) -> QListView:
    found = shell.window.findChild(QListView, "historyList")
    assert found is not None
    return found


def opened(start: Start) -> Shell:
    shell = start()
    for number in range(1, 5):
        rename_spot(the_store(shell), page(shell).spot_id, f"Glow {number}")
        the_store(shell).close_step()
    find(shell, "view.history").trigger()
    return shell


def test_it_opens_and_closes_and_follows_what_is_done(
    start: Start, made: Path, qtbot: QtBot
) -> None:
    shell = opened(start)
    assert [line.what for line in lines(shell)] == [*["Rename spot"] * 4, "New spot"]
    assert lines(shell)[0].current
    assert find(shell, "view.history").isChecked()

    find(shell, "edit.undo").trigger()
    qtbot.waitUntil(lambda: lines(shell)[0].undone)
    assert lines(shell)[1].current

    find(shell, "view.history").trigger()
    assert shell.window.history is not None
    assert not shell.window.history.isVisible()


def test_a_click_and_a_button_bring_an_older_state_back_and_redo_the_newer(
    start: Start, made: Path, qtbot: QtBot
) -> None:
    shell = opened(start)
    view = the_list(shell)
    third = view.visualRect(view.model().index(2, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=third)
    back = shell.window.findChild(QPushButton, "historyBack")
    assert back is not None
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page(shell).titles.text() == "Glow 2")
    assert [line.undone for line in lines(shell)] == [True, True, False, False, False]

    for _step in range(2):
        find(shell, "edit.redo").trigger()
    qtbot.waitUntil(lambda: page(shell).titles.text() == "Glow 4")


def test_another_language_keeps_it_open(start: Start, made: Path) -> None:
    shell = opened(start)
    shell.use_language("it")
    assert shell.window.history is not None
    assert shell.window.history.isVisible()
    assert len(lines(shell)) == 5


def test_without_a_workspace_there_is_no_history(start: Start, made: Path) -> None:
    shell = opened(start)
    find(shell, "file.close").trigger()
    assert lines(shell) == []
    assert not find(shell, "view.history").isEnabled()

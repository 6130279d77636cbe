"""Actions as data: what Qt shows follows what the data says."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.ui.actions import Action, ActionSet, Shortcut, plain_text, shortcuts, tool_button
from studio.ui.theme import Theme


class Desk:
    """Something with a state that actions ask about."""

    def __init__(self) -> None:
        self.open = False
        self.grid = False
        self.ran: list[str] = []

    def run(self, name: str) -> Callable[[], None]:
        return lambda: self.ran.append(name)

    def toggle(self) -> None:
        self.grid = not self.grid

    def actions(self) -> list[Action]:
        return [
            Action(
                id="add",
                text="&Add panel…",
                run=self.run("add"),
                keys=("Ctrl+Shift+A",),
                icon="plus",
                toolbar=True,
                enabled=lambda: self.open,
            ),
            Action(id="grid", text="Grid", run=self.toggle, checked=lambda: self.grid),
            Action(
                id="name",
                text=lambda: "Undo: rename" if self.open else "Undo",
                name="Undo",
                run=self.run("undo"),
                keys=(QKeySequence.StandardKey.Undo,),
            ),
        ]


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitActive(made)
    return made


def test_enabled_and_text_are_asked_again_on_refresh(desk: Desk, window: QWidget) -> None:
    made = ActionSet(desk.actions(), window)
    assert not made.find("add").isEnabled()
    assert made.find("name").text() == "Undo"

    desk.open = True
    made.refresh()

    assert made.find("add").isEnabled()
    assert made.find("name").text() == "Undo: rename"


def test_a_key_runs_an_enabled_action_only(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    made = ActionSet(desk.actions(), window)
    keys = QKeySequence("Ctrl+Shift+A")
    QTest.keySequence(window, keys)
    assert desk.ran == []

    desk.open = True
    made.refresh()
    QTest.keySequence(window, keys)

    assert desk.ran == ["add"]


def test_a_mark_shows_the_truth_not_the_click(desk: Desk, window: QWidget) -> None:
    mark = ActionSet(desk.actions(), window).find("grid")

    mark.trigger()
    assert mark.isChecked()
    assert desk.grid
    mark.trigger()

    assert not mark.isChecked()


def test_a_tool_button_follows_its_action(qtbot: QtBot, desk: Desk, window: QWidget) -> None:
    made = ActionSet(desk.actions(), window)
    (button,) = made.tool_buttons()
    qtbot.addWidget(button)
    assert not button.isEnabled()
    assert button.accessibleName() == "Add panel"
    assert button.toolTip() == "Add panel (Ctrl+Shift+A)"

    desk.open = True
    made.refresh()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    assert desk.ran == ["add"]
    assert not tool_button(made.find("add")).icon().isNull()


def test_the_sheet_lists_what_has_keys(desk: Desk, window: QWidget) -> None:
    desk.open = True

    lines = shortcuts(ActionSet(desk.actions(), window).all())

    assert lines == [Shortcut("Add panel", "Ctrl+Shift+A"), Shortcut("Undo", "Ctrl+Z")]


def test_an_unknown_action_is_a_mistake(desk: Desk, window: QWidget) -> None:
    with pytest.raises(KeyError):
        ActionSet(desk.actions(), window).find("nothing")


def test_marks_of_a_menu_text_are_taken_away() -> None:
    assert plain_text("&Cut && paste…") == "Cut & paste"

"""Empty states lead on."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from studio.ui.empty import EmptyState
from studio.ui.icons import Glyph
from studio.ui.theme import Theme


def test_the_one_thing_to_do_is_done_by_its_button(qtbot: QtBot, theme: Theme) -> None:
    done: list[str] = []
    action = QAction("&New spot…")
    action.setObjectName("spots.new")
    action.triggered.connect(lambda: done.append("new"))
    state = EmptyState("No spots yet", "A spot is one film.", icon="spots", action=action)
    qtbot.addWidget(state)
    state.show()

    button = state.findChild(QPushButton, "empty.spots.new")
    assert isinstance(button, QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    assert button.text() == "New spot"
    assert done == ["new"]


def test_it_reads_as_one_sentence_to_who_cannot_see_it(qtbot: QtBot, theme: Theme) -> None:
    state = EmptyState("No spots yet", "A spot is one film.", icon="spots")
    qtbot.addWidget(state)

    assert state.accessibleName() == "No spots yet. A spot is one film."
    assert state.findChild(QPushButton) is None


def test_a_drawing_takes_the_place_of_the_icon(qtbot: QtBot, theme: Theme) -> None:
    drawing = QWidget()
    state = EmptyState("No spots yet", "A spot is one film.", icon="spots", picture=drawing)
    qtbot.addWidget(state)

    assert drawing.parentWidget() is not None
    assert state.findChild(Glyph) is None

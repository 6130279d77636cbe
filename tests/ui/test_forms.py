"""The parts of a form."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from studio.ui.forms import ChoiceField, Labelled
from studio.ui.text_fields import LineField
from studio.ui.theme import Theme

SIZES = [("ws", "Wide"), ("ms", "Medium"), ("cu", "Close")]


def hint(part: Labelled) -> QLabel:
    found = part.findChild(QLabel, "note.hint")
    assert isinstance(found, QLabel)
    return found


def test_the_label_leads_to_its_field(qtbot: QtBot, theme: Theme) -> None:
    field = LineField("note", "Note")
    part = Labelled("&Note", field)
    qtbot.addWidget(part)

    buddies = [label.buddy() for label in part.findChildren(QLabel)]

    assert field in buddies


def test_a_refusal_is_written_below_the_field_and_spoken(qtbot: QtBot, theme: Theme) -> None:
    field = LineField("note", "Note")
    part = Labelled("&Note", field)
    qtbot.addWidget(part)
    part.show()
    assert not hint(part).isVisible()

    field.hinted.emit("A spot needs a title.", "error")

    assert hint(part).isVisible()
    assert hint(part).property("role") == "error"
    assert field.accessibleDescription() == "A spot needs a title."
    field.hinted.emit("", "caption")
    assert not hint(part).isVisible()


def test_only_the_user_s_choice_is_said(qtbot: QtBot, theme: Theme) -> None:
    field = ChoiceField("size", "Size")
    qtbot.addWidget(field)
    said: list[str] = []
    field.chosen.connect(said.append)

    field.show_options(SIZES)
    field.show_choice("ms")
    assert said == []
    QTest.keyClick(field, Qt.Key.Key_Down)

    assert said == ["cu"]


def test_the_choice_stays_when_the_options_change_around_it(qtbot: QtBot, theme: Theme) -> None:
    field = ChoiceField("size", "Size")
    qtbot.addWidget(field)
    field.show_options(SIZES)
    field.show_choice("ms")

    field.show_options([("xl", "Extreme"), *SIZES])

    assert field.currentData() == "ms"
    assert field.currentText() == "Medium"


def test_the_wheel_over_a_choice_scrolls_the_page(qtbot: QtBot, theme: Theme) -> None:
    field = ChoiceField("size", "Size")
    qtbot.addWidget(field)
    field.show_options(SIZES)
    field.show_choice("ws")
    field.show()
    field.clearFocus()
    at = QPointF(5, 5)
    none, still = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    down, button = QPoint(0, -120), Qt.MouseButton.NoButton
    event = QWheelEvent(at, at, QPoint(), down, button, none, still, False)

    QApplication.sendEvent(field, event)

    assert field.currentData() == "ws"
    assert not event.isAccepted()

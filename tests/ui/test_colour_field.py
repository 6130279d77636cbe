"""A colour: typed or chosen, its swatch always as the text, refused words left to the op."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QColorDialog, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from studio.ui.colour_field import ColourField
from studio.ui.layout import column
from studio.ui.theme import Theme
from tests.ui.guards import delete_now

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


class Desk(QWidget):
    """A colour field before a button, and what it said."""

    def __init__(self) -> None:
        super().__init__()
        self.field = ColourField("brand.value", "Colour")
        self.after = QPushButton("After")
        self.said: list[str] = []
        self.field.edited.connect(self.said.append)
        self.setLayout(column(self.field, self.after, None))

    def swatch(self) -> QColor:
        """Return the colour in the middle of the swatch."""
        image = self.field.actions()[0].icon().pixmap(16, 16).toImage()
        return image.pixelColor(image.rect().center())

    def button(self) -> QToolButton:
        found = self.field.findChild(QToolButton)
        assert isinstance(found, QToolButton)
        return found

    def dialog(self) -> QColorDialog:
        found = self.field.findChild(QColorDialog)
        assert isinstance(found, QColorDialog)
        return found


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme) -> Desk:
    """Give the field in a window that has the keyboard."""
    made = Desk()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.field.show_text("#e7a04b")
    made.field.setFocus()
    return made


def test_the_swatch_is_what_is_stored(desk: Desk) -> None:
    assert desk.swatch() == QColor("#e7a04b")
    desk.field.show_text("#102030")
    assert desk.swatch() == QColor("#102030")
    desk.field.show_text("")
    assert desk.swatch().alpha() == 0
    assert desk.said == []


def test_the_swatch_can_be_seen_in_the_line(desk: Desk) -> None:
    at = desk.button().geometry().center()
    assert desk.field.grab().toImage().pixelColor(at) == QColor("#e7a04b")


def test_the_swatch_follows_what_is_typed_and_it_is_said_once_on_return(desk: Desk) -> None:
    desk.field.selectAll()
    seen = []
    for letter in "#2f8f83":
        QTest.keyClicks(desk.field, letter)
        seen.append(desk.swatch().name(QColor.NameFormat.HexArgb))
    assert seen[3] == "#ff22ff88"
    assert seen[4] == "#00000000"
    assert seen[-1] == "#ff2f8f83"
    assert desk.said == []
    QTest.keyClick(desk.field, Key.Key_Return)
    QTest.keyClick(desk.field, Key.Key_Return)
    assert desk.said == ["#2f8f83"]


def test_escape_brings_text_and_swatch_back(desk: Desk) -> None:
    desk.field.selectAll()
    QTest.keyClicks(desk.field, "#2f8f83")
    QTest.keyClick(desk.field, Key.Key_Escape)
    assert (desk.field.text(), desk.swatch(), desk.said) == ("#e7a04b", QColor("#e7a04b"), [])


def test_words_that_are_no_colour_are_said_too_for_the_op_refuses_them(desk: Desk) -> None:
    desk.field.selectAll()
    QTest.keyClicks(desk.field, "red")
    assert desk.swatch().alpha() == 0
    QTest.keyClick(desk.field, Key.Key_Return)
    assert desk.said == ["red"]
    assert desk.field.refuse("This is not a colour.", keep=False)
    assert desk.field.property("refused")
    desk.after.setFocus()
    assert desk.said == ["red", "red"]


def test_a_click_on_the_swatch_opens_the_chooser_with_the_colour(desk: Desk) -> None:
    QTest.mouseClick(desk.button(), LEFT, pos=QPoint(4, 4))
    dialog = desk.dialog()
    assert dialog.isVisible()
    assert dialog.currentColor() == QColor("#e7a04b")
    assert dialog.windowTitle() == "Colour"
    dialog.reject()


def test_a_key_opens_the_chooser_and_what_is_chosen_is_said_at_once(desk: Desk) -> None:
    QTest.keyClick(desk.field, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    dialog = desk.dialog()
    dialog.setCurrentColor(QColor("#2f8f83"))
    assert desk.said == []
    QTest.keyClick(dialog, Key.Key_Return)
    assert desk.said == ["#2f8f83"]
    assert (desk.field.text(), desk.swatch()) == ("#2f8f83", QColor("#2f8f83"))
    assert QApplication.focusWidget() is desk.field
    delete_now()
    assert desk.field.findChild(QColorDialog) is None


def test_a_chooser_that_is_left_changes_nothing(desk: Desk) -> None:
    QTest.mouseClick(desk.button(), LEFT)
    desk.dialog().setCurrentColor(QColor("#2f8f83"))
    QTest.keyClick(desk.dialog(), Key.Key_Escape)
    assert (desk.field.text(), desk.said) == ("#e7a04b", [])
    delete_now()
    assert desk.field.findChild(QColorDialog) is None


def test_the_colour_that_stands_there_already_is_not_said_again(desk: Desk) -> None:
    QTest.mouseClick(desk.button(), LEFT)
    QTest.keyClick(desk.dialog(), Key.Key_Return)
    assert desk.said == []


def test_what_somebody_types_stays_while_another_colour_is_shown(desk: Desk) -> None:
    desk.field.selectAll()
    QTest.keyClicks(desk.field, "#2f8")
    desk.field.show_text("#000000")
    assert (desk.field.text(), desk.swatch()) == ("#2f8", QColor("#22ff88"))


def test_the_button_says_what_it_does(desk: Desk) -> None:
    assert desk.field.accessibleName() == "Colour"
    assert desk.button().toolTip().startswith("Choose the colour")

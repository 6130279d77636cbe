"""A field for a day: typed, or chosen from a calendar by keys and by mouse."""

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QMenu,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from studio.ui.day_field import DayField
from studio.ui.layout import column
from studio.ui.theme import Theme

_Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


class Desk(QWidget):
    """A day, what it said, and somewhere else to go."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__()
        self._qtbot = qtbot
        self.field = DayField("ends_on", "Until")
        self.other = QPushButton("Other")
        self.said: list[str] = []
        self.hints: list[str] = []
        self.field.edited.connect(self.said.append)
        self.field.hinted.connect(lambda text, _role: self.hints.append(text))
        self.setLayout(column(self.field, self.other, None))

    def opens(self) -> QCalendarWidget:
        """Open the calendar by keys."""
        self.field.setFocus()
        QTest.keyClick(self.field, _Key.Key_Down, ALT)
        return self.calendar()

    def calendar(self) -> QCalendarWidget:
        self._qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, QMenu)
        found = popup.findChild(QCalendarWidget)
        assert isinstance(found, QCalendarWidget)
        return found

    def presses(self, key: Qt.Key) -> None:
        """Press a key where the window system brings it while something is popped up."""
        popup = QApplication.activePopupWidget()
        assert popup is not None
        QTest.keyClick(popup.windowHandle(), key)

    def sees_it_closed(self) -> None:
        self._qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme) -> Desk:
    made = Desk(qtbot)
    qtbot.addWidget(made)
    made.resize(400, 300)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_a_typed_day_is_said_as_it_was_typed(desk: Desk) -> None:
    desk.field.setFocus()
    QTest.keyClicks(desk.field, "2031-05-04")
    QTest.keyClick(desk.field, _Key.Key_Tab)

    assert desk.said == ["2031-05-04"]


def test_a_whole_day_is_no_occasion_to_speak_of_limits(desk: Desk) -> None:
    desk.field.setFocus()
    QTest.keyClicks(desk.field, "2031-05-04")

    assert set(desk.hints) <= {""}


def test_a_day_pasted_with_blanks_around_it_is_not_cut(desk: Desk) -> None:
    QApplication.clipboard().setText("  2031-05-04 ")
    desk.field.setFocus()
    desk.field.paste()
    QTest.keyClick(desk.field, _Key.Key_Return)

    assert [said.strip() for said in desk.said] == ["2031-05-04"]


def test_an_emptied_day_is_said_as_none(desk: Desk) -> None:
    desk.field.show_text("2031-05-04")
    desk.field.setFocus()
    desk.field.selectAll()
    QTest.keyClick(desk.field, _Key.Key_Delete)
    QTest.keyClick(desk.field, _Key.Key_Return)

    assert desk.said == [""]


def test_the_calendar_opens_at_the_day_of_the_field(desk: Desk) -> None:
    desk.field.show_text("2029-02-28")

    assert desk.opens().selectedDate() == QDate(2029, 2, 28)
    assert desk.said == []


@pytest.mark.parametrize("text", ["", "soon", "2031-13-99"])
def test_the_calendar_opens_today_where_there_is_no_day(desk: Desk, text: str) -> None:
    desk.field.show_text(text)

    assert desk.opens().selectedDate() == QDate(2031, 5, 4)


def test_a_day_chosen_by_keys_is_said_once_and_the_field_has_the_keyboard(desk: Desk) -> None:
    desk.field.show_text("2031-05-04")
    desk.opens()
    desk.presses(_Key.Key_Right)
    desk.presses(_Key.Key_Down)
    desk.presses(_Key.Key_Return)

    desk.sees_it_closed()
    assert desk.field.text() == "2031-05-12"
    assert desk.said == ["2031-05-12"]
    assert desk.field.hasFocus()
    desk.other.setFocus()
    assert desk.said == ["2031-05-12"]


def test_escape_closes_the_calendar_and_nothing_is_said(desk: Desk) -> None:
    desk.field.show_text("2031-05-04")
    desk.opens()
    desk.presses(_Key.Key_Right)
    desk.presses(_Key.Key_Escape)

    desk.sees_it_closed()
    assert desk.field.text() == "2031-05-04"
    assert desk.said == []


def test_the_same_day_chosen_again_is_no_news(desk: Desk) -> None:
    desk.field.show_text("2031-05-04")
    desk.opens()
    desk.presses(_Key.Key_Return)

    desk.sees_it_closed()
    assert desk.said == []


def test_a_day_is_chosen_by_mouse_from_the_button_s_calendar(qtbot: QtBot, desk: Desk) -> None:
    desk.field.show_text("2031-05-04")
    button = desk.field.findChild(QToolButton)
    assert button is not None
    QTest.mouseClick(button, LEFT)
    calendar = desk.calendar()
    view = calendar.findChild(QTableView)
    assert view is not None
    qtbot.waitUntil(view.isVisible)
    QTest.mouseClick(view.viewport(), LEFT, pos=cell(view, 21))

    desk.sees_it_closed()
    assert desk.said == ["2031-05-21"]


def cell(view: QTableView, day: int) -> QPoint:
    """Return the middle of the cell of a day after the first week of the month."""
    model = view.model()
    for row in range(2, model.rowCount()):
        for column_ in range(model.columnCount()):
            index = model.index(row, column_)
            if index.data() == day:
                return view.visualRect(index).center()
    raise AssertionError(day)


def test_a_day_typed_before_is_what_escape_leaves_to_drop(desk: Desk) -> None:
    desk.field.show_text("2031-05-04")
    desk.opens()
    desk.presses(_Key.Key_Up)
    desk.presses(_Key.Key_Return)
    desk.sees_it_closed()
    desk.field.show_text("2031-04-27")

    assert not desk.field.pending
    QTest.keyClick(desk.field, _Key.Key_Escape)
    assert desk.field.text() == "2031-04-27"


def test_field_button_and_calendar_have_names(desk: Desk) -> None:
    assert desk.field.accessibleName() == "Until"
    named = [one for one in desk.field.actions() if not one.icon().isNull()]
    assert [one.text() for one in named] == ["Choose from a calendar"]
    assert desk.opens().accessibleName() == "Until"

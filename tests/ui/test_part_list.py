"""Cards of parts: they stay while others go, follow the order, and say what is wanted."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from studio.kernel.fields import Field, Kind, Section, Values
from studio.ui.layout import column
from studio.ui.part_list import PartList
from studio.ui.text_fields import LineField
from studio.ui.theme import Theme
from tests.ui.guards import delete_now

_Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton

SECTIONS = (
    Section(
        "Channels",
        (
            Field(name="handle", label="Handle"),
            Field(name="url", label="Address"),
            Field(name="discloses", label="Says it is virtual", kind=Kind.SWITCH),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Channel:
    """A part as a query returns it."""

    id: str
    values: Values


def channel(part_id: str, handle: str = "") -> Channel:
    return Channel(part_id, {"handle": handle or f"@{part_id}", "url": "", "discloses": 0})


class Desk(QWidget):
    """A list of parts between two buttons, and what it said."""

    def __init__(self) -> None:
        super().__init__()
        self.before = QPushButton("Before")
        self.list = PartList("channels", SECTIONS, "Add channel", "No channels yet.")
        self.after = QPushButton("After")
        self.said: list[tuple[object, ...]] = []
        self.list.add_wanted.connect(lambda: self.said.append(("add",)))
        self.list.edited.connect(lambda *what: self.said.append(("edit", *what)))
        self.list.delete_wanted.connect(lambda part: self.said.append(("delete", part)))
        self.list.relocate_wanted.connect(
            lambda part, place: self.said.append(("move", part, place))
        )
        self.setLayout(column(self.before, self.list, self.after, None))

    def shows(self, *ids: str) -> None:
        self.list.show_parts([channel(part_id) for part_id in ids])
        QApplication.processEvents()

    def line(self, part_id: str, name: str = "handle") -> LineField:
        found = self.list.field(part_id, name)
        assert isinstance(found, LineField)
        return found

    def tool(self, part_id: str, verb: str) -> QToolButton:
        found = self.findChild(QToolButton, f"channels.{part_id}.{verb}")
        assert isinstance(found, QToolButton)
        return found

    def top(self, part_id: str) -> int:
        return self.line(part_id).mapTo(self, QPoint(0, 0)).y()

    def clicks(self, part_id: str, verb: str) -> None:
        QTest.mouseClick(self.tool(part_id, verb), LEFT)


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme) -> Desk:
    made = Desk()
    qtbot.addWidget(made)
    made.resize(700, 900)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def focused() -> str:
    found = QApplication.focusWidget()
    return found.objectName() if found is not None else ""


def test_a_sentence_stands_where_there_are_no_parts(desk: Desk) -> None:
    sentence = next(one for one in desk.findChildren(QLabel) if one.text() == "No channels yet.")
    desk.shows()
    assert sentence.isVisible()

    desk.shows("a")
    assert not sentence.isVisible()

    desk.shows()
    assert sentence.isVisible()


def test_cards_stay_the_same_widgets_while_others_go(desk: Desk) -> None:
    desk.shows("a", "b", "c")
    kept = desk.line("b")
    kept.setFocus()

    desk.shows("b")
    delete_now()

    assert desk.line("b") is kept
    assert kept.hasFocus()
    assert len(desk.findChildren(QFrame, "card")) == 1
    with pytest.raises(KeyError):
        desk.list.field("a", "handle")


def test_typing_stays_while_others_come_and_go(desk: Desk) -> None:
    desk.shows("a", "b")
    desk.line("b").setFocus()
    desk.line("b").end(False)
    QTest.keyClicks(desk.line("b"), "_new")

    desk.shows("c", "b", "d")

    assert desk.line("b").text() == "@b_new"
    assert desk.line("b").hasFocus()
    assert desk.said == []


def test_cards_follow_the_order_of_the_parts(desk: Desk) -> None:
    for order in ("abc", "cab", "cxba", "ba", "zyxba"):
        desk.shows(*order)
        assert sorted(order, key=desk.top) == list(order), order


def test_a_moved_card_keeps_the_keyboard(desk: Desk) -> None:
    desk.shows("a", "b", "c")
    desk.line("c").setFocus()

    desk.shows("c", "a", "b")

    assert desk.line("c").hasFocus()
    assert desk.top("c") < desk.top("a")


def test_what_is_stored_is_shown_without_announcing_it(desk: Desk) -> None:
    desk.list.show_parts([channel("a", "@one")])
    desk.list.show_parts([channel("a", "@two")])

    assert desk.line("a").text() == "@two"
    assert desk.said == []


def test_the_buttons_say_what_is_wanted_and_of_whom(desk: Desk) -> None:
    desk.shows("a", "b", "c")
    plus = desk.findChild(QPushButton, "channels.add")
    assert plus is not None

    QTest.mouseClick(plus, LEFT)
    desk.clicks("b", "up")
    desk.clicks("b", "down")
    desk.clicks("c", "delete")

    assert desk.said == [("add",), ("move", "b", 0), ("move", "b", 2), ("delete", "c")]


def test_after_a_move_the_buttons_count_from_the_new_place(desk: Desk) -> None:
    desk.shows("a", "b", "c")
    desk.shows("b", "c", "a")

    desk.clicks("a", "up")

    assert desk.said == [("move", "a", 1)]


def test_a_field_is_said_with_its_part_its_name_and_its_value(desk: Desk) -> None:
    desk.shows("a", "b")
    desk.line("b", "url").setFocus()
    QTest.keyClicks(desk.line("b", "url"), "https://b.example")
    QTest.keyClick(desk.line("b", "url"), _Key.Key_Return)
    QTest.keyClick(desk.list.field("a", "discloses"), _Key.Key_Space)

    assert desk.said == [("edit", "b", "url", "https://b.example"), ("edit", "a", "discloses", 1)]


def test_nothing_moves_over_the_ends(desk: Desk) -> None:
    def possible(part_id: str) -> tuple[bool, bool]:
        return desk.tool(part_id, "up").isEnabled(), desk.tool(part_id, "down").isEnabled()

    desk.shows("a", "b", "c")
    assert [possible(part) for part in "abc"] == [(False, True), (True, True), (True, False)]

    desk.shows("c", "a", "b")
    assert [possible(part) for part in "cab"] == [(False, True), (True, True), (True, False)]

    desk.clicks("c", "up")
    assert desk.said == []


def test_the_only_card_has_no_buttons_to_move_it(desk: Desk) -> None:
    desk.shows("a")
    assert not desk.tool("a", "up").isVisible()
    assert not desk.tool("a", "down").isVisible()
    assert desk.tool("a", "delete").isVisible()

    desk.shows("a", "b")
    assert desk.tool("a", "down").isVisible()


def test_words_that_are_still_typed_are_said_before_the_card_is_taken_away(desk: Desk) -> None:
    desk.shows("a", "b")
    desk.line("a").setFocus()
    QTest.keyClicks(desk.line("a"), "!")
    desk.clicks("a", "delete")
    assert [said[0] for said in desk.said] == ["edit", "delete"]

    desk.shows("b")
    delete_now()
    assert len(desk.said) == 2


def test_a_card_that_goes_while_somebody_types_says_nothing_more(desk: Desk) -> None:
    desk.shows("a", "b")
    desk.line("a").setFocus()
    QTest.keyClicks(desk.line("a"), "!")

    desk.shows("b")
    delete_now()

    assert desk.said == []
    assert focused() != ""


def test_tab_goes_from_card_to_card_in_the_order_they_stand(desk: Desk) -> None:
    desk.shows("a", "b")
    desk.shows("b", "c", "a")
    plus = desk.findChild(QPushButton, "channels.add")
    assert plus is not None
    plus.setFocus()
    went = []
    while focused() != desk.after.objectName() or not desk.after.hasFocus():
        QTest.keyClick(QApplication.focusWidget(), _Key.Key_Tab)  # type: ignore[arg-type]
        went.append(focused())
        assert len(went) < 30

    handles = [name.split(".")[1] for name in went if name.endswith(".handle")]
    assert handles == ["b", "c", "a"]
    first = ["handle", "url", "discloses", "down", "delete"]
    assert went[:5] == [f"channels.b.{name}" for name in first]


def test_the_keyboard_goes_into_the_first_field_of_a_part(desk: Desk) -> None:
    desk.shows("a", "b")

    desk.list.take_focus("b")
    assert desk.line("b").hasFocus()

    desk.list.take_focus("gone")
    assert desk.line("b").hasFocus()


def test_everything_that_takes_the_keyboard_has_a_name(desk: Desk) -> None:
    desk.shows("a", "b")
    takers = [
        one
        for one in desk.list.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible()
    ]
    assert len(takers) >= 12
    for one in takers:
        assert QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name), one

"""Forms made from fields: they show what is stored, and say what somebody fills in."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from studio.kernel.fields import Choice, Field, Kind, Section, Values
from studio.ui.day_field import DayField
from studio.ui.forms import ChoiceField
from studio.ui.layout import column
from studio.ui.record_form import RecordForm
from studio.ui.text_fields import LineField, TextField
from studio.ui.theme import Theme

_Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton

SECTIONS = (
    Section(
        "Identity",
        (
            Field(name="name", label="Name", hint="Maya"),
            Field(name="handle", label="Handle"),
            Field(
                name="status",
                label="Status",
                kind=Kind.CHOICE,
                choices=(Choice("draft", "Draft"), Choice("live", "Live"), Choice("off", "Off")),
            ),
            Field(name="tagline", label="In a line", wide=True),
            Field(name="age", label="Age", kind=Kind.NUMBER, most=120),
        ),
    ),
    Section(
        "Rights",
        (
            Field(name="uses", label="For what", kind=Kind.BLOCK),
            Field(name="ends_on", label="Until", kind=Kind.DAY),
            Field(name="training", label="Models may be trained on it", kind=Kind.SWITCH),
            Field(name="pace", label="Words per minute", kind=Kind.NUMBER, least=60, most=300),
            Field(name="followers", label="Followers", kind=Kind.NUMBER, most=2_000_000_000),
        ),
    ),
)

MAYA: Values = {
    "name": "Maya",
    "handle": "@maya",
    "status": "live",
    "tagline": "A gardener from Lucca",
    "age": 24,
    "uses": "Social posts\nand banners",
    "ends_on": "2032-01-31",
    "training": 1,
    "pace": 150,
    "followers": 12000,
}


class Sheet(QWidget):
    """A form, what it said, and somewhere else to go."""

    def __init__(self, sections: tuple[Section, ...] = SECTIONS, *, headings: bool = True) -> None:
        super().__init__()
        self.form = RecordForm("person", sections, headings=headings)
        self.other = QPushButton("Other")
        self.said: list[tuple[str, object]] = []
        self.form.edited.connect(lambda name, value: self.said.append((name, value)))
        self.setLayout(column(self.form, self.other, None))

    def line(self, name: str) -> LineField:
        found = self.form.field(name)
        assert isinstance(found, LineField)
        return found

    def block(self, name: str) -> TextField:
        found = self.form.field(name)
        assert isinstance(found, TextField)
        return found

    def choice(self, name: str) -> ChoiceField:
        found = self.form.field(name)
        assert isinstance(found, ChoiceField)
        return found

    def switch(self, name: str) -> QCheckBox:
        found = self.form.field(name)
        assert isinstance(found, QCheckBox)
        return found

    def types(self, name: str, words: str) -> None:
        field = self.form.field(name)
        field.setFocus()
        QTest.keyClicks(field, words)

    def leaves(self) -> None:
        self.other.setFocus()
        assert self.other.hasFocus()


def shown(qtbot: QtBot, sheet: Sheet) -> Sheet:
    qtbot.addWidget(sheet)
    sheet.resize(640, 700)
    with qtbot.waitActive(sheet):
        sheet.show()
        sheet.activateWindow()
    return sheet


@pytest.fixture
def sheet(qtbot: QtBot, theme: Theme) -> Sheet:
    return shown(qtbot, Sheet())


def test_every_field_shows_what_is_stored_and_nothing_is_announced(sheet: Sheet) -> None:
    sheet.form.show_values(MAYA)

    assert [sheet.line(name).text() for name in ("name", "handle", "tagline")] == [
        "Maya",
        "@maya",
        "A gardener from Lucca",
    ]
    assert sheet.block("uses").toPlainText() == "Social posts\nand banners"
    assert sheet.choice("status").currentText() == "Live"
    assert sheet.line("ends_on").text() == "2032-01-31"
    assert sheet.line("age").text() == "24"
    assert sheet.switch("training").isChecked()
    sheet.form.show_values({**MAYA, "training": 0, "status": "off", "age": 25})
    assert not sheet.switch("training").isChecked()
    assert sheet.choice("status").currentText() == "Off"
    assert sheet.said == []


def test_the_fields_are_those_that_their_kinds_ask_for(sheet: Sheet) -> None:
    kinds = {
        name: type(sheet.form.field(name)) for name in ("name", "uses", "status", "ends_on", "age")
    }
    assert kinds == {
        "name": LineField,
        "uses": TextField,
        "status": ChoiceField,
        "ends_on": DayField,
        "age": LineField,
    }
    assert isinstance(sheet.form.field("training"), QCheckBox)
    assert sheet.form.field("age").objectName() == "person.age"
    with pytest.raises(KeyError):
        sheet.form.field("wingspan")


@pytest.mark.parametrize(
    ("name", "typed"),
    [("name", "Ada"), ("tagline", "Rocks"), ("age", "31"), ("ends_on", "2033-02-01")],
)
def test_a_line_says_what_was_typed_with_its_name(sheet: Sheet, name: str, typed: str) -> None:
    sheet.types(name, typed)
    assert sheet.said == []

    QTest.keyClick(sheet.form.field(name), _Key.Key_Return)

    assert sheet.said == [(name, typed)]
    sheet.leaves()
    assert sheet.said == [(name, typed)]


def test_a_block_says_its_lines_when_it_is_left(sheet: Sheet) -> None:
    sheet.types("uses", "One")
    QTest.keyClick(sheet.block("uses"), _Key.Key_Return)
    QTest.keyClicks(sheet.block("uses"), "Two")

    QTest.keyClick(sheet.block("uses"), _Key.Key_Tab)

    assert sheet.line("ends_on").hasFocus()
    assert sheet.said == [("uses", "One\nTwo")]


def test_a_choice_says_the_code_and_not_the_word(sheet: Sheet) -> None:
    sheet.form.show_values(MAYA)
    sheet.choice("status").setFocus()

    QTest.keyClick(sheet.choice("status"), _Key.Key_Down)

    assert sheet.said == [("status", "off")]


def test_a_switch_says_one_or_zero(sheet: Sheet) -> None:
    switch = sheet.switch("training")
    QTest.mouseClick(switch, LEFT, pos=QPoint(10, switch.height() // 2))
    QTest.keyClick(switch, _Key.Key_Space)

    assert sheet.said == [("training", 1), ("training", 0)]
    assert all(type(value) is int for _name, value in sheet.said)


def test_zero_is_shown_empty_where_it_means_nothing(sheet: Sheet) -> None:
    sheet.form.show_values({**MAYA, "age": 0, "followers": 0})
    assert sheet.line("age").text() == ""
    assert sheet.line("followers").text() == ""

    sheet.types("age", "7")
    QTest.keyClick(sheet.line("age"), _Key.Key_Backspace)
    sheet.leaves()

    assert sheet.said == []


def test_a_number_that_is_taken_out_is_said_as_empty(sheet: Sheet) -> None:
    sheet.form.show_values(MAYA)
    sheet.line("age").setFocus()
    sheet.line("age").selectAll()
    QTest.keyClick(sheet.line("age"), _Key.Key_Delete)
    sheet.leaves()

    assert sheet.said == [("age", "")]


def test_a_number_takes_digits_alone(sheet: Sheet) -> None:
    sheet.types("age", "-1x3,.")
    assert sheet.line("age").text() == "13"

    sheet.types("followers", "1,200,000")
    assert sheet.line("followers").text() == "1200000"


def test_what_is_missing_or_nothing_is_shown_empty(sheet: Sheet) -> None:
    sheet.form.show_values(MAYA)
    sheet.form.show_values({"name": None})

    assert sheet.line("name").text() == ""
    assert sheet.block("uses").toPlainText() == ""
    assert sheet.choice("status").currentIndex() == -1
    assert not sheet.switch("training").isChecked()
    assert sheet.said == []


def test_typing_in_progress_stays_when_other_values_come(sheet: Sheet) -> None:
    sheet.form.show_values(MAYA)
    sheet.line("name").setFocus()
    sheet.line("name").end(False)
    QTest.keyClicks(sheet.line("name"), " Rossi")

    sheet.form.show_values({**MAYA, "handle": "@rossi", "age": 25})

    assert sheet.line("name").text() == "Maya Rossi"
    assert sheet.line("handle").text() == "@rossi"
    assert sheet.line("age").text() == "25"
    sheet.leaves()
    assert sheet.said == [("name", "Maya Rossi")]


def test_two_fields_stand_side_by_side_and_wide_ones_take_the_whole_width(sheet: Sheet) -> None:
    def left(name: str) -> int:
        return sheet.form.field(name).mapTo(sheet.form, QPoint(0, 0)).x()

    def top(name: str) -> int:
        return sheet.form.field(name).mapTo(sheet.form, QPoint(0, 0)).y()

    whole = sheet.form.width()
    assert top("name") == top("handle")
    assert left("name") == 0 < left("handle")
    assert abs(sheet.form.field("name").width() - sheet.form.field("handle").width()) <= 2
    assert sheet.form.field("name").width() < whole / 2
    for name in ("tagline", "uses"):
        assert left(name) == 0
        assert sheet.form.field(name).width() == whole
    assert top("tagline") > top("status")
    assert left("age") == 0, "what follows a wide field begins a new line"


def test_headings_stand_over_sections_only_where_they_are_wanted(
    qtbot: QtBot, theme: Theme, sheet: Sheet
) -> None:
    plain = shown(qtbot, Sheet(headings=False))

    def words(one: Sheet) -> list[str]:
        return [found.text() for found in one.form.findChildren(QLabel)]

    assert {"Identity", "Rights"} <= set(words(sheet))
    assert not {"Identity", "Rights"} & set(words(plain))


def test_tab_goes_through_the_fields_in_the_order_of_the_sections(sheet: Sheet) -> None:
    names = [field.name for section in SECTIONS for field in section.fields]
    sheet.form.field(names[0]).setFocus()
    for name in names:
        assert sheet.form.field(name).hasFocus(), name
        QTest.keyClick(QApplication.focusWidget(), _Key.Key_Tab)  # type: ignore[arg-type]
    assert sheet.other.hasFocus()


def test_everything_that_takes_the_keyboard_has_a_name(sheet: Sheet) -> None:
    takers = [
        one
        for one in sheet.form.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible()
    ]
    assert len(takers) >= 10
    for one in takers:
        found = QAccessible.queryAccessibleInterface(one)
        assert found.text(QAccessible.Text.Name), one


def test_an_example_stands_in_an_empty_field(sheet: Sheet) -> None:
    assert sheet.line("name").placeholderText() == "Maya"
    assert sheet.line("handle").placeholderText() == ""


def test_a_refusal_is_read_at_its_field_and_no_other(sheet: Sheet) -> None:
    sheet.form.show_values(MAYA)
    sheet.types("ends_on", "x")
    sheet.line("ends_on").refuse("That is not a day.", keep=False)

    hints = {one.objectName(): one for one in sheet.form.findChildren(QLabel) if one.objectName()}
    assert hints["person.ends_on.hint"].isVisible()
    assert hints["person.ends_on.hint"].text() == "That is not a day."
    assert not hints["person.name.hint"].isVisible()
    assert sheet.line("ends_on").accessibleDescription() == "That is not a day."

"""The command palette in the real window: running actions, moving about, being heard."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.app.conftest import find, the_store
from tests.app.palette_hand import LEFT, PLAIN, Key, Opens, titles_of
from tests.app.palette_hand import glow as glow
from tests.app.palette_hand import hand as hand

# Running


def test_an_action_is_found_by_letters_of_its_words_and_run(hand: Opens) -> None:
    person = hand()
    person.opens()
    person.types("dup sp")
    assert person.chosen().title == "Duplicate spot"
    assert person.chosen().keys == "Ctrl+Shift+D"
    person.presses(Key.Key_Return)
    assert not person.sees_it()
    assert len(titles_of(the_store(person.shell))) == 3


def test_a_click_runs_and_one_on_a_heading_does_not(hand: Opens) -> None:
    person = hand()
    person.opens()
    person.types("duplicate spot")
    place = person.titles().index("Actions")
    for row in (place, place + 1):
        rect = person.view.visualRect(person.view.model().index(row, 0))
        QTest.mouseClick(person.view.viewport(), LEFT, PLAIN, rect.center())
        assert len(titles_of(the_store(person.shell))) == 2 + row - place
    assert not person.sees_it()


def test_what_cannot_be_done_is_listed_last_and_no_key_leads_there(hand: Opens) -> None:
    person = hand()
    person.page.desk.board.clearSelection()
    person.opens()
    person.types("panel")
    actions = [entry for entry in person.lines() if entry.kind == "action"]
    usable = [entry.usable for entry in actions]
    assert "Delete panel" in [entry.title for entry in actions if not entry.usable]
    assert usable == sorted(usable, reverse=True)

    met = []
    for _line in person.lines():
        met.append(person.chosen())
        person.presses(Key.Key_Down)
    assert all(entry.usable for entry in met)
    assert {entry.id for entry in met} == {entry.id for entry in person.lines() if entry.usable}


def test_undo_is_that_of_the_field_the_keyboard_was_in(hand: Opens) -> None:
    person = hand()
    title = person.page.desk.title
    title.setFocus()
    QTest.keyClicks(title, "!")
    person.opens()
    person.types("undo")
    assert person.chosen().title == "Undo typing"
    person.presses(Key.Key_Escape)
    assert QApplication.focusWidget() is title


def test_the_choices_of_a_submenu_say_of_what_they_are(hand: Opens) -> None:
    person = hand()
    person.opens()
    person.types("dark")
    assert person.chosen().title == "Appearance: Dark"
    person.presses(Key.Key_Return)
    assert person.shell.services.theme.tokens.dark

    person.opens()
    assert "Open recent: Aurora" in person.titles()
    person.types("italiano")
    person.presses(Key.Key_Return)
    person.opens()
    assert person.sees_it()


def test_without_a_workspace_the_window_s_actions_are_offered(hand: Opens) -> None:
    person = hand()
    find(person.shell, "file.close").trigger()
    person.opens()
    assert {entry.kind for entry in person.lines()} == {"heading", "action"}
    assert "New workspace" in person.titles()
    assert "Close workspace" not in person.titles()
    person.types("close workspace")
    assert [entry.usable for entry in person.lines() if entry.title == "Close workspace"] == [False]


# Moving and hearing


def test_the_arrows_go_round_and_pages_go_further(hand: Opens) -> None:
    person = hand()
    person.opens()
    first = person.chosen()
    person.presses(Key.Key_Up)
    assert person.chosen() == person.lines()[-1]
    person.presses(Key.Key_Down)
    assert person.chosen() == first
    person.presses(Key.Key_PageDown)
    assert person.view.currentIndex().row() > 4
    person.presses(Key.Key_PageUp)
    assert person.chosen() == first
    assert person.view.verticalScrollBar().value() == 0


def test_line_and_list_have_names_and_every_row_is_spoken(hand: Opens) -> None:
    person = hand()
    person.opens()
    person.types("gl")
    model = person.view.model()
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    spoken = [str(row.data(Qt.ItemDataRole.AccessibleTextRole)) for row in rows]
    assert person.line.accessibleName()
    assert person.view.accessibleName()
    assert "Glow. Spot for LUMI Skin" in spoken
    assert all(spoken)

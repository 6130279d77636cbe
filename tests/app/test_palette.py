"""The command palette in the real window: opening it, finding and opening objects."""

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from studio.spots import queries
from studio.spots.ops import panels, spots
from studio.spots.ops.spots import SpotDraft
from studio.spots.ui.card import Field
from tests.app.conftest import find, the_store
from tests.app.palette_hand import (
    BOTH,
    CTRL,
    LEFT,
    PLAIN,
    Key,
    Opens,
    panel_ids,
    spot_of,
    titles_of,
)
from tests.app.palette_hand import glow as glow
from tests.app.palette_hand import hand as hand

# Opening and leaving


def test_ctrl_k_offers_what_was_touched_last_and_what_can_be_done_here(hand: Opens) -> None:
    person = hand()
    person.opens()
    entries = person.lines()
    parts = [entry.title for entry in entries if entry.kind == "heading"]
    recent = [entry for entry in entries if entry.kind == "object"]

    assert parts == ["Recent", "Actions"]
    assert [(one.title, one.detail) for one in recent] == [
        ("Snow falls", "Panel 1 of “Winter coat”"),
        ("Winter coat", "Spot"),
        ("Farewell", "Panel 3 of “Glow”"),
        ("The bottle turns", "Panel 2 of “Glow”"),
        ("Sunrise in the bedroom", "Panel 1 of “Glow”"),
    ]
    assert person.chosen() == recent[0]
    assert entries[len(recent) + 2].target.startswith("spots.")
    assert all(entry.usable for entry in entries if entry.kind == "action")
    assert not any(entry.target == "palette.open" for entry in entries)


def test_esc_gives_the_keyboard_back_to_where_it_was(hand: Opens) -> None:
    person = hand()
    title = person.page.desk.title
    title.setFocus()
    person.opens()
    person.types("glow")
    person.presses(Key.Key_Escape)

    assert not person.sees_it()
    assert QApplication.focusWidget() is title
    assert titles_of(the_store(person.shell)) == ["Glow", "Winter coat"]


def test_a_field_that_closes_when_it_is_left_keeps_its_words_and_gives_way_to_the_board(
    hand: Opens,
) -> None:
    person = hand()
    desk = person.page.desk
    panel_id = desk.board.ids()[0]
    desk.editor.edit(panel_id, Field("dialogue"))
    assert desk.editor.field is not None
    QTest.keyClicks(desk.editor.field, "Hello")
    person.opens()
    person.presses(Key.Key_Escape)

    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus is desk.board or desk.board.isAncestorOf(focus)
    with the_store(person.shell).read() as session:
        board = queries.board(session, spot_of(the_store(person.shell), "Glow"))
    assert board.panels[0].dialogue == "Hello"


def test_the_row_under_the_mouse_is_lit(hand: Opens) -> None:
    person = hand()
    person.opens()
    rect = person.view.visualRect(person.view.model().index(3, 0))
    at = rect.topRight() - QPoint(30, -rect.height() // 2)
    before = person.view.viewport().grab().toImage().pixelColor(at)
    QTest.mouseMove(person.view.viewport(), at)
    QCoreApplication.processEvents()
    assert person.view.viewport().grab().toImage().pixelColor(at) != before


def test_the_same_keys_close_it_and_a_click_beside_it_too(hand: Opens) -> None:
    person = hand()
    person.opens()
    person.presses(Key.Key_K, CTRL)
    assert not person.sees_it()

    person.opens()
    cover = person.palette
    QTest.mouseClick(cover, LEFT, PLAIN, QPoint(5, cover.height() - 5))
    assert not person.sees_it()


def test_the_menu_and_the_field_in_the_navigation_open_it(hand: Opens) -> None:
    person = hand()
    find(person.shell, "palette.open").trigger()
    assert person.sees_it()
    person.presses(Key.Key_Escape)

    field = person.shell.window.findChild(QPushButton, "searchField")
    assert field is not None
    QTest.mouseClick(field, LEFT)
    assert QApplication.focusWidget() is person.line


def test_the_keys_of_the_window_behind_do_nothing(hand: Opens) -> None:
    person = hand()
    person.opens()
    for key, held in ((Key.Key_N, CTRL), (Key.Key_D, CTRL), (Key.Key_Delete, PLAIN)):
        person.presses(key, held)
    person.presses(Key.Key_Tab)

    assert QApplication.focusWidget() is person.line
    assert titles_of(the_store(person.shell)) == ["Glow", "Winter coat"]
    assert len(panel_ids(the_store(person.shell), "Glow")) == 3


def test_it_stays_over_the_middle_of_a_window_that_changes(hand: Opens) -> None:
    person = hand()
    person.opens()
    for wide, high in ((1300, 900), (700, 480)):
        person.shell.window.resize(wide, high)
        QCoreApplication.processEvents()
        cover = person.palette
        assert cover.size() == person.shell.window.size()
        top_left = person.line.mapTo(cover, QPoint(0, 0))
        bottom = person.view.mapTo(cover, QPoint(0, person.view.height()))
        assert 0 < top_left.y() < cover.height() // 4
        assert bottom.y() < cover.height()


# Finding and opening


def test_what_is_typed_is_found_and_return_shows_it(hand: Opens) -> None:
    person = hand()
    person.opens()
    person.types("snow")
    found = person.chosen()
    assert (found.title, found.detail) == ("Snow falls", "Panel 1 of “Winter coat”")
    assert [found.title[first:end] for first, end in found.ranges] == ["Snow"]

    person.presses(Key.Key_Return)

    page = person.page
    assert not person.sees_it()
    assert page.desk.spot is not None
    assert page.desk.spot.title == "Winter coat"
    assert page.desk.board.selected() == panel_ids(the_store(person.shell), "Winter coat")
    assert QApplication.focusWidget() is page.desk.board


def test_a_panel_further_down_is_selected_by_arrow_and_return(hand: Opens) -> None:
    person = hand()
    person.opens()
    person.goes_to("The bottle turns")
    person.presses(Key.Key_Return)
    assert person.page.desk.board.selected() == panel_ids(the_store(person.shell), "Glow")[1:2]


def test_return_at_once_answers_what_was_typed_and_not_what_is_still_listed(hand: Opens) -> None:
    person = hand()
    person.opens()
    QTest.keyClicks(person.line, "winter coat")
    person.presses(Key.Key_Return)
    assert person.page.desk.spot is not None
    assert person.page.desk.spot.title == "Winter coat"


def test_a_match_in_another_column_stands_marked_on_the_second_line(hand: Opens) -> None:
    person = hand()
    person.opens()
    person.types("lumi")
    found = person.chosen()
    assert (found.title, found.ranges) == ("Glow", ())
    assert found.detail == "Spot for LUMI Skin"
    assert [found.detail[first:end] for first, end in found.detail_ranges] == ["LUMI"]


def test_nothing_found_is_said_in_a_sentence_and_return_does_nothing(hand: Opens) -> None:
    person = hand()
    person.opens()
    person.types("qxzzyw")
    said = person.shell.window.findChild(QLabel, "paletteNothing")
    assert said is not None
    assert said.isVisible()
    assert "“qxzzyw”" in said.text()
    person.presses(Key.Key_Return)
    person.presses(Key.Key_Down)
    assert person.sees_it()


def test_an_archived_spot_is_worded_so_and_shown(hand: Opens) -> None:
    person = hand()
    store = the_store(person.shell)
    spots.archive_spot(store, spot_of(store, "Winter coat"))
    person.opens()
    assert person.chosen().detail == "Spot (archived)"
    person.types("snow")
    assert person.chosen().detail == "Panel 1 of “Winter coat” (archived)"

    person.presses(Key.Key_Return)

    assert person.page.desk.spot is not None
    assert person.page.desk.spot.title == "Winter coat"


def test_a_spot_comes_before_a_scene_of_the_same_name(hand: Opens) -> None:
    person = hand()
    store = the_store(person.shell)
    panels.add_scene(store, spot_of(store, "Winter coat"), "Glow")
    person.opens()
    person.types("glow")
    assert [entry.table for entry in person.lines() if entry.title == "Glow"] == ["spot", "scene"]


def test_what_is_archived_is_found_after_what_is_in_use(hand: Opens) -> None:
    person = hand()
    store = the_store(person.shell)
    twin = spots.create_spot(store, SpotDraft("Glow"))
    spots.rename_spot(store, spot_of(store, "Glow"), "After the glow")
    spots.archive_spot(store, twin)
    person.opens()
    person.types("glow")
    spots_found = [entry.title for entry in person.lines() if entry.table == "spot"]
    assert spots_found == ["After the glow", "Glow"]


def test_what_was_deleted_is_not_offered(hand: Opens) -> None:
    person = hand()
    store = the_store(person.shell)
    spots.delete_spot(store, spot_of(store, "Winter coat"))
    person.opens()
    assert "Winter coat" not in person.titles()
    assert "Snow falls" not in person.titles()


def test_what_is_deleted_while_it_is_listed_is_told_in_a_sentence(hand: Opens) -> None:
    person = hand()
    store = the_store(person.shell)
    person.opens()
    spots.delete_spot(store, spot_of(store, "Winter coat"))
    assert person.chosen().title == "Snow falls"
    person.presses(Key.Key_Return)
    assert any("“Snow falls” cannot be shown" in sentence for sentence in person.said)


def test_only_what_a_page_shows_is_found(hand: Opens) -> None:
    person = hand()
    person.opens()
    person.types("maria")
    assert not [entry for entry in person.lines() if entry.kind == "object"]


def test_another_page_is_shown_for_what_belongs_there(hand: Opens) -> None:
    person = hand(BOTH)
    person.opens()
    person.types("maria")
    found = person.chosen()
    assert (found.title, found.detail, found.icon) == ("Mària Rossi", "Persona · @maria", "person")
    person.presses(Key.Key_Return)
    assert person.shell.window.shown_page() == "personas"

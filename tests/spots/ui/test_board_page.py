"""The Spots page by mouse and keys: every intent reaches the workspace and comes back."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit
from pytestqt.qtbot import QtBot

from studio.kernel.errors import NoSpace
from studio.spots.ops import contents, spots
from studio.spots.ui import exporting
from studio.spots.ui.card import Field
from studio.spots.ui.cards import Card
from studio.spots.ui.field_editor import FieldEditor
from studio.spots.ui.page import SpotsPage
from studio.store.workspace import Store

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Hand:
    """Mouse and keys on the board."""

    def __init__(self, qtbot: QtBot, page: SpotsPage) -> None:
        self.qtbot = qtbot
        self.page = page
        self.board = page.desk.board

    @property
    def editor(self) -> FieldEditor:
        return self.page.desk.editor

    def sees(self, fact: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(fact, timeout=10_000)

    def card(self, number: int) -> Card:
        card = self.board.card(self.board.ids()[number - 1])
        assert card is not None
        return card

    def at(self, number: int, field: Field) -> QPoint:
        rect = self.board.field_rect(self.board.ids()[number - 1], field)
        assert rect is not None
        return rect.center()

    def clicks(self, number: int, field: Field, held: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.mouseClick(self.board.viewport(), LEFT, held, self.at(number, field))

    def picks(self, words: str) -> None:
        self.sees(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        entry = next(action for action in menu.actions() if words in action.text())
        QTest.mouseClick(menu, LEFT, PLAIN, menu.actionGeometry(entry).center())

    def types(self, words: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, words)

    def presses(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.page, key, held)


@pytest.fixture
def hand(qtbot: QtBot, page: SpotsPage) -> Hand:
    """Give the page into somebody's hands."""
    made = Hand(qtbot, page)
    made.sees(lambda: len(made.board.ids()) == 12)
    made.board.setFocus()
    return made


def test_a_shot_size_is_chosen_from_the_menu_on_the_card(hand: Hand, store: Store) -> None:
    hand.clicks(1, Field("size"))
    hand.picks("MCU")
    hand.sees(lambda: hand.card(1).size == "MCU")
    assert store.undo_label == "Change shot size"


def test_pose_and_expression_are_chosen_for_the_person_clicked(hand: Hand) -> None:
    hand.board.bring_into_view(hand.board.ids()[8])
    hand.clicks(9, Field("pose", 1))
    hand.picks("Waving")
    hand.sees(lambda: hand.card(9).cast[1].pose == "wave")
    hand.clicks(9, Field("expression", 0))
    hand.picks("Laughing")
    hand.sees(lambda: hand.card(9).cast[0].expression == "laugh")
    assert hand.card(9).cast[0].pose == "talk"


def test_a_changed_pose_changes_the_picture(hand: Hand) -> None:
    before = hand.card(1).picture
    hand.clicks(1, Field("pose"))
    hand.picks("Jumping")
    hand.sees(lambda: hand.card(1).picture != before)


def test_words_typed_without_leaving_are_stored_after_a_second_of_quiet(hand: Hand) -> None:
    hand.clicks(1, Field("action"))
    hand.presses(Qt.Key.Key_A, CTRL)
    hand.types("Maya yawns.")
    hand.sees(lambda: hand.card(1).action == "Maya yawns.")
    assert isinstance(hand.editor.field, QPlainTextEdit)


def test_escape_drops_what_was_typed(hand: Hand, store: Store) -> None:
    before, label = hand.card(1).action, store.undo_label
    hand.clicks(1, Field("action"))
    hand.types("no, not this")
    hand.presses(Qt.Key.Key_Escape)
    hand.sees(lambda: hand.editor.field is None)
    assert (hand.card(1).action, store.undo_label) == (before, label)
    assert hand.board.hasFocus()


def test_tab_goes_on_to_the_next_field_and_the_next_card(hand: Hand) -> None:
    hand.clicks(1, Field("dialogue"))
    hand.types("Hello")
    hand.presses(Qt.Key.Key_Tab)
    hand.sees(lambda: hand.card(1).dialogue == "Hello")
    hand.types("7")
    hand.presses(Qt.Key.Key_Tab)
    hand.sees(lambda: hand.card(2).length == "7 s")
    hand.types("Second")
    hand.presses(Qt.Key.Key_Backtab)
    hand.sees(lambda: hand.card(2).action == "Second")


def test_one_piece_of_typing_is_one_step(hand: Hand, store: Store) -> None:
    before = hand.card(1).dialogue
    hand.clicks(1, Field("dialogue"))
    hand.types("One")
    hand.sees(lambda: hand.card(1).dialogue == "One")
    hand.types(" two")
    hand.sees(lambda: hand.card(1).dialogue == "One two")
    hand.presses(Qt.Key.Key_Return, CTRL)
    store.undo()
    hand.sees(lambda: hand.card(1).dialogue == before)


def test_a_length_that_is_none_is_told_at_the_field_and_nothing_is_stored(
    hand: Hand, store: Store
) -> None:
    label = store.undo_label
    hand.clicks(1, Field("length"))
    hand.types("soon")
    hand.presses(Qt.Key.Key_Return)
    assert hand.editor.field is not None
    assert hand.editor.field.property("refused")
    assert (hand.card(1).length, store.undo_label) == ("2 s", label)
    hand.presses(Qt.Key.Key_Escape)
    hand.sees(lambda: hand.editor.field is None)


def test_words_that_the_disk_does_not_take_stay_in_the_field(
    hand: Hand, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise NoSpace("Not saved: the disk is full.")

    monkeypatch.setattr(contents, "write_action", full)
    hand.clicks(1, Field("action"))
    hand.presses(Qt.Key.Key_A, CTRL)
    hand.types("precious")
    hand.board.setFocus()
    hand.qtbot.wait(50)
    assert hand.editor.field is not None
    assert hand.editor.field.current() == "precious"
    assert said == ["Not saved: the disk is full."]


def test_undo_while_a_field_is_open_shows_the_old_words_in_it(hand: Hand, store: Store) -> None:
    before = hand.card(1).action
    hand.clicks(1, Field("action"))
    hand.types("New words")
    hand.sees(lambda: hand.card(1).action == "New words")
    store.undo()
    field = hand.editor.field
    assert field is not None
    hand.sees(lambda: field.current() == before)


@pytest.mark.parametrize(
    ("key", "numbers"), [(Qt.Key.Key_Right, [2, 1, 3]), (Qt.Key.Key_Left, [1, 2, 3])]
)
def test_keys_move_the_panel(hand: Hand, key: Qt.Key, numbers: list[int]) -> None:
    before = hand.board.ids()
    hand.board.choose(before[:1])
    hand.presses(key, CTRL | SHIFT)
    expected = [before[n - 1] for n in numbers] + before[3:]
    hand.sees(lambda: hand.board.ids() == expected)
    assert hand.board.selected() == before[:1]


def drag(hand: Hand, start: QPoint, end: QPoint, *, drop: bool = True) -> None:
    viewport = hand.board.viewport()
    QTest.mousePress(viewport, LEFT, PLAIN, start)
    for step in range(1, 7):
        QTest.mouseMove(viewport, start + (end - start) * step / 6)
    if drop:
        QTest.mouseRelease(viewport, LEFT, PLAIN, end)


def test_several_selected_cards_are_dragged_together(hand: Hand) -> None:
    before = hand.board.ids()
    picture = Field("picture")
    hand.clicks(1, picture)
    hand.clicks(2, picture, CTRL)
    assert hand.board.selected() == before[:2]
    end = hand.at(4, picture) + QPoint(20, 0)
    drag(hand, hand.at(1, picture), end)
    hand.sees(lambda: hand.board.ids()[:4] == [before[2], before[3], before[0], before[1]])


def test_escape_drops_a_drag(hand: Hand, store: Store) -> None:
    before, label = hand.board.ids(), store.undo_label
    picture = Field("picture")
    drag(hand, hand.at(3, picture), hand.at(1, picture) - QPoint(40, 0), drop=False)
    hand.presses(Qt.Key.Key_Escape)
    QTest.mouseRelease(hand.board.viewport(), LEFT, PLAIN, hand.at(1, picture))
    assert (hand.board.ids(), store.undo_label) == (before, label)


def test_a_drag_back_to_its_place_leaves_no_step(hand: Hand, store: Store) -> None:
    label = store.undo_label
    picture = Field("picture")
    start = hand.at(2, picture)
    drag(hand, start, start + QPoint(30, 10))
    assert store.undo_label == label


def test_a_new_panel_comes_after_the_current_one_and_is_selected(hand: Hand) -> None:
    before = hand.board.ids()
    hand.board.choose([before[3]])
    hand.presses(Qt.Key.Key_N)
    hand.sees(lambda: len(hand.board.ids()) == 13)
    fresh = hand.board.ids()[4]
    assert fresh not in before
    assert hand.board.selected() == [fresh]


def test_deleting_selects_the_neighbour_and_undo_brings_the_panel_back(
    hand: Hand, store: Store
) -> None:
    before = hand.board.ids()
    hand.board.choose([before[11]])
    hand.presses(Qt.Key.Key_Delete)
    hand.sees(lambda: hand.board.ids() == before[:11])
    hand.sees(lambda: hand.board.selected() == [before[10]])
    store.undo()
    hand.sees(lambda: hand.board.ids() == before)


def test_duplicates_follow_their_originals(hand: Hand) -> None:
    before = hand.board.ids()
    hand.board.choose(before[:2])
    hand.presses(Qt.Key.Key_D, CTRL)
    hand.sees(lambda: len(hand.board.ids()) == 14)
    assert hand.board.selected() == hand.board.ids()[2:4]
    assert hand.card(3).dialogue == hand.card(1).dialogue


def test_a_new_spot_opens_empty_with_its_title_ready_to_type(hand: Hand, store: Store) -> None:
    hand.presses(Qt.Key.Key_N, CTRL)
    hand.sees(hand.page.desk.title.hasFocus)
    hand.types("Summer bumper")
    hand.presses(Qt.Key.Key_Return)
    hand.sees(lambda: "Summer bumper" in [row.title for row in hand.page._rows])
    assert hand.page.desk.spot is not None
    assert hand.page.desk.spot.panels == ()
    hand.page.desk.add_panel()
    hand.sees(lambda: len(hand.board.ids()) == 1)


def test_deleting_the_only_spot_shows_the_empty_state_and_offers_undo(
    hand: Hand, said: list[str]
) -> None:
    hand.page.delete_spot()
    hand.sees(lambda: not hand.page.has_spot)
    assert "is deleted" in said[0]
    assert not hand.page.action_set.find("spots.export").isEnabled()
    hand.page.context.store.undo()
    hand.sees(lambda: len(hand.board.ids()) == 12)


def test_pictures_are_drawn_for_the_cards_in_sight(hand: Hand) -> None:
    hand.sees(lambda: not hand.page.desk.pictures.busy and bool(hand.page.desk.pictures._kept))
    image: QImage = next(iter(hand.page.desk.pictures._kept.values()))
    assert image.width() >= hand.board.field_rect(hand.board.ids()[0], Field("picture")).width()  # type: ignore[union-attr]
    colours = {
        image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)
    }
    assert len(colours) > 100


def test_zoom_changes_the_cards_and_keeps_its_limits(hand: Hand) -> None:
    before = hand.board.card_width
    for _step in range(20):
        hand.page.desk.zoom(1)
    assert before < hand.board.card_width <= 420
    for _step in range(30):
        hand.page.desk.zoom(-1)
    assert hand.board.card_width == 140


def test_another_spot_is_opened_from_the_list(hand: Hand, store: Store) -> None:
    other = spots.create_spot(store, spots.SpotDraft("Other"))
    hand.sees(lambda: len(hand.page._rows) == 2)
    hand.page.list.setFocus()
    hand.presses(Qt.Key.Key_Down)
    hand.sees(lambda: hand.page.desk.spot is not None and hand.page.desk.spot.id == other)


def test_export_writes_the_words_that_are_still_in_the_field(
    hand: Hand, said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "board.pdf"
    monkeypatch.setattr(exporting, "ask_target", lambda *_args: target)
    hand.clicks(1, Field("dialogue"))
    hand.types("Just typed")
    hand.page.export()
    hand.sees(lambda: bool(said))
    assert said == ["“board.pdf” is written."]
    pdf = pypdfium2.PdfDocument(target)
    assert "Just typed" in pdf[0].get_textpage().get_text_range()
    pdf.close()


def test_an_export_that_cannot_be_written_says_so(
    hand: Hand, context_messages: list[str], tmp_path: Path
) -> None:
    hand.page.export_to(tmp_path / "nowhere" / "board.pdf")
    hand.sees(lambda: bool(context_messages))
    assert "does not exist" in context_messages[0]


@pytest.fixture
def context_messages(page: SpotsPage) -> list[str]:
    """Collect how jobs fail."""
    broken: list[str] = []
    page.context.jobs.broke.connect(lambda error: broken.append(str(error)))
    return broken


def test_a_title_becomes_a_file_name_every_system_takes() -> None:
    assert exporting.file_name('A/B: "C" <d>?') == "A-B- -C- -d"
    assert exporting.file_name("///") == "storyboard"
    assert len(exporting.file_name("x" * 500)) == 80

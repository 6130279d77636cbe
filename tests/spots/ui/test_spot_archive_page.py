"""Archived spots on the Spots page: put away, shown, restored, by mouse and keys."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QImage, QKeySequence, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from studio.kernel.progress import Progress, Work
from studio.spots import queries
from studio.spots.ops import spots
from studio.spots.ops.spots import SpotDraft
from studio.spots.ui.actions import SPOT_ACTIONS
from studio.spots.ui.page import SpotsPage
from studio.store import references
from studio.store.references import Edge
from studio.store.workspace import Store
from studio.ui.actions import LiveAction
from studio.ui.context import Context
from studio.ui.message_bar import MessageBar
from studio.ui.messages import Message, Offer
from studio.ui.rows_model import ROW_ROLE
from tests.spots.boards import dump, make_spot, panel_ids

LEFT = Qt.MouseButton.LeftButton


class Hand:
    """Mouse and keys on the page with three spots: the sample, Second, Third."""

    def __init__(self, qtbot: QtBot, page: SpotsPage) -> None:
        self.qtbot = qtbot
        self.page = page
        self.said: list[Message] = []
        page.context.messages.said.connect(self.said.append)

    def sees(self, fact: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(fact, timeout=10_000)

    def rows(self) -> list[queries.SpotRow]:
        model = self.page.list.model()
        return [model.index(k, 0).data(ROW_ROLE) for k in range(model.rowCount())]

    def titles(self) -> list[str]:
        return [row.title for row in self.rows()]

    def spoken(self) -> list[str]:
        role = int(Qt.ItemDataRole.AccessibleTextRole)
        model = self.page.list.model()
        return [str(model.index(k, 0).data(role)) for k in range(model.rowCount())]

    def opened(self) -> str:
        return self.page.desk.title.text() if self.page.has_spot else ""

    def at(self, title: str) -> QPoint:
        index = self.page.list.model().index(self.titles().index(title), 0)
        return self.page.list.visualRect(index).center()

    def opens(self, title: str) -> None:
        QTest.mouseClick(
            self.page.list.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, self.at(title)
        )
        self.sees(lambda: self.opened() == title)

    def action(self, action_id: str) -> LiveAction:
        found = self.page.action_set.find(action_id)
        found.refresh()
        return found

    def picks(self, action_id: str) -> None:
        """Choose an action from the list's menu."""
        spot = next(row.title for row in self.rows() if row.title == self.opened())
        at, viewport = self.at(spot), self.page.list.viewport()
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, viewport.mapToGlobal(at))
        QApplication.sendEvent(viewport, asked)
        self.sees(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        entry = self.action(action_id)
        assert entry.isEnabled()
        assert entry in menu.actions()
        QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(entry).center())

    def shows_archived(self) -> None:
        self.action("spots.show_archived").trigger()

    def restore_button(self) -> QPushButton:
        found = self.page.findChild(QPushButton, "spotRestore")
        assert isinstance(found, QPushButton)
        return found

    def offer(self) -> Offer:
        offer = self.said[-1].offer
        assert offer is not None
        return offer


@pytest.fixture
def hand(qtbot: QtBot, page: SpotsPage, store: Store) -> Hand:
    """Give the page, with two more spots, into somebody's hands; the sample is open."""
    made = Hand(qtbot, page)
    make_spot(store, "Second")
    make_spot(store, "Third")
    made.sees(lambda: len(made.rows()) == 3)
    made.opens(made.titles()[0])
    return made


def first(hand: Hand) -> str:
    return hand.titles()[0]


def test_a_spot_is_archived_from_the_menu_and_the_next_one_opens(hand: Hand, store: Store) -> None:
    hand.opens("Second")
    hand.picks("spots.archive")
    hand.sees(lambda: hand.opened() == "Third")
    assert "Second" not in hand.titles()
    assert hand.said[-1].text == "“Second” is archived."
    assert store.undo_label == "Archive spot"


def test_the_last_one_of_the_list_gives_way_to_the_one_before(hand: Hand) -> None:
    hand.opens("Third")
    hand.picks("spots.archive")
    hand.sees(lambda: hand.opened() == "Second")


def test_undo_of_the_message_brings_it_back_and_opens_it(
    qtbot: QtBot, hand: Hand, store: Store
) -> None:
    before = dump(store)
    bar = MessageBar(hand.page.context.messages, hand.page)
    hand.opens("Second")
    hand.picks("spots.archive")
    hand.sees(lambda: hand.opened() == "Third")
    button = bar.findChild(QPushButton, "messageOffer")
    assert button is not None
    QTest.mouseClick(button, LEFT)
    hand.sees(lambda: hand.opened() == "Second")
    assert dump(store) == before


def test_undo_of_an_old_message_takes_back_nothing_else(hand: Hand, store: Store) -> None:
    hand.opens("Second")
    hand.picks("spots.archive")
    hand.sees(lambda: hand.opened() == "Third")
    offer = hand.offer()
    spots.create_spot(store, SpotDraft("Fourth"))
    before = dump(store)
    offer.run()
    assert dump(store) == before
    assert hand.said[-1].text == "Something else was changed since. Undo that first."


def test_archived_spots_are_shown_after_the_others_with_the_word(hand: Hand, store: Store) -> None:
    hand.picks("spots.archive")
    hand.sees(lambda: len(hand.rows()) == 2)
    assert not hand.action("spots.show_archived").isChecked()
    hand.shows_archived()
    hand.sees(lambda: len(hand.rows()) == 3)
    assert hand.action("spots.show_archived").isChecked()
    assert [row.archived for row in hand.rows()] == [False, False, True]
    assert "Archived · 12 panels" in hand.spoken()[2]
    assert "Archived" not in hand.spoken()[0]
    hand.shows_archived()
    hand.sees(lambda: len(hand.rows()) == 2)


def test_an_archived_spot_is_painted_in_a_quieter_colour(hand: Hand) -> None:
    away = first(hand)
    hand.picks("spots.archive")
    hand.shows_archived()
    hand.sees(lambda: len(hand.rows()) == 3)
    hand.sees(lambda: darkest(hand, "Second") < darkest(hand, away) - 30)


def darkest(hand: Hand, title: str) -> int:
    """Return the lightness of the darkest dot of a title on white."""
    viewport = hand.page.list.viewport()
    index = hand.page.list.model().index(hand.titles().index(title), 0)
    box = hand.page.list.visualRect(index)
    picture = viewport.grab(box.adjusted(16, 8, -16, -box.height() // 2))
    image = QImage(picture.size(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    dots = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return min(image.pixelColor(x, y).lightness() for x, y in dots)


def test_an_archived_spot_opens_with_the_word_and_is_restored_by_its_button(
    hand: Hand, store: Store
) -> None:
    assert hand.restore_button().isHidden()
    away = first(hand)
    hand.picks("spots.archive")
    hand.shows_archived()
    hand.sees(lambda: len(hand.rows()) == 3)
    hand.opens(away)
    assert hand.restore_button().isVisible()
    assert hand.page.desk._facts.text().startswith("Archived · ")
    assert len(hand.page.desk.board.ids()) == 12
    assert not hand.action("spots.archive").isEnabled()
    QTest.mouseClick(hand.restore_button(), LEFT)
    hand.sees(lambda: hand.restore_button().isHidden())
    assert hand.titles() == [away, "Second", "Third"]
    assert hand.opened() == away
    assert "Archived" not in hand.page.desk._facts.text()
    assert hand.said[-1].text == f"“{away}” is back among the spots."
    hand.offer().run()
    hand.sees(lambda: hand.restore_button().isVisible())
    assert store.redo_label == "Restore spot"


def test_a_spot_archived_while_the_archive_is_shown_stays_open(hand: Hand) -> None:
    hand.shows_archived()
    hand.opens("Second")
    hand.picks("spots.archive")
    hand.sees(lambda: hand.titles()[-1] == "Second")
    assert hand.opened() == "Second"
    assert hand.restore_button().isVisible()
    hand.picks("spots.restore")
    hand.sees(lambda: hand.titles()[1] == "Second")


def test_hiding_the_archive_leaves_an_archived_spot_for_one_in_use(hand: Hand) -> None:
    hand.shows_archived()
    hand.opens("Third")
    hand.picks("spots.archive")
    hand.sees(hand.restore_button().isVisible)
    hand.shows_archived()
    hand.sees(lambda: hand.titles() == [hand.opened(), "Second"])
    assert hand.restore_button().isHidden()


def test_what_is_typed_is_stored_before_the_spot_is_put_away(hand: Hand, store: Store) -> None:
    hand.opens("Second")
    QTest.keyClick(hand.page, Qt.Key.Key_F2)
    hand.sees(hand.page.desk.title.hasFocus)
    QTest.keyClicks(hand.page.desk.title, "Renamed")
    hand.action("spots.archive").trigger()
    hand.sees(lambda: hand.opened() == "Third")
    with store.read() as session:
        assert [row.title for row in queries.spot_rows(session, archived=True)] == ["Renamed"]
    assert hand.titles()[1:] == ["Third"]


def test_when_all_are_archived_the_page_says_so_and_offers_to_show_them(hand: Hand) -> None:
    for left in (2, 1, 0):
        hand.action("spots.archive").trigger()
        hand.sees(lambda left=left: len(hand.rows()) == left)  # type: ignore[misc]
    assert hand.opened() == ""
    button = next(
        one
        for one in hand.page.findChildren(QPushButton, "empty.spots.show_archived")
        if one.isVisible()
    )
    assert button.text() == "Show archived spots"
    QTest.mouseClick(button, LEFT)
    hand.sees(lambda: len(hand.rows()) == 3)
    assert not button.isVisible()
    assert hand.opened()
    assert hand.restore_button().isVisible()


@pytest.fixture
def used(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    """Let a later schema have something that uses a spot: a super whose words are its id."""
    edges = (*references.edges(), Edge("super", "words", "spot", cascades=False))
    monkeypatch.setattr(references, "edges", lambda: edges)


@pytest.mark.usefixtures("used")
def test_deleting_what_is_in_use_says_that_it_was_archived_and_why(
    hand: Hand, store: Store
) -> None:
    hand.opens("Second")
    put_to_use(hand, store)
    QTest.keySequence(hand.page, QKeySequence("Ctrl+Backspace"))
    hand.sees(lambda: hand.opened() == "Third")
    assert hand.said[-1].text == (
        "“Second” is still in use, so it was archived instead. What uses it keeps it."
    )
    with store.read() as session:
        assert [row.title for row in queries.spot_rows(session, archived=True)] == ["Second"]
    hand.offer().run()
    hand.sees(lambda: hand.opened() == "Second")


@pytest.mark.usefixtures("used")
def test_deleting_an_archived_spot_in_use_says_that_it_stays(hand: Hand, store: Store) -> None:
    hand.shows_archived()
    hand.opens("Second")
    put_to_use(hand, store)
    hand.picks("spots.archive")
    hand.sees(hand.restore_button().isVisible)
    before = dump(store)
    hand.picks("spots.delete")
    assert hand.said[-1].text == "“Second” is still in use, so it stays in the archive."
    assert hand.said[-1].offer is None
    assert dump(store) == before
    assert hand.opened() == "Second"


def put_to_use(hand: Hand, store: Store) -> None:
    from studio.spots.model import Super
    from studio.spots.ops import contents

    rows = {row.title: row.id for row in hand.rows()}
    panel = panel_ids(store, rows["Third"])[0]
    contents.add_super(store, panel, Super(words=rows["Second"]))


def test_an_unused_archived_spot_is_deleted_and_comes_back_archived(
    hand: Hand, store: Store
) -> None:
    hand.shows_archived()
    hand.opens("Second")
    hand.picks("spots.archive")
    hand.sees(hand.restore_button().isVisible)
    hand.picks("spots.delete")
    hand.sees(lambda: "Second" not in hand.titles())
    hand.offer().run()
    hand.sees(lambda: hand.opened() == "Second")
    assert hand.restore_button().isVisible()


def test_every_verb_of_the_menu_is_an_action_of_the_page(hand: Hand) -> None:
    assert {"spots.archive", "spots.restore"} <= set(SPOT_ACTIONS)
    assert [hand.action(action_id).spec.id for action_id in SPOT_ACTIONS] == list(SPOT_ACTIONS)
    assert not hand.action("spots.restore").isEnabled()


def test_a_workspace_that_is_busy_says_so_and_nothing_moves(
    hand: Hand, store: Store, context: Context
) -> None:
    titles, opened = hand.titles(), hand.opened()

    def long() -> Work[None]:
        with store.alone("Import"):
            while True:
                yield Progress(0, 1)

    context.jobs.start("Import", long)
    hand.sees(lambda: store._pen.job == "Import")
    hand.action("spots.archive").trigger()
    assert "“Import” is writing" in hand.said[-1].text
    assert (hand.titles(), hand.opened()) == (titles, opened)

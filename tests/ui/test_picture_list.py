"""A filtered list with pictures: what fits, what is opened, and how soon."""

import json
import time

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from studio.render.rig.by_lot import look_by_lot
from studio.render.rig.look import read_look
from studio.render.shot import Cast, Marks, Shot
from studio.ui.layout import column
from studio.ui.picture_list import PICTURE, PictureList, PictureRow
from studio.ui.pictures import Pictures, Wish
from studio.ui.theme import Theme

_Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton

MAYA = PictureRow("m", "Maya Rossi", "@maya", "Virtual persona A gardener")
CELINE = PictureRow("c", "Céline Dubois", "Human creator", "Straße und Übermut")
OTTO = PictureRow("o", "Otto", "@otto · Archived", "Virtual persona A gardener too", muted=True)


class Desk(QWidget):
    """A list, and what it said."""

    def __init__(self) -> None:
        super().__init__()
        self.pictures = Pictures(self)
        self.list = PictureList("talents", "Personas", self.pictures)
        self.opened: list[str] = []
        self.asked: list[QPoint] = []
        self.list.opened.connect(self.opened.append)
        self.list.menu_wanted.connect(self.asked.append)
        self.setLayout(column(self.list, margin=""))

    def ids(self) -> list[str]:
        return self.list.view.rows.ids()

    def chosen(self) -> list[str]:
        selection = self.list.view.selectionModel().selectedIndexes()
        return [self.list.view.rows.row_at(index.row()).id for index in selection]

    def row_rect(self, row_id: str) -> QRect:
        return self.list.view.visualRect(self.list.view.rows.index_of(row_id))

    def clicks(self, row_id: str) -> None:
        QTest.mouseClick(self.list.view.viewport(), LEFT, pos=self.row_rect(row_id).center())

    def filters(self, words: str) -> list[str]:
        self.list.filter.setFocus()
        self.list.filter.selectAll()
        QApplication.clipboard().setText(words)  # no key of a test types an accent
        QTest.keySequence(self.list.filter, QKeySequence(QKeySequence.StandardKey.Paste))
        return self.ids()

    def sentence(self) -> QLabel:
        found = [one for one in self.findChildren(QLabel) if "filter" in one.text()]
        return found[0]

    def painted(self, row_id: str) -> QImage:
        """Return how a row looks on the ground that the window gives it."""
        viewport, box = self.list.view.viewport(), self.row_rect(row_id)
        return self.grab(QRect(viewport.mapTo(self, box.topLeft()), box.size())).toImage()


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme) -> Desk:
    made = Desk()
    qtbot.addWidget(made)
    made.resize(280, 600)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.list.show_rows([MAYA, CELINE, OTTO], "m")
    return made


def test_rows_are_shown_in_order_with_the_open_one_chosen_and_nothing_said(desk: Desk) -> None:
    assert desk.ids() == ["m", "c", "o"]
    assert desk.chosen() == ["m"]

    desk.list.show_rows([OTTO, MAYA], "o")

    assert desk.ids() == ["o", "m"]
    assert desk.chosen() == ["o"]
    desk.list.show_rows([MAYA], None)
    assert desk.chosen() == []
    assert desk.opened == []


@pytest.mark.parametrize(
    ("words", "fitting"),
    [
        ("celine", ["c"]),
        ("CÉLINE", ["c"]),
        ("DUBOIS céline", ["c"]),
        ("strasse", ["c"]),
        ("ubermut", ["c"]),
        ("gardener", ["m", "o"]),
        ("gardener archived", ["o"]),
        ("@maya", ["m"]),
        ("human", ["c"]),
        ("  ", ["m", "c", "o"]),
        ("maya otto", []),
    ],
)
def test_the_filter_finds_words_without_accents_and_case_in_all_that_a_row_says(
    desk: Desk, words: str, fitting: list[str]
) -> None:
    assert desk.filters(words) == fitting
    assert desk.opened == []


def test_nothing_fits_is_said_and_is_gone_when_something_fits(desk: Desk) -> None:
    assert not desk.sentence().isVisible()
    desk.filters("zebra")
    assert desk.sentence().isVisible()
    assert desk.sentence().text() == "Nothing fits the filter."

    desk.filters("m")
    assert not desk.sentence().isVisible()
    desk.filters("zebra")
    desk.list.show_rows([], None)
    assert not desk.sentence().isVisible(), "an empty list is no matter of the filter"


def test_rows_that_come_are_filtered_too(desk: Desk) -> None:
    desk.filters("gardener")
    desk.list.show_rows([MAYA, CELINE, OTTO, PictureRow("n", "Nia", "Gardener")], "m")

    assert desk.ids() == ["m", "o", "n"]


def test_the_open_row_is_chosen_again_when_the_filter_lets_it_through(desk: Desk) -> None:
    desk.filters("otto")
    assert desk.chosen() == []

    desk.list.filter.clear()

    assert desk.chosen() == ["m"]
    assert desk.opened == []


def test_a_click_says_once_what_is_opened(desk: Desk) -> None:
    desk.clicks("c")
    assert desk.opened == ["c"]

    desk.list.show_rows([MAYA, CELINE, OTTO], "c")
    desk.clicks("c")
    assert desk.opened == ["c"]


def test_keys_open_the_next_row(desk: Desk) -> None:
    desk.list.view.setFocus()
    QTest.keyClick(desk.list.view, _Key.Key_Down)
    desk.list.show_rows([MAYA, CELINE, OTTO], "c")
    QTest.keyClick(desk.list.view, _Key.Key_End)

    assert desk.opened == ["c", "o"]


def test_a_row_of_a_filtered_list_opens_by_keys(desk: Desk) -> None:
    desk.filters("otto")
    QTest.keyClick(desk.list.filter, _Key.Key_Tab)
    assert desk.list.view.hasFocus()
    QTest.keyClick(desk.list.view, _Key.Key_Down)

    assert desk.opened == ["o"]


def test_a_row_that_goes_opens_nothing_by_itself(desk: Desk) -> None:
    desk.list.show_rows([CELINE, OTTO], "o")

    assert desk.opened == []
    assert desk.chosen() == ["o"]


def test_the_row_that_is_opened_from_elsewhere_comes_into_sight(qtbot: QtBot, desk: Desk) -> None:
    rows = [PictureRow(f"r{n}", f"Row {n}", "") for n in range(100)]
    desk.list.show_rows(rows, "r0")
    desk.list.show_rows(rows, "r90")

    seen = desk.list.view.viewport().rect()
    qtbot.waitUntil(lambda: seen.contains(desk.row_rect("r90")))


def test_a_refresh_leaves_the_list_where_it_was_scrolled_to(desk: Desk) -> None:
    rows = [PictureRow(f"r{n}", f"Row {n}", "") for n in range(100)]
    desk.list.show_rows(rows, "r0")
    QApplication.processEvents()
    bar = desk.list.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)

    desk.list.show_rows([*rows[:50], PictureRow("r50", "Renamed", ""), *rows[51:]], "r0")
    QApplication.processEvents()

    assert bar.value() == bar.maximum() // 2


def test_the_menu_is_asked_for_at_the_pointer(desk: Desk) -> None:
    viewport, at = desk.list.view.viewport(), desk.row_rect("m").center()
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(viewport, QContextMenuEvent(reason, at, viewport.mapToGlobal(at)))

    assert desk.asked == [viewport.mapToGlobal(at)]


def wish(seed: int) -> Wish:
    look = read_look(json.loads(json.dumps(look_by_lot(seed))), "")
    shot = Shot(ratio="1:1", size="CU", cast=(Cast("talent", look),))
    return Wish(f"look{seed}", shot, Marks(), PICTURE)


def test_a_row_s_picture_comes_when_it_is_drawn_and_is_painted(qtbot: QtBot, desk: Desk) -> None:
    row = PictureRow("m", "Maya", "@maya", "", wish(7))
    desk.list.show_rows([row, CELINE], "c")
    qtbot.waitUntil(lambda: desk.pictures.picture("look7") is not None, timeout=10_000)

    image = desk.painted("m")
    box = range(image.height() // 2 - PICTURE // 2, image.height() // 2 + PICTURE // 2)
    colours = {image.pixel(x, y) for x in range(10, 50) for y in box}
    assert len(colours) > 60


def test_a_row_without_a_picture_begins_with_its_words(desk: Desk) -> None:
    desk.list.show_rows([MAYA, PictureRow("c", "Céline", "@c", "", wish(7))], None)

    assert leftmost_ink(desk.painted("m")) < PICTURE // 2
    assert leftmost_ink(desk.painted("c")) > PICTURE
    assert desk.row_rect("m").height() == desk.row_rect("c").height()


def leftmost_ink(image: QImage) -> int:
    """Return how far from the left something darker than the ground is painted."""
    ground = image.pixelColor(image.width() - 2, 2).lightness()
    for x in range(image.width()):
        for y in range(image.height()):
            if image.pixelColor(x, y).lightness() < ground - 60:
                return x
    return image.width()


def test_a_row_out_of_use_is_painted_more_quietly(desk: Desk) -> None:
    def darkest(row_id: str) -> int:
        image = desk.painted(row_id)
        return min(
            QColor(image.pixel(x, y)).lightness()
            for x in range(image.width())
            for y in range(image.height())
        )

    desk.list.show_rows([MAYA, OTTO], None)
    assert darkest("o") > darkest("m") + 30


def test_a_row_is_read_out_with_its_facts(desk: Desk) -> None:
    spoken = desk.list.view.rows.index_of("o").data(int(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken == "Otto. @otto · Archived"
    assert desk.list.view.accessibleName() == "Personas"
    assert desk.list.filter.accessibleName() == "Filter Personas"


def test_two_thousand_rows_are_shown_and_filtered_without_a_pause(desk: Desk) -> None:
    many = [
        PictureRow(f"{n:05}", f"Perséphone Number {n}", f"@number{n}", "Virtual persona " * 4)
        for n in range(2_000)
    ]
    began = time.perf_counter()
    desk.list.show_rows(many, "00000")
    shown = time.perf_counter() - began
    began = time.perf_counter()
    for words, count in (("9", 542), ("persephone", 2_000), ("number 1999", 1), ("", 2_000)):
        desk.list.filter.setText(words)
        QApplication.processEvents()
        assert len(desk.ids()) == count
    filtered = (time.perf_counter() - began) / 4

    assert shown < 0.5
    assert filtered < 0.5
    assert desk.chosen() == ["00000"]

"""The Personas page in somebody's hands, for the tests that drive it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from studio.personas import ops, queries
from studio.personas.queries import TalentSheet
from studio.personas.ui.page import PersonasPage
from studio.store import workspace
from studio.store.workspace import Store
from studio.ui.actions import LiveAction
from studio.ui.bridge import Bridge
from studio.ui.choices import Choices
from studio.ui.context import Context
from studio.ui.jobs import Jobs
from studio.ui.messages import Message, Messages, Offer
from studio.ui.picture_list import PictureRow
from studio.ui.text_fields import LineField, TextField
from studio.ui.theme import Theme

LEFT = Qt.MouseButton.LeftButton
WidgetT = TypeVar("WidgetT", bound=QWidget)


class Hand:
    """Mouse and keys on the Personas page."""

    def __init__(self, qtbot: QtBot, page: PersonasPage) -> None:
        self.qtbot = qtbot
        self.page = page
        self.store: Store = page.context.store
        self.said: list[Message] = []
        page.context.messages.said.connect(self.said.append)

    def sees(self, fact: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(fact, timeout=10_000)

    # What is there

    def part(self, kind: type[WidgetT], name: str) -> WidgetT:
        found = self.page.findChild(kind, name)
        assert isinstance(found, kind), name
        return found

    def rows(self) -> list[PictureRow]:
        rows = self.page.list.view.rows
        return [rows.row_at(place) for place in range(rows.rowCount())]

    def titles(self) -> list[str]:
        return [row.title for row in self.rows()]

    def opened(self) -> str:
        return self.name.text() if self.name.isVisible() else ""

    def line(self, name: str) -> LineField:
        return self.part(LineField, name)

    @property
    def name(self) -> LineField:
        return self.line("talent.name")

    def stored(self, talent_id: str | None = None) -> TalentSheet:
        """Return what the workspace holds of the open talent, or of another."""
        subject = self.page.subject()
        wanted = talent_id or (subject.ids[0] if subject is not None else "")
        with self.store.read() as session:
            found = queries.talent_sheet(session, wanted)
        assert found is not None
        return found

    def words(self) -> str:
        return self.said[-1].text if self.said else ""

    def offer(self) -> Offer:
        found = self.said[-1].offer
        assert found is not None
        return found

    # What is done

    def action(self, action_id: str) -> LiveAction:
        found = self.page.action_set.find(f"personas.{action_id}")
        found.refresh()
        return found

    def clicks(self, name: str) -> None:
        made = self.part(QWidget, name)
        assert made.isVisible(), name
        assert made.isEnabled(), name
        QTest.mouseClick(made, LEFT)

    def at(self, title: str) -> QPoint:
        view = self.page.list.view
        return view.visualRect(view.rows.index(self.titles().index(title))).center()

    def opens(self, title: str) -> None:
        view = self.page.list.view
        view.setFocus(Qt.FocusReason.MouseFocusReason)
        QTest.mouseClick(view.viewport(), LEFT, pos=self.at(title))
        self.sees(lambda: self.opened() == title)

    def picks(self, action_id: str) -> None:
        """Choose an action from the menu of the open row."""
        viewport, at = self.page.list.view.viewport(), self.at(self.opened())
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, viewport.mapToGlobal(at))
        QApplication.sendEvent(viewport, asked)
        self.sees(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        entry = self.action(action_id)
        assert entry in menu.actions()
        assert entry.isEnabled()
        QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(entry).center())

    def types(self, field: LineField | TextField, words: str) -> None:
        """Type words in place of those in the field, and stay there."""
        field.setFocus()
        field.selectAll()
        if words:
            QTest.keyClicks(field, words)
        else:
            QTest.keyClick(field, Qt.Key.Key_Delete)

    def fills(self, name: str, words: str) -> None:
        """Type into a line, and Return."""
        self.types(self.line(name), words)
        QTest.keyClick(self.line(name), Qt.Key.Key_Return)

    def chooses(self, name: str, text: str) -> None:
        """Choose from a list that drops down, by keys."""
        box = self.part(QComboBox, name)
        box.setFocus()
        place = box.findText(text)
        key = Qt.Key.Key_Down if place > box.currentIndex() else Qt.Key.Key_Up
        for _step in range(abs(place - box.currentIndex())):
            QTest.keyClick(box, key)
        assert box.currentText() == text

    def presses(self, keys: str) -> None:
        QTest.keySequence(QApplication.focusWidget() or self.page, QKeySequence(keys))


def sentences(hand: Hand) -> list[str]:
    return [one.text() for one in hand.page.findChildren(QLabel) if one.isVisible()]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give a new workspace."""
    made = workspace.create(tmp_path / "Test.studio", "Anna")
    yield made
    made.close()


@pytest.fixture
def hand(
    qtbot: QtBot, qapp: QApplication, theme: Theme, store: Store, tmp_path: Path
) -> Iterator[Hand]:
    """Give the empty page into somebody's hands."""
    jobs = Jobs()
    context = Context(store, Bridge(store), jobs, Messages(), theme, Choices(tmp_path))
    page = PersonasPage(context)
    qtbot.addWidget(page)
    page.resize(1200, 860)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    yield Hand(qtbot, page)
    jobs.stop()
    context.bridge.close()


@pytest.fixture
def people(hand: Hand) -> Hand:
    """Give the page with Maya, who is open, Otto and Nia."""
    with hand.store.edit("Make"):
        for seed, name in enumerate(("Maya", "Otto", "Nia")):
            ops.create_talent(hand.store, name, seed)
    hand.sees(lambda: hand.titles() == ["Maya", "Otto", "Nia"])
    hand.opens("Maya")
    return hand

"""A page of records in somebody's hands: mouse, keys, and what can be seen."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from studio.store.workspace import Store
from studio.ui.bridge import Bridge
from studio.ui.choices import Choices
from studio.ui.context import Context
from studio.ui.jobs import Jobs
from studio.ui.messages import Message, Messages
from studio.ui.picture_list import PICTURE
from studio.ui.records_page import RecordsPage
from studio.ui.text_fields import LineField
from studio.ui.theme import Theme, space

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
WidgetT = TypeVar("WidgetT", bound=QWidget)


@pytest.fixture
def said() -> list[Message]:
    """Collect what the message bar would say."""
    return []


@pytest.fixture
def context(
    qapp: QApplication, theme: Theme, store: Store, tmp_path: Path, said: list[Message]
) -> Iterator[Context]:
    """Give what pages are given."""
    messages, jobs, bridge = Messages(), Jobs(), Bridge(store)
    messages.said.connect(said.append)
    yield Context(store, bridge, jobs, messages, theme, Choices(tmp_path))
    jobs.stop()
    bridge.close()


class RecordHand:
    """Mouse and keys on a page of records."""

    def __init__(self, qtbot: QtBot, page: RecordsPage) -> None:
        self.qtbot = qtbot
        self.page = page
        qtbot.addWidget(page)
        page.resize(1200, 860)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()

    def sees(self, fact: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(fact, timeout=5_000)

    def part(self, kind: type[WidgetT], name: str) -> WidgetT:
        """Return the widget of that name."""
        found = self.page.findChild(kind, name)
        assert isinstance(found, kind), name
        return found

    def line(self, name: str) -> LineField:
        return self.part(LineField, name)

    def hint(self, name: str) -> str:
        """Return what stands below a field."""
        found = self.part(QLabel, f"{name}.hint")
        return found.text() if found.isVisible() else ""

    def titles(self) -> list[str]:
        model = self.page.list.view.rows
        return [model.row_at(k).title for k in range(model.rowCount())]

    def facts(self) -> list[str]:
        model = self.page.list.view.rows
        return [model.row_at(k).facts for k in range(model.rowCount())]

    def clicks(self, name: str) -> None:
        """Click the button of that name."""
        made = self.page.findChild(QPushButton, name) or self.part(QToolButton, name)
        assert made.isVisible(), name
        assert made.isEnabled(), name
        QTest.mouseClick(made, LEFT)

    def opens(self, title: str) -> None:
        """Click the row of the list that is called so."""
        view = self.page.list.view
        rect = view.visualRect(view.rows.index(self.titles().index(title), 0))
        QTest.mouseClick(view.viewport(), LEFT, PLAIN, rect.center())

    def picks(self, name: str, text: str) -> None:
        """Choose by keys: the list is opened, and its line clicked."""
        field = self.part(QComboBox, name)
        field.setFocus()
        field.showPopup()
        view = field.view()
        rect = view.visualRect(view.model().index(field.findText(text), 0))
        QTest.mouseClick(view.viewport(), LEFT, PLAIN, rect.center())

    def types(self, words: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, words)

    def presses(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.page, key, held)

    def has_keyboard_in(self, part: str) -> None:
        """Wait until the keyboard is in a field of the part of this id."""

        def there() -> bool:
            focused = QApplication.focusWidget()
            return focused is not None and focused.objectName().split(".")[1:2] == [part]

        self.sees(there)

    def fills(self, name: str, words: str) -> None:
        """Type over what stands in a line, and store it."""
        line = self.line(name)
        line.setFocus()
        line.selectAll()
        self.types(words)
        self.presses(Qt.Key.Key_Return)

    def does(self, action: str) -> None:
        """Trigger an action as the menu does, without taking the keyboard from its field."""
        found = self.page.action_set.find(f"{self.page.name}.{action}")
        assert found.isEnabled(), action
        found.trigger()

    def can(self, action: str) -> bool:
        return self.page.action_set.find(f"{self.page.name}.{action}").isEnabled()

    def stripe(self, title: str, share: float) -> QColor:
        """Return the colour of a row's picture, so far from its left edge."""
        view = self.page.list.view
        box = view.visualRect(view.rows.index(self.titles().index(title), 0))
        at = QPoint(box.x() + space("s") + round(PICTURE * share), box.center().y())
        return view.viewport().grab().toImage().pixelColor(at)

    def nameless(self) -> list[str]:
        """Return what takes the keyboard and cannot say its name."""
        return [
            f"{type(one).__name__} {one.objectName()}"
            for one in self.page.findChildren(QWidget)
            if one.isVisible()
            and one.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name)
        ]

"""A person at the real window: clicks, types, drags and waits to see what happens."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from studio.app.shell import Shell
from studio.spots.ui.board import BoardView
from studio.spots.ui.card import Field
from studio.spots.ui.cards import Card
from studio.spots.ui.page import SpotsPage
from studio.ui.crash import CrashHook

_LEFT, _PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
_PATIENCE = 20_000


class Person:
    """Counts what it does: an action is a click, a drag, a key chord or one piece of typing."""

    def __init__(self, qtbot: QtBot, app: QApplication, workspace: Path | None = None) -> None:
        """Start the program, as from its icon or with a file."""
        self.qtbot = qtbot
        self.actions = 0
        self._app = app
        self._crash = CrashHook(leave=app.quit)
        self.shell = Shell(app, self._crash)
        self.shell.window.resize(1280, 860)
        self.shell.start(workspace)
        self.shell.window.activateWindow()
        self.sees(self.shell.window.isActiveWindow)
        self.sees(lambda: self.shell.workspaces.store is not None)

    def sees(self, fact: Callable[[], bool]) -> None:
        """Wait until it is so."""
        self.qtbot.waitUntil(fact, timeout=_PATIENCE)

    def goes_home(self) -> None:
        """Close the window, as with its button."""
        self.shell.window.close()
        self.shell.end()
        self.shell.deleteLater()
        QApplication.sendPostedEvents()
        self._app.setStyleSheet("")  # its marks lie in a folder that goes with the theme

    @property
    def page(self) -> SpotsPage:
        """Return the Spots page."""
        page = self.shell.window.findChild(SpotsPage)
        assert page is not None
        return page

    @property
    def board(self) -> BoardView:
        """Return the board."""
        return self.page.desk.board

    def card(self, number: int) -> Card:
        """Return the card at a place of the board, 1 first."""
        card = self.board.card(self.board.ids()[number - 1])
        assert card is not None
        return card

    def rect(self, number: int, field: Field) -> QRect:
        """Return where a field of a card lies on the board."""
        panel_id = self.board.ids()[number - 1]
        self.board.bring_into_view(panel_id)
        rect = self.board.field_rect(panel_id, field)
        assert rect is not None
        return rect

    def clicks(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click with the left button, in the middle if not said otherwise."""
        self.actions += 1
        where = at or widget.rect().center()
        QTest.mouseMove(widget, where)
        QTest.mouseClick(widget, _LEFT, _PLAIN, where)

    def clicks_field(self, number: int, kind: str, member: int = 0) -> None:
        """Click a field of a card."""
        field = Field(kind, member)  # type: ignore[arg-type]
        self.clicks(self.board.viewport(), self.rect(number, field).center())

    def types(self, words: str) -> None:
        """Type into what has the keyboard."""
        self.actions += 1
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, words)

    def presses(self, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
        """Press a key, with others held."""
        self.actions += 1
        modifiers = Qt.KeyboardModifier.NoModifier
        for modifier in held:
            modifiers |= modifier
        target = QApplication.activePopupWidget() or QApplication.focusWidget()
        QTest.keyClick(target or self.shell.window, key, modifiers)

    def picks(self, words: str) -> None:
        """Click an entry of the open menu."""
        self.sees(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        entry = next(action for action in menu.actions() if words in action.text())
        self.clicks(menu, menu.actionGeometry(entry).center())

    def drags_card(self, number: int, before: int) -> None:
        """Drag a card by its picture to the gap before another."""
        self.actions += 1
        viewport = self.board.viewport()
        start = self.rect(number, Field("picture")).center()
        target = self.rect(before, Field("picture"))
        end = QPoint(target.left() + 6, target.center().y())
        QTest.mousePress(viewport, _LEFT, _PLAIN, start)
        for step in range(1, 9):
            QTest.mouseMove(viewport, start + (end - start) * step / 8)
        QTest.mouseRelease(viewport, _LEFT, _PLAIN, end)

    def offers(self, action_id: str) -> str:
        """Return how a menu entry reads now."""
        entries = self.shell.window.live_actions()
        return next(entry.text() for entry in entries if entry.spec.id == action_id)

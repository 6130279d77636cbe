"""Somebody at the keyboard of a window with a workspace that has something to find."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView
from pytestqt.qtbot import QtBot

from studio.app.pages import PAGES, PageEntry
from studio.app.palette import Palette
from studio.app.palette_entries import Entry
from studio.app.shell import Shell
from studio.kernel import paths, preferences
from studio.kernel.preferences import Preferences
from studio.personas.ops import add_talent
from studio.spots import queries
from studio.spots.ops import contents, panels, spots
from studio.spots.ops.spots import SpotDraft
from studio.spots.ui.page import SpotsPage
from studio.store import workspace
from studio.store.workspace import Store
from studio.ui.crash import CrashHook
from studio.ui.messages import Message
from studio.ui.rows_model import ROW_ROLE
from tests.ui import guards

Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton
CTRL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
SPOTS = tuple(entry for entry in PAGES if entry.id == "spots")
BOTH = (*SPOTS, PageEntry("personas", "Personas", "people", "tests.app.sketch:OtherPage"))


class Hand:
    """Somebody at the keyboard of the running program."""

    def __init__(self, qtbot: QtBot, shell: Shell) -> None:
        self.qtbot = qtbot
        self.shell = shell
        self.said: list[str] = []

        def note(message: Message) -> None:
            self.said.append(message.text)

        shell.services.messages.said.connect(note)
        qtbot.waitUntil(lambda: QApplication.focusWindow() is not None)

    @property
    def page(self) -> SpotsPage:
        found = self.shell.window.findChild(SpotsPage)
        assert found is not None
        return found

    @property
    def palette(self) -> Palette:
        guards.delete_now()
        found = self.shell.window.findChild(Palette)
        assert found is not None
        return found

    def sees_it(self) -> bool:
        guards.delete_now()
        return self.shell.window.findChild(Palette) is not None

    @property
    def line(self) -> QLineEdit:
        return self.palette.line

    @property
    def view(self) -> QListView:
        return self.palette.list

    def presses(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.shell.window, key, held)

    def opens(self) -> None:
        guards.delete_now()  # as between two turns of the event loop
        self.presses(Key.Key_K, CTRL)
        assert QApplication.focusWidget() is self.line

    def types(self, words: str) -> None:
        QTest.keyClicks(self.line, words)
        self.qtbot.waitUntil(lambda: not self.palette._quiet.isActive())

    def lines(self) -> list[Entry]:
        model = self.view.model()
        return [model.index(row, 0).data(ROW_ROLE) for row in range(model.rowCount())]

    def titles(self) -> list[str]:
        return [entry.title for entry in self.lines()]

    def chosen(self) -> Entry:
        entry = self.view.currentIndex().data(ROW_ROLE)
        assert isinstance(entry, Entry)
        return entry

    def goes_to(self, title: str) -> None:
        for _line in self.lines():
            if self.chosen().title == title:
                return
            self.presses(Key.Key_Down)
        pytest.fail(f"no key leads to {title}")


Opens = Callable[..., Hand]


@pytest.fixture
def hand(qtbot: QtBot, qapp: QApplication, glow: Path) -> Iterator[Opens]:
    """Start the program with pages of its own."""
    running: list[Shell] = []
    font = qapp.font()

    def begin(entries: Sequence[PageEntry] = SPOTS) -> Hand:
        shell = Shell(qapp, CrashHook(leave=qapp.quit, parent=qapp), entries)
        running.append(shell)
        shell.start(None)
        qtbot.waitUntil(lambda: shell.opened_first)
        return Hand(qtbot, shell)

    yield begin
    for shell in running:
        shell.window.close()
        shell.end()
        shell.window.deleteLater()
        shell.deleteLater()
        guards.delete_now()
        QCoreApplication.processEvents()
    qapp.setStyleSheet("")
    qapp.setFont(font)
    qapp.styleHints().unsetColorScheme()


@pytest.fixture
def glow(tmp_path: Path) -> Path:
    """Give a workspace of two spots, a persona and three panels with words, open at the start."""
    path = tmp_path / "Aurora.studio"
    store = workspace.create(path, "Anna")
    add_talent(store, "Mària Rossi", handle="@maria")
    _spot(store, "Glow", "LUMI Skin", ["Sunrise in the bedroom", "The bottle turns", "Farewell"])
    _spot(store, "Winter coat", "", ["Snow falls"])
    store.close()
    preferences.save(Preferences(recent=(str(path),)), paths.config())
    return path


def _spot(store: Store, title: str, client: str, actions: Sequence[str]) -> None:
    spot_id = spots.create_spot(store, SpotDraft(title, client=client))
    for words in actions:
        contents.write_action(store, panels.add_panel(store, spot_id), words)


def spot_of(store: Store, title: str) -> str:
    with store.read() as session:
        return queries.find_spot(session, title)


def titles_of(store: Store) -> list[str]:
    with store.read() as session:
        return [row.title for row in queries.spot_rows(session)]


def panel_ids(store: Store, title: str) -> list[str]:
    spot_id = spot_of(store, title)
    with store.read() as session:
        return [panel.id for panel in queries.panels_in_order(session, spot_id)]

"""Fixtures of the window's tests: the whole program in a home of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app.shell import Shell
from studio.kernel import paths, preferences
from studio.kernel.preferences import Preferences
from studio.store import workspace
from studio.store.workspace import Store
from studio.ui.crash import CrashHook
from tests.app import sketch
from tests.app.sketch import SKETCHES, SketchPage
from tests.ui import guards

no_modal_loop = guards.no_modal_loop

Start = Callable[..., Shell]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the desktop speak English whoever runs the tests."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication) -> Iterator[Start]:
    """Start the program as often as a test likes; an earlier one ends first."""
    running: list[Shell] = []
    font = qapp.font()
    sketch.MADE.clear()

    def begin(asked: Path | None = None, *, paint: bool = True) -> Shell:
        end()
        shell = Shell(qapp, CrashHook(leave=qapp.quit, parent=qapp), SKETCHES)
        running.append(shell)
        shell.start(asked)
        if paint:
            qtbot.waitUntil(lambda: shell.opened_first)
        return shell

    def end() -> None:
        while running:
            shell = running.pop()
            shell.window.close()
            shell.end()
            shell.window.deleteLater()
            shell.deleteLater()
            guards.delete_now()
            QCoreApplication.processEvents()

    yield begin
    end()
    qapp.setStyleSheet("")
    qapp.setFont(font)
    qapp.styleHints().unsetColorScheme()


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """Give a workspace with one spot that was open the last time."""
    from studio.spots.ops.spots import SpotDraft, create_spot

    path = tmp_path / "Aurora.studio"
    store = workspace.create(path, "Anna")
    create_spot(store, SpotDraft("Glow"))
    store.close()
    preferences.save(Preferences(recent=(str(path),)), paths.config())
    return path


def page(shell: Shell) -> SketchPage:
    """Return the page on the screen."""
    found = shell.window.findChild(SketchPage)
    assert isinstance(found, SketchPage)
    return found


def the_store(shell: Shell) -> Store:
    """Return the open workspace."""
    assert shell.workspaces.store is not None
    return shell.workspaces.store


def find(shell: Shell, action_id: str) -> QAction:
    """Return an action of the menus, up to date."""
    action = next(one for one in shell.window.live_actions() if one.spec.id == action_id)
    action.refresh()
    return action

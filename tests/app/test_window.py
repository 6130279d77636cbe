"""The window: its places, what it remembers, its words and its undo."""

import gc
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

import studio
from studio.app.shell import Shell
from studio.kernel import i18n, paths, preferences, resources
from studio.ui import desktop
from studio.ui.actions import LiveAction
from studio.ui.theme import load
from tests.app import sketch
from tests.app.conftest import Start, find, page
from tests.ui import guards


def menu_texts(shell: Shell, title: str) -> list[str]:
    tops = [top for top in shell.window.menuBar().actions() if top.text().replace("&", "") == title]
    menu = tops[0].menu()
    assert isinstance(menu, QMenu)
    return [action.text().replace("&", "") for action in menu.actions()]


# Places


def test_a_page_is_made_only_when_it_is_shown(start: Start, made: Path) -> None:
    shell = start()
    assert sketch.MADE == ["SketchPage"]

    find(shell, "view.page.other").trigger()

    assert sketch.MADE == ["SketchPage", "OtherPage"]
    find(shell, "view.page.sketch").trigger()
    assert sketch.MADE == ["SketchPage", "OtherPage"]


def test_the_list_of_pages_leads_there_with_the_keyboard(start: Start, made: Path) -> None:
    shell = start()
    pages = shell.window.findChild(QListView, "navigation")
    assert isinstance(pages, QListView)
    assert pages.currentIndex().data() == "Sketch"

    QTest.keyClick(pages, Qt.Key.Key_Down)

    assert shell.window.shown_page() == "other"
    assert pages.currentIndex().data() == "Other"


def test_the_page_s_actions_stand_in_the_window_s_menus(start: Start, made: Path) -> None:
    shell = start()

    texts = menu_texts(shell, "File")

    assert texts.index("Open…") < texts.index("New spot") < texts.index("Quit")
    find(shell, "file.close").trigger()
    assert "New spot" not in menu_texts(shell, "File")


def test_menus_of_before_do_not_pile_up(start: Start, made: Path) -> None:
    shell = start()
    find(shell, "view.page.other").trigger()
    guards.delete_now()
    before = len(shell.window.findChildren(QMenu))

    for _again in range(3):
        find(shell, "view.page.sketch").trigger()
        find(shell, "view.page.other").trigger()
    guards.delete_now()

    assert len(shell.window.findChildren(QMenu)) == before


def test_no_two_actions_share_a_key(start: Start, made: Path) -> None:
    from studio.app.pages import PAGES, make_page

    shell = start()
    context = page(shell).context
    window = [a for a in shell.window.live_actions() if not a.spec.id.startswith("sketch")]
    for entry in PAGES:  # one of them is on the screen at a time
        actions: list[LiveAction] = [
            *window,
            *make_page(entry, context, shell.window).action_set.all(),
        ]

        keys = [key.toString() for action in actions for key in action.shortcuts()]

        assert sorted(keys) == sorted(set(keys)), entry.id


def test_pages_are_freed_when_the_workspace_closes(qtbot: QtBot, start: Start, made: Path) -> None:
    shell = start()
    kept = weakref.ref(page(shell))

    find(shell, "file.close").trigger()
    guards.delete_now()
    gc.collect()

    assert kept() is None


def test_f6_goes_from_place_to_place(qtbot: QtBot, start: Start, made: Path) -> None:
    shell = start()
    pages = shell.window.findChild(QListView, "navigation")
    assert isinstance(pages, QListView)
    pages.setFocus()

    find(shell, "view.next_area").trigger()
    assert page(shell).field.hasFocus()
    shell.services.messages.say("Exported.")
    find(shell, "view.next_area").trigger()
    assert shell.window.message_bar.isAncestorOf(focus())
    find(shell, "view.next_area").trigger()
    assert pages.hasFocus()


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_everything_the_keyboard_reaches_has_a_name(start: Start, made: Path) -> None:
    shell = start()
    reached = [
        widget
        for widget in shell.window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
    ]

    assert reached
    assert [w for w in reached if not (w.accessibleName() and w.objectName())] == []


# What is remembered


def test_the_window_comes_back_where_it_was(qtbot: QtBot, start: Start, made: Path) -> None:
    shell = start()
    shell.window.setGeometry(40, 50, 700, 520)
    find(shell, "view.page.other").trigger()
    other = shell.window.findChild(sketch.OtherPage)
    assert isinstance(other, sketch.OtherPage)
    other.splitter.setSizes([140, 300])
    qtbot.waitUntil(lambda: other.splitter.sizes()[0] < other.splitter.sizes()[1])
    sizes = other.splitter.sizes()
    shell.window.close()

    again = start()

    assert again.window.geometry().getRect() == (40, 50, 700, 520)
    assert again.window.shown_page() == "other"
    restored = again.window.findChild(sketch.OtherPage)
    assert isinstance(restored, sketch.OtherPage)
    assert restored.splitter.sizes() == sizes
    assert (paths.config() / "window.ini").is_file()


# Appearance and language


def test_the_look_changes_at_once_and_is_remembered(start: Start, made: Path) -> None:
    shell = start()

    find(shell, "view.appearance.dark").trigger()

    assert shell.services.theme.tokens == load("dark")
    assert find(shell, "view.appearance.dark").isChecked()
    assert not find(shell, "view.appearance.system").isChecked()
    assert preferences.load(paths.config()).appearance == "dark"
    assert start().services.theme.tokens == load("dark")


def test_the_language_changes_at_once_and_nothing_typed_is_lost(
    qtbot: QtBot, start: Start, made: Path
) -> None:
    if not any(resources.path("locale").glob("it/**/*.mo")):
        pytest.skip("the Italian catalogue is not there")
    shell = start()
    assert "File" in [a.text().replace("&", "") for a in shell.window.menuBar().actions()]
    find(shell, "view.page.other").trigger()
    QTest.keyClicks(the_field(shell), "ing")

    find(shell, "view.language.it").trigger()

    assert i18n.language() == "it"
    assert find(shell, "edit.redo").text() != "&Redo"
    assert shell.window.shown_page() == "other"
    assert find(shell, "view.language.it").isChecked()
    assert preferences.load(paths.config()).language == "it"
    assert "ing" in the_field(shell).text()
    assert QApplication.translate("QPlatformTheme", "Cancel") == "Annulla"


def the_field(shell: Shell) -> QLineEdit:
    fields = shell.window.findChildren(QLineEdit, "sketchTitle")
    shown = next(field for field in fields if field.isVisible())
    assert isinstance(shown, QLineEdit)
    return shown


def test_rebuilding_the_window_leaves_nothing_of_the_old_one(start: Start, made: Path) -> None:
    shell = start()
    window = shell.window
    parts: tuple[QWidget, ...] = (page(shell), window.navigation, window.message_bar)
    old = [weakref.ref(part) for part in parts]
    del parts

    shell.use_language("en")
    guards.delete_now()
    gc.collect()

    assert [kept() for kept in old] == [None, None, None]
    assert page(shell).titles.text() == "Glow"


# Help and bugs


def dialog(shell: Shell, name: str) -> QDialog:
    found = shell.window.findChild(QDialog, name)
    assert isinstance(found, QDialog)
    assert found.isVisible()
    return found


def test_the_sheet_of_shortcuts_lists_window_and_page(start: Start, made: Path) -> None:
    shell = start()

    find(shell, "help.shortcuts").trigger()

    sheet = dialog(shell, "shortcutsDialog")
    words = [label.text() for label in sheet.findChildren(QLabel)]
    assert words[words.index("Undo") + 1] == "Ctrl+Z"
    assert words[words.index("New spot") + 1] == "Ctrl+N"
    sheet.accept()
    guards.delete_now()
    assert shell.window.findChild(QDialog, "shortcutsDialog") is None


def test_about_names_the_version_and_the_licences(start: Start, made: Path) -> None:
    shell = start()

    find(shell, "help.about").trigger()

    about = dialog(shell, "aboutDialog")
    texts = [label.text() for label in about.findChildren(QLabel)]
    assert f"Version {studio.__version__}" in texts
    parts = about.findChild(QPlainTextEdit, "aboutLicences")
    assert isinstance(parts, QPlainTextEdit)
    assert "LGPL" in parts.toPlainText()
    assert "sqlmodel" in parts.toPlainText()
    about.accept()
    guards.delete_now()


@pytest.mark.parametrize("can_show", [True, False])
def test_the_logs_are_shown_or_at_least_named(
    start: Start, made: Path, monkeypatch: pytest.MonkeyPatch, can_show: bool
) -> None:
    asked: list[Path] = []

    def show_folder(folder: Path) -> bool:
        asked.append(folder)
        return can_show

    shell = start()
    monkeypatch.setattr(desktop, "show_folder", show_folder)

    find(shell, "help.logs").trigger()

    assert asked == [paths.logs()]
    named = shell.window.message_bar.message
    assert (named is None) is can_show


def test_a_bug_in_an_action_leaves_the_window_working(
    qtbot: QtBot, start: Start, made: Path
) -> None:
    shell = start()

    with qtbot.captureExceptions() as caught:
        find(shell, "sketch.fail").trigger()

    assert [kind for kind, _error, _trace in caught] == [ZeroDivisionError]
    with qtbot.waitSignal(page(shell).context.bridge.changed):
        find(shell, "sketch.new").trigger()
    assert page(shell).titles.text() == "Glow, Glow"

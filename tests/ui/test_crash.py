"""The last net: whatever nobody expected is logged, shown once, and never stops the program."""

import gc
import logging
import sys
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QThreadPool, QTimer, qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from studio.ui.crash import CrashDialog, CrashHook
from studio.ui.theme import Theme
from tests.ui.guards import delete_now


class Leaver:
    """Counts how often the program was to end."""

    def __init__(self) -> None:
        self.left = 0

    def __call__(self) -> None:
        self.left += 1


@pytest.fixture
def leave() -> Leaver:
    return Leaver()


@pytest.fixture
def hook(theme: Theme, leave: Leaver, caplog: pytest.LogCaptureFixture) -> Iterator[CrashHook]:
    before = sys.excepthook, threading.excepthook
    made = CrashHook(leave)
    with caplog.at_level(logging.CRITICAL):
        made.install()
        yield made
        made.uninstall()
    sys.excepthook, threading.excepthook = before
    if made.dialog is not None:
        made.dialog.close()
        delete_now()


def fail() -> None:
    raise ZeroDivisionError("the very bug")


def shown(qtbot: QtBot, hook: CrashHook) -> CrashDialog:
    qtbot.waitUntil(lambda: hook.dialog is not None)
    assert hook.dialog is not None
    assert hook.dialog.isVisible()
    return hook.dialog


def report(dialog: CrashDialog) -> str:
    found = dialog.findChild(QPlainTextEdit, "crashReport")
    assert isinstance(found, QPlainTextEdit)
    return found.toPlainText()


def button(dialog: CrashDialog, name: str) -> QPushButton:
    found = dialog.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def from_a_slot() -> None:
    pushed = QPushButton()
    pushed.clicked.connect(fail)
    pushed.click()


def from_a_timer() -> None:
    QTimer.singleShot(0, fail)


def from_a_thread() -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


def from_a_pool() -> None:
    QThreadPool.globalInstance().start(fail)


@pytest.mark.parametrize("cause", [from_a_slot, from_a_timer, from_a_thread, from_a_pool])
def test_a_bug_from_anywhere_is_shown(qtbot: QtBot, hook: CrashHook, cause: "type") -> None:
    with qtbot.waitSignal(hook.caught):
        cause()

    text = report(shown(qtbot, hook))
    assert text.startswith("Persona Studio ")
    assert "Traceback (most recent call last):" in text
    assert "ZeroDivisionError: the very bug" in text


def test_the_dialog_calms_and_offers_to_go_on(qtbot: QtBot, hook: CrashHook) -> None:
    from_a_slot()
    dialog = shown(qtbot, hook)

    words = dialog.findChild(QLabel, "crashWords")
    assert isinstance(words, QLabel)
    assert words.text().startswith("Your work is saved up to the last edit.")
    assert dialog.windowModality() != Qt.WindowModality.NonModal
    assert button(dialog, "crashContinue").isDefault()


def test_continue_closes_the_dialog_and_the_next_bug_opens_another(
    qtbot: QtBot, hook: CrashHook, leave: Leaver
) -> None:
    from_a_slot()
    dialog = shown(qtbot, hook)
    QTest.mouseClick(button(dialog, "crashContinue"), Qt.MouseButton.LeftButton)
    assert hook.dialog is None

    from_a_slot()

    assert shown(qtbot, hook) is not dialog
    assert leave.left == 0


def test_quit_ends_the_program(qtbot: QtBot, hook: CrashHook, leave: Leaver) -> None:
    from_a_slot()

    QTest.mouseClick(button(shown(qtbot, hook), "crashQuit"), Qt.MouseButton.LeftButton)

    assert leave.left == 1


def test_the_report_can_be_copied(qtbot: QtBot, hook: CrashHook) -> None:
    from_a_slot()
    dialog = shown(qtbot, hook)

    QTest.mouseClick(button(dialog, "crashCopy"), Qt.MouseButton.LeftButton)

    assert QGuiApplication.clipboard().text() == report(dialog)


def test_a_flood_of_bugs_opens_one_dialog(qtbot: QtBot, hook: CrashHook) -> None:
    from_a_slot()
    dialog = shown(qtbot, hook)

    for _again in range(3):
        with qtbot.waitSignal(hook.caught):
            from_a_slot()

    assert hook.dialog is dialog
    count = dialog.findChild(QLabel, "crashCount")
    assert isinstance(count, QLabel)
    assert count.text() == "Happened again: 3"


def test_a_bug_while_a_bug_is_handled_is_left_to_python(
    hook: CrashHook, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken_handler(_record: logging.LogRecord) -> bool:
        hook.handle(KeyError, KeyError("inside"), None)
        return True

    logger = logging.getLogger("studio.ui.crash")
    logger.addFilter(broken_handler)
    hook.handle(ValueError, ValueError("outside"), None)
    logger.removeFilter(broken_handler)

    assert capsys.readouterr().err.count("KeyError: 'inside'") == 1


def test_control_c_in_the_terminal_ends_the_program(hook: CrashHook, leave: Leaver) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)

    assert leave.left == 1
    QCoreApplication.processEvents()
    assert hook.dialog is None


def test_qt_s_own_warnings_are_logged(hook: CrashHook, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        qWarning("something about a layout")

    assert ("qt", logging.WARNING) in [(r.name, r.levelno) for r in caplog.records]
    assert "something about a layout" in caplog.text


def test_the_dialog_is_freed_when_it_is_closed(qtbot: QtBot, hook: CrashHook) -> None:
    from_a_slot()
    dialog = weakref.ref(shown(qtbot, hook))
    kept = dialog()
    assert kept is not None

    kept.accept()
    del kept
    delete_now()
    gc.collect()

    assert dialog() is None

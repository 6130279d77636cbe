"""Nothing typed is lost: saving, undo, and closing the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from studio.app.shell import Shell
from studio.kernel.errors import NoSpace
from studio.spots.ops.spots import SpotDraft, create_spot
from studio.ui import messages
from tests.app import sketch
from tests.app.conftest import Start, find, page, the_store


def saved(shell: Shell) -> QLabel:
    found = shell.window.findChild(QLabel, "savedState")
    assert isinstance(found, QLabel)
    return found


# State of saving


def test_the_status_line_tells_when_the_last_edit_was_saved(
    qtbot: QtBot, start: Start, made: Path
) -> None:
    shell = start()
    assert saved(shell).text() == "Everything is saved"

    with qtbot.waitSignal(page(shell).context.bridge.changed):
        create_spot(the_store(shell), SpotDraft("Shine"))

    assert saved(shell).text().startswith("Saved ")
    assert saved(shell).text().endswith(":30:00")


def test_a_failed_save_is_loud_until_one_succeeds(
    qtbot: QtBot, start: Start, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_options: object) -> None:
        raise NoSpace("The disk is full. Free some space.")

    shell = start()
    field = page(shell).field
    field.setFocus()
    with monkeypatch.context() as broken:
        broken.setattr(sketch, "rename_spot", full)
        QTest.keyClick(field, Qt.Key.Key_End)
        QTest.keyClicks(field, "ing")
        field.commit()

    assert saved(shell).property("tone") == "error"
    assert shell.window.message_bar.message is not None
    assert field.text() == "Glowing"
    with qtbot.waitSignal(page(shell).context.bridge.changed):
        field.commit()
    assert saved(shell).property("tone") == ""
    assert page(shell).titles.text() == "Glowing"


# Undo


def test_undo_and_redo_name_what_they_do(qtbot: QtBot, start: Start, made: Path) -> None:
    shell = start()
    assert find(shell, "edit.undo").text() == "&Undo: New spot"
    assert not find(shell, "edit.redo").isEnabled()

    find(shell, "edit.undo").trigger()

    assert find(shell, "edit.redo").text() == "&Redo: New spot"
    assert not find(shell, "edit.undo").isEnabled()


def test_typing_is_undone_in_the_field_first_then_in_the_workspace(
    qtbot: QtBot, start: Start, made: Path
) -> None:
    shell = start()
    bridge = page(shell).context.bridge
    field = page(shell).field
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_End)
    QTest.keyClicks(field, "ing")
    with qtbot.waitSignal(bridge.changed):
        field.commit()
    assert find(shell, "edit.undo").text() == "&Undo typing"

    find(shell, "edit.undo").trigger()
    assert field.text() == "Glow"
    with qtbot.waitSignal(bridge.changed):
        field.commit()

    assert the_store(shell).undo_label == "New spot"


def test_undo_stores_what_is_being_typed_before_it_takes_back(
    qtbot: QtBot, start: Start, made: Path
) -> None:
    shell = start()
    bridge = page(shell).context.bridge
    field = page(shell).field
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_End)
    QTest.keyClicks(field, "ing")
    field.forget_undo()

    with qtbot.waitSignal(bridge.changed):
        find(shell, "edit.undo").trigger()

    assert page(shell).titles.text() == field.text() == "Glow"
    assert the_store(shell).redo_label == "Rename spot"


def test_leaving_a_field_ends_the_step_of_typing(qtbot: QtBot, start: Start, made: Path) -> None:
    shell = start()
    field = page(shell).field
    for text in ("ing", "s"):
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        QTest.keyClick(field, Qt.Key.Key_End)
        with qtbot.waitSignal(page(shell).context.bridge.changed):
            QTest.keyClicks(field, text)
            shell.window.navigation.take_focus()

    with qtbot.waitSignal(page(shell).context.bridge.changed):
        the_store(shell).undo()

    assert page(shell).titles.text() == "Glowing"


# Closing


def test_closing_stores_what_is_being_typed(qtbot: QtBot, start: Start, made: Path) -> None:
    shell = start()
    field = page(shell).field
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_End)
    QTest.keyClicks(field, "ing")

    shell.window.close()

    assert page(start()).titles.text() == "Glowing"


@pytest.mark.parametrize(("answer", "closed"), [("stay", False), ("leave", True), (None, False)])
def test_closing_asks_when_the_disk_does_not_take_it(
    start: Start,
    made: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: str | None,
    closed: bool,
) -> None:
    def full(*_arguments: object, **_options: object) -> None:
        raise NoSpace("The disk is full. Free some space.")

    shell = start()
    with monkeypatch.context() as broken:
        broken.setattr(sketch, "rename_spot", full)
        broken.setattr(messages, "ask", lambda *_a: answer)
        QTest.keyClicks(page(shell).field, "ing")

        assert shell.window.close() is closed

    assert shell.window.isVisible() is not closed
    page(shell).field.show_text(page(shell).field.text())

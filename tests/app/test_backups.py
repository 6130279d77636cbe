"""Backups are made by themselves, are seen, and come back without any workspace open."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListView, QPushButton
from pytestqt.qtbot import QtBot

from studio.app.restore_dialog import RestoreDialog
from studio.app.shell import Shell
from studio.kernel import clock, paths
from studio.kernel.errors import NoSpace
from studio.kernel.progress import Progress, Work
from studio.spots.ops.spots import rename_spot
from studio.store.backups import backup
from studio.store.backups.points import Point, restore_points
from studio.ui import desktop
from tests.app.conftest import Start, find, page, the_store


def points() -> list[Point]:
    return restore_points(paths.backups())


def shown(shell: Shell) -> str:
    label = shell.window.findChild(QLabel, "backupState")
    assert label is not None
    return label.text()


def test_the_first_backup_is_made_at_once_and_the_last_on_closing(
    start: Start, made: Path, qtbot: QtBot
) -> None:
    shell = start()
    qtbot.waitUntil(lambda: shown(shell) == "Backed up just now", timeout=20_000)
    rename_spot(the_store(shell), page(shell).spot_id, "Glow tonight")
    find(shell, "file.close").trigger()
    assert [point.reason for point in points()] == ["close", "timer"]
    assert shown(shell) == ""


def test_ten_minutes_after_an_edit_there_is_another(start: Start, made: Path, qtbot: QtBot) -> None:
    shell = start()
    qtbot.waitUntil(lambda: len(points()) == 1, timeout=20_000)
    rename_spot(the_store(shell), page(shell).spot_id, "Glow tonight")
    keeper = shell.custody.backups
    keeper.look()
    qtbot.wait(50)
    assert len(points()) == 1
    clock.freeze(clock.now() + timedelta(minutes=15))
    keeper.look()
    qtbot.waitUntil(lambda: len(points()) == 2, timeout=20_000)
    qtbot.waitUntil(lambda: keeper.last is not None and keeper.last.seq == 2)


def test_a_full_disk_is_told_once_and_work_goes_on(
    start: Start, made: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> Work[Point]:
        yield Progress(0, 1)
        raise NoSpace("The disk of the backups is full.")

    monkeypatch.setattr(backup, "back_up", full)
    shell = start()
    said: list[str] = []
    shell.services.messages.said.connect(lambda message: said.append(message.text))
    qtbot.waitUntil(lambda: shown(shell) == "No backup", timeout=20_000)
    shell.custody.backups.look()
    qtbot.wait(100)
    assert said.count("The disk of the backups is full.") <= 1
    rename_spot(the_store(shell), page(shell).spot_id, "Glow tonight")
    qtbot.waitUntil(lambda: page(shell).titles.text() == "Glow tonight")


def test_a_backup_comes_back_from_the_start_screen(
    start: Start, made: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = start()
    qtbot.waitUntil(lambda: len(points()) == 1, timeout=20_000)
    rename_spot(the_store(shell), page(shell).spot_id, "Spoiled")
    find(shell, "file.close").trigger()
    made.unlink()
    button = shell.window.start_screen.findChild(QPushButton, "startRestore")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = shell.window.findChild(RestoreDialog)
    assert dialog is not None
    moments = dialog.findChild(QListView, "restoreMoments")
    assert moments is not None
    qtbot.waitUntil(lambda: moments.model().rowCount() == 2, timeout=20_000)
    moments.setCurrentIndex(moments.model().index(1, 0))
    target = tmp_path / "Back.studio"
    monkeypatch.setattr(desktop, "choose_new_file", lambda *_a, **_o: target)
    restore = dialog.findChild(QPushButton, "restoreButton")
    assert restore is not None
    QTest.mouseClick(restore, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: shell.workspaces.store is not None, timeout=20_000)
    assert the_store(shell).path == target
    assert page(shell).titles.text() == "Glow"


def test_without_backups_the_dialog_says_so(start: Start, qtbot: QtBot) -> None:
    shell = start()
    if shell.workspaces.store is not None:
        shell.workspaces.leave()
    shell.custody.backups.use(None)
    for point in points():
        point.path.unlink()
    shell.custody.restore()
    dialog = shell.window.findChild(RestoreDialog)
    assert dialog is not None
    note = dialog.findChild(QLabel, "restoreNote")
    assert note is not None
    qtbot.waitUntil(lambda: note.text().startswith("There are no backups yet"))
    dialog.reject()

"""Preferences while the program runs."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.kernel import preferences
from studio.kernel.errors import NotSaved
from studio.ui.choices import Choices


def test_each_change_is_kept_at_once_and_told(qtbot: QtBot, tmp_path: Path) -> None:
    choices = Choices(tmp_path)

    with qtbot.waitSignal(choices.changed):
        choices.set_appearance("dark")
    choices.set_language("it")
    choices.remember(tmp_path / "a.studio")

    kept = preferences.load(tmp_path)
    assert (kept.appearance, kept.language) == ("dark", "it")
    assert kept.recent == (str(tmp_path / "a.studio"),)
    assert choices.now == kept


def test_recent_workspaces_can_be_forgotten(qapp: QApplication, tmp_path: Path) -> None:
    choices = Choices(tmp_path)
    for name in "abc":
        choices.remember(tmp_path / name)

    choices.forget(tmp_path / "b")
    assert choices.now.recent == (str(tmp_path / "c"), str(tmp_path / "a"))
    choices.forget_all()

    assert preferences.load(tmp_path).recent == ()


def test_the_same_choice_again_is_no_change(qtbot: QtBot, tmp_path: Path) -> None:
    choices = Choices(tmp_path)

    with qtbot.assertNotEmitted(choices.changed):
        choices.set_language("system")


def test_a_choice_holds_for_now_even_when_it_cannot_be_kept(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "config"
    choices = Choices(folder)

    with qtbot.waitSignal(choices.changed), pytest.raises(NotSaved):
        choices.set_appearance("dark")

    assert choices.now.appearance == "dark"

"""Making, opening and closing workspaces: a failure is a sentence, and nothing is lost."""

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QPushButton

from studio.app.shell import Shell
from studio.app.workspaces import sample_path
from studio.kernel import paths, preferences
from studio.kernel.errors import NoSpace
from studio.kernel.preferences import Preferences
from studio.store.workspace import Store
from studio.ui import desktop
from studio.ui.messages import Tone
from tests.app.conftest import Start, page


def opened(shell: Shell) -> Path | None:
    store = shell.workspaces.store
    return store.path if store is not None else None


def said(shell: Shell) -> str:
    message = shell.window.message_bar.message
    return message.text if message is not None else ""


def act(shell: Shell, action_id: str) -> None:
    """Do an action of the menus."""
    action = next(one for one in shell.window.live_actions() if one.spec.id == action_id)
    action.refresh()
    assert action.isEnabled()
    action.trigger()


def choose(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> None:
    """Let the user pick this file."""
    monkeypatch.setattr(desktop, "choose_file", lambda *_a, **_k: path)
    monkeypatch.setattr(desktop, "choose_new_file", lambda *_a, **_k: path)


def test_a_new_workspace_is_made_where_the_user_says(
    start: Start, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = start()
    choose(monkeypatch, tmp_path / "Nova")

    act(shell, "file.new")

    assert opened(shell) == tmp_path / "Nova.studio"
    assert preferences.load(paths.config()).recent == (
        str(tmp_path / "Nova.studio"),
        str(made),
    )


def test_turning_away_from_the_dialog_changes_nothing(
    start: Start, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = start()
    choose(monkeypatch, None)

    act(shell, "file.new")
    act(shell, "file.open")

    assert opened(shell) == made
    assert said(shell) == ""


def test_a_new_workspace_never_replaces_a_file(
    start: Start, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "Letters.studio"
    other.write_text("dear Maya")
    shell = start()
    choose(monkeypatch, other)

    act(shell, "file.new")

    assert other.read_text() == "dear Maya"
    assert opened(shell) == made
    assert "Letters.studio" in said(shell)


@pytest.mark.parametrize("content", [b"", b"dear Maya", b"SQLite format 3\0" + b"x" * 5000])
def test_a_file_that_is_no_workspace_is_refused_with_a_sentence(
    start: Start, made: Path, tmp_path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "Letters.studio"
    other.write_bytes(content)
    shell = start()
    choose(monkeypatch, other)

    act(shell, "file.open")

    assert said(shell)
    assert opened(shell) == made
    assert page(shell).titles.text() == "Glow"
    assert other.read_bytes() == content


def test_a_place_that_cannot_be_written_is_refused_with_a_sentence(
    start: Start, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = start()
    choose(monkeypatch, tmp_path / "no such folder" / "Nova.studio")

    act(shell, "file.new")

    assert said(shell)
    assert opened(shell) == made


def test_opening_the_open_one_again_says_so(start: Start, made: Path) -> None:
    shell = start()

    assert shell.workspaces.open(made)

    assert said(shell) == "“Aurora” is open already."
    assert opened(shell) == made


def test_closing_shows_the_start_screen_with_the_recent_list(start: Start, made: Path) -> None:
    shell = start()

    act(shell, "file.close")

    assert opened(shell) is None
    assert shell.window.start_screen.isVisible()
    assert not shell.window.navigation.isVisible()
    assert shell.window.windowTitle() == "Persona Studio"
    recent = shell.window.findChild(QListView, "startRecent")
    assert isinstance(recent, QListView)
    index = recent.model().index(0, 0, QModelIndex())
    QTest.mouseClick(
        recent.viewport(), Qt.MouseButton.LeftButton, pos=recent.visualRect(index).center()
    )
    assert opened(shell) == made


def test_the_start_screen_opens_the_sample(start: Start, made: Path) -> None:
    shell = start()
    act(shell, "file.close")
    button = shell.window.findChild(QPushButton, "startSample")
    assert isinstance(button, QPushButton)

    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    assert opened(shell) == sample_path()
    assert page(shell).titles.text()


def test_a_missing_recent_workspace_is_grey_and_cannot_be_opened(
    start: Start, made: Path, tmp_path: Path
) -> None:
    gone = str(tmp_path / "Gone.studio")
    preferences.save(Preferences(recent=(str(made), gone)), paths.config())
    shell = start()

    first, second = (
        next(a for a in shell.window.live_actions() if a.spec.id == f"file.recent.{k}")
        for k in (1, 2)
    )

    assert first.isEnabled()
    assert not second.isEnabled()
    assert second.toolTip() == f"{gone} (not there any more)"


def test_a_recent_workspace_opens_from_the_menu(start: Start, made: Path, tmp_path: Path) -> None:
    shell = start()
    shell.workspaces.new(tmp_path / "Nova.studio")

    act(shell, "file.recent.2")

    assert opened(shell) == made


def test_the_recent_list_can_be_cleared(start: Start, made: Path) -> None:
    shell = start()

    act(shell, "file.recent.clear")

    assert preferences.load(paths.config()).recent == ()
    clear = next(a for a in shell.window.live_actions() if a.spec.id == "file.recent.clear")
    assert not clear.isEnabled()


def test_a_sample_that_could_not_be_made_leaves_no_file(
    start: Start, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from studio.spots import sample

    def no_room(*_arguments: object) -> str:
        raise NoSpace("The disk is full.")

    shell = start()
    monkeypatch.setattr(sample, "make_sample", no_room)

    act(shell, "file.sample")

    assert said(shell) == "The disk is full."
    assert not sample_path().exists()
    assert opened(shell) == made


def test_preferences_that_cannot_be_kept_do_not_keep_the_workspace_shut(
    start: Start, made: Path, tmp_path: Path
) -> None:
    shell = start()
    other = tmp_path / "Nova.studio"
    folder = paths.config()
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    folder.write_text("in the way")

    assert shell.workspaces.new(other)

    assert opened(shell) == other
    message = shell.window.message_bar.message
    assert message is not None
    assert message.tone is Tone.ERROR
    folder.unlink()


def test_every_edit_says_who_made_it(start: Start, made: Path) -> None:
    shell = start()

    store = shell.workspaces.store
    assert isinstance(store, Store)
    assert store.actor

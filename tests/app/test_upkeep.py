"""Copy, rename, move, compact: from the menu to files on the disk, and back into the window."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.app.shell import Shell
from studio.kernel import paths, preferences
from studio.ui import desktop, messages
from tests.app.conftest import Start, find, page, the_store


def is_open(shell: Shell, path: Path) -> bool:
    store = shell.workspaces.store
    return store is not None and store.path == path


def idle(shell: Shell) -> bool:
    return not shell.services.jobs.running()


def test_a_copy_is_a_workspace_of_its_own_and_can_be_opened_at_once(
    start: Start, made: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = start()
    target = tmp_path / "Elsewhere.studio"
    monkeypatch.setattr(desktop, "choose_new_file", lambda *_a, **_o: target)
    find(shell, "file.save_copy").trigger()
    qtbot.waitUntil(lambda: shell.window.message_bar.message is not None)
    message = shell.window.message_bar.message
    assert message is not None
    assert message.offer is not None
    assert is_open(shell, made)
    original = the_store(shell).document

    message.offer.run()

    assert is_open(shell, target)
    assert the_store(shell).document != original
    assert page(shell).titles.text() == "Glow"


def test_renaming_keeps_the_workspace_open_under_its_new_name(
    start: Start, made: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = start()
    monkeypatch.setattr(desktop, "ask_name", lambda *_a: "Borealis")
    find(shell, "file.rename").trigger()
    target = made.with_name("Borealis.studio")
    qtbot.waitUntil(lambda: is_open(shell, target))

    assert not made.exists()
    assert shell.window.windowTitle().startswith("Borealis")
    assert preferences.load(paths.config()).recent == (str(target),)
    find(shell, "edit.undo").trigger()
    qtbot.waitUntil(lambda: page(shell).titles.text() == "")


def test_a_name_that_is_taken_changes_nothing(
    start: Start, made: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = made.with_name("Taken.studio")
    taken.write_bytes(b"somebody's")
    shell = start()
    monkeypatch.setattr(desktop, "ask_name", lambda *_a: "Taken")
    find(shell, "file.rename").trigger()
    qtbot.waitUntil(lambda: idle(shell) and is_open(shell, made))

    assert taken.read_bytes() == b"somebody's"
    message = shell.window.message_bar.message
    assert message is not None
    assert "exists already" in message.text


def test_moving_brings_it_to_the_other_folder(
    start: Start, made: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "Other"
    folder.mkdir()
    shell = start()
    monkeypatch.setattr(desktop, "choose_folder", lambda *_a: folder)
    find(shell, "file.move").trigger()
    qtbot.waitUntil(lambda: is_open(shell, folder / made.name))
    assert not made.exists()


def test_compacting_tells_the_sizes_and_opens_again(start: Start, made: Path, qtbot: QtBot) -> None:
    shell = start()
    store = the_store(shell)
    with store.edit("Add picture") as session:
        from studio.store import blobs

        blobs.put(session, bytes(2_000_000))
    before = made.stat().st_size
    find(shell, "file.compact").trigger()
    qtbot.waitUntil(lambda: idle(shell) and is_open(shell, made))

    assert made.stat().st_size < before - 1_900_000
    message = shell.window.message_bar.message
    assert message is not None
    assert message.text.startswith("The workspace takes ")
    assert find(shell, "edit.undo").isEnabled()


def test_words_that_cannot_be_saved_stay_before_anything_closes(
    start: Start, made: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = start()
    field = page(shell).field
    the_store(shell).read_only = "It lies where nothing can be written."
    field.setFocus()
    QTest.keyClicks(field, "More ")
    asked: list[str] = []

    def stay(_parent: object, question: str, *_rest: object) -> str:
        asked.append(question)
        return "stay"

    monkeypatch.setattr(messages, "ask", stay)
    find(shell, "file.close").trigger()

    assert asked == ["Something you typed is not saved"]
    assert is_open(shell, made)
    assert "More" in field.text()
    assert shell.window.read_only_bar.isVisible()
    message = shell.window.message_bar.message
    assert message is not None
    assert message.offer is not None
    assert message.offer.text == "Save a copy elsewhere…"


def test_a_workspace_that_cannot_be_written_opens_to_be_read(
    start: Start, made: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from studio.kernel.errors import NotSaved
    from studio.store import lock

    def refuse(_self: lock.Lock, _workspace: Path) -> None:
        raise NotSaved("no")

    monkeypatch.setattr(lock.Lock, "_take", refuse)
    shell = start()
    assert page(shell).titles.text() == "Glow"
    assert shell.window.read_only_bar.isVisible()
    assert not find(shell, "edit.undo").isEnabled()
    assert not find(shell, "file.rename").isEnabled()
    assert find(shell, "file.save_copy").isEnabled()

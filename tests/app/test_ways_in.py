"""How a workspace is opened depends on where it lies and whose it is."""

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from studio.app.shell import Shell
from studio.spots.ops.spots import rename_spot
from studio.store import workspace
from studio.store.sharing import places
from studio.store.sharing.places import Kind, Place
from studio.ui import desktop, messages
from tests.app.conftest import Start, find, page, the_store


def is_open(shell: Shell, path: Path) -> bool:
    store = shell.workspaces.store
    return store is not None and store.path == path


def answer(monkeypatch: pytest.MonkeyPatch, wanted: str) -> list[str]:
    asked: list[str] = []

    def reply(_parent: object, question: str, *_rest: object) -> str:
        asked.append(question)
        return wanted

    monkeypatch.setattr(messages, "ask", reply)
    return asked


def test_a_file_from_elsewhere_is_examined_and_opened_as_a_copy(
    start: Start, made: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    parcel = tmp_path / "Parcel.studio"
    shutil.copyfile(made, parcel)
    before = parcel.read_bytes()
    shell = start()
    asked = answer(monkeypatch, "copy")
    target = tmp_path / "Mine.studio"
    monkeypatch.setattr(desktop, "choose_file", lambda *_a: parcel)
    monkeypatch.setattr(desktop, "choose_new_file", lambda *_a, **_o: target)

    find(shell, "file.open").trigger()
    qtbot.waitUntil(lambda: is_open(shell, target), timeout=20_000)

    assert asked == ["“Parcel” was not made or was changed outside this program"]
    assert page(shell).titles.text() == "Glow"
    assert parcel.read_bytes() == before
    assert not find(shell, "edit.undo").isEnabled()


def test_whoever_turns_away_from_the_question_stays_where_he_is(
    start: Start, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parcel = tmp_path / "Parcel.studio"
    shutil.copyfile(made, parcel)
    shell = start()
    answer(monkeypatch, "")
    monkeypatch.setattr(desktop, "choose_file", lambda *_a: parcel)
    find(shell, "file.open").trigger()
    assert is_open(shell, made)


def test_a_shared_folder_gives_a_working_copy_that_is_published(
    start: Start, made: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    share = tmp_path / "Team"
    share.mkdir()
    shared = share / "Campaign.studio"
    shutil.copyfile(made, shared)
    monkeypatch.setattr(
        places,
        "place_of",
        lambda path, **_o: Place(
            Kind.CLOUD if path.is_relative_to(share) else Kind.LOCAL, "Dropbox"
        ),
    )
    shell = start()
    asked = answer(monkeypatch, "copy")
    monkeypatch.setattr(desktop, "choose_file", lambda *_a: shared)

    find(shell, "file.open").trigger()
    qtbot.waitUntil(lambda: the_store(shell).name == "Campaign", timeout=20_000)
    assert asked == ["“Campaign” lies in a shared folder: Dropbox"]
    assert not the_store(shell).path.is_relative_to(share)
    qtbot.waitUntil(lambda: shell.custody.shared.words == "Published in Dropbox")

    rename_spot(the_store(shell), page(shell).spot_id, "Glow for all")
    shell.custody.shared.look()
    qtbot.waitUntil(lambda: shell.custody.shared.words == "Changes not published yet")
    assert b"Glow for all" not in shared.read_bytes()

    find(shell, "file.publish").trigger()
    qtbot.waitUntil(lambda: shell.custody.shared.words == "Published in Dropbox", timeout=20_000)
    assert b"Glow for all" in shared.read_bytes()


def test_a_damaged_workspace_offers_to_rescue_what_is_left(
    start: Start, made: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = workspace.open_workspace(made, "Anna")
    root = store._raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'super'").fetchone()[
        0
    ]
    store.close()
    found = made.stat()
    with made.open("r+b") as file:
        file.seek((root - 1) * 16384)
        file.write(b"\xff" * 16384)
    import os

    os.utime(made, ns=(found.st_atime_ns, found.st_mtime_ns))
    shell = start()
    message = shell.window.message_bar.message
    assert message is not None
    assert message.offer is not None
    assert message.offer.text == "Rescue what is left…"
    target = tmp_path / "Rescued.studio"
    monkeypatch.setattr(desktop, "choose_new_file", lambda *_a, **_o: target)

    message.offer.run()

    qtbot.waitUntil(lambda: is_open(shell, target), timeout=20_000)
    assert page(shell).titles.text() == "Glow"

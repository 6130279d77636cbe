"""The first seconds: a picture at once, then the workspace, whatever state it is in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from studio.app.workspaces import sample_path
from studio.kernel import paths, preferences
from studio.kernel.preferences import Preferences
from studio.store import workspace
from tests.app.conftest import Start, page, the_store
from tests.store.programs import other_program

DRIVER = """
import sys
from studio.app import start
from studio.app.shell import Shell

HEAVY = {"sqlmodel", "sqlalchemy", "pydantic", "alembic", "fpdf", "PIL"}
seen = []
opening = Shell._open_first

def look(shell):
    seen.append((shell.window._was_painted, sorted(HEAVY & set(sys.modules))))
    opening(shell)
    seen.append(shell.workspaces.store is not None and "sqlmodel" in sys.modules)
    shell.window.close()

Shell._open_first = look
code = start.main([])
print(code, seen[:2])
"""


def test_the_window_is_painted_before_any_heavy_library_is_loaded(tmp_path: Path) -> None:
    environment = {**os.environ, "PERSONA_STUDIO_HOME": str(tmp_path), "LANG": "C"}
    command = [sys.executable, "-c", DRIVER]

    child = subprocess.run(
        command, check=False, capture_output=True, text=True, env=environment, timeout=120
    )

    assert child.returncode == 0, child.stderr
    assert child.stdout.strip() == "0 [(True, []), True]"
    assert "Traceback" not in child.stderr


def test_the_first_start_opens_the_sample(start: Start) -> None:
    shell = start()

    assert shell.workspaces.store is not None
    assert shell.workspaces.store.path == sample_path()
    assert page(shell).titles.text() != ""
    assert preferences.load(paths.config()).recent == (str(sample_path()),)


def test_the_next_start_opens_what_was_open_last(start: Start, made: Path) -> None:
    shell = start()

    assert shell.workspaces.store is not None
    assert shell.workspaces.store.path == made
    assert page(shell).titles.text() == "Glow"
    assert "Aurora" in shell.window.windowTitle()


def test_a_file_named_on_the_command_line_wins(start: Start, made: Path, tmp_path: Path) -> None:
    other = tmp_path / "Other.studio"
    workspace.create(other, "Anna").close()

    shell = start(other)

    assert shell.workspaces.store is not None
    assert shell.workspaces.store.path == other


def test_before_the_workspace_is_open_the_window_says_which_one_comes(
    qtbot: QtBot, start: Start, made: Path
) -> None:
    shell = start(paint=False)
    waiting = shell.window.findChild(QLabel, "startWaiting")
    assert isinstance(waiting, QLabel)

    assert shell.window.isVisible()
    assert waiting.text() == "Opening “Aurora”…"
    assert shell.workspaces.store is None
    qtbot.waitUntil(lambda: shell.workspaces.store is not None)


def test_when_the_last_workspace_is_gone_the_start_screen_comes(start: Start, made: Path) -> None:
    made.unlink()

    shell = start()

    assert shell.workspaces.store is None
    assert shell.window.start_screen.isVisible()
    assert shell.window.message_bar.message is None


def test_somebody_who_cleared_the_list_is_not_given_the_sample_again(start: Start) -> None:
    start()
    preferences.save(Preferences(), paths.config())

    shell = start()

    assert shell.workspaces.store is None
    assert shell.window.start_screen.isVisible()


def test_a_workspace_that_is_open_elsewhere_can_be_looked_at(start: Start, made: Path) -> None:
    with other_program(made):
        shell = start()

        message = shell.window.message_bar.message
        assert shell.workspaces.store is None
        assert message is not None
        assert "Aurora" in message.text
        assert message.offer is not None
        assert message.offer.text == "Look at it"
        message.offer.run()
        assert page(shell).titles.text() == "Glow"
        assert shell.window.read_only_bar.isVisible()
        assert the_store(shell).read_only


def test_a_window_that_is_not_painted_opens_its_workspace_all_the_same(
    qtbot: QtBot, start: Start, made: Path
) -> None:
    shell = start(paint=False)
    shell.window.painted.disconnect()
    shell.window.hide()

    qtbot.waitUntil(lambda: shell.workspaces.store is not None, timeout=5_000)


@pytest.mark.parametrize("words", [["--version"], ["--help"]])
def test_commands_go_to_the_command_line(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    from studio.__main__ import main

    with pytest.raises(SystemExit) as ended:
        main(words)

    assert ended.value.code == 0
    assert "ersona" in capsys.readouterr().out

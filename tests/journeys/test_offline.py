"""Nothing of ours ever asks the network."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.journeys.driver import Person

_ASKING = frozenset({"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind"})
_asked: list[str] = []


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event in _ASKING:
        _asked.append(f"{event} {arguments}")


def test_a_session_at_the_window_opens_no_connection(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    sys.addaudithook(_note)  # stays for the life of the process: hooks cannot be taken out
    _asked.clear()
    person = Person(qtbot, qapp)
    person.sees(lambda: len(person.board.ids()) == 12)
    person.page.export_to(tmp_path / "board.pdf")
    person.sees((tmp_path / "board.pdf").exists)
    person.goes_home()
    assert _asked == []


def test_the_hook_would_see_a_connection() -> None:
    import socket

    sys.addaudithook(_note)
    _asked.clear()
    with socket.socket() as one, pytest.raises(OSError, match=r".*"):
        one.connect(("127.0.0.1", 9))
    assert any(line.startswith("socket.connect") for line in _asked)


@pytest.mark.skipif(shutil.which("unshare") is None, reason="no unshare on this system")
def test_the_sample_is_written_in_a_namespace_without_any_network(tmp_path: Path) -> None:
    lonely = ["unshare", "--map-root-user", "--net"]
    if subprocess.run([*lonely, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system does not let us make a namespace")
    target = tmp_path / "board.pdf"
    command = [*lonely, sys.executable, "-m", "studio", "export", "--sample", "--to", str(target)]
    environment = {**os.environ, "PERSONA_STUDIO_HOME": str(tmp_path / "home")}
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=200)
    assert target.read_bytes().startswith(b"%PDF-")

"""What `run.py` asks of the system: the named libraries, with consent, or the line to type."""

import importlib.util
import io
import os
import sys
from pathlib import Path

import pytest

import run
from tests.setup.stand_in import make_environment, make_program

linux = pytest.mark.skipif(sys.platform != "linux", reason="other systems bring what Qt needs")
posix = pytest.mark.skipif(os.name != "posix", reason="a shell script stands for apt")


class Terminal(io.StringIO):
    """Where somebody can answer."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only programs here are apt-get and sudo, which write down what they are told."""
    told = tmp_path / "told"
    programs = tmp_path / "bin"
    programs.mkdir()
    make_program(programs / "apt-get", f'#!/bin/sh\necho "apt-get $*" >> {told}\n')
    make_program(programs / "sudo", f'#!/bin/sh\necho "sudo $*" >> {told}\n')
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    return told


@pytest.mark.parametrize(
    ("is_root", "terminal", "ci", "who"),
    [
        (True, False, False, "yes"),
        (True, True, True, "yes"),
        (True, True, False, "ask"),
        (False, True, False, "ask"),
        (False, True, True, "ask"),
        (False, False, True, "no"),
        (False, False, False, "no"),
    ],
)
def test_nothing_is_installed_unasked_where_somebody_sits(
    is_root: bool, terminal: bool, ci: bool, who: str
) -> None:
    assert run.who_decides(is_root, terminal, ci) == who


@posix
def test_without_rights_the_line_to_type_is_printed(
    apt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(run.SetupError, match="Then start again"):
        run.provide("Something is missing.", ["one", "two"])

    assert "Something is missing." in capsys.readouterr().out.splitlines()[0]
    assert not apt.exists()


@posix
@pytest.mark.parametrize(("answer", "agreed"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_at_a_terminal_it_asks_first(
    apt: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answer: str,
    agreed: bool,
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(answer))

    if agreed:
        run.provide("Something is missing.", ["one"])
        assert apt.read_text().startswith("sudo apt-get update")
        assert apt.read_text().rstrip().endswith(" one")
    else:
        with pytest.raises(run.SetupError):
            run.provide("Something is missing.", ["one"])
        assert not apt.exists()
    assert "    sudo apt install one\n" in capsys.readouterr().out


@posix
def test_on_a_build_machine_it_installs_by_itself(
    apt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    run.provide("Something is missing.", ["one", "two"])

    update, install = apt.read_text().splitlines()
    assert update == "apt-get update -qq"
    assert install.startswith("apt-get install --yes")
    assert install.endswith(" one two")


@posix
def test_a_failing_apt_ends_the_set_up(
    apt: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    make_program(tmp_path / "bin" / "apt-get", "#!/bin/sh\nexit 100\n")

    with pytest.raises(run.SetupError, match="did not manage"):
        run.provide("Something is missing.", ["one"])


@posix
def test_a_python_without_ensurepip_names_its_package(
    apt: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    known = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "ensurepip" else known(name)
    )

    with pytest.raises(run.SetupError):
        run.require_venv((3, 12))

    assert "    sudo apt install python3.12-venv\n" in capsys.readouterr().out


def test_a_whole_python_needs_nothing() -> None:
    run.require_venv((3, 12))


@pytest.mark.parametrize(
    ("environ", "plugin"),
    [
        ({}, ""),
        ({"DISPLAY": ":0"}, "libqxcb.so"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "libqwayland.so"),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, ""),
    ],
)
def test_the_window_is_checked_for_the_desktop_that_is_there(
    environ: dict[str, str], plugin: str
) -> None:
    assert run.platform_plugin(environ) == plugin
    assert not plugin or plugin in run.WINDOW_PACKAGES


@linux
def test_qt_s_own_plugins_are_the_ones_that_are_probed() -> None:
    import PySide6

    platforms = Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms"

    assert all((platforms / plugin).is_file() for plugin in run.WINDOW_PACKAGES)


@linux
def test_the_probe_finds_qt_and_names_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / ".venv").symlink_to(sys.prefix)

    assert run.probe_qt(tmp_path, "") == ""
    assert run.probe_qt(tmp_path, "libnowhere.so.7").endswith("libnowhere.so.7")


@linux
def test_other_trouble_with_qt_is_told_as_it_is(checkout: Path) -> None:
    make_environment(checkout, python='#!/bin/sh\necho "GLIBC_2.34 not found" >&2\nexit 1\n')

    with pytest.raises(run.SetupError, match=r"GLIBC_2\.34 not found"):
        run.probe_qt(checkout, "")


LACKING = """#!/bin/sh
[ -e {found} ] && exit 0
echo "ImportError: libEGL.so.1: cannot open shared object file: No such file" >&2
exit 1
"""


@linux
def test_missing_libraries_are_installed_and_remembered(
    apt: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make_environment(checkout, python=LACKING.format(found=apt))
    run.write_stamp(checkout, {"a lock": "its hash"})
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    run.check_system_libraries(checkout, window=False)

    assert "as libEGL.so.1" in capsys.readouterr().out
    assert set(run.PICTURE_PACKAGES) <= set(apt.read_text().split())
    assert run.read_stamp(checkout) == {"a lock": "its hash", "pictures": "found"}


@linux
def test_the_window_s_libraries_are_named_only_for_a_window(
    apt: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make_environment(checkout, python=LACKING.format(found=apt))
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":0")

    run.check_system_libraries(checkout, window=False)
    with pytest.raises(run.SetupError):
        run.check_system_libraries(checkout, window=True)

    assert "libxcb-cursor0" in capsys.readouterr().out

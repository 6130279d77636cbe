"""Missing system libraries become a sentence with the line to type."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from studio.render.backends.loading import SYSTEM_PACKAGES, require_qt

ROOT = Path(__file__).resolve().parents[3]

SCRIPT = """
from studio.kernel.errors import StudioError
from studio.render.backends.loading import require_qt
try:
    require_qt()
except StudioError as error:
    print(error)
    raise SystemExit(3)
except ImportError as error:
    print(error)
    raise SystemExit(4)
"""


def run_with(pyside: Path) -> tuple[int, str]:
    """Run `require_qt` in a process that finds `pyside` before the installed one."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={**os.environ, "PYTHONPATH": f"{pyside}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout.strip()


def broken_pyside(folder: Path, raised: str) -> Path:
    package = folder / "PySide6"
    package.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "QtGui.py").write_text(f"raise {raised}\n", encoding="utf-8")
    return folder


def test_qt_is_there() -> None:
    require_qt()
    assert "PySide6.QtGui" in sys.modules


def test_a_missing_system_library_is_named_with_the_line_to_type(tmp_path: Path) -> None:
    reason = "libEGL.so.1: cannot open shared object file: No such file or directory"
    code, said = run_with(broken_pyside(tmp_path, f"ImportError({reason!r})"))
    assert code == 3
    assert "libEGL.so.1" in said
    assert said.endswith("sudo apt-get install " + " ".join(SYSTEM_PACKAGES))
    assert "\n" not in said


def test_a_missing_pyside_names_the_command_that_installs_it(tmp_path: Path) -> None:
    reason = "No module named 'PySide6.QtGui'"
    code, said = run_with(broken_pyside(tmp_path, f"ModuleNotFoundError({reason!r})"))
    assert code == 3
    assert "python3 run.py" in said


def test_any_other_import_error_is_a_bug_and_stays_one(tmp_path: Path) -> None:
    code, said = run_with(broken_pyside(tmp_path, "ImportError('cannot import name x')"))
    assert (code, said) == (4, "cannot import name x")


@pytest.mark.parametrize("package", ["libegl1", "libgl1", "libfontconfig1", "libxkbcommon0"])
def test_the_packages_that_qt_needs_are_in_the_line(package: str) -> None:
    assert package in SYSTEM_PACKAGES

"""The command line and every feature's own work need no Qt."""

import subprocess
import sys

from tests.architecture.tree import ROOT, features, modules

CODE = """
import importlib, sys
sys.modules["PySide6"] = None
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


def test_everything_but_windows_and_painters_imports_without_qt() -> None:
    work = [name for name in modules() if _without_a_window(name)]
    assert {
        "studio.cli",
        "studio.store.workspace",
        "studio.spots.ops",
        "studio.spots.rules",
    } <= set(work)

    command = [sys.executable, "-c", CODE, *work]
    child = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)

    assert child.returncode == 0, child.stderr


def _without_a_window(name: str) -> bool:
    if name.startswith(("studio.ui", "studio.app", "studio.render.backends", "studio.__main__")):
        return False
    return not any(name.startswith(f"{feature}.ui") for feature in features())

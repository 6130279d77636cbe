"""The window's first paint waits for no heavy library."""

import subprocess
import sys

from tests.architecture.tree import ROOT, modules

HEAVY = {"sqlmodel", "sqlalchemy", "alembic", "fpdf", "PIL"}


def test_starting_the_window_loads_no_heavy_library() -> None:
    assert "studio.app.start" in modules()

    code = "import sys, studio.app.start; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    child = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)

    assert child.returncode == 0, child.stderr
    loaded = set(child.stdout.split())
    assert "studio.app.start" in loaded
    assert not loaded & HEAVY

"""Imports point one way: the contracts of `.importlinter` hold."""

import subprocess
import sys

from tests.architecture.tree import ROOT

# In a process of its own, because the linter switches off every logger that it finds.
CODE = """
import sys
from importlinter.cli import lint_imports
sys.exit(lint_imports(config_filename=".importlinter", no_cache=True, no_logo=True))
"""


def test_the_import_contracts_hold() -> None:
    command = [sys.executable, "-c", CODE]
    child = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)

    assert child.returncode == 0, child.stdout + child.stderr
    assert "4 kept, 0 broken" in child.stdout

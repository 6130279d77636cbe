"""A process of the fault tests: started as a program of its own, it answers orders.

A process with threads must not fork, and one with the shim preloaded must not be the tests' own.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

import pytest

from tests.architecture.tree import ROOT

SOURCE = Path(__file__).with_name("shim.c")


def compiled_shim(folder: Path) -> Path:
    """Compile the library that stands between a program and the system, or skip the test."""
    compiler = shutil.which("cc")
    if compiler is None or not sys.platform.startswith("linux"):
        pytest.skip("the fault injector needs Linux and a C compiler named cc")
    library = folder / "shim.so"
    command = [compiler, "-O2", "-shared", "-fPIC", "-o", str(library), str(SOURCE), "-ldl"]
    subprocess.run(command, check=True)
    return library


class Process:
    """A module that reads one order in JSON a line, and answers each with a line."""

    def __init__(self, module: str, *arguments: object, home: Path, shim: Path | None) -> None:
        """Start it, with the shim between it and the system if there is one."""
        preload = {"LD_PRELOAD": str(shim)} if shim else {}
        self._child = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-m", module, *map(str, arguments)],
            cwd=ROOT,
            env={**os.environ, "PERSONA_STUDIO_HOME": str(home), **preload},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def ask(self, **order: object) -> dict[str, Any]:
        """Give an order; return the answer."""
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        print(json.dumps(order, default=str), file=self._child.stdin, flush=True)
        answer: dict[str, Any] = json.loads(self._child.stdout.readline())
        assert answer.get("defect", "") == "", answer["defect"]
        return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        with self._child:
            assert self._child.stdin is not None
            self._child.stdin.close()
        assert self._child.returncode == 0

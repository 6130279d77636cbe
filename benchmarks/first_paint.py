"""From the start of the process to the first painted window: the studio's against a bare one's."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

from benchmarks.figures import Comparison

RUNS = 7


def compare() -> Comparison:
    """Start both in turn, each in a fresh process with a used home folder."""
    samples: dict[str, list[float]] = {"bare": [], "studio": []}
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "PERSONA_STUDIO_HOME": home}
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        for run in range(RUNS + 1):
            for kind, taken in samples.items():
                seconds = _start(kind, environment)
                if run:  # the first of each only warms the disk's cache
                    taken.append(seconds)
    return Comparison("first paint", "a bare PySide6 window", samples["studio"], samples["bare"])


def _start(kind: str, environment: dict[str, str]) -> float:
    command = [sys.executable, "-m", "benchmarks.first_paint", kind]
    began = time.time()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1]) - began


def _tell_and_leave(leave: Callable[[], None]) -> None:
    print(time.time(), flush=True)
    leave()


def _bare() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication([])

    class Bare(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            QTimer.singleShot(0, lambda: _tell_and_leave(app.quit))

    window = Bare()
    window.resize(1280, 820)
    window.show()
    app.exec()


def _studio() -> None:
    from PySide6.QtWidgets import QApplication

    from studio.app.shell import Shell
    from studio.ui.crash import CrashHook

    app = QApplication([])
    shell = Shell(app, CrashHook(leave=app.quit))
    # Only the first paint is measured: what comes after it is left undone.
    shell.window.painted.disconnect()
    shell.window.painted.connect(lambda: _tell_and_leave(app.quit))
    shell.start(None)
    app.exec()


if __name__ == "__main__":
    {"bare": _bare, "studio": _studio}[sys.argv[1]]()
    sys.stdout.flush()
    os._exit(0)

"""From the command line to the first picture of the window; only then comes the workspace."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

import studio
from studio.app.shell import Shell
from studio.kernel import logs, paths
from studio.ui import icons
from studio.ui.crash import CrashHook
from studio.ui.garbage import GuiGarbage

_log = logging.getLogger(__name__)


def main(argv: Sequence[str]) -> int:
    """Run the window until the user quits, and return the exit code."""
    arguments = _arguments(argv)
    logs.start(paths.logs(), verbose=arguments.verbose)
    app = _application(argv)
    crash = CrashHook(leave=_quit, parent=app)
    crash.install()
    garbage = GuiGarbage(app)
    try:
        shell = Shell(app, crash)
        shell.start(arguments.workspace)
        return app.exec()
    finally:
        _end(app)
        garbage.stop()
        crash.uninstall()
        logs.stop()


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    typed = os.environ.get("PERSONA_STUDIO_COMMAND", "persona-studio")
    parser = argparse.ArgumentParser(prog=typed)
    parser.add_argument("workspace", nargs="?", type=Path)
    parser.add_argument("--verbose", action="store_true")
    return parser.parse_args(argv)


def _application(argv: Sequence[str]) -> QApplication:
    QCoreApplication.setApplicationName("Persona Studio")
    QCoreApplication.setApplicationVersion(studio.__version__)
    QApplication.setDesktopFileName("persona-studio")
    app = QApplication([sys.argv[0], *argv])
    app.setWindowIcon(icons.app_icon())
    return app


def _quit() -> None:
    QCoreApplication.exit(1)


def _end(app: QApplication) -> None:
    """Close the workspace, also when the loop ended by a crash."""
    for shell in app.findChildren(Shell):
        shell.end()

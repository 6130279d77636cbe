"""Logging: a file of the last runs, and the last lines in memory for crash reports."""

import faulthandler
import logging
import logging.handlers
import platform
import sys
from collections import deque
from pathlib import Path
from typing import TextIO

import studio

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_recent: deque[str] = deque(maxlen=200)
_handlers: list[logging.Handler] = []
_fault_file: TextIO | None = None


class _Ring(logging.Handler):
    """Keeps the last lines for the crash report."""

    def emit(self, record: logging.LogRecord) -> None:
        """Remember one line."""
        _recent.append(self.format(record))


def start(folder: Path, *, verbose: bool = False) -> None:
    """Log to `folder`/studio.log (three files of 1 MB) and dump hard crashes to fault.log."""
    global _fault_file  # noqa: PLW0603 - faulthandler needs its file to stay open
    root = logging.getLogger()
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    file = logging.handlers.RotatingFileHandler(
        folder / "studio.log", maxBytes=1_000_000, backupCount=2, encoding="utf-8"
    )
    _handlers.extend([file, _Ring()])
    if verbose:
        _handlers.append(logging.StreamHandler())
    for handler in _handlers:
        handler.setFormatter(logging.Formatter(_FORMAT))
        root.addHandler(handler)
    _fault_file = (folder / "fault.log").open("a", encoding="utf-8")
    faulthandler.enable(_fault_file)
    logging.getLogger(__name__).info("%s", about())


def about() -> str:
    """Return one line that says which program runs on what."""
    python = platform.python_version()
    return f"Persona Studio {studio.__version__}, Python {python}, {platform.platform()}"


def recent() -> list[str]:
    """Return the last lines logged, oldest first."""
    return list(_recent)


def stop() -> None:
    """Close the log files; the program is ending."""
    global _fault_file  # noqa: PLW0603
    if _fault_file is not None:
        faulthandler.disable()
        if sys.stderr is not None:
            faulthandler.enable()
        _fault_file.close()
        _fault_file = None
    while _handlers:
        handler = _handlers.pop()
        logging.getLogger().removeHandler(handler)
        handler.close()

"""Whether Qt can draw here; asked before anything of Qt is imported."""

import importlib
import re

from studio.kernel.errors import StudioError
from studio.kernel.i18n import _

SYSTEM_PACKAGES = (
    "libglib2.0-0",
    "libegl1",
    "libgl1",
    "libx11-6",
    "libdbus-1-3",
    "libfontconfig1",
    "libfreetype6",
    "libxkbcommon0",
)
"""Debian's and Ubuntu's names for what QtGui needs to draw without a window."""

_LIBRARY = re.compile(r"[\w.+-]+\.so[.\d]*")


def require_qt() -> None:
    """Make sure that pictures can be drawn; raise StudioError with the line to type if not."""
    try:
        importlib.import_module("PySide6.QtGui")
    except ModuleNotFoundError as error:
        raise StudioError(
            _("PySide6 is not installed here. Type: {command}").format(command="python3 run.py")
        ) from error
    except ImportError as error:
        library = _LIBRARY.search(str(error))
        if library is None:
            raise
        sentence = _("The system library {library} is missing, so nothing can be drawn. {advice}")
        advice = _("On Debian or Ubuntu type: {command}").format(
            command=f"sudo apt-get install {' '.join(SYSTEM_PACKAGES)}"
        )
        raise StudioError(sentence.format(library=library.group(), advice=advice)) from error

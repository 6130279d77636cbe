"""Where the program keeps its own things; `PERSONA_STUDIO_HOME` moves all of them."""

import os
from pathlib import Path

from platformdirs import PlatformDirs

_NAME = "Persona Studio"


def _dirs() -> PlatformDirs:
    return PlatformDirs(_NAME, appauthor=False)


def _place(kind: str, default: Path) -> Path:
    home = os.environ.get("PERSONA_STUDIO_HOME")
    folder = Path(home) / kind if home else default
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def config() -> Path:
    """Return the folder of preferences, made if missing."""
    return _place("config", _dirs().user_config_path)


def logs() -> Path:
    """Return the folder of logs and crash reports, made if missing."""
    return _place("logs", _dirs().user_log_path)


def workspaces() -> Path:
    """Return the folder where workspaces live that the user has not placed, made if missing."""
    return _place("workspaces", _dirs().user_data_path / "workspaces")


def backups() -> Path:
    """Return the folder of backups, made if missing, for its owner's eyes only."""
    folder = _place("backups", _dirs().user_data_path / "backups")
    folder.chmod(0o700)
    return folder


def copies() -> Path:
    """Return the folder of working copies of shared workspaces, made if missing."""
    return _place("copies", _dirs().user_data_path / "copies")


def known() -> Path:
    """Return the folder that notes which files this program wrote, made if missing."""
    return _place("known", _dirs().user_data_path / "known")

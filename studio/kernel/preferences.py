"""What the user chose for this computer: a frozen value, kept as a small JSON file.

Unknown keys (from a newer version) are kept; invalid values fall back with a warning.
Window geometry is not here: it belongs to Qt's own settings file.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from studio.kernel import files

_log = logging.getLogger(__name__)
_RECENT = 10

LANGUAGES = ("system", "en", "it")
APPEARANCES = ("system", "light", "dark")


@dataclass(frozen=True, slots=True)
class Preferences:
    """Choices of this user on this computer."""

    language: str = "system"
    appearance: str = "system"
    recent: tuple[str, ...] = ()
    """Paths of workspaces, the last opened first."""
    others: Mapping[str, Any] = field(default_factory=dict)
    """Keys of a newer version, written back as they were."""

    def with_recent(self, path: Path) -> "Preferences":
        """Return the preferences with `path` first among the recent workspaces."""
        text = str(path)
        rest = tuple(other for other in self.recent if other != text)
        return replace(self, recent=(text, *rest)[:_RECENT])

    def without_recent(self, path: Path) -> "Preferences":
        """Return the preferences without `path` among the recent workspaces."""
        return replace(self, recent=tuple(other for other in self.recent if other != str(path)))


def load(folder: Path) -> Preferences:
    """Return the preferences kept in `folder`; defaults for what is missing or broken."""
    try:
        table = json.loads((folder / "preferences.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Preferences()
    except (OSError, ValueError) as error:
        _log.warning("preferences cannot be read and start afresh: %s", error)
        return Preferences()
    return _from_table(table) if isinstance(table, dict) else Preferences()


def save(preferences: Preferences, folder: Path) -> None:
    """Keep the preferences in `folder`; raise NotSaved when the disk says no."""
    table = {**preferences.others, **asdict(preferences)}
    del table["others"]
    # ASCII alone, since paths of folders named in an old encoding have no UTF-8.
    files.write_text(folder / "preferences.json", json.dumps(table, indent=2))


def _from_table(table: dict[str, Any]) -> Preferences:
    known = {f.name for f in fields(Preferences)} - {"others"}
    recent = table.get("recent", ())
    if not (isinstance(recent, list) and all(isinstance(path, str) for path in recent)):
        recent = ()
    return Preferences(
        language=_one_of(table, "language", LANGUAGES),
        appearance=_one_of(table, "appearance", APPEARANCES),
        recent=tuple(recent)[:_RECENT],
        others={key: value for key, value in table.items() if key not in known},
    )


def _one_of(table: dict[str, Any], key: str, allowed: tuple[str, ...]) -> str:
    value = table.get(key, allowed[0])
    if value in allowed:
        return str(value)
    _log.warning("preference %s=%r is not known and is set to %s", key, value, allowed[0])
    return allowed[0]

"""Which files this program wrote last: only those are opened in place, all others go by the guard.

One small file for each known workspace, in the program's own folder, named after its inode: two
running programs never write the same one. While a workspace is open its size and time move, so
that they count only once it has been closed.
"""

import json
import logging
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from studio.kernel import files, paths
from studio.kernel.errors import NotSaved

_log = logging.getLogger(__name__)

_MOST = 500


def remember(path: Path, document: str, *, is_closed: bool) -> None:
    """Note that we wrote the file of this document, and whether it is closed again.

    Never fails: what cannot be noted will be examined by the guard.
    """
    try:
        path = path.resolve()
        found = path.stat()
        entry = {
            "document": document,
            "path": str(path),
            "device": found.st_dev,
            "inode": found.st_ino,
            "closed": is_closed,
            "size": found.st_size,
            "time": found.st_mtime_ns,
        }
        files.write_text(_entry_path(found), json.dumps(entry))
        _forget_oldest()
    except (OSError, NotSaved) as error:
        _log.info("that %s is ours could not be noted: %s", path.name, error)


def is_ours(path: Path) -> bool:
    """Tell whether we wrote this very file last: no copy of it, and nobody else since."""
    try:
        path = path.resolve()
        found = path.stat()
        entry = json.loads(_entry_path(found).read_text(encoding="utf-8"))
    except (OSError, ValueError, RuntimeError):
        return False
    return isinstance(entry, dict) and _is_same(entry, path, found)


def _is_same(entry: dict[str, Any], path: Path, found: os.stat_result) -> bool:
    if found.st_ino == 0 or entry.get("inode") != found.st_ino:
        return False
    is_in_place = entry.get("path") == str(path)
    if entry.get("closed") is not True:  # it is open, or our program died over it
        return is_in_place
    # Some systems number their disks anew at each start; a moved file stays on its disk.
    is_here = is_in_place or entry.get("device") == found.st_dev
    unchanged = (entry.get("size"), entry.get("time")) == (found.st_size, found.st_mtime_ns)
    return is_here and unchanged


def _entry_path(found: os.stat_result) -> Path:
    return paths.known() / f"{found.st_ino:x}.json"


def _forget_oldest() -> None:
    entries = list(paths.known().glob("*.json"))
    if len(entries) > _MOST:
        with suppress(OSError):
            min(entries, key=lambda entry: entry.stat().st_mtime_ns).unlink()

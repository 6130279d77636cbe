"""The child process that examines somebody else's file and takes its rows over.

Run as `python -m studio.store.guard.child FOLDER`: reads FOLDER/request, tells how far it is and
what came of it on standard output, a line of JSON each. Needs only the standard library and no
window, so that it starts fast; the parent watches its time, the system its memory.
"""

import errno
import json
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from studio.store.guard import rows, sound, source
from studio.store.guard.turned import Turned

MEMORY = 1024**3
_FILES = 32
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_LOG = frozenset({"history_step", "history_row"})
_DOCUMENT = "SELECT value FROM main.meta WHERE key = 'document'"


def main(folder: Path) -> int:
    """Do what the request asks, and tell."""
    request = json.loads((folder / "request").read_text(encoding="utf-8"))
    limit(request["seconds"], request["bytes"])
    try:
        _tell(ok=_examine(folder, request))
    except Turned as turned:
        _tell(turned=turned.code, detail=turned.detail)
    except (sqlite3.Error, UnicodeError, MemoryError, OSError, ValueError, OverflowError) as error:
        _tell(turned=_code(error), detail=f"{type(error).__name__}: {ascii(str(error))[:80]}")
    return 0


def limit(seconds: int, size: int) -> None:
    """Let this process have so much of the machine and no more, where the system can see to it."""
    try:
        import resource
        import signal
    except ImportError:  # Windows: SQLite's own limit of memory and the parent's clock remain
        return
    # Written too much ends in an error that can be told, not in a signal.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _FILES),
        (resource.RLIMIT_FSIZE, size),
    ):
        with suppress(ValueError, OSError):  # some systems do not know some of them
            resource.setrlimit(kind, (most, most))
    signal.alarm(seconds)  # ends a child whose parent has died


def _code(error: Exception) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if isinstance(error, OSError):
        return "no space" if error.errno in _FULL else "closed"
    if code == sqlite3.SQLITE_FULL:
        return "no space"
    return "slow" if code == sqlite3.SQLITE_INTERRUPT else "damaged"


def _tell(**line: object) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _examine(folder: Path, request: dict[str, Any]) -> dict[str, object]:
    end = time.monotonic() + request["seconds"]
    path = Path(request["path"])
    marks = (request["mark"], request["schema"])
    with source.held(path) as file:
        whole = source.whole(path, file, folder, marks)
        with (
            closing(sqlite3.connect(folder / "fresh.studio", isolation_level=None)) as ours,
            closing(sound.connect(whole, request["largest"])) as theirs,
        ):
            names = frozenset(entry[1] for entry in sound.objects(ours, 10_000))
            sound.only_reading(theirs, names)
            sound.stop_at(theirs, computing=sound.STRUCTURE_S)
            sound.check_structure(theirs, ours)
            sound.stop_at(theirs, clock=end)
            sound.check_pages(theirs)
            return _take_over(theirs, ours, request)


def _take_over(
    theirs: sqlite3.Connection, ours: sqlite3.Connection, request: dict[str, Any]
) -> dict[str, object]:
    """Copy everything in one transaction; a fresh file that is not finished is thrown away."""
    ours.execute("PRAGMA journal_mode=OFF")
    ours.execute("PRAGMA synchronous=OFF")
    ours.execute("PRAGMA foreign_keys=ON")
    ours.execute("BEGIN IMMEDIATE")
    ours.execute("PRAGMA defer_foreign_keys=ON")
    tables = {name: rows.table(ours, name) for name in request["tables"]}
    counts = {name: rows.copy(theirs, ours, of) for name, of in tables.items()}
    rows.copy_history(theirs, ours, tables, request["schema"])
    counts["asset_data"] = rows.copy_assets(theirs, ours, request["largest"], _teller())
    document = _document(theirs, rows.table(ours, "meta"))
    ours.execute("COMMIT")
    return {"counts": counts, "document": document}


def _document(theirs: sqlite3.Connection, meta: rows.Table) -> str:
    for _row in rows.read(theirs, meta):
        pass
    found = theirs.execute(_DOCUMENT).fetchone()
    if found is None or not rows.ID.fullmatch(found[0]):
        raise Turned("damaged", "document")
    return str(found[0])


def _teller() -> Callable[[int], None]:
    done = 0

    def tell(size: int) -> None:
        nonlocal done
        before, done = done, done + size
        if before >> 24 != done >> 24:
            _tell(done=done)

    return tell


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

"""Upgrades that are killed, or meet a failing disk, at a chosen call; then looked at, and redone.

Run as a program with the shim of the fault tests preloaded; each faulty try is a fork of it.
Arguments: the first file, the folder of the revisions, a folder to work in, and settings of the
connection; then one order in JSON a line: `{"point": 7, "error": 28, "for_ever": 1}`. Each is
answered by a line.
"""

import ctypes
import json
import logging
import os
import shutil
import sqlite3
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from studio.kernel.errors import Refused, StudioError
from studio.kernel.progress import finish
from studio.store import connection, workspace
from studio.store.layout import check_mark
from studio.store.upgrades.run import upgrade
from tests.store.upgrades.first_files import Rows, rows_of

NEWEST = 3
SHIM = ctypes.CDLL(None)


def backup(path: Path) -> None:
    """Keep the file beside the folder that is watched over, checked before it takes its name."""
    kept = path.parent.parent / "backup.studio"
    part = kept.with_suffix(".part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("VACUUM INTO ?", (str(part),))
    with closing(sqlite3.connect(part)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    part.replace(kept)


def settled(path: Path) -> Rows:
    """Return the rows, but for what tells when and by what program they came to be."""
    rows = rows_of(path)
    rows["meta"] = [row for row in rows["meta"] if not row["key"].startswith("upgraded")]
    rows["history_step"] = [{"kind": row["kind"]} for row in rows["history_step"]]
    return rows


def attempt(path: Path, revisions: Path, order: Mapping[str, int]) -> dict[str, Any]:
    """Upgrade with the fault of the order; tell what the user is told, and the number of calls."""
    SHIM.fault_watch(os.fsencode(path.parent))
    SHIM.fault_arm(order.get("point", -1), order.get("error", 0), order.get("for_ever", 0))
    try:
        finish(upgrade(path, "Ada", backup, revisions))
        told = "done"
    except StudioError as error:
        told = type(error).__name__
    count = SHIM.fault_count()
    SHIM.fault_arm(-1, 0, 0)
    return {"told": told, "count": count}


def forked(path: Path, revisions: Path, order: Mapping[str, int]) -> dict[str, Any]:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        os.write(writing, json.dumps(attempt(path, revisions, order)).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    os.waitpid(pid, 0)
    outcome: dict[str, Any] = json.loads(said) if said else {"told": "killed"}
    return outcome


def seen_by_today(path: Path) -> int:
    """Return the schema that the program of schema 1 sees in a copy of the file and its journal."""
    folder = path.parent.parent / "seen"
    shutil.copytree(path.parent, folder)
    (folder / f"{path.name}-lock").unlink(missing_ok=True)
    try:
        workspace.open_workspace(folder / path.name, "Ada").close()
    except Refused:
        return NEWEST
    else:
        return 1
    finally:
        shutil.rmtree(folder)


def state(path: Path, old: Rows, new: Rows) -> dict[str, Any]:
    """Tell what is in the file: its schema, whether it is whole, and which rows, old or new."""
    schema = check_mark(path, NEWEST).schema  # takes back what was cut short
    rows = settled(path)
    with closing(sqlite3.connect(path)) as raw:
        whole = raw.execute("PRAGMA integrity_check").fetchone()[0]
        dangling = raw.execute("PRAGMA foreign_key_check").fetchall()
    kind = "old" if rows == old else "new" if rows == new else "neither"
    return {"schema": schema, "rows": kind, "whole": whole == "ok" and not dangling}


def serve(first: Path, revisions: Path, folder: Path) -> None:
    """Obey until the orders end."""
    work = folder / "work"
    path = work / "old.studio"
    work.mkdir()
    shutil.copy(first, path)
    old = settled(path)
    attempt(path, revisions, {})
    new = settled(path)
    for line in sys.stdin:
        shutil.rmtree(work)
        work.mkdir()
        shutil.copy(first, path)
        outcome = forked(path, revisions, json.loads(line))
        outcome["today"] = seen_by_today(path)
        outcome["after"] = state(path, old, new)
        outcome["again"] = attempt(path, revisions, {})["told"]
        outcome["then"] = state(path, old, new)
        # After a fault past the commit an empty journal may lie there until the next opening.
        outcome["beside"] = sorted(entry.name for entry in work.iterdir() if entry.stat().st_size)
        outcome["kept"] = state(folder / "backup.studio", old, new)
        sys.stdout.write(json.dumps(outcome) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    logging.disable()
    setattr(connection, "_WRITING", (*connection._WRITING, *sys.argv[4:]))  # noqa: B010 - for mypy
    serve(*map(Path, sys.argv[1:4]))

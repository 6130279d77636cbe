"""Somebody else's workspace: never opened in place, but examined and copied by a child process.

The child compares the structure with ours, looks at every value, and writes the rows into a
fresh workspace that we made. What it turns away stays as it was, to the last byte.
"""

import json
import logging
import os
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import studio
from studio.kernel import clock
from studio.kernel.i18n import N_, _
from studio.kernel.ids import new_uuid
from studio.kernel.progress import Progress, Work
from studio.store import blobs, connection, faults, search_index
from studio.store.guard import known, room, source, words
from studio.store.guard.turned import Turned
from studio.store.layout import write_layout
from studio.store.schema import APPLICATION_ID, SCHEMA, metadata

_log = logging.getLogger(__name__)

_LEAST_S = 20
_S_PER_GB = 60
_GLANCE_S = 0.02
_LONGEST_REPLY = 1 << 20
_KEPT_ENVIRONMENT = ("SYSTEMROOT", "TEMP", "TMP", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


@dataclass(frozen=True, slots=True)
class Admitted:
    """A copy of somebody else's workspace, whole and ours."""

    path: Path
    document: str
    """The copy's own uuid."""
    came_from: str
    """The uuid of the workspace it was copied from."""
    counts: dict[str, int]
    """Rows taken over, by table."""


def admit(path: Path, target: Path, actor: str) -> Work[Admitted]:
    """Copy somebody else's workspace into a fresh one at `target`; never writes beside `path`.

    Raises Unreadable, Refused, Busy or NotFound for a file that is not taken in, Refused when
    something is at `target`, Locked, NotSaved (NoSpace) when nothing can be written there.
    """
    target = room.place(target)
    try:
        size = source.look(path).st_size
    except Turned as turned:
        raise words.error(turned.code, path) from turned
    with room.beside(target) as folder:
        yield Progress(0, size, _("Examining “{name}”…").format(name=path.name))
        fresh = folder / "fresh.studio"
        write_layout(fresh, actor)
        reply = yield from _child(path, folder, size)
        yield Progress(size, size, _("Writing to disk…"))
        document = _finish(fresh, str(reply["document"]), actor)
        room.put(fresh, target)
    known.remember(target, document, is_closed=True)
    return Admitted(target, document, str(reply["document"]), dict(reply["counts"]))


def _child(path: Path, folder: Path, size: int) -> Work[dict[str, Any]]:
    """Let a child process do it; return what it took over, or raise what it says."""
    seconds = _LEAST_S + size * _S_PER_GB // 1024**3
    request = {
        "path": str(path.absolute()),
        "mark": APPLICATION_ID,
        "schema": SCHEMA,
        "tables": [table.name for table in metadata().sorted_tables],
        "largest": blobs.LARGEST,
        "seconds": seconds,
        "bytes": 2 * size + 64 * 1024**2,
    }
    (folder / "request").write_text(json.dumps(request), encoding="utf-8")
    end = time.monotonic() + seconds
    with (folder / "reply").open("wb") as said, (folder / "complaints").open("wb") as complaints:
        child = subprocess.Popen(  # noqa: S603 - our own module, and a folder that we made
            [sys.executable, "-P", "-s", "-S", "-m", "studio.store.guard.child", str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=complaints,
            cwd=folder,
            env=_environment(),
        )
        try:
            while child.poll() is None and time.monotonic() < end:
                yield Progress(min(_done(folder), size), size)
                with suppress(subprocess.TimeoutExpired):
                    child.wait(_GLANCE_S)
            is_late = child.poll() is None
        finally:
            child.kill()
            child.wait()
    return _understood(path, folder, "slow" if is_late else "damaged")


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
    home = Path(studio.__file__).resolve().parents[1]
    return {**kept, "PYTHONPATH": str(home), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def _lines(folder: Path) -> list[dict[str, Any]]:
    with (folder / "reply").open("rb") as file:
        said = file.read(_LONGEST_REPLY)
    found = []
    for line in said.splitlines():
        with suppress(ValueError):  # the last one may be half written
            found.append(json.loads(line))
    return [line for line in found if isinstance(line, dict)]


def _done(folder: Path) -> int:
    return max((int(line.get("done", 0)) for line in _lines(folder)), default=0)


def _understood(path: Path, folder: Path, otherwise: str) -> dict[str, Any]:
    """Return what the child took over; raise why not, or `otherwise` when it died over it."""
    for line in _lines(folder):
        if isinstance(line.get("ok"), dict):
            found: dict[str, Any] = line["ok"]
            return found
        if "turned" in line:
            _log.info("a file was turned away: %s (%s)", line["turned"], line.get("detail"))
            raise words.error(str(line["turned"]), path)
    complaints = (folder / "complaints").read_text(encoding="utf-8", errors="replace")
    _log.info("the examination of a file came to no end: %s", complaints[-500:])
    raise words.error(otherwise, path)


def _finish(fresh: Path, came_from: str, actor: str) -> str:
    """Make the copy a workspace of its own: whence it came, no undo into its past, search."""
    with faults.told(fresh):
        raw = connection.connect_writer(fresh)
        try:
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("INSERT INTO meta(key, value) VALUES('came_from', ?)", (came_from,))
            raw.execute(
                "INSERT INTO history_step(uuid, edit_uuid, kind, actor, label, merge_key, open, "
                "\"schema\", at_ms) VALUES(?, ?, 'barrier', ?, ?, '', 0, ?, ?)",
                (
                    new_uuid(),
                    new_uuid(),
                    actor,
                    N_("Copied from elsewhere"),
                    SCHEMA,
                    clock.now_ms(),
                ),
            )
            search_index.rebuild(raw)
            raw.execute("COMMIT")
            query = "SELECT value FROM meta WHERE key = 'document'"
            document = str(raw.execute(query).fetchone()[0])
            raw.execute("PRAGMA journal_mode=DELETE")
        finally:
            raw.close()
    return document

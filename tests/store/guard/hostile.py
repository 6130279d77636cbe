"""Workspaces to make hostile: an honest one, and what must hold when one is turned away."""

import os
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from studio.assets.model import Asset
from studio.kernel.errors import StudioError
from studio.kernel.progress import finish
from studio.personas.model import Look, Talent
from studio.spots.model import CastMember, Panel, Scene, Spot
from studio.store import blobs, workspace
from studio.store.guard.admission import Admitted, admit

PAGE = 16384
IN_TIME = 1.0
"""Seconds of computing that turning a small file away may take; on a busy machine it waits too."""


def make_honest(path: Path) -> bytes:
    """Make a workspace with rows in many tables, pictures and history; return its bytes."""
    store = workspace.create(path, "Ada")
    with store.edit("Add talent") as session:
        talent = Talent(id="zoe", name="Zoë", handle="@zoë")
        session.add(talent)
        session.flush()
        session.add(Look(id="look", talent_id="zoe", rank="V", name="Summer"))
    with store.edit("Add spot") as session:
        session.add(Spot(id="spot", rank="V", title="Sunscreen"))
        session.flush()
        session.add(Scene(id="scene", spot_id="spot", rank="V", title="Beach"))
        session.flush()
        for number in range(60):
            panel = Panel(id=f"panel-{number}", scene_id="scene", rank="V", action="act " * 200)
            session.add(panel)
        session.flush()
        session.add(CastMember(id="cast", panel_id="panel-3", talent_id="zoe", rank="V"))
    for number in range(3):
        with store.edit("Add picture") as session:
            digest = blobs.put(session, random.Random(number).randbytes(30_000))
            session.add(Asset(id=f"asset-{number}", name=f"Picture {number}", sha256=digest))
    with store.edit("Rename talent") as session:
        session.get_one(Talent, "zoe").name = "Zoë Winter"
    store.undo()
    store.close()
    return path.with_suffix(".studio").read_bytes()


def alter(path: Path, *statements: str) -> None:
    """Change a workspace behind our back, with SQLite alone."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA foreign_keys=OFF")
        for statement in statements:
            raw.execute(statement)


def reword(path: Path, name: str, old: str, new: str) -> None:
    """Change what the file says of a table or an index, whatever its pages hold."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        query = "SELECT sql FROM sqlite_master WHERE name = ?"
        sql = str(raw.execute(query, (name,)).fetchone()[0])
        assert old in sql
        raw.execute("PRAGMA writable_schema=ON")
        changed = sql.replace(old, new)
        raw.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (changed, name))
        raw.execute("PRAGMA writable_schema=OFF")


def state(folder: Path) -> list[tuple[str, int, int, bytes]]:
    """Return name, size, time and bytes of all there is in a folder."""
    return [
        (
            entry.name,
            entry.lstat().st_size,
            entry.lstat().st_mtime_ns,
            entry.read_bytes() if entry.is_file() and entry.stat().st_size < 10**8 else b"",
        )
        for entry in sorted(folder.iterdir())
    ]


def turned_away(path: Path, *kinds: type[StudioError]) -> str:
    """Return the sentence that the file is turned away with; nothing may have moved."""
    before = state(path.parent)
    goal = path.parent.parent / "goal"
    goal.mkdir(exist_ok=True)
    began = _computed()
    with pytest.raises(kinds) as refusal:
        finish(admit(path, goal / "mine", "Bob"))
    took = _computed() - began
    assert type(refusal.value) in kinds, refusal.value
    assert state(path.parent) == before
    assert list(goal.iterdir()) == []
    assert took < IN_TIME, f"{took:.2f} s"
    return str(refusal.value)


def _computed() -> float:
    """Return how many seconds this process and its children have computed."""
    return sum(os.times()[:4])


def taken_in(path: Path) -> Admitted:
    """Return the copy of the file; the file itself may not have moved."""
    before = state(path.parent)
    goal = path.parent.parent / "goal"
    goal.mkdir(exist_ok=True)
    admitted = finish(admit(path, goal / "mine", "Bob"))
    assert state(path.parent) == before
    assert [entry.name for entry in goal.iterdir()] == ["mine.studio"]
    assert goal.joinpath("mine.studio").stat().st_mode & 0o077 == 0 or os.name == "nt"
    return admitted


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of the features, and the bytes of assets."""
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as raw:
        tables = [name for (name,) in raw.execute(names) if not _is_plumbing(name)]
        return {name: sorted(raw.execute(f'SELECT * FROM "{name}"'), key=str) for name in tables}


def _is_plumbing(name: str) -> bool:
    return name == "meta" or name.startswith(("search", "history_"))


def inputs() -> list[object]:
    """Return the hostile workspaces that lie beside the project, or why none can be tried."""
    root = Path(__file__).resolve().parents[3]
    shared = Path(os.environ.get("STUDIO_INPUTS", root.parent / "shared" / "inputs"))
    folder = shared / "nasty" / "sqlite"
    if not folder.is_dir():
        reason = "no inputs beside the project: set STUDIO_INPUTS to try them"
        return [pytest.param(None, marks=pytest.mark.skip(reason))]
    return [pytest.param(path, id=path.name) for path in sorted(folder.iterdir())]

"""Rows to put into a workspace, ways to look at it, and a person who may not write."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from studio.kernel import ids
from studio.personas.model import Talent
from studio.spots.model import Panel, Scene, Spot
from studio.store.schema import metadata
from studio.store.workspace import Store

Dump = dict[str, list[tuple[Any, ...]]]

PYTHON = (sys.executable, "-X", "utf8", "-c")
TAKE = """
import sqlite3, sys
raw = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=0)
try:
    raw.execute("BEGIN IMMEDIATE")
    print("taken")
except sqlite3.OperationalError as error:
    print(error)
"""
"""Another program that tries to write to a workspace, and says what came of it."""
NOBODY = 65534
PER_SCENE = 50


def add(store: Store, name: str) -> str:
    """Add a talent, as an undo step of its own, and return its id."""
    with store.edit("Add talent") as session:
        talent = Talent(name=name)
        session.add(talent)
    return talent.id


def talent_values(**told: Any) -> str:
    """Return 'talent(…) VALUES(…)' of a whole row for a statement of SQL."""
    row = {key: value for key, value in Talent(**told).model_dump().items() if value is not None}
    quoted = (f"'{value}'" if isinstance(value, str) else str(value) for value in row.values())
    return f"talent({', '.join(row)}) VALUES({', '.join(quoted)})"


def names(store: Store) -> list[str]:
    with store.read() as session:
        return list(session.exec(select(Talent.name).order_by(col(Talent.name))))


def names_in(path: Path) -> list[str]:
    """Return the talents of a closed workspace, which must be sound, without opening it as one."""
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        return [name for (name,) in raw.execute("SELECT name FROM talent ORDER BY name")]


def left_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def dump(store: Store) -> Dump:
    """Return every row of the features' tables, as the writing connection sees them."""
    return {
        name: store._raw.execute(f'SELECT * FROM "{name}" ORDER BY id').fetchall()
        for name in sorted(metadata().tables)
    }


def log(store: Store) -> list[tuple[str, str]]:
    """Return kind and label of every step in the log."""
    return store._raw.execute("SELECT kind, label FROM history_step ORDER BY id").fetchall()


def board(panels: int) -> Iterator[Spot | Scene | Panel]:
    """Give the rows of one spot with so many panels: parents before children."""
    spot = Spot(rank="V", title="Summer")
    yield spot
    scene = Scene(spot_id=spot.id, rank="V", title="Beach")
    for number in range(panels):
        if number % PER_SCENE == 0:
            scene = Scene(spot_id=spot.id, rank=f"V{number:05}", title=f"Scene {number}")
            yield scene
        action = f"Maya walks past house {number} and waves"
        yield Panel(id=ids.new_id(), scene_id=scene.id, rank=f"V{number:05}", action=action)


@contextmanager
def may_not_write(*paths: Path) -> Iterator[None]:
    """Take the right to write these files and folders away, even if we are root."""
    modes = {path: path.stat().st_mode for path in paths}
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    was_root = os.geteuid() == 0
    if was_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if was_root:
            os.seteuid(0)
        for path, mode in modes.items():
            path.chmod(mode)

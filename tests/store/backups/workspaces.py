"""Workspaces to back up, and what is in a file, table by table."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from studio.assets.model import Asset
from studio.personas.model import Talent
from studio.store import blobs, workspace
from studio.store.workspace import Store

Dump = dict[str, list[tuple[Any, ...]]]


def new(folder: Path, *, pictures: int = 0) -> Store:
    """A workspace with one talent, and pictures of some kilobytes."""
    store = workspace.create(folder / "Agency", "Ada")
    add(store, "Mia")
    for number in range(pictures):
        add_picture(store, f"picture {number}".encode() * 3000)
    return store


def add(store: Store, name: str, merge_key: str = "") -> str:
    with store.edit("Add talent", merge_key=merge_key) as session:
        talent = Talent(name=name)
        session.add(talent)
    return talent.id


def rename(store: Store, talent: str, name: str, merge_key: str = "") -> None:
    with store.edit("Rename talent", merge_key=merge_key) as session:
        found = session.get(Talent, talent)
        assert found is not None
        found.name = name


def add_picture(store: Store, data: bytes | None = None) -> str:
    data = data or os.urandom(50_000)
    with store.edit("Add picture") as session:
        digest = blobs.put(session, data)
        session.add(Asset(name="Picture", sha256=digest, media="image/png", size=len(data)))
    return digest


def dump(path: Path, leave_out: frozenset[str] = frozenset()) -> Dump:
    """Every row of every table; what only search knows is made anew, so it is left out."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as raw:
        names = [
            name
            for (name,) in raw.execute(
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
            )
            if not name.startswith(("sqlite_", "search", "backup_")) and name not in leave_out
        ]
        return {
            name: sorted(raw.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for name in sorted(names)
        }


def structure(path: Path) -> list[tuple[str, str]]:
    """The tables and indexes of a file, as they are declared."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as raw:
        query = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'backup%' ORDER BY name"
        return [row for row in raw.execute(query) if row[1]]


def flip(path: Path, at: float) -> None:
    """Change some bytes in the middle of a file."""
    place = int(path.stat().st_size * at)
    with path.open("rb+") as file:
        file.seek(place)
        old = file.read(64)
        file.seek(place)
        file.write(bytes(byte ^ 0xFF for byte in old))

"""A workspace to copy, compact and move as a whole, and how to look at the closed file."""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlmodel import Session

from studio.assets.model import Asset
from studio.kernel.progress import Work
from studio.store import blobs, copies, workspace
from studio.store.workspace import Store
from tests.store.rows import add

PICTURE = 300_000
Act = Callable[[Path, Path], Work[object]]


def make(folder: Path) -> Store:
    """Make a workspace alone in a folder: three talents, a picture, something undone."""
    folder.mkdir()
    store = workspace.create(folder / "Agency", "Ada")
    for name in NAMES:
        add(store, name)
    with store.edit("Add picture") as session:
        picture(session, 1)
    add(store, "Ben")
    store.undo()
    return store


NAMES = ["Maya", "Noa", "Zoë"]


def content(number: int) -> bytes:
    return bytes([number]) * PICTURE


def picture(session: Session, number: int) -> str:
    """Add a picture within an edit; return the hash of its bytes."""
    digest = blobs.put(session, content(number))
    session.add(Asset(name=f"Picture {number}", sha256=digest, size=PICTURE))
    return digest


def asset_of(session: Session, digest: str) -> str:
    query = "SELECT id FROM asset WHERE sha256 = ?"
    found: str = session.connection().exec_driver_sql(query, (digest,)).scalar_one()
    return found


def hashes(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as raw:
        return {digest for (digest,) in raw.execute("SELECT sha256 FROM asset_data")}


def facts(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as raw:
        return dict(raw.execute("SELECT key, value FROM meta").fetchall())


def save_copy(path: Path, target: Path) -> Work[object]:
    """Save a copy of a workspace that is opened for it."""
    opened = workspace.open_workspace(path, "Ada")
    try:
        return (yield from copies.save_copy(opened, target))
    finally:
        opened.close()


def compact(path: Path, _target: Path) -> Work[object]:
    return copies.compact(path)


ACTS: list[Act] = [save_copy, compact, copies.move]


@contextmanager
def on_another_disk(than: Path) -> Iterator[Path]:
    """Give a folder on another disk than this file's."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK) or memory.stat().st_dev == than.stat().st_dev:
        pytest.skip("there is no second disk here")
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)

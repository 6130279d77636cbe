"""Two users who share a workspace: each with a folder for working copies of their own."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlmodel import col, select

from studio.kernel.progress import finish
from studio.personas.model import Talent
from studio.store import connection, structure, workspace
from studio.store.sharing import working_copy
from studio.store.sharing.places import Kind, Place
from studio.store.sharing.working_copy import Published, State, WorkingCopy

SHARE = Place(Kind.NETWORK, "NFS share")
Dump = Mapping[str, list[tuple[Any, ...]]]


@dataclass
class User:
    """Somebody at a computer, and the working copy they have, if any."""

    name: str
    folder: Path
    copy: WorkingCopy | None = None

    @property
    def mine(self) -> WorkingCopy:
        assert self.copy is not None
        return self.copy

    def take(self, shared: Path) -> WorkingCopy:
        self.copy = finish(working_copy.check_out(shared, self.folder, SHARE))
        return self.copy

    @contextmanager
    def opened(self) -> Iterator[workspace.Store]:
        store = workspace.open_workspace(self.mine.path, self.name)
        try:
            yield store
        finally:
            store.close()

    def add(self, *names: str) -> None:
        with self.opened() as store:
            for name in names:
                add(store, name)

    def publish(self, under: Path | None = None) -> Published:
        published = finish(working_copy.publish(self.mine.path, self.mine, under))
        self.copy = published.copy
        return published

    def state(self) -> State:
        return working_copy.state(self.mine)

    @property
    def names(self) -> list[str]:
        return names_in(self.mine.path)


def shared_workspace(folder: Path, *names: str) -> Path:
    """Make a workspace that lies where others can reach it; return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    store = workspace.create(folder / "Agency", "Ada")
    for name in names:
        add(store, name)
    store.close()
    return store.path


def add(store: workspace.Store, name: str) -> None:
    with store.edit("Add talent") as session:
        session.add(Talent(name=name))


def names_in(path: Path) -> list[str]:
    with closing(connection.connect_reader(path)) as raw:
        return [name for (name,) in raw.execute("SELECT name FROM talent ORDER BY name")]


def names_of(store: workspace.Store) -> list[str]:
    with store.read() as session:
        return list(session.exec(select(Talent.name).order_by(col(Talent.name))))


def dump(path: Path) -> Dump:
    """Return all rows of a sound file."""
    with closing(connection.connect_reader(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        return everything(raw)


def everything(raw: sqlite3.Connection) -> Dump:
    tables = sorted(structure.tables(raw))
    return {name: sorted(raw.execute(f'SELECT * FROM "{name}"').fetchall()) for name in tables}


def left_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def left_everywhere(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}

"""An import of 10 000 rows and its undo, against raw sqlite3 with the same pragmas, and the ORM.

`python -m benchmarks.import_rows 2000` is a quick look at fewer rows.
"""

import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlmodel import Session

from benchmarks.figures import Comparison, report
from studio.kernel.ids import new_id
from studio.kernel.progress import Progress, Work, finish
from studio.spots.model import Panel, Scene, Spot
from studio.store import connection, workspace
from studio.store.workspace import Store

ROWS = 10_000
BATCH = 500
RUNS = 3

Row = Spot | Scene | Panel
Tables = dict[str, list[dict[str, Any]]]


def compare(rows: int = ROWS) -> list[Comparison]:
    """Import and undo in turn with each peer, every time into a new workspace."""
    ours: dict[str, list[float]] = {"import": [], "undo": []}
    raw: dict[str, list[float]] = {"import": [], "undo": []}
    orm: list[float] = []
    for _run in range(RUNS):
        with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
            _by_the_store(Path(folder), rows, ours)
            _by_sqlite(Path(folder), rows, raw)
            _by_the_orm(Path(folder), rows, orm)
    peer = "raw sqlite3, same pragmas"
    return [
        Comparison("import", peer, ours["import"], raw["import"]),
        Comparison("import, by the ORM", "the ORM alone", ours["import"], orm),
        Comparison("undo of it", "DELETE by raw sqlite3", ours["undo"], raw["undo"]),
    ]


def _rows(count: int) -> Iterator[Row]:
    """Give one spot with so many panels, 50 to a scene, as a script's import does."""
    spot = Spot(rank="V", title="Summer")
    scene = Scene(spot_id=spot.id, rank="V")
    yield spot
    for number in range(count):
        if number % 50 == 0:
            scene = Scene(spot_id=spot.id, rank=f"V{number:05}", title=f"Scene {number // 50}")
            yield scene
        yield Panel(
            id=new_id(),
            scene_id=scene.id,
            rank=f"V{number:05}",
            action=f"Maya walks past house {number} and waves at the camera",
            dialogue=f"Good morning, number {number}!",
        )


def importing(store: Store, count: int) -> Work[None]:
    """Add the rows of so many panels, as an importer's job does."""
    with store.long_edit("Import", "Import of a script") as session:
        for number, row in enumerate(_rows(count)):
            session.add(row)
            if number % BATCH == 0:
                session.flush()
                yield Progress(number, count)


def _timed(act: Callable[[], object], taken: list[float]) -> None:
    began = time.perf_counter()
    act()
    taken.append(time.perf_counter() - began)


def _by_the_store(folder: Path, count: int, taken: dict[str, list[float]]) -> None:
    store = workspace.create(folder / "ours", "benchmark")
    _timed(lambda: finish(importing(store, count)), taken["import"])
    _timed(lambda: finish(store.undo_work("Undo")), taken["undo"])
    store.close()


def _by_sqlite(folder: Path, count: int, taken: dict[str, list[float]]) -> None:
    raw = connection.connect_writer(_empty(folder / "raw"))
    tables = _plain(count)
    _timed(lambda: _insert(raw, tables), taken["import"])
    _timed(lambda: _delete(raw), taken["undo"])
    raw.close()


def _empty(path: Path) -> Path:
    store = workspace.create(path, "benchmark")
    store.close()
    return store.path


def _plain(count: int) -> Tables:
    """Return the same rows as plain values by table: the peer has nothing to do but write."""
    tables: Tables = {"spot": [], "scene": [], "panel": []}
    for row in _rows(count):
        tables[str(row.__tablename__)].append(row.model_dump())
    return tables


def _insert(raw: sqlite3.Connection, tables: Tables) -> None:
    raw.execute("BEGIN IMMEDIATE")
    for name, rows in tables.items():
        columns = ", ".join(f'"{column}"' for column in rows[0])
        marks = ", ".join(f":{column}" for column in rows[0])
        raw.executemany(f'INSERT INTO "{name}"({columns}) VALUES({marks})', rows)
    raw.execute("COMMIT")


def _delete(raw: sqlite3.Connection) -> None:
    raw.execute("BEGIN IMMEDIATE")
    for name in ("panel", "scene", "spot"):
        raw.execute(f"DELETE FROM {name}")
    raw.execute("COMMIT")


def _by_the_orm(folder: Path, count: int, taken: list[float]) -> None:
    raw = connection.connect_writer(_empty(folder / "orm"))
    _timed(lambda: _add(raw, count), taken)
    raw.close()


def _add(raw: sqlite3.Connection, count: int) -> None:
    with Session(connection.writing_engine(raw), expire_on_commit=False) as session:
        for number, row in enumerate(_rows(count)):
            session.add(row)
            if number % BATCH == 0:
                session.flush()
        session.commit()


if __name__ == "__main__":
    report(compare(*map(int, sys.argv[1:])), {})

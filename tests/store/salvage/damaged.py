"""A workspace large enough to be damaged in many places, and what is left of it afterwards."""

import hashlib
import os
import random
import sqlite3
from contextlib import closing
from pathlib import Path

from studio.assets.model import Asset
from studio.kernel.progress import finish
from studio.personas.model import Look, Talent
from studio.spots.model import CastMember, Panel, Scene, Spot, Super
from studio.store import blobs, workspace
from studio.store.backups import backup

PAGE = 16384
LOG = ("history_step", "history_row")

Rows = dict[str, dict[object, object]]
"""Each row of each table by its key; of an asset's bytes the hash."""


def make_large(path: Path) -> Path:
    """Make a workspace of 3850 rows, 40 pictures of up to 500 kB and their history."""
    store = workspace.create(path, "Ada")
    noise = random.Random(1)
    with store.edit("Add talent") as session:
        talents = [Talent(name=f"Talent {n}", handle=f"@{n}") for n in range(20)]
        session.add_all(talents)
        session.flush()
        session.add_all(Look(talent_id=t.id, rank="V", name=f"Look of {t.name}") for t in talents)
        for number in range(40):
            data = noise.randbytes(noise.choice([5_000, 60_000, 500_000]))
            digest = blobs.put(session, data)
            session.add(Asset(name=f"Picture {number}", sha256=digest, size=len(data)))
    for spot_number in range(10):
        with store.edit("Add spot") as session:
            spot = Spot(rank="V", title=f"Spot {spot_number}")
            session.add(spot)
            session.flush()
            for scene_number in range(8):
                scene = Scene(spot_id=spot.id, rank="V", title=f"{spot.title}.{scene_number}")
                session.add(scene)
                session.flush()
                for _number in range(30):
                    action = "act " * noise.randint(5, 90)
                    panel = Panel(scene_id=scene.id, rank="V", action=action)
                    session.add(panel)
                    session.flush()
                    if _number % 4 == 0:
                        talent = noise.choice(talents)
                        session.add(CastMember(panel_id=panel.id, talent_id=talent.id, rank="V"))
                        session.add(Super(panel_id=panel.id, rank="V", words=f"{panel.id}!"))
    with store.edit("Rename talent") as session:
        session.get_one(Talent, talents[0].id).name = "Zoë"
    store.close()
    return store.path


def forget(path: Path) -> None:
    """Let go of the whole history, as if everything were older than its horizon."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("DELETE FROM history_row")
        raw.execute("DELETE FROM history_step")
        raw.execute("VACUUM")


def back_up(path: Path, root: Path) -> Path:
    """Back the workspace up; return the snapshot, beside which lie its assets."""
    return finish(backup.back_up(path, root, "request", floor=0)).path


def damage(source: Path, goal: Path, count: int, seed: int) -> Path:
    """Write a copy of the file with `count` pages destroyed, the first among them perhaps."""
    noise = random.Random(seed)
    pages = source.stat().st_size // PAGE
    return destroy(source, goal, noise.sample(range(1, pages + 1), count), seed)


def destroy(source: Path, goal: Path, pages: list[int], seed: int = 0) -> Path:
    """Write a copy of the file with these pages destroyed; the first is 1."""
    noise = random.Random(seed)
    content = bytearray(source.read_bytes())
    for page in pages:
        junk = noise.choice([bytes(PAGE), noise.randbytes(PAGE)])
        content[(page - 1) * PAGE : page * PAGE] = junk
    goal.write_bytes(content)
    return goal


def roots(path: Path) -> dict[str, int]:
    """Return the page from which each tree of the file grows."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as raw:
        return dict(raw.execute("SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0"))


def rows(path: Path) -> Rows:
    """Return all rows but those of search and of facts about the file."""
    names = "SELECT name FROM sqlite_master WHERE type = 'table'"
    found: Rows = {}
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as raw:
        for (name,) in raw.execute(names).fetchall():
            if not name.startswith(("search", "sqlite_", "meta")):
                table = raw.execute(f'SELECT * FROM "{name}"')
                found[name] = {row[0]: _told(name, row) for row in table}
    return found


def _told(table: str, row: tuple[object, ...]) -> object:
    if table == "asset_data" and isinstance(row[2], bytes):
        return hashlib.sha256(row[2]).hexdigest()
    return row


def missing(before: Rows, after: Rows) -> set[tuple[str, object]]:
    """Return the rows that did not come back as they were."""
    return {
        (table, key)
        for table, there in before.items()
        for key, row in there.items()
        if after[table].get(key) != row
    }


def look(folder: Path) -> list[tuple[str, int, int]]:
    """Return name, size and time of all there is in a folder."""
    stats = [(entry.name, entry.stat()) for entry in sorted(os.scandir(folder), key=str)]
    return [(name, found.st_size, found.st_mtime_ns) for name, found in stats]

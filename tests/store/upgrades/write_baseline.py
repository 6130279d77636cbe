"""Writes the first structure anew from the models: free to do until the first release.

Run as `python -m tests.store.upgrades.write_baseline`.
"""

import sqlite3
from contextlib import closing

from studio.store import connection, structure
from studio.store.schema import PLUMBING, metadata
from studio.store.upgrades.chain import REVISIONS

BASELINE = REVISIONS / "s0001_baseline.sql"


def make_own(raw: sqlite3.Connection) -> None:
    """Make in an empty database the tables that a new workspace has."""
    metadata().create_all(connection.writing_engine(raw))
    raw.executescript(PLUMBING)


def script() -> str:
    """Return the statements that make these tables, as the file keeps them."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as raw:
        make_own(raw)
        shadows = structure.shadow_tables(raw)
        # By name: SQLAlchemy makes tables as modules come, and their indexes in any order.
        made = raw.execute(
            "SELECT name, sql FROM sqlite_master WHERE sql <> '' ORDER BY type <> 'table', name"
        )
        statements = "".join(f"{sql};\n" for name, sql in made if name not in shadows)
    lines = statements.expandtabs(4).splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


if __name__ == "__main__":
    BASELINE.write_text(script(), encoding="utf-8")

"""The revisions, one after another, and what they make: all that is known here of Alembic.

Alembic's own table of versions is not used: a file says its schema in its header, where it moves
in the same transaction as everything else. Alembic is imported when a chain is read, not before.
"""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool

from studio.store import structure

REVISIONS = Path(__file__).parent / "revisions"
"""Where the program's own revisions are, in a checkout as in an installed package."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One step: from the schema before it to `schema`."""

    schema: int
    title: str
    oldest_reader: int
    """The oldest schema whose programs can still read what it makes."""
    recounted: frozenset[str]
    """The tables in which it may change the number of rows, or which it drops."""
    run: Callable[[], None]


def read(folder: Path = REVISIONS) -> tuple[Revision, ...]:
    """Return the revisions in `folder`, the first first; they are one line without a gap."""
    from alembic.script import ScriptDirectory

    directory = ScriptDirectory(folder, version_locations=[folder])
    scripts = [*directory.walk_revisions()][::-1]
    wanted = [f"{number:04d}" for number in range(1, len(scripts) + 1)]
    if [script.revision for script in scripts] != wanted:
        raise ValueError(f"revisions must count from 0001: {[s.revision for s in scripts]}")
    return tuple(
        Revision(
            schema=int(script.revision),
            title=script.doc,
            oldest_reader=script.module.oldest_reader,
            recounted=frozenset(getattr(script.module, "recounted", ())),
            run=script.module.upgrade,
        )
        for script in scripts
    )


def apply(connection: Connection, revision: Revision) -> None:
    """Take one step inside the transaction that the connection is in, and leave it open."""
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext

    options = {"transactional_ddl": True, "transaction_per_migration": False}
    context = MigrationContext.configure(connection, opts=options)
    with Operations.context(context):
        revision.run()


def structure_of(revisions: Iterable[Revision]) -> frozenset[structure.Fact]:
    """Return the structure that these revisions make of nothing."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as raw:
        make(raw, revisions)
        return structure.facts(raw)


def make(raw: sqlite3.Connection, revisions: Iterable[Revision]) -> None:
    """Let the revisions make their tables in an empty database, outside any transaction."""
    engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
    with engine.connect() as connection:
        for revision in revisions:
            apply(connection, revision)
            connection.commit()

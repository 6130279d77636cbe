"""The program's own revisions make what the models make, and are there only when due."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from studio.store import layout, structure, workspace
from studio.store.schema import OLDEST_READER, PLUMBING, SCHEMA, metadata
from studio.store.upgrades import chain
from tests.architecture.tree import ROOT
from tests.store.upgrades.first_files import facts_of
from tests.store.upgrades.write_baseline import BASELINE, script

REWRITE = "write the baseline anew: python -m tests.store.upgrades.write_baseline"
PLUMBED = {"meta", "asset_data", "history_step", "history_row", "search_row"}


@pytest.fixture
def made() -> Iterator[sqlite3.Connection]:
    """An empty file through all revisions."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as raw:
        chain.make(raw, chain.read())
        yield raw


def test_the_revisions_make_the_structure_that_a_new_workspace_has(
    made: sqlite3.Connection, tmp_path: Path
) -> None:
    layout.write_layout(tmp_path / "new.studio", "Ada")

    new, upgraded = facts_of(tmp_path / "new.studio"), structure.facts(made)
    assert sorted(new - upgraded) == [], REWRITE
    assert sorted(upgraded - new) == [], REWRITE
    assert len(new) > 200


def test_the_baseline_is_written_as_the_models_are() -> None:
    assert BASELINE.read_text(encoding="utf-8") == script(), REWRITE


def test_alembic_finds_no_difference_between_the_revisions_and_the_models(
    made: sqlite3.Connection,
) -> None:
    engine = create_engine("sqlite://", creator=lambda: made, poolclass=StaticPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        differences = compare_metadata(context, metadata())

    removed = [table for kind, table, *_rest in differences if kind == "remove_table"]
    indexes = [index for kind, index, *_rest in differences if kind == "remove_index"]
    assert {table.name for table in removed} >= PLUMBED, "it has looked"
    assert all(name in PLUMBING for name in [t.name.partition("_")[0] for t in removed])
    assert {index.table.name for index in indexes} <= PLUMBED
    assert len(differences) == len(removed) + len(indexes)


def test_the_newest_revision_is_the_schema_that_the_program_writes() -> None:
    newest = chain.read()[-1]

    assert newest.schema == SCHEMA
    assert newest.oldest_reader == OLDEST_READER


def test_every_revision_says_what_it_does() -> None:
    for step in chain.read():
        assert step.title.endswith("."), step.schema
        assert 1 <= step.oldest_reader <= step.schema


@pytest.mark.parametrize(
    ("name", "number", "before"),
    [
        ("s0005_gap.py", "0005", '"0001"'),
        ("s0002_twin.py", "0002", "None"),
        ("s0002_name.py", "two", '"0001"'),
    ],
)
def test_a_chain_with_a_gap_or_a_fork_is_a_defect(
    name: str, number: str, before: str, tmp_path: Path
) -> None:
    first = 'revision, down_revision = "0001", None\noldest_reader = 1\n'
    (tmp_path / "s0001.py").write_text(first)
    (tmp_path / name).write_text(f'revision, down_revision = "{number}", {before}\n')

    with pytest.raises(ValueError, match="must count from 0001"):
        chain.read(tmp_path)


USES = {
    "starting the window": "import studio.app.start",
    "starting the command line": "import studio.cli",
    "importing what upgrades": "import studio.store.upgrades.run, studio.store.upgrades.chain",
    "opening a workspace, editing and closing it": """
from studio.store import workspace
store = workspace.open_workspace(Path(sys.argv[1]), "Ada")
with store.edit("Add talent") as session:
    from studio.personas.model import Talent
    session.add(Talent(name="Mara"))
store.close()
""",
}


@pytest.mark.parametrize("use", USES)
def test_alembic_is_not_imported_by(use: str, tmp_path: Path) -> None:
    store = workspace.create(tmp_path / "current", "Ada")
    store.close()

    told = "print(*(name for name in sys.modules if name.partition('.')[0] in ('alembic', 'mako')))"
    code = f"import sys\nfrom pathlib import Path\n{USES[use]}\n{told}"
    command = [sys.executable, "-c", code, str(store.path)]
    child = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)

    assert (child.returncode, child.stdout.split()) == (0, []), child.stderr


def test_alembic_is_imported_by_reading_the_revisions() -> None:
    code = (
        "import sys; from studio.store.upgrades import chain; chain.read(); "
        "print('alembic' in sys.modules, 'sqlmodel' in sys.modules)"
    )
    command = [sys.executable, "-c", code]
    child = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)

    assert child.stdout.split()[0] == "True"

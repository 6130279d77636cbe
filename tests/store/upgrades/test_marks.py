"""What a file says of its schema: of today, older, newer and to be read, or too new for us."""

import shutil
from pathlib import Path

import pytest
from sqlmodel import select

import studio
from studio.kernel.errors import NeedsUpgrade, ReadOnly, Refused, StudioError, Unreadable
from studio.kernel.progress import finish
from studio.personas.model import Talent
from studio.spots.model import Spot
from studio.store import copies, layout, workspace
from studio.store.layout import Mark, check_mark
from studio.store.schema import SCHEMA
from studio.store.upgrades.run import upgrade
from tests.store.upgrades.first_files import alter, value


def none(_path: Path) -> None:
    """Make no backup."""


@pytest.fixture
def newer(old: Path, two: Path) -> Path:
    """A workspace of a schema after ours, which ours can still read."""
    finish(upgrade(old, "Ada", none, two))
    return old


@pytest.fixture
def too_new(old: Path, three: Path) -> Path:
    """A workspace of a schema after ours, which ours can no longer read."""
    finish(upgrade(old, "Ada", none, three))
    return old


def refused(path: Path, kind: type[StudioError]) -> str:
    """Return the sentence of the refusal to open; nothing may have changed."""
    before = path.read_bytes()
    with pytest.raises(kind) as refusal:
        workspace.open_workspace(path, "Ada")
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
    return str(refusal.value)


@pytest.mark.parametrize(
    ("schema", "mark"), [(1, Mark(1, "current")), (2, Mark(1, "older")), (9, Mark(1, "older"))]
)
def test_a_mark_tells_the_schema_and_how_it_stands_to_ours(
    schema: int, mark: Mark, old: Path
) -> None:
    assert check_mark(old, schema) == mark


def test_a_new_workspace_is_of_today(tmp_path: Path) -> None:
    store = workspace.create(tmp_path / "new", "Ada")
    store.close()
    assert check_mark(store.path) == Mark(SCHEMA, "current")


def test_an_older_workspace_asks_to_be_upgraded(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "SCHEMA", 2)

    assert refused(old, NeedsUpgrade) == (
        "“old.studio” was made by an older Persona Studio. Upgrade it to open it here; "
        "a backup is made first."
    )
    with pytest.raises(NeedsUpgrade):
        workspace.open_workspace(old, "Ada", to_read=True)


def test_a_newer_workspace_that_we_can_read_opens_to_be_read(newer: Path) -> None:
    before = newer.read_bytes()
    assert check_mark(newer) == Mark(2, "newer")

    store = workspace.open_workspace(newer, "Ada")
    with store.read() as session:
        assert sorted(session.exec(select(Talent.handle))) == ["@zoe0", "@zoe1", "@zoe2"]
        assert len(session.exec(select(Spot)).all()) == 4
    with pytest.raises(ReadOnly, match="made by a newer"), store.edit("Add talent"):
        raise AssertionError("nobody gets that far")
    assert store.read_only == (
        "“old.studio” was made by a newer Persona Studio. You can look at it; update to change it."
    )
    store.close()

    assert newer.read_bytes() == before
    assert [entry.name for entry in newer.parent.iterdir()] == [newer.name]


def test_a_newer_workspace_is_not_made_compact(newer: Path) -> None:
    before = newer.read_bytes()
    with pytest.raises(ReadOnly, match="made by a newer"):
        finish(copies.compact(newer))
    assert newer.read_bytes() == before


def test_a_workspace_too_new_names_the_program_that_made_it(too_new: Path) -> None:
    program = f"Persona Studio {studio.__version__}"
    assert refused(too_new, Refused) == (
        f"“old.studio” was made by {program}. Update Persona Studio, then open it."
    )


def test_the_program_that_upgraded_it_last_is_the_one_that_made_it(too_new: Path) -> None:
    assert value(too_new, "SELECT value FROM meta WHERE key = 'created_by'").endswith(" 0.1.0")
    alter(too_new, "UPDATE meta SET value = 'Persona Studio 3.2.1' WHERE key = 'upgraded_by'")
    assert "was made by Persona Studio 3.2.1. Update" in refused(too_new, Refused)
    alter(too_new, "DELETE FROM meta WHERE key = 'upgraded_by'")
    assert "was made by Persona Studio 0.1.0. Update" in refused(too_new, Refused)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE meta SET value = 'http://evil.example' WHERE key LIKE '%ed_by'",
        "UPDATE meta SET value = 'Persona Studio ' || hex(zeroblob(40)) WHERE key LIKE '%ed_by'",
        "UPDATE meta SET value = 'Persona Studio 1' || char(10) WHERE key LIKE '%ed_by'",
        "UPDATE meta SET value = CAST(x'ff' AS TEXT) WHERE key LIKE '%ed_by'",
        "UPDATE meta SET value = x'00' WHERE key LIKE '%ed_by'",
        "DELETE FROM meta",
        "DROP TABLE meta",
    ],
)
def test_a_program_of_no_known_name_is_not_repeated(statement: str, too_new: Path) -> None:
    alter(too_new, statement)
    sentence = "“old.studio” was made by a newer Persona Studio. Update, then open it."
    assert refused(too_new, Refused) == sentence


@pytest.mark.parametrize("oldest", ["0", "1"])
def test_the_oldest_reader_may_be_we(oldest: str, newer: Path) -> None:
    alter(newer, f"UPDATE meta SET value = '{oldest}' WHERE key = 'oldest_reader'")
    assert check_mark(newer).age == "newer"


@pytest.mark.parametrize("oldest", ["2", "-1", "1.0", "", "one", "１\u00b2"])
def test_an_oldest_reader_that_is_not_we_or_no_number_is_refused(oldest: str, newer: Path) -> None:
    alter(newer, f"UPDATE meta SET value = '{oldest}' WHERE key = 'oldest_reader'")
    refused(newer, Refused)


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE panel DROP COLUMN dialogue",
        "ALTER TABLE panel RENAME COLUMN dialogue TO Dialogue",
        "CREATE TRIGGER t AFTER INSERT ON look BEGIN DELETE FROM spot; END",
        "CREATE VIEW extra AS SELECT * FROM talent",
    ],
)
def test_a_newer_workspace_without_our_columns_or_with_more_than_tables_is_damage(
    statement: str, newer: Path
) -> None:
    alter(newer, statement)
    assert "is damaged" in refused(newer, Unreadable)


def test_a_newer_workspace_in_wal_is_refused_for_reading_it_would_make_files(newer: Path) -> None:
    alter(newer, "PRAGMA journal_mode=WAL")
    refused(newer, Refused)


def test_a_copy_of_a_newer_workspace_is_as_new(newer: Path, tmp_path: Path) -> None:
    shutil.copy(newer, tmp_path / "copy.studio")
    assert check_mark(tmp_path / "copy.studio") == check_mark(newer)

"""An upgrade that cannot be done leaves the file as it was, to the byte, and says so."""

import logging
import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from studio.kernel.errors import Busy, Locked, NoSpace, NotSaved, Refused, Unreadable
from studio.kernel.progress import finish
from studio.store import connection, layout
from studio.store.lock import Lock
from studio.store.upgrades.run import upgrade
from tests.store.upgrades.first_files import alter, chain_of, insert, value

BODY = """
from alembic import op
from sqlalchemy import Column, Text
revision, down_revision, oldest_reader = "0004", "0003", 4
def upgrade():
    raw = op.get_bind()
    {}
"""
WRONG = {
    "a defect": ("raise KeyError('nothing there')", KeyError),
    "bad SQL": ("raw.exec_driver_sql('UPDATE nothing SET x = 1')", Refused),
    "a rule broken": ("raw.exec_driver_sql(\"UPDATE talent SET kind = ''\")", Refused),
    "a row lost": ('raw.exec_driver_sql("DELETE FROM prop_use")', Refused),
    "rows doubled": (
        "raw.exec_driver_sql(\"INSERT INTO outlet SELECT id || '2', talent_id, '' FROM outlet\")",
        Refused,
    ),
    "a table lost": ("op.drop_table('outlet')", Refused),
    "pictures lost": ("raw.exec_driver_sql('DELETE FROM asset_data')", Refused),
    "history lost": ("raw.exec_driver_sql('DELETE FROM history_row')", Refused),
    "a reference to nothing": (
        "raw.exec_driver_sql(\"UPDATE look SET talent_id = 'nobody'\")",
        Refused,
    ),
    "a structure that depends on the rows": (
        "if raw.exec_driver_sql('SELECT 1 FROM look').first(): op.drop_index('ix_look_talent_id')",
        Refused,
    ),
    "a trigger": (
        "raw.exec_driver_sql('CREATE TRIGGER t AFTER INSERT ON look BEGIN SELECT 1; END')",
        Refused,
    ),
    "a commit of its own": (
        "with op.get_context().autocommit_block(): pass",
        AssertionError,
    ),
}


@pytest.fixture
def kept(old: Path, first: bytes) -> Callable[[], None]:
    """How to check that nothing has changed, and nothing lies about."""

    def check() -> None:
        assert old.read_bytes() == first
        assert [path.name for path in old.parent.iterdir()] == ["old.studio"]

    return check


def none(_path: Path) -> None:
    """Make no backup."""


def never(_path: Path) -> None:
    raise AssertionError("it should not have come to that")


@pytest.mark.parametrize("wrong", WRONG)
def test_a_revision_that_goes_wrong_takes_all_before_it_with_it(
    wrong: str,
    old: Path,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    body, error = WRONG[wrong]
    folder = chain_of(tmp_path / "four")
    (folder / "s0004_wrong.py").write_text(BODY.format(body))
    with closing(sqlite3.connect(old)) as raw, raw:
        insert(raw, "prop_use", {"id": "x", "panel_id": "p1"})
    before = old.read_bytes()

    with caplog.at_level(logging.ERROR), pytest.raises(error) as told:
        finish(upgrade(old, "Ada", none, folder))

    assert old.read_bytes() == before
    assert [path.name for path in old.parent.iterdir()] == ["old.studio"]
    if error is Refused:
        assert str(told.value).startswith("“old.studio” could not be upgraded, and is as it was.")
        assert "old.studio cannot be upgraded: " in caplog.text


def test_a_right_revision_is_not_refused(old: Path, tmp_path: Path) -> None:
    folder = chain_of(tmp_path / "four")
    (folder / "s0004_right.py").write_text(BODY.format("op.add_column('look', Column('x', Text))"))
    finish(upgrade(old, "Ada", none, folder))
    assert value(old, "PRAGMA user_version") == 4


@pytest.mark.parametrize("step", range(5))
def test_cancelling_at_any_step_takes_everything_back(
    step: int, old: Path, three: Path, kept: Callable[[], None]
) -> None:
    work = upgrade(old, "Ada", none, three)
    for _told in range(step + 1):
        next(work)
    work.close()

    kept()
    finish(upgrade(old, "Ada", none, three))
    assert value(old, "PRAGMA user_version") == 3


def test_the_backup_is_made_while_the_file_is_ours_and_not_yet_changed(
    old: Path, three: Path, first: bytes
) -> None:
    seen = []

    def backup(path: Path) -> None:
        with pytest.raises(Locked):
            Lock(path)
        with closing(connection.connect_reader(path)) as raw:
            seen.append(raw.execute("PRAGMA user_version").fetchone()[0])
        assert path.read_bytes() == first

    finish(upgrade(old, "Ada", backup, three))

    assert seen == [1]


@pytest.mark.parametrize("error", [NoSpace("The disk is full."), ValueError("a defect")])
def test_without_a_backup_nothing_is_changed(
    error: Exception, old: Path, three: Path, kept: Callable[[], None]
) -> None:
    def backup(_path: Path) -> None:
        raise error

    with pytest.raises(type(error), match=str(error)):
        finish(upgrade(old, "Ada", backup, three))

    kept()


def test_a_workspace_that_is_open_elsewhere_is_left_alone(
    old: Path, three: Path, first: bytes
) -> None:
    lock = Lock(old)
    try:
        with pytest.raises(Locked):
            finish(upgrade(old, "Ada", never, three))
        assert old.read_bytes() == first
    finally:
        lock.release()


def test_another_program_that_is_writing_stops_it(
    old: Path, three: Path, kept: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_WRITING", (*connection._WRITING, "busy_timeout=50"))

    def backup(path: Path) -> None:
        raw.execute("BEGIN IMMEDIATE")

    another = closing(sqlite3.connect(old, isolation_level=None))
    with another as raw, pytest.raises(Busy, match="is being used by another program"):
        finish(upgrade(old, "Ada", backup, three))

    kept()


def test_a_lock_that_is_lost_meanwhile_stops_it(
    old: Path, three: Path, kept: Callable[[], None], caplog: pytest.LogCaptureFixture
) -> None:
    def backup(path: Path) -> None:
        path.with_name("old.studio-lock").unlink()

    with caplog.at_level(logging.ERROR), pytest.raises(Refused, match="is as it was"):
        finish(upgrade(old, "Ada", backup, three))

    kept()


ALIEN = {
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON look BEGIN DELETE FROM spot; END",
    "a view": "CREATE VIEW v AS SELECT * FROM talent",
    "a table": "CREATE TABLE extra(id TEXT)",
    "a column": "ALTER TABLE talent ADD COLUMN extra TEXT",
    "a generated column": "ALTER TABLE talent ADD COLUMN extra TEXT AS (name || id)",
    "a missing index": "DROP INDEX ix_look_talent_id",
    "another search table": "CREATE VIRTUAL TABLE words USING fts5(a)",
}


@pytest.mark.parametrize("alien", ALIEN)
def test_an_old_file_that_no_old_program_has_made_is_not_upgraded(
    alien: str, old: Path, three: Path
) -> None:
    alter(old, ALIEN[alien])
    before = old.read_bytes()

    with pytest.raises(Unreadable, match="is damaged and cannot be opened"):
        finish(upgrade(old, "Ada", never, three))

    assert old.read_bytes() == before


def test_a_damaged_file_is_not_upgraded(old: Path, three: Path) -> None:
    content = bytearray(old.read_bytes())
    content[3 * 16384 : 4 * 16384] = os.urandom(16384)
    old.write_bytes(content)

    with pytest.raises(Unreadable, match="is damaged and cannot be opened"):
        finish(upgrade(old, "Ada", never, three))

    assert old.read_bytes() == content


def test_rows_that_lead_nowhere_are_damage(old: Path, three: Path) -> None:
    alter(old, "PRAGMA foreign_keys=OFF", "DELETE FROM talent WHERE id = 't1'")

    with pytest.raises(Unreadable, match="is damaged"):
        finish(upgrade(old, "Ada", never, three))


@pytest.mark.skipif(os.name == "nt", reason="files have no such mode there")
def test_where_nothing_can_be_written_it_says_so(
    old: Path, three: Path, first: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_WRITING", ("query_only=ON",))  # as a read-only disk would

    with pytest.raises(NotSaved, match="cannot be written"):
        finish(upgrade(old, "Ada", none, three))

    assert old.read_bytes() == first


def test_it_runs_on_the_thread_of_a_job(old: Path, three: Path) -> None:
    with ThreadPoolExecutor() as workers:
        workers.submit(finish, upgrade(old, "Ada", none, three)).result()

    assert value(old, "PRAGMA user_version") == 3


def test_what_is_newer_than_the_chain_is_left_alone(old: Path, two: Path, three: Path) -> None:
    finish(upgrade(old, "Ada", none, three))
    alter(old, "UPDATE meta SET value = '1' WHERE key = 'oldest_reader'")
    newer = old.read_bytes()
    assert layout.check_mark(old, 2).age == "newer"

    finish(upgrade(old, "Ada", never, two))

    assert old.read_bytes() == newer

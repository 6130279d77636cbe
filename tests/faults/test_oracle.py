"""The judge notices what it is there for: each kind of harm, done behind the studio's back."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from studio.store import workspace
from tests.faults import edits, oracle
from tests.faults.edits import Ack

pytestmark = pytest.mark.faults

_TWIN = """
CREATE TEMP TABLE twin AS SELECT * FROM talent;
UPDATE twin SET id = 'twin';
INSERT INTO talent SELECT * FROM twin;
"""
HARM = {
    "a row gone": ("DELETE FROM super WHERE rank = (SELECT max(rank) FROM super)", "without row"),
    "a row changed": ("UPDATE panel SET duration_ms = duration_ms + 1", "not as told"),
    "a row without history": (_TWIN, "without history"),
    "history gone": ("DELETE FROM history_row WHERE tbl = 'panel' AND op = 'u'", "not as told"),
    "the begin of history gone": ("DELETE FROM history_row WHERE op = 'i'", "does not follow"),
    "bytes altered": ("UPDATE asset_data SET data = zeroblob(5)", "altered bytes"),
    "bytes gone": ("DELETE FROM asset_data", "asset without bytes"),
    "half an edit": ("UPDATE talent SET handle = '2'", "half an edit"),
    "words twice": ("UPDATE panel SET action = 'token-1. token-1.'", "typed twice"),
    "a dangling reference": ("DELETE FROM scene", "cannot be opened"),
    "a broken page": (
        "PRAGMA writable_schema=ON; UPDATE sqlite_master SET rootpage = 3",
        "cannot be opened",
    ),
}


@pytest.fixture
def harmed(template: Path, tmp_path: Path) -> Path:
    path = tmp_path / "alone" / "harmed.studio"
    path.parent.mkdir()
    shutil.copy(template, path)
    store = workspace.open_workspace(path, "Ada")
    edits.type_words(store, "token-9.")
    store.close()
    return path


def test_a_workspace_without_harm_is_whole(harmed: Path) -> None:
    assert oracle.look(harmed).broken == ()


@pytest.mark.parametrize("kind", HARM)
def test_harm_is_noticed(kind: str, harmed: Path) -> None:
    statements, told = HARM[kind]
    with closing(sqlite3.connect(harmed)) as raw:
        raw.executescript(statements)
        raw.commit()

    assert any(told in line for line in oracle.look(harmed).broken)


def test_what_lies_beside_is_noticed(harmed: Path) -> None:
    harmed.with_name("forgotten").touch()

    assert oracle.look(harmed).broken == ("left beside: forgotten",)


def test_an_edit_that_is_not_there_is_lost_and_one_that_should_not_be_is_a_ghost(
    harmed: Path,
) -> None:
    store = workspace.open_workspace(harmed, "Ada")
    saved = edits.attempt(store, edits.add_cast, "token-0.", int)
    store.close()
    never = Ack("token-1.", saved=True, edit_uuid="never")
    untrue = Ack("token-0.", saved=False)

    found = oracle.look(harmed)

    assert oracle.lost(found, [saved, never]) == [never]
    assert oracle.ghosts(found, [untrue]) == ["token-0."]
    assert oracle.ghosts(found, [untrue, saved]) == []

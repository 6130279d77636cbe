"""Files of our structure whose values are not what their columns hold: turned away."""

import json
from pathlib import Path

import pytest

from studio.kernel.errors import Unreadable
from tests.store.guard.hostile import alter, reword, turned_away

DAMAGED = "“theirs.studio” is damaged and was not opened. Ask its sender for another copy."
STEP = "(SELECT max(id) FROM history_step)"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE panel SET light = x'6461' WHERE id = 'panel-3'",
        "UPDATE panel SET light = CAST(x'ff' AS TEXT) WHERE id = 'panel-3'",
        "UPDATE panel SET light = CAST(x'eda080' AS TEXT) WHERE id = 'panel-3'",
        "UPDATE panel SET light = CAST(x'c080' AS TEXT) WHERE id = 'panel-3'",
        "UPDATE panel SET light = 'a' || char(0) || 'b' WHERE id = 'panel-3'",
        "UPDATE panel SET light = printf('%2000000d', 1) WHERE id = 'panel-3'",
        "UPDATE panel SET light = zeroblob(3000000) WHERE id = 'panel-3'",
        "UPDATE panel SET duration_ms = 'long' WHERE id = 'panel-3'",
        "UPDATE panel SET duration_ms = 1.5 WHERE id = 'panel-3'",
        "UPDATE panel SET duration_ms = 9e999 WHERE id = 'panel-3'",
        "UPDATE panel SET duration_ms = 9223372036854775807 WHERE id = 'panel-3'",
        "UPDATE panel SET duration_ms = x'01' WHERE id = 'panel-3'",
        "UPDATE panel SET rank = '../..' WHERE id = 'panel-3'",
        "UPDATE panel SET rank = '' WHERE id = 'panel-3'",
        "UPDATE look SET id = '../../etc/passwd'",
        "UPDATE look SET id = ''",
        "UPDATE look SET id = x'61'",
        "UPDATE look SET id = printf('%0100d', 1)",
        "UPDATE cast_member SET talent_id = 'nobody'",
        "UPDATE cast_member SET look_id = 'nothing'",
        "DELETE FROM talent",
        "DELETE FROM meta WHERE key = 'document'",
        "UPDATE meta SET value = '../../x' WHERE key = 'document'",
        "UPDATE meta SET value = x'00' WHERE key = 'document'",
        "UPDATE meta SET value = CAST(x'ff' AS TEXT) WHERE key = 'created_for'",
        "UPDATE asset_data SET data = zeroblob(30000)",
        "UPDATE asset_data SET data = CAST(data AS TEXT)",
        "UPDATE asset_data SET size = size + 1",
        "UPDATE asset_data SET size = -1",
        "UPDATE asset_data SET size = 'large'",
        "UPDATE asset_data SET sha256 = upper(sha256)",
        "UPDATE asset_data SET sha256 = '../' || sha256",
        "UPDATE history_step SET id = -1 WHERE id = 1",
        f"UPDATE history_step SET id = 9223372036854775807 WHERE id = {STEP}",
        "UPDATE history_step SET at_ms = 'soon'",
        "UPDATE history_step SET label = x'00'",
        "UPDATE history_step SET actor = CAST(x'fe' AS TEXT)",
        "UPDATE history_row SET step = 99999",
        "UPDATE history_row SET pk = '../x'",
        "UPDATE history_row SET tbl = 'sqlite_master'",
        "UPDATE history_row SET tbl = 'asset_data'",
        "UPDATE history_row SET after = NULL",
        "UPDATE history_row SET op = 'd'",
    ],
)
def test_a_value_that_its_column_cannot_hold_is_turned_away(statement: str, path: Path) -> None:
    alter(path, statement)
    assert turned_away(path, Unreadable) == DAMAGED


@pytest.mark.parametrize(
    "image",
    [
        "",
        "{",
        "[]",
        "null",
        '"text"',
        "[" * 100_000,
        '{"id": ' * 100_000,
        '{"id": "zoe", "id": "zoe"}',
        '{"evil": 1}',
        '{"name": 1.5}',
        '{"name": NaN}',
        '{"name": true}',
        '{"name": {"a": 1}}',
        '{"name": "\\ud800"}',
        '{"name": 99999999999999999999999999}',
        '{"name": ' + "9" * 5000 + "}",
        json.dumps({"name": "x" * 2_000_000}),
    ],
    ids=lambda image: image[:30],
)
def test_a_history_that_makes_no_sense_is_turned_away(image: str, path: Path) -> None:
    alter(path, f"UPDATE history_row SET after = '{image}' WHERE op = 'u' AND tbl = 'talent'")
    assert turned_away(path, Unreadable) == DAMAGED


@pytest.mark.parametrize(
    ("table", "old", "new", "statement"),
    [
        (
            "look",
            "id TEXT NOT NULL",
            "id TEXT",
            "UPDATE look SET id = NULL",
        ),
        (
            "panel",
            "light TEXT NOT NULL",
            "light TEXT",
            "UPDATE panel SET light = NULL WHERE id = 'panel-3'",
        ),
        (
            "history_step",
            "'barrier'))",
            "'barrier', 'evil'))",
            "UPDATE history_step SET kind = 'evil' WHERE id = 2",
        ),
    ],
)
def test_what_the_structure_itself_forbids_is_found(
    table: str, old: str, new: str, statement: str, path: Path
) -> None:
    reword(path, table, old, new)
    alter(path, statement)
    reword(path, table, new, old)
    assert turned_away(path, Unreadable) == DAMAGED

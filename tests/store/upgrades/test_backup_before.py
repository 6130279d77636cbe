"""The backup that an upgrade makes first leads back to the workspace as it was."""

from pathlib import Path

from studio.kernel.progress import finish
from studio.store.backups.backup import back_up
from studio.store.backups.points import restore_points
from studio.store.backups.restore import restore
from studio.store.layout import check_mark
from studio.store.upgrades.run import upgrade
from tests.store.upgrades.first_files import facts_of, rows_of


def test_the_backup_restores_the_old_workspace_which_can_be_upgraded_again(
    old: Path, three: Path, tmp_path: Path
) -> None:
    rows, facts = rows_of(old), facts_of(old)
    backups = tmp_path / "backups"
    finish(upgrade(old, "Ada", lambda path: _keep(path, backups), three))
    assert check_mark(old, 3).age == "current"

    (point,) = restore_points(backups)
    assert (point.verified, point.reason, point.schema) == (True, "upgrade", 1)
    restored = finish(restore(point, tmp_path / "restored.studio", "Ada"))

    assert restored.missing == ()
    assert check_mark(restored.path, 3).age == "older"
    assert facts_of(restored.path) == facts
    there = rows_of(restored.path)
    for table in rows.keys() - {"meta", "history_step"}:
        assert there[table] == rows[table]

    finish(upgrade(restored.path, "Ada", lambda path: _keep(path, backups), three))
    assert facts_of(restored.path) == facts_of(old)
    assert rows_of(restored.path)["talent"] == rows_of(old)["talent"]


def _keep(path: Path, backups: Path) -> None:
    finish(back_up(path, backups, "upgrade"))

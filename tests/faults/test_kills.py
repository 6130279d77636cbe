"""`kill -9` at any moment: what was acknowledged is there, and nothing is there in part."""

import random
import shutil
import signal
from pathlib import Path

import pytest

from tests.faults import edits, extent, oracle
from tests.faults.edits import Ack
from tests.faults.extent import Tell
from tests.faults.warm import Warm

pytestmark = pytest.mark.faults

KILLS = 50 if extent.FULL else 20
LIVES = 25
"""How often one workspace is struck."""


@pytest.mark.parametrize("part", extent.parts(20))
def test_no_kill_loses_an_acknowledged_edit(
    part: int, plain: Warm, template: Path, tmp_path: Path, tell: Tell
) -> None:
    chance = random.Random(part)
    path = tmp_path / "struck" / "struck.studio"
    path.parent.mkdir()
    acks: list[Ack] = []
    for kill in range(KILLS):
        if kill % LIVES == 0:
            shutil.copy(template, path)
            acks.clear()
        run = plain.run(
            "at_random",
            path=path,
            seed=part * KILLS + kill,
            seconds=chance.uniform(0.0005, 0.25),
            settings=edits.CROWDED if kill % 2 else (),
        )
        assert run.signal == signal.SIGKILL
        acks += run.acks
        tell(kills=1, commits_acknowledged=_commits(run.acks), hot_journals=_is_hot(path))
        found = oracle.look(path)
        tell(lost=len(oracle.lost(found, acks)), broken=len(found.broken))
        assert found.broken == ()
        assert oracle.lost(found, acks) == []
        assert all(ack.saved for ack in run.acks)


def _commits(acks: list[Ack]) -> int:
    """Return how many of the edits moved something: an undo of nothing makes no step."""
    return sum(bool(ack.edit_uuid) for ack in acks)


def _is_hot(path: Path) -> bool:
    journal = path.with_name(path.name + "-journal")
    return journal.exists() and journal.stat().st_size > 0

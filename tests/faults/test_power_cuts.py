"""The power goes at any moment, and takes with it what the disk had not yet been told to keep.

A real session of the studio is recorded, call by call; then the disk loses power after each of
its calls, in several ways, and the studio opens what is left.
"""

import random
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from tests.faults import edits, extent, oracle
from tests.faults.disk import Disk, read_calls
from tests.faults.edits import Ack
from tests.faults.extent import Tell
from tests.faults.warm import Warm

pytestmark = pytest.mark.faults

PARTS = 10
WAYS = 4
"""How many outcomes of one cut are tried."""
CUTS = 500
"""In how many places each session is cut."""


class Session:
    """One recorded session, ready to lose power anywhere."""

    def __init__(
        self, warm: Warm, template: Path, folder: Path, settings: Sequence[str] = ()
    ) -> None:
        self.path = folder / "run" / "cut.studio"
        self.start = template.read_bytes()
        self.whole = oracle.look(template).rows
        self._clear({self.path.name: self.start})
        log = folder / "log"
        run = warm.run("script", path=self.path, log=log, settings=settings)
        self.acks, self.count = run.acks, run.count
        self.calls = list(read_calls(log))

    def points(self) -> Sequence[int]:
        """Return where to cut: `CUTS` places all over the session."""
        return [1 + place * self.count // CUTS for place in range(CUTS)]

    def cuts(self, points: Sequence[int]) -> Iterator[tuple[list[Ack], Disk]]:
        """Give what was acknowledged after so many calls, and the disk then."""
        disk = Disk({self.path.name: self.start})
        done = 0
        for call in self.calls:
            disk.do(call)
            done += call.act != "c"
            if done in points and call.act != "c":
                yield [ack for ack in self.acks if ack.calls <= done], disk

    def reopen(self, left: Mapping[str, bytes]) -> oracle.Found:
        """Let the studio open what the disk has left."""
        self._clear(left)
        return oracle.look(self.path)

    def _clear(self, files: Mapping[str, bytes]) -> None:
        shutil.rmtree(self.path.parent, ignore_errors=True)
        self.path.parent.mkdir()
        for name, data in files.items():
            (self.path.parent / name).write_bytes(data)


def lose_power(session: Session, points: Sequence[int], chance: random.Random) -> Counter[str]:
    """Cut at these points, in several ways each; return how often it came out how."""
    outcomes: Counter[str] = Counter()
    for acks, disk in session.cuts(points):
        for _way in range(WAYS):
            found = session.reopen(disk.cut(chance))
            outcomes[verdict(session.whole, found, acks)] += 1
    return outcomes


def verdict(start: oracle.Rows, found: oracle.Found, acks: Sequence[Ack]) -> str:
    """Tell whether all that was acknowledged is there, and no edit in part."""
    if found.broken:
        return "broken"
    if oracle.lost(found, acks):
        return "lost"
    done = [ack.token for ack in acks]
    under_way = edits.TOKENS[len(done) :][:1]
    rows = [edits.rows_after(start, {*done, *more}) for more in ((), under_way)]
    return "whole" if found.rows in rows else "in part"


@pytest.mark.parametrize("settings", [(), edits.CROWDED], ids=["as it is", "crowded"])
@pytest.mark.parametrize("part", extent.parts(PARTS))
def test_no_power_cut_loses_an_acknowledged_edit(
    part: int, settings: tuple[str, ...], faulty: Warm, template: Path, ram: Path, tell: Tell
) -> None:
    session = Session(faulty, template, ram, settings)
    points = extent.share(session.points(), part, PARTS, 25)

    outcomes = lose_power(session, points, random.Random(part))

    tell(states=outcomes.total(), **outcomes)
    assert outcomes == {"whole": len(points) * WAYS}


def test_settings_that_do_not_care_would_lose_edits_and_files(
    faulty: Warm, template: Path, ram: Path, tell: Tell
) -> None:
    """The control: were the disk kinder than a real one, this would not fail."""
    session = Session(faulty, template, ram, edits.CARELESS)
    points = extent.share(session.points(), 0, 2, 20)

    outcomes = lose_power(session, points, random.Random(0))

    tell(states=outcomes.total(), **outcomes)
    assert outcomes["lost"] > 0
    assert outcomes["broken"] > 0


def test_the_recording_tells_all_that_the_program_did(
    faulty: Warm, template: Path, ram: Path
) -> None:
    """A disk that keeps its power ends with the very file that the program has left."""
    session = Session(faulty, template, ram)
    made = session.path.read_bytes()
    (*_before, (acks, disk)) = session.cuts([session.count])

    assert [ack.token for ack in acks] == list(edits.TOKENS)
    assert disk.content() == {session.path.name: made}

"""An upgrade that is killed, or whose disk fails, at any call: the file is all old or all new.

The next try brings it to the end, and the backup made before is whole.
"""

import errno
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults import extent
from tests.faults.process import Process, compiled_shim
from tests.spots.boards import memory_folder

pytestmark = pytest.mark.faults

PARTS = 4
FAULTS: dict[str, dict[str, int]] = {
    "killed": {},
    "full once": {"error": errno.ENOSPC},
    "full for long": {"error": errno.ENOSPC, "for_ever": 1},
    "input or output error": {"error": errno.EIO},
}
OLD = {"schema": 1, "rows": "old", "whole": True}
NEW = {"schema": 3, "rows": "new", "whole": True}

Outcome = dict[str, Any]
Try = Callable[..., Outcome]


@pytest.fixture(
    scope="module", params=["cache_size=-65536", "cache_size=6"], ids=["at ease", "crowded"]
)
def attempt(
    request: pytest.FixtureRequest,
    first: bytes,
    three: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Try]:
    """How to try an upgrade with a fault: a warm process with the shim preloaded obeys.

    Crowded, pages reach the disk before the commit, as those of a file larger than memory would.
    """
    home = tmp_path_factory.mktemp("faulty")
    shim = compiled_shim(home)
    (home / "first.studio").write_bytes(first)
    module = "tests.store.upgrades.faulty"
    with memory_folder(home) as folder:
        arguments = (home / "first.studio", three, folder, request.param)
        with Process(module, *arguments, home=home, shim=shim) as process:
            yield process.ask


def test_without_a_fault_it_is_done_and_leaves_nothing_beside(attempt: Try) -> None:
    outcome = attempt()

    assert outcome["told"] == "done"
    assert (outcome["after"], outcome["kept"]) == (NEW, OLD)
    assert outcome["beside"] == ["old.studio"]
    assert outcome["count"] > 50


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("part", extent.parts(PARTS))
def test_a_fault_at_any_call_leaves_all_old_or_all_new_and_the_next_try_ends_it(
    fault: str, part: int, attempt: Try, record_property: Callable[[str, object], None]
) -> None:
    calls = attempt()["count"]
    counts = Counter[str]()
    for point in extent.share(range(1, calls + 1), part, PARTS, 8):
        outcome = attempt(point=point, **FAULTS[fault])
        after = outcome["after"]
        assert after in (OLD, NEW), (point, outcome)
        assert outcome["today"] == after["schema"], (point, outcome)
        if outcome["told"] == "done":
            assert after == NEW, (point, outcome)
        elif outcome["told"] != "killed":
            assert after == OLD, (point, outcome)
            assert outcome["told"] in ("NoSpace", "NotSaved"), (point, outcome)
        assert (outcome["again"], outcome["then"]) == ("done", NEW), (point, outcome)
        assert outcome["beside"] == ["old.studio"], (point, outcome)
        assert outcome["kept"] == OLD, (point, outcome)
        counts[f"{outcome['told']}, {after['rows']}"] += 1
    assert sum(counts.values()) > 5
    for name, count in counts.items():
        record_property("figure", (name, count))
    assert (fault == "killed") == any(name.startswith("killed") for name in counts)

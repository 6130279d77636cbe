"""How large the fault tests are, what they work with, and the figures that they tell at the end.

In the usual run of the tests they are a sample; `python3 run.py faults` runs them whole.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults import edits
from tests.faults.extent import Tell
from tests.faults.process import compiled_shim
from tests.faults.warm import Warm
from tests.spots.boards import memory_folder


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that stands between a program and the system."""
    return compiled_shim(tmp_path_factory.mktemp("shim"))


@pytest.fixture(scope="session")
def faulty(shim: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warm]:
    """A warm process whose forks meet faults."""
    with Warm(tmp_path_factory.mktemp("home"), shim) as warm:
        yield warm


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warm]:
    """A warm process whose forks are only killed."""
    with Warm(tmp_path_factory.mktemp("home")) as warm:
        yield warm


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace to copy and to harm."""
    path = tmp_path_factory.mktemp("template") / "template.studio"
    edits.prepare(path)
    return path


@pytest.fixture
def ram(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory: what is harmed there wears no disk out."""
    with memory_folder(tmp_path) as folder:
        yield folder


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Tell:
    """Add to the figures that are told at the end."""

    def tell(**figures: int) -> None:
        for name, figure in figures.items():
            record_property("figure", (name.replace("_", " "), figure))

    return tell


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell the figures of all the fault tests, from whatever process they ran in."""
    figures: dict[str, Counter[str]] = {}
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for name, value in report.user_properties:
                if report.when == "call" and name == "figure":
                    test = report.location[2].partition("[")[0]
                    figures.setdefault(test, Counter())[value[0]] += value[1]
    if figures:
        terminalreporter.section("figures of the faults")
    for test, counts in figures.items():
        told = ", ".join(f"{count} {name}" for name, count in counts.items())
        terminalreporter.line(f"{test.removeprefix('test_').replace('_', ' ')}: {told}")

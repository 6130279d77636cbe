"""What every test stands on: a private home, a frozen clock, Hypothesis profiles, no surprises."""

import gc
import logging
import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1")

import pytest
from hypothesis import HealthCheck, settings

from studio.kernel import clock, i18n, ids

settings.register_profile(
    "local",
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.register_profile(
    "deep", parent=settings.get_profile("local"), max_examples=500, derandomize=False
)
gc.disable()
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # begun in the background of a shell
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "local"))

MOMENT = datetime(2031, 5, 4, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test reads the user's files, the real clock, or another test's language."""
    # Beside the folder of the test, which lists what lies there.
    home = tmp_path.with_name(f"{tmp_path.name}-home")
    monkeypatch.setenv("PERSONA_STUDIO_HOME", str(home))
    monkeypatch.setenv("LANGUAGE", "en")
    clock.freeze(MOMENT)
    i18n.use("en")
    yield
    clock.thaw()
    ids.be_random()
    i18n.use("en")


_BETWEEN_FREEZES = 50
_done = count(1)


def pytest_collection_finish() -> None:
    """Let the collector pass over what lives as long as the tests: modules and the tests."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def garbage_between_tests(request: pytest.FixtureRequest) -> Iterator[None]:
    """Collect on this thread and between tests only, as the program does with its widgets.

    The collector would otherwise run in any thread that allocates: a worker of the test, or the
    thread that brings orders to a test process, and widgets of an earlier test would die there.
    """
    gc.disable()
    yield
    assert not gc.isenabled()
    again = next(_done) % _BETWEEN_FREEZES == 0  # what was imported since lives as long, too
    if again:
        gc.unfreeze()
    gc.collect(2 if again or "qapp" in request.fixturenames else 1)
    if again:
        gc.freeze()


@pytest.fixture(autouse=True)
def quiet_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning or error in the log fails the test, unless it said so with `caplog.at_level`."""
    announced: list[int] = []
    original = caplog.at_level

    def at_level(level: int | str, logger: str | None = None):  # type: ignore[no-untyped-def]
        announced.append(logging.getLevelName(level) if isinstance(level, str) else level)
        return original(level, logger)

    caplog.at_level = at_level  # type: ignore[method-assign]
    yield
    if announced:
        return
    loud = [r for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    assert not loud, [r.getMessage() for r in loud]

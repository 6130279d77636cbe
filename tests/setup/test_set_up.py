"""A set-up of `run.py`: one at a time, and never a half environment that somebody uses."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import run
from tests.setup.stand_in import make_environment

ROOT = Path(__file__).resolve().parents[2]
LOCK = run.STUDIO_LOCK

pytestmark = pytest.mark.skipif(os.name != "posix", reason="scripts stand for programs")


def before(root: Path) -> Path:
    """Return where the environment before waits during a set-up."""
    return root / ".venv-setup" / "before"


def set_aside(root: Path) -> None:
    """Leave behind what a killed set-up does: the old environment aside, half of a new one."""
    before(root).parent.mkdir()
    (root / ".venv").rename(before(root))
    (root / ".venv").mkdir()
    (root / ".venv" / "pyvenv.cfg").touch()


def refuse_networks(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    """Let pip find nothing, whatever this machine is set to."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    (root / LOCK).write_text("no-such-thing==1 --hash=sha256:" + "0" * 64 + "\n")


def test_a_finished_environment_is_left_alone(checkout: Path) -> None:
    make_environment(checkout, LOCK)

    run.set_up(checkout, LOCK)

    assert not before(checkout).parent.exists()


def test_after_a_kill_the_environment_before_comes_back(checkout: Path) -> None:
    make_environment(checkout, LOCK)
    set_aside(checkout)

    run.set_up(checkout, LOCK)

    assert run.is_ready(checkout, LOCK)
    assert not (checkout / ".venv" / "pyvenv.cfg").exists()
    assert not before(checkout).exists()


def test_after_a_kill_at_the_very_end_the_new_environment_stays(checkout: Path) -> None:
    make_environment(checkout, LOCK)
    before(checkout).mkdir(parents=True)
    (before(checkout) / "old").touch()

    run.set_up(checkout, LOCK)

    assert run.is_ready(checkout, LOCK)
    assert not before(checkout).exists()


@pytest.mark.slow
def test_a_failed_set_up_says_why_and_changes_nothing(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_environment(checkout, LOCK)
    stamp = run.read_stamp(checkout)
    refuse_networks(monkeypatch, checkout)

    with pytest.raises(run.SetupError, match=r"no-such-thing==1[\s\S]*as it was[\s\S]*run\.py"):
        run.set_up(checkout, LOCK)

    assert run.read_stamp(checkout) == stamp
    assert not before(checkout).exists()


def test_a_failed_first_set_up_leaves_no_environment(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONHOME", str(checkout / "nowhere"))  # no child of ours can start

    with pytest.raises(run.SetupError, match="could not be installed"):
        run.set_up(checkout, LOCK)

    assert not (checkout / ".venv").exists()


def test_when_the_tools_of_the_checks_fail_to_install_the_studio_still_runs(
    checkout: Path,
) -> None:
    make_environment(checkout, LOCK, python="#!/bin/sh\necho sorry\nexit 1\n")

    with pytest.raises(run.SetupError, match="sorry"):
        run.set_up(checkout, run.CHECKS_LOCK)

    assert run.is_ready(checkout, LOCK)
    assert not run.is_ready(checkout, run.CHECKS_LOCK)


def test_the_tools_of_the_checks_join_the_environment_that_is_there(checkout: Path) -> None:
    make_environment(
        checkout, LOCK, python='#!/bin/sh\necho "$*" >> told\n[ ! -e .venv/stamp.json ]\n'
    )

    run.set_up(checkout, run.CHECKS_LOCK)

    told = (checkout / "told").read_text().splitlines()
    assert told[0].endswith("--require-hashes --only-binary :all: -r requirements-dev.lock")
    assert told[1].endswith("--no-deps --no-build-isolation -e .")
    assert run.is_ready(checkout, LOCK)
    assert run.is_ready(checkout, run.CHECKS_LOCK)


def test_a_folder_that_cannot_be_written_is_named(checkout: Path) -> None:
    (checkout / ".venv-setup").write_text("in the way")

    with pytest.raises(run.SetupError, match=r"cannot write here: .*\.venv-setup"):
        run.set_up(checkout, LOCK)


# ------------------------------------------------------------------ one at a time

HOLD = """
import sys, time
from pathlib import Path
import run
from tests.setup.stand_in import make_environment
root = Path(sys.argv[1])
with run.only_one(root / ".venv-setup" / "lock"):
    print("mine", flush=True)
    time.sleep(float(sys.argv[2]))
    make_environment(root, run.STUDIO_LOCK)
"""


def other_set_up(root: Path, seconds: float) -> subprocess.Popen[str]:
    """Start a set-up in another process, which has the lock now and is ready after `seconds`."""
    before(root).parent.mkdir()
    command = [sys.executable, "-c", HOLD, str(root), str(seconds)]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert child.stdout
    assert child.stdout.readline() == "mine\n"
    return child


def is_free(root: Path) -> bool:
    """Tell whether nobody is setting this checkout up."""
    with (root / ".venv-setup" / "lock").open("a+b") as file:
        return run.try_lock(file.fileno())


def test_a_killed_set_up_blocks_nobody(checkout: Path) -> None:
    with other_set_up(checkout, 60) as other:
        assert not is_free(checkout)
        other.kill()

    assert is_free(checkout)


def test_whoever_waited_finds_the_work_done(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with other_set_up(checkout, 0.8):
        run.set_up(checkout, LOCK)

    assert run.is_ready(checkout, LOCK)
    said = capsys.readouterr().out
    assert "waiting for it" in said
    assert "Setting up" not in said


def test_an_orphan_of_a_killed_set_up_keeps_the_next_one_waiting(checkout: Path) -> None:
    pip = "#!/bin/sh\necho $$ > begun.part && mv begun.part begun\nexec sleep 60\n"
    make_environment(checkout, LOCK, python=pip)
    begun = checkout / "begun"
    code = f"import run; run.set_up(run.Path({str(checkout)!r}), {run.CHECKS_LOCK!r})"
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.DEVNULL
    ) as other:
        wait_until(begun.exists)
        other.kill()

    assert not is_free(checkout)
    os.kill(int(begun.read_text()), signal.SIGKILL)
    wait_until(lambda: is_free(checkout))


def test_an_interrupted_set_up_stops_its_children(checkout: Path) -> None:
    pip = "#!/bin/sh\nsleep 60 &\necho $! > begun.part && mv begun.part begun\nwait\n"
    make_environment(checkout, LOCK, python=pip)
    begun = checkout / "begun"
    (checkout / "run.py").write_bytes((ROOT / "run.py").read_bytes())
    command = [sys.executable, str(checkout / "run.py"), "test"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as other:
        wait_until(begun.exists)
        other.send_signal(signal.SIGINT)
        _, said = other.communicate()

    assert other.returncode == 130
    assert said.decode() == "\nInterrupted.\n"
    wait_until(lambda: is_free(checkout))
    assert not (checkout / ".venv" / "stamp.json").exists()


def wait_until(happened: Callable[[], bool]) -> None:
    """Wait for something that another process does; fail after a minute."""
    end = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.02)

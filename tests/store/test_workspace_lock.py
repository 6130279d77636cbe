"""The instance lock: one program at a time, whatever crashes, races or lies beside the file."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.kernel.errors import Locked, NotSaved
from studio.store import lock, workspace
from studio.store.lock import Lock, lock_path

HOST = socket.gethostname()
RACE = """
import os, sys, time
from pathlib import Path
from studio.store.lock import Lock
from studio.kernel.errors import Locked, NotSaved
target, gate, rounds = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
print("ready", flush=True)
for number in range(rounds):
    while not (gate / str(number)).exists():
        pass
    try:
        Lock(target.with_name(f"{number}.studio"))
        print("won", flush=True)
    except Locked:
        print("lost", flush=True)
sys.stdin.read()
os._exit(0)
"""


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """The path of a closed workspace."""
    workspace.create(tmp_path / "Agency", "Ada").close()
    return tmp_path / "Agency.studio"


@pytest.fixture
def dead_pid() -> int:
    """The number of a process that has ended."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


@pytest.fixture
def other(target: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the workspace open."""
    code = (
        "import sys; from pathlib import Path; from studio.store.lock import Lock\n"
        "lock = Lock(Path(sys.argv[1]))\n"
        "print('open', flush=True); sys.stdin.readline(); lock.release()"
    )
    command = [sys.executable, "-c", code, str(target)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def left_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def write_lock(target: Path, **holder: object) -> None:
    lock_path(target).write_text(json.dumps(holder), encoding="utf-8")


def takes_over(target: Path) -> None:
    """Open and close the workspace although a lock lies there; nothing may stay behind."""
    workspace.open_workspace(target, "Ada").close()
    assert left_in(target.parent) == {target.name}


def test_a_second_opening_in_this_program_is_locked(target: Path) -> None:
    store = workspace.open_workspace(target, "Ada")
    with pytest.raises(Locked, match="“Agency” is open already in this window"):
        workspace.open_workspace(target, "Ada")
    store.close()
    workspace.open_workspace(target, "Ada").close()


def test_another_program_s_workspace_is_locked_until_it_is_closed(
    target: Path, other: subprocess.Popen[str]
) -> None:
    sentence = "“Agency” is open in another window. Close it there, then try again."
    before = lock_path(target).read_bytes()
    for _ in range(2):
        with pytest.raises(Locked) as locked:
            workspace.open_workspace(target, "Ada")
        assert str(locked.value) == sentence
    assert lock_path(target).read_bytes() == before
    other.communicate("close\n")
    assert other.returncode == 0
    takes_over(target)


@pytest.mark.skipif(os.name == "nt", reason="no such signal there")
def test_a_program_that_stands_still_still_holds_it(
    target: Path, other: subprocess.Popen[str]
) -> None:
    other.send_signal(signal.SIGSTOP)
    with pytest.raises(Locked):
        workspace.open_workspace(target, "Ada")


def test_the_lock_of_a_killed_program_is_taken_over(
    target: Path, other: subprocess.Popen[str]
) -> None:
    other.kill()
    other.wait()
    assert lock_path(target).exists()
    takes_over(target)


def test_the_lock_of_an_ended_process_is_taken_over(target: Path, dead_pid: int) -> None:
    write_lock(target, pid=dead_pid, host=HOST, start=None, token="x")
    takes_over(target)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes tell no start here")
def test_a_process_number_that_is_used_again_holds_nothing(target: Path) -> None:
    write_lock(target, pid=os.getppid(), host=HOST, start="1", token="x")
    takes_over(target)


def test_a_process_that_is_not_ours_to_signal_still_holds_it(target: Path) -> None:
    write_lock(target, pid=1, host=HOST, start=None, token="x")
    with pytest.raises(Locked, match="in another window"):
        workspace.open_workspace(target, "Ada")


@pytest.mark.parametrize(
    "torn",
    [
        b"",
        b"\0" * 100,
        b'{"pid": 12',
        b"\xff\xfe\x80",
        b"null",
        b"[]",
        b"{}",
        b'{"pid": null}',
        b'{"pid": "7", "host": "elsewhere"}',
        b'{"pid": 99999999999999999999999, "host": "HOST"}',
        b'{"pid": 0, "host": "HOST"}',
        b'{"pid": -1, "host": "HOST"}',
    ],
)
def test_a_torn_lock_is_taken_over(
    torn: bytes, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_WRITING_TAKES", 0.001)
    lock_path(target).write_bytes(torn.replace(b"HOST", HOST.encode()))
    takes_over(target)


def test_a_lock_that_is_just_being_written_is_waited_for(target: Path) -> None:
    """Between making its lock and writing into it, a living program has an empty one."""
    lock_path(target).touch()
    text = json.dumps({"pid": os.getppid(), "host": HOST, "start": None, "token": "x"})
    writer = threading.Timer(0.05, lock_path(target).write_text, [text])
    writer.start()
    with pytest.raises(Locked):
        workspace.open_workspace(target, "Ada")
    writer.join()
    assert lock_path(target).read_text() == text


def test_a_lock_from_another_computer_names_it_and_the_file_to_delete(target: Path) -> None:
    write_lock(target, pid=os.getpid(), host="studio-{2}", start="1", token="x")
    before = lock_path(target).read_bytes()
    with pytest.raises(Locked) as locked:
        workspace.open_workspace(target, "Ada")
    assert str(locked.value) == (
        "“Agency” is open on the computer “studio-{2}”. Close it there; if that computer is off, "
        "delete the file “Agency.studio-lock” beside it."
    )
    assert lock_path(target).read_bytes() == before
    lock_path(target).unlink()
    takes_over(target)


@pytest.mark.skipif(os.name == "nt", reason="files have no such mode there")
def test_the_lock_tells_who_holds_it_and_only_to_its_owner(target: Path) -> None:
    store = workspace.open_workspace(target, "Ada")
    holder = json.loads(lock_path(target).read_text(encoding="utf-8"))
    assert (holder["pid"], holder["host"]) == (os.getpid(), HOST)
    assert stat.S_IMODE(lock_path(target).stat().st_mode) == 0o600
    store.close()


def test_release_removes_its_own_lock_only(target: Path) -> None:
    mine = Lock(target)
    write_lock(target, pid=1, host="elsewhere", start=None, token="theirs")
    before = lock_path(target).read_bytes()
    mine.release()
    assert lock_path(target).read_bytes() == before
    lock_path(target).unlink()
    mine.release()
    assert left_in(target.parent) == {target.name}


def test_a_lock_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match=r"The folder of “Agency\.studio” does not exist"):
        Lock(tmp_path / "gone" / "Agency.studio")
    assert left_in(tmp_path) == set()


def test_two_locks_of_one_process_are_told_apart(target: Path) -> None:
    first = Lock(target)
    lock_path(target).unlink()
    second = Lock(target)
    first.release()
    assert lock_path(target).exists()
    second.release()
    assert not lock_path(target).exists()


def test_a_refused_opening_gives_the_lock_back(target: Path) -> None:
    sound = target.read_bytes()
    target.write_bytes(sound[:5000])
    with pytest.raises(Exception, match="damaged"):
        workspace.open_workspace(target, "Ada")
    assert left_in(target.parent) == {target.name}
    target.write_bytes(sound)
    takes_over(target)


def race(tmp_path: Path, racers: int, rounds: int, holder: bytes | None) -> list[list[str]]:
    """Let processes take the same locks at the same moments; return who won each round."""
    gate = tmp_path / "gate"
    gate.mkdir()
    command = [sys.executable, "-c", RACE, str(tmp_path / "x.studio"), str(gate), str(rounds)]
    processes = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
        for _ in range(racers)
    ]
    outputs = [process.stdout for process in processes if process.stdout]
    assert [output.readline() for output in outputs] == ["ready\n"] * racers
    results = []
    for number in range(rounds):
        if holder is not None:
            lock_path(tmp_path / f"{number}.studio").write_bytes(holder)
        (gate / str(number)).touch()
        results.append(sorted(output.readline().strip() for output in outputs))
    for process in processes:
        process.communicate("")
        assert process.returncode == 0
    return results


@pytest.mark.parametrize(
    ("lying", "rounds"), [("nothing", 60), ("a dead lock", 60), ("a torn lock", 3)]
)
def test_of_programs_that_race_exactly_one_wins(
    lying: str, rounds: int, tmp_path: Path, dead_pid: int
) -> None:
    dead = json.dumps({"pid": dead_pid, "host": HOST, "start": None, "token": "x"}).encode()
    holder = {"nothing": None, "a dead lock": dead, "a torn lock": b'{"pid'}[lying]
    results = race(tmp_path, 3, rounds, holder)
    assert results == [["lost", "lost", "won"]] * rounds
    assert left_in(tmp_path) == {"gate", *(f"{number}.studio-lock" for number in range(rounds))}


def test_a_program_that_died_over_clearing_a_lock_blocks_nobody_for_long(
    target: Path, monkeypatch: pytest.MonkeyPatch, dead_pid: int
) -> None:
    write_lock(target, pid=dead_pid, host=HOST, start=None, token="x")
    guard = target.with_name(f"{target.name}-lock-clearing")
    guard.touch()
    monkeypatch.setattr(lock, "_WRITING_TAKES", 0.001)
    with pytest.raises(Locked):
        workspace.open_workspace(target, "Ada")
    a_minute_ago = time.time() - 60
    os.utime(guard, (a_minute_ago, a_minute_ago))
    takes_over(target)

"""A warm process: all is imported, and each run of edits happens in a fork of it.

With the shim preloaded, runs fail where the order says. What is no failure told to the user is a
defect: the answer brings its traceback.
"""

import ctypes
import json
import logging
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from studio.kernel.errors import StudioError
from studio.kernel.progress import finish
from studio.store import workspace
from studio.store.workspace import Store
from tests.faults import edits
from tests.faults.edits import Ack
from tests.faults.process import Process
from tests.store import wholes

Say = Callable[[Mapping[str, Any]], None]
Act = Callable[[Say, Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Run:
    """What came of one order."""

    acks: list[Ack] = field(default_factory=list)
    signal: int = 0
    """What ended the run; 0 when it ended by itself."""
    scripted: int = 0
    """The calls on the file until the last scripted edit was over."""
    count: int = 0
    """The calls on the file until it was closed."""
    refused: str = ""
    """What the user was told when the workspace did not open."""


class Warm(Process):
    """The warm process, as the tests see it."""

    def __init__(self, home: Path, shim: Path | None = None) -> None:
        """Start it, with the shim between it and the system if there is one."""
        super().__init__("tests.faults.warm", home=home, shim=shim)

    def run(self, act: str, **order: object) -> Run:
        """Let a fork carry out an order."""
        answer = self.ask(act=act, **order)
        acks = [Ack(**ack) for ack in answer.pop("acks")]
        return Run(acks=acks, **answer)


# ------------------------------------------------------------------ inside the fork
def script(say: Say, order: Mapping[str, Any]) -> None:
    """Do the scripted edits, with the fault of the order; each that is refused is tried again.

    Once the fault has struck and the script is over, the disk works again for one more edit.
    """
    shim = _watching(order)
    store = workspace.open_workspace(Path(order["path"]), "Ada")
    edits.change_settings(store, order.get("settings", ()))
    opening = shim.fault_count()
    point = order.get("point", -1) + opening if "point" in order else -1
    shim.fault_arm(point, order.get("error", 0), order.get("for_ever", 0))
    *tokens, afterwards = edits.TOKENS
    for token, edit in zip(tokens, edits.SCRIPT, strict=True):
        _insist(say, store, edit, token, lambda: shim.fault_count() - opening)
    say({"scripted": shim.fault_count() - opening})
    if shim.fault_count() >= point:
        shim.fault_arm(-1, 0, 0)
    _insist(say, store, edits.add_cast, afterwards, lambda: shim.fault_count() - opening)
    store.close()
    say({"count": shim.fault_count() - opening})


def _watching(order: Mapping[str, Any]) -> ctypes.CDLL:
    """Return the shim, counting the calls on what lies beside the workspace, and recording them."""
    shim = ctypes.CDLL(None)
    shim.fault_watch(os.fsencode(order.get("watched", Path(order["path"]).parent)))
    if "log" in order:
        shim.fault_record(os.open(order["log"], os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
    return shim


def _insist(say: Say, store: Store, edit: edits.Edit, token: str, count: Callable[[], int]) -> None:
    for _attempt in range(2):
        ack = edits.attempt(store, edit, token, count)
        say({"ack": asdict(ack)})
        if ack.saved:
            return


def opening(say: Say, order: Mapping[str, Any]) -> None:
    """Open the workspace and close it, with the fault of the order."""
    _opened(say, order, workspace.open_workspace)


def making(say: Say, order: Mapping[str, Any]) -> None:
    """Make a workspace and close it, with the fault of the order."""
    _opened(say, order, workspace.create)


def _opened(say: Say, order: Mapping[str, Any], open_it: Callable[[Path, str], Store]) -> None:
    _once(say, order, lambda path: open_it(path, "Ada").close())


def whole(say: Say, order: Mapping[str, Any]) -> None:
    """Copy, compact or move the workspace as the order says, with its fault."""
    act = {found.__name__: found for found in wholes.ACTS}[order["verb"]]
    target = Path(order["target"])

    def do(path: Path) -> None:
        finish(act(path, target))

    _once(say, order, do)


def _once(say: Say, order: Mapping[str, Any], act: Callable[[Path], None]) -> None:
    shim = _watching(order)
    shim.fault_arm(order.get("point", -1), order.get("error", 0), order.get("for_ever", 0))
    try:
        act(Path(order["path"]))
    except StudioError as error:
        say({"refused": repr(error)})
    say({"count": shim.fault_count()})


def at_random(say: Say, order: Mapping[str, Any]) -> None:
    """Edit for ever; ready when the first line is said."""
    chance = random.Random(order["seed"])
    store = workspace.open_workspace(Path(order["path"]), "Ada")
    edits.change_settings(store, order.get("settings", ()))
    say({})
    for number in range(10**6):
        token = f"token-{order['seed']}-{number}."
        say({"ack": asdict(edits.attempt(store, edits.any_edit(chance), token, int))})


ACTS: dict[str, Act] = {
    "script": script,
    "opening": opening,
    "making": making,
    "whole": whole,
    "at_random": at_random,
}


# ------------------------------------------------------------------ the warm process itself
def serve() -> None:
    """Obey until the orders end."""
    logging.disable()
    for line in sys.stdin:
        order = json.loads(line)
        sys.stdout.write(json.dumps(carry_out(ACTS[order["act"]], order)) + "\n")
        sys.stdout.flush()


def carry_out(act: Act, order: Mapping[str, Any]) -> dict[str, Any]:
    """Let a fork act; kill it after `order["seconds"]` if that is said."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _act(act, order, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.readline()  # the fork is ready, or has ended
        if "seconds" in order:
            time.sleep(order["seconds"])
            os.kill(pid, signal.SIGKILL)
        said += pipe.read()
    _pid, status = os.waitpid(pid, 0)
    answer: dict[str, Any] = {"acks": [], "signal": os.WTERMSIG(status)}
    for line in said.splitlines():
        word = json.loads(line)
        if "ack" in word:
            answer["acks"].append(word["ack"])
        else:
            answer.update(word)
    return answer


def _act(act: Act, order: Mapping[str, Any], writing: int) -> None:
    def say(word: Mapping[str, Any]) -> None:
        os.write(writing, json.dumps(word).encode() + b"\n")

    try:
        act(say, order)
    except BaseException:  # noqa: BLE001
        say({"defect": traceback.format_exc()})
    os._exit(0)


def warm_up() -> None:
    """Do every edit once, so that all is imported and every statement compiled."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "warm.studio"
        edits.prepare(path)
        store = workspace.open_workspace(path, "Ada")
        for number, edit in enumerate(edits.SCRIPT):
            assert edits.attempt(store, edit, f"warm {number}", int).saved
        edits.undo_anything(store, "")
        edits.redo_anything(store, "")
        store.close()


if __name__ == "__main__":
    warm_up()
    serve()

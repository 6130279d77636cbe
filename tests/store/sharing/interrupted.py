"""A warm process whose forks publish and take copies, killed or failed at a chosen call.

The shim is preloaded: it counts the calls that change a file below the watched folder.
"""

import ctypes
import json
import logging
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio.kernel.errors import StudioError
from studio.kernel.progress import finish
from studio.store.sharing import working_copy
from tests.faults.process import Process
from tests.faults.warm import Say, carry_out
from tests.store.sharing.two_users import SHARE, User, shared_workspace


def publish(folder: Path) -> None:
    (copy,) = working_copy.copies_in(folder / "ada")
    finish(working_copy.publish(copy.path, copy))


def take(folder: Path) -> None:
    finish(working_copy.check_out(folder / "share" / "Agency.studio", folder / "ada", SHARE))


ACTS = {"publish": publish, "take": take}


class Warm(Process):
    """The warm process, as the tests see it."""

    def __init__(self, home: Path, shim: Path) -> None:
        super().__init__("tests.store.sharing.interrupted", home, home=home, shim=shim)

    def run(self, act: str, folder: Path, **fault: int) -> Mapping[str, Any]:
        """Return what came of it: `signal`, `count` of calls, `refused` as the user was told."""
        return {"refused": "", "count": 0, **self.ask(act=act, folder=folder, **fault)}


def _act(say: Say, order: Mapping[str, Any]) -> None:
    shim = ctypes.CDLL(None)
    shim.fault_watch(os.fsencode(order["folder"]))
    shim.fault_arm(order.get("point", -1), order.get("error", 0), order.get("for_ever", 0))
    try:
        ACTS[order["act"]](Path(order["folder"]))
    except StudioError as error:
        say({"refused": repr(error)})
    say({"count": shim.fault_count()})


def _warm_up(folder: Path) -> None:
    """Do it once, so that all is imported."""
    shared = shared_workspace(folder / "share", "one")
    ada = User("Ada", folder / "ada")
    ada.take(shared)
    ada.add("two")
    ada.publish()


def _serve() -> None:
    logging.disable()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(carry_out(_act, json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _warm_up(Path(sys.argv[1]) / "warm")
    _serve()

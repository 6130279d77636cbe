"""The instance lock: one program at a time has a workspace open.

A file beside the workspace, made with O_EXCL, tells who holds it. Operating-system locks
are SQLite's own business, and on network disks nobody's.
"""

import json
import os
import secrets
import socket
from contextlib import suppress
from pathlib import Path
from typing import Any

from studio.kernel.errors import Locked
from studio.kernel.files import not_saved
from studio.kernel.i18n import _


def lock_path(workspace: Path) -> Path:
    """Return where the lock of a workspace lies."""
    return workspace.with_name(workspace.name + "-lock")


class Lock:
    """Holds a workspace for this process until `release`."""

    def __init__(self, workspace: Path) -> None:
        """Take the lock; raise Locked when it is taken, NotSaved when it cannot be made."""
        self._path = lock_path(workspace)
        self._text = json.dumps({**_me(), "token": secrets.token_hex(8)})
        try:
            self._take(workspace)
        except OSError as error:
            raise not_saved(workspace, error) from error

    def _take(self, workspace: Path) -> None:
        for _attempt in range(3):
            try:
                descriptor = os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            except FileExistsError:
                self._clear_stale(workspace)
                continue
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(self._text)
            return
        raise _locked(workspace, {})

    def _clear_stale(self, workspace: Path) -> None:
        """Put away the lock of a program that ended without releasing it, or raise Locked."""
        try:
            text = self._path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return
        holder = _parsed(text)
        if _alive(holder):
            raise _locked(workspace, holder)
        # Another program may be doing the same: rename, and look what was renamed.
        aside = self._path.with_name(f"{self._path.name}.{secrets.token_hex(4)}")
        with suppress(FileNotFoundError):
            self._path.rename(aside)
            if aside.read_text(encoding="utf-8") != text:
                aside.rename(self._path)
                return
            aside.unlink()

    def release(self) -> None:
        """Give the workspace free; harmless when the lock has been taken away meanwhile."""
        with suppress(OSError):
            if self._path.read_text(encoding="utf-8") == self._text:
                self._path.unlink()


def _me() -> dict[str, Any]:
    pid = os.getpid()
    return {"pid": pid, "host": socket.gethostname(), "start": _started(pid)}


def _parsed(text: str) -> dict[str, Any]:
    try:
        holder = json.loads(text)
    except ValueError:
        return {}
    return holder if isinstance(holder, dict) else {}


def _alive(holder: dict[str, Any]) -> bool:
    """Tell whether the holder may still be running; when in doubt, it is."""
    pid = holder.get("pid")
    if not isinstance(pid, int):
        return False  # torn while being written: its writer died
    if holder.get("host") != socket.gethostname():
        return True
    return _running(pid) and holder.get("start") in (None, _started(pid))


def _running(pid: int) -> bool:
    if os.name == "nt":
        return _running_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _running_on_windows(pid: int) -> bool:
    import ctypes

    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    handle = kernel.OpenProcess(0x1000, 0, pid)  # PROCESS_QUERY_LIMITED_INFORMATION
    if not handle:
        return False
    code = ctypes.c_ulong()
    kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return code.value == 259  # STILL_ACTIVE


def _started(pid: int) -> str | None:
    """Return when a process began, where the system tells: process numbers are used again."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return None
    return stat.rsplit(")", 1)[-1].split()[19]


def _locked(workspace: Path, holder: dict[str, Any]) -> Locked:
    host = holder.get("host")
    if holder.get("pid") == os.getpid() and host == socket.gethostname():
        sentence = _("“{name}” is open already in this window.")
        return Locked(sentence.format(name=workspace.stem))
    if host in (None, socket.gethostname()):
        sentence = _("“{name}” is open in another window. Close it there, then try again.")
        return Locked(sentence.format(name=workspace.stem))
    sentence = _(
        "“{name}” is open on the computer “{host}”. Close it there; if that computer is off, "
        "delete the file “{lock}” beside it."
    )
    lock = lock_path(workspace).name
    return Locked(sentence.format(name=workspace.stem, host=host, lock=lock))

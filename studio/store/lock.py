"""The instance lock: one program at a time has a workspace open.

A file beside the workspace, made with O_EXCL, tells who holds it. Operating-system locks
are SQLite's own business, and on network disks nobody's.
"""

import json
import os
import secrets
import socket
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from studio.kernel.errors import Locked
from studio.kernel.files import not_saved
from studio.kernel.i18n import _

_ATTEMPTS = 10
_WRITING_TAKES = 0.2
"""Seconds that a program may need to write its lock after having made it."""
_CLEARING_TAKES = 10.0
"""Seconds after which a program that clears a lock must have died over it."""


def lock_path(workspace: Path) -> Path:
    """Return where the lock of a workspace lies."""
    return workspace.with_name(workspace.name + "-lock")


def inode(path: Path) -> tuple[int, int]:
    """Return which file lies at `path`, whatever it is called; zeros when there is none."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_dev, found.st_ino


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
        for _attempt in range(_ATTEMPTS):
            try:
                descriptor = os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            except FileExistsError:
                self._clear_stale(workspace)
                continue
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(self._text)
            if self._found() == self._text:  # else another program took it for torn
                return
        raise _locked(workspace, {})

    def _found(self) -> str | None:
        """Return what the lock file says; None when there is none."""
        try:
            return self._path.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return None

    def _clear_stale(self, workspace: Path) -> None:
        """Put away the lock of a program that ended without releasing it, or raise Locked."""
        text = self._found()
        if text is None:
            return
        holder = _parsed(text)
        if _alive(holder):
            raise _locked(workspace, holder)
        if not holder:  # its writer died, or is just writing it
            time.sleep(_WRITING_TAKES)
        self._remove(text)

    def _remove(self, text: str) -> None:
        """Remove the lock if it still says `text`; one program at a time, so none loses a new one.

        Returns without having removed it when another program is at it.
        """
        guard = self._path.with_name(self._path.name + "-clearing")
        try:
            os.close(os.open(guard, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            time.sleep(_WRITING_TAKES)
            with suppress(FileNotFoundError):
                if time.time() - guard.stat().st_mtime > _CLEARING_TAKES:  # died over it
                    guard.unlink()
            return
        try:
            if self._found() == text:
                self._path.unlink()
        finally:
            guard.unlink(missing_ok=True)

    def is_held(self) -> bool:
        """Tell whether the workspace is still ours: nobody has taken or removed the lock."""
        with suppress(OSError):
            return self._found() == self._text
        return False

    def release(self) -> None:
        """Give the workspace free; harmless when the lock has been taken away meanwhile."""
        with suppress(OSError):
            if self._found() == self._text:
                self._path.unlink()


def refuse_own(workspace: Path) -> None:
    """Raise Locked when this very program has it open: opening it again would drop its locks."""
    with suppress(OSError):
        holder = _parsed(lock_path(workspace).read_text(encoding="utf-8", errors="replace"))
        if holder and _me().items() <= holder.items():
            raise _locked(workspace, holder)


def _me() -> dict[str, Any]:
    pid = os.getpid()
    return {"pid": pid, "host": socket.gethostname(), "start": _started(pid)}


def _parsed(text: str) -> dict[str, Any]:
    """Return who holds the lock; nothing when the file is torn."""
    try:
        holder = json.loads(text)
    except ValueError:
        return {}
    pid = holder.get("pid") if isinstance(holder, dict) else None
    return holder if isinstance(pid, int) and 0 < pid < 2**31 else {}


def _alive(holder: dict[str, Any]) -> bool:
    """Tell whether the holder may still be running; when in doubt, it is."""
    if not holder:
        return False
    if holder.get("host") != socket.gethostname():
        return True
    pid = holder["pid"]
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

"""What the system tells of the disk under a path: its kind, and what that kind cannot do.

Linux is read from the text of mountinfo, macOS asked by `statfs`, Windows by its volume calls.
What a system tells is passed as plain values, so that each can be tested on every other one.
"""

import os
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

_MOUNTINFO = Path("/proc/self/mountinfo")
_PLUGGED_IN = ("/media/", "/run/media/", "/Volumes/")
"""Where desktops mount what has been plugged in."""

_STATFS_SIZE = 2168
_MAC_READ_ONLY, _MAC_LOCAL = 0x1, 0x1000
_REMOVABLE, _REMOTE, _NO_DRIVE = 2, 4, 1
_WINDOWS_READ_ONLY = 0x80000


@dataclass(frozen=True, slots=True)
class Disk:
    """A mounted disk: its file system in small letters, empty where nothing is known."""

    type: str = ""
    source: str = ""
    """What is mounted: a device, `server:/folder`, an address."""
    label: str = ""
    read_only: bool = False
    is_remote: bool = False
    """The system itself says that it is elsewhere; on Linux the type has to tell."""
    is_removable: bool = False


@dataclass(frozen=True, slots=True)
class _Mount:
    number: str
    parent: str
    device: str
    root: str
    point: str
    read_only: bool
    type: str
    source: str


def disk_of(path: Path, mountinfo: str | None = None) -> Disk:
    """Return the disk that holds an absolute `path`; an empty one where the system is silent."""
    with suppress(OSError, ValueError):
        if mountinfo is not None:
            return from_mountinfo(path, mountinfo)
        if sys.platform == "win32":
            return _asked_of_windows(path)
        if sys.platform == "darwin":
            return _asked_of_macos(path)
        return from_mountinfo(path, read_mountinfo())
    return Disk()


def read_mountinfo() -> str:
    """Return what Linux tells of its mounts; nothing on other systems."""
    try:
        return os.fsdecode(_MOUNTINFO.read_bytes())
    except OSError:
        return ""


def from_mountinfo(path: PurePosixPath | Path, text: str) -> Disk:
    """Return the disk of `path` as the lines of mountinfo tell it."""
    mount = _mount_of(str(path), _mounts(text))
    if mount is None:
        return Disk()
    type_ = mount.type.lower()
    if type_ == "fuse.gvfsd-fuse":  # one mount for all: the folder in it names the protocol
        inside = str(path)[len(mount.point) :].strip("/")
        type_ = "gvfs." + re.split("[:/]", inside, maxsplit=1)[0]
    plugged = mount.point.startswith(_PLUGGED_IN)
    label = PurePosixPath(mount.point).name if plugged else ""
    return Disk(type_, mount.source, label, mount.read_only, is_removable=plugged)


def other_names(path: PurePosixPath | Path, text: str) -> list[str]:
    """Return where else the same file can be found: a bind mount shows a folder of another."""
    mounts = _mounts(text)
    here = _mount_of(str(path), mounts)
    if here is None:
        return []
    within = _joined(here.root, str(path)[len(here.point.rstrip("/")) :])
    return [
        _joined(other.point, within[len(other.root.rstrip("/")) :])
        for other in mounts
        if other is not here and other.device == here.device and _covers(other.root, within)
    ]


def _joined(folder: str, rest: str) -> str:
    return folder.rstrip("/") + "/" + rest.strip("/")


def _mounts(text: str) -> list[_Mount]:
    """Return the mounts of all lines that can be understood."""
    found = []
    for line in text.splitlines():
        before, dash, after = line.partition(" - ")
        front, back = before.split(" "), after.split(" ")
        if dash and len(front) >= 6 and len(back) >= 2:
            number, parent, device, root, point, options = front[:6]
            read_only = "ro" in (*options.split(","), *" ".join(back[2:]).split(","))
            where = (_unescaped(root), _unescaped(point))
            what = (_unescaped(back[0]), _unescaped(back[1]))
            found.append(_Mount(number, parent, device, *where, read_only, *what))
    return found


def _unescaped(field: str) -> str:
    """Return the field with the blanks that the kernel writes as \\040, \\011, \\012, \\134."""
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8) & 0xFF), field)


def _mount_of(path: str, mounts: list[_Mount]) -> _Mount | None:
    """Return the mount that a walk from the root to `path` ends in.

    That is the one with the longest mount point, unless a later mount further up hides it.
    """
    over = [mount for mount in mounts if _covers(mount.point, path)]
    numbers = {mount.number for mount in over}
    found = _entered(m for m in over if m.parent not in numbers or m.parent == m.number)
    while found is not None:
        over.remove(found)
        deeper = _entered(mount for mount in over if mount.parent == found.number)
        if deeper is None:
            return found
        found = deeper
    return None


def _entered(mounts: Iterable[_Mount]) -> _Mount | None:
    """Return the mount that a path meets first; of those at one point, the last made."""
    found = None
    for mount in mounts:
        if found is None or len(mount.point) <= len(found.point):
            found = mount
    return found


def _covers(folder: str, path: str) -> bool:
    folder = folder.rstrip("/")
    return path == folder or path.startswith(folder + "/")


def from_statfs(answer: bytes) -> Disk:
    """Return the disk as macOS's `struct statfs` (64-bit inodes) tells it."""
    flags = int.from_bytes(answer[64:68], sys.byteorder)
    type_, point, source = (
        os.fsdecode(answer[start : start + length].split(b"\0", 1)[0])
        for start, length in ((72, 16), (88, 1024), (1112, 1024))
    )
    plugged = point.startswith(_PLUGGED_IN)
    return Disk(
        type=type_.lower(),
        source=source,
        label=PurePosixPath(point).name if plugged else "",
        read_only=bool(flags & _MAC_READ_ONLY),
        is_remote=bool(type_) and not flags & _MAC_LOCAL,
        is_removable=plugged,
    )


def _asked_of_macos(path: Path) -> Disk:
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    ask = getattr(library, "statfs$INODE64", None) or library.statfs
    answer = ctypes.create_string_buffer(_STATFS_SIZE)
    there = next((folder for folder in (path, *path.parents) if folder.exists()), path)
    return from_statfs(answer.raw) if ask(os.fsencode(there), answer) == 0 else Disk()


def from_volume(root: str, drive: int, file_system: str, label: str, flags: int) -> Disk:
    """Return the disk as Windows tells it: GetDriveType's number, GetVolumeInformation's rest."""
    return Disk(
        type=file_system.lower(),
        source=root,
        label=label,
        read_only=bool(flags & _WINDOWS_READ_ONLY),
        is_remote=drive == _REMOTE or (root.startswith("\\\\") and not root.startswith("\\\\?\\")),
        is_removable=drive == _REMOVABLE or (drive < _REMOVABLE and not root.startswith("\\\\")),
    )


def _asked_of_windows(path: Path) -> Disk:
    import ctypes

    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    root, label, file_system = (ctypes.create_unicode_buffer(1024) for _field in range(3))
    if not kernel.GetVolumePathNameW(str(path), root, len(root)):
        root.value = path.anchor
    drive = kernel.GetDriveTypeW(root)
    flags = ctypes.c_ulong()
    kernel.GetVolumeInformationW(
        root, label, len(label), None, None, ctypes.byref(flags), file_system, len(file_system)
    )
    return from_volume(root.value, drive, file_system.value, label.value, flags.value)

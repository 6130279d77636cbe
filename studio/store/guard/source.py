"""Getting hold of somebody else's file: what lies there, its header, and whether it is whole.

Only the standard library: this runs in the child process, which starts in 40 ms.
"""

import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from studio.store.guard import rollback
from studio.store.guard.turned import Turned

LARGEST = 8 * 1024**3
"""Bytes of a workspace that is taken in."""

_PENDING_BYTE = 0x40000000
_PATIENCE_S = 0.4
"""How long another program may take to finish what it writes."""


def look(path: Path) -> os.stat_result:
    """Return what is known of the file without opening it; raise Turned unless it is one."""
    try:
        found = path.lstat()
    except (OSError, ValueError) as error:
        raise Turned("missing", type(error).__name__) from error
    if stat.S_ISLNK(found.st_mode):
        raise Turned("link")
    if not stat.S_ISREG(found.st_mode):
        raise Turned("no file")
    if found.st_size > LARGEST:
        raise Turned("large")
    if found.st_size < 512:
        raise Turned("not ours", "too short")
    return found


@contextmanager
def held(path: Path) -> Iterator[BinaryIO]:
    """Give the file opened to read, with every writer kept out; raise Turned when it cannot be."""
    before = look(path)
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    flags |= getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        raise Turned("closed", type(error).__name__) from error
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        if (found.st_dev, found.st_ino) != (before.st_dev, before.st_ino):
            raise Turned("busy", "replaced")
        _keep_writers_out(descriptor)
        yield file
        after = os.fstat(descriptor)
        if (after.st_size, after.st_mtime_ns) != (found.st_size, found.st_mtime_ns):
            raise Turned("busy", "changed meanwhile")


def _keep_writers_out(descriptor: int) -> None:
    """Take SQLite's own lock of readers, where the system has it."""
    if os.name == "nt":  # there locks are enforced: reading what is being written fails
        return
    import fcntl

    end = time.monotonic() + _PATIENCE_S
    while True:
        try:
            # First the pending byte, as readers do, so that a waiting writer goes first.
            fcntl.lockf(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB, 1, _PENDING_BYTE)
            fcntl.lockf(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB, 510, _PENDING_BYTE + 2)
            fcntl.lockf(descriptor, fcntl.LOCK_UN, 1, _PENDING_BYTE)
        except (BlockingIOError, PermissionError) as error:
            if time.monotonic() > end:
                raise Turned("busy", "locked") from error
            time.sleep(0.02)
        except OSError:  # a disk without locks: that nothing changed meanwhile is checked
            return
        else:
            return


def whole(path: Path, file: BinaryIO, folder: Path, marks: tuple[int, int]) -> Path:
    """Return the file to examine: itself, or a copy in `folder` with a broken-off edit taken back.

    `marks` are our application_id and the newest schema. Raises Turned for what is not ours.
    """
    journal = rollback.journal_of(path)
    if not _is_broken_off(journal):
        check_header(file, marks)
        return path
    if rollback.names_another_file(journal):
        raise Turned("foreign", "journal of several files")
    _check_mark(_start(file), marks)
    copy = folder / "copy"
    _copy(file, copy)
    old = rollback.read(journal, LARGEST)
    if old is None or old.page_count == 0:
        raise Turned("damaged", "journal")
    with copy.open("rb+") as taken:
        old.apply(taken)
        check_header(taken, marks)
    return copy


def _is_broken_off(journal: Path) -> bool:
    try:
        found = journal.lstat()
    except OSError:
        return False
    if not stat.S_ISREG(found.st_mode):
        raise Turned("foreign", "journal is no file")
    if found.st_size > 2 * LARGEST:
        raise Turned("large", "journal")
    try:
        return rollback.is_hot(journal)
    except OSError as error:
        raise Turned("closed", "journal") from error


def _copy(file: BinaryIO, copy: Path) -> None:
    file.seek(0)
    with suppress(FileExistsError), copy.open("xb") as out:
        while part := file.read(1 << 20):
            out.write(part)


def _start(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read(100)


def _number(header: bytes, at: int, size: int = 4) -> int:
    return int.from_bytes(header[at : at + size])


def _check_mark(header: bytes, marks: tuple[int, int]) -> None:
    mark, schema = marks
    if header[:16] != b"SQLite format 3\0" or _number(header, 68) != mark:
        raise Turned("not ours", "header")
    version = int.from_bytes(header[60:64], signed=True)
    if version > schema:
        raise Turned("newer", str(version))
    if version < 1:
        raise Turned("damaged", "version")
    if version < schema:
        raise Turned("older", str(version))


def check_header(file: BinaryIO, marks: tuple[int, int]) -> None:
    """Raise Turned unless the header is one that our program writes, and true of the file."""
    header = _start(file)
    _check_mark(header, marks)
    if header[18:20] != b"\1\1":
        raise Turned("altered", "format of the journal")
    size = _number(header, 16, 2)
    size = 65536 if size == 1 else size
    length = file.seek(0, os.SEEK_END)
    usual = {
        "page size": size >= 512 and size & (size - 1) == 0,
        "reserved bytes": header[20] == 0,
        "fractions": header[21:24] == b"\x40\x20\x20",
        "length": length % max(size, 1) == 0,
        "page count": _number(header, 28) * size == length,
        "count is current": _number(header, 24) == _number(header, 92),
        "schema format": _number(header, 44) == 4,
        "auto vacuum": _number(header, 52) == 0 and _number(header, 64) == 0,
        "UTF-8": _number(header, 56) == 1,
        "expansion": header[72:92] == bytes(20),
    }
    wrong = [fact for fact, holds in usual.items() if not holds]
    if wrong:
        raise Turned("damaged", ", ".join(wrong))

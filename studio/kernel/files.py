"""Write beside, check, then replace: a failed write leaves the old file as it was."""

import contextlib
import errno
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from studio.kernel.errors import NoSpace, NotSaved
from studio.kernel.i18n import _

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def not_saved(path: Path, error: OSError) -> NotSaved:
    """Return the failure to write `path`, worded for the user."""
    if error.errno in _FULL:
        sentence = _("The disk is full: “{name}” was not saved. Free some space and try again.")
        return NoSpace(sentence.format(name=path.name))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        sentence = _("“{name}” cannot be written there. Choose another folder.")
    elif error.errno in (errno.ENOENT, errno.ENOTDIR):
        sentence = _("The folder of “{name}” does not exist. Choose another folder.")
    elif error.errno == errno.EISDIR:
        sentence = _("“{name}” is a folder. Choose a file name.")
    else:
        reason = os.strerror(error.errno) if error.errno else str(error)
        sentence = _("“{name}” was not saved: {reason}. Try another folder or disk.")
        return NotSaved(sentence.format(name=path.name, reason=reason))
    return NotSaved(sentence.format(name=path.name))


@contextmanager
def replacing(path: Path, check: Callable[[Path], None] | None = None) -> Iterator[Path]:
    """Give a new file beside `path`; when the block ends well, sync it, check it, put it in place.

    On any failure, also of `check`, the new file goes and the old one stays untouched.
    Raises NotSaved (or NoSpace) with a sentence for the user.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
        yield part
        sync(part)
        if check is not None:
            check(part)
        part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise not_saved(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Replace a small text file atomically."""
    with replacing(path) as part:
        part.write_text(text, encoding="utf-8")


def sync(path: Path) -> None:
    """Return when the file's bytes are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the new name durable; systems that cannot open a folder do it by themselves."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""A private folder beside a new file: nobody else can look in, and nothing of it stays."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from studio.kernel.errors import Refused
from studio.kernel.files import not_saved, sync, sync_folder
from studio.kernel.i18n import _
from studio.store.layout import check_name
from studio.store.lock import Lock


def place(target: Path) -> Path:
    """Return where a new workspace called `target` will lie."""
    target = check_name(target)
    return target.parent.resolve() / target.name


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """Give the folder; raise Refused when `target` is taken, Locked, NotSaved."""
    _refuse(target)
    lock = Lock(target)
    folder = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        folder.mkdir(mode=0o700)
        yield folder
    except OSError as error:
        raise not_saved(target, error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        lock.release()


def put(fresh: Path, target: Path) -> None:
    """Give a finished file its name, on the disk for good; raise Refused, NotSaved."""
    try:
        sync(fresh)
        _refuse(target)  # again: another program may have been quicker
        fresh.rename(target)
        sync_folder(target.parent)
    except OSError as error:
        raise not_saved(target, error) from error


def _refuse(target: Path) -> None:
    if os.path.lexists(target):
        sentence = _("“{name}” exists already. Choose another name.")
        raise Refused(sentence.format(name=target.name))

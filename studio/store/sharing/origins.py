"""Where working copies came from: a small record beside each, in a folder of its own."""

import hashlib
import json
import logging
import os
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from studio.kernel import files
from studio.store.sharing.heads import Head
from studio.store.sharing.transfer import Fingerprint

_log = logging.getLogger(__name__)

_NAME = "origin.json"


@dataclass(frozen=True, slots=True)
class WorkingCopy:
    """A private copy of a shared workspace, and what it started from."""

    path: Path
    """The copy: what is opened and edited."""
    shared: Path
    base: Head
    """Where the history of the shared file ended when it was last copied or published."""
    place: str
    """What the user calls the place of the shared file."""
    seen: Fingerprint
    """The shared file as it was then: while it is the same there is nothing to read."""


def folder_for(shared: Path, copies_folder: Path) -> Path:
    """Return the folder for a new copy: empty, or with what a killed program left of this one."""
    digest = hashlib.sha256(os.fsencode(shared)).hexdigest()[:12]
    for number in count(1):
        folder = copies_folder / f"{digest}-{number}"
        if not (folder / _NAME).exists() and not (folder / shared.name).exists():
            return folder
    raise AssertionError


def origin_path(workspace: Path) -> Path:
    """Return where the record of a working copy lies."""
    return workspace.with_name(_NAME)


def note(copy: WorkingCopy) -> None:
    """Keep the record; raise NotSaved when the disk says no."""
    base = copy.base
    table = {
        "workspace": copy.path.name,
        "shared": str(copy.shared),
        "place": copy.place,
        "document": base.document,
        "step": [base.number, base.step, base.edit],
        "seen": list(copy.seen),
    }
    # ASCII alone, since paths of folders named in an old encoding have no UTF-8.
    files.write_text(origin_path(copy.path), json.dumps(table, indent=2))


def latest(copy: WorkingCopy) -> WorkingCopy:
    """Return the copy as its record has it; as it was given where there is none."""
    return _read(origin_path(copy.path)) or copy


def copies_in(folder: Path) -> tuple[WorkingCopy, ...]:
    """Return the working copies kept in `folder`; a record that cannot be read is left alone."""
    found = []
    with suppress(OSError):
        for record in sorted(folder.glob(f"*/{_NAME}")):
            copy = _read(record)
            if copy is not None:
                found.append(copy)
    return tuple(found)


def _read(record: Path) -> WorkingCopy | None:
    try:
        table = json.loads(record.read_text(encoding="utf-8"))
        number, step, edit = table["step"]
        size, changed, inode = table["seen"]
        return WorkingCopy(
            path=record.with_name(table["workspace"]),
            shared=Path(table["shared"]),
            base=Head(str(table["document"]), int(number), str(step), str(edit)),
            place=str(table["place"]),
            seen=(int(size), int(changed), int(inode)),
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError) as error:
        _log.warning("the record of a working copy cannot be read: %s", error)
        return None

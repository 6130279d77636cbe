"""A damaged workspace of ours: whatever can still be read of it, as a new workspace.

The damaged file is only read, page by page. Rows that are gone come back from the log, which
holds every row as it was written, and from the newest backup; the report names the rest.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from studio.kernel.errors import NotFound, NotSaved, Refused, Unreadable
from studio.kernel.i18n import _
from studio.kernel.progress import Work
from studio.store import connection, faults
from studio.store.guard import known, room
from studio.store.layout import write_layout
from studio.store.lock import Lock
from studio.store.salvage import file as salvage_file
from studio.store.salvage import write as salvage_write
from studio.store.salvage.file import File
from studio.store.salvage.report import Report
from studio.store.schema import APPLICATION_ID, SCHEMA


def salvage(path: Path, target: Path, snapshot: Path | None, actor: str) -> Work[Report]:
    """Save what can be read of a damaged workspace into a new one at `target`.

    `snapshot` is the newest backup, beside which lies the store of assets. The damaged file stays
    as it is. Raises Unreadable when nothing of a workspace is left, Locked while it is open,
    Refused (made by a newer version, or `target` is taken), NotFound, NotSaved (NoSpace).
    """
    target = room.place(target)
    if not path.is_file():
        sentence = _("“{name}” is not there any more. It may have been moved or renamed.")
        raise NotFound(sentence.format(name=path.name))
    with _held(path), salvage_file.opened(path) as source, room.beside(target) as folder:
        if source is not None:
            _refuse_newer(path, source)
        fresh = folder / "fresh.studio"
        write_layout(fresh, actor)
        report = yield from _salvaged(path, source, fresh, snapshot, (target, actor))
        room.put(fresh, target)
    known.remember(target, report.document, is_closed=True)
    return report


def _salvaged(
    path: Path, source: File | None, fresh: Path, snapshot: Path | None, who: tuple[Path, str]
) -> Work[Report]:
    with faults.told(fresh), closing(connection.connect_writer(fresh)) as raw:
        report = yield from salvage_write.rewrite(raw, source, snapshot, who)
        if report is None:
            sentence = _("Nothing that can be read is left of “{name}”. Restore a backup of it.")
            raise Unreadable(sentence.format(name=path.name))
        raw.execute("PRAGMA journal_mode=DELETE")
    return report


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Keep everybody from opening the damaged file, if something can be written beside it."""
    try:
        lock = Lock(path)
    except NotSaved:
        yield
        return
    try:
        yield
    finally:
        lock.release()


def _refuse_newer(path: Path, source: File) -> None:
    header = source.page(1)[:100]
    is_marked = int.from_bytes(header[68:72]) == APPLICATION_ID
    if is_marked and int.from_bytes(header[60:64], signed=True) > SCHEMA:
        sentence = _("“{name}” was made by a newer Persona Studio. Update, then open it.")
        raise Refused(sentence.format(name=path.name))

"""Reading a rollback journal without SQLite: what a file's pages were before a broken-off edit.

SQLite would do it too, but a journal may name another file, which SQLite then reads and deletes:
nothing for a journal that somebody sent. Here nothing but this one file is read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

MAGIC = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
_UNCOUNTED = 0xFFFFFFFF
_PENDING_BYTE = 0x40000000


@dataclass(slots=True)
class Rollback:
    """Where in a journal the old pages lie, and how many pages the file had; 0 is unknown."""

    journal: Path
    page_size: int
    page_count: int
    offsets: dict[int, int] = field(default_factory=dict)
    """Of the old bytes in the journal, by page number; the first page is 1."""

    def apply(self, file: BinaryIO) -> None:
        """Write the old pages into `file`, a private copy, and give it its old length."""
        with self.journal.open("rb") as journal:
            for page, offset in self.offsets.items():
                journal.seek(offset)
                file.seek((page - 1) * self.page_size)
                file.write(journal.read(self.page_size))
        file.truncate(self.page_count * self.page_size)


def journal_of(path: Path) -> Path:
    """Return where SQLite keeps the journal of the file at `path`."""
    return path.with_name(path.name + "-journal")


def is_hot(journal: Path) -> bool:
    """Tell whether the journal's header is whole: only then can the file have been changed."""
    with journal.open("rb") as file:
        return file.read(8) == MAGIC


def names_another_file(journal: Path) -> bool:
    """Tell whether the journal ends in the name of another file, as ours never does."""
    with journal.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 8))
        return size >= 8 + 28 and file.read(8) == MAGIC


def read(journal: Path, largest: int) -> Rollback | None:
    """Return the old pages a journal holds; None when its header makes no sense.

    `largest` is the number of bytes that the file can have had.
    """
    with journal.open("rb") as file:
        length = file.seek(0, 2)
        found: Rollback | None = None
        at = 0
        while (head := _header(file, at)) is not None:
            count, nonce, pages, sector, page_size = head
            if found is None:
                found = Rollback(journal, page_size, pages)
            if pages * page_size > largest or page_size != found.page_size:
                return None
            record = page_size + 8
            if count == _UNCOUNTED:
                count = (length - at - sector) // record
            if not _take(file, found, (at + sector, count), nonce):
                break
            at = -(-(at + sector + count * record) // sector) * sector
        return found


def _header(file: BinaryIO, at: int) -> tuple[int, int, int, int, int] | None:
    file.seek(at)
    head = file.read(28)
    if len(head) < 28 or head[:8] != MAGIC:
        return None
    count, nonce, pages, sector, page_size = (
        int.from_bytes(head[place : place + 4]) for place in range(8, 28, 4)
    )
    powers = all(_is_power(size, least) for size, least in ((sector, 32), (page_size, 512)))
    return (count, nonce, pages, sector, page_size) if powers else None


def _is_power(size: int, least: int) -> bool:
    return least <= size <= 65536 and size & (size - 1) == 0


def _take(file: BinaryIO, found: Rollback, where: tuple[int, int], nonce: int) -> bool:
    """Note the records of one part; tell whether all of them were whole."""
    start, count = where
    record = found.page_size + 8
    for number in range(count):
        offset = start + number * record
        file.seek(offset)
        data = file.read(record)
        page = int.from_bytes(data[:4])
        if len(data) < record or page in (0, _PENDING_BYTE // found.page_size + 1):
            return False
        if _sum(data[4:-4], nonce) != int.from_bytes(data[-4:]):
            return False
        if page <= found.page_count:
            found.offsets.setdefault(page, offset + 4)
    return True


def _sum(data: bytes, nonce: int) -> int:
    return (nonce + sum(data[at] for at in _sampled(len(data)))) & 0xFFFFFFFF


def _sampled(length: int) -> Iterator[int]:
    yield from range(length - 200, 0, -200)

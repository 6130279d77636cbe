"""Reading a damaged file page by page, without SQLite: what is left of each of its trees.

SQLite gives up at the first page that makes no sense, and with the page from which a tree grows
all of the tree is gone for it. Every leaf can be read by itself, though.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

LEAF, INNER = 0x0D, 0x05
_INDEX_LEAF, _INDEX_INNER = 0x0A, 0x02
_HEADER = 100
"""Bytes of the file's header at the start of page 1."""

Value = str | int | float | bytes | None
Record = tuple[Value, ...]


class Source(Protocol):
    """Pages of a file, the first being 1; an empty one where there is none."""

    page_size: int
    count: int

    def page(self, number: int) -> bytes:
        """Return the bytes of a page."""


class Cell(NamedTuple):
    """A row as it lies in a leaf: its number, and where its bytes begin and go on."""

    rowid: int
    page: int
    length: int
    start: int
    local: int


@dataclass(slots=True)
class Tree:
    """What is left of a tree: its leaves, and how many of its pages are gone."""

    leaves: list[int] = field(default_factory=list)
    pages: set[int] = field(default_factory=set)
    lost: int = 0


def varint(data: bytes, at: int) -> tuple[int, int]:
    """Return the number that begins at `at`, and where the next thing begins."""
    value = 0
    for length in range(8):
        byte = data[at + length]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + length + 1
    return value << 8 | data[at + 8], at + 9


def tree(source: Source, root: int, kinds: tuple[int, int] = (LEAF, INNER)) -> Tree:
    """Return what can still be reached from the root, in order."""
    leaf, inner = kinds
    found = Tree()
    waiting = [root]
    while waiting:
        number = waiting.pop()
        data = source.page(number)
        kind = data[_start(number)] if data else 0
        if number in found.pages or kind not in kinds:
            found.lost += 1
            continue
        found.pages.add(number)
        if kind == leaf:
            found.leaves.append(number)
        if kind == inner or leaf == _INDEX_LEAF:
            waiting.extend(reversed(_children(data, number, kind == inner)))
    return found


def index(source: Source, root: int) -> tuple[list[Record], int]:
    """Return the entries of an index, and how many of its pages are gone."""
    found = tree(source, root, (_INDEX_LEAF, _INDEX_INNER))
    records: list[Record] = []
    lost = found.lost
    for number in sorted(found.pages):
        for cell in index_cells(source, number):
            record = decoded(payload(source, cell))
            if record is None:
                lost += 1
            else:
                records.append(record)
    return records, lost


def _start(number: int) -> int:
    return _HEADER if number == 1 else 0


def _children(data: bytes, number: int, is_inner: bool) -> list[int]:
    if not is_inner:
        return []
    start = _start(number)
    offsets = _offsets(data, number, 12)
    below = [int.from_bytes(data[at : at + 4]) for at in offsets]
    return [*below, int.from_bytes(data[start + 8 : start + 12])]


def _offsets(data: bytes, number: int, header: int) -> list[int]:
    """Return where the cells of a page begin, as far as that makes sense."""
    start = _start(number)
    count = int.from_bytes(data[start + 3 : start + 5])
    first = start + header
    if first + 2 * count > len(data):
        return []
    places = (int.from_bytes(data[at : at + 2]) for at in range(first, first + 2 * count, 2))
    return [at for at in places if first + 2 * count <= at <= len(data) - 4]


def cells(source: Source, number: int) -> Iterator[Cell]:
    """Give the rows of a leaf of a table."""
    data = source.page(number)
    for at in _offsets(data, number, 8):
        try:
            length, after = varint(data, at)
            rowid, start = varint(data, after)
        except IndexError:
            continue
        rowid -= (1 << 64) if rowid >= 1 << 63 else 0
        yield Cell(rowid, number, length, start, _local(length, source.page_size, 35))


def index_cells(source: Source, number: int) -> Iterator[Cell]:
    """Give the entries in a page of an index."""
    data = source.page(number)
    is_inner = data[_start(number)] == _INDEX_INNER
    for at in _offsets(data, number, 12 if is_inner else 8):
        try:
            length, start = varint(data, at + 4 if is_inner else at)
        except IndexError:
            continue
        most = (source.page_size - 12) * 64 // 255 - 23
        yield Cell(0, number, length, start, _local(length, source.page_size, 0, most))


def _local(length: int, usable: int, reserve: int, most: int = 0) -> int:
    """Return how many bytes of a payload lie in its own page, as the format lays down."""
    most = most or usable - reserve
    if length <= most:
        return length
    least = (usable - 12) * 32 // 255 - 23
    there = least + (length - least) % (usable - 4)
    return there if there <= most else least


def payload(source: Source, cell: Cell) -> bytes | None:
    """Return all bytes of a row; None where a part of them is gone."""
    data = source.page(cell.page)
    own = data[cell.start : cell.start + cell.local]
    if len(own) < cell.local or cell.length > source.count * source.page_size:
        return None
    if cell.local == cell.length:
        return own
    parts, got, room = [own], cell.local, source.page_size - 4
    after = int.from_bytes(data[cell.start + cell.local : cell.start + cell.local + 4])
    while got < cell.length:
        page = source.page(after)
        if not page:
            return None
        parts.append(page[4 : 4 + min(room, cell.length - got)])
        got += len(parts[-1])
        after = int.from_bytes(page[:4])
    # The last page of a row leads nowhere: a chain that goes on has been torn.
    return b"".join(parts) if after == 0 else None


def decoded(data: bytes | None) -> Record | None:
    """Return the values of a row; None when its bytes make no sense."""
    if data is None:
        return None
    try:
        return _decoded(data)
    except (IndexError, UnicodeDecodeError):
        return None


_SIZES = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)


def _decoded(data: bytes) -> Record | None:
    length, at = varint(data, 0)
    if length > len(data):
        return None
    body = length
    values: list[Value] = []
    while at < length:
        kind, at = varint(data, at)
        if kind in (10, 11) or len(values) > 2000:
            return None
        size = _SIZES[kind] if kind < 10 else (kind - 12) // 2
        part = data[body : body + size]
        if len(part) < size:
            return None
        values.append(_value(kind, part))
        body += size
    return tuple(values) if at == length and body == len(data) else None


def _value(kind: int, part: bytes) -> Value:
    if kind == 0:
        return None
    if kind in (8, 9):
        return kind - 8
    if kind == 7:
        number: float = struct.unpack(">d", part)[0]
        return number
    if kind < 7:
        return int.from_bytes(part, signed=True)
    return part if kind % 2 == 0 else part.decode()

"""A disk that loses power: from the recorded calls of a program to what is left of its files.

What is written counts as safe only after the file has been synced; the making and the removal of
a file, after the folder has been. At the cut, of all that is pending any sectors of 512 bytes may
have reached the disk and any not, in any order.
"""

import random
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
_HEAD = struct.Struct("=qqHc5x")


@dataclass(frozen=True, slots=True)
class Call:
    """One recorded call: w(rite), t(runcate), s(ync), c(reate), u(nlink)."""

    act: str
    name: str
    """The file's, below the watched folder; empty for the folder itself."""
    place: int
    length: int
    data: bytes


def read_calls(log: Path) -> Iterator[Call]:
    """Read what the shim has recorded."""
    with log.open("rb") as file:
        while head := file.read(_HEAD.size):
            place, length, name_length, act = _HEAD.unpack(head)
            name = file.read(name_length).decode()
            data = file.read(length) if act == b"w" else b""
            yield Call(act.decode(), name, place, length, data)


@dataclass(slots=True)
class _File:
    now: bytearray
    """As the program sees it."""
    safe: bytes
    """As it was when it was last synced."""
    entered: bool
    """Whether the folder has been synced since the file was made."""
    pending: list[Call] = field(default_factory=list)


class Disk:
    """The files of one folder, and what of them would be left without power."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Begin with files that are safe."""
        self._files = {name: _File(bytearray(data), data, True) for name, data in files.items()}
        self._removed: list[tuple[str, _File]] = []

    def do(self, call: Call) -> None:
        """Carry out a call of the program."""
        if call.act == "s" and not call.name:
            self._removed.clear()
            for file in self._files.values():
                file.entered = True
        elif call.act == "c":
            self._files[call.name] = _File(bytearray(), b"", False)
        elif call.act == "u":
            self._removed.append((call.name, self._files.pop(call.name)))
        elif call.act == "s":
            file = self._files[call.name]
            file.safe, file.pending = bytes(file.now), []
        elif call.act in "wt":
            file = self._files[call.name]
            _apply(file.now, call)
            file.pending.append(call)
        else:
            raise ValueError(call)

    def content(self) -> dict[str, bytes]:
        """Return the files as the program sees them."""
        return {name: bytes(file.now) for name, file in self._files.items()}

    def cut(self, chance: random.Random) -> dict[str, bytes]:
        """Return what the files could hold after losing power now, by chance."""
        left = {}
        for name, file in self._removed:
            if chance.random() < 0.5:
                left[name] = _torn(file, chance)
        for name, file in self._files.items():
            if file.entered or chance.random() < 0.5:
                left[name] = _torn(file, chance)
        return left


def _apply(content: bytearray, call: Call) -> None:
    if call.act == "t":
        del content[call.length :]
        content.extend(bytes(call.length - len(content)))
    else:
        content.extend(bytes(max(0, call.place - len(content))))
        content[call.place : call.place + call.length] = call.data


def _torn(file: _File, chance: random.Random) -> bytes:
    content = bytearray(file.safe)
    survives = chance.choice((0.0, 0.5, 0.9, 1.0))
    for call in file.pending:
        for part in _sectors(call) if call.act == "w" else [call]:
            if chance.random() < survives:
                _apply(content, part)
    return bytes(content)


def _sectors(call: Call) -> Iterator[Call]:
    begin, end = call.place, call.place + call.length
    while begin < end:
        stop = min(end, (begin // SECTOR + 1) * SECTOR)
        data = call.data[begin - call.place : stop - call.place]
        yield Call("w", call.name, begin, stop - begin, data)
        begin = stop

"""The bytes of assets: kept once, found by their hash, never handed out altered."""

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlmodel import select

from studio.assets.model import Asset
from studio.kernel.errors import NotFound, Refused
from studio.store import blobs, workspace

SHM = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # memory: no disk to wear out
PICTURE = bytes(range(256)) * 200


@pytest.fixture
def store() -> Iterator[workspace.Store]:
    with tempfile.TemporaryDirectory(dir=SHM) as folder:
        opened = workspace.create(Path(folder) / "Agency", "Ada")
        yield opened
        opened.close()


def put(store: workspace.Store, data: bytes) -> str:
    with store.edit("Add picture") as session:
        return blobs.put(session, data)


def get(store: workspace.Store, digest: str) -> bytes:
    with store.read() as session:
        return blobs.get(session, digest)


def kept(store: workspace.Store) -> list[tuple[str, int]]:
    with store.read() as session:
        rows = session.execute(text("SELECT sha256, size FROM asset_data ORDER BY sha256"))
        return [(row[0], row[1]) for row in rows]


@pytest.mark.parametrize("data", [b"", b"\0", PICTURE, b"x" * 3_000_000], ids=len)
def test_bytes_come_back_as_they_were(store: workspace.Store, data: bytes) -> None:
    digest = put(store, data)
    assert digest == hashlib.sha256(data).hexdigest()
    assert get(store, digest) == data
    assert kept(store) == [(digest, len(data))]


def test_equal_bytes_are_kept_once(store: workspace.Store) -> None:
    with store.edit("Add pictures") as session:
        first = blobs.put(session, PICTURE)
        assert blobs.put(session, bytes(PICTURE)) == first
        assert blobs.get(session, first) == PICTURE
    assert put(store, PICTURE) == first
    other = put(store, PICTURE + b"!")
    assert sorted(kept(store)) == sorted([(first, len(PICTURE)), (other, len(PICTURE) + 1)])


def test_bytes_survive_closing(tmp_path: Path) -> None:
    store = workspace.create(tmp_path / "Agency", "Ada")
    digest = put(store, PICTURE)
    store.close()
    again = workspace.open_workspace(store.path, "Ada")
    assert get(again, digest) == PICTURE
    again.close()


@pytest.mark.parametrize("digest", ["", "0" * 64, "x", "'; DROP TABLE asset_data;--", "%"])
def test_a_hash_nobody_knows_is_a_sentence(store: workspace.Store, digest: str) -> None:
    put(store, PICTURE)
    with pytest.raises(NotFound, match=r"The picture is missing or damaged\. Add it again\."):
        get(store, digest)


@pytest.mark.parametrize("damage", ["substr(data, 2)", "data || x'00'", "zeroblob(size)", "'text'"])
def test_altered_bytes_are_never_handed_out(store: workspace.Store, damage: str) -> None:
    digest = put(store, PICTURE)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as raw:
        raw.execute(f"UPDATE asset_data SET data = {damage}")
    with pytest.raises(NotFound):
        get(store, digest)


def test_a_file_too_large_is_refused_with_what_to_do(store: workspace.Store) -> None:
    with pytest.raises(Refused, match=r"larger than 200 MB\. Make it smaller, or link to it\."):
        put(store, bytes(blobs.LARGEST + 1))
    assert kept(store) == []


def test_the_largest_file_is_not_too_large(
    store: workspace.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blobs, "LARGEST", 1000)
    digest = put(store, b"x" * 1000)
    assert get(store, digest) == b"x" * 1000
    with pytest.raises(Refused):
        put(store, b"x" * 1001)


def test_a_failed_edit_keeps_no_bytes(store: workspace.Store) -> None:
    def fail() -> None:
        with store.edit("Add picture") as session:
            blobs.put(session, PICTURE)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert kept(store) == []


def test_bytes_are_put_inside_an_edit_only(store: workspace.Store) -> None:
    with store.read() as session, pytest.raises(DatabaseError, match="readonly"):
        blobs.put(session, PICTURE)
    assert kept(store) == []


def test_undo_takes_the_row_and_leaves_the_bytes_for_redo(store: workspace.Store) -> None:
    with store.edit("Add asset") as session:
        digest = blobs.put(session, PICTURE)
        session.add(Asset(name="Logo", sha256=digest, media="image/png", size=len(PICTURE)))
    store.undo()
    with store.read() as session:
        assert session.exec(select(Asset)).all() == []
    assert get(store, digest) == PICTURE
    store.redo()
    with store.read() as session:
        assert blobs.get(session, session.exec(select(Asset)).one().sha256) == PICTURE


def test_bytes_alone_are_no_step(store: workspace.Store) -> None:
    put(store, PICTURE)
    assert store.undo_label is None

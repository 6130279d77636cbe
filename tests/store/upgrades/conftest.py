"""A file of the first schema, and a chain of revisions that goes on from there."""

from pathlib import Path

import pytest

from tests.store.upgrades import first_files


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a workspace of schema 1, full of rows."""
    path = tmp_path_factory.mktemp("first") / "first.studio"
    first_files.make_first_file(path)
    return path.read_bytes()


@pytest.fixture
def old(first: bytes, tmp_path: Path) -> Path:
    """A workspace of schema 1, in a folder of its own."""
    folder = tmp_path / "work"
    folder.mkdir()
    path = folder / "old.studio"
    path.write_bytes(first)
    return path


@pytest.fixture(scope="session")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a chain of three revisions."""
    return first_files.chain_of(tmp_path_factory.mktemp("three") / "revisions")


@pytest.fixture(scope="session")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the same chain before its third revision came."""
    return first_files.chain_of(tmp_path_factory.mktemp("two") / "revisions", last=2)

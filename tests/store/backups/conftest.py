"""A workspace with one talent and three pictures, and where its backups go: in memory."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.store.workspace import Store
from tests.spots.boards import memory_folder
from tests.store.backups.workspaces import new


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    with memory_folder(tmp_path) as folder:
        yield folder


@pytest.fixture
def store(place: Path) -> Iterator[Store]:
    opened = new(place, pictures=3)
    yield opened
    opened.close()


@pytest.fixture
def root(place: Path) -> Path:
    return place / "backups"

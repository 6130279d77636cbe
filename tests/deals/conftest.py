"""The tests of deals stand on a real workspace."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.store import workspace
from studio.store.workspace import Store
from tests.spots.boards import memory_folder


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give an empty workspace; in memory where there is such a place, for the disk is slow."""
    with memory_folder(tmp_path) as folder:
        made = workspace.create(folder / "Test.studio", "Anna")
        yield made
        made.close()

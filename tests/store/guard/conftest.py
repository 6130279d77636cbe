"""An honest workspace from elsewhere, alone in its folder."""

from pathlib import Path

import pytest

from tests.store.guard.hostile import make_honest


@pytest.fixture(scope="session")
def honest(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return make_honest(tmp_path_factory.mktemp("honest") / "honest")


@pytest.fixture
def path(tmp_path: Path, honest: bytes) -> Path:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    path = folder / "theirs.studio"
    path.write_bytes(honest)
    return path

"""A small checkout for each test of the set-up."""

from pathlib import Path

import pytest

from tests.setup.stand_in import make_checkout


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with lock files and no environment yet."""
    return make_checkout(tmp_path / "checkout")

"""Fixtures of the kit's tests: the look, and a real workspace with its context."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from studio.store import workspace
from studio.store.workspace import Store
from studio.ui.bridge import Bridge
from studio.ui.choices import Choices
from studio.ui.context import Context
from studio.ui.jobs import Jobs
from studio.ui.messages import Messages
from studio.ui.theme import Theme
from tests.ui import guards

no_modal_loop = guards.no_modal_loop
theme = guards.theme


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give a new workspace."""
    made = workspace.create(tmp_path / "Test.studio", "Anna")
    yield made
    made.close()


@pytest.fixture
def context(qapp: QApplication, theme: Theme, store: Store, tmp_path: Path) -> Iterator[Context]:
    """Give what pages are given."""
    jobs = Jobs()
    made = Context(
        store=store,
        bridge=Bridge(store),
        jobs=jobs,
        messages=Messages(),
        theme=theme,
        choices=Choices(tmp_path),
    )
    yield made
    jobs.stop()
    made.bridge.close()

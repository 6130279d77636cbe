"""A board with the sample on it, in a window that has the keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.spots.sample import make_sample
from studio.spots.ui.page import SpotsPage
from studio.store import workspace
from studio.store.workspace import Store
from studio.ui.bridge import Bridge
from studio.ui.choices import Choices
from studio.ui.context import Context
from studio.ui.jobs import Jobs
from studio.ui.messages import Message, Messages
from studio.ui.theme import Theme
from tests.ui.guards import no_modal_loop as no_modal_loop
from tests.ui.guards import theme as theme


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give a workspace with the sample spot."""
    made = workspace.create(tmp_path / "Test.studio", "Anna")
    make_sample(made, "en")
    yield made
    made.close()


@pytest.fixture
def said() -> list[str]:
    """Collect what the message bar would say."""
    return []


@pytest.fixture
def context(
    qapp: QApplication, theme: Theme, store: Store, tmp_path: Path, said: list[str]
) -> Iterator[Context]:
    """Give what pages are given."""
    messages = Messages()

    def note(message: Message) -> None:
        said.append(message.text)

    messages.said.connect(note)
    jobs = Jobs()
    yield Context(store, Bridge(store), jobs, messages, theme, Choices(tmp_path))
    jobs.stop()


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> SpotsPage:
    """Give the Spots page, shown, with the sample open."""
    made = SpotsPage(context)
    qtbot.addWidget(made)
    made.resize(1200, 860)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made

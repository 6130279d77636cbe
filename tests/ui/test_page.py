"""Pages keep themselves fresh, work only when seen, and go when they are closed."""

import gc
import weakref
from collections.abc import Sequence
from typing import ClassVar

import pytest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from studio.kernel.errors import NotFound
from studio.personas.ops import add_talent
from studio.spots.ops.spots import SpotDraft, create_spot
from studio.spots.queries import spot_rows
from studio.ui.actions import Action
from studio.ui.context import Context
from studio.ui.messages import Message, Tone
from studio.ui.page import Page
from studio.ui.page_header import PageHeader
from studio.ui.theme import Theme
from tests.ui.guards import delete_now


class TitlesPage(Page):
    """The titles of all spots in one line."""

    WATCHES: ClassVar[frozenset[str]] = frozenset({"spot"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.refreshed = 0
        self.titles = QLabel()
        self.header = PageHeader("Titles")
        box = QVBoxLayout(self)
        box.addWidget(self.header)
        box.addWidget(self.titles)
        self.header.show_actions(self.action_set)

    def refresh(self) -> None:
        self.refreshed += 1
        with self.context.store.read() as session:
            self.titles.setText(", ".join(row.title for row in spot_rows(session)))

    def page_actions(self) -> Sequence[Action]:
        return [
            Action(
                id="titles.clear",
                text="Clear",
                run=self.titles.clear,
                icon="trash",
                toolbar=True,
                enabled=self._has_titles,
            )
        ]

    def _has_titles(self) -> bool:
        return bool(self.titles.text())


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> TitlesPage:
    made = TitlesPage(context)
    qtbot.addWidget(made)
    return made


def add(context: Context, title: str) -> None:
    create_spot(context.store, SpotDraft(title))


def test_a_hidden_page_does_no_work_until_it_is_shown(
    qtbot: QtBot, context: Context, page: TitlesPage
) -> None:
    with qtbot.waitSignal(context.bridge.changed):
        add(context, "Glow")
    assert page.refreshed == 0

    page.show()

    assert page.titles.text() == "Glow"
    assert page.refreshed == 1


def test_three_edits_of_a_turn_make_one_refresh(
    qtbot: QtBot, context: Context, page: TitlesPage
) -> None:
    page.show()

    with qtbot.waitSignal(context.bridge.changed):
        for title in ("Glow", "Shine", "Beam"):
            add(context, title)

    assert page.titles.text() == "Glow, Shine, Beam"
    assert page.refreshed == 2


def test_tables_that_are_not_watched_refresh_nothing(
    qtbot: QtBot, context: Context, page: TitlesPage
) -> None:
    page.show()

    with qtbot.waitSignal(context.bridge.changed):
        add_talent(context.store, "Maya")

    assert page.refreshed == 1


def test_a_page_shown_again_with_nothing_new_does_not_ask_again(page: TitlesPage) -> None:
    page.show()
    page.hide()
    page.show()

    assert page.refreshed == 1


def test_undo_refreshes_like_any_edit(qtbot: QtBot, context: Context, page: TitlesPage) -> None:
    add(context, "Glow")
    page.show()

    with qtbot.waitSignal(context.bridge.changed):
        context.store.undo()

    assert page.titles.text() == ""


def test_actions_are_asked_again_after_a_refresh(
    qtbot: QtBot, context: Context, page: TitlesPage
) -> None:
    page.show()
    assert not page.action_set.find("titles.clear").isEnabled()

    with qtbot.waitSignal(context.bridge.changed):
        add(context, "Glow")

    assert page.action_set.find("titles.clear").isEnabled()


def test_a_refresh_that_fails_as_expected_is_a_message(
    qtbot: QtBot, context: Context, monkeypatch: pytest.MonkeyPatch, page: TitlesPage
) -> None:
    def fail() -> None:
        raise NotFound("The spot is gone.")

    monkeypatch.setattr(page, "refresh", fail)

    with qtbot.waitSignal(context.messages.said) as said:
        page.show()

    assert said.args == [Message("The spot is gone.", Tone.ERROR)]


def test_a_page_is_freed_when_it_is_closed(qtbot: QtBot, context: Context) -> None:
    page = TitlesPage(context)
    page.show()
    kept = weakref.ref(page)

    page.close()
    page.deleteLater()
    delete_now()
    del page
    gc.collect()

    assert kept() is None
    with qtbot.waitSignal(context.bridge.changed):
        add(context, "Glow")


def test_a_header_names_the_page_and_shows_its_buttons(
    qtbot: QtBot, theme: Theme, page: TitlesPage
) -> None:
    page.show()
    page.header.show_title("Glow", "12 panels")

    words = [label.text() for label in page.header.findChildren(QLabel)]

    assert words == ["Glow", "12 panels"]
    button = page.header.findChild(QWidget, "button.titles.clear")
    assert isinstance(button, QWidget)
    assert button.isVisible()

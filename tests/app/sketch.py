"""A small page for the window's tests: the first spot's title in a field, over the real ops."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from studio.app.pages import PageEntry
from studio.spots.ops.spots import SpotDraft, create_spot, rename_spot
from studio.spots.queries import spot_rows
from studio.ui.actions import Action
from studio.ui.context import Context
from studio.ui.page import Page
from studio.ui.text_fields import LineField

MADE: list[str] = []
"""Names of the pages that were made, in order."""


class SketchPage(Page):
    """Renames the first spot."""

    WATCHES: ClassVar[frozenset[str]] = frozenset({"spot"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        MADE.append(type(self).__name__)
        self.spot_id = ""
        self.field = LineField("sketchTitle", "Title", limit=60)
        self.field.edited.connect(self._rename)
        self.titles = QLabel()
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setObjectName("sketchSplitter")
        self.splitter.addWidget(self.field)
        self.splitter.addWidget(self.titles)
        QVBoxLayout(self).addWidget(self.splitter)

    def refresh(self) -> None:
        with self.context.store.read() as session:
            rows = spot_rows(session)
        self.titles.setText(", ".join(row.title for row in rows))
        self.spot_id = rows[0].id if rows else ""
        self.field.show_text(rows[0].title if rows else "")

    def page_actions(self) -> Sequence[Action]:
        return [
            Action(id="sketch.new", text="New &spot", run=self.new, keys=("Ctrl+N",), menu="file"),
            Action(id="sketch.fail", text="Fail", run=self.fail, menu="edit"),
        ]

    def new(self) -> None:
        create_spot(self.context.store, SpotDraft("Glow"))

    def fail(self) -> None:
        raise ZeroDivisionError("the very bug")

    def _rename(self, title: str) -> None:
        with self.context.messages.guard(self.field):
            rename_spot(self.context.store, self.spot_id, title)


class OtherPage(SketchPage):
    """Another place, to go to."""


SKETCHES = (
    PageEntry("sketch", "Sketch", "spots", "tests.app.sketch:SketchPage"),
    PageEntry("other", "Other", "people", "tests.app.sketch:OtherPage"),
)

"""Makes what pages are given when a workspace opens."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from studio.ui.bridge import Bridge
from studio.ui.choices import Choices
from studio.ui.context import Context
from studio.ui.jobs import Jobs
from studio.ui.messages import Messages
from studio.ui.theme import Theme

if TYPE_CHECKING:  # the store brings SQLModel, which the first window must not wait for
    from studio.store.workspace import Store


class Services(QObject):
    """What lives as long as the program and serves every workspace."""

    def __init__(self, theme: Theme, choices: Choices, parent: QObject | None = None) -> None:
        """Begin without messages and jobs."""
        super().__init__(parent)
        self.theme = theme
        self.choices = choices
        self.messages = Messages(self)
        self.jobs = Jobs(self)

    def context_of(self, store: "Store") -> Context:
        """Return the context of an open workspace; close its bridge before the store."""
        return Context(
            store=store,
            bridge=Bridge(store, self),
            jobs=self.jobs,
            messages=self.messages,
            theme=self.theme,
            choices=self.choices,
        )

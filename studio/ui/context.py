"""What every page is given: the open workspace and the services of the window."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.ui.bridge import Bridge
from studio.ui.choices import Choices
from studio.ui.jobs import Jobs
from studio.ui.messages import Messages
from studio.ui.theme import Theme

if TYPE_CHECKING:  # the store brings SQLModel, which the first window must not wait for
    from studio.store.workspace import Store


@dataclass(frozen=True, slots=True)
class Context:
    """One open workspace and the means to work on it; made anew for every workspace."""

    store: "Store"
    bridge: Bridge
    jobs: Jobs
    messages: Messages
    theme: Theme
    choices: Choices

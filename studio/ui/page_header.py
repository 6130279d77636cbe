"""The line at the top of a page: where you are, and what you can do here."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from studio.ui.actions import ActionSet
from studio.ui.layout import label, row
from studio.ui.theme import measure, space


class PageHeader(QWidget):
    """A title, a word beside it, and the tool buttons of the page's actions."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        """Show `title`; `show_actions` adds the buttons."""
        super().__init__(parent)
        self.setObjectName("pageHeader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = label(title, "title")
        self._title.setObjectName("pageTitle")
        self._word = label("", "secondary")
        self._word.setObjectName("pageWord")
        self._buttons = row(gap="xs")
        line = row(self._title, self._word, None, self._buttons, gap="m")
        line.setContentsMargins(space("l"), space("s"), space("m"), space("s"))
        self.setLayout(line)
        self.setMinimumHeight(measure("control", "height") + 2 * space("s"))

    def show_title(self, title: str, word: str = "") -> None:
        """Show another title and the word beside it."""
        self._title.setText(title)
        self._word.setText(word)

    def show_actions(self, actions: ActionSet) -> list[QToolButton]:
        """Add a button for every action that asks for one, and return them."""
        made = actions.tool_buttons()
        for one in made:
            self._buttons.addWidget(one)
        return made

    def add_widget(self, widget: QWidget) -> None:
        """Add something else at the end, such as a choice of views."""
        self._buttons.addWidget(widget)

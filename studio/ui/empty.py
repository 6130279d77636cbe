"""What a page shows when there is nothing yet: a picture, a sentence, one thing to do."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from studio.ui import icons
from studio.ui.actions import plain_text
from studio.ui.layout import button, column, label, row
from studio.ui.theme import measure, space


class EmptyState(QWidget):
    """An icon or drawing, a title, a sentence and at most one action."""

    def __init__(
        self,
        title: str,
        sentence: str,
        *,
        icon: str = "",
        picture: QWidget | None = None,
        action: QAction | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show `picture`, or else the icon named `icon`, above the words."""
        super().__init__(parent)
        self.setObjectName("emptyState")
        self.setAccessibleName(f"{title}. {sentence}")
        shown = picture
        if shown is None and icon:
            shown = icons.Glyph(icon, measure("control", "icon_large"))
            shown.setProperty("role", "muted")
        heading = label(title, "title")
        words = label(sentence, "secondary", wrap=True)
        words.setFixedWidth(measure("control", "text_column") * 2 // 3)
        for text in (heading, words):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        box = column(None, heading, words, gap="s")
        if shown is not None:
            box.insertLayout(1, row(None, shown, None))
            box.insertSpacing(2, space("s"))
        if action is not None:
            box.addSpacing(space("s"))
            box.addLayout(row(None, _button_of(action), None))
        box.addStretch(2)
        self.setLayout(row(None, box, None, margin="xl"))


def _button_of(action: QAction) -> QWidget:
    made = button(plain_text(action.text()), f"empty.{action.objectName()}", "primary")
    made.clicked.connect(action.trigger)
    return made

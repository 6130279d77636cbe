"""Shows one message at the bottom of the page area, over the page."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QToolButton, QWidget

from studio.kernel.i18n import _
from studio.ui import icons
from studio.ui.layout import button, column, label, restyle, row
from studio.ui.messages import Message, Messages, Tone
from studio.ui.theme import measure, space

_SHORT_MS = 5_000
_WITH_OFFER_MS = 12_000
_WORDS_PER_SECOND = 3


class MessageBar(QFrame):
    """The newest message; errors wait until they are closed and come back when others go."""

    def __init__(self, messages: Messages, area: QWidget) -> None:
        """Show what `messages` say at the bottom of `area`."""
        super().__init__(area)
        self._area = area
        self.setObjectName("messageBar")
        self.setAccessibleName(_("Message"))
        self.message: Message | None = None
        self._waiting: list[Message] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.close_message)
        self._build()
        self.hide()
        area.installEventFilter(self)
        messages.said.connect(self.show_message)

    def _build(self) -> None:
        self._glyph = icons.Glyph("info", measure("control", "icon"))
        self._text = label("", wrap=True)
        self._text.setObjectName("messageText")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._offer = button("", "messageOffer", "link")
        self._offer.clicked.connect(self._take_offer)
        self._close = QToolButton()
        self._close.setObjectName("messageClose")
        self._close.setIcon(icons.icon("close"))
        self._close.setToolTip(_("Close (Esc)"))
        self._close.setAccessibleName(_("Close the message"))
        self._close.clicked.connect(self.close_message)
        line = row(self._glyph, self._text, self._offer, self._close)
        line.setStretch(1, 1)
        box = column(line)
        box.setContentsMargins(space("m"), space("s"), space("s"), space("s"))
        self.setLayout(box)

    def show_message(self, message: Message) -> None:
        """Show a message now; one that waits to be read comes back afterwards."""
        shown = self.message
        if shown is not None and shown.tone.waits and shown != message:
            self._waiting.append(shown)
        self._waiting = [waiting for waiting in self._waiting if waiting != message]
        self._present(message)

    def _present(self, message: Message) -> None:
        self.message = message
        self._text.setText(message.text)
        self._glyph.show_icon(message.tone.value)
        self._offer.setVisible(message.offer is not None)
        if message.offer is not None:
            self._offer.setText(message.offer.text)
            self._offer.setAccessibleName(message.offer.text)
        self.setAccessibleDescription(message.text)
        restyle(self, tone=message.tone.value)
        self.show()
        self.raise_()
        self._place()
        self._announce(message)
        self._start_timer()

    def _announce(self, message: Message) -> None:
        event = QAccessibleAnnouncementEvent(self, message.text)
        if message.tone is Tone.ERROR:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

    def _start_timer(self) -> None:
        self._timer.stop()
        message = self.message
        if message is None or message.tone.waits or self.underMouse():
            return
        reading = 1000 * len(message.text.split()) // _WORDS_PER_SECOND
        least = _WITH_OFFER_MS if message.offer is not None else _SHORT_MS
        self._timer.start(max(least, reading))

    def close_message(self) -> None:
        """Close the message; the next one that waits comes up."""
        if self._has_focus_inside():
            self._area.setFocus()
        self.message = None
        self._timer.stop()
        self.hide()
        if self._waiting:
            self._present(self._waiting.pop())

    def _has_focus_inside(self) -> bool:
        return any(part.hasFocus() for part in self.findChildren(QWidget))

    def take_focus(self) -> bool:
        """Bring the keyboard to the message; return False when there is none."""
        if self.message is None:
            return False
        target = self._offer if self.message.offer is not None else self._close
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _take_offer(self) -> None:
        message = self.message
        self.close_message()
        if message is not None and message.offer is not None:
            message.offer.run()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_message()
            event.accept()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wait: a message under the pointer is being read."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Count again from the beginning."""
        super().leaveEvent(event)
        self._start_timer()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom of the area."""
        if event.type() == QEvent.Type.Resize and watched is self._area:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        area = self._area.rect()
        width = min(self._wished_width(), area.width() - 2 * space("l"))
        height = max(self.heightForWidth(width), self.minimumSizeHint().height())
        left = area.left() + (area.width() - width) // 2
        self.setGeometry(left, area.bottom() - height - space("l"), width, height)

    def _wished_width(self) -> int:
        """Return the width of the sentence on one line, within what reads well."""
        most = measure("control", "text_column")
        words = self._text.fontMetrics().horizontalAdvance(self._text.text()) + space("s")
        words = max(most // 3, min(most, words))
        others = self._glyph.width() + self._close.sizeHint().width() + 5 * space("m")
        if self._offer.isVisibleTo(self):
            others += self._offer.sizeHint().width()
        return words + others

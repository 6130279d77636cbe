"""The command palette over the window: one line to type in, and below it what there is to choose.

The keyboard stays in the line; the list follows it.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QWidget

from studio.app.palette_entries import LONGEST, Entry
from studio.app.palette_lines import EntryDelegate
from studio.kernel.i18n import _
from studio.ui import icons
from studio.ui.layout import column, label, row
from studio.ui.rows_model import ROW_ROLE, RowsModel
from studio.ui.theme import measure, space

_QUIET_MS = 60
_QUOTED = 40
_DIM, _SHADOW, _BLUR = 36, 3, 28
_Key = Qt.Key
_STEPS = {_Key.Key_Up: -1, _Key.Key_Down: 1}
_PAGES = {_Key.Key_PageUp: -1, _Key.Key_PageDown: 1}


class PaletteLine(QLineEdit):
    """Takes what is typed; the keys that move in the list and leave it are said, not taken."""

    stepped = Signal(int)
    """Go so many lines down the list."""
    paged = Signal(int)
    """Go a page down (1) or up (-1)."""
    entered = Signal()
    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Let no shortcut of the window behind run while the palette has the keyboard."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, _forward: bool) -> bool:  # noqa: N802 - Qt's own
        """Keep the keyboard: there is nowhere else to go."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say what is not typing."""
        key = _Key(event.key())
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in _PAGES:
            self.paged.emit(_PAGES[key])
        elif key in (_Key.Key_Return, _Key.Key_Enter):
            self.entered.emit()
        elif key == _Key.Key_Escape or (key == _Key.Key_K and control):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Palette(QWidget):
    """Lies over the whole window, which is dimmed; a click beside it closes it."""

    asked = Signal(str)
    """Intent: show what there is for this question."""
    chosen = Signal(object)
    """Intent: open or run this Entry."""
    closed = Signal()
    """Intent: give the keyboard back."""

    def __init__(self, window: QWidget) -> None:
        """Cover `window`; nothing is listed yet."""
        super().__init__(window)
        self.setObjectName("paletteCover")
        self._window = window
        roles = {int(Qt.ItemDataRole.AccessibleTextRole): _spoken}
        self._rows: RowsModel[Entry] = RowsModel(_title, self, roles=roles, usable=_is_usable)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self._ask)
        self._build()
        window.installEventFilter(self)
        self.setGeometry(window.rect())

    def _build(self) -> None:
        self.line = PaletteLine()
        self.line.setObjectName("paletteLine")
        self.line.setAccessibleName(_("Search or run"))
        self.line.setPlaceholderText(_("Search, or type what to do"))
        self.line.setMaxLength(LONGEST)
        self.line.textChanged.connect(self._wait)
        self.line.stepped.connect(self._step)
        self.line.paged.connect(self._page)
        self.line.entered.connect(self._enter)
        self.line.left.connect(self.closed)
        self._nothing = label("", "secondary", wrap=True)
        self._nothing.setObjectName("paletteNothing")
        self._nothing.setContentsMargins(space("m"), space("s"), space("m"), space("m"))
        self._nothing.hide()
        self._build_list()
        self._card = QFrame(self)
        self._card.setObjectName("palette")
        glyph = icons.Glyph("search", measure("control", "icon"))
        glyph.setProperty("role", "muted")
        head = row(glyph, self.line, gap="s")
        head.setContentsMargins(space("l"), space("s"), space("m"), space("s"))
        rule = QFrame()
        rule.setObjectName("paletteRule")
        rule.setFixedHeight(1)
        below = column(self.list, self._nothing, gap="")
        below.setContentsMargins(space("xs"), space("xs"), space("xs"), space("xs"))
        self._box = column(head, rule, below, gap="")
        self._card.setLayout(self._box)

    def _build_list(self) -> None:
        self.list = QListView()
        self.list.setObjectName("paletteList")
        self.list.setAccessibleName(_("Found objects and actions"))
        self.list.setModel(self._rows)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.clicked.connect(self._choose)
        self.list.selectionModel().currentChanged.connect(self._announce)

    def take_keyboard(self) -> None:
        """Come up and bring the keyboard to the line."""
        self.show()
        self.raise_()
        self._place()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """List the entries; the first that can be chosen is."""
        self._rows.show(entries)
        asked = self.line.text().strip()
        short = asked if len(asked) <= _QUOTED else f"{asked[:_QUOTED]}…"
        sentence = _("Nothing is found for “{words}”. Fewer letters find more.")
        self._nothing.setText(sentence.format(words=short))
        self._nothing.setVisible(not entries)
        self.list.setVisible(bool(entries))
        self.list.setCurrentIndex(self._nearest(0, 1))
        self.list.scrollToTop()
        self._place()
        if not entries:
            self._say(self._nothing.text())

    # Moving and choosing

    def _nearest(self, place: int, by: int) -> QModelIndex:
        """Return the first line from `place` on, down or up, that can be chosen."""
        while 0 <= place < self._rows.rowCount():
            if self._rows.row_at(place).usable:
                return self._rows.index(place)
            place += by
        return QModelIndex()

    def _step(self, by: int) -> None:
        """Go to the next line; from the last to the first, and back."""
        here = self.list.currentIndex()
        last = self._rows.rowCount() - 1
        found = self._nearest(here.row() + by, by) if here.isValid() else QModelIndex()
        if not found.isValid():
            found = self._nearest(0 if by > 0 else last, by)
        self._go(found)

    def _page(self, by: int) -> None:
        here = self.list.currentIndex()
        if not here.isValid():
            return
        tall = self.list.viewport().height() - self.list.visualRect(here).height()
        place, passed = here.row(), 0
        while 0 <= place + by < self._rows.rowCount() and passed < tall:
            place += by
            passed += self.list.visualRect(self._rows.index(place)).height()
        found = self._nearest(place, by)
        self._go(found if found.isValid() else self._nearest(place, -by))

    def _go(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        self.list.setCurrentIndex(index)
        if not self._nearest(index.row() - 1, -1).isValid():
            self.list.scrollToTop()  # the heading above the first line belongs to it

    def _enter(self) -> None:
        if self._quiet.isActive():  # what is shown answers an earlier question
            self._ask()
        self._choose(self.list.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        entry = index.data(ROW_ROLE) if index.isValid() else None
        if isinstance(entry, Entry) and entry.usable:
            self.chosen.emit(entry)

    def _wait(self) -> None:
        self._quiet.start()

    def _ask(self) -> None:
        self._quiet.stop()
        self.asked.emit(self.line.text())

    def _announce(self, now: QModelIndex, _was: QModelIndex) -> None:
        """Tell a screen reader, whose focus is in the line, what is chosen in the list."""
        if now.isValid():
            self._say(self._rows.row_at(now.row()).spoken)

    def _say(self, words: str) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.line, words))

    # Its place over the window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow and shrink with the window."""
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.resize(self._window.size())
            self._place()
        return False

    def _place(self) -> None:
        """Put the card over the upper middle, as high as its lines need and the window has."""
        margin = space("l")
        wide = min(measure("control", "text_column") + 2 * space("xxl"), self.width() - 2 * margin)
        top = max(margin, self.height() // 9)
        head = self.line.sizeHint().height() + 2 * space("s") + 1 + 2 * space("xs")
        room = self.height() - top - head - 2 * margin
        tall = sum(self.list.sizeHintForRow(place) for place in range(self._rows.rowCount()))
        self.list.setFixedHeight(max(0, min(tall, room, 5 * self.height() // 8)))
        self._card.setFixedWidth(wide)
        self._box.invalidate()
        self._box.activate()
        high = max(self._box.heightForWidth(wide), self._box.sizeHint().height())
        self._card.setGeometry((self.width() - wide) // 2, top, wide, high)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close at a click beside the card; on the card nothing happens."""
        if not self._card.geometry().contains(event.position().toPoint()):
            self.closed.emit()
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim the window, and let the card throw a soft shadow."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, _DIM))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, _SHADOW))
        radius = measure("radius", "l")
        for wide in range(_BLUR, 0, -2):
            box = QRectF(self._card.geometry()).adjusted(-wide, 8 - wide, wide, 8 + wide)
            painter.drawRoundedRect(box, radius + wide, radius + wide)
        painter.end()


def _title(entry: Entry) -> str:
    return entry.title


def _spoken(entry: Entry) -> str:
    return entry.spoken


def _is_usable(entry: Entry) -> bool:
    return entry.usable

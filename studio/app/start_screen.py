"""What the window shows while no workspace is open: make one, open one, or go on."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from studio.app.workspaces import RecentRow
from studio.kernel.i18n import _
from studio.ui import icons
from studio.ui.layout import button, column, label, row
from studio.ui.rows_model import ID_ROLE, RowsModel
from studio.ui.theme import measure, space

_Role = Qt.ItemDataRole


class StartScreen(QWidget):
    """A calm first page: three ways in, and the workspaces of before."""

    new_wanted = Signal()
    open_wanted = Signal()
    sample_wanted = Signal()
    restore_wanted = Signal()
    recent_wanted = Signal(str)
    """Intent: open the workspace at this path."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing recent yet."""
        super().__init__(parent)
        self.setObjectName("startScreen")
        roles = {
            int(_Role.DecorationRole): _icon,
            int(_Role.ToolTipRole): _tip,
            int(_Role.AccessibleTextRole): _spoken,
        }
        self._rows: RowsModel[RecentRow] = RowsModel(_line, self, roles=roles, usable=_is_there)
        self._waiting = label("", "secondary")
        self._waiting.setObjectName("startWaiting")
        self._choices = QWidget()
        self._build()
        self.show_waiting("")

    def _build(self) -> None:
        side = measure("control", "icon_large") + space("l")
        mark = icons.Glyph("persona-studio", side)
        words = label(
            _("Storyboards with virtual influencers, on your own computer."), "secondary", wrap=True
        )
        head = column(
            row(mark, None), space("s"), label("Persona Studio", "headline"), words, gap="xs"
        )
        self._choices.setLayout(self._choices_column())
        body = column(head, space("l"), self._waiting, self._choices, gap="s")
        middle = QWidget()
        middle.setMinimumWidth(measure("control", "text_column") * 3 // 4)
        body.setContentsMargins(0, 0, 0, 0)
        middle.setLayout(body)
        box = column(None, row(None, middle, None), margin="xl")
        box.addStretch(2)
        self.setLayout(box)

    def _choices_column(self) -> QVBoxLayout:
        new = button(_("&New workspace…"), "startNew", "primary", "file-new")
        new.clicked.connect(self.new_wanted)
        other = button(_("&Open…"), "startOpen", "", "folder-open")
        other.clicked.connect(self.open_wanted)
        sample = button(_("Open the sa&mple"), "startSample", "quiet", "sample")
        sample.clicked.connect(self.sample_wanted)
        restore = button(_("&Restore from a backup…"), "startRestore", "link")
        restore.clicked.connect(self.restore_wanted)
        self._list = QListView()
        self._list.setObjectName("startRecent")
        self._list.setAccessibleName(_("Recent workspaces"))
        self._list.setModel(self._rows)
        icon = measure("control", "icon")
        self._list.setIconSize(QSize(icon, icon))
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.activated.connect(self._say_recent)
        self._list.clicked.connect(self._say_recent)
        self._heading = label(_("Recent"), "field")
        self._heading.setBuddy(self._list)
        made = column(
            row(new, other, sample, None),
            space("l"),
            self._heading,
            self._list,
            row(restore, None),
            gap="s",
        )
        made.setContentsMargins(0, 0, 0, 0)
        return made

    def show_recent(self, rows: Sequence[RecentRow]) -> None:
        """Show the workspaces of before; the missing ones are grey."""
        self._rows.show(rows)
        self._heading.setVisible(bool(rows))
        self._list.setVisible(bool(rows))
        line = self._list.sizeHintForRow(0) if rows else 0
        self._list.setFixedHeight(line * min(len(rows), 8) + 2 * space("xs"))

    def show_waiting(self, sentence: str) -> None:
        """Show what is going on instead of the choices; an empty sentence brings them back."""
        self._waiting.setText(sentence)
        self._waiting.setVisible(bool(sentence))
        self._choices.setVisible(not sentence)

    def _say_recent(self, index: QModelIndex) -> None:
        self.recent_wanted.emit(str(index.data(ID_ROLE)))


def _line(row: RecentRow) -> str:
    return _("{name}  ·  {folder}").format(name=row.name, folder=row.folder)


def _icon(row: RecentRow) -> QIcon:
    return icons.icon("warning" if row.missing else "file")


def _tip(row: RecentRow) -> str:
    if row.missing:
        return _("{path} (not there any more)").format(path=row.id)
    return row.id


def _spoken(row: RecentRow) -> str:
    return f"{row.name}, {_tip(row)}"


def _is_there(row: RecentRow) -> bool:
    return not row.missing

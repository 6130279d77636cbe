"""The history beside the page: who did what and when, and the way back to any step of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QDateTime, QLocale, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView, QStackedLayout, QWidget

from studio.app.history_lines import LineDelegate
from studio.kernel import clock
from studio.kernel.i18n import _
from studio.ui.forms import ChoiceField
from studio.ui.layout import button, column, label, row
from studio.ui.rows_model import ID_ROLE, ROW_ROLE, RowsModel

ALL, SELECTED = "all", "selected"


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step as the list shows it."""

    id: str
    what: str
    who_when: str
    undone: bool
    barrier: bool
    current: bool
    """The workspace is as this step left it."""
    reachable: bool
    """The workspace can be taken back to it."""


class HistoryPanel(QWidget):
    """Lists the steps, of the workspace or of what is selected on the page."""

    back_wanted = Signal(str)
    """Intent: undo everything after this step."""
    scope_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setObjectName("historyPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        roles = {int(Qt.ItemDataRole.AccessibleTextRole): _spoken}
        self._rows: RowsModel[StepLine] = RowsModel(lambda line: line.what, self, roles=roles)
        self._build()

    def _build(self) -> None:
        self.scope = ChoiceField("historyScope", _("History of"))
        self.scope.show_options([(ALL, _("Whole workspace"))])
        self.scope.chosen.connect(self.scope_changed)
        self._list = QListView()
        self._list.setObjectName("historyList")
        self._list.setAccessibleName(_("History"))
        self._list.setModel(self._rows)
        self._list.setItemDelegate(LineDelegate(self._list))
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.selectionModel().currentChanged.connect(self._follow)
        self._list.activated.connect(self._go_back)
        nothing = label(_("Nothing has been changed yet."), "secondary", wrap=True)
        nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._pile = QStackedLayout()
        self._pile.addWidget(self._list)
        self._pile.addWidget(nothing)
        self._back = button(_("Undo up to &here"), "historyBack", "", "undo")
        self._back.setToolTip(_("Takes back every step above the chosen one; redo brings them"))
        self._back.clicked.connect(self._go_back)
        box = column(self.scope, self._pile, row(self._back, None), margin="s")
        box.setStretch(1, 1)
        self.setLayout(box)
        self._follow()

    def show_scope(self, selected: str) -> None:
        """Offer the history of what is selected, by its name; none when it is empty."""
        options = [(ALL, _("Whole workspace"))]
        if selected:
            options.append((SELECTED, selected))
        was = self.scope.currentData()
        self.scope.show_options(options)
        if self.scope.currentData() is None or (was == SELECTED and not selected):
            self.scope.show_choice(ALL)

    @property
    def only_selected(self) -> bool:
        """Tell whether only the history of what is selected is wanted."""
        return bool(self.scope.currentData() == SELECTED)

    def show_steps(self, lines: Sequence[StepLine]) -> None:
        """Show the steps, the newest first."""
        self._rows.show(lines)
        self._pile.setCurrentIndex(0 if lines else 1)
        self._follow()

    def _chosen(self) -> StepLine | None:
        index = self._list.currentIndex()
        line = index.data(ROW_ROLE) if index.isValid() else None
        return line if isinstance(line, StepLine) else None

    def _follow(self, _now: QModelIndex | None = None, _was: QModelIndex | None = None) -> None:
        line = self._chosen()
        self._back.setEnabled(line is not None and line.reachable and not line.current)

    def _go_back(self) -> None:
        index = self._list.currentIndex()
        if self._back.isEnabled():
            self.back_wanted.emit(str(index.data(ID_ROLE)))


def moment(ms: int) -> str:
    """Return when something was, as briefly as it can be understood today."""
    then = QDateTime.fromMSecsSinceEpoch(ms)
    today = QDateTime.fromMSecsSinceEpoch(clock.now_ms()).date()
    time = QLocale().toString(then.time(), QLocale.FormatType.ShortFormat)
    if then.date() == today:
        return time
    if then.date() == today.addDays(-1):
        return _("Yesterday, {time}").format(time=time)
    day = QLocale().toString(then.date(), QLocale.FormatType.ShortFormat)
    return _("{day}, {time}").format(day=day, time=time)


def _spoken(line: StepLine) -> str:
    state = _("undone") if line.undone else _("the state of now") if line.current else ""
    return ". ".join(part for part in (line.what, line.who_when, state) if part)

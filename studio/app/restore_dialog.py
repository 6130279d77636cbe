"""Going back to a backup: which workspace, which moment; needs no workspace to be open."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QModelIndex, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractItemView, QDialog, QListView, QStackedLayout, QWidget

from studio.app.history_panel import moment
from studio.kernel import paths
from studio.kernel.i18n import _
from studio.ui import icons
from studio.ui.beside import beside
from studio.ui.layout import button, column, label, row
from studio.ui.rows_model import ID_ROLE, RowsModel
from studio.ui.theme import measure, space

if TYPE_CHECKING:
    from studio.store.backups.points import Point


@dataclass(frozen=True, slots=True)
class WorkspaceLine:
    """A workspace of which there are backups; the id is its document."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class PointLine:
    """A moment that can be gone back to; the id is the snapshot's path."""

    id: str
    text: str
    damaged: bool


class RestoreDialog(QDialog):
    """Lists the workspaces that were backed up, and the moments of the chosen one."""

    restore_wanted = Signal(object)
    """Intent: make a workspace of this Point."""

    def __init__(self, document: str, parent: QWidget) -> None:
        """Read the backups beside the window; `document` is chosen first if it has any."""
        super().__init__(parent)
        self.setObjectName("restoreDialog")
        self.setWindowTitle(_("Restore from a backup"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._wanted = document
        self._points: dict[str, list[Point]] = {}
        self._documents: RowsModel[WorkspaceLine] = RowsModel(lambda line: line.name, self)
        roles = {int(Qt.ItemDataRole.DecorationRole): _icon}
        self._moments: RowsModel[PointLine] = RowsModel(
            lambda line: line.text, self, roles=roles, usable=lambda line: not line.damaged
        )
        self._build()
        self.resize(measure("control", "text_column") * 3 // 2, measure("control", "text_column"))
        beside(_read, self._show)

    def _build(self) -> None:
        self._which = _list("restoreWorkspaces", _("Workspaces"), self._documents)
        self._when = _list("restoreMoments", _("Moments"), self._moments)
        self._which.selectionModel().currentChanged.connect(self._show_moments)
        self._when.selectionModel().currentChanged.connect(self._follow)
        self._when.activated.connect(self._say)
        self._note = label(_("Looking for backups…"), "secondary", wrap=True)
        self._note.setObjectName("restoreNote")
        self._note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._pile = QStackedLayout()
        self._pile.addWidget(self._note)
        self._pile.addWidget(self._lists())
        words = label(
            _("A backup becomes a workspace of its own; what you have now stays as it is."),
            "secondary",
            wrap=True,
        )
        self._restore = button(_("&Restore…"), "restoreButton", "primary")
        self._restore.clicked.connect(self._say)
        cancel = button(_("&Cancel"), "restoreCancel")
        cancel.clicked.connect(self.reject)
        box = column(
            label(_("Restore from a backup"), "title"),
            words,
            space("s"),
            self._pile,
            row(None, cancel, self._restore),
            margin="l",
        )
        box.setStretch(3, 1)
        self.setLayout(box)
        self._follow()

    def _lists(self) -> QWidget:
        lists = row(
            column(label(_("Workspace"), "field"), self._which, gap="xs"),
            column(label(_("As it was"), "field"), self._when, gap="xs"),
            gap="l",
        )
        lists.setStretch(0, 2)
        lists.setStretch(1, 3)
        page = QWidget()
        lists.setContentsMargins(0, 0, 0, 0)
        page.setLayout(lists)
        return page

    def _show(self, points: "list[Point] | None") -> None:
        found = points or []
        self._points = {
            document: list(group) for document, group in groupby(found, lambda p: p.document)
        }
        if not found:
            self._note.setText(
                _("There are no backups yet. They are made every ten minutes as you work.")
            )
            return
        lines = [WorkspaceLine(key, _name(group)) for key, group in self._points.items()]
        with QSignalBlocker(self._which.selectionModel()):
            self._documents.show(lines)
        self._pile.setCurrentIndex(1)
        first = self._wanted if self._wanted in self._points else lines[0].id
        self._which.setCurrentIndex(self._documents.index_of(first))
        self._show_moments()
        self._when.setFocus()

    def _show_moments(self) -> None:
        points = self._points.get(str(self._which.currentIndex().data(ID_ROLE)), [])
        self._moments.show([_point_line(point) for point in points])
        sound = next((str(point.path) for point in points if not point.damaged), "")
        self._when.setCurrentIndex(self._moments.index_of(sound))
        self._follow()

    def _chosen(self) -> "Point | None":
        path = self._when.currentIndex().data(ID_ROLE)
        for points in self._points.values():
            for point in points:
                if str(point.path) == path and not point.damaged:
                    return point
        return None

    def _follow(self, _now: QModelIndex | None = None, _was: QModelIndex | None = None) -> None:
        self._restore.setEnabled(self._chosen() is not None)

    def _say(self) -> None:
        point = self._chosen()
        if point is not None:
            self.restore_wanted.emit(point)


def _list(
    name: str, spoken: str, model: RowsModel[WorkspaceLine] | RowsModel[PointLine]
) -> QListView:
    made = QListView()
    made.setObjectName(name)
    made.setAccessibleName(spoken)
    made.setModel(model)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    icon = measure("control", "icon")
    made.setIconSize(QSize(icon, icon))
    return made


def _read() -> "list[Point]":
    from studio.store.backups.points import restore_points

    return restore_points(paths.backups())


def _name(points: "Sequence[Point]") -> str:
    return next((point.name for point in points if point.name), _("Unknown workspace"))


def _point_line(point: "Point") -> PointLine:
    from studio.store.backups.backup import REASONS

    if point.damaged:
        sentence = _("{when} · damaged").format(when=moment(point.at_ms))
        return PointLine(str(point.path), sentence, damaged=True)
    size = QLocale().formattedDataSize(point.size)
    sentence = _("{when} · {why} · {size}")
    why = _(REASONS[point.reason]) if point.reason in REASONS else point.reason
    sentence = sentence.format(when=moment(point.at_ms), why=why, size=size)
    return PointLine(str(point.path), sentence, damaged=False)


def _icon(line: PointLine) -> QIcon:
    return icons.icon("warning" if line.damaged else "success")

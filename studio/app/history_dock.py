"""The place of the history at the window's right side: keeps it fresh while it is seen."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDockWidget, QToolButton, QWidget

from studio.app.history_panel import HistoryPanel, StepLine, moment
from studio.kernel.i18n import _
from studio.ui import icons
from studio.ui.layout import label, row
from studio.ui.page import Subject
from studio.ui.text_fields import commit_pending
from studio.ui.theme import space

if TYPE_CHECKING:
    from sqlmodel import Session

    from studio.store.log import LogRow
    from studio.ui.context import Context
    from studio.ui.page import Page


class HistoryDock(QDockWidget):
    """Shows the open workspace's history, or that of what the shown page has selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin closed, without a workspace."""
        super().__init__(_("History"), parent)
        self.setObjectName("historyDock")
        self.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        self.setTitleBarWidget(self._title_bar())
        self.setAllowedAreas(Qt.DockWidgetArea.RightDockWidgetArea)
        self._context: Context | None = None
        self._page: Page | None = None
        self.panel = HistoryPanel()
        self.panel.scope_changed.connect(self.refresh)
        self.panel.back_wanted.connect(self._go_back)
        self.setWidget(self.panel)
        self.hide()

    def _title_bar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("dockTitle")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        close = QToolButton()
        close.setObjectName("historyClose")
        close.setIcon(icons.icon("close"))
        close.setToolTip(_("Close the history"))
        close.setAccessibleName(close.toolTip())
        close.clicked.connect(self.hide)
        line = row(label(_("History"), "strong"), None, close)
        line.setContentsMargins(space("m"), space("xs"), space("s"), space("xs"))
        bar.setLayout(line)
        return bar

    def use(self, context: "Context | None") -> None:
        """Follow an open workspace; None when there is none."""
        self._context = context
        self._page = None
        if context is not None:
            context.bridge.changed.connect(self.refresh)
        self.refresh()

    def follow(self, page: "Page | None") -> None:
        """Offer the history of what this page has selected."""
        if self._page is not None and self._page is not page:
            self._page.actions_changed.disconnect(self.refresh)
        if page is not None and page is not self._page:
            page.actions_changed.connect(self.refresh)
        self._page = page
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while it was closed."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Ask again, when anybody looks."""
        if not self.isVisible():
            return
        subject = self._page.subject() if self._page is not None else None
        self.panel.show_scope(subject.name if subject is not None else "")
        lines: list[StepLine] = []
        if self._context is not None:
            only = subject if self.panel.only_selected else None
            with self._context.messages.guard(), self._context.store.read() as session:
                lines = _lines(self._context, session, only)
        self.panel.show_steps(lines)

    def _go_back(self, step: str) -> None:
        from studio.store import log

        if self._context is None:
            return
        commit_pending(self.window())
        title = _("Undo up to here")
        self._context.jobs.start(title, partial(log.undo_until, self._context.store, step, title))


def _lines(context: "Context", session: "Session", subject: Subject | None) -> list[StepLine]:
    from studio.store import log

    ids: set[str] = set()
    if subject is not None:
        from studio.store.references import references

        for one in subject.ids:
            ids.add(one)
            for found in references(session, subject.table, one):
                ids.update(found.ids if found.role == "part" else ())
    rows = log.steps(context.store, session, of=frozenset(ids))
    now = next((row.id for row in rows if row.reachable), "") if subject is None else ""
    return [_line(row, now) for row in rows]


def _line(row: "LogRow", now: str) -> StepLine:
    when = moment(row.at_ms)
    who_when = _("{who} · {when}").format(who=row.actor, when=when) if row.actor else when
    return StepLine(
        id=row.id,
        what=_(row.label),
        who_when=who_when,
        undone=row.undone,
        barrier=row.kind == "barrier",
        current=row.id == now,
        reachable=row.reachable,
    )

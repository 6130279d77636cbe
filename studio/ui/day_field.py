"""A calendar day, typed as 2031-05-04 or chosen from a calendar."""

from PySide6.QtCore import QDate, QLocale, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QWidget, QWidgetAction

from studio.kernel import clock
from studio.kernel.i18n import _
from studio.ui import icons
from studio.ui.text_fields import LineField

_LONGEST = 40
"""Characters: a day and what may stand around it when it is pasted."""


class DayField(LineField):
    """A line that holds a day or nothing; Down or the button opens a calendar."""

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        """`name` is the object name, `label` what it is called."""
        super().__init__(name, label, parent=parent)
        self.setMaxLength(_LONGEST)
        self.setPlaceholderText(_("Year-month-day"))
        action = QAction(icons.icon("calendar"), _("Choose from a calendar"), self)
        action.setShortcut("Alt+Down")
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(self._open)
        self.addAction(action, QLineEdit.ActionPosition.TrailingPosition)

    def _open(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget()
        calendar.setAccessibleName(self.accessibleName())
        calendar.setFirstDayOfWeek(QLocale().firstDayOfWeek())
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setSelectedDate(self._day())
        calendar.activated.connect(self._choose)
        calendar.clicked.connect(self._choose)
        calendar.activated.connect(menu.close)
        calendar.clicked.connect(menu.close)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        calendar.setFocus()

    def _day(self) -> QDate:
        typed = QDate.fromString(self.text(), Qt.DateFormat.ISODate)
        if typed.isValid():
            return typed
        today = clock.now().date()
        return QDate(today.year, today.month, today.day)

    def _choose(self, day: QDate) -> None:
        self.setFocus()
        self.put(day.toString(Qt.DateFormat.ISODate))
        self.textEdited.emit(self.text())
        self.commit()

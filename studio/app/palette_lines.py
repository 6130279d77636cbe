"""Paints the lines of the command palette: headings, objects on two lines, actions on one."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studio.app.palette_entries import Entry, Ranges
from studio.ui import icons
from studio.ui.rows_model import ROW_ROLE
from studio.ui.theme import measure, space, type_size

_Role = QPalette.ColorRole
_Index = QModelIndex | QPersistentModelIndex
_HOVERED = 110


class EntryDelegate(QStyledItemDelegate):
    """An icon, the title with what matches in bold, and what it is below or its keys beside."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return room for the lines of the entry."""
        entry: Entry = index.data(ROW_ROLE)
        line = QFontMetrics(option.font).height()
        if entry.kind == "heading":
            return QSize(120, QFontMetrics(_small(option.font)).height() + space("m"))
        if entry.kind == "object":
            return QSize(120, line + QFontMetrics(_small(option.font)).height() + space("m"))
        return QSize(120, max(line, measure("control", "icon")) + space("m"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one line."""
        entry: Entry = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = option.rect.adjusted(space("m"), 0, -space("m"), 0)
        if entry.kind == "heading":
            _heading(painter, option, inside.adjusted(0, space("xs"), 0, 0), entry.title)
        else:
            _background(painter, option, usable=entry.usable)
            self._entry(painter, option, inside, entry)
        painter.restore()

    @staticmethod
    def _entry(
        painter: QPainter, option: QStyleOptionViewItem, inside: QRect, entry: Entry
    ) -> None:
        side = measure("control", "icon")
        group = QPalette.ColorGroup.Normal if entry.usable else QPalette.ColorGroup.Disabled
        strong = option.palette.color(group, _Role.Text)
        muted = _muted() if entry.usable else strong
        if entry.icon:
            mode = QIcon.Mode.Normal if entry.usable else QIcon.Mode.Disabled
            box = QRect(inside.x(), inside.center().y() - side // 2 + 1, side, side)
            icons.icon(entry.icon).paint(painter, box, mode=mode)
        words = inside.adjusted(side + space("m"), 0, 0, 0)
        if entry.keys:
            words.setRight(_keys(painter, words, entry.keys, _small(option.font), muted))
        marked = option.palette.color(_Role.Accent) if entry.usable else strong
        line = QFontMetrics(option.font).height()
        small = _small(option.font)
        below = QFontMetrics(small).height() if entry.kind == "object" else 0
        top = words.y() + (words.height() - line - below) // 2
        upper = QRect(words.x(), top, words.width(), line)
        _marked(painter, upper, (entry.title, entry.ranges), option.font, (strong, marked))
        if below:
            lower = QRect(words.x(), top + line, words.width(), below)
            _marked(painter, lower, (entry.detail, entry.detail_ranges), small, (muted, marked))


def _background(painter: QPainter, option: QStyleOptionViewItem, *, usable: bool) -> None:
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    if selected or (hovered and usable):
        fill = option.palette.color(_Role.Highlight)
        fill.setAlpha(255 if selected else _HOVERED)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        radius = measure("radius", "m")
        painter.drawRoundedRect(option.rect.adjusted(2, 1, -2, -1), radius, radius)


def _heading(painter: QPainter, option: QStyleOptionViewItem, box: QRect, title: str) -> None:
    font = _small(option.font)
    font.setWeight(QFont.Weight.Bold)
    painter.setFont(font)
    painter.setPen(_muted())
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), title)


def _keys(painter: QPainter, box: QRect, keys: str, font: QFont, colour: QColor) -> int:
    """Paint the keys at the right end and return where the words before them end."""
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), keys)
    return box.right() - QFontMetrics(font).horizontalAdvance(keys) - space("m")


def _marked(
    painter: QPainter,
    box: QRect,
    words: tuple[str, Ranges],
    font: QFont,
    colours: tuple[QColor, QColor],
) -> None:
    """Paint one line of words, what matches in bold and in its own colour."""
    text, ranges = words
    layout, width = _laid_out(text, ranges, font, colours[1])
    if width > box.width():
        bold = QFont(font)
        bold.setWeight(QFont.Weight.Bold)
        short = QFontMetrics(bold).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        kept = [(first, min(end, len(short) - 1)) for first, end in ranges if first < len(short)]
        layout, width = _laid_out(short, [one for one in kept if one[0] < one[1]], font, colours[1])
    painter.setPen(colours[0])
    # Letters of another typeface may reach higher: they stand on the same base line.
    raised = layout.lineAt(0).ascent() - QFontMetrics(font).ascent() if layout.lineCount() else 0
    layout.draw(painter, QPointF(box.x(), box.y() - raised))


def _laid_out(
    text: str, ranges: Sequence[tuple[int, int]], font: QFont, colour: QColor
) -> tuple[QTextLayout, float]:
    """Return the words as one line from the left, and how wide it is."""
    layout = QTextLayout(text, font)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.setFormats([_format(text, first, end, colour) for first, end in ranges])
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return layout, line.naturalTextWidth() if line.isValid() else 0.0


def _format(text: str, first: int, end: int, colour: QColor) -> QTextLayout.FormatRange:
    """Return bold for a part of the text; Qt counts in units of UTF-16."""
    marked = QTextCharFormat()
    marked.setFontWeight(QFont.Weight.Bold)
    marked.setForeground(colour)
    made = QTextLayout.FormatRange()
    made.start = _units(text[:first])
    made.length = _units(text[first:end])
    made.format = marked
    return made


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _muted() -> QColor:
    """Return the theme's quiet colour: the style sheet gives lists a paler one."""
    return QGuiApplication.palette().color(_Role.PlaceholderText)


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPixelSize(type_size("small", font.pixelSize()))
    return made

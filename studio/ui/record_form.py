"""A form made from the fields of a record: it shows values and says what was filled in."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLocale, QSignalBlocker, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from studio.kernel import fields
from studio.kernel.fields import Field, Kind, Section, Values
from studio.kernel.i18n import _, language
from studio.kernel.text import LONGEST
from studio.ui.colour_field import ColourField
from studio.ui.day_field import DayField
from studio.ui.forms import ChoiceField, Labelled
from studio.ui.layout import column, label
from studio.ui.text_fields import LineField, TextField
from studio.ui.theme import space

Filled = LineField | TextField | ChoiceField | QCheckBox

_COLUMNS = 2


class RecordForm(QWidget):
    """Every field of some sections, two or three side by side; long texts take the whole width."""

    edited = Signal(str, object)
    """Intent: the field of this name is to hold this value."""

    def __init__(
        self,
        name: str,
        sections: Sequence[Section],
        *,
        headings: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """`name` begins the object names of the fields."""
        super().__init__(parent)
        self.setObjectName(name)
        self._fields: dict[str, tuple[Field, Filled]] = {}
        self.is_short = all(_is_short(section) for section in sections) and len(sections) == 1
        """Whether all fields stand side by side."""
        box = column(gap="m")
        for number, section in enumerate(sections):
            if headings:
                box.addSpacing(space("m") if number else 0)
                box.addWidget(label(_(section.name), "strong"))
            box.addLayout(self._grid(section))
        self.setLayout(box)

    def field(self, name: str) -> Filled:
        """Return the widget of a field; raise KeyError when there is none."""
        return self._fields[name][1]

    def show_links(self, name: str, options: Sequence[tuple[str, str]]) -> None:
        """Offer these ids with their names in a field of links, beside none."""
        field = self._fields[name][1]
        assert isinstance(field, ChoiceField)
        field.show_options([("", _("None")), *options])

    def show_values(self, values: Values) -> None:
        """Show what is stored, without announcing anything; typing in progress stays."""
        for name, (field, widget) in self._fields.items():
            value = values.get(name)
            if isinstance(widget, QCheckBox):
                with QSignalBlocker(widget):
                    widget.setChecked(bool(value))
            elif isinstance(widget, ChoiceField):
                widget.show_choice("" if value is None else str(value))
            else:
                widget.show_text(_shown(field, value))

    def _grid(self, section: Section) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(space("l"))
        grid.setVerticalSpacing(space("m"))
        columns = 3 if _is_short(section) else _COLUMNS
        place = 0
        for field in section.fields:
            made = self._made(field)
            self._fields[field.name] = (field, made)
            shown: QWidget = made if isinstance(made, QCheckBox) else Labelled(_(field.label), made)
            if field.wide or field.kind is Kind.BLOCK:
                place += -place % columns
                grid.addWidget(shown, place // columns, 0, 1, columns)
                place += columns
            else:
                grid.addWidget(shown, place // columns, place % columns)
                place += 1
        for number in range(columns):
            grid.setColumnStretch(number, 1)
        return grid

    def _made(self, field: Field) -> Filled:
        made = _MAKERS[field.kind](f"{self.objectName()}.{field.name}", field)
        signal = made.edited if isinstance(made, (LineField, TextField)) else None
        if signal is not None:
            signal.connect(lambda text: self.edited.emit(field.name, text))
        elif isinstance(made, ChoiceField):
            made.chosen.connect(lambda code: self.edited.emit(field.name, code))
        elif isinstance(made, QCheckBox):
            made.toggled.connect(lambda on: self.edited.emit(field.name, int(on)))
        return made


def _is_short(section: Section) -> bool:
    """Tell whether the section is three fields that fit side by side."""
    wide = any(field.wide or field.kind is Kind.BLOCK for field in section.fields)
    return len(section.fields) == 3 and not wide


def _shown(field: Field, value: str | int | None) -> str:
    if value is None or (value == 0 and not field.least):
        return ""
    if field.kind is Kind.DECIMAL and isinstance(value, int):
        shown = fields.decimal_text(value, field.digits)
        return shown.replace(".", ",") if language() == "it" else shown
    return str(value)


def _line(name: str, field: Field) -> LineField:
    made = LineField(name, _(field.label))
    made.setPlaceholderText(_(field.hint) if field.hint else "")
    return made


def _block(name: str, field: Field) -> TextField:
    made = TextField(name, _(field.label), limit=LONGEST, lines=(3, 14))
    made.setPlaceholderText(_(field.hint) if field.hint else "")
    return made


def _number(name: str, field: Field) -> LineField:
    made = _line(name, field)
    digits = QIntValidator(0, field.most, made)
    plain = QLocale.c()
    plain.setNumberOptions(QLocale.NumberOption.RejectGroupSeparator)
    digits.setLocale(plain)  # the column reads digits, not the dots and commas between them
    made.setValidator(digits)
    return made


def _choice(name: str, field: Field) -> ChoiceField:
    made = ChoiceField(name, _(field.label))
    made.show_options([(choice.code, _(choice.name)) for choice in field.choices])
    return made


def _link(name: str, field: Field) -> ChoiceField:
    return ChoiceField(name, _(field.label))


def _day(name: str, field: Field) -> DayField:
    return DayField(name, _(field.label))


def _colour(name: str, field: Field) -> ColourField:
    return ColourField(name, _(field.label))


def _switch(name: str, field: Field) -> QCheckBox:
    made = QCheckBox(_(field.label))
    made.setObjectName(name)
    return made


_MAKERS: dict[Kind, Callable[[str, Field], Filled]] = {
    Kind.LINE: _line,
    Kind.BLOCK: _block,
    Kind.NUMBER: _number,
    Kind.CHOICE: _choice,
    Kind.DAY: _day,
    Kind.SWITCH: _switch,
    Kind.COLOUR: _colour,
    Kind.DECIMAL: _line,
    Kind.LINK: _link,
}

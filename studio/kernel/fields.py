"""Plain fields of a record, said once: what they are called and what they may hold.

Forms, ops and importers read the same list, so that all of them know the same limits.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from studio.kernel import text
from studio.kernel.colour import parse_hex, to_hex
from studio.kernel.errors import Refused
from studio.kernel.i18n import _

LONGEST_LINE = 200

Values = Mapping[str, str | int | None]
"""What a record holds, by the names of its fields."""


class Kind(Enum):
    """What a field holds, and so how it is edited."""

    LINE = "line"
    BLOCK = "block"
    CHOICE = "choice"
    NUMBER = "number"
    DAY = "day"
    """A calendar day as '2026-11-24', or empty."""
    SWITCH = "switch"
    """0 or 1."""
    COLOUR = "colour"
    """As '#e76f51'."""
    DECIMAL = "decimal"
    """A whole number of small units, typed with a point: 2500 ms as '2.5', 120050 cents."""
    LINK = "link"
    """The id of another row, or None; what can be chosen is asked when the form is shown."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the codes a field may hold, and what it is called (English, marked)."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column that a person fills in."""

    name: str
    """Of the column."""
    label: str
    """What people call it (English, marked)."""
    kind: Kind = Kind.LINE
    needed: str = ""
    """Why it may not be empty, as a sentence (English, marked); empty where it may."""
    hint: str = ""
    """An example, shown while the field is empty (English, marked)."""
    choices: tuple[Choice, ...] = ()
    wide: bool = False
    """Whether a line takes the whole width of a form; blocks always do."""
    least: int = 0
    most: int = 0
    """Of a number, in the units of the column; both included."""
    digits: int = 0
    """Of a decimal: how many stand after the point."""

    @property
    def is_typed(self) -> bool:
        """Tell whether it grows letter by letter, so that its edits are one step."""
        return self.kind in (Kind.LINE, Kind.BLOCK)


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong together, under a heading (English, marked)."""

    name: str
    fields: tuple[Field, ...]


def find(sections: Iterable[Section], name: str) -> Field:
    """Return the field of that name; raise KeyError when there is none."""
    for section in sections:
        for field in section.fields:
            if field.name == name:
                return field
    raise KeyError(name)


def clean(field: Field, value: str | int) -> str | int | None:
    """Return a value as the column holds it; raise Refused with what the field may hold."""
    if field.kind is Kind.NUMBER:
        return _number(field, value, field.least, field.most)
    if field.kind is Kind.LINK:
        return str(value) if value else None
    if field.kind is Kind.DECIMAL:
        return _decimal(field, value)
    if field.kind is Kind.SWITCH:
        return _number(field, value, 0, 1)
    if field.kind is Kind.CHOICE:
        return _choice(field, str(value))
    cleaned = _CLEANED[field.kind](str(value))
    if field.needed and not cleaned:
        raise Refused(_(field.needed))
    return cleaned


def _number(field: Field, value: str | int, least: int, most: int) -> int:
    try:
        number = int((value.strip() or "0") if isinstance(value, str) else value)
    except ValueError:
        number = least - 1
    if not least <= number <= most:
        sentence = _("“{field}” is a whole number from {least} to {most}.")
        raise Refused(sentence.format(field=_(field.label), least=least, most=most)) from None
    return number


def _decimal(field: Field, value: str | int) -> int:
    """Read '2.5' or '2,5'; a whole number given as such is in small units already."""
    number = value if isinstance(value, int) else _small_units(str(value), field.digits)
    if number is None or not field.least <= number <= field.most:
        sentence = _("“{field}” is a number from {least} to {most}.")
        least, most = (decimal_text(limit, field.digits) for limit in (field.least, field.most))
        raise Refused(sentence.format(field=_(field.label), least=least, most=most))
    return number


def _small_units(typed: str, digits: int) -> int | None:
    plain = "".join(typed.split()).replace(",", ".") or "0"
    # No more decimals than there are: "1,200" of a price may be meant as twelve hundred.
    found = re.fullmatch(rf"([+-]?)(\d{{1,15}}|(?=\.\d))(?:\.(\d{{0,{digits}}}))?", plain)
    if found is None:
        return None
    sign, whole, part = found.groups(default="")
    return int(f"{sign}0{whole}{part:0<{digits}}")


def decimal_text(number: int, digits: int) -> str:
    """Return a number of small units with a point: 2500 with three digits is '2.5'."""
    return f"{Decimal(number).scaleb(-digits).normalize():f}"


def _choice(field: Field, code: str) -> str:
    if code not in {choice.code for choice in field.choices}:
        sentence = _("“{code}” is none of the choices of “{field}”.")
        raise Refused(sentence.format(code=text.clean_line(code), field=_(field.label)))
    return code


def _line(value: str) -> str:
    cleaned = text.clean_line(value)
    if len(cleaned) > LONGEST_LINE:
        raise Refused(_("This has at most {n} characters.").format(n=LONGEST_LINE))
    return cleaned


def _block(value: str) -> str:
    cleaned = text.clean_block(value)
    if len(cleaned) > text.LONGEST:
        sentence = _("This text has {n} characters; a field holds {most}. Shorten it.")
        raise Refused(sentence.format(n=len(cleaned), most=text.LONGEST))
    return cleaned


def _day(value: str) -> str:
    cleaned = text.clean_line(value)
    if not cleaned:
        return ""
    try:
        return date.fromisoformat(cleaned).isoformat()
    except ValueError:
        sentence = _("“{day}” is not a day. Write it as 2031-05-04.")
        raise Refused(sentence.format(day=cleaned)) from None


def _colour(value: str) -> str:
    return to_hex(parse_hex(value))


_CLEANED = {Kind.LINE: _line, Kind.BLOCK: _block, Kind.DAY: _day, Kind.COLOUR: _colour}

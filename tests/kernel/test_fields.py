"""Plain fields: a value is as the column holds it, or refused with what the field may hold."""

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from studio.kernel import i18n, text
from studio.kernel.errors import Refused
from studio.kernel.fields import (
    LONGEST_LINE,
    Choice,
    Field,
    Kind,
    Section,
    clean,
    decimal_text,
    find,
)

NEEDED = "A talent needs a name. Type one and try again."
LINE = Field(name="home", label="Home")
NAME = Field(name="name", label="Name", needed=NEEDED)
BLOCK = Field(name="story", label="Story", kind=Kind.BLOCK)
CHOICE = Field(
    name="kind",
    label="Kind",
    kind=Kind.CHOICE,
    choices=(Choice("persona", "Virtual persona"), Choice("human", "Human creator")),
)
AGE = Field(name="age", label="Age as told", kind=Kind.NUMBER, most=120)
PACE = Field(name="pace", label="Words per minute", kind=Kind.NUMBER, least=60, most=300)
DAY = Field(name="ends_on", label="Until", kind=Kind.DAY)
SWITCH = Field(name="discloses", label="The profile says it is virtual", kind=Kind.SWITCH)
COLOUR = Field(name="value", label="Colour", kind=Kind.COLOUR)
LENGTH = Field(name="least_ms", label="Seconds on screen", kind=Kind.DECIMAL, most=60_000, digits=3)
PRICE = Field(name="fee", label="Fee", kind=Kind.DECIMAL, least=-500, most=10**9, digits=2)
LINK = Field(name="brand_id", label="Brand", kind=Kind.LINK)
FIELDS = (LINE, NAME, BLOCK, CHOICE, AGE, PACE, DAY, SWITCH, COLOUR, LENGTH, PRICE, LINK)
NUMBERS = (AGE, PACE, SWITCH, LENGTH, PRICE)

ANY = (
    st.text(st.characters(exclude_categories=()))
    | st.text(st.sampled_from("0123456789-+_.,:# \t\n\0\u2028\u200b\u0301e٣²\ud800"))
    | st.dates().map(str)
    | st.integers().map(str)
    | st.sampled_from(["persona", "human", "#e76f51", "E76F51", "#abc", "2,5", "-.5", "1e9", "nan"])
)


def refusal(field: Field, value: str | int) -> str:
    with pytest.raises(Refused) as refused:
        clean(field, value)
    return str(refused.value)


def fits(field: Field, value: str | int | None) -> bool:
    """Tell whether a column of this field may hold the value, by other means than `clean`."""
    if field.kind in (Kind.NUMBER, Kind.DECIMAL):
        return isinstance(value, int) and value in range(field.least, field.most + 1)
    if field.kind is Kind.SWITCH:
        return value in (0, 1)
    if field.kind is Kind.CHOICE:
        return value in ("persona", "human")
    if field.kind is Kind.LINK:
        return value is None or bool(value)
    assert isinstance(value, str)
    if field.kind is Kind.DAY:
        return value == "" or date.fromisoformat(value).isoformat() == value
    if field.kind is Kind.COLOUR:
        return re.fullmatch("#[0-9a-f]{6}", value) is not None
    value.encode("utf-8")
    if field.kind is Kind.BLOCK:
        return value == value.strip() and len(value) <= text.LONGEST
    return value == " ".join(value.split()) and bool(value or not field.needed) and len(value) < 201


def test_every_kind_of_field_is_tested_here() -> None:
    assert {field.kind for field in FIELDS} == set(Kind)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
@given(typed=ANY)
@example(typed="")
@example(typed="9" * 5000)
@example(typed="1e999990")
@example(typed="1e999999")
@example(typed="x" * (text.LONGEST + 1))
def test_any_text_becomes_what_the_column_holds_or_is_refused(field: Field, typed: str) -> None:
    try:
        cleaned = clean(field, typed)
    except Refused:
        return
    assert fits(field, cleaned)
    assert clean(field, "" if cleaned is None else cleaned) == cleaned


@pytest.mark.parametrize("field", NUMBERS, ids=lambda field: field.name)
@given(number=st.integers())
def test_any_number_is_kept_or_refused(field: Field, number: int) -> None:
    try:
        cleaned = clean(field, number)
    except Refused:
        assert not fits(field, number)
        return
    assert fits(field, cleaned)
    assert clean(field, "" if cleaned is None else cleaned) == cleaned


@pytest.mark.parametrize(
    ("field", "typed", "held"),
    [
        (LINE, "  Milan,\n\tItaly\x00 ", "Milan, Italy"),
        (LINE, "", ""),
        (LINE, "x" * LONGEST_LINE, "x" * LONGEST_LINE),
        (LINE, " " * 500 + "x", "x"),
        (NAME, " Zoe\u0308 ", "Zoë"),
        (BLOCK, "\n one\r\n\r\n two \n", "one\n\n two"),
        (BLOCK, "", ""),
        (BLOCK, "x" * text.LONGEST, "x" * text.LONGEST),
        (CHOICE, "human", "human"),
        (AGE, " 24 ", 24),
        (AGE, "", 0),
        (AGE, 0, 0),
        (AGE, 120, 120),
        (PACE, "60", 60),
        (PACE, 300, 300),
        (DAY, "", ""),
        (DAY, " 2028-02-29\n", "2028-02-29"),
        (DAY, "20280229", "2028-02-29"),
        (SWITCH, 0, 0),
        (SWITCH, 1, 1),
        (SWITCH, "0", 0),
        (SWITCH, "1", 1),
        (SWITCH, "", 0),
        (SWITCH, False, 0),
        (SWITCH, True, 1),
        (COLOUR, " E76F51 ", "#e76f51"),
        (COLOUR, "#abc", "#aabbcc"),
        (LENGTH, "2,5", 2500),
        (LENGTH, " 2.125 ", 2125),
        (LENGTH, ".5", 500),
        (LENGTH, "7.", 7000),
        (PRICE, "12 000,50", 1_200_050),
        (PRICE, "-5", -500),
        (PRICE, "1200", 120_000),
        (PRICE, 1200, 1200),
        (LINK, "a1", "a1"),
        (LINK, "", None),
        (LENGTH, " ", 0),
        (LENGTH, 0, 0),
        (LENGTH, 60_000, 60_000),
    ],
)
def test_what_fits_is_held_in_one_form(
    field: Field, typed: str | int, held: str | int | None
) -> None:
    cleaned = clean(field, typed)
    assert (cleaned, type(cleaned)) == (held, type(held))


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (LINE, "x" * (LONGEST_LINE + 1), "This has at most 200 characters."),
        (
            BLOCK,
            "x" * (text.LONGEST + 1),
            "This text has 20001 characters; a field holds 20000. Shorten it.",
        ),
        *[(NAME, nothing, NEEDED) for nothing in ("", " \n", "\u200b", "\x00")],
        (CHOICE, "robot", "“robot” is none of the choices of “Kind”."),
        (CHOICE, "", "“” is none of the choices of “Kind”."),
        (CHOICE, "Human", "“Human” is none of the choices of “Kind”."),
        *[
            (AGE, wrong, "“Age as told” is a whole number from 0 to 120.")
            for wrong in (-1, 121, "young", "2.5", "1e2", "٣x", "9" * 5000)
        ],
        *[
            (PACE, wrong, "“Words per minute” is a whole number from 60 to 300.")
            for wrong in (59, 301, "", "fast")
        ],
        *[
            (DAY, wrong, f"“{wrong}” is not a day. Write it as 2031-05-04.")
            for wrong in ("2027-02-29", "4.5.2031", "tomorrow", "2031-05-04 noon", "0000-01-01")
        ],
        (COLOUR, "blue", "“blue” is not a colour. Write it like #E76F51."),
        (COLOUR, "", "“” is not a colour. Write it like #E76F51."),
        *[
            (LENGTH, wrong, "“Seconds on screen” is a number from 0 to 60.")
            for wrong in ("60.001", 60_001, -1, "long", "1:02", "2.5.1", ".", "1e1", "inf", "1_0")
        ],
        *[
            (PRICE, wrong, "“Fee” is a number from -5 to 10000000.")
            for wrong in ("1,200", "1.200,50", "1,234", "-5.01", "1e999990", "12 €")
        ],
    ],
)
def test_what_does_not_fit_is_refused_with_what_would(
    field: Field, typed: str | int, sentence: str
) -> None:
    assert refusal(field, typed) == sentence


@pytest.mark.parametrize("typed", [2, -1, "2", "no", "false", "on"])
def test_a_switch_is_on_or_off_and_nothing_else(typed: str | int) -> None:
    assert "from 0 to 1" in refusal(SWITCH, typed)


def test_a_refusal_speaks_the_language_of_the_window() -> None:
    i18n.use("it")
    assert refusal(NAME, "") == i18n._(NEEDED)
    assert refusal(NAME, "") != NEEDED


def test_a_field_is_found_by_its_name_in_any_section() -> None:
    sections = (Section("Identity", (NAME, AGE)), Section("Character", (BLOCK,)))
    assert find(sections, "age") is AGE
    assert find(sections, "story") is BLOCK
    with pytest.raises(KeyError):
        find(sections, "archived_ms")


def test_only_what_grows_letter_by_letter_is_typed() -> None:
    assert {field.kind for field in FIELDS if field.is_typed} == {Kind.LINE, Kind.BLOCK}


@given(number=st.integers(-500, 10**9))
def test_a_decimal_is_read_as_it_is_shown(number: int) -> None:
    shown = decimal_text(number, PRICE.digits)
    assert clean(PRICE, shown) == clean(PRICE, shown.replace(".", ",")) == number


@pytest.mark.parametrize(
    ("number", "digits", "shown"),
    [(2500, 3, "2.5"), (0, 3, "0"), (-5, 2, "-0.05"), (120_000, 2, "1200"), (7, 0, "7")],
)
def test_a_decimal_is_shown_without_idle_zeros(number: int, digits: int, shown: str) -> None:
    assert decimal_text(number, digits) == shown

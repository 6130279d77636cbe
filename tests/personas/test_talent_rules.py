"""The fields of talent: one for every column that people fill in, and columns for all of them."""

import pytest
from sqlmodel import SQLModel

from studio.kernel import fields
from studio.kernel.fields import Kind, Section
from studio.personas import rules
from studio.personas.model import Channel, Consent, Talent, Voice
from tests.personas.people import fields_of, told

FILLED_IN = [
    (Talent, rules.TALENT),
    (Channel, rules.CHANNEL),
    (Voice, rules.VOICE),
    (Consent, rules.CONSENT),
]
NOT_FILLED_IN = {"id", "rank", "talent_id", "archived_ms", "document_id"}
NUMBERS = {Kind.NUMBER, Kind.SWITCH}


@pytest.mark.parametrize(("model", "sections"), FILLED_IN)
def test_every_column_that_people_fill_in_is_a_field_once(
    model: type[SQLModel], sections: tuple[Section, ...]
) -> None:
    names = [field.name for field in fields_of(sections)]
    assert sorted(names) == sorted(set(model.model_fields) - NOT_FILLED_IN)


@pytest.mark.parametrize(("model", "sections"), FILLED_IN)
def test_a_column_holds_what_its_field_gives_and_a_new_row_is_well_filled_in(
    model: type[SQLModel], sections: tuple[Section, ...]
) -> None:
    row = model(name="Maya", talent_id="t", rank="V").model_dump()
    for field in fields_of(sections):
        assert isinstance(row[field.name], int) == (field.kind in NUMBERS), field.name
        assert fields.clean(field, row[field.name]) == row[field.name]
        assert fields.clean(field, told(field)) == told(field) != row[field.name]


def test_every_kind_of_part_has_its_table_and_its_fields() -> None:
    assert {table: part.model.__tablename__ for table, part in rules.PARTS.items()} == {
        table: table for table in ("channel", "voice", "consent")
    }
    assert [part.sections for part in rules.PARTS.values()] == [s for _m, s in FILLED_IN[1:]]
    assert {part.owner for part in rules.PARTS.values()} == {"talent_id"}


def test_no_choice_comes_twice_and_all_have_names() -> None:
    for _model, sections in FILLED_IN:
        for field in fields_of(sections):
            codes = [choice.code for choice in field.choices]
            names = {choice.name for choice in field.choices}
            assert len(set(codes)) == len(names) == len(codes)
            assert bool(codes) == (field.kind is Kind.CHOICE)
            assert "" not in names | {field.label}


def test_nobody_can_be_made_an_erased_person_by_hand() -> None:
    assert [choice.code for choice in rules.KINDS] == ["persona", "human"]

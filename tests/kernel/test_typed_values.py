"""Tables from files become typed values, or a sentence that names the place."""

from dataclasses import dataclass

import pytest

from studio.kernel.errors import Unreadable
from studio.kernel.values import STRICT, Colour, read_value


@dataclass(frozen=True, slots=True)
class Button:
    """A part of a coat."""

    __pydantic_config__ = STRICT

    fill: Colour
    holes: int = 4


@dataclass(frozen=True, slots=True)
class Coat:
    """A value with parts."""

    __pydantic_config__ = STRICT

    name: str
    buttons: tuple[Button, ...] = ()


def test_a_table_becomes_its_value() -> None:
    table = {"name": "Parka", "buttons": [{"fill": "#fa0"}, {"fill": 0x11223344, "holes": 2}]}
    coat = read_value(Coat, table, "coat.toml")
    assert coat == Coat("Parka", (Button(0xFFAA00FF, 4), Button(0x11223344, 2)))
    assert table["name"] == "Parka"


@pytest.mark.parametrize(
    ("table", "key", "why"),
    [
        ({}, "name", "Field required"),
        ({"name": 3}, "name", "valid string"),
        ({"name": "x", "nmae": "y"}, "nmae", "Unexpected keyword"),
        ({"name": "x", "buttons": [{"fill": "#fa0"}, {"fill": "red"}]}, "buttons.1.fill", "red"),
        (
            {"name": "x", "buttons": [{"fill": "#fa0", "holes": "two"}]},
            "buttons.0.holes",
            "integer",
        ),
        ({"name": "x", "buttons": [{"fill": 1.5}]}, "buttons.0.fill", "integer"),
        ({"name": "x", "buttons": [{"fill": None}]}, "buttons.0.fill", "integer"),
        ({"name": "x", "buttons": [{"fill": "#fff", "size": 1}]}, "buttons.0.size", "Unexpected"),
        ({"name": "x", "buttons": 7}, "buttons", "tuple"),
    ],
)
def test_an_error_names_the_file_and_the_key(table: dict[str, object], key: str, why: str) -> None:
    with pytest.raises(Unreadable) as failure:
        read_value(Coat, table, "looks/{coat}.toml")
    sentence = str(failure.value)
    assert sentence.startswith(f"looks/{{coat}}.toml: “{key}” cannot be used: ")
    assert why in sentence
    assert sentence.endswith(". Correct it and try again.")
    assert ".." not in sentence
    assert "Value error" not in sentence


@pytest.mark.parametrize("table", [[], "name", None, 3])
def test_what_is_no_table_is_an_error_too(table: object) -> None:
    with pytest.raises(Unreadable, match=r"^coat\.toml: “\?” cannot be used: .*dictionary"):
        read_value(Coat, table, "coat.toml")  # type: ignore[arg-type]  # as broken files have it


def test_a_bad_colour_says_how_to_write_one() -> None:
    with pytest.raises(
        Unreadable, match=r"“#12” is not a colour\. Write it like #E76F51\. Correct"
    ):
        read_value(Button, {"fill": "#12"}, "button")


def test_each_kind_is_read_as_itself() -> None:
    assert read_value(Button, {"fill": "#000"}, "a") == Button(0x000000FF)
    assert read_value(Coat, {"name": "a"}, "a") == Coat("a")
    assert read_value(Button, {"fill": "#fff"}, "a") == Button(0xFFFFFFFF)

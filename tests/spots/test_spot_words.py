"""Every code that a shot can be made of has a word, and no word is left over."""

from collections.abc import Iterable, Mapping

import pytest

from studio.kernel import i18n
from studio.render import camera
from studio.render.rig.expression import expression_names
from studio.render.rig.pose import poses
from studio.spots import words

TABLES: dict[str, tuple[Mapping[str, str], Iterable[str]]] = {
    "sizes": (words.SIZES, camera.SIZES),
    "camera moves": (words.CAMERA_MOVES, camera.CAMERA_MOVES),
    "angles": (words.ANGLES, camera.ANGLES),
    "expressions": (words.EXPRESSIONS, expression_names()),
    "poses": (words.POSES, poses()),
}


@pytest.mark.parametrize("table", TABLES)
def test_every_code_of_the_drawing_data_has_a_word_and_no_word_is_left_over(table: str) -> None:
    known, drawn = TABLES[table]
    assert sorted(known) == sorted(drawn)


@pytest.mark.parametrize("table", TABLES)
def test_words_of_one_menu_differ_and_say_something(table: str) -> None:
    known, _drawn = TABLES[table]
    assert all(word.strip() == word and word for word in known.values())
    assert len(set(known.values())) == len(known)


def test_a_code_is_said_in_the_active_language(italian: None) -> None:
    assert words.word(words.CAMERA_MOVES, "push_in") == i18n._("push in") != "push in"
    i18n.use("en")
    assert words.word(words.CAMERA_MOVES, "push_in") == "push in"


def test_a_code_without_a_word_speaks_for_itself() -> None:
    assert words.word(words.POSES, "ride_a_bike") == "ride a bike"
    assert words.word(words.POSES, "") == ""

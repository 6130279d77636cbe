"""Graphemes: what a reader takes for one character is never parted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.render.text.clusters import clean, clusters, is_invisible, wants_colour

FAMILY = "👩\u200d👩\u200d👧\u200d👦"
SINGER = "👩🏽\u200d🎤"
ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.parametrize(
    "cluster",
    [
        FAMILY,
        SINGER,
        ENGLAND,
        "❤\ufe0f",
        "1\ufe0f\u20e3",
        "🇮🇹",
        "e\u0301",
        "o\u0302\u0323",
        "ك\u064e\u0651",
        "か\u3099",
        "ｶﾞ",
        "한",
        "\u1112\u1161\u11ab",
        "\r\n",
    ],
)
def test_what_reads_as_one_character_is_one_cluster(cluster: str) -> None:
    assert clusters(f"a{cluster}b") == ["a", cluster, "b"]


def test_flags_part_after_every_second_letter() -> None:
    assert clusters("🇮🇹🇯🇵🇮") == ["🇮🇹", "🇯🇵", "🇮"]


def test_a_joiner_joins_pictures_but_not_letters() -> None:
    assert clusters("a\u200db") == ["a\u200d", "b"]
    assert clusters("👩\u200da") == ["👩\u200d", "a"]


@given(st.text())
def test_clusters_joined_are_the_text_again(text: str) -> None:
    assert "".join(clusters(text)) == text


@given(
    st.text(alphabet=st.sampled_from("a é😀👩👧\u200d\ufe0f\u0301🇮🇹🏽1\u20e3か\u3099"), max_size=12)
)
def test_no_cluster_begins_with_a_mark_unless_the_text_does(text: str) -> None:
    for cluster in clusters(text)[1:]:
        assert cluster[0] not in "\u200d\ufe0f\u0301🏽\u20e3\u3099"


def test_controls_go_and_every_line_end_becomes_a_newline() -> None:
    assert clean("a\x00b\x07c\x1b\x7f\x9f\ud800d") == "abcd"
    assert clean("1\r\n2\r3\u20284\u20295\x856\x0b7\x0c8\n9") == "1\n2\n3\n4\n5\n6\n7\n8\n9"
    assert clean("tab\there") == "tab\there"


@pytest.mark.parametrize("cluster", ["😀", "❤\ufe0f", "1\ufe0f\u20e3", "🇮🇹", "⭐", FAMILY, SINGER])
def test_emoji_want_colour(cluster: str) -> None:
    assert wants_colour(cluster)


@pytest.mark.parametrize("cluster", ["a", "1", "❤", "©", "☀", "→", "😀\ufe0e", "字"])
def test_signs_of_the_text_do_not_want_colour(cluster: str) -> None:
    assert not wants_colour(cluster)


def test_marks_of_direction_and_joiners_are_invisible_and_letters_are_not() -> None:
    assert all(is_invisible(letter) for letter in "\u200d\u200f\u2067\ufe0f\u00ad\ufeff")
    assert not any(is_invisible(letter) for letter in "a \u0301字😀")

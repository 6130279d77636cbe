"""What is typed or pasted: safe to store and to draw, and still what was meant."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.kernel import text

ANY = st.text(st.characters(exclude_categories=())) | st.text(
    st.sampled_from(
        "ab \r\n\t\0\x0b\u0085\u2028\u2029\u200b\u200d\ufeff\u202e\u0301e\ud800\uffff👩"
    )
)


@given(ANY)
def test_cleaning_twice_is_cleaning_once(typed: str) -> None:
    for clean in (text.clean, text.clean_block, text.clean_line):
        assert clean(clean(typed)) == clean(typed)


@given(ANY)
def test_clean_text_can_be_stored_and_is_composed(typed: str) -> None:
    cleaned = text.clean(typed)
    cleaned.encode("utf-8")
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in cleaned)


@pytest.mark.parametrize(
    "kept",
    [
        "👩🏽‍👩‍👧‍👦 🧑‍🎤 🏳️‍🌈",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿🏴󠁧󠁢󠁳󠁣󠁴󠁿",
        "مرحبًا، كيف الحال؟",
        "می‌خواهم",
        "こんにちは、世界。「絵コンテ」",
        "हिन्दी क्‍ष",
        "한국어 Ελληνικά עברית",
        "two\nlines\tand a tab",
        "\u200eLTR \u200fRTL \u061cALM",
        "Zoë’s “naïve” – 100 % café…",
        "\ue000 private",
        "\U0001fae8 newer than this Python knows",
    ],
)
def test_writing_of_the_world_stays_as_it_is(kept: str) -> None:
    assert text.clean(kept) == kept


@pytest.mark.parametrize(
    "gone",
    [
        *("\0", "\x01", "\x07", "\x08", "\x1b", "\x7f", "\x80", "\x9f"),
        *(chr(code) for code in range(0x202A, 0x202F)),
        *(chr(code) for code in range(0x2066, 0x206A)),
        *("\u200b", "\u2060", "\ufeff", "\u00ad", "\u180e", "\ufff9", "\U000e0001"),
        *("\ud800", "\udfff", "\udc80"),
        *("\ufffe", "\uffff", "\ufdd0", "\ufdef", "\U0001fffe", "\U0010ffff"),
    ],
    ids=lambda gone: f"U+{ord(gone):04X}",
)
def test_what_cannot_be_drawn_goes(gone: str) -> None:
    assert text.clean(f"a{gone}b") == "ab"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\u0085"])
def test_every_line_end_becomes_the_plain_one(end: str) -> None:
    assert text.clean(f"one{end}two{end}{end}four") == "one\ntwo\n\nfour"


def test_letters_and_their_marks_are_composed() -> None:
    assert text.clean("Zoe\u0308") == "Zo\u00eb"
    assert text.clean("e\u200b\u0301") == "\u00e9"


def test_a_block_loses_blank_space_at_its_ends_only() -> None:
    assert text.clean_block("\n  one\n\n  two \u3000\n") == "one\n\n  two"


def test_a_line_is_one_line_with_single_blanks() -> None:
    assert text.clean_line("  The\u00a0 big\r\nspot\t\u3000 2 ") == "The big spot 2"
    assert text.clean_line(" \n\u202e ") == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ÉCLAIR", "eclair"),
        ("Straße", "STRASSE"),
        ("İzmir", "izmir"),
        ("Ｚoë", "ZOE"),
        ("مُحَمَّد", "محمد"),
        ("ﬁlm", "FILM"),
    ],
)
def test_people_compare_without_accents_and_case(one: str, other: str) -> None:
    assert text.fold(one) == text.fold(other)


@pytest.mark.parametrize(("one", "other"), [("a", "b"), ("絵", "画"), ("1", "2"), ("é", "f")])
def test_different_letters_stay_different(one: str, other: str) -> None:
    assert text.fold(one) != text.fold(other)


@given(st.text())
def test_folding_twice_is_folding_once(typed: str) -> None:
    assert text.fold(text.fold(typed)) == text.fold(typed)

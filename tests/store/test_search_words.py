"""What search takes for the same word, what it forgives, and where it says a word stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.store.search_words import guesses, plain, query, spans, terms, typo_away

ANY_TEXT = st.text(st.characters(), max_size=60)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Perché l'Amore", "perche l amore"),
        ("Straße, ＦＵＬＬ ｗｉｄｔｈ", "strasse full width"),
        ("Søren Łódź İstanbul", "soren lodz istanbul"),
        ("مُحَمَّد أحـــمد", "محمد احمد"),
        ("東京の朝", "東 京 の 朝"),
        ("हिन्दी", "हिनदी"),
        ("party🎉now", "party 🎉 now"),
        ("@maria_rossi #new\x00\x1f—", "maria rossi new"),
        ("e\u0301t\u00e9 co\u00adop", "ete coop"),
    ],
)
def test_words_are_compared_without_case_accents_and_signs(text: str, words: str) -> None:
    assert plain(text) == words


@given(ANY_TEXT)
def test_plain_words_are_plain_already(text: str) -> None:
    once = plain(text)
    assert plain(once) == once
    assert once.split() == [word for word in once.split(" ") if word]
    assert not set(once) & set('"\0\n¶()*:^')


def test_a_question_has_at_most_twenty_terms_of_a_hundred_characters() -> None:
    found = terms(" ".join(f"{number}x" + "a" * 300 for number in range(50)))
    assert len(found) == 20
    assert all(len(term) == 100 for term in found)


def test_a_term_asked_twice_counts_once_and_bare_signs_count_not_at_all() -> None:
    assert terms("Rosa  — rosà !!! \x00") == ["rosa"]


def test_the_query_quotes_every_term() -> None:
    assert query([["a b", 'x"y'], ["or"]]) == '("a b" * OR "x""y" *) AND ("or" *)'


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mraia", "maria"),  # two swapped
        ("maia", "maria"),  # one missing
        ("mariia", "maria"),  # one too many
        ("mazia", "maria"),  # a wrong one
        ("naria", "maria"),  # at the very start
        ("marias", "maria"),  # at the very end
        ("mara", "maria"),
        ("storybaord", "storyboards"),  # while still typing
    ],
)
def test_one_typo_is_forgiven(typed: str, meant: str) -> None:
    assert typo_away(typed, meant)
    assert guesses(typed, [meant, "entirely"]) == [meant]


@pytest.mark.parametrize("other", ["mirra", "amira", "marble", "sarah", "", "m"])
def test_two_typos_are_not(other: str) -> None:
    assert not typo_away("mariana", other)


def test_what_needs_no_guess_is_not_guessed() -> None:
    assert guesses("mari", ["karin", "marina", "marie"]) == ["mari"]
    assert guesses("mar", ["mra"]) == []
    assert guesses("l amore", ["l", "amore"]) == []


def test_guesses_are_few_and_the_likeliest_come_first() -> None:
    words = [f"tost{chr(97 + n)}" for n in range(26)]
    assert len(guesses("tast", words)) == 12
    assert guesses("toast", ["roastery", "roast", "tost"])[0] == "tost"


@pytest.mark.parametrize(
    ("text", "asked", "marked"),
    [
        ("Il perché del Caffè", "caffe", ["Caffè"]),
        ("coffee and Cold Coffee", "cof", ["cof", "Cof"]),
        ("l'amore", "l'amo", ["l'amo"]),
        ("東京の朝", "京の", ["京の"]),
        ("مُحَمَّد هنا", "محمد", ["مُحَمَّد"]),
        ("Cafe\u0301s", "cafe", ["Cafe\u0301"]),
        ("ﬁlm", "film", ["ﬁlm"]),
        ("decoffee", "coffee", []),
    ],
)
def test_the_match_is_shown_in_the_text_as_it_was_written(
    text: str, asked: str, marked: list[str]
) -> None:
    assert [text[start:end] for start, end in spans(text, terms(asked))] == marked


@given(ANY_TEXT, st.lists(ANY_TEXT, max_size=4))
def test_marks_lie_in_the_text_in_order_and_apart(text: str, asked: list[str]) -> None:
    looked_for = [term for one in asked for term in terms(one)]
    end = 0
    for start, stop in spans(text, looked_for):
        assert end <= start < stop <= len(text)
        end = stop


@given(ANY_TEXT.filter(lambda text: bool(plain(text))))
def test_a_text_is_marked_where_it_is_found_whole(text: str) -> None:
    assert spans(text, [plain(text)])

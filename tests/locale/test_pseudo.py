"""The pseudo-language shows what translators never saw and what has no room."""

import re
from pathlib import Path

import pytest

from studio.kernel import i18n, resources
from tests.locale import pseudo
from tests.locale.catalogue import extract, forms, sentences


@pytest.fixture(scope="module")
def every() -> list[str]:
    """All that the program says, in English."""
    return [form for message in sentences(extract()) for form in forms(message.id)]


@pytest.mark.parametrize(
    ("sentence", "spoken"),
    [
        ("Open", "[Ópéñ ž]"),
        ("&Open…", "[&Opéñ ž]…"),
        (" or ", " [órž] "),
        ("Save & close", "[Šávé & çlóšé žéŕ]"),
        ("{n} panels", "[{n} páñélš žé]"),
        ("", ""),
        ("…", "…"),
    ],
)
def test_a_sentence_is_accented_bracketed_and_longer(sentence: str, spoken: str) -> None:
    assert pseudo.pseudo(sentence) == spoken


def test_every_sentence_keeps_its_gaps_its_letters_and_its_edges(every: list[str]) -> None:
    for sentence in every:
        spoken = pseudo.pseudo(sentence)
        assert re.findall(r"\{.*?\}", spoken) == re.findall(r"\{.*?\}", sentence)
        assert re.findall("&.", spoken) == re.findall("&.", sentence)
        assert spoken.endswith("…") == sentence.endswith("…")
        assert spoken != sentence


def test_every_sentence_is_two_fifths_longer(every: list[str]) -> None:
    def words(sentence: str) -> int:
        return len(re.sub(r"\{.*?\}|&.|…", "", sentence).strip())

    assert [one for one in every if words(pseudo.pseudo(one)) < pseudo.LONGER * words(one)] == []


def test_installing_it_makes_the_whole_program_speak_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fonts = resources.path("fonts")
    pseudo.install(tmp_path / "locale", monkeypatch)

    assert i18n._("&Open…") == "[&Opéñ ž]…"
    assert i18n.ngettext("{n} panel", "{n} panels", 2) == pseudo.pseudo("{n} panels")
    i18n.use("en")
    assert i18n._("&Open…") == "&Open…"
    i18n.use("it")
    assert i18n._("&Open…") == "[&Opéñ ž]…"
    assert resources.path("fonts") == fonts


def test_words_without_a_mark_stay_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pseudo.install(tmp_path / "locale", monkeypatch)

    assert i18n._("Nobody has marked this") == "Nobody has marked this"

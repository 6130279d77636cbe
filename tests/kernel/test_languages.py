"""The program speaks the language asked for, or English."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from studio.kernel import i18n, resources


@pytest.fixture
def italian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A real Italian catalogue in a resources folder of its own."""
    folder = tmp_path / "locale" / "it" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = Catalog(locale="it")
    catalogue.add("Delete the panel", "Elimina il riquadro")
    catalogue.add(("{n} panel", "{n} panels"), ("{n} riquadro", "{n} riquadri"))
    with (folder / "studio.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(resources, "root", lambda: tmp_path)
    yield
    i18n.use("en")


def test_english_is_the_sentence_itself() -> None:
    i18n.use("en")
    assert i18n.language() == "en"
    assert i18n._("Delete the panel") == "Delete the panel"
    assert i18n.ngettext("{n} panel", "{n} panels", 1) == "{n} panel"
    assert i18n.ngettext("{n} panel", "{n} panels", 0) == "{n} panels"


@pytest.mark.parametrize("language", ["tlh", "", "IT", "it_IT", "../../etc", "en_GB", "\0"])
def test_an_unknown_language_speaks_english(language: str) -> None:
    i18n.use(language)
    assert i18n.language() == "en"
    assert i18n._("Delete the panel") == "Delete the panel"


def test_italian_speaks_italian_until_english_is_asked_for(italian: None) -> None:
    i18n.use("it")
    assert i18n.language() == "it"
    assert i18n._("Delete the panel") == "Elimina il riquadro"
    assert i18n.ngettext("{n} panel", "{n} panels", 1) == "{n} riquadro"
    assert i18n.ngettext("{n} panel", "{n} panels", 2) == "{n} riquadri"
    i18n.use("en")
    assert i18n._("Delete the panel") == "Delete the panel"


def test_a_sentence_without_translation_stays_english(italian: None) -> None:
    i18n.use("it")
    assert i18n._("Nobody has translated this.") == "Nobody has translated this."


def test_nothing_is_nothing_and_not_the_catalogue_s_header(italian: None) -> None:
    i18n.use("it")
    assert i18n._("") == ""


def test_a_marked_sentence_waits_for_its_translation(italian: None) -> None:
    i18n.use("it")
    assert i18n.N_("Delete the panel") == "Delete the panel"


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"LANG": "it_IT.UTF-8"}, "it"),
        ({"LANG": "it"}, "it"),
        ({"LANG": "it-CH"}, "it"),
        ({"LANG": "it.UTF-8"}, "it"),
        ({"LANG": "it@euro"}, "it"),
        ({"LANG": "IT_it"}, "it"),
        ({"LANG": "Italian_Italy.1252"}, "it"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "ita_IT"}, "en"),
        ({"LANGUAGE": "it:en", "LANG": "en_GB.UTF-8"}, "it"),
        ({"LANGUAGE": "", "LANG": "it_IT.UTF-8"}, "it"),
        ({"LC_ALL": "it_IT.UTF-8", "LANG": "en_GB.UTF-8"}, "it"),
        ({"LC_MESSAGES": "it_IT.UTF-8", "LANG": "en_GB.UTF-8"}, "it"),
        ({"LC_ALL": "en_GB.UTF-8", "LC_MESSAGES": "it_IT.UTF-8"}, "en"),
    ],
)
def test_the_desktop_s_language_is_found(
    environment: dict[str, str], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert i18n.system_language() == code


def test_a_desktop_that_tells_nothing_gets_a_language_we_speak(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert i18n.system_language() in i18n.LANGUAGES

"""The committed catalogues say everything the code says, whole, and fill the same gaps."""

import gettext
import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file

from studio import cli
from studio.kernel import i18n, paths, preferences
from tests.locale.catalogue import (
    LOCALES,
    PACKAGE,
    TRANSLATED,
    extract,
    forms,
    key,
    main,
    merge,
    mo_bytes,
    mo_path,
    po_bytes,
    po_path,
    read,
    sentences,
    untranslated,
    update,
)

UPDATE = "run: python -m tests.locale.catalogue update"

Words = str | tuple[str, str]

ALIKE = ("{name}  ·  {folder}", "&File", "storyboard", "Persona Studio", "Unboxing")
"""Some that are the same in both languages, for the test that most are not."""


@pytest.fixture(scope="module")
def said() -> Catalog:
    """Every sentence of the code as it is now."""
    return extract()


@pytest.fixture(params=TRANSLATED)
def language(request: pytest.FixtureRequest) -> str:
    """Each language with a catalogue."""
    code: str = request.param
    return code


# ------------------------------------------------------------- code and catalogue
def test_every_sentence_of_the_code_is_in_the_catalogue_and_no_other(
    language: str, said: Catalog
) -> None:
    now = {message.id for message in sentences(said)}
    known = {message.id for message in sentences(read(language))}

    assert len(now) > 200
    assert now - known == set(), UPDATE
    assert known - now == set(), UPDATE


def test_every_sentence_is_translated_and_nobody_is_in_doubt(language: str) -> None:
    catalog = read(language)

    assert untranslated(catalog) == []
    assert [key(message) for message in sentences(catalog) if message.fuzzy] == []
    assert dict(catalog.obsolete) == {}
    alike = [key(message) for message in sentences(catalog) if message.id == message.string]
    assert set(ALIKE) <= set(alike)
    assert len(alike) < len(list(sentences(catalog))) / 15


def test_updating_would_change_nothing(language: str, said: Catalog) -> None:
    written = po_path(language).read_bytes()

    assert po_bytes(merge(said, read(language))).decode() == written.decode(), UPDATE


def test_the_compiled_catalogue_is_what_the_written_one_compiles_to(language: str) -> None:
    assert mo_path(language).read_bytes() == mo_bytes(read(language)), UPDATE


def test_the_written_catalogue_changes_with_words_only(language: str) -> None:
    text = po_path(language).read_text(encoding="utf-8")
    places = re.findall(r"^#: (.*)$", text, re.MULTILINE)

    assert len(places) > 200
    assert all((LOCALES.parents[1] / name).is_file() for line in places for name in line.split())
    assert not re.search(r"-Date|X-Generator|Generated-By|\.py:\d", text)


def test_babel_s_own_reader_finds_no_sentence_that_ours_does_not(said: Catalog) -> None:
    keywords: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "ngettext": (1, 2)}
    found = {
        sentence if isinstance(sentence, str) else sentence[0]
        for path in PACKAGE.rglob("*.py")
        for _line, sentence, *_rest in extract_from_file("python", path, keywords=keywords)
    }

    assert len(found) > 200
    assert found - {key(message) for message in sentences(said)} == set()


def test_a_sentence_is_found_wherever_its_call_stands(tmp_path: Path) -> None:
    package = _package(
        tmp_path,
        "a = f\"{_('in an f-string')}.studio\"\n"
        'b = {"c": N_("in a table")}\n'
        'd = _("over {n} "\n      "lines").format(n=_("inside another"))\n'
        "def _(message): return _active.gettext(message)\n"
        "e = _(a) + other('not this')\n",
    )
    found = {message.id for message in sentences(extract(package))}

    assert found == {"in an f-string", "in a table", "over {n} lines", "inside another"}


# ------------------------------------------------------------------- what it says
def faults(message: Message) -> list[str]:
    """Return how a translation disagrees with its sentence."""
    found = []
    english, translated = forms(message.id), forms(message.string)
    if len(english) != len(translated):
        return ["forms"]
    for source, words in zip(english, translated, strict=True):
        if _names(source) is None or _names(source) != _names(words):
            found.append(f"placeholders: {words!r}")
        if _edges(source) != _edges(words):
            found.append(f"ends: {words!r}")
        if [source.count(mark) for mark in _COUNTED] != [words.count(mark) for mark in _COUNTED]:
            found.append(f"marks: {words!r}")
        if re.search(r"['\"]|(?<=\S)   *(?=\S)(?!·)(?<!·  )", words):
            found.append(f"typography: {words!r}")
    return found


_COUNTED = ("…", "&", "“", "”", "\n", "(", "--", "<")


def _names(sentence: str) -> set[str] | None:
    """Return the names of the gaps; None when the sentence cannot be formatted at all."""
    try:
        gaps = {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
        sentence.format(**dict.fromkeys(gaps, "7"))
    except (KeyError, IndexError, ValueError):
        return None
    return gaps


def _edges(sentence: str) -> tuple[str, str, str]:
    """Return the spaces around, and the full stop or other mark at the end."""
    before = sentence[: len(sentence) - len(sentence.lstrip())]
    after = sentence[len(sentence.rstrip()) :]
    last = sentence.rstrip()[-1:]
    return before, after, last if last in ".,;:?!…)”" else ""


def test_translations_fill_the_same_gaps_and_keep_marks_and_edges(language: str) -> None:
    wrong = {key(message): faults(message) for message in sentences(read(language))}

    assert {sentence: found for sentence, found in wrong.items() if found} == {}


@pytest.mark.parametrize(
    ("english", "translated", "fault"),
    [
        ("{name} is open.", "{nome} è aperto.", "placeholders"),
        ("{name} is open.", "È aperto.", "placeholders"),
        ("Open.", "Apri {name}.", "placeholders"),
        ("{name} is open.", "{name è aperto.", "placeholders"),
        ("{name} is open.", "{name} è {} aperto.", "placeholders"),
        (("{n} panel", "{n} panels"), ("{n} pannello", "pannelli"), "placeholders"),
        (("{n} panel", "{n} panels"), ("un pannello", "{n} pannelli"), "placeholders"),
        (("{n} panel", "{n} panels"), "{n} pannelli", "forms"),
        ("Open it.", "Aprilo", "ends"),
        ("Open", "Apri.", "ends"),
        (" or ", " o", "ends"),
        (" or ", "o ", "ends"),
        ("Open…", "Apri", "marks"),
        ("Open…", "Apri...", "marks"),
        ("&Open", "Apri", "marks"),
        ("&Open", "&A&pri", "marks"),
        ("“{name}” is open.", "{name} è aperto.", "marks"),
        ("The sample", "L'esempio", "typography"),
        ("The sample", "Un  esempio", "typography"),
    ],
)
def test_a_planted_fault_is_found(english: Words, translated: Words, fault: str) -> None:
    assert any(found.startswith(fault) for found in faults(Message(english, translated)))


@pytest.mark.parametrize(
    ("english", "translated"),
    [
        ("“{name}” is open: {why}.", "{why}: “{name}” è aperto."),
        (("{n} panel", "{n} panels"), ("{n} pannello", "{n} pannelli")),
        ("&Open…", "A&pri…"),
        (" or ", " o "),
        ("{name}  ·  {folder}", "{name}  ·  {folder}"),
    ],
)
def test_a_good_translation_has_no_fault(english: Words, translated: Words) -> None:
    assert faults(Message(english, translated)) == []


# ------------------------------------------------------------- the program speaks it
def test_the_program_says_every_sentence_as_it_is_translated(language: str) -> None:
    i18n.use(language)
    for message in sentences(read(language)):
        english, translated = forms(message.id), forms(message.string)
        if message.pluralizable:
            spoken = [i18n.ngettext(english[0], english[1], n) for n in (1, 0, 2, 11)]
            assert spoken == [translated[0], *[translated[1]] * 3]
        else:
            assert i18n._(english[0]) == translated[0]


def test_the_command_line_speaks_it_too(capsys: pytest.CaptureFixture[str]) -> None:
    preferences.save(preferences.Preferences(language="it"), paths.config())

    assert cli.main(["export", "--to", "board.pdf"]) == 1
    assert capsys.readouterr().err == "Indica uno spot oppure usa --sample.\n"


def test_english_needs_no_catalogue(said: Catalog) -> None:
    i18n.use("en")

    assert not (LOCALES / "en").exists()
    assert all(i18n._(key(message)) == key(message) for message in sentences(said))
    assert [i18n.ngettext("{n} panel", "{n} panels", n)[-5:] for n in (0, 1, 2)] == [
        "anels",
        "panel",
        "anels",
    ]


# ------------------------------------------------------------------------ updating
def _package(folder: Path, source: str) -> Path:
    made = folder / "studio"
    made.mkdir(exist_ok=True)
    (made / "words.py").write_text(source, encoding="utf-8")
    return made


def _translate(folder: Path, english: str, translated: str) -> None:
    catalog = read("it", folder)
    message = catalog.get(english)
    assert message is not None
    message.string = translated
    po_path("it", folder).write_bytes(po_bytes(catalog))


def test_updating_keeps_translations_and_drops_what_nobody_says(tmp_path: Path) -> None:
    first = _package(tmp_path, '_("Open")\n# Translators: a verb\n_("Close")\nN_("Old")\n')
    assert update(tmp_path, first) == {"it": ["Close", "Old", "Open"]}
    _translate(tmp_path, "Open", "Apri")
    _translate(tmp_path, "Old", "Vecchio")

    second = _package(tmp_path, '\n\n_("Close")\n_("Open")\nngettext("{n} day", "{n} days", n)')
    assert update(tmp_path, second) == {"it": ["Close", "{n} day"]}

    text = po_path("it", tmp_path).read_text(encoding="utf-8")
    assert 'msgid "Open"\nmsgstr "Apri"' in text
    assert "Old" not in text
    assert "Vecchio" not in text
    with mo_path("it", tmp_path).open("rb") as file:
        spoken = gettext.GNUTranslations(file)
    assert [spoken.gettext(one) for one in ("Open", "Close", "Old")] == ["Apri", "Close", "Old"]


def test_moving_a_sentence_in_its_file_changes_no_byte(tmp_path: Path) -> None:
    update(tmp_path, _package(tmp_path, '_("Open")\n_("Close")\n'))
    before = po_path("it", tmp_path).read_bytes(), mo_path("it", tmp_path).read_bytes()

    update(tmp_path, _package(tmp_path, '\n\n_("Close")\n_("Open")\n'))

    assert (po_path("it", tmp_path).read_bytes(), mo_path("it", tmp_path).read_bytes()) == before


def test_a_note_for_translators_reaches_the_catalogue(tmp_path: Path) -> None:
    update(tmp_path, _package(tmp_path, '# Translators: a verb\n_("Open")\n'))

    assert "#. Translators: a verb" in po_path("it", tmp_path).read_text(encoding="utf-8")


def test_the_script_tells_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compile"]) == 2
    assert "update" in capsys.readouterr().err

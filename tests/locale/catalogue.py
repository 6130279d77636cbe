"""Keeps the catalogues in step with the code: reads the sentences out, merges, compiles.

`python -m tests.locale.catalogue update` writes resources/locale/*/LC_MESSAGES/studio.po and
.mo. Translations stay, sentences that nobody says any more go. Both files hold neither dates
nor line numbers, so that they change only when words do.
"""

import ast
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tests.locale.source_check import called

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "studio"
LOCALES = ROOT / "resources" / "locale"

TRANSLATED = ("it",)
"""Languages with a catalogue; English is what the code says."""

KEYWORDS = {"_": 1, "N_": 1, "ngettext": 2}
"""What marks words for translation, and how many of them it is given."""

_WIDTH = 100


class TimelessCatalog(Catalog):
    """A catalogue whose header tells the language and nothing that changes from day to day."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Return the header's fields."""
        return [
            ("Project-Id-Version", "Persona Studio"),
            ("Language", str(self.locale_identifier)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]

    @mime_headers.setter
    def mime_headers(self, headers: Iterable[tuple[str, str]]) -> None:
        """Take nothing over: the fields follow from the language."""


def blank(language: str) -> Catalog:
    """Return a catalogue without sentences."""
    return TimelessCatalog(
        locale=language, fuzzy=False, header_comment=f"# Persona Studio: {language}"
    )


def extract(package: Path = PACKAGE) -> Catalog:
    """Return every sentence of the code, with the files that say it and notes for translators."""
    found = blank("en")
    for path in sorted(package.rglob("*.py")):
        place = path.relative_to(package.parent).as_posix()
        for words, notes in spoken(path.read_text(encoding="utf-8")):
            if words:
                found.add(words, locations=[(place, 0)], auto_comments=notes)
    return found


def spoken(source: str) -> Iterator[tuple[str | tuple[str, ...], list[str]]]:
    """Yield the words of each call of a keyword, and the notes above it.

    Babel's own reader finds a call inside an f-string from Python 3.12 on only, and the
    catalogue must not depend on who compiles it.
    """
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and called(node) in KEYWORDS:
            given = node.args[: KEYWORDS[called(node)]]
            words = tuple(str(one.value) for one in given if isinstance(one, ast.Constant))
            if words and len(words) == len(given):
                yield words[0] if len(words) == 1 else words, _notes(lines[: node.lineno - 1])


def _notes(before: Sequence[str]) -> list[str]:
    """Return the comment right above a call when it is meant for translators."""
    found: list[str] = []
    for line in reversed(before):
        if not line.lstrip().startswith("#"):
            break
        found.insert(0, line.lstrip("# ").rstrip())
    return found if found and found[0].startswith("Translators:") else []


def read(language: str, folder: Path = LOCALES) -> Catalog:
    """Return the catalogue of a language as it is on the disk; empty when there is none yet."""
    path = po_path(language, folder)
    if not path.exists():
        return blank(language)
    with path.open("rb") as file:
        written = read_po(file, locale=language)
    made = blank(language)
    made.header_comment = written.header_comment
    made.obsolete = written.obsolete
    for message in sentences(written):
        made[message.id] = message
    return made


def merge(found: Catalog, old: Catalog) -> Catalog:
    """Return the sentences of `found` with what `old` knows of them, by file and alphabet."""
    made = blank(str(old.locale_identifier))
    made.header_comment = old.header_comment
    for message in sorted(sentences(found), key=_place):
        known = old.get(message.id)
        kept = known if known is not None and known.pluralizable == message.pluralizable else None
        made.add(
            message.id,
            kept.string if kept is not None else None,
            locations=message.locations,
            flags=kept.flags if kept is not None else (),
            auto_comments=message.auto_comments,
            user_comments=kept.user_comments if kept is not None else (),
        )
    return made


def sentences(catalog: Catalog) -> Iterator[Message]:
    """Yield the messages without the header."""
    return (message for message in catalog if message.id)


def untranslated(catalog: Catalog) -> list[str]:
    """Return the sentences that lack their translation, or a form of it."""
    return [key(message) for message in sentences(catalog) if not all(forms(message.string))]


def key(message: Message) -> str:
    """Return the English sentence; the singular when there are two."""
    return forms(message.id)[0]


def forms(words: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return the sentence, or both of its forms."""
    return (words or "",) if words is None or isinstance(words, str) else tuple(words)


def po_bytes(catalog: Catalog) -> bytes:
    """Return the catalogue as a .po file."""
    file = io.BytesIO()
    write_po(file, catalog, include_lineno=False, ignore_obsolete=True, width=_WIDTH)
    return file.getvalue().rstrip(b"\n") + b"\n"


def mo_bytes(catalog: Catalog) -> bytes:
    """Return the catalogue as a .mo file: the same bytes for the same words."""
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def po_path(language: str, folder: Path = LOCALES) -> Path:
    """Return where a language's sentences lie for people."""
    return folder / language / "LC_MESSAGES" / "studio.po"


def mo_path(language: str, folder: Path = LOCALES) -> Path:
    """Return where a language's sentences lie for the program."""
    return po_path(language, folder).with_suffix(".mo")


def update(folder: Path = LOCALES, package: Path = PACKAGE) -> dict[str, list[str]]:
    """Write every catalogue anew, and return by language what is still to be translated."""
    found = extract(package)
    lacking = {}
    for language in TRANSLATED:
        catalog = merge(found, read(language, folder))
        po_path(language, folder).parent.mkdir(parents=True, exist_ok=True)
        po_path(language, folder).write_bytes(po_bytes(catalog))
        mo_path(language, folder).write_bytes(mo_bytes(catalog))
        lacking[language] = untranslated(catalog)
    return lacking


def _place(message: Message) -> tuple[str, str]:
    return message.locations[0][0], key(message)


def main(arguments: Sequence[str]) -> int:
    """Update, and return 1 when something is still to be translated."""
    if list(arguments) != ["update"]:
        sys.stderr.write("usage: python -m tests.locale.catalogue update\n")
        return 2
    lacking = update()
    for language, found in lacking.items():
        for sentence in found:
            sys.stdout.write(f"{language}: {sentence!r} is not translated\n")
    return 1 if any(lacking.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The text normaliser: what a person types or pastes, made safe to store and to draw."""

import unicodedata

LONGEST = 20_000
"""Characters of one field; longer pastes are cut by the form, with a word about it."""

_KEPT = frozenset("\n\t")
_FORMAT_KEPT = frozenset("\u200c\u200d\u200e\u200f\u061c")
"""Joiners and direction marks: emoji families, Persian and mixed Arabic need them."""
_TAGS = range(0xE0020, 0xE0080)
"""Tag characters spell the flags of England, Scotland and Wales."""
_NEVER_CHARACTERS = range(0xFDD0, 0xFDF0)
"""These and the last two of every plane are noncharacters; documents in XML cannot hold them."""


def _kept(c: str) -> bool:
    category = unicodedata.category(c)
    if category == "Cc":
        return c in _KEPT
    if category == "Cf":
        return c in _FORMAT_KEPT or ord(c) in _TAGS
    if category == "Cn":  # also what is newer than this Python, which stays
        return ord(c) & 0xFFFE != 0xFFFE and ord(c) not in _NEVER_CHARACTERS
    return category != "Cs"


def clean(text: str) -> str:
    """Return the text in NFC, with plain line ends and without what cannot be drawn.

    Control characters, lone surrogates, noncharacters and invisible formatting go, except
    newline, tab, joiners and direction marks; idempotent.
    """
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    unified = unified.replace("\u2029", "\n").replace("\u0085", "\n")
    return unicodedata.normalize("NFC", "".join(c for c in unified if _kept(c)))


def clean_block(text: str) -> str:
    """Return `clean` text without blank space at its ends: a field of several lines."""
    return clean(text).strip()


def clean_line(text: str) -> str:
    """Return `clean` text on one line, runs of blanks made one: a title or a name."""
    return " ".join(clean(text).split())


def fold(text: str) -> str:
    """Return the text for comparing as people do: no accents, no case."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()

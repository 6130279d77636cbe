"""What search compares: text as plain words, without case, accents or signs.

The index and the question go through the same door, so that the database only has to compare.
Its own tokenizers know neither Arabic vowel marks nor scripts that write without blanks.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

MOST_TERMS = 20
LONGEST_TERM = 100
SHORTEST_GUESS = 4
"""Shorter terms are taken as typed: too many words lie one typo away."""

BREAK = " ¶ "
"""Between the columns of one row, so that no phrase goes across; never part of a question."""

_STROKED = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
    "ŧ": "t",
}  # fmt: skip
"""Letters that Unicode does not take apart, as people without them on their keyboard type them."""

_NO_BLANKS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Scripts that write without blanks: each character is a word, and a word of them a phrase."""

_DROPPED = frozenset("\u0640\ufe0e\ufe0f\u20e3")
"""Lengthening and variants of form: not part of the word."""


class _Pieces(dict[int, str]):
    """What becomes of each character, found when it is first met."""

    def __missing__(self, character: int) -> str:
        parts = unicodedata.normalize("NFKD", chr(character)).casefold()
        piece = self[character] = "".join(_piece(part) for part in parts)
        return piece


def _piece(part: str) -> str:
    kind = unicodedata.category(part)
    if unicodedata.combining(part) or kind == "Cf" or part in _DROPPED:
        return ""
    if _NO_BLANKS.match(part) or (kind[0] == "S" and not part.isascii()):
        return f" {part} "
    if kind[0] in "LMN" or kind == "Co":
        return _STROKED.get(part, part)
    return " "


_PIECES = _Pieces()


def plain(text: str) -> str:
    """Return the words of `text` as they are compared, one blank between them."""
    return " ".join(text.translate(_PIECES).split())


def terms(question: str) -> list[str]:
    """Return what is looked for, each once: a word, or a phrase where signs parted the word."""
    typed = (plain(part[:LONGEST_TERM]) for part in question.split()[:MOST_TERMS])
    return list(dict.fromkeys(term for term in typed if term))


def query(choices: Iterable[Sequence[str]]) -> str:
    """Return an FTS5 query: of each of the choices, some word begins with one."""
    return " AND ".join(
        "(" + " OR ".join(f'"{_quoted(term)}" *' for term in alternatives) + ")"
        for alternatives in choices
    )


def _quoted(term: str) -> str:
    return term.replace('"', '""')


def whole(term: str, words: str) -> bool:
    """Tell whether the plain `words` hold the whole term."""
    return f" {term} " in f" {words} "


def begun(term: str, words: str) -> bool:
    """Tell whether a word, or a run of words, in the plain `words` begins with the term."""
    return f" {term}" in f" {words}"


def typo_away(term: str, word: str) -> bool:
    """Tell whether `word` begins with `term` when one typo is forgiven.

    A typo is a wrong letter, one too many, one missing, or two swapped.
    """
    same = 0
    while same < len(term) and same < len(word) and term[same] == word[same]:
        same += 1
    rest, there = term[same:], word[same:]
    return (
        there[1:].startswith(rest[1:])
        or there.startswith(rest[1:])
        or there[1:].startswith(rest)
        or (len(rest) > 1 and there.startswith(rest[1] + rest[0] + rest[2:]))
    )


def guesses(term: str, vocabulary: Iterable[str], most: int = 12) -> list[str]:
    """Return the words that may be meant by `term`, the likeliest first.

    Empty when it is too short, or a phrase; the term alone when it needs no guess.
    """
    if len(term) < SHORTEST_GUESS or " " in term:
        return []
    found = []
    for word in vocabulary:
        if word.startswith(term):
            return [term]
        if typo_away(term, word):
            found.append(word)
    found.sort(key=lambda word: (abs(len(word) - len(term)) > 1, word[0] != term[0], len(word)))
    return found[:most]


def spans(text: str, looked_for: Sequence[str]) -> list[tuple[int, int]]:
    """Return where in `text` the terms stand: ranges in order that do not overlap."""
    words, origins = _words_with_origins(text)
    found: list[tuple[int, int]] = []
    for term in sorted(looked_for, key=len, reverse=True):
        place = f" {words}".find(f" {term}")
        while place >= 0:
            first, last = origins[place], origins[place + len(term) - 1] + 1
            while last < len(text) and _PIECES[ord(text[last])] == "":
                last += 1
            if all(last <= start or end <= first for start, end in found):
                found.append((first, last))
            place = f" {words}".find(f" {term}", place + 1)
    return sorted(found)


def _words_with_origins(text: str) -> tuple[str, list[int]]:
    """Return the plain words and, for each of their characters, the place it comes from."""
    words: list[str] = []
    origins: list[int] = []
    for place, character in enumerate(text):
        for part in _PIECES[ord(character)]:
            if part != " " or (words and words[-1] != " "):
                words.append(part)
                origins.append(place)
    return "".join(words), origins

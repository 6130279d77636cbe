"""Search over all that people write, as they type it: no syntax, no case, no accents.

Every term must begin some word of a row; where nothing is found, one typo is forgiven.
"""

import logging
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from studio.store import search_words as words_of
from studio.store.search_index import CURRENT, Searched, mark, searched

_log = logging.getLogger(__name__)

GUESSED = 5
"""The rank of what is found by forgiving a typo."""

_CANDIDATES = 200
_SNIPPET = 90
_LEAD = 24
_LISTED = """
SELECT r.tbl, r.pk, r.title, r.body FROM search JOIN search_row AS r ON r.id = search.rowid
WHERE search MATCH ? {tables} ORDER BY bm25(search, 1000, 1) LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that search found."""

    table: str
    id: str
    column: str
    """Where most of what was looked for stands."""
    snippet: str
    """That column's text, or a piece of it around the first match, on one line."""
    ranges: tuple[tuple[int, int], ...]
    """The parts of the snippet that match: first character, and the one after the last."""
    rank: int
    """0 is the title itself, then words of the title, their beginnings, words of the rest,
    their beginnings, and `GUESSED`."""


class _Entry(NamedTuple):
    table: str
    id: str
    title: str
    body: str


class _Match(NamedTuple):
    entry: _Entry
    rank: int


def find(
    session: Session, question: str, limit: int = 50, tables: Collection[str] | None = None
) -> list[Hit]:
    """Return up to `limit` rows that hold all that is asked for, the best first.

    `tables` narrows it. Any text is a question; an empty one finds nothing.
    """
    terms = words_of.terms(question)
    if not terms or limit < 1 or (tables is not None and not tables):
        return []
    if not _is_current(session):
        return _hits(session, _matches(_scanned(session, terms, tables), terms)[:limit], terms)
    try:
        matches = _matches(_listed(session, [[t] for t in terms], tables, limit), terms)
        if not matches:
            choices = _guessed(session, terms)
            matches = _matches(_listed(session, choices, tables, limit), []) if choices else []
            terms = [term for choice in choices for term in choice]
    except DatabaseError as error:
        if getattr(error.orig, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        _log.warning("the search index is damaged; every row is looked at: %s", error.orig)
        matches = _matches(_scanned(session, terms, tables), terms)
    return _hits(session, matches[:limit], terms)


def _is_current(session: Session) -> bool:
    """Tell whether the index is made: a file just restored or upgraded has none until an edit."""
    return session.connection().exec_driver_sql(CURRENT, (mark(),)).first() is not None


def _listed(
    session: Session, choices: Sequence[Sequence[str]], tables: Collection[str] | None, limit: int
) -> Iterable[_Entry]:
    """Return the likeliest entries from the index."""
    among = "" if tables is None else f"AND r.tbl IN ({', '.join('?' * len(tables))})"
    values: list[str | int] = [words_of.query(choices), *(tables or ())]
    values.append(max(limit, _CANDIDATES))
    rows = session.connection().exec_driver_sql(_LISTED.format(tables=among), tuple(values))
    return [_Entry(*row) for row in rows]


def _scanned(
    session: Session, terms: Sequence[str], tables: Collection[str] | None
) -> Iterator[_Entry]:
    """Return the entries that hold all terms, from the rows themselves."""
    for kind in searched().values():
        if tables is not None and kind.table not in tables:
            continue
        for pk, *values in session.connection().exec_driver_sql(kind.select):
            title, body = kind.words(tuple(values))
            words = f"{title}{words_of.BREAK}{body}"
            if all(words_of.begun(term, words) for term in terms):
                yield _Entry(kind.table, pk, title, body)


def _matches(entries: Iterable[_Entry], terms: Sequence[str]) -> list[_Match]:
    """Return the matches, the best first; those of no terms are guesses."""
    matches = [
        _Match(entry, _rank(terms, entry.title, entry.body) if terms else GUESSED)
        for entry in entries
    ]
    # What the row is known by comes first; the database's own order decides among equals.
    matches.sort(key=lambda match: (match.rank, len(match.entry.title) if match.rank < 3 else 0))
    return matches


def _rank(terms: Sequence[str], title: str, body: str) -> int:
    if " ".join(terms) in title.split(words_of.BREAK):
        return 0
    for rank, holds in ((1, words_of.whole), (2, words_of.begun)):
        if all(holds(term, title) for term in terms):
            return rank
    return 3 if all(words_of.whole(term, f"{title} {body}") for term in terms) else 4


def _guessed(session: Session, terms: Sequence[str]) -> list[list[str]]:
    """Return for each term the words that may be meant; empty when one of them means nothing."""
    known = session.connection().exec_driver_sql("SELECT term FROM search_term").scalars().all()
    choices = [words_of.guesses(term, known) or [term] for term in terms]
    return choices if choices != [[term] for term in terms] else []


def _hits(session: Session, matches: Sequence[_Match], looked_for: Sequence[str]) -> list[Hit]:
    texts: dict[tuple[str, str], list[str]] = {}
    for table in {entry.table for entry, _rank in matches}:
        ids = [entry.id for entry, _rank in matches if entry.table == table]
        for row in _rows(session, searched()[table], ids):
            texts[table, str(row[0])] = [str(value or "") for value in row[1:]]
    return [
        _hit(entry, rank, texts[entry.table, entry.id], looked_for)
        for entry, rank in matches
        if (entry.table, entry.id) in texts
    ]


def _rows(session: Session, kind: Searched, ids: Sequence[str]) -> Iterable[Sequence[str | None]]:
    statement = f"{kind.select} WHERE id IN ({', '.join('?' * len(ids))})"
    return session.connection().exec_driver_sql(statement, tuple(ids)).all()


def _hit(entry: _Entry, rank: int, texts: Sequence[str], looked_for: Sequence[str]) -> Hit:
    def held(place: int) -> int:
        words = words_of.plain(texts[place])
        return sum(words_of.begun(term, words) for term in looked_for)

    best = max(range(len(texts)), key=lambda place: (held(place), -place))
    snippet, ranges = _snippet(texts[best], looked_for)
    column = searched()[entry.table].columns[best]
    return Hit(entry.table, entry.id, column, snippet, ranges, rank)


def _snippet(text: str, looked_for: Sequence[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a piece of the text around its first match, and what of it matches."""
    found = words_of.spans(text, looked_for)
    start = max(0, found[0][0] - _LEAD) if found else 0
    if start + _SNIPPET >= len(text):
        start = max(0, min(start, len(text) - _SNIPPET))
    end = min(len(text), max(start + _SNIPPET, found[0][1] if found else 0))
    before, after = "…" if start else "", "…" if end < len(text) else ""
    shift = len(before) - start
    shown = tuple((a + shift, b + shift) for a, b in found if start <= a and b <= end)
    piece = "".join(" " if c.isspace() else c for c in text[start:end])
    return before + piece + after, shown

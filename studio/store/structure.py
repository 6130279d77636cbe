"""What a file's tables are, as facts that two files can be compared by.

Two files are of one structure when their facts are equal, however their tables came to be:
made at once, or altered step by step. So the order of columns, spaces, quotes, names of
constraints and plain default values (which SQLite asks of a column added later) do not count;
types, keys, references with all their clauses, checks and indexes do.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

Fact = tuple[str, ...]
"""What kind of fact, then the table's name, then the rest in SQL's own words."""

OWN_KINDS = frozenset({"table", "index"})
"""What a file of ours holds: no triggers, no views, so any in a file is somebody else's."""

_TOKEN = re.compile(
    r"""
    (?P<space>\s+|--[^\n]*|/\*.*?\*/)
    |(?P<string>'(?:[^']|'')*')
    |(?P<name>"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\])
    |(?P<word>[\w$.]+)
    |(?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_STARTS = {"constraint", "primary", "not", "null", "unique", "check", "default", "collate"}
_STARTS |= {"references", "generated", "as"}
"""The words that begin a clause of a column."""
_WITHIN = {
    ("set", "null"),
    ("set", "default"),
    ("default", "null"),
    ("always", "as"),
}
"""Where such a word goes on with the clause that it stands in."""
_WHOLE_TABLE = {"constraint", "primary", "unique", "check", "foreign"}
"""The words that begin a clause of a table rather than a column."""
_PLAIN = re.compile(r"'.*'|[+-]?[0-9.]+|null|true|false", re.DOTALL)


class _Token(NamedTuple):
    kind: str
    text: str

    @property
    def plain(self) -> str:
        """Return what it says, in the one case that SQL's words and names come down to."""
        return self.text if self.kind == "string" else self.text.lower()

    @property
    def word(self) -> str:
        """Return it if it is a word without quotes; SQL's own words always are."""
        return self.plain if self.kind == "word" else ""


_Tokens = list[_Token]


def facts(raw: sqlite3.Connection) -> frozenset[Fact]:
    """Return all there is to say of the tables and indexes of the file."""
    shadows = shadow_tables(raw)
    found: set[Fact] = set()
    for kind, name, sql in raw.execute(
        "SELECT type, name, sql FROM sqlite_master "
        "WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    ):
        tokens = _tokens(sql)
        if kind != "table" or tokens[1].word == "virtual":
            found.add((kind, name, *_texts(tokens)))
        elif name in shadows:
            found |= _of_shadow(name, tokens)
        else:
            found |= _of_table(name, tokens)
    return frozenset(found)


def columns(of: Iterable[Fact]) -> frozenset[Fact]:
    """Return the facts that tell which columns there are, and of which types."""
    return frozenset(fact for fact in of if fact[0] == "column")


def wording(raw: sqlite3.Connection) -> frozenset[tuple[str, str, str | None]]:
    """Return the structure to the letter: files with the same are the same, without parsing."""
    query = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_stat%' "
    return frozenset(raw.execute(query + "ESCAPE '\\'"))


def kinds(raw: sqlite3.Connection) -> frozenset[str]:
    """Return what the file is made of: 'table', 'index', 'view', 'trigger'."""
    return frozenset(kind for (kind,) in raw.execute("SELECT DISTINCT type FROM sqlite_master"))


def tables(raw: sqlite3.Connection) -> frozenset[str]:
    """Return the names of the tables that hold rows of ours: no virtual, shadow or SQLite's own."""
    query = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
    names = (name for (name,) in raw.execute(query))
    return frozenset(name for name in names if not name.startswith("sqlite_"))


def shadow_tables(raw: sqlite3.Connection) -> frozenset[str]:
    """Return the names of the tables in which SQLite keeps what its virtual tables hold."""
    query = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow'"
    return frozenset(name for (name,) in raw.execute(query))


def _tokens(sql: str) -> _Tokens:
    found = []
    for match in _TOKEN.finditer(sql):
        kind, text = match.lastgroup or "", match.group()
        if kind == "name":
            text = text[1:-1].replace(text[0] * 2, text[0])
        if kind != "space":
            found.append(_Token(kind, text))
    return found


def _texts(tokens: Iterable[_Token]) -> Fact:
    return tuple(token.plain for token in tokens)


def _of_shadow(name: str, tokens: _Tokens) -> set[Fact]:
    """Return that it is there; what is in it is SQLite's business, and may differ by version."""
    usual = ("table", "column", "option", "primary")
    return {("shadow", name)} | {f for f in _of_table(name, tokens) if f[0] not in usual}


def _of_table(name: str, tokens: _Tokens) -> set[Fact]:
    start = next(at for at, token in enumerate(tokens) if token == ("sign", "("))
    parts = list(_split(tokens[start + 1 :]))
    options = _texts(parts.pop())
    found: set[Fact] = {("table", name)}
    if options:
        found.add(("option", name, *options))
    for part in parts:
        found |= _of_clause(name, part) if part[0].word in _WHOLE_TABLE else _of_column(name, part)
    return found


def _split(tokens: _Tokens) -> Iterator[_Tokens]:
    """Give what stands between the commas of a table's brackets, then what follows them."""
    depth, part = 0, _Tokens()
    for at, token in enumerate(tokens):
        depth += {"(": 1, ")": -1}.get(token.text, 0) if token.kind == "sign" else 0
        if depth < 0:
            yield part
            yield tokens[at + 1 :]
            return
        if depth == 0 and token == ("sign", ","):
            yield part
            part = []
        else:
            part.append(token)


def _of_clause(table: str, clause: _Tokens) -> set[Fact]:
    words = _texts(_unnamed(clause))
    return {(words[0], table, *words[1:])} if words else set()


def _unnamed(clause: _Tokens) -> _Tokens:
    return clause[2:] if clause[0].word == "constraint" else clause


def _of_column(table: str, tokens: _Tokens) -> set[Fact]:
    column = tokens[0].text
    type_, *clauses = _clauses(tokens[1:])
    # To the letter, for history names columns as the file does.
    found: set[Fact] = {("column", table, column, *(token.text for token in type_))}
    for clause in clauses:
        words = _texts(clause)
        if words[0] in ("primary", "unique"):
            length = 2 if words[0] == "primary" else 1
            words = (*words[:length], "(", column, ")", *words[length:])
        elif words[0] == "references":
            words = ("foreign", "key", "(", column, ")", *words)
        elif words[0] not in ("check", "constraint"):
            words = (words[0], column, *words[1:])
        if not _says_nothing(words):
            found.add((words[0], table, *words[1:]))
    return found


def _says_nothing(words: Fact) -> bool:
    """Tell whether the clause is the rule anyway, or a plain default value."""
    if words[0] == "default":
        return _PLAIN.fullmatch("".join(words[2:])) is not None
    return words[0] in ("null", "constraint")


def _clauses(tokens: _Tokens) -> Iterator[_Tokens]:
    """Give a column's type, which may be nothing, and then each of its clauses."""
    depth, part = 0, _Tokens()
    for at, token in enumerate(tokens):
        if depth == 0 and token.word in _STARTS and not _goes_on(tokens, at):
            yield part
            part = []
        part.append(token)
        depth += {"(": 1, ")": -1}.get(token.text, 0) if token.kind == "sign" else 0
    yield part


def _goes_on(tokens: _Tokens, at: int) -> bool:
    before = tokens[at - 1].word if at else ""
    this = tokens[at].word
    after = tokens[at + 1].word if at + 1 < len(tokens) else ""
    return (before, this) in _WITHIN or before == "not" or (this, after) == ("not", "deferrable")

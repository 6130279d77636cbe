"""The tables every workspace has beside those of the features, and the marks of our files."""

from importlib import import_module

from sqlalchemy import MetaData
from sqlmodel import SQLModel

APPLICATION_ID = 0x56504653
"""In the file's header: this SQLite file is a workspace of ours."""

SCHEMA = 1
"""The structure this program reads and writes; `user_version` of the file."""

OLDEST_READER = 1
"""The oldest schema whose programs can still read, though not write, a file of `SCHEMA`."""

SUFFIX = ".studio"

MODELS = (
    "studio.assets.model",
    "studio.personas.model",
    "studio.brands.model",
    "studio.deals.model",
    "studio.spots.model",
)
"""Where the features keep their tables; imported when a workspace opens."""

UNTRACKED = frozenset({"asset_data", "meta"})
"""Written only inside an edit, but outside history: bytes by hash, facts about the file."""

BOOKKEEPING = frozenset({"history_row", "history_step", "search_row"})
"""Kept by the store itself from what edits write."""

PLUMBING = """
CREATE TABLE meta(key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL);
CREATE TABLE asset_data(
    sha256 TEXT PRIMARY KEY NOT NULL,
    size INTEGER NOT NULL,
    data BLOB NOT NULL
);
CREATE TABLE history_step(
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    edit_uuid TEXT NOT NULL,
    kind TEXT NOT NULL CHECK(kind IN ('do', 'undo', 'redo', 'barrier')),
    "of" INTEGER,
    actor TEXT NOT NULL,
    label TEXT NOT NULL,
    merge_key TEXT NOT NULL,
    open INTEGER NOT NULL,
    "schema" INTEGER NOT NULL,
    at_ms INTEGER NOT NULL
);
CREATE TABLE history_row(
    id INTEGER PRIMARY KEY,
    step INTEGER NOT NULL REFERENCES history_step(id),
    tbl TEXT NOT NULL,
    pk TEXT NOT NULL,
    op TEXT NOT NULL CHECK(op IN ('i', 'u', 'd')),
    before TEXT,
    after TEXT
);
CREATE INDEX history_row_step ON history_row(step);
CREATE TABLE search_row(
    id INTEGER PRIMARY KEY,
    tbl TEXT NOT NULL,
    pk TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE UNIQUE INDEX search_row_place ON search_row(tbl, pk);
CREATE VIRTUAL TABLE search USING fts5(
    title, body, content='search_row', content_rowid='id', tokenize='ascii', prefix='2 3'
);
CREATE VIRTUAL TABLE search_term USING fts5vocab(search, row);
"""


def metadata() -> MetaData:
    """Return the tables of all features."""
    for name in MODELS:
        import_module(name)
    return SQLModel.metadata

"""Column declarations that every model shares.

Tracked columns hold TEXT, INTEGER or NULL and nothing else, so that history can keep them
as JSON without loss.
"""

from typing import Any

from sqlalchemy import ForeignKey, Integer, Text
from sqlmodel import Field

from studio.kernel.ids import new_id


def key() -> Any:
    """Return the primary key: text made by us at construction."""
    return Field(default_factory=new_id, primary_key=True, sa_type=Text)


def link(target: str, *, cascade: bool) -> Any:
    """Return a required reference to 'table.id'; `cascade` removes this row with its owner."""
    return Field(
        sa_type=Text,
        nullable=False,
        index=True,
        sa_column_args=(_foreign(target, "CASCADE" if cascade else "RESTRICT"),),
    )


def weak_link(target: str) -> Any:
    """Return an optional reference to 'table.id' that empties when its target goes."""
    return Field(
        default=None,
        sa_type=Text,
        nullable=True,
        index=True,
        sa_column_args=(_foreign(target, "SET NULL"),),
    )


def _foreign(target: str, on_delete: str) -> ForeignKey:
    # Deferrable, so that an edit may write parents and children in any order.
    return ForeignKey(target, ondelete=on_delete, deferrable=True, initially="IMMEDIATE")


def title() -> Any:
    """Return a text column that the row is known by: a name, a title. Search looks here first."""
    return _text("", searched="title")


def prose() -> Any:
    """Return a text column for what people write: found by search."""
    return _text("", searched="body")


def code(default: str = "") -> Any:
    """Return a text column for a word of the program: a kind, a colour, a hash. Not searched."""
    return _text(default, searched="")


def recipe() -> Any:
    """Return a text column that holds a JSON object. Not searched."""
    return _text("{}", searched="")


def _text(default: str, *, searched: str) -> Any:
    # There is no text column without one of these meanings, so that none is forgotten in search.
    information = {"info": {"searched": searched}}
    return Field(default=default, sa_type=Text, nullable=False, sa_column_kwargs=information)


def integer(default: int = 0) -> Any:
    """Return a whole-number column: milliseconds, millimetres, minor units, counts."""
    return Field(default=default, sa_type=Integer, nullable=False)


def archived() -> Any:
    """Return when the row was archived, in milliseconds since 1970; None while it is in use."""
    return Field(default=None, sa_type=Integer, nullable=True)


def rank() -> Any:
    """Return the order among siblings; order by (rank, id), and never make it unique."""
    return Field(sa_type=Text, nullable=False)

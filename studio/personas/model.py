"""Tables of talent: virtual personas and humans, who share casts, calendars and revenue."""

from sqlmodel import SQLModel

from studio.store.columns import archived, code, key, link, rank, recipe, title

PERSONA, HUMAN = "persona", "human"
ERASED = "erased"
"""The kind of what is left of a person who was erased: a row for the casts they were in."""


class Talent(SQLModel, table=True):
    """Somebody who can be cast: a virtual persona or a human."""

    id: str = key()
    kind: str = code(PERSONA)
    name: str = title()
    handle: str = title()
    archived_ms: int | None = archived()


class Look(SQLModel, table=True):
    """One way a talent looks; the recipe is JSON as `render.rig.look.Look` reads it."""

    id: str = key()
    talent_id: str = link("talent.id", cascade=True)
    rank: str = rank()
    name: str = title()
    recipe: str = recipe()

"""Tables of talent: virtual personas and humans, who share casts, calendars and revenue."""

from sqlmodel import SQLModel

from studio.store.columns import key, link, rank, text

PERSONA, HUMAN = "persona", "human"


class Talent(SQLModel, table=True):
    """Somebody who can be cast: a virtual persona or a human."""

    id: str = key()
    kind: str = text(PERSONA)
    name: str = text()
    handle: str = text()


class Look(SQLModel, table=True):
    """One way a talent looks; the recipe is JSON as `render.rig.look.Look` reads it."""

    id: str = key()
    talent_id: str = link("talent.id", cascade=True)
    rank: str = rank()
    name: str = text()
    recipe: str = text("{}")

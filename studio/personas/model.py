"""Tables of talent: virtual personas and humans, who share casts, calendars and revenue."""

from sqlmodel import SQLModel

from studio.store.columns import (
    archived,
    code,
    integer,
    key,
    link,
    prose,
    rank,
    recipe,
    title,
    weak_link,
)

PERSONA, HUMAN = "persona", "human"
ERASED = "erased"
"""The kind of what is left of a person who was erased: a row for the casts they were in."""


class Talent(SQLModel, table=True):
    """Somebody who can be cast: a virtual persona or a human."""

    id: str = key()
    kind: str = code(PERSONA)
    name: str = title()
    handle: str = title()
    status: str = code("draft")
    tagline: str = prose()
    pronouns: str = prose()
    age: int = integer()
    """In years, as told; 0 where it is not."""
    home: str = prose()
    languages: str = prose()
    owner: str = prose()
    """Who holds the rights in the persona, or whom the human's contracts are with."""
    story: str = prose()
    personality: str = prose()
    tone: str = prose()
    """How they speak: words they use, and words they never would."""
    never: str = prose()
    """What they never do, say or advertise."""
    notes: str = prose()
    archived_ms: int | None = archived()


class Look(SQLModel, table=True):
    """One way a talent looks; the recipe is JSON as `render.rig.look.Look` reads it."""

    id: str = key()
    talent_id: str = link("talent.id", cascade=True)
    rank: str = rank()
    name: str = title()
    recipe: str = recipe()


class Channel(SQLModel, table=True):
    """Where a talent posts."""

    id: str = key()
    talent_id: str = link("talent.id", cascade=True)
    rank: str = rank()
    platform: str = code("instagram")
    handle: str = title()
    url: str = prose()
    followers: int = integer()
    discloses: int = integer()
    """1 where the profile itself says that this is a virtual persona, or advertises."""


class Voice(SQLModel, table=True):
    """How a talent sounds, and whose voice it is."""

    id: str = key()
    talent_id: str = link("talent.id", cascade=True)
    rank: str = rank()
    name: str = title()
    source: str = code("designed")
    donor: str = prose()
    languages: str = prose()
    words_per_minute: int = integer(150)
    notes: str = prose()


class Consent(SQLModel, table=True):
    """A right to use somebody's likeness, voice or work, with its scope and its term."""

    id: str = key()
    talent_id: str = link("talent.id", cascade=True)
    rank: str = rank()
    kind: str = code("likeness")
    giver: str = title()
    """Who signed."""
    uses: str = prose()
    media: str = prose()
    territories: str = prose()
    signed_on: str = code()
    starts_on: str = code()
    ends_on: str = code()
    """Days as '2026-11-24'; empty where there is none."""
    revoked_on: str = code()
    training: int = integer()
    """1 where models may be trained on it."""
    document_id: str | None = weak_link("asset.id")
    notes: str = prose()

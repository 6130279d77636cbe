"""Tables of brands: what people know them by, and what may be said and shown."""

from sqlmodel import SQLModel

from studio.store.columns import archived, code, integer, key, link, prose, rank, title


class Brand(SQLModel, table=True):
    """An advertiser's brand."""

    id: str = key()
    name: str = title()
    category: str = prose()
    website: str = prose()
    promise: str = prose()
    audience: str = prose()
    tone: str = prose()
    never: str = prose()
    """What is never said, shown or stood beside."""
    notes: str = prose()
    archived_ms: int | None = archived()


class BrandColour(SQLModel, table=True):
    """A colour of a brand, and what it is for."""

    __tablename__ = "brand_colour"

    id: str = key()
    brand_id: str = link("brand.id", cascade=True)
    rank: str = rank()
    name: str = title()
    role: str = code("primary")
    value: str = code("#574bd0")


class TypeStyle(SQLModel, table=True):
    """A typeface of a brand, and what it is for."""

    __tablename__ = "type_style"

    id: str = key()
    brand_id: str = link("brand.id", cascade=True)
    rank: str = rank()
    role: str = code("headline")
    family: str = title()
    weight: str = code("regular")
    usage: str = prose()


class WordRule(SQLModel, table=True):
    """Words that must, should, should not or must not be used."""

    __tablename__ = "word_rule"

    id: str = key()
    brand_id: str = link("brand.id", cascade=True)
    rank: str = rank()
    kind: str = code("ban")
    words: str = title()
    instead: str = prose()
    reason: str = prose()


class Claim(SQLModel, table=True):
    """Something the brand may say of a product, as long as it can be proved."""

    id: str = key()
    brand_id: str = link("brand.id", cascade=True)
    rank: str = rank()
    words: str = title()
    evidence: str = prose()
    ends_on: str = code()
    """A day as '2026-11-24'; empty where it holds on."""


class Disclaimer(SQLModel, table=True):
    """Words the law or the brand asks for, and how long they must be read."""

    id: str = key()
    brand_id: str = link("brand.id", cascade=True)
    rank: str = rank()
    name: str = title()
    words: str = prose()
    least_ms: int = integer(2000)


class Product(SQLModel, table=True):
    """Something the brand sells, and how it is drawn."""

    id: str = key()
    brand_id: str = link("brand.id", cascade=True)
    rank: str = rank()
    name: str = title()
    about: str = prose()
    pack: str = code("bottle")
    body: str = code("#e7a04b")
    cap: str = code("#2b2430")
    label: str = code("#fff8ee")
    label_words: str = prose()

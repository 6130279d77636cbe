"""Brands, deals and what belongs to a record, in words."""

from functools import partial
from typing import Any

from sqlmodel import Session, SQLModel

from studio.app.uses import USES, Wording
from studio.brands.model import Brand
from studio.brands.rules import PARTS as BRAND_PARTS
from studio.deals.model import Deal
from studio.deals.rules import PARTS as DEAL_PARTS
from studio.kernel.i18n import _
from studio.kernel.text import clean_line
from studio.personas.model import Talent
from studio.personas.rules import PARTS as TALENT_PARTS

_LONGEST = 120
_WHOLES: tuple[tuple[Any, type[SQLModel]], ...] = (
    (TALENT_PARTS, Talent),
    (BRAND_PARTS, Brand),
    (DEAL_PARTS, Deal),
)


def brand(session: Session, row_id: str) -> Wording | None:
    """Word a brand by its name and category."""
    found = session.get(Brand, row_id)
    if found is None:
        return None
    noun = USES["brand"].noun
    where = " · ".join(filter(None, (_(noun), clean_line(found.category))))
    return Wording(_line(found.name), where, found.archived_ms is not None)


def deal(session: Session, row_id: str) -> Wording | None:
    """Word a deal by its name and the brand it is with."""
    found = session.get(Deal, row_id)
    if found is None:
        return None
    with_whom = session.get(Brand, found.brand_id) if found.brand_id else None
    name = clean_line(with_whom.name) if with_whom is not None else ""
    noun = USES["deal"].noun
    where = " · ".join(filter(None, (_(noun), name)))
    return Wording(_line(found.name), where, found.archived_ms is not None)


def _part(table: str, session: Session, row_id: str) -> Wording | None:
    """Word a part by its own title, and by what it belongs to."""
    parts, whole = next((parts, whole) for parts, whole in _WHOLES if table in parts)
    found = session.get(parts[table].model, row_id)
    if found is None:
        return None
    owner: Any = session.get(whole, getattr(found, parts[table].owner))
    if owner is None:
        return None
    use = USES[table]
    title = _line(str(getattr(found, use.titles[0]))) or _(use.noun)
    return Wording(title, f"{_(use.noun)} · {_line(owner.name)}", owner.archived_ms is not None)


def _line(words: str) -> str:
    return clean_line(words)[:_LONGEST]


channel = partial(_part, "channel")
voice = partial(_part, "voice")
consent = partial(_part, "consent")
product = partial(_part, "product")
brand_colour = partial(_part, "brand_colour")
type_style = partial(_part, "type_style")
word_rule = partial(_part, "word_rule")
claim = partial(_part, "claim")
disclaimer = partial(_part, "disclaimer")
deliverable = partial(_part, "deliverable")
deal_window = partial(_part, "deal_window")
split = partial(_part, "split")

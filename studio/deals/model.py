"""Tables of deals: fee and terms, what is delivered, what is excluded, who gets which part."""

from sqlmodel import SQLModel

from studio.store.columns import (
    archived,
    code,
    integer,
    key,
    link,
    prose,
    rank,
    title,
    weak_link,
)


class Deal(SQLModel, table=True):
    """An agreement with an advertiser; money is in the currency's smallest unit."""

    id: str = key()
    name: str = title()
    brand_id: str | None = weak_link("brand.id")
    status: str = code("lead")
    currency: str = code("EUR")
    fee_minor: int = integer()
    net_days: int = integer(30)
    """Days from the invoice to the payment."""
    starts_on: str = code()
    ends_on: str = code()
    terms: str = prose()
    notes: str = prose()
    archived_ms: int | None = archived()


class Deliverable(SQLModel, table=True):
    """Something to be made and posted."""

    id: str = key()
    deal_id: str = link("deal.id", cascade=True)
    rank: str = rank()
    name: str = title()
    platform: str = code("instagram")
    quantity: int = integer(1)
    due_on: str = code()


class DealWindow(SQLModel, table=True):
    """A time in which something is promised: to stay online, or not to work for others."""

    __tablename__ = "deal_window"

    id: str = key()
    deal_id: str = link("deal.id", cascade=True)
    rank: str = rank()
    kind: str = code("exclusivity")
    scope: str = title()
    """Which category or which competitors; which rights."""
    starts_on: str = code()
    ends_on: str = code()


class Split(SQLModel, table=True):
    """Who gets which part of the fee."""

    id: str = key()
    deal_id: str = link("deal.id", cascade=True)
    rank: str = rank()
    payee: str = title()
    role: str = code("owner")
    talent_id: str | None = weak_link("talent.id")
    fixed_minor: int = integer()
    """Paid before the shares."""
    share_bp: int = integer()
    """Hundredths of a per cent of what is left after the fixed parts."""

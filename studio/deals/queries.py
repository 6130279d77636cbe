"""Reading deals: frozen rows for lists and sheets; nothing here writes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlmodel import Session, col, select

from studio.brands.model import Brand
from studio.deals.model import Deal
from studio.deals.rules import PARTS, Share, payouts
from studio.kernel.fields import Values
from studio.kernel.text import fold
from studio.personas.model import ERASED, Talent
from studio.store.records import PartRow, part_rows

WATCHES = frozenset({"deal", "brand", "talent", *PARTS})
"""The tables that these queries read."""


class DealRow(NamedTuple):
    """A deal in a list."""

    id: str
    name: str
    brand: str
    status: str
    fee_minor: int
    currency: str
    archived: bool


@dataclass(frozen=True, slots=True)
class Payout:
    """What one payee gets."""

    payee: str
    role: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class DealSheet:
    """All that is filled in about a deal."""

    id: str
    archived: bool
    values: Values
    parts: Mapping[str, tuple[PartRow, ...]] = field(default_factory=dict)
    """By table."""
    brands: tuple[tuple[str, str], ...] = ()
    talents: tuple[tuple[str, str], ...] = ()
    """What links may lead to: ids with names."""

    @property
    def name(self) -> str:
        """Return what people call it."""
        return str(self.values["name"])

    @property
    def fee_minor(self) -> int:
        """Return the fee in the currency's smallest unit."""
        return int(self.values["fee_minor"] or 0)

    @property
    def payouts(self) -> list[Payout]:
        """Return who gets what, in order; what is not given out stays out."""
        splits = [part.values for part in self.parts.get("split", ())]
        shares = [
            Share(int(split["fixed_minor"] or 0), int(split["share_bp"] or 0)) for split in splits
        ]
        amounts = payouts(self.fee_minor, shares)
        return [
            Payout(str(split["payee"]), str(split["role"]), amount)
            for split, amount in zip(splits, amounts, strict=True)
        ]


def deal_rows(session: Session, *, archived: bool = False) -> list[DealRow]:
    """Return the deals, the newest first: those in use, or those archived."""
    away = col(Deal.archived_ms)
    brands = {brand.id: brand.name for brand in session.exec(select(Brand))}
    query = select(Deal).where(away.is_not(None) if archived else away.is_(None))
    return [
        DealRow(
            deal.id,
            deal.name,
            brands.get(deal.brand_id or "", ""),
            deal.status,
            deal.fee_minor,
            deal.currency,
            archived,
        )
        for deal in session.exec(query.order_by(col(Deal.id).desc()))
    ]


def deal_sheet(session: Session, deal_id: str) -> DealSheet | None:
    """Return all about a deal; None when it is not there any more."""
    deal = session.get(Deal, deal_id)
    if deal is None:
        return None
    parts = {table: part_rows(session, part, deal_id) for table, part in PARTS.items()}
    return DealSheet(
        deal.id,
        deal.archived_ms is not None,
        deal.model_dump(),
        parts,
        _brands(session, deal.brand_id),
        _talents(session, {part.values["talent_id"] for part in parts["split"]}),
    )


def deal_of(session: Session, table: str, row_id: str) -> Deal | None:
    """Return the deal that a row is, or belongs to."""
    if table == "deal":
        return session.get(Deal, row_id)
    row = session.get(PARTS[table].model, row_id) if table in PARTS else None
    return session.get(Deal, row.model_dump()["deal_id"]) if row is not None else None


def _brands(session: Session, chosen: str | None) -> tuple[tuple[str, str], ...]:
    """Return the brands to choose from: those in use, and the chosen one."""
    found = sorted(session.exec(select(Brand)), key=lambda b: (fold(b.name), b.id))
    return tuple((b.id, b.name) for b in found if b.archived_ms is None or b.id == chosen)


def _talents(session: Session, chosen: set[str | int | None]) -> tuple[tuple[str, str], ...]:
    """Return the talent to choose from: those in use, and the chosen ones."""
    query = select(Talent).where(Talent.kind != ERASED)
    found = sorted(session.exec(query), key=lambda t: (fold(t.name), t.id))
    return tuple((t.id, t.name) for t in found if t.archived_ms is None or t.id in chosen)

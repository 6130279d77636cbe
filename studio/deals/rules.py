"""What people fill in about deals, and who gets how much."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from studio.deals.model import DealWindow, Deliverable, Split
from studio.kernel.fields import Choice, Field, Kind, Section
from studio.kernel.i18n import N_
from studio.personas.rules import PLATFORMS
from studio.store.records import Part

_MOST_MONEY = 10**12
WHOLE_BP = 10_000

STATUSES = (
    Choice("lead", N_("Lead")),
    Choice("proposal", N_("Proposal")),
    Choice("signed", N_("Signed")),
    Choice("live", N_("Live")),
    Choice("invoiced", N_("Invoiced")),
    Choice("paid", N_("Paid")),
    Choice("lost", N_("Lost")),
)

CURRENCIES = tuple(Choice(code, code) for code in ("EUR", "USD", "GBP", "CHF"))

WINDOWS = (
    Choice("exclusivity", N_("Exclusivity")),
    Choice("live", N_("Stays online")),
    Choice("rights", N_("Rights of use")),
    Choice("embargo", N_("Not before")),
)

ROLES = (
    Choice("owner", N_("Owner of the persona")),
    Choice("studio", N_("Studio")),
    Choice("agency", N_("Agency")),
    Choice("likeness", N_("Likeness")),
    Choice("voice", N_("Voice")),
    Choice("motion", N_("Motion")),
    Choice("writer", N_("Writer")),
    Choice("creator", N_("Human creator")),
    Choice("charity", N_("Charity")),
    Choice("other", N_("Another")),
)

DEAL = (
    Section(
        N_("Agreement"),
        (
            Field(
                name="name",
                label=N_("Name"),
                needed=N_("A deal needs a name. Type one and try again."),
            ),
            Field(name="brand_id", label=N_("Brand"), kind=Kind.LINK),
            Field(name="status", label=N_("Status"), kind=Kind.CHOICE, choices=STATUSES),
            Field(
                name="fee_minor",
                label=N_("Fee"),
                kind=Kind.DECIMAL,
                digits=2,
                most=_MOST_MONEY,
            ),
            Field(name="currency", label=N_("Currency"), kind=Kind.CHOICE, choices=CURRENCIES),
            Field(name="net_days", label=N_("Days to pay"), kind=Kind.NUMBER, most=365),
            Field(name="starts_on", label=N_("From"), kind=Kind.DAY),
            Field(name="ends_on", label=N_("Until"), kind=Kind.DAY),
            Field(
                name="terms",
                label=N_("Terms"),
                kind=Kind.BLOCK,
                hint=N_("Rounds of changes, approval, use of paid media, what ends the deal"),
            ),
            Field(name="notes", label=N_("Notes"), kind=Kind.BLOCK),
        ),
    ),
)

DELIVERABLE = (
    Section(
        N_("Deliverables"),
        (
            Field(name="name", label=N_("What"), hint=N_("Reel, 30 seconds")),
            Field(name="platform", label=N_("Platform"), kind=Kind.CHOICE, choices=PLATFORMS),
            Field(name="quantity", label=N_("How many"), kind=Kind.NUMBER, least=1, most=999),
            Field(name="due_on", label=N_("Due on"), kind=Kind.DAY),
        ),
    ),
)

WINDOW = (
    Section(
        N_("Windows"),
        (
            Field(name="kind", label=N_("Kind"), kind=Kind.CHOICE, choices=WINDOWS),
            Field(name="scope", label=N_("For what"), hint=N_("Skincare, or names of rivals")),
            Field(name="starts_on", label=N_("From"), kind=Kind.DAY),
            Field(name="ends_on", label=N_("Until"), kind=Kind.DAY),
        ),
    ),
)

SPLIT = (
    Section(
        N_("Who gets what"),
        (
            Field(name="payee", label=N_("Payee"), hint=N_("Company or person")),
            Field(name="role", label=N_("As"), kind=Kind.CHOICE, choices=ROLES),
            Field(
                name="share_bp", label=N_("Share in %"), kind=Kind.DECIMAL, digits=2, most=WHOLE_BP
            ),
            Field(
                name="fixed_minor",
                label=N_("Fixed part"),
                kind=Kind.DECIMAL,
                digits=2,
                most=_MOST_MONEY,
            ),
            Field(name="talent_id", label=N_("For the work of"), kind=Kind.LINK),
        ),
    ),
)

PARTS: Mapping[str, Part] = {
    "deliverable": Part(Deliverable, "deal_id", DELIVERABLE),
    "deal_window": Part(DealWindow, "deal_id", WINDOW),
    "split": Part(Split, "deal_id", SPLIT),
}
"""What belongs to a deal, by table, in the order of its sheet."""


@dataclass(frozen=True, slots=True)
class Share:
    """A payee's part: so much first, and so many hundredths of a per cent of the rest."""

    fixed_minor: int
    share_bp: int


def payouts(fee_minor: int, shares: Sequence[Share]) -> list[int]:
    """Return what each gets in the smallest unit, the fixed parts paid first and in order.

    Shares are of what is left then. Their sum is rounded down once, and single units go to the
    largest remainders, so nothing is lost or made. Over 100 % everybody gets proportionally less.
    """
    left = fee_minor
    fixed = []
    for share in shares:
        fixed.append(min(max(share.fixed_minor, 0), left))
        left -= fixed[-1]
    wanted = [max(share.share_bp, 0) for share in shares]
    whole = max(WHOLE_BP, sum(wanted))
    given = left * sum(wanted) // whole
    parts = [left * points // whole for points in wanted]
    by_remainder = sorted(range(len(shares)), key=lambda k: left * wanted[k] % whole, reverse=True)
    for k in by_remainder[: given - sum(parts)]:
        parts[k] += 1
    return [first + part for first, part in zip(fixed, parts, strict=True)]

"""What the rows of each table are called, where they are shown, and how one of them is worded.

Whoever lists rows of many tables asks here: search, and what depends on something.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from studio.kernel.i18n import N_

if TYPE_CHECKING:  # SQLModel, which the first window must not wait for
    from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class Wording:
    """One row in words, translated and on one line each."""

    title: str
    where: str
    """What it is and what it is part of; the table's noun says it when this is empty."""
    archived: bool = False
    """It, or what it is part of, is archived."""


@dataclass(frozen=True, slots=True)
class Use:
    """A table that people know: its noun (English, marked), icon, page, and who words its rows."""

    noun: str
    icon: str
    page: str
    """The id of the page that can reveal a row."""
    wording: str
    """'module:function' of a function from session and id to `Wording`; None: it is gone."""
    titles: tuple[str, ...] = ()
    """Columns that may stand as a row's title when something is found in them."""
    comes_along: bool = False
    """Its rows are made with their first part, which is what people see themselves make."""


_HERE = "studio.app.wordings"
_RECORDS = "studio.app.record_wordings"

USES = {
    "spot": Use(N_("Spot"), "spots", "spots", f"{_HERE}:spot", ("title",)),
    "scene": Use(N_("Scene"), "film", "spots", f"{_HERE}:scene", ("title",), comes_along=True),
    "panel": Use(N_("Panel"), "panels", "spots", f"{_HERE}:panel", ("action", "dialogue")),
    "super": Use(N_("Text over the picture"), "text", "spots", f"{_HERE}:over", ("words",)),
    "cast_member": Use(N_("Cast"), "pose", "spots", f"{_HERE}:cast_member"),
    "prop_use": Use(N_("Prop"), "prop", "spots", f"{_HERE}:prop_use"),
    "talent": Use(N_("Persona"), "person", "personas", f"{_HERE}:talent", ("name",)),
    "look": Use(N_("Look"), "expression", "personas", f"{_HERE}:look", ("name",)),
    "channel": Use(N_("Channel"), "link", "personas", f"{_RECORDS}:channel", ("handle",)),
    "voice": Use(N_("Voice"), "speech", "personas", f"{_RECORDS}:voice", ("name",)),
    "consent": Use(N_("Right"), "lock", "personas", f"{_RECORDS}:consent", ("giver",)),
    "brand": Use(N_("Brand"), "brand", "brands", f"{_RECORDS}:brand", ("name",)),
    "product": Use(N_("Product"), "prop", "brands", f"{_RECORDS}:product", ("name",)),
    "brand_colour": Use(N_("Colour"), "dot", "brands", f"{_RECORDS}:brand_colour", ("name",)),
    "type_style": Use(N_("Typeface"), "text", "brands", f"{_RECORDS}:type_style", ("family",)),
    "word_rule": Use(N_("Words"), "comment", "brands", f"{_RECORDS}:word_rule", ("words",)),
    "claim": Use(N_("Claim"), "check", "brands", f"{_RECORDS}:claim", ("words",)),
    "disclaimer": Use(N_("Disclaimer"), "info", "brands", f"{_RECORDS}:disclaimer", ("name",)),
    "deal": Use(N_("Deal"), "deal", "deals", f"{_RECORDS}:deal", ("name",)),
    "deliverable": Use(N_("Deliverable"), "film", "deals", f"{_RECORDS}:deliverable", ("name",)),
    "deal_window": Use(N_("Window"), "calendar", "deals", f"{_RECORDS}:deal_window", ("scope",)),
    "split": Use(N_("Payee"), "person", "deals", f"{_RECORDS}:split", ("payee",)),
    "asset": Use(N_("File"), "library", "library", f"{_HERE}:asset", ("name",)),
}
"""By table, wholes before their parts."""


def word(session: "Session", table: str, row_id: str) -> Wording | None:
    """Return a row of one of `USES` in words; None when it is gone."""
    module, name = USES[table].wording.split(":")
    wording: Callable[[Session, str], Wording | None] = getattr(import_module(module), name)
    return wording(session, row_id)

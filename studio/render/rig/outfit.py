"""Outfits as data: which garments are worn in which layer, in which of the wearer's colours.

Lengths of garments are shares of the limb they cover; ease is how many cm they stand off the body.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from studio.kernel import resources
from studio.kernel.i18n import _
from studio.kernel.values import STRICT, read_value

Slot = Literal["top", "bottom", "shoe", "accent", "inner", "outer"]
"""Which colour of the wearer's palette a garment has."""

Share = Annotated[float, Field(ge=0.0, le=1.0)]

Neck = Literal[
    "crew", "v", "scoop", "boat", "collar", "high", "hood", "strap", "sport", "tank"
]  # fmt: skip
TopDetail = Literal["band", "kangaroo", "buttons", "knit", "piping"]
TrouserDetail = Literal["highwaist", "pockets", "crease", "cuff"]
OuterKind = Literal["blazer", "coat", "trench", "robe"]
ShoeKind = Literal["sneaker", "boot", "heel", "bare"]

_FILE = "outfits.toml"


@dataclass(frozen=True, slots=True)
class Top:
    """What covers the trunk."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    slot: Slot
    neck: Neck
    ease: float
    hem: Literal["underbust", "waist", "belly", "hip", "thigh"]
    """The section of the trunk where it ends."""
    sleeve: Share = 0.0
    details: tuple[TopDetail, ...] = ()


@dataclass(frozen=True, slots=True)
class Trousers:
    """Two legs; `length` is a share of the leg, `flare` in cm at the hem."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: Literal["trousers"]
    slot: Slot
    ease: float
    length: Annotated[float, Field(ge=0.25, le=1.0)]
    flare: float = 0.0
    details: tuple[TrouserDetail, ...] = ()


@dataclass(frozen=True, slots=True)
class Skirt:
    """One hem round both legs; `length` is a share of the leg, `flare` in cm at the hem."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: Literal["skirt"]
    slot: Slot
    length: Share
    flare: float = 4.0
    pleats: bool = False
    dress: bool = False
    """Cut in one piece with the top: it lies over the top's hem and has a waist seam."""


Bottom = Annotated[Trousers | Skirt, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True)
class Outer:
    """What is worn over the top; `length` is a share of the leg."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    slot: Slot
    kind: OuterKind
    ease: float
    length: Share
    sleeve: Share = 0.0


@dataclass(frozen=True, slots=True)
class Apron:
    """What is tied on in front; `length` is a share of the leg."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    slot: Slot
    length: Share


@dataclass(frozen=True, slots=True)
class Shoes:
    """What is on the feet."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: ShoeKind


@dataclass(frozen=True, slots=True)
class Sleeve:
    """What covers an arm down to the share `length`."""

    slot: Slot
    length: float
    ease: float
    cuff: bool


@dataclass(frozen=True, slots=True)
class Outfit:
    """Everything somebody wears at once."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    shoes: Shoes
    top: Top | None = None
    bottom: Bottom | None = None
    outer: Outer | None = None
    apron: Apron | None = None

    @property
    def sleeve(self) -> Sleeve | None:
        """Return the sleeve that is seen: the outermost layer's; None when the arm is bare."""
        layer = self.outer or self.top
        if layer is None or layer.sleeve == 0.0:
            return None
        # A knitted band at the hem comes with one at the wrist, if the sleeve gets that far.
        cuff = layer.sleeve > 0.9 and isinstance(layer, Top) and "band" in layer.details
        return Sleeve(layer.slot, layer.sleeve, layer.ease, cuff)

    @property
    def trunk_ease(self) -> float:
        """Return how many cm the outermost layer stands off the trunk."""
        layer = self.outer or self.top
        return 0.5 if layer is None else layer.ease


def read_outfits(table: Mapping[str, Mapping[str, object]], file: str = _FILE) -> dict[str, Outfit]:
    """Return the outfits of a table; raise Unreadable naming `file`, outfit and wrong key."""
    where = _("{file}, outfit “{name}”")
    return {
        name: read_value(Outfit, recipe, where.format(file=file, name=name))
        for name, recipe in table.items()
    }


@cache
def outfits() -> Mapping[str, Outfit]:
    """Return all outfits of `resources/drawing/outfits.toml` by name."""
    return read_outfits(resources.table("drawing", _FILE))


def outfit_worn(wanted: str, usual: str) -> str:
    """Return the name of the outfit to draw: `wanted`, else `usual`, else the file's first."""
    known = outfits()
    return next(name for name in (wanted, usual, *known) if name in known)

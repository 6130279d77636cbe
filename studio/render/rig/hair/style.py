"""Hair styles as data: `resources/drawing/hair.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Literal

from pydantic import ConfigDict

from studio.kernel import resources
from studio.kernel.errors import Unreadable
from studio.kernel.geometry import Point
from studio.kernel.i18n import _
from studio.kernel.values import STRICT, Colour, read_value

PLAIN = "bob"
"""The style that an unknown name draws."""

Kind = Literal["loose", "short", "up", "buzz", "coily", "hijab", "bald"]
Texture = Literal["straight", "wavy", "curly"]
Extra = Literal[
    "", "top_knot", "low_bun", "space_buns", "high_pony", "low_pony", "braids", "box_braids"
]


@dataclass(frozen=True, slots=True)
class HairStyle:
    """One way to wear hair; lengths are shares of the head's height."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: Kind = "loose"
    front: str = "swept"
    """A hairline."""
    volume: float = 0.06
    """How far hair stands out from the skull at the sides."""
    top: float = 0.06
    """The same above the crown."""
    length: float = 0.0
    """How far down it hangs; 0.5 is the chin."""
    flare: float = 0.03
    """How much wider it gets on the way down."""
    texture: Texture = "straight"
    sideburn: float = 0.08
    """How low short hair reaches in front of the ear."""
    lock: float = 0.15
    """Width of a loose lock below the chin."""
    radius: float = 0.30
    """How far coily hair stands out."""
    wisps: bool = False
    """Strands that have come loose at the temples."""
    extra: Extra = ""
    """What is tied of it."""
    tie: Colour = 0xF4F0EAFF

    @property
    def curly(self) -> bool:
        """Tell whether its outline is a row of curls."""
        return self.texture == "curly"

    @property
    def has_fringe(self) -> bool:
        """Tell whether hair hangs over the brow."""
        return self.front in ("bangs", "wispy")

    @property
    def has_parting(self) -> bool:
        """Tell whether a parting shows on the crown."""
        return self.kind == "loose" and self.front in ("centre", "side", "curtain")

    @property
    def braided(self) -> bool:
        """Tell whether braids hang beside the face."""
        return self.extra in ("braids", "box_braids")


Hairline = tuple[Point, ...]
"""From temple to temple over the brow: degrees round the head (0 is the nose), height."""


@dataclass(frozen=True, slots=True)
class HairBook:
    """All hairlines and the styles built on them, by name."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    hairlines: Mapping[str, Hairline]
    styles: Mapping[str, HairStyle]


def read_hair(table: Mapping[str, object], where: str) -> HairBook:
    """Return hairlines and styles; raise Unreadable naming `where` and the wrong key."""
    book = read_value(HairBook, table, where)
    for name, style in book.styles.items():
        if style.front not in book.hairlines:
            sentence = _(
                "{where}: “{key}” cannot be used: there is no hairline “{front}”."
                " Correct it and try again."
            )
            key = f"styles.{name}.front"
            raise Unreadable(sentence.format(where=where, key=key, front=style.front))
    return book


@cache
def _book() -> HairBook:
    return read_hair(resources.table("drawing", "hair.toml"), "hair.toml")


def hair_styles() -> Mapping[str, HairStyle]:
    """Return every style by name, in the order of the menus."""
    return _book().styles


def hair_style_names() -> tuple[str, ...]:
    """Return the names for a menu."""
    return tuple(hair_styles())


def hair_style_named(name: str) -> HairStyle:
    """Return a style; a name nobody knows draws a plain bob."""
    styles = hair_styles()
    return styles.get(name) or styles[PLAIN]


def hairline_named(name: str) -> Hairline:
    """Return a hairline by its name."""
    return _book().hairlines[name]

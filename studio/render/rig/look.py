"""How a person looks, as a value: everything a panel needs to make them recognisable."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from pydantic import ConfigDict

from studio.kernel.colour import Rgba
from studio.kernel.geometry import Point
from studio.kernel.values import STRICT, Colour, read_value


@dataclass(frozen=True, slots=True)
class Build:
    """Body proportions in centimetres for a figure 168 cm tall; `height` scales the lot."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    height: float = 168.0
    head: float = 25.5
    """Chin to crown: a little large, for charm."""
    shoulders: float = 15.6
    """Joint to midline."""
    chest: float = 13.8
    waist: float = 10.6
    hips: float = 15.4
    bust: float = 2.6
    """Extra depth in front."""
    girth: float = 1.0
    """Limb thickness."""
    leg: float = 1.08
    """Leg length factor."""
    neck: float = 4.7
    hand: float = 15.4


@dataclass(frozen=True, slots=True)
class HairLook:
    """Which style of `hair.toml`, and its colour."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    style: str
    colour: Colour


@dataclass(frozen=True, slots=True)
class Eyes:
    """`tilt` in degrees, outer corner up; `lash` 0 to 1; `shadow` is make-up."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    colour: Colour = 0x5B3A26FF
    size: float = 1.0
    tilt: float = 5.0
    lash: float = 1.0
    shadow: Colour | None = None


@dataclass(frozen=True, slots=True)
class Brows:
    """`colour` follows the hair when not given."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    weight: float = 1.0
    colour: Colour | None = None


@dataclass(frozen=True, slots=True)
class Lips:
    """`colour` follows the skin when not given."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    colour: Colour | None = None
    full: float = 1.0


@dataclass(frozen=True, slots=True)
class Accessory:
    """Something worn on the head: earrings, glasses, beard."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    style: str
    colour: Colour


Palette = Mapping[str, Rgba]


@dataclass(frozen=True, slots=True)
class Look:
    """A person's face, hair, build and clothes.

    `palette` maps garment slots (top, bottom, shoe, accent, inner, outer) to colours;
    `wardrobe` overrides it per outfit.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    skin: Colour
    hair: HairLook
    outfit: str
    palette: Mapping[str, Colour]
    wardrobe: Mapping[str, Mapping[str, Colour]] = field(default_factory=dict)
    face: str = "oval"
    eyes: Eyes = Eyes()
    brows: Brows = Brows()
    lips: Lips = Lips()
    build: Build = Build()
    blush: float = 0.5
    glow: float = 0.6
    nose: float = 1.0
    freckles: bool = False
    mole: Point | None = None
    nails: Colour | None = None
    earrings: Accessory | None = None
    glasses: Accessory | None = None
    beard: Accessory | None = None

    def colours_in(self, outfit: str) -> Palette:
        """Return the garment colours this person wears in `outfit`."""
        return {**self.palette, **self.wardrobe.get(outfit, {})}


def read_look(recipe: Mapping[str, object], where: str) -> Look:
    """Return a look from its recipe; raise Unreadable naming `where` and the wrong key."""
    return read_value(Look, recipe, where)

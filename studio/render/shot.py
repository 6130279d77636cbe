"""What a panel shows, as a value: the only thing the painter of panels needs to know.

Features turn their rows into a `Shot`; a shot never changes, so its picture can be cached.
"""

from dataclasses import dataclass
from hashlib import blake2b
from typing import ClassVar, Literal

from pydantic import ConfigDict

from studio.kernel.colour import Rgba
from studio.kernel.values import STRICT, Colour
from studio.render.rig.look import Look

Subject = Literal["cast", "product"]

RATIOS: dict[str, tuple[float, float]] = {
    "9:16": (1080.0, 1920.0),
    "4:5": (1080.0, 1350.0),
    "1:1": (1080.0, 1080.0),
    "16:9": (1920.0, 1080.0),
}
"""Picture units per ratio: 1080 across the short side."""


@dataclass(frozen=True, slots=True)
class Cast:
    """One person in a shot: who, in which pose, and where they stand (cm from the middle)."""

    name: str
    look: Look
    pose: str = "stand"
    facing: str = "front"
    head: str = ""
    """Where the head faces when it differs from the body."""
    expression: str = "soft_smile"
    gaze: str = "camera"
    outfit: str = ""
    """The look's own outfit when empty."""
    x: float = 0.0
    z: float = 0.0
    mirror: bool = False
    prop: str = ""
    """What the posing hand holds."""


@dataclass(frozen=True, slots=True)
class Prop:
    """A thing standing in the set: position in cm, y downwards from the floor, scale, tilt in °."""

    name: str
    x: float = 0.0
    y: float = -90.0
    scale: float = 1.0
    tilt: float = 0.0


@dataclass(frozen=True, slots=True)
class Super:
    """Text laid over the picture."""

    text: str
    style: str = "caption"
    position: str = "top"


@dataclass(frozen=True, slots=True)
class Product:
    """The advertised thing: which pack to draw, in which colours, with which word on it."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: str = "bottle"
    body: Colour = 0xE7A04BFF
    cap: Colour = 0x2B2430FF
    label: Colour = 0xFFF8EEFF
    text: str = ""


@dataclass(frozen=True, slots=True)
class Shot:
    """One panel: its framing, its set, who and what is in it, and the text over it."""

    ratio: str = "9:16"
    size: str = "MS"
    angle: str = "eye"
    camera_move: str = "static"
    subject: Subject = "cast"
    setting: str = "studio"
    light: str = "day"
    framing: str = "auto"
    """Where in the frame the cast stands: auto, centre, left, right."""
    cast: tuple[Cast, ...] = ()
    props: tuple[Prop, ...] = ()
    supers: tuple[Super, ...] = ()
    product: Product = Product()
    accent: Rgba = 0xE76F51FF
    """The brand's colour, behind headlines."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What is laid over the picture for the crew; empty strings and False leave a mark out."""

    number: str = ""
    """The panel's number on its slate."""
    timecode: str = ""
    move: bool = False
    """Arrows that show the camera move."""
    disclosure: str = ""
    placement: str = "tiktok"
    """The media placement whose interface the supers keep clear of."""
    thirds: bool = False
    safe_zones: bool = False


def digest(shot: Shot, marks: Marks) -> str:
    """Return a key that is the same for the same picture, in this version of the program."""
    return blake2b(repr((shot, marks)).encode(), digest_size=16).hexdigest()

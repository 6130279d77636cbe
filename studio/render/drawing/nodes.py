"""The display list: what a picture is made of, before any drawing library sees it.

Units are centimetres of the imagined set (figures, settings) or picture units
(overlay: 1080 across the short side); y grows downwards; colours are 0xRRGGBBAA.
Nodes are frozen, so drawings share them freely (a setting is built once for all panels).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from studio.kernel.colour import Rgba
from studio.kernel.geometry import IDENTITY, Matrix, Point

Stops = tuple[tuple[float, Rgba], ...]
Blend = Literal["normal", "multiply", "screen", "overlay"]
Cap = Literal["round", "butt"]
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Path:
    """Commands (one letter each: M L C Z) and the flat coordinates they eat."""

    ops: str
    pts: tuple[float, ...]

    def bounds(self) -> tuple[float, float, float, float]:
        """Return left, top, right, bottom of all points, control points included."""
        xs, ys = self.pts[0::2], self.pts[1::2]
        return min(xs), min(ys), max(xs), max(ys)

    def moved(self, dx: float, dy: float) -> "Path":
        """Return the same outline elsewhere."""
        out = [0.0] * len(self.pts)
        out[0::2] = [x + dx for x in self.pts[0::2]]
        out[1::2] = [y + dy for y in self.pts[1::2]]
        return Path(self.ops, tuple(out))

    def mapped(self, m: Matrix) -> "Path":
        """Return the outline under an affine map."""
        a, b, c, d, e, f = m
        xs, ys = self.pts[0::2], self.pts[1::2]
        out = [0.0] * len(self.pts)
        out[0::2] = [a * x + c * y + e for x, y in zip(xs, ys, strict=True)]
        out[1::2] = [b * x + d * y + f for x, y in zip(xs, ys, strict=True)]
        return Path(self.ops, tuple(out))

    def joined(self, other: "Path") -> "Path":
        """Return one path with the subpaths of both."""
        return Path(self.ops + other.ops, self.pts + other.pts)


@dataclass(frozen=True, slots=True)
class Linear:
    """A gradient along a line."""

    x0: float
    y0: float
    x1: float
    y1: float
    stops: Stops


@dataclass(frozen=True, slots=True)
class Radial:
    """A gradient from a centre outwards."""

    cx: float
    cy: float
    r: float
    stops: Stops


Paint = Rgba | Linear | Radial


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled outline."""

    path: Path
    paint: Paint
    even_odd: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A pen line of constant width; `dash` is on, off, … in the path's units."""

    path: Path
    paint: Paint
    width: float
    cap: Cap = "round"
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels by key; whoever paints asks a picture source for them."""

    key: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Text:
    """One line, already broken and measured; (x, y) is on the baseline."""

    text: str
    x: float
    y: float
    size: float
    paint: Paint
    face: str = "sans-bold"
    anchor: Anchor = "start"


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes that share a map, a clip, an opacity or a name."""

    items: tuple["Node", ...] = ()
    matrix: Matrix = IDENTITY
    clip: Path | None = None
    opacity: float = 1.0
    blend: Blend = "normal"
    blur: float = 0.0
    """Radius in the units of the group's parent."""
    tag: str = ""
    """What it shows ('figure:maya', 'prop:product', 'super:0'); makes it hit-testable."""


Node = Fill | Stroke | Picture | Text | Group


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole picture: its size in picture units, its nodes, and named points on the figures."""

    width: float
    height: float
    root: Group
    background: Rgba = 0xFFFFFFFF
    landmarks: Mapping[str, Point] = field(default_factory=dict)

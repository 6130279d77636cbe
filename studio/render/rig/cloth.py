"""What all garments share: room over the body, two-tone cloth, and the hem round the legs."""

from collections.abc import Sequence
from dataclasses import dataclass

from studio.kernel import colour
from studio.kernel.colour import Rgba
from studio.kernel.geometry import Point
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Path
from studio.render.rig.limbs import Limb
from studio.render.rig.look import Palette
from studio.render.rig.outfit import Slot
from studio.render.rig.skeleton import Skeleton
from studio.render.rig.skin import Skin
from studio.render.rig.torso import Ease, SectionName, Torso

_DRAPE: dict[SectionName, float] = {
    "neck": 0.3,
    "trap": 0.5,
    "shoulder": 0.5,
    "armpit": 0.7,
    "bust": 0.75,
    "underbust": 1.0,
    "waist": 1.25,
    "belly": 1.1,
    "hip": 0.9,
    "thigh": 1.0,
}
"""Cloth hangs from the shoulders: how much of a garment's ease arrives at each section."""

_LOOSENESS: dict[SectionName, float] = {"waist": 1.0, "underbust": 0.6, "belly": 0.7}
"""Where a garment without a waist hides one."""

_GREY: Rgba = 0x888888FF


def eases(ease: float, loose: float = 0.0) -> Ease:
    """Return the ease at every section of a garment; `loose` cm are added round the waist."""
    return {
        name: share * ease + _LOOSENESS.get(name, 0.0) * loose for name, share in _DRAPE.items()
    }


@dataclass(frozen=True, slots=True)
class Wearer:
    """The body that garments are cut for, and the colours and pen they are drawn with."""

    skeleton: Skeleton
    torso: Torso
    legs: tuple[Limb, ...]
    """The farther one first."""
    palette: Palette
    skin: Skin
    line: float
    """Width of the ink in cm."""

    @property
    def scale(self) -> float:
        """Return the body's size against one of 168 cm."""
        return self.skeleton.scale

    @property
    def shows_chest(self) -> bool:
        """Tell whether the chest, not the back, is seen."""
        return self.skeleton.trunk.chest.faces_viewer

    def colour(self, slot: Slot) -> Rgba:
        """Return the colour of a slot; palettes without it lend the top's."""
        return self.palette.get(slot, self.palette.get("top", _GREY))


def drape(canvas: Canvas, path: Path, base: Rgba, k: float, depth: float = 1.0) -> None:
    """Fill a piece of cloth or skin in two tones; `depth` says how round it is."""
    canvas.shape(path, base, shade=(1.7 * k * depth, 0.9 * k * depth), outlined=False)


def sew(canvas: Canvas, path: Path, base: Rgba, wearer: Wearer, depth: float = 1.0) -> None:
    """Ink and fill a piece of cloth."""
    canvas.outline(path, colour.ink_of(base), wearer.line)
    drape(canvas, path, base, wearer.scale, depth)


@dataclass(frozen=True, slots=True)
class HemSpan:
    """Where a hem round both legs lies: its ends on the paper and its height."""

    left: float
    right: float
    y: float

    def widened(self, by: float) -> "HemSpan":
        """Return the hem longer by the same length at both ends."""
        return HemSpan(self.left - by, self.right + by, self.y)

    @property
    def middle(self) -> float:
        """Return the x halfway."""
        return (self.left + self.right) / 2

    def at(self, share: float) -> float:
        """Return the x at a share of the way from left to right."""
        return self.left + (self.right - self.left) * share


def hem_span(legs: Sequence[Limb], share: float, ease: float) -> HemSpan:
    """Return the hem that clears both legs by `ease` at a share of their length."""
    xs: list[float] = []
    for leg in legs:
        at = round(share * (len(leg.line) - 1))
        xs += [side[at][0] for side in leg.sides(0.0, 1.0, (ease, ease))]
    y = sum(leg.point(share)[1] for leg in legs) / len(legs)
    return HemSpan(min(xs), max(xs), y)


def shifted(p: Point, dx: float = 0.0, dy: float = 0.0) -> Point:
    """Return a point moved on the paper."""
    return p[0] + dx, p[1] + dy

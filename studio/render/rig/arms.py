"""An arm with its sleeve, its hand, and what the hand holds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from studio.kernel import colour
from studio.kernel.colour import Rgba
from studio.kernel.geometry import Point
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Path
from studio.render.rig.cloth import Wearer, shifted
from studio.render.rig.hands import HandPart, draw_hand, palm_centre
from studio.render.rig.limbs import Limb
from studio.render.rig.outfit import Sleeve
from studio.render.rig.pose import HeldProp, Side
from studio.render.rig.sleeves import Cover, draw_cover, draw_sleeve

Hold = Callable[[Canvas, str, Point, float, float], None]
"""Draws a held prop: canvas, its name, where the hand is, tilt in degrees, scale."""


@dataclass(frozen=True, slots=True)
class Held:
    """A prop in a hand: what it is, how the pose holds it, and who draws it."""

    name: str
    how: HeldProp
    draw: Hold


@dataclass(frozen=True, slots=True)
class Arms:
    """Both arms of a figure, ready to be drawn one by one."""

    wearer: Wearer
    limbs: Mapping[Side, Limb]
    sleeve: Sleeve | None
    nails: Rgba | None

    def outline(self, side: Side) -> Path:
        """Return the arm's silhouette with its sleeve: what casts a shadow on the trunk."""
        if self.sleeve is None:
            return self.limbs[side].band(0.0, 1.0)
        ease = self.sleeve.ease * self.wearer.scale
        return self.limbs[side].band(0.0, self.sleeve.length, (ease * 0.35, ease * 0.9))

    def draw_under_ink(self, canvas: Canvas, side: Side) -> None:
        """Draw the contour of an arm over the trunk: under it, so it shows only outside."""
        skin, line = self.wearer.skin, self.wearer.line
        canvas.outline(self.limbs[side].band(0.0, 1.0), skin.ink, line)
        if self.sleeve is not None:
            ink = colour.ink_of(self.wearer.colour(self.sleeve.slot))
            canvas.outline(self.outline(side), ink, line)

    def draw(
        self, canvas: Canvas, side: Side, *, over_trunk: bool, held: Held | None = None
    ) -> None:
        """Draw an arm and its hand; `held` is given to the hand that holds it."""
        hand = self.wearer.skeleton.hands[side]
        grips = held is not None and hand.shape == "grip"
        chest_z = self.wearer.skeleton.trunk.chest.origin[2]
        # A hand stretched towards the viewer lies over its own sleeve. Rounded, because poses ask
        # for just this distance, and not the last bit of a sine shall decide.
        reach = round((hand.wrist[2] - chest_z) / self.wearer.scale, 9)
        stretched = over_trunk and reach > 12
        hand_last = stretched and not grips
        if not hand_last:
            self._draw_hand(canvas, side, "palm" if grips else "whole")
        self._draw_limb(canvas, side, over_trunk=over_trunk)
        if hand_last:
            self._draw_hand(canvas, side, "whole")
        if held is not None and grips:
            self._draw_held(canvas, side, held)
            self._draw_hand(canvas, side, "fingers")

    def _draw_hand(self, canvas: Canvas, side: Side, part: HandPart) -> None:
        wearer = self.wearer
        hand, skin = wearer.skeleton.hands[side], wearer.skin.base
        draw_hand(
            canvas, wearer.skeleton, hand, skin, nails=self.nails, part=part, line=wearer.line
        )

    def _draw_limb(self, canvas: Canvas, side: Side, *, over_trunk: bool) -> None:
        wearer, arm = self.wearer, self.limbs[side]
        k, line = wearer.scale, wearer.line
        skin = Cover(1.0, (0.0, 0.0), wearer.skin.base, wearer.skin.ink)
        draw_cover(canvas, arm, skin, over_trunk=over_trunk, k=k, line=line)
        if self.sleeve is not None:
            base = wearer.colour(self.sleeve.slot)
            draw_sleeve(canvas, arm, self.sleeve, base, over_trunk=over_trunk, k=k, line=line)

    def _draw_held(self, canvas: Canvas, side: Side, held: Held) -> None:
        skeleton, k = self.wearer.skeleton, self.wearer.scale
        hand = skeleton.hands[side]
        at = shifted(palm_centre(skeleton, hand, 0.44), dy=-held.how.lift * k)
        held.draw(canvas, held.name, at, held.how.tilt, k * skeleton.nearness(hand.wrist))

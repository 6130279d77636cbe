"""One person in a shot, drawn from back to front."""

from collections.abc import Mapping
from dataclasses import replace

from studio.kernel.colour import Rgba
from studio.kernel.geometry import Point, lerp
from studio.render.drawing.canvas import Canvas, soft
from studio.render.drawing.paths import ellipse
from studio.render.rig.arms import Arms, Held, Hold
from studio.render.rig.body import (
    draw_legs,
    draw_throat,
    draw_trunk,
    neck_outline,
    trunk_outline,
)
from studio.render.rig.cloth import Wearer, eases
from studio.render.rig.clothes import draw_clothes, shoe_of
from studio.render.rig.feet import draw_foot
from studio.render.rig.hands import palm_centre
from studio.render.rig.head import Head
from studio.render.rig.landmarks import landmarks
from studio.render.rig.limbs import ARM, LEG, far_to_near, limb
from studio.render.rig.outfit import outfit_worn, outfits
from studio.render.rig.pose import FACINGS, SIDES, Pose, Side, pose_named
from studio.render.rig.skeleton import Skeleton
from studio.render.rig.solve import solve
from studio.render.rig.torso import Torso
from studio.render.shot import Cast

__all__ = ["Figure", "Hold"]

_GAZES: Mapping[str, Point] = {
    "camera": (0.0, 0.0),
    "left": (-0.9, 0.0),
    "right": (0.9, 0.0),
    "up": (0.2, -0.9),
    "down": (0.0, 0.95),
}
"""How far the irises move, right and down; every other gaze goes to the camera."""

_CAST_SHADOW: Rgba = 0x2A102030
_GROUND_SHADOW: Rgba = 0x1B1030FF


class Figure:
    """A cast member, solved and dressed; `landmarks` name points of it in the set's units."""

    def __init__(self, cast: Cast, line: float = 0.42) -> None:
        """Solve the pose; `line` is the width of the ink in cm."""
        self.cast = cast
        pose = pose_named(cast.pose)
        self._prop = (pose.mirrored() if cast.mirror else pose).prop
        skeleton = _solved(cast, pose)
        self._skeleton = skeleton
        self.head = _head(cast, skeleton, line)
        torso = Torso(skeleton)
        arms = {side: limb(skeleton, skeleton.arms[side], ARM) for side in SIDES}
        legs = {side: limb(skeleton, skeleton.legs[side], LEG) for side in SIDES}
        self._legs_far_to_near = far_to_near(legs)
        self.landmarks = landmarks(self.head, skeleton, torso, arms, legs)
        worn = outfit_worn(cast.outfit, cast.look.outfit)
        self._outfit = outfits()[worn]
        wearer = Wearer(
            skeleton,
            torso,
            tuple(legs[side] for side in self._legs_far_to_near),
            cast.look.colours_in(worn),
            self.head.skin,
            line,
        )
        self._arms = Arms(wearer, arms, self._outfit.sleeve, cast.look.nails)

    @property
    def _wearer(self) -> Wearer:
        return self._arms.wearer

    def set_line(self, line: float) -> None:
        """Draw with another width of ink from now on, in cm."""
        self._arms = replace(self._arms, wearer=replace(self._wearer, line=line))
        self.head.set_line(line)

    def draw(self, canvas: Canvas, hold: Hold | None = None) -> None:
        """Draw the figure from back to front; `hold` draws what the pose holds."""
        held = self._held(hold)
        behind, in_front = self._arms_behind_and_in_front()
        with canvas.group(tag=f"figure:{self.cast.name}"):
            self._draw_ground_shadows(canvas)
            if self._faces_viewer:
                self.head.draw_back(canvas)
            for side in behind:
                self._draw_arm(canvas, side, held, over_trunk=False)
            for side in in_front:
                self._arms.draw_under_ink(canvas, side)
            self._draw_bare_body(canvas)
            draw_clothes(canvas, self._wearer, self._outfit)
            if not self._faces_viewer and self.head.shape.face_visible:
                self.head.draw_back(canvas)
            self._draw_cast_shadows(canvas, in_front)
            self.head.draw(canvas)
            if not self.head.shape.face_visible:
                self.head.draw_back(canvas)
            self._draw_held_in_both_hands(canvas, held)
            for side in in_front:
                self._draw_arm(canvas, side, held, over_trunk=True)

    @property
    def _faces_viewer(self) -> bool:
        return self._skeleton.trunk.base.faces_viewer

    def _held(self, hold: Hold | None) -> Held | None:
        if hold is None or self._prop is None or not self.cast.prop:
            return None
        return Held(self.cast.prop, self._prop, hold)

    def _arms_behind_and_in_front(self) -> tuple[list[Side], list[Side]]:
        """Return the arms that the trunk covers and those that cover it, far to near."""
        chest_z = self._skeleton.trunk.chest.origin[2]
        # Seen from behind, arms that hang at the sides belong in front.
        limit = chest_z + (2.5 if self._faces_viewer else -3.5)
        limbs = self._arms.limbs
        order = far_to_near(limbs)
        behind = [side for side in order if limbs[side].depth < limit]
        return behind, [side for side in order if side not in behind]

    def _draw_ground_shadows(self, canvas: Canvas) -> None:
        k = self._skeleton.scale
        for leg in self._skeleton.legs.values():
            # A foot this high casts no shadow that touches it.
            if leg[2][1] < -34 * k:
                continue
            x, y = self._skeleton.project(leg[2])
            x, y = x + 2 * k, max(y + 8 * k, self.landmarks["floor"][1] - 7.5 * k)
            shadow = soft(x, y, 17 * k, _GROUND_SHADOW, 0.34)
            canvas.fill(ellipse(x, y, 17 * k, 3.6 * k), shadow)

    def _draw_bare_body(self, canvas: Canvas) -> None:
        wearer = self._wearer
        shoe = shoe_of(wearer, self._outfit)
        for side in self._legs_far_to_near:
            foot = self._skeleton.feet[side]
            draw_foot(canvas, self._skeleton, foot, shoe, wearer.skin.base, wearer.line)
        draw_legs(canvas, wearer)
        canvas.outline(neck_outline(wearer, self.head), wearer.skin.ink, wearer.line)
        draw_trunk(canvas, wearer, self._outfit)
        draw_throat(canvas, wearer, self.head)

    def _draw_cast_shadows(self, canvas: Canvas, arms: list[Side]) -> None:
        """Draw what hair and arms in front throw on the trunk."""
        k = self._skeleton.scale
        ease = eases(self._outfit.trunk_ease)
        with canvas.group(clip=trunk_outline(self._wearer.torso, "thigh", ease)):
            if self.head.shape.face_visible:
                for path in self.head.hair.front_shapes():
                    onto_trunk = path.mapped(self.head.matrix).moved(0.9 * k, 1.5 * k)
                    canvas.fill(onto_trunk, _CAST_SHADOW)
            for side in arms:
                canvas.fill(self._arms.outline(side).moved(0.8 * k, 2.0 * k), _CAST_SHADOW)

    def _draw_held_in_both_hands(self, canvas: Canvas, held: Held | None) -> None:
        if held is None or held.how.hand != "both":
            return
        right, left = (palm_centre(self._skeleton, self._skeleton.hands[side]) for side in SIDES)
        at = lerp(right, left, 0.5)
        held.draw(canvas, held.name, at, held.how.tilt, self._skeleton.scale)

    def _draw_arm(self, canvas: Canvas, side: Side, held: Held | None, *, over_trunk: bool) -> None:
        in_this_hand = held if held is not None and held.how.hand == side else None
        with canvas.group(tag=f"arm:{self.cast.name}:{side}"):
            self._arms.draw(canvas, side, over_trunk=over_trunk, held=in_this_hand)


def _solved(cast: Cast, pose: Pose) -> Skeleton:
    head_facing = None
    if cast.head in FACINGS:
        # A head told where to look keeps a little of the turn that its pose gives it.
        head_facing = FACINGS[cast.head] + pose.head.yaw * 0.25
    return solve(
        cast.look.build,
        pose.mirrored() if cast.mirror else pose,
        FACINGS.get(cast.facing, 0.0),
        head_facing=head_facing,
        x=cast.x,
        z=cast.z,
    )


def _head(cast: Cast, skeleton: Skeleton, line: float) -> Head:
    trunk = skeleton.trunk
    centre = trunk.head_centre
    return Head(
        cast.look,
        cast.expression,
        yaw=trunk.head.yaw,
        pitch=trunk.head.pitch,
        roll=trunk.head.roll,
        centre=skeleton.project(centre),
        unit=trunk.build.head * trunk.scale * skeleton.nearness(centre),
        gaze=_GAZES.get(cast.gaze, (0.0, 0.0)),
        line=line,
    )

"""Framing: shot size, ratio and cast give the part of the set that the frame shows.

Shot sizes are rules on landmarks of the body, so a tall person and a raised arm get their room.
Frames are in centimetres of the set; the rules are data in `resources/drawing/camera.toml`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import ClassVar, Literal

from pydantic import ConfigDict

from studio.kernel import resources
from studio.kernel.geometry import Matrix, Point
from studio.kernel.values import STRICT, read_value
from studio.render.shot import Prop, Shot

USUAL_SIZE = "MS"
"""Stands in for a size that we do not know."""

_OFF_CENTRE = 0.15
"""How far the cast moves aside when the framing says left or right, share of the width."""
_NOSE_ROOM = 0.07
"""The same for one person who looks aside, so that there is room before the face."""
_HEAD_HALF = 0.36
"""Half a face in heads."""


Arrows = Literal["", "inwards", "outwards", "bow", "straight", "upright", "arc", "shake"]


@dataclass(frozen=True, slots=True)
class Thing:
    """How a product is framed: height of the frame in cm, blur of the setting."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    height: float
    blur: float


@dataclass(frozen=True, slots=True)
class SizeRule:
    """A shot size as a rule on the body; `camera.toml` explains the fields."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    bottom: str
    below: float
    headroom: float
    sides: Literal["face", "hair", "shoulders", "arms"]
    margin: float
    holds: Literal["eyes", "bottom", "floor"]
    eyes: float
    blur: float
    thing: Thing
    top: Literal["crown", "brow"] = "crown"


@dataclass(frozen=True, slots=True)
class Angle:
    """How the camera is tilted."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    keystone: float = 0.0
    roll: float = 0.0
    horizon: float = 0.0


@dataclass(frozen=True, slots=True)
class CameraMove:
    """Where a camera move ends, and the arrows that stand for it."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    scale: float = 1.0
    across: float = 0.0
    down: float = 0.0
    arrows: Arrows = ""
    reversed: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """What the camera needs to know of a person in the set, in centimetres."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    landmarks: Mapping[str, Point]
    centre: Point
    """The middle of the head."""
    unit: float
    """Chin to crown."""
    turn: float = 0.0
    """Sine of the head's turn: above 0 looks to the right of the picture."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the set that is seen: middle and size in cm, blur in picture units."""

    cx: float
    cy: float
    width: float
    height: float
    blur: float = 0.0
    angle: Angle = field(default_factory=Angle)

    def matrix(self, picture_width: float) -> Matrix:
        """Return the map from the set to a picture so wide."""
        s = picture_width / self.width
        return (s, 0.0, 0.0, s, (self.width / 2 - self.cx) * s, (self.height / 2 - self.cy) * s)


@dataclass(frozen=True, slots=True)
class _Rules:
    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    size: dict[str, SizeRule]
    angle: dict[str, Angle]
    move: dict[str, CameraMove]
    stand_in: Body


@cache
def _rules() -> _Rules:
    return read_value(_Rules, resources.table("drawing", "camera.toml"), "camera.toml")


SIZES = tuple(_rules().size)
"""Codes of the shot sizes, tightest first."""
ANGLES = tuple(_rules().angle)
"""Codes of the camera angles, in menu order."""
CAMERA_MOVES = tuple(_rules().move)
"""Codes of the camera moves, in menu order; the first keeps the camera still."""
FRAMINGS = ("auto", "centre", "left", "right")
"""Where in the frame the cast can stand."""


def size_rule(code: str) -> SizeRule:
    """Return the rule of a shot size; an unknown code gives the medium shot's."""
    return _rules().size.get(code) or _rules().size[USUAL_SIZE]


def angle(code: str) -> Angle:
    """Return a camera angle; an unknown code gives eye level."""
    return _rules().angle.get(code, Angle())


def camera_move(code: str) -> CameraMove:
    """Return a camera move; an unknown code keeps the camera still."""
    return _rules().move.get(code, CameraMove())


def frame_shot(shot: Shot, bodies: Sequence[Body], ratio: float) -> Frame:
    """Return the frame of a shot; `ratio` is width by height, `bodies` its cast.

    A product shot frames the product; a shot of nobody frames the setting, at the height a
    person would have there.
    """
    if shot.subject == "product":
        frame = _frame_thing(_framed_prop(shot.props), shot.size, ratio)
    elif bodies:
        frame = frame_cast(bodies, shot.size, ratio, shot.framing)
    else:
        # Nobody is there to be sharp against a soft setting.
        frame = replace(frame_cast([_rules().stand_in], shot.size, ratio, "centre"), blur=0.0)
    return replace(frame, angle=angle(shot.angle))


def frame_cast(bodies: Sequence[Body], size: str, ratio: float, framing: str = "auto") -> Frame:
    """Return the frame that shows all `bodies` at a shot size, seen at eye level."""
    rule = size_rule(size)
    unit = max(body.unit for body in bodies)
    left, right = _SPANS[rule.sides](bodies)
    top = min(_top_of(body, rule, unit) for body in bodies)
    bottom = max(body.landmarks[rule.bottom][1] for body in bodies) + rule.below * unit
    by_height = (bottom - top) / (1 - rule.headroom)
    by_width = (right - left) * rule.margin / ratio
    height = max(by_height, by_width)
    width = height * ratio
    upper = top - rule.headroom * height
    if rule.holds == "floor":
        upper = bottom - height
    elif by_width > by_height * 1.02:
        upper = _upper_edge_by_eyes(bodies, rule, height, top, bottom)
    cx = (left + right) / 2 + _aside(bodies, framing) * width
    return Frame(cx, upper + height / 2, width, height, rule.blur)


def _top_of(body: Body, rule: SizeRule, unit: float) -> float:
    if rule.top == "brow":
        return body.landmarks["eyes"][1] - 0.30 * unit
    return body.landmarks["crown"][1]


def _upper_edge_by_eyes(
    bodies: Sequence[Body], rule: SizeRule, height: float, top: float, bottom: float
) -> float:
    """Return the upper edge of a frame that is higher than the bodies ask for.

    Eyes sit at a fixed height then, else all the spare room would lie over the heads.
    """
    eyes = sum(body.landmarks["eyes"][1] for body in bodies) / len(bodies)
    upper = eyes - rule.eyes * height
    if rule.holds == "bottom":
        upper = max(upper, bottom - height)
    return min(upper, top - 0.05 * height)


def _aside(bodies: Sequence[Body], framing: str) -> float:
    """Return how far the frame slides to the right of the cast, share of its width."""
    if framing == "left":
        return _OFF_CENTRE
    if framing == "right":
        return -_OFF_CENTRE
    if framing == "auto" and len(bodies) == 1 and abs(bodies[0].turn) > 0.2:
        return _NOSE_ROOM if bodies[0].turn > 0 else -_NOSE_ROOM
    return 0.0


Span = tuple[float, float]


def _face_span(bodies: Sequence[Body]) -> Span:
    left = min(body.centre[0] - _HEAD_HALF * body.unit for body in bodies)
    return left, max(body.centre[0] + _HEAD_HALF * body.unit for body in bodies)


def _hair_span(bodies: Sequence[Body]) -> Span:
    marks = [body.landmarks for body in bodies]
    return min(m["hair_l"][0] for m in marks), max(m["hair_r"][0] for m in marks)


def _shoulder_span(bodies: Sequence[Body]) -> Span:
    marks = [body.landmarks for body in bodies]
    left = min(min(m["shoulder_l"][0], m["hair_l"][0]) for m in marks)
    right = max(max(m["shoulder_r"][0], m["hair_r"][0]) for m in marks)
    if len(marks) == 1:
        # A hand up beside the face belongs in the frame.
        for hand in (marks[0]["hand_r"], marks[0]["hand_l"]):
            if hand[1] < marks[0]["bust"][1]:
                left, right = min(left, hand[0] - 7), max(right, hand[0] + 7)
    return left, right


def _arm_span(bodies: Sequence[Body]) -> Span:
    marks = [body.landmarks for body in bodies]
    return min(m["left"][0] for m in marks), max(m["right"][0] for m in marks)


_SPANS = {"face": _face_span, "hair": _hair_span, "shoulders": _shoulder_span, "arms": _arm_span}


def _framed_prop(props: Sequence[Prop]) -> Prop:
    """Return the product among the props, else the first prop, else where one would stand."""
    product = next((prop for prop in props if prop.name == "product"), None)
    return product or (props[0] if props else Prop("product"))


def _frame_thing(prop: Prop, size: str, ratio: float) -> Frame:
    thing = size_rule(size).thing
    height = thing.height * (1.0 if ratio < 1 else 0.75) * prop.scale
    return Frame(prop.x, prop.y - 4 * prop.scale, height * ratio, height, thing.blur)


def frame_behind(frame: Frame) -> Frame:
    """Return the frame of the setting: it lies farther away than the cast, so it looks smaller.

    The closer the shot, the more so; that keeps a setting readable behind a face in 9:16.
    """
    zoom = max(0.5, min(7.0, 225.0 / frame.height))
    q = 0.80 * zoom**-0.36 if zoom > 1 else 0.80
    # The setting shrinks about the floor in a wide shot and about the eye line in a close one.
    line = -128.0 * min(1.0, max(0.0, (zoom - 1.0) / 2.2))
    cx = frame.cx * 0.35 + frame.cx * 0.65 / q * 0.6
    cy = line + (frame.cy - line) / q - frame.angle.horizon * frame.height / q
    return replace(frame, cx=cx, cy=cy, width=frame.width / q, height=frame.height / q)


def frame_after(frame: Frame, move: str) -> Frame:
    """Return where a camera move ends that starts at `frame`."""
    rule = camera_move(move)
    k = rule.scale
    cx = frame.cx + rule.across * frame.width
    # Zooming keeps the upper part, where the faces are.
    cy = frame.cy + (rule.down - (1 - k) * 0.12) * frame.height
    return replace(frame, cx=cx, cy=cy, width=frame.width * k, height=frame.height * k)


def frame_between(start: Frame, end: Frame, t: float) -> Frame:
    """Return the frame a share `t` of the way; sizes grow geometrically, so a zoom looks steady."""
    height = start.height * (end.height / start.height) ** t
    growth = end.height - start.height
    u = t if abs(growth) < 1e-6 else (height - start.height) / growth
    cx = start.cx + (end.cx - start.cx) * u
    cy = start.cy + (end.cy - start.cy) * u
    blur = start.blur + (end.blur - start.blur) * t
    return Frame(cx, cy, height * start.width / start.height, height, blur, start.angle)

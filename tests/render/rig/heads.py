"""Heads to test with: four people, and ways to draw and search them."""

from collections.abc import Iterator
from math import radians

from studio.kernel.geometry import Point
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Fill, Group, Node, Path, Stroke
from studio.render.rig.head import Head
from studio.render.rig.look import Look, read_look

UNIT = 25.5
CENTRE = (40.0, 60.0)
FACINGS = (0, 32, -32, 60, -60, 86, -86, 100, -108, 113, -113, 140, -140, 180)
"""Degrees, with the steps at which the drawing changes: profile, last of the face, behind."""

_SHARED: dict[str, object] = {"outfit": "plain", "palette": {}}
PEOPLE: dict[str, dict[str, object]] = {
    "ines": {
        **_SHARED,
        "skin": "#C98A62",
        "face": "heart",
        "freckles": True,
        "hair": {"style": "long_wavy", "colour": "#3B2119"},
        "eyes": {"colour": "#7A4A23", "size": 1.06, "tilt": 7, "shadow": "#A0523D"},
        "lips": {"colour": "#B4544F", "full": 1.12},
        "earrings": {"style": "hoop", "colour": "#E2B24A"},
    },
    "yuki": {
        **_SHARED,
        "skin": "#F3CFB3",
        "face": "round",
        "blush": 0.85,
        "hair": {"style": "bob_bangs", "colour": "#E58FA6"},
        "eyes": {"colour": "#6B4C9A", "size": 1.14, "tilt": 4},
        "brows": {"weight": 0.8, "colour": "#A65A70"},
    },
    "kwame": {
        **_SHARED,
        "skin": "#6B4128",
        "face": "square",
        "nose": 1.2,
        "hair": {"style": "curly_top", "colour": "#1E1512"},
        "eyes": {"colour": "#3A2416", "size": 0.94, "tilt": 2, "lash": 0.3},
        "beard": {"style": "short", "colour": "#1B1310"},
        "mole": [0.12, 0.2],
    },
    "greta": {
        **_SHARED,
        "skin": "#F0C4A4",
        "face": "long",
        "hair": {"style": "low_bun", "colour": "#C79A5B"},
        "eyes": {"colour": "#4A7A9A", "tilt": 3, "lash": 0.7},
        "glasses": {"style": "round", "colour": "#4A3226"},
        "earrings": {"style": "stud", "colour": "#E9E2D0"},
    },
}


def person(name: str, **changes: object) -> Look:
    """Return one of the four, with some keys of the recipe replaced."""
    return read_look({**PEOPLE[name], **changes}, name)


def wearing(style: str, name: str = "ines", **changes: object) -> Look:
    """Return one of the four with another hair style."""
    return person(name, hair={"style": style, "colour": "#3B2119"}, **changes)


def head(
    look: Look,
    expression: str = "neutral",
    facing: float = 0.0,
    *,
    roll: float = 0.0,
    gaze: Point = (0.0, 0.0),
) -> Head:
    """Return a head that faces so many degrees to the right of the picture."""
    return Head(
        look,
        expression,
        yaw=radians(facing),
        pitch=0.0,
        roll=roll,
        centre=CENTRE,
        unit=UNIT,
        gaze=gaze,
    )


def drawn(subject: Head) -> Group:
    """Return both layers of a head, in the order a figure draws them."""
    canvas = Canvas()
    layers = [subject.draw_back, subject.draw]
    for draw in layers if subject.shape.face_visible else layers[::-1]:
        draw(canvas)
    return canvas.root


def leaves(
    node: Node, clips: tuple[Path, ...] = ()
) -> Iterator[tuple[Fill | Stroke, tuple[Path, ...]]]:
    """Yield fills and strokes in drawing order, each with the clips it lies under."""
    if isinstance(node, Group):
        inner = clips if node.clip is None else (*clips, node.clip)
        for child in node.items:
            yield from leaves(child, inner)
    elif isinstance(node, Fill | Stroke):
        yield node, clips


def fills(node: Node, *paints: int) -> list[Path]:
    """Return the outlines filled with one of these colours."""
    return [
        leaf.path for leaf, _ in leaves(node) if isinstance(leaf, Fill) and leaf.paint in paints
    ]


def middle(path: Path) -> Point:
    """Return the middle of an outline's box."""
    left, top, right, bottom = path.bounds()
    return (left + right) / 2, (top + bottom) / 2

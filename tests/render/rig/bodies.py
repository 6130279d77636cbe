"""Bodies to test with: three builds, and ways to draw and search them."""

from collections.abc import Iterator

from studio.kernel.geometry import IDENTITY, Matrix, Point, multiply
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Fill, Group, Node, Stroke
from studio.render.rig.cloth import Wearer
from studio.render.rig.figure import Figure
from studio.render.rig.limbs import LEG, far_to_near, limb
from studio.render.rig.look import Build, Look, read_look
from studio.render.rig.pose import FACINGS, SIDES, pose_named
from studio.render.rig.skin import skin_of
from studio.render.rig.solve import solve
from studio.render.rig.torso import Torso
from studio.render.shot import Cast

TOP, BOTTOM, SHOE, ACCENT = 0xE8A24AFF, 0x3D5A80FF, 0x7A4030FF, 0x40B060FF
INNER, OUTER = 0xFFF6EAFF, 0xA9C6D8FF
SKIN = 0xC98A62FF

BUILDS: dict[str, Build] = {
    "usual": Build(),
    "small": Build(height=152, shoulders=14.2, hips=14.4, chest=12.8, bust=1.0, hand=14.0),
    "tall": Build(
        height=194, shoulders=19.6, chest=16.6, waist=14.0, girth=1.2, neck=6.2, leg=1.0, hand=18
    ),
}

_RECIPE: dict[str, object] = {
    "skin": "#C98A62",
    "hair": {"style": "bob_bangs", "colour": "#3B2119"},
    "outfit": "tshirt_jeans",
    "palette": {
        "top": "#E8A24A",
        "bottom": "#3D5A80",
        "shoe": "#7A4030",
        "accent": "#40B060",
        "inner": "#FFF6EA",
        "outer": "#A9C6D8",
    },
}


def look(build: str = "usual", **changes: object) -> Look:
    """Return somebody of one of the three builds, with some keys of the recipe replaced."""
    sizes = {name: getattr(BUILDS[build], name) for name in Build.__slots__}
    return read_look({**_RECIPE, "build": sizes, **changes}, build)


def figure(pose: str = "stand", facing: str = "front", **cast: object) -> Figure:
    """Return a figure of the usual build, unless `cast` gives it another look."""
    cast.setdefault("look", look())
    return Figure(Cast("nora", pose=pose, facing=facing, **cast))  # type: ignore[arg-type] # tests know the keys


def drawn(subject: Figure, **keys: object) -> Group:
    """Return a figure's drawing."""
    canvas = Canvas()
    subject.draw(canvas, **keys)  # type: ignore[arg-type] # tests know the keys
    return canvas.root


def wearer(facing: str = "front", pose: str = "stand", build: str = "usual") -> Wearer:
    """Return a body to cut garments for."""
    person = look(build)
    skeleton = solve(person.build, pose_named(pose), FACINGS[facing])
    legs = {side: limb(skeleton, skeleton.legs[side], LEG) for side in SIDES}
    order = tuple(legs[side] for side in far_to_near(legs))
    skin = skin_of(person.skin)
    return Wearer(skeleton, Torso(skeleton), order, person.palette, skin, 0.42)


def leaves(node: Node, matrix: Matrix = IDENTITY) -> Iterator[Fill | Stroke]:
    """Yield fills and strokes in drawing order, their outlines in the set's units."""
    if isinstance(node, Group):
        inner = multiply(matrix, node.matrix)
        for child in node.items:
            yield from leaves(child, inner)
    elif isinstance(node, Fill):
        yield Fill(node.path.mapped(matrix), node.paint, node.even_odd)
    elif isinstance(node, Stroke):
        yield Stroke(node.path.mapped(matrix), node.paint, node.width, node.cap, node.dash)


def points(node: Node) -> list[Point]:
    """Return all points of all outlines, in the set's units."""
    return [
        point
        for leaf in leaves(node)
        for point in zip(leaf.path.pts[0::2], leaf.path.pts[1::2], strict=True)
    ]


def paints(node: Node) -> list[object]:
    """Return what the fills are painted with, in drawing order."""
    return [leaf.paint for leaf in leaves(node) if isinstance(leaf, Fill)]


def box(node: Node, *wanted: int) -> tuple[float, float, float, float]:
    """Return the box round everything, or round all that is filled with one of these colours."""
    chosen = [
        leaf.path.bounds()
        for leaf in leaves(node)
        if not wanted or (isinstance(leaf, Fill) and leaf.paint in wanted)
    ]
    lefts, tops, rights, bottoms = zip(*chosen, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def groups(node: Node, tag: str) -> list[Group]:
    """Return the groups of a name, in drawing order."""
    found = [node] if isinstance(node, Group) and node.tag == tag else []
    if isinstance(node, Group):
        for child in node.items:
            found += groups(child, tag)
    return found

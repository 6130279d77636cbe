"""A person's head at its place in the picture."""

from dataclasses import KW_ONLY, dataclass, field
from math import cos, sin

from studio.kernel import colour
from studio.kernel.geometry import Matrix, Point, apply
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Path
from studio.render.rig.accessories import draw_beard, draw_earrings, draw_glasses
from studio.render.rig.expression import expression_named
from studio.render.rig.face import draw_ears, draw_features, draw_skin
from studio.render.rig.hair.hair import Hair
from studio.render.rig.hair.style import hair_style_named
from studio.render.rig.head_shape import FACE_SHAPES, OVAL, HeadShape, turned_head
from studio.render.rig.look import Look
from studio.render.rig.portrait import Portrait
from studio.render.rig.skin import Skin, skin_of


@dataclass(slots=True)
class Head:
    """A head, drawn in two layers: what hangs behind the body, and the rest.

    Angles are radians: a positive `yaw` looks to the right of the picture, a positive `pitch` up,
    a positive `roll` leans to the right. `centre` and the results of `bounds` and `to_set` are in
    the set's centimetres, and so are `unit` (the head's height) and `line` (the pen's width).
    """

    look: Look
    expression: str
    """A name of `expressions.toml`; an unknown one draws the neutral face."""
    _: KW_ONLY
    yaw: float
    pitch: float
    roll: float
    centre: Point
    unit: float
    gaze: Point = (0.0, 0.0)
    """Where the eyes look: right and down, each -1 to 1."""
    line: float = 0.55
    shape: HeadShape = field(init=False)
    skin: Skin = field(init=False)
    hair: Hair = field(init=False)

    def __post_init__(self) -> None:
        self.shape = turned_head(FACE_SHAPES.get(self.look.face, OVAL), self.yaw, self.pitch)
        self.skin = skin_of(self.look.skin, self.look.lips.colour)
        hair = self.look.hair
        style = hair_style_named(hair.style)
        self.hair = Hair(style, hair.colour, self.shape, self.roll, self.line / self.unit)

    @property
    def matrix(self) -> Matrix:
        """Return the map from head heights to the set."""
        c, s = cos(self.roll) * self.unit, sin(self.roll) * self.unit
        return (c, s, -s, c, *self.centre)

    def to_set(self, point: Point) -> Point:
        """Return where a point of the head lies in the set."""
        return apply(self.matrix, *point)

    def set_line(self, line: float) -> None:
        """Draw with a pen of another width, in centimetres."""
        self.line = line
        self.hair.set_line(line / self.unit)

    def bounds(self) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom of the head with its hair down to the chin."""
        half, top = self.hair.reach
        x, y = self.centre
        return (
            x - half * self.unit,
            y + top * self.unit,
            x + half * self.unit,
            y + 0.5 * self.unit,
        )

    def draw_back(self, canvas: Canvas) -> None:
        """Draw the hair that hangs behind the body; before a body seen from the front."""
        with canvas.group(self.matrix):
            self.hair.draw_back(canvas)

    def draw(self, canvas: Canvas) -> None:
        """Draw everything else."""
        with canvas.group(self.matrix):
            self._draw(canvas, self._portrait())

    def _portrait(self) -> Portrait:
        expression = expression_named(self.expression)
        return Portrait(
            shape=self.shape,
            skin=self.skin,
            look=self.look,
            expression=expression,
            gaze=(self.gaze[0] + expression.gaze[0], self.gaze[1] + expression.gaze[1]),
            line=self.line / self.unit,
        )

    def _draw(self, canvas: Canvas, portrait: Portrait) -> None:
        contour = self.shape.face_path()
        covered = self.hair.covers_head
        # Hair cut short or tied back runs behind the ear on the side we look at.
        ears_over_hair = (
            self.hair.leaves_ears and abs(self.shape.s) > 0.25 and self.shape.face_visible
        )
        if not covered and not ears_over_hair:
            draw_ears(canvas, portrait)
        draw_skin(canvas, portrait, contour)
        if self.shape.face_visible:
            self._draw_face(canvas, portrait, contour)
        self.hair.draw_front(canvas)
        if not covered and ears_over_hair:
            draw_ears(canvas, portrait)
        if self.look.earrings is not None and not self.hair.covers_ears:
            draw_earrings(canvas, portrait, self.look.earrings)

    def _draw_face(self, canvas: Canvas, portrait: Portrait, contour: Path) -> None:
        self._draw_hair_shadow(canvas, contour)
        look = self.look
        if look.beard is not None:
            draw_beard(canvas, portrait, contour, look.beard)
        brow = look.brows.colour
        if brow is None:
            brow = colour.shadow(look.hair.colour, 1.1)
        draw_features(canvas, portrait, contour, brow)
        if look.glasses is not None:
            draw_glasses(canvas, portrait, look.glasses)

    def _draw_hair_shadow(self, canvas: Canvas, contour: Path) -> None:
        """Draw the shadow the hair casts on the face; the light comes from the upper left."""
        shadow = colour.with_alpha(self.skin.deep, 0.42)
        with canvas.group(clip=contour):
            for shape in self.hair.front_shapes():
                canvas.fill(shape.moved(0.022, 0.038), shadow)

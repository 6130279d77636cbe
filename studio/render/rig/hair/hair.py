"""One head's hair: what is drawn behind it, what over it, and in which order."""

from functools import cached_property

from studio.kernel import colour
from studio.kernel.colour import Rgba
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Path
from studio.render.rig.hair.braids import draw_braids
from studio.render.rig.hair.coily import draw_cloud
from studio.render.rig.hair.edges import HairEdges
from studio.render.rig.hair.gathered import cap
from studio.render.rig.hair.hijab import draw_hijab
from studio.render.rig.hair.loose import curtains, draw_mass
from studio.render.rig.hair.pen import hair_pen
from studio.render.rig.hair.rear import draw_rear
from studio.render.rig.hair.strands import draw_parting, draw_strands, draw_wisps
from studio.render.rig.hair.style import HairStyle
from studio.render.rig.hair.tied import draw_tied
from studio.render.rig.head_shape import HeadShape

_TALL_EXTRAS = ("top_knot", "high_pony", "space_buns")


class Hair:
    """The hair of one head in one picture, in head heights.

    The back layer is drawn behind the body when the face is seen, over it when it is not.
    """

    def __init__(
        self, style: HairStyle, base: Rgba, shape: HeadShape, roll: float, line: float
    ) -> None:
        self.style = style
        self._edges = HairEdges(style, shape, roll)
        self._face_visible = shape.face_visible
        self._base = base
        self.set_line(line)

    def set_line(self, line: float) -> None:
        """Draw with a pen of another width."""
        self._pen = hair_pen(self._base, line)

    @property
    def covers_head(self) -> bool:
        """Tell whether cloth covers hair and ears."""
        return self.style.kind == "hijab"

    @property
    def covers_ears(self) -> bool:
        """Tell whether earrings are hidden."""
        return self.covers_head or (self.style.kind == "loose" and self.style.length > 0.2)

    @property
    def leaves_ears(self) -> bool:
        """Tell whether the ears stand free of the hair."""
        return self.style.kind not in ("loose", "hijab")

    @property
    def reach(self) -> tuple[float, float]:
        """Return how far the hair goes to either side, and up to which height."""
        if self.style.kind == "coily":
            return 0.36 + self.style.radius, -0.82
        extra = 0.28 if self.style.extra in _TALL_EXTRAS else 0.0
        return 0.36 + self.style.volume, -0.5 - self.style.top - extra

    def front_shapes(self) -> list[Path]:
        """Return the silhouettes of everything in front of the face; they also cast shadows."""
        return list(self._front)

    @cached_property
    def _front(self) -> list[Path]:
        if self.style.kind in ("bald", "hijab") or not self._face_visible:
            return []
        return curtains(self._edges) if self.style.kind == "loose" else [cap(self._edges)]

    def draw_back(self, canvas: Canvas) -> None:
        """Draw what hangs behind neck and shoulders."""
        kind = self.style.kind
        if kind in ("bald", "hijab", "buzz"):
            return
        if self._face_visible:
            draw_tied(canvas, self._edges, self._pen)
        else:
            draw_braids(canvas, self._edges, self._pen)
        if kind == "coily":
            draw_cloud(canvas, self._edges, self._pen)
        elif kind == "loose":
            draw_mass(canvas, self._edges, self._pen)

    def draw_front(self, canvas: Canvas) -> None:
        """Draw what lies over the head."""
        kind = self.style.kind
        if kind == "bald":
            return
        if kind == "hijab":
            draw_hijab(canvas, self._edges, self._pen)
        elif not self._face_visible:
            self._draw_from_behind(canvas)
        elif kind == "buzz":
            self._draw_stubble(canvas)
        else:
            self._draw_over_face(canvas)

    def _draw_from_behind(self, canvas: Canvas) -> None:
        if self.style.kind != "coily":  # there the cloud of the back layer covers the head
            draw_rear(canvas, self._edges, self._pen)
        draw_tied(canvas, self._edges, self._pen)

    def _draw_stubble(self, canvas: Canvas) -> None:
        """Draw shaved hair: no outline, and the skin shows through."""
        for shape in self._front:
            canvas.fill(shape, colour.with_alpha(self._pen.base, 0.82))

    def _draw_over_face(self, canvas: Canvas) -> None:
        edges, pen = self._edges, self._pen
        draw_braids(canvas, edges, pen)
        for shape in self._front:
            canvas.outline(shape, pen.ink, pen.line)
        for shape in self._front:
            canvas.fill(shape, pen.dark)
            with canvas.group(clip=shape):
                canvas.fill(shape.moved(-0.045, -0.018), pen.base)
                draw_strands(canvas, shape, edges, pen)
        if self.style.has_parting:
            draw_parting(canvas, edges, pen)
        if self.style.wisps:
            draw_wisps(canvas, edges, pen)

"""The illustrator's hand: collects nodes in the house style.

The style lives in `Canvas.shape`: (1) under-ink, a stroke in a deep tone of the fill
drawn first and shifted down-right, so outlines thicken away from the light and
overlapping parts need no boolean operations; (2) the shade tone; (3) the light tone,
slid up-left inside the shape.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from studio.kernel import colour
from studio.kernel.colour import Rgba
from studio.kernel.geometry import IDENTITY, Matrix, Point
from studio.render.drawing.nodes import (
    Anchor,
    Blend,
    Cap,
    Fill,
    Group,
    Linear,
    Node,
    Paint,
    Path,
    Picture,
    Radial,
    Stroke,
    Text,
)
from studio.render.drawing.paths import ink


@dataclass(frozen=True, slots=True)
class Style:
    """The pen: ink width in the canvas's units, strength of the second tone."""

    line: float = 0.55
    shade: float = 1.0


class Canvas:
    """Collects nodes; groups nest with `with`; `root` gives what has been drawn so far."""

    __slots__ = ("_stack", "style")

    def __init__(self, style: Style | None = None) -> None:
        self.style = style or Style()
        self._stack: list[list[Node]] = [[]]

    @property
    def root(self) -> Group:
        """Return everything drawn so far as one group."""
        return Group(tuple(self._stack[0]))

    def add(self, node: Node) -> None:
        """Append a node that was built elsewhere."""
        self._stack[-1].append(node)

    def extend(self, nodes: Iterable[Node]) -> None:
        """Append nodes that were built elsewhere."""
        self._stack[-1].extend(nodes)

    @contextmanager
    def group(
        self,
        matrix: Matrix = IDENTITY,
        *,
        clip: Path | None = None,
        opacity: float = 1.0,
        blend: Blend = "normal",
        blur: float = 0.0,
        tag: str = "",
    ) -> Iterator[None]:
        """Collect what is drawn inside the `with` as one group."""
        items: list[Node] = []
        self._stack.append(items)
        try:
            yield
        finally:
            self._stack.pop()
            self.add(Group(tuple(items), matrix, clip, opacity, blend, blur, tag))

    def fill(self, path: Path, paint: Paint, *, even_odd: bool = False) -> None:
        """Fill an outline."""
        self.add(Fill(path, paint, even_odd))

    def stroke(
        self,
        path: Path,
        paint: Paint,
        width: float,
        *,
        cap: Cap = "round",
        dash: tuple[float, ...] = (),
    ) -> None:
        """Draw an outline with a pen of constant width."""
        self.add(Stroke(path, paint, width, cap, dash))

    def line(
        self,
        pts: Sequence[Point],
        paint: Paint,
        width: float,
        taper: tuple[float, float] = (0.3, 0.3),
        *,
        per: int = 6,
        weight: float = 0.45,
    ) -> None:
        """Draw a tapered pen line through the points."""
        self.fill(ink(pts, width, taper, per=per, weight=weight), paint)

    def picture(self, key: str, x: float, y: float, width: float, height: float) -> None:
        """Place pixels by key."""
        self.add(Picture(key, x, y, width, height))

    def text(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        paint: Paint,
        *,
        face: str = "sans-bold",
        anchor: Anchor = "start",
    ) -> None:
        """Set one line; (x, y) is on its baseline."""
        self.add(Text(text, x, y, size, paint, face, anchor))

    def outline(self, path: Path, ink_colour: Rgba, width: float | None = None) -> None:
        """Draw the under-ink of a shape; goes before its fills."""
        w = self.style.line if width is None else width
        self.stroke(path.moved(w * 0.10, w * 0.16), ink_colour, w * 2 * 0.80)

    def shape(
        self,
        path: Path,
        base: Rgba,
        *,
        ink_colour: Rgba | None = None,
        width: float | None = None,
        shade: tuple[float, float] | None = None,
        tone: Rgba | None = None,
        outlined: bool = True,
    ) -> None:
        """Ink and fill a shape; `shade` is how far its light tone slides off the dark one."""
        if outlined:
            self.outline(path, colour.ink_of(base) if ink_colour is None else ink_colour, width)
        if shade is None:
            self.fill(path, base)
            return
        self.fill(path, colour.shadow(base, self.style.shade) if tone is None else tone)
        with self.group(clip=path):
            self.fill(path.moved(-shade[0], -shade[1]), base)


def soft(cx: float, cy: float, r: float, base: Rgba, opacity: float) -> Radial:
    """Return a round glow or contact shadow that fades to nothing at `r`."""
    middle = colour.with_alpha(base, opacity * 0.45)
    stops = (
        (0.0, colour.with_alpha(base, opacity)),
        (0.55, middle),
        (1.0, colour.with_alpha(base, 0.0)),
    )
    return Radial(cx, cy, r, stops)


def vertical(y0: float, y1: float, *colours: Rgba) -> Linear:
    """Return a gradient from top to bottom with evenly spaced colours."""
    last = len(colours) - 1
    return Linear(0, y0, 0, y1, tuple((i / last, c) for i, c in enumerate(colours)))

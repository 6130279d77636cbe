"""Coily hair: a round cloud behind the head."""

from math import cos, pi, sin

from studio.render.drawing.canvas import Canvas
from studio.render.drawing.paths import poly
from studio.render.rig.hair.edges import HairEdges
from studio.render.rig.hair.pen import HairPen
from studio.render.rig.hair.texture import draw_curls, scallop

_POINTS = 96


def draw_cloud(canvas: Canvas, edges: HairEdges, pen: HairPen) -> None:
    """Draw the cloud; a turned head sits in front of its middle."""
    radius = edges.style.radius
    middle = -0.10 * edges.shape.s
    half, tall = 0.36 + radius, 0.40 + radius * 0.95
    points = []
    for i in range(_POINTS):
        c, s = cos(2 * pi * i / _POINTS), sin(2 * pi * i / _POINTS)
        flat = 0.92 if s > 0 else 1.0  # it rests on the shoulders
        points.append((middle + half * c, -0.16 + tall * s * flat))
    path = poly(scallop(points, 0.15, 0.032))
    canvas.shape(
        path, pen.base, ink_colour=pen.ink, width=pen.line, shade=(0.09, 0.03), tone=pen.dark
    )
    with canvas.group(clip=path):
        draw_curls(canvas, path, pen)

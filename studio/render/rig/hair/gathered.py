"""Hair that does not hang beside the face: short, tied back, shaved or coily."""

from studio.kernel.geometry import Point
from studio.render.drawing.nodes import Path
from studio.render.rig.hair.edges import HairEdges
from studio.render.rig.hair.texture import outline


def cap(edges: HairEdges) -> Path:
    """Return the silhouette: temple, crown, temple, and back along the hairline."""
    line, far = edges.hairline, edges.far
    left = [] if far < 0 else _temple(edges, -1.0, line[0])
    right = [] if far > 0 else _temple(edges, 1.0, line[-1])
    points = [*left, *edges.crown, *right[::-1], *line[::-1]]
    return outline(points, curly=edges.style.curly, curl=(0.105, 0.020), k=0.92)


def _temple(edges: HairEdges, side: float, end_of_line: Point) -> list[Point]:
    """Return the edge from where the hair ends, at nape, ear or sideburn, up to the crown."""
    nape = edges.nape(side)
    if nape:
        return [*nape, *edges.outer(side, (0.18, 0.0, -0.10))]
    if edges.style.kind == "up":
        end = edges.behind_ear(side)
    else:
        end = (end_of_line[0], edges.style.sideburn)
    return [end, *edges.outer(side, (0.0, -0.10))]

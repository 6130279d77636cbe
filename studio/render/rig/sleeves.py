"""Cloth and skin round an arm, with a contour that grows out of the trunk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot

from studio.kernel import colour
from studio.kernel.colour import Rgba
from studio.kernel.geometry import Point, lerp
from studio.render.drawing.canvas import Canvas
from studio.render.rig.cloth import drape
from studio.render.rig.limbs import Limb
from studio.render.rig.outfit import Sleeve


@dataclass(frozen=True, slots=True)
class Cover:
    """What lies round an arm down to the share `length`: skin or cloth."""

    length: float
    ease: tuple[float, float]
    """In cm, at the shoulder and at the end."""
    base: Rgba
    ink: Rgba


def cover_of(sleeve: Sleeve, base: Rgba, k: float) -> Cover:
    """Return the cloth of a sleeve; short ones stand off the arm more than long ones."""
    at_end = 0.90 if sleeve.length > 0.6 else 1.3
    ease = (sleeve.ease * 0.35 * k, sleeve.ease * at_end * k)
    return Cover(sleeve.length, ease, base, colour.ink_of(base))


def draw_cover(
    canvas: Canvas, arm: Limb, cover: Cover, *, over_trunk: bool, k: float, line: float
) -> None:
    """Draw skin or cloth; an arm over the trunk gets an open contour instead of under-ink."""
    parts = arm.pieces(cover.length, cover.ease)
    whole = len(parts) == 1
    for i, path in enumerate(parts):
        if not over_trunk or i == 1:
            canvas.outline(path, cover.ink, line)
        drape(canvas, path, cover.base, k)
        if over_trunk and i == 0:
            start, end = cover.ease
            upper = (
                cover if whole else Cover(0.5, (start, (start + end) / 2), cover.base, cover.ink)
            )
            _draw_contour(canvas, arm, upper, line)


def _draw_contour(canvas: Canvas, arm: Limb, cover: Cover, line: float) -> None:
    """Draw both borders, none across the shoulder, so that the arm grows out of the trunk."""
    left, right = arm.sides(0.0, cover.length, cover.ease)
    middle = [lerp(a, b, 0.5) for a, b in zip(left, right, strict=True)]
    half = [hypot(a[0] - b[0], a[1] - b[1]) * 0.5 for a, b in zip(left, right, strict=True)]
    armpit = max(2, round(len(left) * 0.18))
    for border, other in ((left, right), (right, left)):
        outer = border[0][1] < other[0][1]
        start = 0 if outer else armpit
        runs = list(_outside(border[start:], middle, half))
        for i, run in enumerate(runs):
            # The shoulder's line fades in more softly under the arm than over it.
            fade_in = 0.05 if i else 0.10 if outer else 0.35
            fade_out = 0.03 if i == len(runs) - 1 else 0.25
            canvas.line(run, cover.ink, line * 1.7, (fade_in, fade_out), per=0, weight=0.35)


def _outside(
    border: Sequence[Point], middle: Sequence[Point], half: Sequence[float]
) -> Iterator[list[Point]]:
    """Yield the runs of a border that the fold of a bent elbow does not swallow."""
    run: list[Point] = []
    for x, y in border:
        swallowed = any(
            hypot(x - mx, y - my) < 0.90 * h for (mx, my), h in zip(middle, half, strict=True)
        )
        if not swallowed:
            run.append((x, y))
            continue
        if len(run) > 1:
            yield run
        run = []
    if len(run) > 1:
        yield run


def draw_sleeve(
    canvas: Canvas,
    arm: Limb,
    sleeve: Sleeve,
    base: Rgba,
    *,
    over_trunk: bool,
    k: float,
    line: float,
) -> None:
    """Draw a sleeve with its hem, the folds inside the elbow, and its cuff."""
    cover = cover_of(sleeve, base, k)
    draw_cover(canvas, arm, cover, over_trunk=over_trunk, k=k, line=line)
    left, right = arm.sides(0.0, sleeve.length, cover.ease)
    canvas.line([left[-1], right[-1]], cover.ink, line * 1.1, (0.05, 0.05), per=2, weight=0.2)
    if sleeve.length > 0.55:
        _draw_elbow_folds(canvas, (left, right), sleeve.length, base, line)
    if sleeve.cuff:
        start = max(0.0, sleeve.length - 0.07)
        ease = (cover.ease[1] * 0.75, cover.ease[1] * 0.55)
        cuff = arm.band(start, sleeve.length, ease, round_start=False)
        canvas.shape(cuff, colour.shadow(base, 0.35), ink_colour=cover.ink, width=line * 0.8)


def _draw_elbow_folds(
    canvas: Canvas,
    sides: tuple[Sequence[Point], Sequence[Point]],
    length: float,
    base: Rgba,
    line: float,
) -> None:
    left, right = sides
    last = len(left) - 1
    elbow = min(last - 1, round(0.5 / length * last))
    for start, end, lower in ((0.12, 0.62, 0), (0.3, 0.8, 2)):
        middle = min(last, elbow + lower)
        below = min(last, middle + 1)
        fold = [
            lerp(left[elbow], right[elbow], start),
            lerp(left[middle], right[middle], (start + end) / 2),
            lerp(left[below], right[below], end),
        ]
        canvas.line(fold, colour.shadow(base, 1.3), line * 1.1, (0.5, 0.5), per=3)

"""A shot becomes a drawing: setting, cast and props seen by the camera, supers, marks."""

from studio.kernel.geometry import Point, Rect
from studio.render.camera import Body, Frame, frame_behind, frame_shot
from studio.render.drawing.canvas import Canvas, Style
from studio.render.drawing.nodes import Drawing, Group
from studio.render.drawing.paths import rect
from studio.render.lens import Lens
from studio.render.overlay.guides import draw_safe_zone, draw_thirds
from studio.render.overlay.moves import draw_camera_move, shows_arrows
from studio.render.overlay.placements import safe_zone
from studio.render.overlay.slate import draw_disclosure, draw_slate
from studio.render.overlay.supers import draw_supers
from studio.render.props.registry import draw_standing, hand_over
from studio.render.rig.figure import Figure
from studio.render.settings.light import draw_light
from studio.render.settings.registry import Setting, setting
from studio.render.shot import RATIOS, Marks, Shot

USUAL_RATIO = "9:16"
"""Stands in for a ratio that we do not know."""

_BACKGROUND = 0xF4EFE8FF
_HAZE = 0xFFFFFF16
"""A thin veil over a blurred setting: it lifts the cast off its ground."""
_FACE_HALF = (0.34, 0.44)
"""Half of what counts as a face for supers, in heads; its middle lies `_FACE_DROP` lower."""
_FACE_DROP = 0.08


def draw_panel(shot: Shot, marks: Marks = Marks()) -> Drawing:  # noqa: B008 - frozen
    """Return the picture of a shot; names that we do not know never fail but look plain."""
    width, height = RATIOS.get(shot.ratio, RATIOS[USUAL_RATIO])
    figures = [Figure(member) for member in shot.cast]
    frame = frame_shot(shot, [_body(figure) for figure in figures], width / height)
    lens = Lens(frame, width, height)
    canvas = Canvas()
    canvas.add(lens.seen(_stage(shot, figures, lens)))
    draw_light(canvas, shot.light, width, height)
    if marks.move and shows_arrows(shot.camera_move):
        with canvas.group(tag="move"):
            draw_camera_move(canvas, shot.camera_move, width, height)
    if shot.supers:
        zone = safe_zone(marks.placement, width, height)
        draw_supers(canvas, shot.supers, zone, shot.accent, [_face(f, lens) for f in figures])
    overlay = _marks(shot, marks, width, height)
    if overlay.items:
        canvas.add(overlay)
    return Drawing(width, height, canvas.root, _BACKGROUND, _landmarks(figures, lens))


def _body(figure: Figure) -> Body:
    head = figure.head
    return Body(figure.landmarks, head.centre, head.unit, head.shape.s)


def _face(figure: Figure, lens: Lens) -> Rect:
    x, y = figure.head.centre
    unit = figure.head.unit
    half = (_FACE_HALF[0] * unit, _FACE_HALF[1] * unit)
    return lens.box((x, y + _FACE_DROP * unit), half)


def _landmarks(figures: list[Figure], lens: Lens) -> dict[str, Point]:
    """Return the landmarks of all figures where they lie in the picture."""
    return {
        f"{figure.cast.name}.{name}": lens.point(at)
        for figure in figures
        for name, at in figure.landmarks.items()
    }


def _pen(frame: Frame, width: float) -> float:
    """Return the width of the ink in cm: heavier up close, but not in proportion."""
    scale = width / frame.width
    pixels: float = 3.1 * (scale / 6.6) ** 0.45
    return pixels / scale


def _stage(shot: Shot, figures: list[Figure], lens: Lens) -> Group:
    line = _pen(lens.frame, lens.width)
    canvas = Canvas(Style(line=line))
    where = setting(shot.setting)
    _draw_setting(canvas, where, lens)
    hold = hand_over(shot.product)
    with canvas.group(lens.matrix):
        for figure in sorted(figures, key=lambda figure: figure.cast.z):
            figure.set_line(line)
            figure.draw(canvas, hold)
    if where.front.items or shot.props:
        with canvas.group(lens.matrix, tag="front"):
            canvas.extend(where.front.items)
            for prop in shot.props:
                draw_standing(canvas, prop, shot.product)
    return canvas.root


def _draw_setting(canvas: Canvas, where: Setting, lens: Lens) -> None:
    width, height = lens.width, lens.height
    if where.flat:
        # An abstract ground is part of the page, not of the room: no camera moves it.
        scale = width / 340
        canvas.add(
            Group((where.back,), (scale, 0.0, 0.0, scale, width / 2, height * 0.62), tag="set")
        )
        return
    blur = lens.frame.blur
    matrix = frame_behind(lens.frame).matrix(width)
    canvas.add(Group((where.back,), matrix, blur=blur, tag="set"))
    if blur > 0:
        # Far beyond the picture, so that no edge shows when the camera tilts or rolls.
        canvas.fill(rect(-width, -height, 3 * width, 3 * height), _HAZE)


def _marks(shot: Shot, marks: Marks, width: float, height: float) -> Group:
    canvas = Canvas()
    if marks.thirds:
        draw_thirds(canvas, width, height)
    if marks.safe_zones:
        draw_safe_zone(canvas, safe_zone(marks.placement, width, height))
    draw_slate(canvas, shot, marks, width)
    if marks.disclosure:
        draw_disclosure(canvas, marks.disclosure, width, height)
    return Group(canvas.root.items, tag="overlay")

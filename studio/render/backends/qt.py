"""QPainter as the one painter: a drawing on a QImage, or nodes on any painter.

Works in any thread and without a QApplication. Points are mapped to device pixels here, in
Python, and the QPainter itself stays as it was handed over: four times faster than letting Qt
map curves given in small units.
"""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QTransform

from studio.kernel.errors import Refused
from studio.kernel.geometry import IDENTITY, Matrix, multiply, scale_of
from studio.kernel.i18n import _
from studio.render.backends.extent import extent
from studio.render.backends.qt_blur import blur_scale, blurred
from studio.render.backends.qt_paths import (
    Coordinates,
    brush,
    pen,
    pixel_count,
    text_shapes,
    text_transform,
    to_pixels,
    to_qcolor,
    trace,
)
from studio.render.drawing.nodes import Drawing, Fill, Group, Node, Picture, Stroke, Text
from studio.render.drawing.paths import poly, rect

Pictures = Mapping[str, QImage]

_MODES = {
    "normal": QPainter.CompositionMode.CompositionMode_SourceOver,
    "multiply": QPainter.CompositionMode.CompositionMode_Multiply,
    "screen": QPainter.CompositionMode.CompositionMode_Screen,
    "overlay": QPainter.CompositionMode.CompositionMode_Overlay,
}
_HINTS = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
_INVISIBLE_AREA = 0.10
"""Square pixels; a third of a close-up's shapes are smaller or outside the frame."""

_SHARP_BLUR = 1.6
"""Radii below this many pixels are not worth a layer."""

_EMPTY_BOX, _EMPTY_CROSS = 0xE8E8E8FF, 0xB4B4B4FF


class QtPainter:
    """Draws nodes on one QPainter, whose own map must be the identity or a plain pixel ratio."""

    __slots__ = ("_painter", "_pictures", "_visible")

    def __init__(self, painter: QPainter, pictures: Pictures | None = None) -> None:
        painter.setRenderHints(_HINTS)
        self._painter = painter
        self._pictures: Pictures = {} if pictures is None else pictures
        self._visible = _visible_part(painter)

    def draw(self, nodes: Iterable[Node], matrix: Matrix = IDENTITY) -> None:
        """Draw the nodes in order; `matrix` takes their units to the painter's."""
        for node in nodes:
            self._draw(node, matrix)

    def _draw(self, node: Node, m: Matrix) -> None:
        if isinstance(node, Fill):
            self._fill(node, m)
        elif isinstance(node, Group):
            self._group(node, m)
        elif isinstance(node, Stroke):
            self._stroke(node, m)
        elif isinstance(node, Text):
            self._text(node, m)
        else:
            self._picture(node, m)

    def _unseen(self, coordinates: Coordinates, margin: float = 0.0) -> bool:
        xs, ys = coordinates
        if not xs:
            return True
        seen = self._visible
        left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
        pad = margin + 1.0
        return (
            right < seen.left() - pad
            or bottom < seen.top() - pad
            or left > seen.right() + pad
            or top > seen.bottom() + pad
            or (right - left + 2 * margin) * (bottom - top + 2 * margin) < _INVISIBLE_AREA
        )

    def _fill(self, node: Fill, m: Matrix) -> None:
        coordinates = to_pixels(node.path, m)
        if not self._unseen(coordinates):
            path = trace(node.path.ops, coordinates, even_odd=node.even_odd)
            self._painter.fillPath(path, brush(node.paint, m))

    def _stroke(self, node: Stroke, m: Matrix) -> None:
        coordinates = to_pixels(node.path, m)
        width = node.width * scale_of(m)
        if width > 0 and not self._unseen(coordinates, width):
            self._painter.strokePath(trace(node.path.ops, coordinates), pen(node, m))

    def _text(self, node: Text, m: Matrix) -> None:
        to_device = text_transform(node.x, node.y, node.size, m)
        colours: list[tuple[QPainterPath, int]] = []
        for shape, own in text_shapes(node.text, node.face, node.anchor):
            path = to_device.map(shape)
            if not path.controlPointRect().intersects(self._visible):
                continue
            if own is None:
                self._painter.fillPath(path, brush(node.paint, m))
            else:
                colours.append((path, own))
        opacity = (node.paint & 255) / 255 if isinstance(node.paint, int) else 1.0
        if colours and opacity > 0:
            self._colours(colours, opacity)

    def _colours(self, layers: list[tuple[QPainterPath, int]], opacity: float) -> None:
        """Fill the layers of emoji; they fade as one, so that none shines through another."""

        def fill(painter: QPainter) -> None:
            for path, colour in layers:
                painter.fillPath(path, brush(colour, IDENTITY))

        if opacity == 1.0:
            fill(self._painter)
            return
        area = QRectF()
        for path, _colour in layers:
            area = area.united(path.controlPointRect())

        def fill_moved(inside: QPainter, m: Matrix) -> None:
            inside.setTransform(QTransform(*m))
            fill(inside)

        self._layer(fill_moved, area, opacity=opacity)

    def _picture(self, node: Picture, m: Matrix) -> None:
        image = self._pictures.get(node.key)
        if image is None or image.isNull():
            self.draw(_placeholder(node), m)
            return
        self._painter.save()
        self._painter.setTransform(QTransform(*m), combine=True)
        target = QRectF(node.x, node.y, node.width, node.height)
        self._painter.drawImage(target, _reduced(image, node, m))
        self._painter.restore()

    def _group(self, group: Group, m: Matrix) -> None:
        if group.opacity <= 0 or not group.items:
            return
        radius = group.blur * scale_of(m)
        radius = radius if radius >= _SHARP_BLUR else 0.0
        mixed = group.blend != "normal" or group.opacity < 1
        alone = len(group.items) == 1 and isinstance(group.items[0], Fill | Stroke | Picture)
        if radius or (mixed and not alone):
            self._group_as_layer(group, m, radius)
        else:
            self._group_directly(group, m, mixed=mixed)

    def _group_directly(self, group: Group, m: Matrix, *, mixed: bool) -> None:
        inner = m if group.matrix is IDENTITY else multiply(m, group.matrix)
        if group.clip is None and not mixed:
            self.draw(group.items, inner)
            return
        clip: QPainterPath | None = None
        if group.clip is not None:
            coordinates = to_pixels(group.clip, inner)
            if self._unseen(coordinates):
                return
            clip = trace(group.clip.ops, coordinates)
        painter = self._painter
        painter.save()
        if clip is not None:
            painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
        if mixed:
            painter.setOpacity(painter.opacity() * group.opacity)
            painter.setCompositionMode(_MODES[group.blend])
        self.draw(group.items, inner)
        painter.restore()

    def _group_as_layer(self, group: Group, m: Matrix, radius: float) -> None:
        left, top, right, bottom = extent(group, m)
        if left >= right or top >= bottom:
            return
        plain = Group(group.items, group.matrix, group.clip)
        self._layer(
            lambda inside, moved: QtPainter(inside, self._pictures).draw(
                (plain,), multiply(moved, m)
            ),
            QRectF(left, top, right - left, bottom - top),
            opacity=group.opacity,
            blend=group.blend,
            radius=radius,
        )

    def _layer(
        self,
        paint_on: Callable[[QPainter, Matrix], None],
        area: QRectF,
        *,
        opacity: float,
        blend: str = "normal",
        radius: float = 0.0,
    ) -> None:
        """Paint on an image of its own, no larger than what can be seen, and lay that on top."""
        painter = self._painter
        seen = self._visible.adjusted(-radius, -radius, radius, radius)
        if painter.hasClipping():
            clip = painter.clipBoundingRect()
            seen = seen.intersected(clip.adjusted(-radius, -radius, radius, radius))
        box = QRectF(area.adjusted(-1, -1, 1, 1).intersected(seen).toAlignedRect())
        if box.isEmpty():
            return
        ratio = painter.device().devicePixelRatioF()
        scale = ratio * (blur_scale(radius * ratio) if radius else 1.0)
        image = _transparent(pixel_count(box.width() * scale), pixel_count(box.height() * scale))
        sx, sy = image.width() / box.width(), image.height() / box.height()
        inside = QPainter(image)
        inside.setRenderHints(_HINTS)
        try:
            paint_on(inside, (sx, 0.0, 0.0, sy, -box.x() * sx, -box.y() * sy))
        finally:
            inside.end()
        if radius:
            image = blurred(image, radius * sx)
        painter.save()
        painter.setOpacity(painter.opacity() * opacity)
        painter.setCompositionMode(_MODES[blend])
        if (sx, sy) == (1.0, 1.0):
            painter.drawImage(QPointF(box.topLeft()), image)
        else:
            painter.drawImage(box, image)
        painter.restore()


def _visible_part(painter: QPainter) -> QRectF:
    """Return what the device shows, in the painter's units."""
    device = painter.device()
    # A QImage tells its width in pixels, a widget in units that its ratio is already taken from.
    ratio = device.devicePixelRatioF() if isinstance(device, QImage) else 1.0
    area = QRectF(0, 0, device.width() / ratio, device.height() / ratio)
    back, _possible = painter.worldTransform().inverted()
    return back.mapRect(area)


def _transparent(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    if image.isNull():
        raise Refused(
            _("A picture of {width} × {height} pixels is too large to draw.").format(
                width=width, height=height
            )
        )
    image.fill(0)
    return image


def _reduced(image: QImage, node: Picture, m: Matrix) -> QImage:
    """Return the pixels, averaged down first where Qt would skip most of them."""
    k = scale_of(m)
    width, height = pixel_count(abs(node.width) * k), pixel_count(abs(node.height) * k)
    if image.width() <= 2 * width and image.height() <= 2 * height:
        return image
    return image.scaled(
        width,
        height,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def _placeholder(node: Picture) -> tuple[Node, ...]:
    """Return what stands for a picture that is not there: a grey box with a cross."""
    x, y, right, bottom = node.x, node.y, node.x + node.width, node.y + node.height
    box = rect(x, y, node.width, node.height)
    cross = poly([(x, y), (right, bottom)], closed=False)
    cross = cross.joined(poly([(right, y), (x, bottom)], closed=False))
    line = min(abs(node.width), abs(node.height)) * 0.015
    lines = Stroke(cross.joined(box), _EMPTY_CROSS, line, "butt")
    return Fill(box, _EMPTY_BOX), Group((lines,), clip=box)


def paint(drawing: Drawing, width: int, pictures: Pictures | None = None) -> QImage:
    """Return the drawing `width` pixels wide, premultiplied ARGB; the height follows its ratio.

    A picture whose key is not in `pictures` shows as a grey box with a cross.
    """
    height = max(1, round(width * drawing.height / drawing.width))
    image = _transparent(width, height)
    image.fill(to_qcolor(drawing.background))
    painter = QPainter(image)
    try:
        k = width / drawing.width
        QtPainter(painter, pictures).draw((drawing.root,), (k, 0.0, 0.0, k, 0.0, 0.0))
    finally:
        # A painter that is still active when its image goes ends the whole process.
        painter.end()
    return image

"""What QPainter makes of every kind of node, read off the pixels."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from studio.kernel.errors import Refused
from studio.kernel.geometry import IDENTITY
from studio.render.backends.encode import to_rgb_bytes
from studio.render.backends.qt import QtPainter, paint
from studio.render.drawing.nodes import (
    Anchor,
    Blend,
    Drawing,
    Fill,
    Group,
    Linear,
    Node,
    Path,
    Picture,
    Radial,
    Stroke,
    Text,
)
from studio.render.drawing.paths import ellipse, poly, rect

RED, GREEN, BLUE, BLACK, WHITE = 0xFF0000FF, 0x00FF00FF, 0x0000FFFF, 0x000000FF, 0xFFFFFFFF
Pixel = tuple[int, int, int]


def painted(*nodes: Node, width: int = 100, pictures: dict[str, QImage] | None = None) -> QImage:
    return paint(Drawing(100, 100, Group(nodes)), width, pictures)


def pixel(image: QImage, x: int, y: int) -> Pixel:
    colour = image.pixelColor(x, y)
    return colour.red(), colour.green(), colour.blue()


def near(one: Pixel, other: Pixel, by: int = 3) -> bool:
    return all(abs(a - b) <= by for a, b in zip(one, other, strict=True))


def dark_pixels(image: QImage) -> int:
    data = to_rgb_bytes(image)
    return sum(value < 100 for value in data[0::3])


def box(x: float, y: float, size: float, colour: int) -> Fill:
    return Fill(rect(x, y, size, size), colour)


def test_the_height_follows_the_ratio_and_the_background_fills_the_image() -> None:
    image = paint(Drawing(1080, 1920, Group(), background=0x336699FF), 270)
    assert (image.width(), image.height()) == (270, 480)
    assert image.format() is QImage.Format.Format_ARGB32_Premultiplied
    assert pixel(image, 0, 0) == pixel(image, 269, 479) == (0x33, 0x66, 0x99)


def test_a_drawing_without_background_is_transparent() -> None:
    image = paint(Drawing(10, 10, Group((box(0, 0, 5, RED),)), background=0), 10)
    assert image.pixelColor(8, 8).alpha() == 0
    assert image.pixelColor(2, 2).alpha() == 255


def test_later_nodes_cover_earlier_ones_and_curves_are_curves() -> None:
    image = painted(box(0, 0, 60, RED), Fill(ellipse(50, 50, 30), BLUE))
    assert pixel(image, 10, 10) == (255, 0, 0)
    assert pixel(image, 50, 50) == (0, 0, 255)
    assert pixel(image, 77, 77) == (255, 255, 255)


def test_the_same_drawing_at_twice_the_width_is_the_same_picture() -> None:
    node = Stroke(ellipse(50, 50, 30), BLACK, 8)
    small, large = painted(node), painted(node, width=200)
    assert (large.width(), large.height()) == (200, 200)
    assert near(pixel(large, 100, 40), pixel(small, 50, 20))


def test_a_linear_gradient_runs_from_stop_to_stop() -> None:
    image = painted(Fill(rect(0, 0, 100, 100), Linear(0, 0, 100, 0, ((0, BLACK), (1, WHITE)))))
    shades = [pixel(image, x, 50)[0] for x in (1, 25, 50, 75, 98)]
    assert shades == sorted(shades)
    assert near(pixel(image, 50, 50), (128, 128, 128), 4)


def test_a_radial_gradient_is_mapped_with_its_shape() -> None:
    glow = Fill(rect(0, 0, 50, 50), Radial(25, 25, 25, ((0, RED), (1, BLUE))))
    image = painted(Group((glow,), (1, 0, 0, 1, 50, 50)))
    assert near(pixel(image, 75, 75), (255, 0, 0), 8)
    assert near(pixel(image, 51, 51), (0, 0, 255))
    assert pixel(image, 25, 25) == (255, 255, 255)


def test_even_odd_leaves_a_hole_where_winding_fills_it() -> None:
    both = rect(10, 10, 80, 80).joined(rect(30, 30, 40, 40))
    assert pixel(painted(Fill(both, RED, even_odd=True)), 50, 50) == (255, 255, 255)
    assert pixel(painted(Fill(both, RED)), 50, 50) == (255, 0, 0)


def test_a_clip_hides_what_lies_outside_and_ends_with_its_group() -> None:
    image = painted(Group((box(0, 0, 100, RED),), clip=ellipse(50, 50, 20)), box(90, 90, 10, GREEN))
    assert pixel(image, 50, 50) == (255, 0, 0)
    assert pixel(image, 10, 10) == (255, 255, 255)
    assert pixel(image, 95, 95) == (0, 255, 0)


def test_clips_nest_and_lie_in_the_units_of_their_group() -> None:
    inner = Group((box(0, 0, 100, RED),), clip=rect(0, 0, 30, 100))
    outer = Group((inner,), (1, 0, 0, 1, 20, 0), clip=rect(20, 0, 80, 100))
    image = painted(outer)
    assert pixel(image, 30, 50) == (255, 255, 255)
    assert pixel(image, 45, 50) == (255, 0, 0)
    assert pixel(image, 55, 50) == (255, 255, 255)


def test_a_group_fades_as_one_picture() -> None:
    image = painted(Group((box(0, 0, 60, RED), box(30, 30, 60, GREEN)), opacity=0.5))
    assert near(pixel(image, 10, 10), (255, 128, 128))
    assert near(pixel(image, 45, 45), (128, 255, 128))


def test_opacities_multiply_through_nested_groups() -> None:
    inner = Group((box(0, 0, 60, BLACK), box(0, 0, 60, BLACK)), opacity=0.5)
    image = painted(Group((inner, box(80, 80, 5, BLACK)), opacity=0.5))
    assert near(pixel(image, 30, 30), (191, 191, 191))
    assert near(pixel(image, 82, 82), (128, 128, 128))


def test_an_invisible_group_draws_nothing() -> None:
    image = painted(Group((box(0, 0, 60, BLACK),), opacity=0.0))
    assert pixel(image, 30, 30) == (255, 255, 255)


@pytest.mark.parametrize(
    ("blend", "expected"),
    [
        ("normal", (0, 128, 0)),
        ("multiply", (0, 50, 0)),
        ("screen", (200, 178, 50)),
        ("overlay", (145, 101, 0)),
    ],
)
@pytest.mark.parametrize("count", [1, 2])
def test_blends_mix_as_their_names_say(blend: Blend, expected: Pixel, count: int) -> None:
    over = tuple(box(x, 0, 40, 0x008000FF) for x in (0, 50)[:count])
    image = painted(box(0, 0, 100, 0xC86432FF), Group(over, blend=blend))
    assert near(pixel(image, 20, 20), expected)
    assert near(pixel(image, 95, 95), (200, 100, 50))


def test_a_blur_softens_edges_and_keeps_the_middle() -> None:
    image = painted(Group((box(25, 25, 50, BLACK),), blur=6), width=200)
    assert pixel(image, 100, 100)[0] < 20
    edge = [pixel(image, x, 100)[0] for x in range(30, 72, 6)]
    assert edge == sorted(edge, reverse=True)
    assert sum(40 < value < 215 for value in edge) >= 3
    assert pixel(image, 4, 100) == (255, 255, 255)


def test_a_blur_reaches_the_border_of_the_image_without_a_pale_rim() -> None:
    image = painted(Group((Fill(rect(-50, -50, 200, 200), BLACK),), blur=10), width=200)
    assert pixel(image, 0, 0)[0] < 6
    assert pixel(image, 199, 100)[0] < 6


def test_what_lies_just_outside_bleeds_into_the_image() -> None:
    image = painted(Group((Fill(rect(-50, 0, 50, 100), BLACK),), blur=10), width=200)
    assert 80 < pixel(image, 0, 100)[0] < 175
    assert pixel(image, 60, 100) == (255, 255, 255)


def test_a_layer_is_no_larger_than_what_can_be_seen() -> None:
    far = Fill(rect(-1e6, -1e6, 2e6, 2e6), BLACK)
    image = painted(Group((far, box(0, 0, 10, BLACK)), opacity=0.5))
    assert near(pixel(image, 50, 50), (128, 128, 128))


def test_a_blur_below_a_pixel_and_a_half_is_not_worth_a_layer() -> None:
    sharp = painted(box(25, 25, 50, BLACK), width=50)
    assert painted(Group((box(25, 25, 50, BLACK),), blur=2), width=50) == sharp


def test_dashes_leave_gaps_of_their_length() -> None:
    line = poly([(0, 50), (100, 50)], closed=False)
    image = painted(Stroke(line, BLACK, 4, "butt", (10, 5)))
    assert [pixel(image, x, 50)[0] < 128 for x in (5, 12, 20, 28, 35)] == [
        True,
        False,
        True,
        False,
        True,
    ]
    odd = painted(Stroke(line, BLACK, 4, "butt", (10,)))
    assert [pixel(odd, x, 50)[0] < 128 for x in (5, 15, 25, 35)] == [True, False, True, False]


def test_round_ends_reach_further_than_flat_ones() -> None:
    line = poly([(30, 50), (70, 50)], closed=False)
    assert pixel(painted(Stroke(line, BLACK, 20)), 24, 50)[0] < 60
    assert pixel(painted(Stroke(line, BLACK, 20, "butt")), 24, 50)[0] == 255


def test_a_pen_scales_with_its_group_and_a_pen_of_no_width_draws_nothing() -> None:
    line = Stroke(poly([(0, 10), (20, 10)], closed=False), BLACK, 4, "butt")
    image = painted(Group((line,), (5, 0, 0, 5, 0, 0)))
    assert pixel(image, 50, 42)[0] == pixel(image, 50, 58)[0] == 0
    assert pixel(image, 50, 38)[0] == 255
    assert dark_pixels(painted(Stroke(line.path, BLACK, 0))) == 0


def test_a_picture_fills_its_box_under_any_map() -> None:
    halves = QImage(2, 1, QImage.Format.Format_RGB32)
    halves.setPixelColor(0, 0, QColor(255, 0, 0))
    halves.setPixelColor(1, 0, QColor(0, 0, 255))
    node = Picture("photo", 10, 10, 40, 20)
    image = painted(node, pictures={"photo": halves})
    assert pixel(image, 13, 20) == (255, 0, 0)
    assert pixel(image, 47, 20) == (0, 0, 255)
    assert pixel(image, 60, 20) == (255, 255, 255)
    turned = painted(Group((node,), (0, 1, -1, 0, 100, 0)), pictures={"photo": halves})
    assert pixel(turned, 80, 13) == (255, 0, 0)
    assert pixel(turned, 80, 47) == (0, 0, 255)


def test_a_large_picture_is_averaged_and_not_thinned_out() -> None:
    stripes = QImage(1000, 1000, QImage.Format.Format_RGB32)
    stripes.fill(QColor(255, 255, 255))
    painter = QPainter(stripes)
    for x in range(0, 1000, 20):
        painter.fillRect(x, 0, 5, 1000, QColor(0, 0, 0))
    painter.end()
    image = painted(Picture("stripes", 0, 0, 50, 50), pictures={"stripes": stripes})
    assert all(near(pixel(image, x, 25), (191, 191, 191), 12) for x in range(5, 45))


def test_a_missing_picture_shows_as_a_grey_box_with_a_cross() -> None:
    for pictures in (None, {"gone": QImage()}):
        image = painted(Picture("gone", 10, 10, 80, 80), pictures=pictures)
        assert near(pixel(image, 50, 25), (232, 232, 232))
        assert pixel(image, 50, 50)[0] < 215
        assert pixel(image, 30, 30)[0] < 215
        assert pixel(image, 5, 5) == (255, 255, 255)


def test_text_hangs_on_its_anchor() -> None:
    def ink(anchor: Anchor) -> tuple[int, int]:
        image = painted(Text("HH", 50, 70, 25, BLACK, "sans-black", anchor))
        columns = [x for x in range(100) if pixel(image, x, 62)[0] < 128]
        return min(columns), max(columns)

    assert 50 <= ink("start")[0] <= 53
    assert 46 <= ink("end")[1] <= 49
    assert abs(sum(ink("middle")) - 99) <= 1


def test_text_stands_on_its_baseline_and_takes_a_gradient() -> None:
    paint_ = Linear(0, 0, 100, 0, ((0, RED), (1, BLUE)))
    image = painted(Text("HHHH", 0, 60, 30, paint_, "sans-black"))
    inked = [y for y in range(100) if any(pixel(image, x, y) != (255, 255, 255) for x in range(90))]
    assert max(inked) == 59
    assert 36 <= min(inked) <= 39
    assert pixel(image, 5, 50)[0] > 200
    assert pixel(image, 80, 50)[2] > 150


def test_emoji_keep_their_colours_and_fade_as_one() -> None:
    solid = painted(Text("😀", 10, 80, 80, BLACK))
    face = pixel(solid, 30, 35)
    assert near(face, (255, 204, 77), 12)
    faded = painted(Text("😀", 10, 80, 80, 0x00000080))
    half = (127 + face[0] // 2, 127 + face[1] // 2, 127 + face[2] // 2)
    assert near(pixel(faded, 30, 35), half, 6)
    eye = pixel(solid, 37, 43)
    assert near(pixel(faded, 37, 43), (127 + eye[0] // 2, 127 + eye[1] // 2, 127 + eye[2] // 2), 6)


def test_arabic_and_japanese_leave_ink_and_an_empty_text_does_not() -> None:
    for text in ("مرحبا", "日本", "ก"):
        assert dark_pixels(painted(Text(text, 5, 60, 30, BLACK))) > 40
    assert dark_pixels(painted(Text("", 5, 60, 30, BLACK))) == 0


def test_what_lies_outside_or_is_too_small_changes_nothing() -> None:
    nothing = painted()
    outside = box(200, 0, 50, BLACK)
    speck = Fill(rect(50, 50, 0.1, 0.1), BLACK)
    empty = Fill(Path("", ()), BLACK)
    away = Text("far", 300, 300, 10, BLACK)
    assert painted(outside, speck, empty, away, Group(), Group((outside,), opacity=0.5)) == nothing


def test_a_thin_long_line_is_not_too_small() -> None:
    assert dark_pixels(painted(Stroke(poly([(0, 50), (100, 50)], closed=False), BLACK, 1.5))) > 90


def test_nodes_can_be_drawn_on_any_painter_with_a_map() -> None:
    image = QImage(100, 100, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(255, 255, 255))
    painter = QPainter(image)
    QtPainter(painter).draw((box(0, 0, 10, RED),), (2, 0, 0, 2, 50, 50))
    assert painter.worldTransform().isIdentity()
    assert not painter.hasClipping()
    painter.end()
    assert pixel(image, 68, 68) == (255, 0, 0)
    assert pixel(image, 72, 72) == (255, 255, 255)


def test_a_dense_screen_gets_sharp_layers() -> None:
    def drawn(ratio: int) -> QImage:
        image = QImage(100 * ratio, 100 * ratio, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
        image.fill(QColor(255, 255, 255))
        painter = QPainter(image)
        half = Group((box(20, 20, 30.5, BLACK), box(80, 80, 5, BLACK)), opacity=0.5)
        QtPainter(painter).draw((half,), IDENTITY)
        painter.end()
        return image

    dense = drawn(2)
    assert near(pixel(dense, 100, 60), (128, 128, 128))
    assert pixel(dense, 101, 60) == (255, 255, 255)
    assert near(pixel(drawn(1), 50, 30), (191, 191, 191), 6)


def test_a_layer_keeps_to_the_clip_and_lies_where_it_belongs() -> None:
    blurred = Group((box(0, 0, 100, BLACK),), blur=4)
    image = painted(Group((blurred,), clip=rect(40, 40, 20, 20)))
    assert pixel(image, 50, 50)[0] < 30
    assert pixel(image, 30, 50) == (255, 255, 255)


def test_a_picture_too_large_for_memory_is_refused_with_a_sentence() -> None:
    with pytest.raises(Refused, match="too large"):
        paint(Drawing(1, 1, Group()), 200_000)


def rich_drawing() -> Drawing:
    nodes: list[Node] = [
        Fill(rect(0, 0, 100, 100), Linear(0, 0, 0, 100, ((0, RED), (1, BLUE)))),
        Group((box(10, 10, 30, GREEN), box(20, 20, 30, WHITE)), opacity=0.7),
        Group((Fill(ellipse(70, 30, 15), BLACK),), blur=3),
        Text("Aب日😀", 5, 90, 20, WHITE),
        Stroke(ellipse(50, 50, 40), WHITE, 2, dash=(4, 2)),
        Picture("none", 70, 70, 20, 20),
    ]
    return Drawing(100, 100, Group(tuple(nodes), clip=ellipse(50, 50, 60)))


def test_threads_paint_the_same_picture() -> None:
    drawing = rich_drawing()
    here = to_rgb_bytes(paint(drawing, 300))
    with ThreadPoolExecutor(4) as pool:
        there = list(pool.map(lambda _n: to_rgb_bytes(paint(drawing, 300)), range(12)))
    assert there == [here] * 12


def test_painting_loses_no_references_of_none() -> None:
    path = Path("M" + "L" * 500 + "Z", tuple(float(i % 97) for i in range(1002)))
    drawing = Drawing(100, 100, Group(tuple(Fill(path, RED) for _ in range(40))))
    paint(drawing, 50)
    before = sys.getrefcount(None)
    paint(drawing, 50)
    assert abs(sys.getrefcount(None) - before) < 50

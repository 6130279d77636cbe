"""Outlines of shaped lines: shapes, colours, boxes."""

import pytest
from fontTools.pens.areaPen import AreaPen
from fontTools.ttLib import TTFont

from studio.render.drawing.nodes import Path
from studio.render.text.faces import EMOJI, font, metrics
from studio.render.text.faces import path as font_path
from studio.render.text.outline import EM, glyph_outlines, outlines
from studio.render.text.shape import BOX_ADVANCE, shape

FAMILY = "👩\u200d👩\u200d👧\u200d👦"


def all_points(path: Path) -> int:
    eaten = {"M": 2, "L": 2, "C": 6, "Z": 0}
    return sum(eaten[op] for op in path.ops)


def test_all_plain_glyphs_are_one_path_without_a_colour_of_its_own() -> None:
    found = outlines(shape("Hello", "sans"))
    assert [colour for _path, colour in found] == [None]
    assert found[0][0].ops.count("M") == found[0][0].ops.count("Z") >= 5
    assert len(found[0][0].pts) == all_points(found[0][0])


def test_letters_stand_on_the_baseline_and_y_grows_down() -> None:
    left, top, right, bottom = outlines(shape("H", "sans"))[0][0].bounds()
    assert bottom == pytest.approx(0.0, abs=0.1)
    assert top == pytest.approx(-metrics("sans").capital * EM, abs=0.5)
    assert 0 < left < right < shape("H", "sans").width * EM
    assert outlines(shape("p", "sans"))[0][0].bounds()[3] > 10


def area(path: Path) -> float:
    """Return the area inside the path, holes taken off, its curves cut into 64 lines each."""
    total, at = 0.0, 0
    x = y = x0 = y0 = 0.0
    for op in path.ops:
        goal = [(x0, y0)]
        if op in "ML":
            goal = [(path.pts[at], path.pts[at + 1])]
            at += 2
        elif op == "C":
            ax, ay, bx, by, cx, cy = path.pts[at : at + 6]
            at += 6
            goal = [
                (
                    (1 - t) ** 3 * x
                    + 3 * t * (1 - t) ** 2 * ax
                    + 3 * t * t * (1 - t) * bx
                    + t**3 * cx,
                    (1 - t) ** 3 * y
                    + 3 * t * (1 - t) ** 2 * ay
                    + 3 * t * t * (1 - t) * by
                    + t**3 * cy,
                )
                for t in (step / 64 for step in range(1, 65))
            ]
        if op == "M":
            (x0, y0), (x, y) = goal[0], goal[0]
            continue
        for nx, ny in goal:
            total += (x * ny - nx * y) / 2
            x, y = nx, ny
    return abs(total)


@pytest.mark.parametrize("letter", ["o", "S", "@", "日"])
def test_curves_are_those_of_the_font(letter: str) -> None:
    line = shape(letter, "sans")
    with TTFont(font_path(line.runs[0].font)) as file:
        glyphs = file.getGlyphSet()
        pen = AreaPen(glyphs)
        glyphs[file.getBestCmap()[ord(letter)]].draw(pen)
        wanted = abs(pen.value) * (EM / file["head"].unitsPerEm) ** 2
    assert area(outlines(line)[0][0]) == pytest.approx(wanted, rel=1e-3)


def test_an_emoji_family_brings_many_colours() -> None:
    found = outlines(shape(FAMILY, "sans"))
    colours = {colour for _path, colour in found}
    assert len(found) > 10
    assert None not in colours
    assert len(colours) > 4
    assert all(colour is not None and colour & 255 == 255 for colour in colours)


def test_a_flag_has_the_colours_of_its_country() -> None:
    colours = [colour for _path, colour in outlines(shape("🇮🇹", "sans"))]
    greens = [
        c for c in colours if c is not None and (c >> 16) & 255 > max(c >> 24, (c >> 8) & 255)
    ]
    reds = [c for c in colours if c is not None and c >> 24 > 180 and (c >> 16) & 255 < 60]
    assert greens
    assert reds


def test_plain_text_comes_before_coloured_layers_which_keep_their_order() -> None:
    found = outlines(shape("a😀b", "sans"))
    assert found[0][1] is None
    assert all(colour is not None for _path, colour in found[1:])
    alone = outlines(shape("😀", "sans"))
    assert [colour for _path, colour in found[1:]] == [colour for _path, colour in alone]


def test_outlines_are_moved_to_where_their_glyphs_stand() -> None:
    line = shape("aa", "sans")
    one, two = outlines(shape("a", "sans"))[0][0], outlines(line)[0][0]
    step = line.runs[0].glyphs[1].x * EM
    half = len(two.pts) // 2
    assert two.pts[:half] == pytest.approx(one.pts)
    assert two.pts[half::2] == pytest.approx([x + step for x in one.pts[0::2]])


def test_a_missing_character_is_a_hollow_box_of_its_width() -> None:
    found = outlines(shape("ก", "sans"))
    assert [path.ops for path, _colour in found] == ["MLLLZMLLLZ"]
    left, top, right, bottom = found[0][0].bounds()
    assert 0 < left < right < BOX_ADVANCE * EM
    assert top < -50
    assert bottom == 0.0


def test_spaces_draw_nothing() -> None:
    assert outlines(shape("  \u3000\u00a0", "sans")) == ()


def test_marks_of_direction_draw_nothing() -> None:
    assert outlines(shape("\u200f\u202a\u200dab", "sans")) == outlines(shape("ab", "sans"))


def test_every_coloured_layer_finds_its_colour() -> None:
    used = font(EMOJI)
    assert len(used.palette) > 500
    for glyph in range(1, 400):
        for path, colour in glyph_outlines(EMOJI, glyph):
            assert path.ops
            assert colour is None or 0 <= colour <= 0xFFFFFFFF

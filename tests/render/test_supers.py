import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from studio.kernel.geometry import Rect
from studio.render.drawing.canvas import Canvas
from studio.render.drawing.nodes import Group, Text
from studio.render.overlay.placements import PLACEMENTS, SafeZone, safe_zone
from studio.render.overlay.super_layout import (
    SUPER_POSITIONS,
    SUPER_STYLES,
    Placed,
    place_supers,
)
from studio.render.overlay.supers import draw_supers
from studio.render.shot import RATIOS, Super
from tests.render.golden import check_golden, flatten
from tests.render.staging import covered, inside, leaves, overlap, tagged, tags, texts

ACCENT = 0xE76F51FF
WORDS = (
    "glow",
    "skin",
    "day",
    "vitamin",
    "free",
    "the",
    "a",
    "radiance",
    "−20%",
    "日本語",
    "مرحبا",
)
TALL = safe_zone("tiktok", 1080, 1920)

phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=10).map(" ".join)
supers = st.builds(Super, phrases, st.sampled_from(SUPER_STYLES), st.sampled_from(SUPER_POSITIONS))
zones = st.builds(
    lambda placement, size: safe_zone(placement, *size),
    st.sampled_from(PLACEMENTS),
    st.sampled_from(list(RATIOS.values())),
)
shares = st.floats(0, 1)


def _face_in(zone: SafeZone, x: float, y: float, size: float) -> Rect:
    w, h = zone.width * size, zone.width * size * 1.3
    return Rect(x * zone.width - w / 2, y * zone.height - h / 2, w, h)


faces_of = st.tuples(shares, shares, st.floats(0.05, 0.6))


def _only(item: Super, zone: SafeZone, *faces: Rect) -> Placed:
    (placed,) = place_supers([item], zone, faces)
    assert placed is not None
    return placed


def _drawn(items: list[Super], zone: SafeZone = TALL, *faces: Rect) -> Group:
    canvas = Canvas()
    draw_supers(canvas, items, zone, ACCENT, faces)
    return canvas.root


@given(supers, zones, st.lists(faces_of, max_size=3))
def test_a_super_keeps_inside_the_safe_zone(
    item: Super, zone: SafeZone, faces: list[tuple[float, float, float]]
) -> None:
    root = _drawn([item], zone, *(_face_in(zone, *face) for face in faces))
    assert inside(covered(root), zone.free, slack=2.0)


@given(supers, zones, st.lists(faces_of, min_size=1, max_size=3))
def test_a_super_never_covers_a_face_when_there_is_a_free_place(
    item: Super, zone: SafeZone, places: list[tuple[float, float, float]]
) -> None:
    faces = [_face_in(zone, *place) for place in places]
    wanted = _only(item, zone)
    free_heights = [
        y
        for y in range(int(zone.free.y), int(zone.free.bottom - wanted.box.height), 3)
        if not any(overlap(wanted.box._replace(y=y), face) for face in faces)
    ]
    assume(free_heights)
    placed = _only(item, zone, *faces)
    assert all(overlap(placed.box, face) < 1e-3 for face in faces)


@given(supers, zones, st.lists(faces_of, max_size=2))
def test_what_is_drawn_lies_in_the_box_that_was_placed(
    item: Super, zone: SafeZone, places: list[tuple[float, float, float]]
) -> None:
    faces = [_face_in(zone, *place) for place in places]
    placed = _only(item, zone, *faces)
    assert inside(covered(_drawn([item], zone, *faces)), placed.box, slack=2.0)


@given(supers, zones, faces_of)
def test_a_super_stays_where_it_is_wanted_while_no_face_is_there(
    item: Super, zone: SafeZone, place: tuple[float, float, float]
) -> None:
    face = _face_in(zone, *place)
    wanted = _only(item, zone)
    assume(not overlap(wanted.box, face))
    assert _only(item, zone, face) == wanted


@pytest.mark.parametrize("style", SUPER_STYLES)
def test_positions_lie_one_below_the_other(style: str) -> None:
    heights = [_only(Super("Glow on.", style, at), TALL).y for at in SUPER_POSITIONS]
    assert heights == sorted(heights)
    assert heights[0] < 0.3 * 1920
    assert heights[-1] > 0.6 * 1920


def test_two_supers_at_the_same_place_do_not_cover_each_other() -> None:
    items = [Super("Glow on.", "headline"), Super("Three drops", "headline")]
    first, second = place_supers(items, TALL, [])
    assert first is not None
    assert second is not None
    assert overlap(first.box, second.box) == 0


def test_a_super_is_set_smaller_where_only_that_keeps_it_off_a_face() -> None:
    zone = TALL
    gap = _only(Super("Glow on.", "headline"), zone).box.height * 0.8
    top, bottom = zone.free.y + gap, zone.free.bottom
    face = Rect(0, top, zone.width, bottom - top)
    placed = _only(Super("Glow on.", "headline"), zone, face)
    assert overlap(placed.box, face) == 0
    assert placed.block.size < _only(Super("Glow on.", "headline"), zone).block.size


def test_without_any_free_place_a_super_covers_as_little_as_it_can_at_full_size() -> None:
    whole = Rect(0, 0, 1080, 1920)
    placed = _only(Super("Glow on.", "caption", "lower"), TALL, whole)
    assert placed == _only(Super("Glow on.", "caption", "lower"), TALL)


@pytest.mark.parametrize("text", ["", "   ", "\n", "\u200b"])
def test_a_super_of_which_nothing_is_seen_is_left_out(text: str) -> None:
    root = _drawn([Super(text), Super("Glow on.")])
    assert tags(root) == ["super:1"]


def test_unknown_style_and_position_are_a_caption_at_the_top() -> None:
    odd = _drawn([Super("Glow on.", "graffiti", "behind")])
    assert odd == _drawn([Super("Glow on.", "caption", "top")])


@pytest.mark.parametrize("style", ["cta", "stat"])
def test_a_button_and_a_statistic_stay_on_one_line(style: str) -> None:
    root = _drawn([Super("Get your\nfree sample of our new serum today", style)])
    assert texts(root) == ["Get your free sample of our new serum today"]


@pytest.mark.parametrize("style", SUPER_STYLES)
def test_a_whole_paragraph_still_fits(style: str) -> None:
    root = _drawn([Super("Radiance for your skin, every single day of the year. " * 12, style)])
    assert inside(covered(root), TALL.free, slack=2.0)


def test_the_second_line_of_a_lower_third_is_quieter() -> None:
    name, role = (
        node
        for node in leaves(_drawn([Super("Dr. Elin Berg\nDermatologist", "lower_third")]))
        if isinstance(node, Text)
    )
    assert role.size < name.size
    assert role.face != name.face
    assert role.y > name.y


@pytest.mark.parametrize(("accent", "dark_text"), [(0x203060FF, False), (0xFFF2B0FF, True)])
def test_a_headline_can_be_read_on_its_plate(accent: int, dark_text: bool) -> None:
    canvas = Canvas()
    draw_supers(canvas, [Super("Glow on.", "headline")], TALL, accent, [])
    (text,) = [node for node in leaves(canvas.root) if isinstance(node, Text)]
    assert (text.paint == 0x1F1A2BFF) is dark_text


def test_supers_still_look_as_they_did() -> None:
    data = {
        style: flatten(tagged(_drawn([Super(text, style, "lower")]), "super:0"))
        for style, text in (
            *((code, "Dull? Dry?\nSame.") for code in SUPER_STYLES),
            ("stat", "−20%"),
        )
    }
    check_golden("overlay/supers", data)

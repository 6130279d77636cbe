"""A card's geometry: fields apart and inside, points that hit what is drawn, drops that land."""

from math import floor

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from studio.kernel.geometry import Rect
from studio.render.shot import RATIOS
from studio.spots.ui.card import (
    CardLayout,
    Field,
    box_of,
    drop_place,
    field_at,
    fields,
    gap_line,
    number_box,
)
from studio.spots.ui.cards_view import NARROWEST, SPACING, WIDEST

LAYOUTS = st.builds(
    CardLayout,
    width=st.integers(NARROWEST, round(WIDEST * 1.4)),
    line=st.integers(12, 22),
    ratio=st.sampled_from(list(RATIOS)),
    cast_rows=st.integers(1, 3),
    action_lines=st.integers(1, 3),
    dialogue_lines=st.integers(1, 3),
)
MEMBERS = st.integers(0, 6)


def overlap(one: Rect, two: Rect) -> bool:
    across = min(one.right, two.right) - max(one.x, two.x)
    down = min(one.bottom, two.bottom) - max(one.y, two.y)
    return across > 1e-9 and down > 1e-9


@given(LAYOUTS, MEMBERS)
def test_fields_lie_inside_the_card_within_its_padding(layout: CardLayout, members: int) -> None:
    for field, box in [*fields(layout, members), ("number", number_box(layout))]:
        assert box.width > 0, field
        assert box.height > 0, field
        assert box.x >= layout.pad, field
        assert box.y >= layout.pad, field
        assert box.right <= layout.width - layout.pad, field
        assert box.bottom <= layout.height - layout.pad, field


@given(LAYOUTS, MEMBERS)
def test_no_field_lies_over_another(layout: CardLayout, members: int) -> None:
    boxes = [box for _field, box in fields(layout, members)]
    boxes.append(number_box(layout))
    for i, box in enumerate(boxes):
        assert not any(overlap(box, other) for other in boxes[i + 1 :])


@given(LAYOUTS, MEMBERS)
def test_a_card_has_the_fields_of_its_people_once_each_in_reading_order(
    layout: CardLayout, members: int
) -> None:
    found = [field for field, _box in fields(layout, members)]
    shown = min(members, layout.cast_rows)
    people = [Field(kind, n) for n in range(shown) for kind in ("pose", "expression")]
    expected = [Field("picture"), Field("size"), Field("length"), *people]
    assert found == [*expected, Field("action"), Field("dialogue")]
    corners = [(box.y, box.x) for _field, box in fields(layout, members)]
    assert corners == sorted(corners)


@given(LAYOUTS, MEMBERS)
def test_all_cards_of_a_board_are_equally_high(layout: CardLayout, members: int) -> None:
    height = layout.height
    last = fields(layout, members)[-1][1]
    assert last.bottom <= height - layout.pad
    full = fields(layout, layout.cast_rows)[-1][1]
    assert height == round(full.bottom) + layout.pad
    assert fields(layout, 99) == fields(layout, layout.cast_rows)


@given(LAYOUTS, MEMBERS)
def test_the_picture_has_the_ratio_of_the_film(layout: CardLayout, members: int) -> None:
    across, down = RATIOS[layout.ratio]
    box = box_of(layout, members, Field("picture"))
    assert box is not None
    assert box.width == layout.width - 2 * layout.pad
    assert abs(box.height - box.width * down / across) <= 0.5


@given(LAYOUTS, MEMBERS, st.data())
def test_a_point_of_a_field_hits_that_field(
    layout: CardLayout, members: int, data: st.DataObject
) -> None:
    for field, box in fields(layout, members):
        assert box_of(layout, members, field) == box
        x = data.draw(st.floats(box.x, box.right, exclude_max=True))
        y = data.draw(st.floats(box.y, box.bottom, exclude_max=True))
        assert field_at(layout, members, x, y) == field


@given(LAYOUTS, MEMBERS, st.floats(-50, 700), st.floats(-50, 1600))
def test_a_field_is_hit_only_in_its_box(
    layout: CardLayout, members: int, x: float, y: float
) -> None:
    hit = field_at(layout, members, x, y)
    inside = [field for field, box in fields(layout, members) if box.contains(x, y)]
    assert inside == ([] if hit is None else [hit])


def test_a_field_that_a_card_has_not_has_no_box() -> None:
    layout = CardLayout(176, 16, cast_rows=2)
    assert box_of(layout, 1, Field("pose", 1)) is None
    assert box_of(layout, 2, Field("pose", 1)) is not None
    assert box_of(layout, 5, Field("pose", 2)) is None
    assert box_of(layout, 0, Field("expression")) is None


@st.composite
def boards(draw: st.DrawFn) -> list[Rect]:
    """Draw the boxes of cards in rows, as a list view lays them out."""
    width, height = draw(st.integers(140, 420)), draw(st.integers(200, 700))
    columns, count = draw(st.integers(1, 6)), draw(st.integers(1, 17))
    top = draw(st.integers(-900, 20))
    return [
        Rect(
            7 + n % columns * (width + SPACING),
            top + n // columns * (height + SPACING),
            width,
            height,
        )
        for n in range(count)
    ]


@given(boards())
def test_a_drop_on_the_line_of_a_gap_lands_in_that_gap(boxes: list[Rect]) -> None:
    for place in range(len(boxes) + 1):
        line = gap_line(boxes, place, SPACING)
        assert drop_place(boxes, *line.centre) == place


@given(boards())
def test_the_line_of_a_gap_stands_between_its_cards(boxes: list[Rect]) -> None:
    for place in range(len(boxes) + 1):
        line = gap_line(boxes, place, SPACING)
        assert line.width == 3
        assert not any(overlap(line, box) for box in boxes)
        neighbours = boxes[max(0, place - 1) : place + 1]
        assert any((line.y, line.bottom) == (box.y, box.bottom) for box in neighbours)
        near = [abs(line.centre[0] - edge) for box in neighbours for edge in (box.x, box.right)]
        assert min(near) == SPACING / 2


@given(boards())
def test_a_gap_where_a_row_begins_is_shown_there(boxes: list[Rect]) -> None:
    for place, box in enumerate(boxes):
        line = gap_line(boxes, place, SPACING)
        if place == 0 or boxes[place - 1].y < box.y:
            assert (line.y, line.right) == (box.y, box.x - SPACING / 2 + 1.5)
        else:
            assert (line.y, line.x) == (box.y, boxes[place - 1].right + SPACING / 2 - 1.5)


@given(boards(), st.floats(-50, 2800), st.floats(-1000, 3000))
def test_a_drop_counts_the_cards_that_come_before_the_point(
    boxes: list[Rect], x: float, y: float
) -> None:
    place = drop_place(boxes, x, y)
    assert 0 <= place <= len(boxes)
    for n, box in enumerate(boxes):
        if box.contains(x, y):
            assert place == (n if x < box.centre[0] else n + 1)


@given(boards(), st.floats(-1000, 3000), st.lists(st.floats(-50, 2800), min_size=2, max_size=6))
def test_dropping_further_right_or_below_never_lands_earlier(
    boxes: list[Rect], y: float, xs: list[float]
) -> None:
    places = [drop_place(boxes, x, y) for x in sorted(xs)]
    assert places == sorted(places)
    step = boxes[0].height + SPACING
    below = [drop_place(boxes, xs[0], y + n * step) for n in range(4)]
    assert below == sorted(below)


@given(boards(), st.integers(0, 16))
def test_each_half_of_a_card_has_its_own_side(boxes: list[Rect], number: int) -> None:
    assume(number < len(boxes))
    box = boxes[number]
    middle = box.centre[1]
    assert drop_place(boxes, box.x + 1, middle) == number
    assert drop_place(boxes, floor(box.right) - 1, middle) == number + 1


def test_a_drop_below_everything_is_the_last_and_above_the_first() -> None:
    boxes = [Rect(0, 0, 100, 100), Rect(120, 0, 100, 100), Rect(0, 120, 100, 100)]
    assert drop_place(boxes, 0, 9000) == 3
    assert drop_place(boxes, 9000, -50) == 0
    assert drop_place([], 5, 5) == 0


@pytest.mark.parametrize("ratio", RATIOS)
def test_a_wider_card_is_a_higher_card(ratio: str) -> None:
    heights = [CardLayout(width, 16, ratio).height for width in range(140, 420, 20)]
    assert heights == sorted(set(heights))

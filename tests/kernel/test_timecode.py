"""Lengths and moments: nothing drifts, and what a person types is read or refused."""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.kernel import timecode
from studio.kernel.errors import Refused

FPS = st.sampled_from(
    [Fraction(n, d) for n, d in ((24, 1), (25, 1), (30, 1), (60, 1), (24000, 1001), (30000, 1001))]
)
LENGTHS = st.lists(
    st.integers(timecode.SHORTEST_MS, 20_000) | st.just(timecode.LONGEST_MS), max_size=60
)
ODD = [
    *("", " ", ":", "s", ".", ",", "1:", "1::2", "-1", "+1", "-0:30", "1e3", "0x10", "1_0"),
    *("nan", "inf", "∞", "2/3", "½", "²", "2 5", "1.5.2", "1,5,2", "2..5", "2ss", "two", "1.5:30"),
    *(
        "9" * 12,
        "0." + "0" * 10,
        "1:2:3",
        "١",
        "١:02",
        "１",
        "2,5 sec",
        "9" * 5000,
        "9" * 5000 + ":00",
        "1:" + "0" * 5000,
    ),
]


@given(LENGTHS, FPS)
def test_each_boundary_is_within_half_a_frame_of_the_truth(
    lengths: list[int], fps: Fraction
) -> None:
    total = 0
    frames = timecode.boundaries(lengths, fps)
    assert len(frames) == len(lengths) + 1
    for frame, length in zip(frames, [*lengths, 0], strict=True):
        assert -Fraction(1, 2) < frame - total * fps / 1000 <= Fraction(1, 2)
        total += length


@given(LENGTHS, FPS)
def test_boundaries_begin_at_nought_and_only_grow(lengths: list[int], fps: Fraction) -> None:
    frames = timecode.boundaries(lengths, fps)
    assert frames[0] == 0
    assert all(later > earlier for earlier, later in itertools.pairwise(frames))


@given(LENGTHS, LENGTHS, FPS)
def test_a_boundary_depends_on_nothing_that_comes_after(
    head: list[int], tail: list[int], fps: Fraction
) -> None:
    both = timecode.boundaries(head + tail, fps)
    assert both[: len(head) + 1] == timecode.boundaries(head, fps)


def test_half_a_frame_rounds_up_not_to_even() -> None:
    assert timecode.boundaries([100, 100, 100], Fraction(25)) == [0, 3, 5, 8]


def test_an_hour_of_thirds_ends_on_the_frame_where_an_hour_ends() -> None:
    thirds = [333, 333, 334] * 3600
    assert timecode.boundaries(thirds, Fraction(30000, 1001))[-1] == 107_892
    assert timecode.boundaries(thirds, Fraction(25))[-1] == 90_000


@given(LENGTHS)
def test_starts_add_the_lengths_up(lengths: list[int]) -> None:
    starts = timecode.starts(lengths)
    assert starts[0] == 0
    assert [b - a for a, b in itertools.pairwise(starts)] == lengths


@pytest.mark.parametrize(
    ("ms", "shown"),
    [
        (0, "00:00.0"),
        (49, "00:00.0"),
        (50, "00:00.1"),
        (59_949, "00:59.9"),
        (59_950, "01:00.0"),
        (62_500, "01:02.5"),
        (600_000, "10:00.0"),
        (3_600_000, "60:00.0"),
        (6_000_000, "100:00.0"),
    ],
)
def test_the_clock_of_a_slate(ms: int, shown: str) -> None:
    assert timecode.clock_text(ms) == shown


@pytest.mark.parametrize(
    ("ms", "shown"),
    [(0, "0.0"), (1, "0.001"), (250, "0.25"), (2500, "2.5"), (2000, "2.0"), (61_050, "61.05")],
)
def test_seconds_have_the_decimals_they_need(ms: int, shown: str) -> None:
    assert timecode.seconds_text(ms) == shown
    assert timecode.seconds_text(ms, comma=True) == shown.replace(".", ",")


@given(st.integers(timecode.SHORTEST_MS, timecode.LONGEST_MS), st.booleans())
def test_what_is_shown_can_be_typed_back(ms: int, comma: bool) -> None:
    shown = timecode.seconds_text(ms, comma=comma)
    assert timecode.parse_seconds(shown) == ms
    assert timecode.parse_seconds(f"  {shown} S ") == ms


@given(st.integers(1, 35_999))
def test_a_slate_can_be_typed_back(tenths: int) -> None:
    assert timecode.parse_seconds(timecode.clock_text(tenths * 100)) == tenths * 100


@pytest.mark.parametrize(
    ("typed", "ms"),
    [
        ("2", 2000),
        (".5", 500),
        ("2.", 2000),
        ("2,5s", 2500),
        ("1:02,5", 62_500),
        ("0.1", 100),
        ("0.0999", 100),
        ("0.1004", 100),
        ("0.1005", 101),
        ("60:00", 3_600_000),
        ("3600", 3_600_000),
    ],
)
def test_lengths_are_read_as_people_write_them(typed: str, ms: int) -> None:
    assert timecode.parse_seconds(typed) == ms


@pytest.mark.parametrize("typed", ODD, ids=lambda typed: repr(typed[:12]))
def test_what_is_no_length_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Refused, match=r"is not a length. Write seconds, like 2\.5\.") as refusal:
        timecode.parse_seconds(typed)
    shown = typed.strip()[:40]
    assert str(refusal.value) == f"“{shown}” is not a length. Write seconds, like 2.5."


@pytest.mark.parametrize(
    "typed", ["0", "0.09", "0:00", "0" * 11, "3600.001", "60:01", "99999999999"]
)
def test_a_length_out_of_range_is_refused_with_the_range(typed: str) -> None:
    with pytest.raises(Refused, match=r"between 0\.1 s and one hour"):
        timecode.parse_seconds(typed)


@given(st.text(st.sampled_from("0123456789.,:sS -+eE_/١²½ \n"), max_size=12) | st.text())
def test_anything_typed_is_a_length_or_refused(typed: str) -> None:
    try:
        ms = timecode.parse_seconds(typed)
    except Refused:
        return
    assert timecode.SHORTEST_MS <= ms <= timecode.LONGEST_MS


@pytest.mark.parametrize("ms", [timecode.SHORTEST_MS, 2000, timecode.LONGEST_MS])
def test_a_length_in_range_passes_as_it_is(ms: int) -> None:
    assert timecode.check_length(ms) == ms


@pytest.mark.parametrize("ms", [-1, 0, timecode.SHORTEST_MS - 1, timecode.LONGEST_MS + 1])
def test_a_length_out_of_range_is_not_checked_in(ms: int) -> None:
    with pytest.raises(Refused):
        timecode.check_length(ms)

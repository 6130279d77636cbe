"""Ranks: always room between two, in the right order, and short."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.kernel.ranks import between, last, room, spread

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
RANKS = st.text(st.sampled_from(DIGITS), max_size=6).map(lambda r: r + "V") | st.text(
    st.sampled_from("01yz"), max_size=6
).map(lambda r: r + "1")


@given(RANKS, RANKS)
def test_between_is_strictly_between(one: str, other: str) -> None:
    low, high = sorted((one, other))
    rank = between(low, high)
    if low == high:
        assert rank is None
    else:
        assert rank is not None
        assert low < rank < high
        assert not rank.endswith("0")


@given(st.text(st.sampled_from("0V1"), max_size=4), st.text(st.sampled_from("0V1"), max_size=4))
def test_even_ranks_with_idle_zeros_never_give_a_wrong_answer(low: str, high: str) -> None:
    rank = between(low, high)
    assert rank is None or low < rank < high
    if low < high.rstrip("0"):
        assert rank is not None


@given(RANKS)
def test_there_is_room_before_and_after_everything(rank: str) -> None:
    front, end = between(None, rank), between(rank, None)
    assert front is not None
    assert end is not None
    assert front < rank < end


@pytest.mark.parametrize(
    ("low", "high", "rank"),
    [
        ("V", "k", "c"),
        ("V", "W", "VV"),
        ("V", "W1", "VV"),
        ("Vz", "W", "VzV"),
        ("Vz", "W1", "VzV"),
        ("V", "V1", "V0V"),
        ("V", "V2", "V1"),
        (None, "1", "0V"),
        (None, "2", "1"),
        (None, "01", "00V"),
        ("z", None, "zV"),
        ("zz", None, "zzV"),
    ],
)
def test_a_rank_grows_only_where_it_must(low: str | None, high: str | None, rank: str) -> None:
    assert between(low, high) == rank


@given(st.lists(RANKS))
def test_the_last_rank_comes_after_all_in_any_order(ranks: list[str]) -> None:
    rank = last(ranks)
    assert all(other < rank for other in ranks)
    assert not rank.endswith("0")


def test_the_last_of_none_is_one_half() -> None:
    assert last([]) == "V"


@given(st.none() | RANKS, st.none() | RANKS, st.integers(0, 70))
def test_room_for_many_is_in_order_strictly_between_and_short(
    one: str | None, other: str | None, count: int
) -> None:
    low, high = (one, other) if not one or not other else sorted((one, other))
    ranks = room(low, high, count)
    if low is not None and low == high:
        assert ranks == (None if count else [])
        return
    assert ranks is not None
    assert len(ranks) == count
    for earlier, later in pairwise([low or "", *ranks, high or "~"]):
        assert earlier < later
    longest = max(len(low or ""), len(high or ""))
    assert all(len(rank) <= longest + 3 for rank in ranks)


def test_room_is_even_and_asks_for_none_where_there_is_none() -> None:
    assert room(None, None, 7) == ["7", "F", "N", "V", "c", "k", "s"]
    assert room("V", "V", 0) == []
    assert room("k", "V", 3) is None


def test_the_first_rank_is_one_half() -> None:
    assert between(None, None) == "V"


@given(st.lists(st.tuples(st.sampled_from(["front", "end", "middle"]), st.integers(0, 10**6))))
@settings(max_examples=60)
def test_any_run_of_insertions_keeps_the_order(moves: list[tuple[str, int]]) -> None:
    ranks: list[str] = []
    for where, number in moves:
        place = {"front": 0, "end": len(ranks), "middle": number % (len(ranks) + 1)}[where]
        before = ranks[place - 1] if place else None
        after = ranks[place] if place < len(ranks) else None
        rank = between(before, after)
        assert rank is not None
        ranks.insert(place, rank)
    assert all(earlier < later for earlier, later in pairwise(ranks))
    assert all(len(rank) <= 2 + len(moves) // 5 for rank in ranks)


@pytest.mark.parametrize("where", ["front", "end", "same place"])
def test_two_hundred_insertions_in_one_place_stay_short(where: str) -> None:
    low, high = (None, None) if where != "same place" else ("A", "B")
    rank = None
    for _ in range(200):
        if where == "front":
            rank = high = between(None, high)
        elif where == "end":
            rank = low = between(low, None)
        else:
            rank = high = between("A", high)
    assert rank is not None
    assert len(rank) <= 42


@pytest.mark.parametrize(
    ("before", "after"),
    [("V", "V"), ("k", "V"), ("V1", "V"), ("V", ""), (None, ""), ("V", "V0"), (None, "0")],
)
def test_equal_inverted_and_touching_ranks_have_nothing_between(
    before: str | None, after: str
) -> None:
    assert between(before, after) is None


@given(st.integers(0, 300) | st.sampled_from([1921, 1922, 3843, 3844, 5000]))
def test_spread_ranks_are_in_order_apart_and_short(count: int) -> None:
    ranks = spread(count)
    assert len(ranks) == count
    assert ranks == sorted(set(ranks))
    for low, high in pairwise([None, *ranks, None]):
        rank = between(low, high)
        assert rank is not None
        assert len(rank) <= 4
    assert all(rank and not rank.endswith("0") for rank in ranks)


def test_a_few_spread_ranks_are_evenly_apart() -> None:
    assert spread(0) == []
    assert spread(1) == ["V"]
    assert spread(3) == ["G", "V", "k"]
    assert {len(rank) for rank in spread(30)} == {1}
    assert max(len(rank) for rank in spread(31)) == 2

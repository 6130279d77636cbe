"""Who gets how much: nothing is lost, nothing is made, and equal shares are equal."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.deals.rules import WHOLE_BP, Share, payouts

FEES = st.integers(0, 10**12)
BP = st.integers(0, WHOLE_BP)
SHARES = st.lists(st.builds(Share, st.integers(0, 10**12), BP), max_size=8)
WHOLE = st.lists(BP, max_size=6).map(
    lambda cuts: [b - a for a, b in zip([0, *sorted(cuts)], [*sorted(cuts), WHOLE_BP], strict=True)]
)
"""Shares that sum to 100 %."""


def left_of(fee: int, shares: list[Share]) -> int:
    return max(0, fee - sum(share.fixed_minor for share in shares))


def test_the_worked_example() -> None:
    shares = [Share(0, points) for points in (4000, 2000, 1000, 2500, 500)]
    assert payouts(1_600_000, shares) == [640_000, 320_000, 160_000, 400_000, 80_000]


@pytest.mark.parametrize(
    ("fee", "shares", "given_out"),
    [
        (1000, [], []),
        (0, [Share(0, 5000), Share(100, 0)], [0, 0]),
        (1000, [Share(300, 0), Share(0, 10_000)], [300, 700]),
        (1000, [Share(300, 5000), Share(0, 5000)], [650, 350]),
        (1000, [Share(700, 0), Share(700, 0), Share(1, 10_000)], [700, 300, 0]),
        (1000, [Share(0, 5000)], [500]),
        (100, [Share(0, 3333), Share(0, 3333), Share(0, 3334)], [33, 33, 34]),
        (1, [Share(0, 5000), Share(0, 5000)], [1, 0]),
        (1000, [Share(0, 10_000), Share(0, 10_000)], [500, 500]),
        (900, [Share(0, 10_000), Share(0, 5000)], [600, 300]),
        (1000, [Share(-50, 0), Share(0, -1), Share(0, 10_000)], [0, 0, 1000]),
        (99, [Share(0, 1), Share(0, 1)], [0, 0]),
    ],
)
def test_fixed_parts_come_first_and_in_order_and_shares_are_of_the_rest(
    fee: int, shares: list[Share], given_out: list[int]
) -> None:
    assert payouts(fee, shares) == given_out


@given(fee=FEES, shares=SHARES)
def test_never_more_than_the_fee_and_never_below_nothing(fee: int, shares: list[Share]) -> None:
    amounts = payouts(fee, shares)
    assert len(amounts) == len(shares)
    assert all(amount >= 0 for amount in amounts)
    assert sum(amounts) <= fee


@given(fee=FEES, points=WHOLE, fixed=st.lists(st.integers(0, 10**12), max_size=3))
def test_at_a_hundred_per_cent_the_whole_fee_is_given_out(
    fee: int, points: list[int], fixed: list[int]
) -> None:
    shares = [*(Share(first, 0) for first in fixed), *(Share(0, bp) for bp in points)]
    assert sum(payouts(fee, shares)) == fee


@given(fee=FEES, shares=SHARES)
def test_each_share_is_within_one_unit_of_what_it_says(fee: int, shares: list[Share]) -> None:
    fixed = payouts(fee, [Share(share.fixed_minor, 0) for share in shares])
    left = left_of(fee, shares)
    whole = max(WHOLE_BP, sum(share.share_bp for share in shares))
    for share, first, amount in zip(shares, fixed, payouts(fee, shares), strict=True):
        assert abs(amount - first - Fraction(left * share.share_bp, whole)) < 1


@given(fee=FEES, points=st.integers(1, WHOLE_BP), count=st.integers(1, 30))
def test_equal_shares_differ_by_at_most_one_unit(fee: int, points: int, count: int) -> None:
    amounts = payouts(fee, [Share(0, points)] * count)
    assert max(amounts) - min(amounts) <= 1


@given(fee=FEES, fixed=st.lists(st.integers(0, 10**12), min_size=1, max_size=6))
def test_fixed_parts_are_paid_in_order_while_there_is_money(fee: int, fixed: list[int]) -> None:
    left = fee
    for wanted, amount in zip(fixed, payouts(fee, [Share(one, 0) for one in fixed]), strict=True):
        assert amount == min(wanted, left)
        left -= amount


@given(fee=FEES, points=st.lists(BP, min_size=2, max_size=6), times=st.integers(2, 5))
def test_over_a_hundred_per_cent_only_the_proportion_counts(
    fee: int, points: list[int], times: int
) -> None:
    over = [Share(0, WHOLE_BP), *(Share(0, bp) for bp in points)]
    more = [Share(0, share.share_bp * times) for share in over]
    assert payouts(fee, more) == payouts(fee, over)
    assert sum(payouts(fee, over)) == fee


@given(fee=FEES, points=st.lists(BP, min_size=2, max_size=6, unique=True))
def test_who_is_to_get_more_never_gets_less(fee: int, points: list[int]) -> None:
    amounts = payouts(fee, [Share(0, bp) for bp in sorted(points)])
    assert amounts == sorted(amounts)


@given(fee=FEES, points=st.lists(BP, max_size=6))
def test_nobody_without_a_share_gets_a_unit(fee: int, points: list[int]) -> None:
    assert payouts(fee, [Share(0, 0), *(Share(0, bp) for bp in points), Share(0, 0)])[0] == 0
    assert payouts(fee, [*(Share(0, bp) for bp in points), Share(0, 0)])[-1] == 0

"""The doors of time and identity: they can stand still, and they give nothing twice."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.kernel import clock, ids

ALPHABET = set("0123456789abcdefghijkmnpqrstuvwxyz")


def test_the_clock_follows_the_system_and_is_aware() -> None:
    clock.thaw()
    before = datetime.now(UTC)
    moment = clock.now()
    assert moment.tzinfo is UTC
    assert before <= moment <= datetime.now(UTC)
    assert abs(clock.now_ms() - moment.timestamp() * 1000) < 5000


def test_a_frozen_clock_stands_until_it_is_thawed() -> None:
    moment = datetime(2030, 2, 28, 23, 59, 59, 999_000, tzinfo=UTC)
    clock.freeze(moment)
    assert clock.now() == moment
    assert clock.now() == moment
    assert clock.now_ms() == 1_898_553_599_999
    clock.thaw()
    assert clock.now() != moment


@given(st.integers(0, 253_402_300_799_999))
def test_a_moment_comes_back_from_its_milliseconds(ms: int) -> None:
    moment = clock.from_ms(ms)
    assert moment.tzinfo is UTC
    assert abs(moment - (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms))) < (
        timedelta(milliseconds=0.5)
    )
    clock.freeze(moment)
    assert clock.now_ms() == ms


def test_ids_are_short_plain_and_all_different() -> None:
    made = [ids.new_id() for _ in range(5000)]
    assert len(set(made)) == len(made)
    assert {len(one) for one in made} == {19}
    assert set("".join(made)) <= ALPHABET


def test_later_ids_sort_after_earlier_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = [0, 33, 34, 10**12, 10**12 + 1, 34**9 - 1]
    made = []
    for ms in moments:
        monkeypatch.setattr("time.time_ns", lambda ms=ms: ms * 1_000_000 + 999_999)
        made.append([ids.new_id() for _ in range(20)])
    for earlier, later in itertools.pairwise(made):
        assert max(earlier) < min(later)


def test_counted_ids_are_the_same_each_time_and_sort_by_number() -> None:
    ids.count_from(30)
    first = [ids.new_id() for _ in range(100)]
    ids.count_from(30)
    assert [ids.new_id() for _ in range(100)] == first
    assert first == sorted(set(first))
    assert first[0] == "0" * 18 + "w"
    assert {len(one) for one in first} == {19}
    ids.be_random()
    assert ids.new_id() not in first


def test_uuids_are_random_hex_even_when_ids_are_counted() -> None:
    ids.count_from(1)
    made = {ids.new_uuid() for _ in range(1000)}
    assert len(made) == 1000
    assert all(len(one) == 32 and int(one, 16) >= 0 for one in made)

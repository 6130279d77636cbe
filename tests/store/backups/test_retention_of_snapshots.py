"""Which snapshots stay: a property for every promise, whatever the clock does."""

from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from studio.store.backups.retention import LAST, LEAST, Stamp, kept

HOUR = 3_600_000
DAY = 24 * HOUR
START = int(datetime(2031, 5, 4, tzinfo=UTC).timestamp() * 1000)

clocks = st.one_of(
    st.integers(-(10**18), 10**18),
    st.integers(START - 400 * DAY, START + 400 * DAY),
    st.sampled_from([START, START + 1, 0, -1]),
)


@st.composite
def folders(draw: st.DrawFn) -> list[Stamp]:
    """Snapshots of any clock, in any order, some of them damaged or doubtful."""
    seqs = draw(st.lists(st.integers(1, 10_000), unique=True, max_size=150))
    return [
        Stamp(
            seq=seq,
            at_ms=draw(clocks),
            schema=draw(st.sampled_from([1, 1, 1, 2])),
            verified=draw(st.booleans()),
            damaged=draw(st.sampled_from([False, False, True])),
        )
        for seq in seqs
    ]


def verified(stamps: list[Stamp]) -> list[int]:
    """The numbers of the verified snapshots, the newest first."""
    return sorted((s.seq for s in stamps if s.verified), reverse=True)


@given(folders())
def test_the_newest_verified_snapshot_always_stays(stamps: list[Stamp]) -> None:
    assert set(verified(stamps)[:1]) <= kept(stamps)


@given(folders())
def test_at_least_three_and_the_last_twelve_verified_snapshots_stay(stamps: list[Stamp]) -> None:
    stay = kept(stamps)

    assert LEAST <= LAST == 12
    assert set(verified(stamps)[:LAST]) <= stay
    assert len(stay & set(verified(stamps))) >= min(LEAST, len(verified(stamps)))


@given(folders())
def test_nothing_is_kept_that_is_not_there_and_twice_is_as_once(stamps: list[Stamp]) -> None:
    stay = kept(stamps)

    assert stay <= {s.seq for s in stamps}
    assert kept([s for s in stamps if s.seq in stay]) == stay


@given(folders(), st.randoms())
def test_the_order_in_which_the_disk_lists_them_does_not_matter(
    stamps: list[Stamp], random: Random
) -> None:
    shuffled = list(stamps)
    random.shuffle(shuffled)

    assert kept(shuffled) == kept(stamps)


@given(folders())
def test_what_is_kept_does_not_grow_without_bounds(stamps: list[Stamp]) -> None:
    sound = [s for s in stamps if not s.damaged or s.verified]
    most = LAST + 24 + 14 + 8 + 12 + len({s.schema for s in stamps})

    assert len(kept(sound)) <= 2 * most


@given(folders())
def test_a_damaged_snapshot_stays_until_three_newer_ones_are_verified(
    stamps: list[Stamp],
) -> None:
    stay = kept(stamps)
    for stamp in stamps:
        if stamp.damaged and not stamp.verified:
            newer = sum(seq > stamp.seq for seq in verified(stamps))
            assert (stamp.seq in stay) == (newer < LEAST)


@given(st.lists(clocks, min_size=1, max_size=200))
def test_one_backup_after_another_never_loses_the_newest_whatever_the_clock_does(
    times: list[int],
) -> None:
    folder: list[Stamp] = []
    for seq, at_ms in enumerate(times, start=1):
        folder.append(Stamp(seq, at_ms, 1, verified=True))
        stay = kept(folder)
        folder = [s for s in folder if s.seq in stay]

        assert folder[-1].seq == seq
        assert [s.seq for s in folder[-LAST:]] == list(range(max(1, seq - LAST + 1), seq + 1))


def test_a_clock_that_jumps_to_the_future_and_back_costs_no_recent_backup() -> None:
    times = [START + n * HOUR for n in range(20)]
    times += [START + 30 * 365 * DAY] * 3
    times += [START + n * HOUR for n in range(20, 40)]
    stamps = [Stamp(seq, at, 1, verified=True) for seq, at in enumerate(times, start=1)]

    stay = kept(stamps)

    assert set(range(len(times) - 22, len(times) + 1)) - {21, 22} <= stay  # one per hour
    assert 23 in stay  # the newest of the hour in the future


def test_a_year_of_work_thins_to_hours_days_weeks_and_months() -> None:
    folder: list[Stamp] = []
    now = datetime(2030, 1, 1, tzinfo=UTC)
    seq = 0
    while now < datetime(2031, 1, 1, tzinfo=UTC):
        seq += 1
        folder.append(Stamp(seq, int(now.timestamp() * 1000), 1, verified=True))
        stay = kept(folder)
        folder = [s for s in folder if s.seq in stay]
        now += timedelta(minutes=30) if 9 <= now.hour < 18 else timedelta(hours=15)
    last = folder[-1].at_ms

    def there(ago_ms: int, within_ms: int) -> bool:
        return any(last - ago_ms - within_ms <= s.at_ms <= last - ago_ms for s in folder)

    assert len(folder) <= 12 + 24 + 14 + 8 + 12 + 1
    assert all(there(hours * HOUR, HOUR) for hours in range(8))
    assert all(there(days * DAY, DAY) for days in range(13))
    assert all(there(weeks * 7 * DAY, 7 * DAY) for weeks in range(7))
    assert all(there(months * 31 * DAY, 31 * DAY) for months in range(11))


def test_the_newest_snapshot_of_an_older_schema_stays_for_going_back_behind_an_upgrade() -> None:
    old = [Stamp(seq, START + seq * 60_000, 1, verified=True) for seq in range(1, 6)]
    new = [Stamp(seq, START + seq * 30 * DAY, 2, verified=True) for seq in range(6, 200)]

    assert min(kept(old + new)) == 5


def test_a_snapshot_that_was_never_verified_does_not_take_the_place_of_one_that_was() -> None:
    stamps = [Stamp(seq, START, 1, verified=seq <= 3) for seq in range(1, 50)]

    assert {1, 2, 3} <= kept(stamps)

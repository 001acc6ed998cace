"""How often a feed is asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor import rhythm
from monitor.rhythm import Bounds, Rhythm, Seen

NOW = datetime(2024, 12, 18, 6, 0, tzinfo=UTC)
BOUNDS = Bounds()


def _minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def _hours(number: float) -> timedelta:
    return timedelta(hours=number)


QUARTER = _minutes(15)

INTERVALS = (
    # entries an hour, window, what the poll showed, minutes before, minutes after
    (4, 100, Seen(since=QUARTER), 15, 15),  # an entry an interval: its interval
    (1, 100, Seen(since=QUARTER), 30, 30),  # the root of a fourth: twice as long
    (16, 100, Seen(new=4, total=100, since=QUARTER), 15, 7.5),  # four times as much: half
    (1 / 16, 100, Seen(since=QUARTER), 15, 30),  # longer step by step
    (1 / 16, 100, Seen(since=_hours(1)), 60, 120),  # until its own: the root of 64
    (1 / 16, 100, Seen(since=_hours(2)), 120, 120),
    (1e-9, 100, Seen(since=_hours(20)), 60 * 20, 60 * 24),  # not above the cap
    (100, 100, Seen(new=9, total=100, since=QUARTER), 15, 3),
    (900, 1000, Seen(new=9, total=1000, since=_minutes(1)), 15, 2),  # nor below the floor
    (4, 12, Seen(since=QUARTER), 15, 3.75),  # a small window, where a burst would push entries out
    (4, 24, Seen(since=QUARTER), 15, 15),  # a roomy one
    (1, 24, Seen(new=6, total=24, since=QUARTER), 15, 2.5),  # what came of late counts too: 24 an hour
    (1, 24, Seen(new=12, total=24, since=_hours(12)), 15, 7.5),  # half of them new: sooner than last time
    (1, 100, Seen(new=60, total=100, since=_hours(60)), 60, 7.5),  # and than the feed's own interval
    (4, 100, Seen(since=QUARTER, ttl=_minutes(30)), 15, 30),  # the feed's own words
    (4, 100, Seen(since=QUARTER, max_age=_minutes(20), ttl=_minutes(5)), 15, 20),
    (4, 100, Seen(since=QUARTER, ttl=_hours(24)), 15, 60),  # believed up to four intervals
    (4, 24, Seen(since=QUARTER, ttl=_hours(24)), 15, 15),  # and not where the window would turn over
    (1, 1, Seen(new=1, total=1, since=_hours(3)), 15, 7.5),  # one entry at a time says nothing of what was missed
    (1, 1, Seen(since=QUARTER), 15, 30),
    (4, 9, Seen(since=QUARTER), 15, 15),  # so few entries are all that the feed has
)


@pytest.mark.parametrize(("rate", "window", "seen", "before", "after"), INTERVALS)
def test_the_interval_follows_what_the_feed_brings_and_shows(
    rate: float, window: int, seen: Seen, before: float, after: float
) -> None:
    found = rhythm.interval(Rhythm(rate, window), seen, _minutes(before), BOUNDS)
    assert found / _minutes(1) == pytest.approx(after)


def test_a_first_poll_is_followed_by_another_at_the_interval_or_sooner() -> None:
    slow, busy = Rhythm(0.01, 30), Rhythm(20, 10)
    seen = Seen(new=30, total=30)
    assert rhythm.interval(slow, seen, None, BOUNDS) == QUARTER
    assert rhythm.interval(slow, Seen(new=30, total=30, ttl=_hours(24)), None, BOUNDS) == QUARTER
    assert rhythm.interval(busy, seen, None, BOUNDS) == _minutes(2)


durations = st.timedeltas(timedelta(0), timedelta(days=400))


@settings(deadline=None)  # other work on the machine decides how long an example takes
@given(
    rate=st.floats(0, 1e6),
    before=durations,
    new=st.integers(0, 100),
    known=st.integers(0, 100),
    since=st.none() | durations,
    ttl=durations,
)
def test_the_interval_stays_within_its_bounds_and_the_rate_above_nothing(
    *, rate: float, before: timedelta, new: int, known: int, since: timedelta | None, ttl: timedelta
) -> None:
    seen = Seen(new=new, total=new + known, since=since, ttl=ttl)
    learned = rhythm.learned(Rhythm(rate, 20), seen, NOW, BOUNDS)
    assert learned.rate >= 0
    assert BOUNDS.shortest <= rhythm.interval(learned, seen, BOUNDS.clamp(before), BOUNDS) <= BOUNDS.longest


def test_an_interval_beyond_the_bounds_is_clamped() -> None:
    narrow = Bounds(interval=_minutes(1))
    assert rhythm.interval(Rhythm(4, 50), Seen(since=QUARTER), None, narrow) == _minutes(2)


MISSED = (
    (Seen(new=30, total=30, since=QUARTER), True),
    (Seen(new=29, total=30, since=QUARTER), False),
    (Seen(new=30, total=30), False),  # the first poll: all are new, none was missed
    (Seen(since=QUARTER), False),
    (Seen(new=1, total=1, since=QUARTER), False),  # a feed that shows its latest entry alone
)


@pytest.mark.parametrize(("seen", "missed"), MISSED)
def test_entries_missed_between_polls_are_noticed(seen: Seen, *, missed: bool) -> None:
    assert rhythm.missed(seen) is missed


def _ages(*hours: float) -> tuple[datetime, ...]:
    return tuple(NOW - _hours(age) for age in hours)


DATED = (
    # ages of the entries in hours, entries an hour
    ((1, 2, 3, 4, 5, 6), 1),
    ((2, 1, 4, 3), 1),  # in any order
    ((0.5, 1, 1.5, 2, 400, 9000), 2),  # what stands there for ever says nothing
    ((1, 2, 3), None),  # too few
    ((), None),
    ((0, 0, 0, 0, 0, 0), None),  # all of the moment at which the feed was made
    ((-3, -2, 1, 2, 3, 4), 1),  # the future does not count
)


@pytest.mark.parametrize(("hours", "rate"), DATED)
def test_a_feeds_dates_tell_its_rate_at_once(hours: tuple[float, ...], rate: float | None) -> None:
    assert rhythm.dated_rate(_ages(*hours), NOW) == rate


def test_without_dates_a_feed_is_taken_to_bring_one_entry_an_interval() -> None:
    assert rhythm.learned(None, Seen(new=20, total=20), NOW, BOUNDS) == Rhythm(4, 20)


def test_the_rate_is_learned_whatever_the_interval() -> None:
    known, waiting = Rhythm(4, 20), 0.0
    for number in range(200):  # two entries an hour, polls at odd times
        since = _minutes((3, 60, 11, 29)[number % 4])
        waiting += 2 * (since / _hours(1))
        seen = Seen(new=int(waiting), total=20, since=since)
        waiting -= seen.new
        known = rhythm.learned(known, seen, NOW, BOUNDS)
    assert known.rate == pytest.approx(2, rel=0.2)


def test_a_silent_feeds_rate_falls_with_its_silence() -> None:
    known = Rhythm(4, 20)
    for _ in range(24 * 7):
        known = rhythm.learned(known, Seen(since=_hours(1)), NOW, BOUNDS)
    assert known.rate == pytest.approx(8 / (24 * 7), rel=0.1)  # eight entries by the hours of a week
    assert known.window == 20


def test_missed_entries_count_twice_and_a_poll_at_the_same_moment_not_at_all() -> None:
    missed, most = Seen(new=20, total=20, since=_hours(1)), Seen(new=20, total=21, since=_hours(1))
    known = Rhythm(4, 20)
    assert rhythm.learned(known, missed, NOW, BOUNDS).rate > rhythm.learned(known, most, NOW, BOUNDS).rate
    assert rhythm.learned(known, Seen(new=1, total=20, since=_hours(0)), NOW, BOUNDS) == known


def test_what_a_hub_pushes_counts_for_the_rate() -> None:
    known = Rhythm(1, 20)
    for _ in range(50):  # polls find nothing because two entries were pushed in the hour before
        pushed = rhythm.brought(known, 2)
        known = rhythm.learned(pushed, Seen(since=_hours(1)), NOW, BOUNDS)
    assert known.rate == pytest.approx(2, rel=0.3)
    assert rhythm.turnover(Rhythm(2, 20)) == _hours(10)
    assert rhythm.turnover(Rhythm(0, 20)) == timedelta.max

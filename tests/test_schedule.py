"""When to look again."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from monitor import schedule
from monitor.rhythm import Bounds
from monitor.schedule import Failing, Result, Standing

NOW = datetime(2024, 12, 18, 6, 0, tzinfo=UTC)
BOUNDS = Bounds()


def _minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def _hours(number: float) -> timedelta:
    return timedelta(hours=number)


def test_jitter_spreads_polls_by_a_tenth() -> None:
    assert schedule.next_poll(NOW, _minutes(20)) == NOW + _minutes(20)
    assert schedule.next_poll(NOW, _minutes(20), 1.0) == NOW + _minutes(22)
    assert schedule.next_poll(NOW, _minutes(20), -1.0) == NOW + _minutes(18)
    assert schedule.next_poll(NOW, _minutes(20), -7.0) == NOW + _minutes(18)


def test_now_and_then_a_feed_is_asked_without_conditions() -> None:
    assert [count for count in range(100) if schedule.asks_anew(count)] == [48, 96]


WINDOWS = (
    # hours of the day in Berlin, a moment, the first from it on at which to ask; all in UTC, in winter an hour less
    (None, "2024-12-18 01:00", "2024-12-18 01:00"),
    ((6, 22), "2024-12-18 06:00", "2024-12-18 06:00"),
    ((6, 22), "2024-12-18 04:59", "2024-12-18 05:00"),
    ((6, 22), "2024-12-18 05:00", "2024-12-18 05:00"),
    ((6, 22), "2024-12-18 21:00", "2024-12-19 05:00"),  # 22:00 is outside
    ((6, 22), "2024-07-18 20:30", "2024-07-19 04:00"),  # in summer two hours less
    ((6, 22), "2025-03-29 22:00", "2025-03-30 04:00"),  # the night in which the clocks go forward
    ((22, 6), "2024-12-18 12:00", "2024-12-18 21:00"),  # past midnight
    ((22, 6), "2024-12-18 23:30", "2024-12-18 23:30"),
    ((22, 6), "2024-12-18 05:00", "2024-12-18 21:00"),
    ((6, 6), "2024-12-18 01:00", "2024-12-18 01:00"),  # the whole day
)


@pytest.mark.parametrize(("hours", "moment", "asked"), WINDOWS)
def test_feeds_are_asked_within_their_hours(hours: tuple[int, int] | None, moment: str, asked: str) -> None:
    window = hours and (time(hours[0]), time(hours[1]))
    given, expected = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (moment, asked))
    assert schedule.opening(given, window) == expected


def test_a_poll_that_a_person_wants_comes_a_minute_after_the_last() -> None:
    assert schedule.forced(NOW, None) == NOW
    assert schedule.forced(NOW, NOW - _hours(1)) == NOW
    assert schedule.forced(NOW, NOW - _minutes(0.5)) == NOW + _minutes(0.5)


SILENCES = (
    # hours since each arrival, whether the feed is silent beyond its habit
    ((100, 99, 98, 97, 96), True),  # hourly, then four days nothing
    ((40, 39, 38, 37, 36), False),  # two days are granted to all
    ((5, 4, 3, 2, 1), False),
    ((900, 800, 700, 600, 500), False),  # a slow feed is not silent so soon
    ((2000, 1990, 1980, 1970, 1960), True),
    ((100, 99, 98, 97), False),  # too few for a habit
    ((), False),
)


@pytest.mark.parametrize(("hours", "silent"), SILENCES)
def test_a_feed_silent_beyond_its_habit_is_noticed(hours: tuple[int, ...], *, silent: bool) -> None:
    assert schedule.is_silent(NOW, [NOW - _hours(number) for number in hours]) is silent


BACKOFFS: tuple[tuple[Failing, int, int | None, float | None, timedelta], ...] = (
    # how lasting, failures in a row, status, Retry-After, wait
    ("temporary", 1, None, None, _minutes(15)),
    ("temporary", 2, 503, None, _minutes(30)),
    ("temporary", 3, None, None, _hours(1)),
    ("temporary", 6, None, None, _hours(6)),
    ("temporary", 100_000, None, None, _hours(6)),
    ("temporary", 0, None, None, _minutes(15)),
    ("temporary", 1, 429, 3600.0, _hours(1)),
    ("temporary", 1, 429, 60.0, _minutes(15)),
    ("soft", 1, 403, None, _hours(1)),
    ("soft", 5, 403, None, _hours(16)),
    ("soft", 50, 403, None, _hours(24)),
    ("hard", 1, 404, None, _hours(6)),
    ("hard", 9, 404, None, timedelta(days=3)),
    ("hard", 1, 410, None, timedelta(days=7)),
    ("hard", 9, 410, None, timedelta(days=7)),
)


@pytest.mark.parametrize(("lasting", "failures", "status", "retry_after", "wait"), BACKOFFS)
def test_a_failing_feed_is_tried_later_and_later_but_always(
    lasting: Failing, failures: int, status: int | None, retry_after: float | None, wait: timedelta
) -> None:
    assert schedule.backoff(lasting, failures, BOUNDS, status=status, retry_after=retry_after) == wait


def test_a_slow_feeds_failure_does_not_make_it_faster() -> None:
    daily = Bounds(interval=_hours(24))
    assert schedule.backoff("temporary", 3, daily) == _hours(24)


DOWN, UP, REFUSED = Result("a", "temporary"), Result("b"), Result("b", "soft", 403)

OUTAGES = (
    ((DOWN, Result("b", "temporary")), True),
    ((DOWN, Result("a", "temporary")), False),  # one host alone may be down
    ((DOWN, UP), False),
    ((DOWN, REFUSED), False),  # an answer, if an unfriendly one
    ((DOWN, Result("b", "temporary", 503)), False),
    ((DOWN, Result("b", "soft")), False),  # a certificate: somebody answered
    ((), False),
)


@pytest.mark.parametrize(("results", "outage"), OUTAGES)
def test_our_own_outage_is_told_from_the_feeds(results: tuple[Result, ...], *, outage: bool) -> None:
    assert schedule.is_own_outage(results) is outage


T = datetime(2025, 1, 13, 8, tzinfo=UTC)
STANDINGS: tuple[tuple[list[Standing], bool], ...] = (
    # the feeds before a round of one feed at host "a" that gets no answer, half an hour after T
    ([], False),
    ([Standing("b", mute_at=T)], True),
    ([Standing("a", mute_at=T)], False),  # one host alone may be down
    ([Standing("b", T - _minutes(5), T)], True),  # all was well before
    ([Standing("b", mute_at=T), Standing("c", T + _minutes(5))], False),  # another one answered since
    ([Standing("b", mute_at=T), Standing("c", T)], False),  # in the same round
    ([Standing("b", mute_at=T - _hours(9)), Standing("c", T - _hours(1), T)], True),  # b has long been down by itself
    ([Standing("a", T - _minutes(9))], False),
)


@pytest.mark.parametrize(("feeds", "outage"), STANDINGS)
def test_a_round_of_one_feed_is_judged_with_all_feeds(feeds: list[Standing], *, outage: bool) -> None:
    assert schedule.is_own_outage([DOWN], lambda: feeds) is outage
    assert not schedule.is_own_outage([REFUSED], lambda: feeds)
    assert not schedule.is_own_outage([], lambda: feeds)


def test_after_an_outage_all_are_tried_soon() -> None:
    assert schedule.after_outage(BOUNDS) == BOUNDS.shortest


AGES = [_minutes(15), _hours(1), _hours(6), _hours(24)]

RECHECKS = (
    # minutes after the first sight of the last read, of now; of the next read, and whether it is due
    (0, 0, 15, False),
    (0, 14, 15, False),
    (0, 15, 15, True),
    (0, 70, 15, True),  # two ages have passed:
    (70, 70, 360, False),  # one read was enough for both
    (15, 20, 60, False),
    (360, 2000, 1440, True),
    (1440, 9999, None, False),  # the last age is done
)


@pytest.mark.parametrize(("read", "now", "following", "due"), RECHECKS)
def test_articles_are_read_again_at_ages_from_their_first_sight(
    read: int, now: int, following: int | None, *, due: bool
) -> None:
    last_read, moment = NOW + _minutes(read), NOW + _minutes(now)
    expected = None if following is None else NOW + _minutes(following)
    assert schedule.next_recheck(NOW, AGES, last_read) == expected
    assert schedule.due_recheck(NOW, AGES, last_read, moment) is due


def test_without_ages_nothing_is_read_again() -> None:
    assert schedule.next_recheck(NOW, [], NOW) is None
    assert not schedule.due_recheck(NOW, [], NOW, NOW + _hours(1))


# ---------------------------------------------------------------- pushes, crowds, watched articles


PUSHES = (
    # lease ends, last push, last gap (hours from now), whether polls may rest
    (schedule.Pushes(), False),
    (schedule.Pushes(NOW + _hours(1)), False),  # it never pushed
    (schedule.Pushes(NOW + _hours(1), NOW - _hours(1)), True),
    (schedule.Pushes(NOW - _hours(1), NOW - _hours(2)), False),  # its lease ran out
    (schedule.Pushes(NOW + _hours(1), NOW - _hours(2), NOW - _hours(1)), False),  # a poll found more than it told
    (schedule.Pushes(NOW + _hours(1), NOW - _hours(1), NOW - _hours(2)), True),  # and then it pushed again
)


@pytest.mark.parametrize(("pushes", "rests"), PUSHES)
def test_polls_rest_while_a_hub_can_be_relied_on(pushes: schedule.Pushes, *, rests: bool) -> None:
    assert schedule.relies_on(pushes, NOW) is rests


def test_a_pushed_feed_is_polled_at_four_intervals() -> None:
    day = _hours(24)
    assert schedule.beside_pushes(_minutes(5), day, BOUNDS) == _hours(1)
    assert schedule.beside_pushes(_hours(9), day, BOUNDS) == _hours(9)  # a silent feed comes no sooner for being pushed
    assert schedule.beside_pushes(_hours(9), 9 * day, Bounds(interval=_hours(10))) == day


def test_a_pushed_feeds_window_may_half_turn_over_until_it_is_polled() -> None:
    assert schedule.beside_pushes(_minutes(5), _hours(1), BOUNDS) == _minutes(30)
    assert schedule.beside_pushes(_minutes(5), _minutes(6), BOUNDS) == _minutes(5)
    assert schedule.beside_pushes(_minutes(5), timedelta.max, BOUNDS) == _hours(1)


def test_a_hub_is_asked_again_later_and_later() -> None:
    waits = [schedule.ask_hub_again(NOW, failures) - NOW for failures in (0, 1, 2, 6, 7, 500)]
    assert waits == [_minutes(15), _minutes(30), _hours(1), _hours(16), _hours(24), _hours(24)]
    assert schedule.renewal(NOW, _hours(8)) == NOW + _hours(6)


def test_a_crowd_is_spread_at_ten_a_second() -> None:
    assert [moment - NOW for moment in schedule.spread(NOW, 3)] == [timedelta(seconds=n / 10) for n in (1, 2, 3)]


def test_watched_articles_are_read_half_way_too_and_at_every_age() -> None:
    ages = (_minutes(15), _hours(1), _hours(6))
    watched = schedule.ages_of_watched(ages)
    assert watched == (_minutes(7.5), _minutes(15), _minutes(30), _hours(1), _hours(3), _hours(6))
    assert schedule.ages_of_watched(()) == ()

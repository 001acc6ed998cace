"""When to look again: at a feed, at a feed that failed, at an article. Pure; times are aware, ``now`` is an argument.

How often a feed that answers is asked is ``rhythm``'s. A failure is never final: each kind has its own first wait, it
doubles, and it ends at a cap.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal

from monitor.model import BERLIN
from monitor.rhythm import Bounds

Failing = Literal["temporary", "soft", "hard"]

_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)
_JITTER = 0.1  # share of an interval by which polls are spread
# Waits double from the first to the last; the first of a temporary failure is the feed's interval.
_FIRST_WAIT: dict[Failing, timedelta] = {"soft": timedelta(hours=1), "hard": timedelta(hours=6)}
_LAST_WAIT: dict[Failing, timedelta] = {"temporary": timedelta(hours=6), "soft": _DAY, "hard": 3 * _DAY}
_BETWEEN = timedelta(seconds=0.1)  # late polls; ten thousand feeds at fifteen minutes are eleven a second
_FORCED = timedelta(minutes=1)  # between a poll and one that a person wants
_FIRST_ASKED = timedelta(minutes=15)
_UNCONDITIONAL = 48  # polls; half a day at the usual interval
_RESTING = 4  # intervals of its own after which a feed is polled that a hub pushes
_SILENT_TIMES, SILENT_LEAST = 8, 2 * _DAY


@dataclass(frozen=True, slots=True)
class Result:
    """How one poll of a round ended: ``lasting`` is None for a success; ``status`` is None if nothing answered."""

    host: str
    lasting: Failing | None = None
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A feed before a round: when it last succeeded, and when it was last asked if nothing answered then."""

    host: str
    succeeded_at: datetime | None = None
    mute_at: datetime | None = None


# ---------------------------------------------------------------- feeds that answer


def next_poll(now: datetime, interval: timedelta, jitter: float = 0.0) -> datetime:
    """Give the time of the next poll; ``jitter`` from -1 to 1 spreads it over a tenth of the interval either way."""
    return now + interval * (1 + _JITTER * max(-1.0, min(jitter, 1.0)))


def spread(now: datetime, count: int) -> Iterator[datetime]:
    """Give times for so many late polls, in their order: ten a second, so that no crowd meets the network at once."""
    return (now + (number + 1) * _BETWEEN for number in range(count))


def opening(moment: datetime, hours: tuple[time, time] | None) -> datetime:
    """Give the first moment from this one on that lies within the hours of the day, Europe/Berlin's; None is always.

    Hours may pass midnight; two that are equal are the whole day.
    """
    if hours is None or hours[0] == hours[1]:
        return moment
    here, (begin, end) = moment.astimezone(BERLIN), hours
    now = here.time()
    if (begin <= now < end) if begin < end else (now >= begin or now < end):
        return moment
    day = here.date() + timedelta(days=now >= begin)
    return datetime.combine(day, begin, BERLIN).astimezone(moment.tzinfo)


def forced(now: datetime, last_poll: datetime | None) -> datetime:
    """Give the time of a poll that a person wants: now, but a minute after the last one, however often it is wanted."""
    return now if last_poll is None else max(now, last_poll + _FORCED)


def asks_anew(polls: int) -> bool:
    """Tell whether to ask without conditions after so many polls: some servers say "not modified" for ever."""
    return polls > 0 and polls % _UNCONDITIONAL == 0


def is_silent(now: datetime, arrivals: Sequence[datetime]) -> bool:
    """Tell whether a feed is silent far beyond its habit; ``arrivals`` are its latest new entries' times, in any order.

    The habit is the mean time between arrivals; silence counts from eight times that, and from two days. Fewer than
    five arrivals are no habit.
    """
    if len(arrivals) < 5:
        return False
    first, last = min(arrivals), max(arrivals)
    return now - last > max((last - first) / (len(arrivals) - 1) * _SILENT_TIMES, SILENT_LEAST)


# ---------------------------------------------------------------- feeds that are pushed


@dataclass(frozen=True, slots=True)
class Pushes:
    """What is known of a hub's pushes: until when it promised them, when one came, when a poll found one missing."""

    leased_until: datetime | None = None
    last_at: datetime | None = None
    gap_at: datetime | None = None


def relies_on(pushes: Pushes, now: datetime) -> bool:
    """Tell whether polls may rest because a hub pushes: its lease runs, and no poll since found more."""
    if pushes.leased_until is None or pushes.last_at is None or pushes.leased_until <= now:
        return False
    return pushes.gap_at is None or pushes.gap_at < pushes.last_at


def beside_pushes(interval: timedelta, turnover: timedelta, bounds: Bounds) -> timedelta:
    """Give the interval of a feed that is pushed: four of its own, so that a hub that falls silent is soon noticed.

    Half the ``turnover`` of its window is never exceeded: what a silent hub keeps back must still be there to be seen.
    """
    return bounds.clamp(min(max(interval, bounds.clamp(bounds.interval) * _RESTING), max(interval, turnover / 2)))


def renewal(now: datetime, lease: timedelta) -> datetime:
    """Give the time to renew a lease: after three quarters of it, so that a hub that is down may be asked again."""
    return now + lease * 3 / 4


def ask_hub_again(now: datetime, failures: int) -> datetime:
    """Give the time to ask a hub again that granted nothing: from a quarter of an hour, doubling, up to a day."""
    return now + min(_FIRST_ASKED * (1 << min(failures, 20)), _DAY)


# ---------------------------------------------------------------- feeds that fail


def backoff(
    lasting: Failing, failures: int, bounds: Bounds, *, status: int | None = None, retry_after: float | None = None
) -> timedelta:
    """Give the wait after a feed's ``failures``-th failure in a row (from 1); never final.

    410 is asked once a week. ``retry_after`` (seconds) lengthens the wait.
    """
    if status == 410:
        return _WEEK
    first = _FIRST_WAIT.get(lasting, bounds.clamp(bounds.interval))
    doubled = first * (1 << min(max(failures, 1) - 1, 20))
    return max(min(doubled, max(_LAST_WAIT[lasting], first)), timedelta(seconds=retry_after or 0))


def is_own_outage(results: Collection[Result], standings: Callable[[], Collection[Standing]] = tuple) -> bool:
    """Tell whether a round of polls failed because of us: none got an answer, at two hosts or more.

    A status, even an error's, is an answer. A round may be one feed: the hosts of all feeds count that gave no
    answer since one of them last gave one. Their ``standings`` are asked for only if it comes to that.
    """
    if not all(result.lasting == "temporary" and result.status is None for result in results):
        return False
    feeds = standings()
    success = max((feed.succeeded_at for feed in feeds if feed.succeeded_at), default=None)
    mute = {feed.host for feed in feeds if feed.mute_at and (success is None or feed.mute_at > success)}
    return bool(results) and len(mute | {result.host for result in results}) > 1


def after_outage(bounds: Bounds) -> timedelta:
    """Give the wait before all feeds are tried again after an outage of our own: the shortest there is."""
    return bounds.shortest


# ---------------------------------------------------------------- articles


def next_recheck(first_seen: datetime, ages: Iterable[timedelta], last_read: datetime) -> datetime | None:
    """Give the time at which an article is read again: the first of its ages after ``last_read``; None after the last.

    Ages count from the article's first sight. Several that have passed since ``last_read`` are one read, because
    the read sets ``last_read`` beyond them all.
    """
    return min((first_seen + age for age in ages if first_seen + age > last_read), default=None)


def ages_of_watched(ages: Iterable[timedelta]) -> tuple[timedelta, ...]:
    """Give the ages at which an article with watched figures is read again: also half-way to each."""
    given = list(ages)
    return tuple(sorted({*given, *(age / 2 for age in given)}))


def due_recheck(first_seen: datetime, ages: Iterable[timedelta], last_read: datetime, now: datetime) -> bool:
    """Tell whether an article is to be read again now."""
    moment = next_recheck(first_seen, ages, last_read)
    return moment is not None and moment <= now

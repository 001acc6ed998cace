"""The schedule alone, without network and database: ``monitor.rhythm`` played over a day of feeds that publish."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from benchmarks.feeds import publishing
from benchmarks.feeds.yardstick import Outcome, fixed
from monitor import rhythm, schedule
from monitor.rhythm import Bounds, Seen

START, BOUNDS = publishing.START, Bounds()


def told(number: int, hours: float, seed: int) -> str:
    """Play so many feeds for so many hours, beside a fixed interval; what came of it, for people."""
    own = publishing.feeds(number, hours * 3600, seed)
    chance = random.Random(seed)
    polls, new, lost, waits = 0, 0, 0, list[float]()
    for feed in own:
        begin = chance.uniform(0, BOUNDS.interval.total_seconds())
        count, outcome = _played(feed, begin, hours * 3600, chance)
        polls, new, lost = polls + count, new + outcome.new, lost + outcome.lost
        waits += outcome.waits
    other = fixed(own, hours * 3600)
    return "\n".join([
        f"{number:,} feeds, {hours:g} hours, draw {seed}",
        f"ours:             {Outcome(new, lost, tuple(waits)).told(polls)}",
        f"every 15 minutes: {other[1].told(other[0])}",
        f"{polls / other[0]:.2f} of the polls",
    ])  # fmt: skip


def _played(feed: publishing.Feed, begin: float, end: float, chance: random.Random) -> tuple[int, Outcome]:
    """Poll one feed as its rhythm says, from its first poll on."""
    first = Seen(feed.window, feed.window, None, _dates(feed, begin))
    known = rhythm.learned(None, first, _moment(begin), BOUNDS)
    interval, at, count = rhythm.interval(known, first, None, BOUNDS), begin, feed.count(begin)
    polls, new, lost, waits = 1, 0, 0, list[float]()
    while (following := _next(at, interval, chance)) < end:
        more = feed.count(following) - count
        shown = min(more, feed.window)
        seen = Seen(shown, feed.window if more else 0, timedelta(seconds=following - at))
        polls, new, lost, count = polls + 1, new + shown, lost + more - shown, count + more
        waits += (following - feed.times[n] for n in range(count - shown, count))
        known = rhythm.learned(known, seen, _moment(following), BOUNDS)
        interval, at = rhythm.interval(known, seen, interval, BOUNDS), following
    return polls, Outcome(new, lost, tuple(waits))


def _next(at: float, interval: timedelta, chance: random.Random) -> float:
    return (schedule.next_poll(_moment(at), interval, chance.uniform(-1, 1)) - START).total_seconds()


def _dates(feed: publishing.Feed, at: float) -> tuple[datetime, ...]:
    count = feed.count(at)
    return tuple(_moment(time) for time in feed.times[count - feed.window : count]) if feed.dated else ()


def _moment(at: float) -> datetime:
    return START + timedelta(seconds=at)

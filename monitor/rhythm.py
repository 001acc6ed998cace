"""How often a feed is asked: from what it publishes and how much of that it shows. Pure; times are aware.

The rules, and why:

- A feed that brings ``rate`` entries an hour is asked after the geometric mean of its own interval and the time between
  two entries. For a given number of polls over all feeds, polling each in proportion to the root of its rate makes the
  mean wait of an entry shortest (minimise the sum of rate x interval / 2 while the sum of 1 / interval is fixed).
- No more entries may be expected between two polls than the feed's window surely holds: entries come in bursts.
- Two in five of the entries or more are new: a burst is under way, so come twice as soon. Back it goes step by step.
- What a feed says of itself (``ttl``, ``max-age``) lengthens at most to four intervals, as most systems send their
  default there, and never beyond what the window holds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

_NOTHING, _HOUR = timedelta(0), timedelta(hours=1)
_BUSY = 2 / 5  # share of new entries from which an interval is halved
_STEP = 2  # times by which an interval grows from one poll to the next
_BELIEVED = 4  # times the interval to which a feed's own words may lengthen it
_MEMORY = 8  # entries over which a rate is learned: a silent feed's falls to this number by the hours of its silence
_SHORTEST_MEMORY, _LONGEST_MEMORY = 2.0, 24.0 * 14  # hours
# A window of so many entries holds one burst after another at one expected entry a poll; a smaller one the square of
# that part (a burst more has to come together), a larger one at most a quarter of its entries.
_ROOMY, _PART = 24, 1 / 4
_FEW = 10  # entries; who shows fewer mostly has no more to show, and nothing is pushed out
_LEAST_SPAN = timedelta(minutes=10)  # entries that are all as young as this bear the time at which the feed was made


@dataclass(frozen=True, slots=True)
class Bounds:
    """The ``[schedule]`` settings: a feed's own ``interval``, and the shortest and longest there may be."""

    interval: timedelta = timedelta(minutes=15)
    shortest: timedelta = timedelta(minutes=2)
    longest: timedelta = timedelta(days=1)

    def clamp(self, interval: timedelta) -> timedelta:
        """Give the nearest interval within the bounds."""
        return max(self.shortest, min(interval, self.longest))


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What is known of a feed: the entries that it brings an hour, and how many it shows at once."""

    rate: float
    window: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What a poll showed: ``new`` of ``total`` entries were unknown (0 of 0 for an unchanged feed).

    ``since`` is the time since the feed's last answer, None on the first poll, when all entries are new. ``dates`` are
    the entries' own, where they have any; only the first poll needs them.
    """

    new: int = 0
    total: int = 0
    since: timedelta | None = None
    dates: tuple[datetime, ...] = ()
    ttl: timedelta | None = None
    max_age: timedelta | None = None


def learned(known: Rhythm | None, seen: Seen, now: datetime, bounds: Bounds) -> Rhythm:
    """Give the rhythm after a poll; ``known`` is the one before it, None if there is none yet."""
    window = seen.total or (known.window if known else 0)
    if known is None or seen.since is None:
        return Rhythm(dated_rate(seen.dates, now) or _HOUR / bounds.clamp(bounds.interval), window)
    if seen.since <= _NOTHING:
        return Rhythm(known.rate, window)
    weight = 1 - math.exp(-(seen.since / _HOUR) / _memory(known))
    return Rhythm(known.rate + weight * (_pace(seen) - known.rate), window)


def brought(known: Rhythm, new: int) -> Rhythm:
    """Give the rhythm after ``new`` entries that came between two polls: pushed by a hub."""
    return Rhythm(known.rate + new / _memory(known), known.window)


def turnover(rhythm: Rhythm) -> timedelta:
    """Give the time in which the feed's window turns over at its usual rate."""
    return _hours(rhythm.window / rhythm.rate) if rhythm.rate > 0 else timedelta.max


def dated_rate(dates: Iterable[datetime], now: datetime) -> float | None:
    """Give the entries an hour by their own dates: of the newer half, since the older may stand there for ever.

    None if they tell nothing: fewer than four, or all of the moment at which the feed was made.
    """
    past = sorted((date for date in dates if date <= now), reverse=True)
    half = len(past) // 2
    if half < 2 or now - past[half - 1] < _LEAST_SPAN:
        return None
    return half / ((now - past[half - 1]) / _HOUR)


def interval(rhythm: Rhythm, seen: Seen, before: timedelta | None, bounds: Bounds) -> timedelta:
    """Give the interval after a poll; ``before`` is the one that led to it, None on the first."""
    own = bounds.clamp(bounds.interval)
    last = own / _STEP if before is None else before
    rest = min(_between(rhythm.rate, own), last * _STEP)
    if missed(seen) or (seen.since and _share(seen) >= _BUSY):
        rest = min(rest, min(last, own) / 2)
    elif seen.since:  # after a first poll it is not believed yet
        rest = max(rest, min(_own_words(seen), own * _BELIEVED))
    return bounds.clamp(min(rest, safe(rhythm, seen)))


def safe(rhythm: Rhythm, seen: Seen) -> timedelta:
    """Give the interval in which the feed's window will not turn over, if it goes on as it did of late."""
    rate = max(rhythm.rate, _pace(seen))
    if not rate or rhythm.window < _FEW:
        return timedelta.max
    return _hours(min((rhythm.window / _ROOMY) ** 2, rhythm.window * _PART) / rate)


def missed(seen: Seen) -> bool:
    """Tell whether entries may have come and gone between two polls: a full feed without a single known entry."""
    return seen.since is not None and seen.new == seen.total > 1


def _memory(known: Rhythm) -> float:
    """Give the hours over which a rate is learned."""
    return max(_SHORTEST_MEMORY, min(_MEMORY / max(known.rate, 1e-9), _LONGEST_MEMORY))


def _pace(seen: Seen) -> float:
    """Entries an hour since the last poll; twice as many as were new where others came and went."""
    if not seen.since:
        return 0.0
    return seen.new * (2 if missed(seen) else 1) / (seen.since / _HOUR)


def _between(rate: float, own: timedelta) -> timedelta:
    return _hours(math.sqrt(own / _HOUR / rate)) if rate > 0 else timedelta.max


def _hours(number: float) -> timedelta:
    return timedelta(hours=min(number, 1e6))


def _share(seen: Seen) -> float:
    return seen.new / seen.total if seen.total else 0.0


def _own_words(seen: Seen) -> timedelta:
    return max(seen.ttl or _NOTHING, seen.max_age or _NOTHING)

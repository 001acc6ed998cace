"""What was seen of what was published, and what a fixed schedule would have seen of it."""

from __future__ import annotations

import statistics
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from benchmarks.feeds import publishing

FIXED = 900.0  # seconds


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many new items were seen and how many lost, and how many seconds the former waited to be seen."""

    new: int
    lost: int
    waits: tuple[float, ...]

    def told(self, polls: int) -> str:
        """For people."""
        if not self.new:
            return f"{polls:,} polls, no new item"
        middle, mean = statistics.median(self.waits) / 60, statistics.fmean(self.waits) / 60
        return (
            f"{polls:,} polls, {self.new:,} new items, {self.lost} lost, {polls / self.new:.2f} polls a new item; "
            f"an item waits {mean:.1f} min (median {middle:.1f}) to be seen"
        )


def judged(feeds: Iterable[tuple[publishing.Feed, Mapping[str, float]]], end: float) -> Outcome:
    """Judge feeds with what was stored of each: keys, and the seconds at which they were first seen."""
    new, lost, waits = 0, 0, list[float]()
    for feed, seen in feeds:
        first = min(seen.values(), default=0.0)
        later = {key: at for key, at in seen.items() if at > first}
        waits += (max(at - feed.times[publishing.number(key)], 0.0) for key, at in later.items())
        new, lost = new + len(later), lost + feed.lost(end, set(seen))
    return Outcome(new, lost, tuple(waits))


def fixed(feeds: Collection[publishing.Feed], end: float, interval: float = FIXED) -> tuple[int, Outcome]:
    """Play the same feeds at a fixed interval, spread over it; how many polls that takes, and what it sees."""
    polls, new, lost, waits = 0, 0, 0, list[float]()
    for number, feed in enumerate(feeds):
        at = number * interval / len(feeds)
        known = feed.count(at)
        while (at := at + interval) < end:
            count = feed.count(at)
            shown = range(max(known, count - feed.window), count)
            polls, new, lost = polls + 1, new + len(shown), lost + count - known - len(shown)
            waits += (at - feed.times[n] for n in shown)
            known = count
    return polls + len(feeds), Outcome(new, lost, tuple(waits))

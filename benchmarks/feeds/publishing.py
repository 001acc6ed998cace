"""How newsrooms publish, invented: few feeds say much, many say little, nights are quiet, news comes in bursts."""

from __future__ import annotations

import json
import random
from bisect import bisect_right
from dataclasses import dataclass

DAY = 86_400.0
_BY_HOUR = (2, 1, 1, 1, 2, 4, 7, 9, 9, 9, 9, 9, 9, 8, 8, 9, 9, 9, 8, 7, 6, 5, 4, 3)  # Berlin's day, relative
_WINDOWS = (10, 20, 30, 50)  # entries that a feed shows
_MEDIAN, _SPREAD, _MOST = 8.0, 1.4, 300.0  # items a day: a log-normal distribution, cut
_BURST = 0.15  # share of items that draw others after them within minutes


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed: when its items appear (seconds from the start, ascending) and how many of them it shows.

    At the start it shows ``window`` older ones; items are numbered from there.
    """

    name: str
    times: tuple[float, ...]
    window: int

    def count(self, at: float) -> int:
        """How many items there have been at this time."""
        return self.window + bisect_right(self.times, at)

    def json(self, at: float, base: str) -> bytes:
        """The feed as it stands, as JSON Feed."""
        return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": self.name, "items": [
            {"id": f"{self.name}-{n}", "url": f"{base}/{self.name}/{n}.html", "title": f"Meldung {n}"}
            for n in self._shown(at)
        ]}).encode()  # fmt: skip

    def rss(self, at: float, base: str) -> bytes:
        """The feed as it stands, as RSS."""
        pages = f"{base}/{self.name}"
        items = "".join(
            f"<item><title>Meldung {n}</title><link>{pages}/{n}.html</link><guid>{self.name}-{n}</guid></item>"
            for n in self._shown(at)
        )
        return f'<rss version="2.0"><channel><title>{self.name}</title>{items}</channel></rss>'.encode()

    def _shown(self, at: float) -> range:
        count = self.count(at)
        return range(count - 1, count - 1 - self.window, -1)

    def lost(self, at: float, stored: set[str]) -> int:
        """How many items came and went unseen: no longer shown at this time, and not stored; since the first poll."""
        first = min((int(key.rpartition("-")[2]) for key in stored), default=0)
        return sum(f"{self.name}-{n}" not in stored for n in range(first, self.count(at) - self.window))


def feeds(number: int, length: float, seed: int = 7, *, faster: float = 1.0) -> list[Feed]:
    """So many feeds for ``length`` seconds; ``faster`` lets time run so many times as fast as in life."""
    chance = random.Random(seed)
    return [_feed(f"f{n}", length, chance, faster) for n in range(number)]


def _feed(name: str, length: float, chance: random.Random, faster: float) -> Feed:
    a_day = min(chance.lognormvariate(0, _SPREAD) * _MEDIAN, _MOST)
    at, times = 0.0, list[float]()
    busiest = a_day * max(_BY_HOUR) / (sum(_BY_HOUR) / 24)
    while (at := at + chance.expovariate(busiest / DAY * faster)) < length:
        hour = int(at * faster / 3600 + 6) % 24
        if chance.random() < _BY_HOUR[hour] / max(_BY_HOUR):
            followers = chance.randint(1, 4) if chance.random() < _BURST else 0
            times += [at, *(at + chance.uniform(0, 600 / faster) for _ in range(followers))]
    return Feed(name, tuple(sorted(times)), chance.choice(_WINDOWS))

"""How newsrooms publish, invented: few feeds say much, many say little, nights are quiet, news comes in bursts."""

from __future__ import annotations

import json
import random
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import formatdate

DAY = 86_400.0
START = datetime(2025, 1, 13, 5, tzinfo=UTC)  # six in the morning in Berlin
_BY_HOUR = (2, 1, 1, 1, 2, 4, 7, 9, 9, 9, 9, 9, 9, 8, 8, 9, 9, 9, 8, 7, 6, 5, 4, 3)  # Berlin's day, relative
_WINDOWS = (10, 20, 30, 50)  # entries that a feed shows, whatever it publishes
_MEDIAN, _SPREAD, _MOST = 8.0, 1.4, 300.0  # items a day: a log-normal distribution, cut
_BURST = 0.15  # share of items that draw others after them within minutes
# How many they draw at most, as a share of what the feed shows (who publishes more at once shows more), within seconds.
_FOLLOWERS, _WITHIN = 1 / 5, 600.0
_DATED = 0.9  # share of feeds whose entries have dates


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed: when its items appear (seconds from the start, ascending) and how many of them it shows.

    The first ``window`` items and more are older than the start. Items are numbered in their order.
    """

    name: str
    times: tuple[float, ...]
    window: int
    dated: bool

    def count(self, at: float) -> int:
        """How many items there have been at this time."""
        return bisect_right(self.times, at)

    def json(self, at: float, base: str) -> bytes:
        """The feed as it stands, as JSON Feed."""
        return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": self.name, "items": [
            {"id": f"{self.name}-{n}", "url": f"{base}/{self.name}/{n}.html", "title": f"Meldung {n}"}
            | ({"date_published": _iso(self.times[n])} if self.dated else {})
            for n in self._shown(at)
        ]}).encode()  # fmt: skip

    def rss(self, at: float, base: str, begin: float) -> bytes:
        """The feed as it stands, as RSS; ``begin`` is the start's Unix time."""
        pages = f"{base}/{self.name}"
        items = "".join(
            f"<item><title>Meldung {n}</title><link>{pages}/{n}.html</link><guid>{self.name}-{n}</guid>"
            f"{f'<pubDate>{formatdate(begin + self.times[n])}</pubDate>' if self.dated else ''}</item>"
            for n in self._shown(at)
        )
        return f'<rss version="2.0"><channel><title>{self.name}</title>{items}</channel></rss>'.encode()

    def _shown(self, at: float) -> range:
        count = self.count(at)
        return range(count - 1, count - 1 - self.window, -1)

    def lost(self, at: float, stored: set[str]) -> int:
        """How many items came and went unseen: no longer shown at this time, and not stored; since the first poll."""
        first = min((number(key) for key in stored), default=self.count(at))
        return sum(f"{self.name}-{n}" not in stored for n in range(first, self.count(at) - self.window))


def number(key: str) -> int:
    """The number of an item by its key."""
    return int(key.rpartition("-")[2])


def feeds(many: int, length: float, seed: int = 7, *, faster: float = 1.0) -> list[Feed]:
    """So many feeds for ``length`` seconds; ``faster`` lets time run so many times as fast as in life.

    Each has its own chance, so that a longer time adds items and changes none.
    """
    return [_feed(f"f{n}", length, random.Random(f"{seed}-{n}"), faster) for n in range(many)]


def _feed(name: str, length: float, chance: random.Random, faster: float) -> Feed:
    a_day = min(chance.lognormvariate(0, _SPREAD) * _MEDIAN, _MOST)
    window, dated = chance.choice(_WINDOWS), chance.random() < _DATED
    past, times = random.Random(chance.random()), list[float]()
    backwards = _items(a_day, -1, int(window * _FOLLOWERS), past)
    while len(times) < 2 * window:
        times += (at for at in next(backwards) if at <= 0)
    for items in _items(a_day, 1, int(window * _FOLLOWERS), chance):
        if items[0] >= length * faster:
            break
        times += items
    return Feed(name, tuple(sorted(at / faster for at in times)), window, dated)


def _items(a_day: float, direction: int, most: int, chance: random.Random) -> Iterator[list[float]]:
    """One item after another with those that it draws: a day whose rate changes by the hour, by thinning."""
    at, busiest = 0.0, a_day * max(_BY_HOUR) / (sum(_BY_HOUR) / 24) / DAY
    while True:
        at += direction * chance.expovariate(busiest)
        if chance.random() < _BY_HOUR[int(at // 3600 + 6) % 24] / max(_BY_HOUR):
            followers = chance.randint(1, most) if chance.random() < _BURST else 0
            yield [at, *(at + chance.uniform(0, _WITHIN) for _ in range(followers))]


def _iso(at: float) -> str:
    return (START + timedelta(seconds=at)).isoformat(timespec="seconds")

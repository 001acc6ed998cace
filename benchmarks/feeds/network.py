"""What stands for the network in the simulated day: feeds answer as they stand, and requests are counted as servers do.

It keeps only tallies and one row a host or feed, so that what grows with the polls is the program's own.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field

import httpx

from benchmarks.feeds import publishing
from monitor.options import FetchSettings

PUNCTUAL = 60.0  # seconds after its due time by which a poll must have begun
QUICK, SLOW, SLOW_SHARE = (0.02, 0.3), 8.0, 0.01  # seconds until an answer; the share of hosts that are slow
ROUNDING = 1e-6  # seconds


@dataclass
class Network(httpx.AsyncBaseTransport):
    """``due`` is when each feed is to be asked, put there before it is; ``shown`` how many items it had when it was."""

    feeds: Mapping[str, publishing.Feed]
    settings: FetchSettings
    polls: int = 0
    new: int = 0
    lost: int = 0
    shown: dict[str, int] = field(default_factory=dict)
    open: Counter[str] = field(default_factory=Counter)
    started: dict[str, float] = field(default_factory=dict)
    due: dict[str, float] = field(default_factory=dict)
    late: int = 0
    latest: float = 0.0
    crowds: int = 0
    rushes: int = 0
    closest: float = 1e9

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer after a while, as the feed stood when it was asked."""
        host, at = request.url.host, now()
        self._count(host, at)
        self.open[host] += 1
        await asyncio.sleep(_delay(host))
        self.open[host] -= 1
        return self._answer(request, at)

    def punctuality(self) -> str:
        """How late polls began, for people."""
        return f"{1 - self.late / max(self.polls, 1):.3%} of polls within 60 s of due (worst {self.latest:.0f} s)"

    def manners(self) -> str:
        """What hosts would complain of, for people."""
        return f"{self.rushes} gaps too small (closest {self.closest:.2f} s), {self.crowds} times too many at once"

    def _count(self, host: str, at: float) -> None:
        gap = at - self.started.get(host, -1e9)
        self.started[host], self.closest = at, min(self.closest, gap)
        self.rushes += gap < self.settings.per_host_gap.total_seconds() - ROUNDING
        self.crowds += self.open[host] >= self.settings.per_host_concurrency

    def _answer(self, request: httpx.Request, at: float) -> httpx.Response:
        name = request.url.path[1:]
        feed = self.feeds.get(name)
        if feed is None:
            return httpx.Response(404, stream=_Body(b""))
        self._polled(feed, at)
        tag = f'"{feed.count(at)}"'
        if request.headers.get("if-none-match") == tag:
            return httpx.Response(304, headers={"etag": tag}, stream=_Body(b""))
        body = feed.json(at, f"https://{request.url.host}")
        return httpx.Response(200, headers={"etag": tag}, stream=_Body(body))

    def _polled(self, feed: publishing.Feed, at: float) -> None:
        late = at - self.due.pop(feed.name)
        self.polls, self.late, self.latest = self.polls + 1, self.late + (late > PUNCTUAL), max(self.latest, late)
        count = feed.count(at)
        more = count - self.shown.get(feed.name, count)
        self.shown[feed.name] = count
        self.new, self.lost = self.new + min(more, feed.window), self.lost + max(more - feed.window, 0)


class _Body(httpx.AsyncByteStream):
    def __init__(self, content: bytes):
        self._content = content

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if self._content:
            yield self._content


def _delay(host: str) -> float:
    chance = random.Random(host)
    return SLOW if chance.random() < SLOW_SHARE else chance.uniform(*QUICK)


def now() -> float:
    """The simulated seconds since the start."""
    return asyncio.get_running_loop().time()

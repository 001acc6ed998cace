"""A simulated day: the real rounds of polls, fetcher and database; the far side is in the process, and time jumps."""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from time import process_time

import httpx
from sqlalchemy import Connection, select

from benchmarks.feeds import publishing
from benchmarks.feeds.memory import resident, slope
from benchmarks.feeds.virtual import Loop
from benchmarks.feeds.yardstick import Outcome, fixed, judged
from monitor import jobs, pipeline
from monitor.fetch import Fetcher
from monitor.options import FeedConfig, FetchSettings, ScheduleSettings, Settings
from monitor.pipeline import Tools
from monitor.pipeline.poll import Polled
from storage import engine, migrations, schema
from storage import feeds as stored_feeds
from storage.engine import Database

START = publishing.START
TICK = jobs.EVERY["poll"]
A_HOST = 3  # feeds of one host
QUICK, SLOW, SLOW_SHARE = (0.02, 0.3), 8.0, 0.01  # seconds until an answer; the share of hosts that are slow
ROUNDING = 1e-6  # seconds


@dataclass
class FarSide(httpx.AsyncBaseTransport):
    """What stands for the network: answers as each feed stands at the simulated time, and counts as servers would."""

    feeds: Mapping[str, publishing.Feed]
    settings: FetchSettings
    requests: int = 0
    open: Counter[str] = field(default_factory=Counter)
    started: dict[str, float] = field(default_factory=dict)
    due: dict[str, float] = field(default_factory=dict)
    late: list[float] = field(default_factory=list)
    crowds: int = 0
    rushes: int = 0
    closest: float = 1e9

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        host, at = request.url.host, _now()
        self._count(host, at)
        self.open[host] += 1
        await asyncio.sleep(_delay(host))
        self.open[host] -= 1
        return self._answer(request, at)

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
        self.requests += 1
        self.late.append(at - self.due.pop(name))
        tag = f'"{feed.count(at)}"'
        if request.headers.get("if-none-match") == tag:
            return httpx.Response(304, headers={"etag": tag}, stream=_Body(b""))
        body = feed.json(at, f"https://{request.url.host}")
        return httpx.Response(200, headers={"etag": tag}, stream=_Body(body))


class _Body(httpx.AsyncByteStream):
    def __init__(self, content: bytes):
        self._content = content

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if self._content:
            yield self._content


def _delay(host: str) -> float:
    chance = random.Random(host)
    return SLOW if chance.random() < SLOW_SHARE else chance.uniform(*QUICK)


def _now() -> float:
    return asyncio.get_running_loop().time()


def day(number: int, hours: float) -> str:
    """Let so many feeds publish for so many hours; what came of it, for people."""
    with asyncio.Runner(loop_factory=Loop) as runner:
        return runner.run(_day(number, hours))


async def _day(number: int, hours: float) -> str:
    own = {feed.name: feed for feed in publishing.feeds(number, hours * 3600)}
    far, begin, sizes = FarSide(own, FetchSettings()), process_time(), list[tuple[int, float]]()
    with tempfile.TemporaryDirectory() as folder:
        database = engine.open_database(f"sqlite:///{Path(folder) / 'monitor.db'}")
        migrations.prepare(database)
        configured = tuple(
            FeedConfig(name, f"https://h{n // A_HOST}.example/{name}", "P") for n, name in enumerate(own)
        )
        settings = Settings(Path(folder), Path(folder), feeds=configured)
        jitter = random.Random(11)
        async with (
            Fetcher(settings.fetch, far) as fetcher,
            pipeline.opened(settings, database, lambda: jitter.uniform(-1, 1)) as tools,
        ):
            await _played(replace(tools, fetcher=fetcher), far, hours, sizes)
        outcome = _outcome(database, own, hours * 3600)
        database.close()
    cost = 1000 * (process_time() - begin) / far.requests
    return _told(far, outcome, fixed(own.values(), hours * 3600), cost, sizes)


def _told(far: FarSide, ours: Outcome, other: tuple[int, Outcome], cost: float, sizes: list[tuple[int, float]]) -> str:
    punctual = sum(late <= 60 for late in far.late) / len(far.late)
    settled = [size for size in sizes if size[0] >= far.requests / 4]
    return "\n".join([
        f"ours:             {ours.told(far.requests)}",
        f"every 15 minutes: {other[1].told(other[0])}",
        f"{punctual:.3%} of polls within 60 s of due (worst {max(far.late):.0f} s)",
        f"impolite: {far.rushes} gaps too small (closest {far.closest:.2f} s), {far.crowds} times too many at once",
        f"{cost:.2f} ms of CPU a poll; memory {slope(settled):+.2f} MB per 10,000 polls, {sizes[-1][1]:.0f} MB at last",
    ])  # fmt: skip


async def _played(tools: Tools, far: FarSide, hours: float, sizes: list[tuple[int, float]]) -> None:
    """Start a round each five seconds, as the daemon does, and its hourly maintenance."""
    await tools.writing(lambda conn: _spread(conn, tools))
    rounds = set[asyncio.Task[Polled]]()
    while (at := _now()) < hours * 3600:
        now = START + timedelta(seconds=at)
        for feed in await tools.reading(partial(stored_feeds.due, now=now)):
            if feed.id not in tools.polls.underway:
                far.due.setdefault(feed.name, (feed.next_check_at - START).total_seconds())
        rounds.add(asyncio.create_task(pipeline.poll_beside(tools, now)))
        if at % 600 < TICK:
            sizes.append((far.requests, resident()))
        if at % jobs.EVERY["maintain"] < TICK:
            await jobs.STEPS["maintain"](tools, now)
        await asyncio.sleep(TICK - (_now() - at))
        rounds = {task for task in rounds if not task.done() or task.result().failed}
    await asyncio.gather(*rounds)


def _spread(conn: Connection, tools: Tools) -> None:
    """Begin spread over the interval, as in a daemon that has run for long."""
    stored_feeds.sync(conn, tools.settings.feeds, START)
    known, interval = stored_feeds.active(conn), ScheduleSettings().interval
    stored_feeds.put_off(conn, [(feed.id, START + n * interval / len(known)) for n, feed in enumerate(known)])


def _outcome(database: Database, own: Mapping[str, publishing.Feed], end: float) -> Outcome:
    """What was stored, and when it was first seen, against what was published."""
    seen: dict[str, dict[str, float]] = defaultdict(dict)
    with database.read() as conn:
        for key, at in conn.execute(select(schema.entries.c.key, schema.entries.c.first_seen_at)):
            seen[key.partition("-")[0]][key] = (at - START).total_seconds()
    return judged(((own[name], keys) for name, keys in seen.items()), end)

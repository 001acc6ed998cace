"""A simulated day: the real schedule, polls and database; the far side and the clock are in the process."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any, cast

from benchmarks.feeds import publishing
from benchmarks.feeds.memory import resident, slope
from monitor import pipeline
from monitor.fetch import Fetcher, Response
from monitor.options import FeedConfig, FetchSettings, Settings
from monitor.pipeline import Tools
from storage import engine, migrations, schema
from storage import feeds as stored_feeds
from storage.engine import Database

START = datetime(2025, 1, 13, 5, tzinfo=UTC)
TICK = timedelta(seconds=15)
FIXED = timedelta(minutes=15)


@dataclass
class FarSide:
    """What stands for the network: answers for each address at the simulated time, and what it was asked."""

    feeds: Mapping[str, publishing.Feed]
    now: datetime = START
    requests: int = 0

    async def get(self, url: str, *, etag: str | None = None, **given: Any) -> Response:
        """Answer as a server does that knows its own state."""
        self.requests += 1
        base, _, name = url.rpartition("/")
        feed, at = self.feeds[name], (self.now - START).total_seconds()
        tag = str(feed.count(at))
        if etag == tag:
            return Response(url, 304, {}, b"", etag=tag, not_modified=True)
        return Response(url, 200, {}, feed.json(at, base), etag=tag)


@dataclass
class Day:
    """What came of it."""

    polls: int = 0
    items: int = 0
    lost: int = 0
    late: list[float] = field(default_factory=list)
    fixed_polls: int = 0
    seconds: float = 0.0
    slope: float = 0.0

    def told(self) -> str:
        """For people."""
        punctual = sum(late <= 60 for late in self.late) / max(len(self.late), 1)
        return (
            f"{self.polls:,} polls, {self.items:,} new items, {self.lost} lost; "
            f"{punctual:.2%} of polls within 60 s of due\n"
            f"{self.polls / self.items:.2f} polls a new item, "
            f"{self.fixed_polls / self.items:.2f} at a fixed 15 minutes\n"
            f"{1000 * self.seconds / self.polls:.2f} ms of CPU a poll; memory {self.slope:+.2f} MB per 10,000 polls"
        )


async def day(number: int, hours: float) -> Day:
    """Let so many feeds publish for so many hours."""
    own = {feed.name: feed for feed in publishing.feeds(number, hours * 3600)}
    far, begin = FarSide(own), process_time()
    with tempfile.TemporaryDirectory() as folder:
        database = engine.open_database(f"sqlite:///{Path(folder) / 'monitor.db'}")
        migrations.prepare(database)
        configured = tuple(FeedConfig(name, f"https://h{n // 3}.example/{name}", "P") for n, name in enumerate(own))
        settings = Settings(Path(folder), Path(folder), fetch=FetchSettings(concurrency=200), feeds=configured)
        async with pipeline.opened(settings, database, _jitter()) as opened:
            tools = replace(opened, fetcher=cast(Fetcher, far))
            done = await _played(tools, far, hours)
        done.items, done.lost = _compared(database, own, hours)
        database.close()
    done.polls, done.seconds = far.requests, process_time() - begin
    done.fixed_polls = int(number * hours * 3600 / FIXED.total_seconds())
    return done


def _jitter() -> Any:
    import random

    chance = random.Random(11)
    return lambda: chance.uniform(-1, 1)


async def _played(tools: Tools, far: FarSide, hours: float) -> Day:
    """Tick by tick; feeds begin spread over their interval, as in a daemon that has run for long."""
    done, sizes, end = Day(), list[tuple[int, float]](), START + timedelta(hours=hours)
    await tools.writing(lambda conn: stored_feeds.sync(conn, tools.settings.feeds, START))
    known = await tools.reading(stored_feeds.active)
    spread = [(feed.id, START + n * FIXED / len(known)) for n, feed in enumerate(known)]
    await tools.writing(lambda conn: stored_feeds.put_off(conn, spread))
    while far.now < end:
        now = far.now = far.now + TICK
        due = await tools.reading(partial(stored_feeds.due, now=now))
        done.late += [(now - feed.next_check_at).total_seconds() for feed in due]
        await pipeline.poll_beside(tools, now)
        if now.minute % 10 == 0 and now.second < TICK.total_seconds():
            sizes.append((far.requests, resident()))
    done.slope = slope(sizes[len(sizes) // 2 :])
    return done


def _compared(database: Database, own: Mapping[str, publishing.Feed], hours: float) -> tuple[int, int]:
    """How many items were published and stored, and how many were lost."""
    from sqlalchemy import select

    stored: dict[str, set[str]] = defaultdict(set)
    with database.read() as conn:
        for (key,) in conn.execute(select(schema.entries.c.key)):
            stored[key.partition("-")[0]].add(key)
    at = hours * 3600
    new = sum(len(stored[name]) - feed.window for name, feed in own.items())
    return new, sum(feed.lost(at, stored[name]) for name, feed in own.items())

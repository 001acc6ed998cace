"""Real minutes over loopback: a server process that publishes and counts, and the daemon's own jobs against it.

Time may run faster than in life: feeds publish so much faster, and are asked so much more often than every 15 minutes.
"""

from __future__ import annotations

import asyncio
import json
import random
import sqlite3
import tempfile
import time
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from sqlalchemy import Connection

from benchmarks.feeds import publishing
from benchmarks.feeds.far_side import publishing_server
from benchmarks.feeds.memory import resident, slope
from monitor import jobs, pipeline
from monitor.options import FeedConfig, FetchSettings, ScheduleSettings, Settings
from monitor.pipeline import Tools
from storage import engine, migrations
from storage import feeds as stored_feeds

INTERVAL = timedelta(minutes=15)
GAP, AT_ONCE = 2.0, 2  # the defaults of per_host_gap and per_host_concurrency
JITTER = 0.25  # seconds by which a start may seem early at the server: the loops of two processes on a busy machine
SETTLED = 0.5  # share of the run after which memory must be flat
A_HOST = 3  # feeds of one host


@dataclass
class Watch:
    """What is noted while it runs: next times by feed as (noted at, due at), and memory by polls."""

    due: dict[str, list[tuple[float, float]]]
    sizes: list[tuple[int, float]]


def minutes(number: int, length: float, faster: float) -> str:
    """Run for so many minutes; what came of it, for people."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        begin = time.time()
        with publishing_server(number, length * 60 + 60, folder / "requests.jsonl", begin, faster) as port:
            watch = asyncio.run(_watched(number, length, folder, port, INTERVAL / faster))
        end = time.time()
        return _told(folder, watch, number, (begin, end), faster)


async def _watched(number: int, length: float, folder: Path, port: int, interval: timedelta) -> Watch:
    database = engine.open_database(f"sqlite:///{folder / 'monitor.db'}")
    migrations.prepare(database)
    own = tuple(FeedConfig(f"f{n}", f"http://{_host(n)}:{port}/f{n}", "P") for n in range(number))
    settings = Settings(
        folder,
        folder,
        fetch=FetchSettings(allow_private_networks=True),
        schedule=ScheduleSettings(interval=interval, min_interval=interval / 7.5),
        feeds=own,
    )
    stop = asyncio.Event()
    watch = Watch(defaultdict(list), [])
    async with pipeline.opened(settings, database, lambda: random.uniform(-1, 1)) as tools:
        await tools.writing(lambda conn: _spread(conn, own, interval))
        noting = asyncio.create_task(_note(tools, watch))
        asyncio.get_running_loop().call_later(length * 60, stop.set)
        steps = {name: jobs.STEPS[name] for name in ("poll", "heartbeat", "maintain")}
        await jobs.serve(tools, stop, steps)
        noting.cancel()
    database.close()
    return watch


def _host(number: int) -> str:
    host = number // A_HOST
    return f"127.1.{host // 250}.{host % 250 + 1}"


def _spread(conn: Connection, own: tuple[FeedConfig, ...], interval: timedelta) -> None:
    """Begin spread over the interval, as in a daemon that has run for long."""
    now = datetime.now(UTC)
    stored_feeds.sync(conn, own, now)
    known = stored_feeds.active(conn)
    stored_feeds.put_off(conn, [(feed.id, now + n * interval / len(known)) for n, feed in enumerate(known)])


async def _note(tools: Tools, watch: Watch) -> None:
    """Note each second what is due when, and now and then the memory."""
    while True:
        known = await tools.reading(stored_feeds.active)
        noted = time.time()
        for feed in known:
            history, due = watch.due[feed.name], feed.next_check_at.timestamp()
            if not history or history[-1][1] != due:
                history.append((noted, due))
        watch.sizes.append((sum(feed.polls_total for feed in known), resident()))
        await asyncio.sleep(5)


def _told(folder: Path, watch: Watch, number: int, run: tuple[float, float], faster: float) -> str:
    begin, end = run
    requests = [json.loads(line) for line in (folder / "requests.jsonl").read_text("ascii").splitlines()]
    polls = [request for request in requests if request["path"] != "/robots.txt"]
    late = [wait for request in polls if (wait := _lateness(watch, request)) is not None]
    own = publishing.feeds(number, end - begin + 60, faster=faster)
    stored = _stored(folder / "monitor.db")
    lost = sum(feed.lost(request_end(polls, feed.name, begin), stored[feed.name]) for feed in own)
    new = sum(max(len(stored[feed.name]) - feed.window, 0) for feed in own)
    gaps, crowds, closest = _impolite(requests)
    fixed = number * (end - begin) * faster / INTERVAL.total_seconds()
    sizes = watch.sizes[int(len(watch.sizes) * SETTLED) :]
    punctual = sum(wait <= 60 for wait in late) / max(len(late), 1)
    return (
        f"{len(polls):,} polls of {number:,} feeds, {new:,} new items, {lost} lost; "
        f"{punctual:.2%} of {len(late):,} polls within 60 s of due (worst {max(late, default=0):.0f} s)\n"
        f"{len(polls) / max(new, 1):.2f} polls a new item, {fixed / max(new, 1):.2f} at a fixed interval\n"
        f"impolite: {gaps} gaps below {GAP} s (closest {closest:.2f} s), {crowds} times more than {AT_ONCE} at once\n"
        f"memory {sizes[0][1]:.0f} MB after half the time, {sizes[-1][1]:.0f} MB in the end "
        f"({slope(sizes):+.2f} MB per 10,000 polls over {sizes[-1][0] - sizes[0][0]:,})"
    )


def request_end(polls: list[dict[str, object]], name: str, begin: float) -> float:
    """The time of a feed's last poll, in seconds from the beginning: what left the feed by then must be stored."""
    return max((float(str(r["at"])) - begin for r in polls if r["path"] == f"/{name}"), default=0.0)


def _lateness(watch: Watch, request: dict[str, object]) -> float | None:
    """Seconds between when a feed was due and when it was asked; None for one whose due time was not noted."""
    history, at = watch.due[str(request["path"])[1:]], float(str(request["at"]))
    known = bisect_right(history, at, key=lambda pair: pair[0])
    return max(0.0, at - history[known - 1][1]) if known else None


def _stored(file: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    connection = sqlite3.connect(file)
    for (key,) in connection.execute("SELECT key FROM entries"):
        found[key.partition("-")[0]].add(key)
    connection.close()
    return found


def _impolite(requests: list[dict[str, object]]) -> tuple[int, int, float]:
    """Gaps that were too small, hosts that had too many at once, and the smallest gap, as the server counts."""
    starts: dict[str, list[float]] = defaultdict(list)
    for request in requests:
        starts[str(request["host"])].append(float(str(request["at"])))
    gaps = [later - earlier for times in starts.values() for earlier, later in pairwise(times)]
    crowds = sum(int(str(request["open"])) > AT_ONCE for request in requests)
    return sum(gap < GAP - JITTER for gap in gaps), crowds, min(gaps, default=GAP)

"""A simulated day: the real rounds of polls, fetcher and database; the far side is in the process, and time jumps.

Each simulated hour is told as it ends; a run that is stopped by SIGINT or SIGTERM tells what it has done.
"""

from __future__ import annotations

import asyncio
import random
import signal
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from time import process_time

from sqlalchemy import Connection, select

from benchmarks.feeds import publishing
from benchmarks.feeds.memory import needed, slope
from benchmarks.feeds.network import Network, now
from benchmarks.feeds.virtual import Loop
from benchmarks.feeds.yardstick import FIXED, Outcome, fixed, judged
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
HOUR, NOTED = 3600.0, 600.0  # seconds; how often memory is noted
# Share of the polls after which memory must be flat: each feed was asked often by then, and the caches with a bound
# (SQLite's pages, 2 MB a connection; the hosts of addresses; robots.txt) are full.
SETTLED = 1 / 4


@dataclass
class Run:
    """What is noted while it runs: memory by polls, tasks left in the end, and whether somebody wants it to end."""

    hours: float
    begun: float = field(default_factory=process_time)  # seconds of processor time
    sizes: list[tuple[int, float]] = field(default_factory=list)
    stopped: bool = False
    tasks: int = 0

    def slope(self) -> str:
        """Memory's growth, for people."""
        settled = [size for size in self.sizes if size[0] >= self.sizes[-1][0] * SETTLED]
        return (
            f"memory {settled[0][1]:.1f} MB after {settled[0][0]:,} polls, {settled[-1][1]:.1f} MB in the end, "
            f"{slope(settled):+.2f} MB per 10,000 polls between them"
        )


def day(number: int, hours: float) -> str:
    """Let so many feeds publish for so many hours; what came of it, for people."""
    run = Run(hours)
    with _stopping(run), asyncio.Runner(loop_factory=Loop) as runner:
        return runner.run(_day(number, run))


@contextmanager
def _stopping(run: Run) -> Iterator[None]:
    """Let signals end the run early instead of the process."""

    def stop(*_: object) -> None:
        run.stopped = True

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


async def _day(number: int, run: Run) -> str:
    own = {feed.name: feed for feed in publishing.feeds(number, run.hours * HOUR)}
    network = Network(own, FetchSettings())
    with tempfile.TemporaryDirectory() as folder:
        database = engine.open_database(f"sqlite:///{Path(folder) / 'monitor.db'}")
        migrations.prepare(database)
        configured = tuple(
            FeedConfig(name, f"https://h{n // A_HOST}.example/{name}", "P") for n, name in enumerate(own)
        )
        settings = Settings(Path(folder), Path(folder), feeds=configured)
        jitter = random.Random(11)
        async with (
            Fetcher(settings.fetch, network) as fetcher,
            pipeline.opened(settings, database, lambda: jitter.uniform(-1, 1)) as tools,
        ):
            end = await _played(replace(tools, fetcher=fetcher), network, run)
        cost = 1000 * (process_time() - run.begun) / network.polls
        outcome = _outcome(database, own, end)
        database.close()
    return _told(network, run, outcome, fixed(own.values(), end), cost, end)


def _told(network: Network, run: Run, ours: Outcome, other: tuple[int, Outcome], cost: float, end: float) -> str:
    return "\n".join([
        f"{end / HOUR:.1f} of {run.hours:g} simulated hours, {len(network.feeds):,} feeds",
        f"ours:             {ours.told(network.polls)}",
        f"every 15 minutes: {other[1].told(other[0])}",
        network.punctuality(),
        f"impolite: {network.manners()}",
        f"{cost:.2f} ms of CPU a poll; {run.slope()}; {run.tasks} tasks left",
    ])  # fmt: skip


async def _played(tools: Tools, network: Network, run: Run) -> float:
    """Start a round each five seconds, as the daemon does, and its hourly maintenance; the second at which it ended."""
    await tools.writing(lambda conn: _spread(conn, tools))
    rounds = set[asyncio.Task[Polled]]()
    while (at := now()) < run.hours * HOUR and not run.stopped:
        await _note_due(tools, network, at)
        rounds.add(asyncio.create_task(pipeline.poll_beside(tools, START + timedelta(seconds=at))))
        if at % NOTED < TICK:
            run.sizes.append((network.polls, needed()))
        if at and at % HOUR < TICK:
            _tell(network, run, at)
        if at % jobs.EVERY["maintain"] < TICK:
            await jobs.STEPS["maintain"](tools, START + timedelta(seconds=at))
        await asyncio.sleep(TICK - (now() - at))
        over = {task for task in rounds if task.done()}
        rounds -= over
        assert not any(task.result().failed for task in over)  # this far side fails nobody
    await asyncio.gather(*rounds)
    run.tasks = len(asyncio.all_tasks()) - 1  # this one
    return now()


async def _note_due(tools: Tools, network: Network, at: float) -> None:
    """Tell the far side which feeds are to be asked from now on, and when they were due."""
    table, moment = schema.feeds.c, START + timedelta(seconds=at)
    due = select(table.id, table.name, table.next_check_at).where(table.active, table.next_check_at <= moment)
    for row in await tools.reading(lambda conn: conn.execute(due).all()):
        if row.id not in tools.polls.underway:
            network.due.setdefault(row.name, (row.next_check_at - START).total_seconds())


def _tell(network: Network, run: Run, at: float) -> None:
    """Print how it stands."""
    fixed_polls, new = len(network.feeds) * at / FIXED, max(network.new, 1)
    print(
        f"{at / HOUR:2.0f} h: {network.polls:,} polls, {network.new:,} new items, {network.lost} lost, "
        f"{network.polls / new:.2f} polls a new item (fixed: {fixed_polls / new:.2f}); {network.punctuality()}; "
        f"{network.manners()}; {run.sizes[-1][1]:.1f} MB; {process_time() - run.begun:.0f} s of CPU",
        flush=True,
    )


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

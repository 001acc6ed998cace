"""The same articles by one worker and by two: the clock, the processors, and waits for locks.

From the server's own time for an article follows how many articles a database carries, whatever reads them.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import text

from benchmarks.workers import world
from benchmarks.workers.world import World, now
from monitor.pipeline import agenda
from monitor.scale import jobs
from storage.engine import open_database

READY = "SELECT count(*) FROM procrastinate_workers"
READ = "SELECT count(*) FROM versions"
WAITS = """
    SELECT concat_ws(' ', waiting.wait_event, left(waiting.query, 160), '– behind', left(holding.query, 160))
    FROM pg_stat_activity AS waiting
    LEFT JOIN pg_stat_activity AS holding ON holding.pid = (pg_blocking_pids(waiting.pid))[1]
    WHERE waiting.wait_event_type = 'Lock'
"""
MOST_KINDS = 6  # of waits that are told
DAY = 86_400
LOOK = 0.05  # seconds between two looks at what waits for a lock


@dataclass(frozen=True)
class Run:
    """So many workers read so many articles: seconds by the clock, of their processors and of the server's; and for
    each look what waited for a lock.
    """

    workers: int
    articles: int
    wall: float
    cpu: float
    served: float
    looks: Sequence[Sequence[str]]

    @property
    def each(self) -> float:
        """Milliseconds of processor an article."""
        return 1000 * self.cpu / self.articles

    def sentence(self) -> str:
        """For people."""
        met = sum(1 for waits in self.looks if waits)
        speed = (
            f"{self.articles / self.wall:.1f} articles a second, {self.each:.1f} ms of processor an article and "
            f"{1000 * self.served / self.articles:.1f} of the server's"
        )
        told = f"{self.workers} worker(s): {speed}; {met} of {len(self.looks)} looks met a wait for a lock"
        kinds = Counter(" ".join(wait.split()) for waits in self.looks for wait in waits)
        return "\n".join([told, *(f"  {count} × {wait}" for wait, count in kinds.most_common(MOST_KINDS))])


async def told(articles: int) -> str:
    """One, then two, each in a world of its own; what starting a worker takes is left out."""
    one, two = await _run(1, articles), await _run(2, articles)
    ratios = (
        f"two: {one.wall / two.wall:.2f} times as fast, {two.each / one.each:.2f} times the processor time an article"
    )
    carried = two.articles / two.served
    day = carried * DAY / 1e6
    bound = f"a core of the database's server carries {carried:.0f} articles a second, {day:.1f} million a day"
    return "\n".join((one.sentence(), two.sentence(), ratios, bound))


async def _run(workers: int, articles: int) -> Run:
    async with world.world() as made:
        _, idle = await _work(made, workers, [])
        urls = await made.publish(0, articles)
        before = made.served()
        with _looking(made) as looks:
            wall, cpu = await _work(made, workers, urls)
        return Run(workers, articles, wall, cpu - idle, made.served() - before, looks)


async def _work(made: World, workers: int, urls: Sequence[str]) -> tuple[float, float]:
    """Start workers and let them read these: seconds from when all were ready, and of their processors."""
    processes = [world.start(made.folder) for _ in range(workers)]
    while made.count(READY) < workers:
        await asyncio.sleep(0.05)
    begin, end = time.perf_counter(), made.count(READ) + len(urls)
    while made.count(READ) < end:
        due = await made.tools.reading(lambda conn: agenda.addresses(conn, now()))
        await made.queue.defer(jobs.reads(due))
        await asyncio.sleep(0.1)
    wall = time.perf_counter() - begin
    return wall, sum([world.ended(process) for process in processes])


@contextmanager
def _looking(made: World) -> Iterator[list[list[str]]]:
    """Look again and again how many wait for a lock, in a thread with a connection of its own."""
    looks, done = list[list[str]](), threading.Event()
    other = open_database(made.settings.database.url)

    def look() -> None:
        while not done.wait(LOOK):
            with other.read() as conn:
                looks.append(list(conn.execute(text(WAITS)).scalars()))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield looks
    finally:
        done.set()
        thread.join()
        other.close()

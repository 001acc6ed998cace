"""The queue alone: empty jobs, each of a site of its own, taken and ended by simulated workers."""

from __future__ import annotations

import asyncio
import time

from procrastinate.jobs import Status

from benchmarks.workers import world
from benchmarks.workers.world import World
from monitor.scale.jobs import Job

WORKERS = (1, 4, 16, 64)
DAY = 86_400
PAGES = 10  # of a site that a job finds due, in the reasoning below


async def told(count: int) -> str:
    """Jobs a second for each number of workers, and what that comes to in a day."""
    lines, best = list[str](), 0.0
    async with world.world() as made:
        for workers in WORKERS:
            rate = await _rate(made, count, workers)
            best = max(best, rate)
            lines.append(f"{workers:3} simulated workers: {rate:.0f} jobs a second put in, taken and ended")
    day = f"{best * DAY / 1e6:.0f} million jobs a day"
    lines.append(f"at best {day}; at {PAGES} pages a job the queue is not what limits: reading an article takes longer")
    return "\n".join(lines)


async def _rate(made: World, count: int, workers: int) -> float:
    begin = time.perf_counter()
    await made.queue.defer([Job("read", f"site {number}", [str(number)]) for number in range(count)])
    done = await asyncio.gather(*(_worker(made) for _ in range(workers)))
    assert sum(done) == count
    return count / (time.perf_counter() - begin)


async def _worker(made: World) -> int:
    """Take jobs until none is left; how many it had."""
    manager, done = made.queue.app.job_manager, 0
    own = await manager.register_worker()
    while job := await manager.fetch_job(queues=None, worker_id=own):
        await manager.finish_job(job, Status.SUCCEEDED, delete_job=True)
        done += 1
    await manager.unregister_worker(own)
    return done

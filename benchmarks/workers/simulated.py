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
OPERATIONS = 3  # on the queue for a job
PAGES = 10  # of a site that a job finds due, in the reasoning below


async def told(count: int) -> str:
    """Jobs a second for each number of workers, the server's time for one, and what that comes to in a day."""
    lines, most = list[str](), 0.0
    async with world.world() as made:
        for workers in WORKERS:
            before = made.served()
            rate = await _rate(made, count, workers)
            each = (made.served() - before) / count
            most = max(most, each)
            pace = f"{rate:.0f} jobs a second put in, taken and ended ({OPERATIONS * rate:.0f} operations)"
            lines.append(f"{workers:3} simulated workers: {pace}, {1000 * each:.2f} ms of the server's processor a job")
    day = f"{DAY / most / 1e6:.1f} million jobs a day"
    lines.append(
        f"a core of the server bears {day}; at {PAGES} pages a job {1000 * most / PAGES:.2f} ms of it an article"
    )
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

"""An archive put through the queue: its records' places are left to workers, which read them where they stand.

The archive must lie at the same path on every machine. A place is left to workers before it is remembered, so that
whoever is killed, and whenever, a record may be read twice, which changes nothing, but not never.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from itertools import chain
from pathlib import Path

from loguru import logger

from monitor.archives import Place, Record
from monitor.errors import DatabaseError
from monitor.pipeline import Tools, backfill
from monitor.pipeline.backfill import Progress
from monitor.scale import jobs
from monitor.scale.queue import Queue

WINDOW = 40  # batches whose records are shared out together
AHEAD = 4 * jobs.LANES  # jobs that may wait: the rest of the archive does
LOOK = 0.5  # seconds between two looks at how far workers are
TAKE_OVER = 20  # looks after which lost workers' jobs are others'


async def load(
    queue: Queue, tools: Tools, archive: Path, base: str, now: datetime, stop: asyncio.Event, progress: Progress
) -> int:
    """Leave an archive's records to workers, from where an earlier run came to; how many jobs failed for good.

    Returns when all are done, or at ``stop``: what is in the queue by then is done all the same.
    """
    await queue.again("backfill", now)
    start = await tools.reading(lambda conn: backfill.place(conn, archive))
    found, count = _windows(backfill.records(tools, archive, start, base)), 0
    while not stop.is_set() and (window := await asyncio.to_thread(next, found, None)):
        await queue.defer(jobs.backfills(str(archive), base, ((str(place), url) for place, url in window if url)))
        last, count = window[-1][0], count + len(window)
        await tools.writing(lambda conn, last=last: backfill.put_place(conn, archive, last))  # type: ignore[misc]
        progress(last, count)
        await _until(queue, AHEAD, now, stop)
    await _until(queue, 0, now, stop)
    failed = (await queue.counts("backfill")).failed
    if not (failed or stop.is_set()):
        await tools.writing(lambda conn: backfill.forget_place(conn, archive))
    return failed


def _windows(batches: Iterator[list[Record]]) -> Iterator[list[tuple[Place, str]]]:
    """Places with addresses ("" of what is passed over) of some batches together; their pages are let go."""
    while window := list(
        chain.from_iterable(
            [(record.place, "" if record.passed else record.url) for record in batch]
            for _, batch in zip(range(WINDOW), batches, strict=False)
        )
    ):
        yield window


async def _until(queue: Queue, most: int, now: datetime, stop: asyncio.Event) -> None:
    """Wait until no more than so many jobs are left, and see that those of lost workers are taken over."""
    look = 0
    while not stop.is_set() and (counts := await queue.counts("backfill")).open > most:
        if look % TAKE_OVER == 0:
            if not counts.workers:
                logger.warning("no worker is there: start “monitor worker”", waiting=counts.open)
            with suppress(DatabaseError):  # the daemon may be at the same
                await queue.take_over(now)
        look += 1
        await asyncio.sleep(LOOK)

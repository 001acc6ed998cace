"""The daemon's part: steps that leave to workers what it would do itself with a database of one process."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

from loguru import logger

from monitor.pipeline import Tools, agenda
from monitor.scale import jobs
from monitor.scale.queue import Queue
from storage import deliveries, feeds


def steps(queue: Queue) -> dict[str, Callable[[Tools, datetime], Awaitable[None]]]:
    """The steps by the names of those that they stand for; ``take over`` is their own."""
    named = {"poll": _polls, "read": _reads, "deliver": _deliveries, "take over": _take_over}
    return {name: partial(step, queue) for name, step in named.items()}


async def _polls(queue: Queue, tools: Tools, now: datetime) -> None:
    due = await tools.reading(lambda conn: feeds.due(conn, now))
    await queue.defer(jobs.polls((feed.id, feed.url) for feed in due))


async def _reads(queue: Queue, tools: Tools, now: datetime) -> None:
    due = await tools.reading(lambda conn: agenda.addresses(conn, now))
    await queue.defer(jobs.reads(due))


async def _deliveries(queue: Queue, tools: Tools, now: datetime) -> None:
    due = await tools.reading(lambda conn: deliveries.due(conn, now))
    await queue.defer(jobs.deliveries(message.channel for message in due))


async def _take_over(queue: Queue, tools: Tools, now: datetime) -> None:
    """Give the jobs of lost workers to others, and forget old failures."""
    if taken := await queue.take_over(now):
        logger.warning("took over jobs of lost workers", jobs=taken)
    await queue.prune()

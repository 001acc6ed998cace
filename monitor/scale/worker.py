"""A worker: takes jobs from the queue and does them with the pipeline's own steps, until it is told to stop."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from loguru import logger
from procrastinate import JobContext, RetryStrategy
from procrastinate.exceptions import ConnectorException

from monitor import logs, pipeline
from monitor.errors import DatabaseVersionError, MonitorError, SettingsError
from monitor.options import Settings
from monitor.pipeline import Tools, backfill
from monitor.scale import queue
from monitor.scale.queue import Queue
from storage import engine, migrations
from storage.engine import Database

Step = Callable[[Tools, Sequence[Any], datetime], Awaitable[object]]

STEPS: dict[str, Step] = {
    "poll": pipeline.poll_only,
    "read": pipeline.read_only,
    "deliver": pipeline.deliver_only,
    "backfill": backfill.read_only,
}
# What is due is left to workers again by the daemon; a part of an archive is left to them once.
AGAIN_AFTER = {"backfill": RetryStrategy(max_attempts=5, exponential_wait=4)}
DEADLINE = 900  # seconds after which a job is given up; its work is still due, and left to a worker again
DRAIN = 20  # seconds that jobs under way get at the end
AGAIN = 5  # seconds until a worker that lost its database tries again


async def run(
    settings: Settings, *, stop: asyncio.Event, until_empty: bool = False, heartbeat: float = queue.HEARTBEAT
) -> None:
    """Work until ``stop``, or until nothing waits. Raises SettingsError or DatabaseVersionError where that can't be."""
    logs.configure(settings.logs)
    asyncio.get_running_loop().set_exception_handler(_left_behind)
    database = engine.open_database(settings.database.url)
    try:
        _check(database)
        async with pipeline.opened(settings, database, pipeline.jitter) as tools:
            await pipeline.warm(tools)
            logger.info("worker started", database=database.where, pid=os.getpid())
            await _work(tools, stop, until_empty, heartbeat)
            logger.info("worker stopped")
    finally:
        database.close()


def _left_behind(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Say in one sentence what the queue's own tasks meet where nobody waits for them."""
    if isinstance(context.get("exception"), ConnectorException):
        logger.warning("a job's end could not be noted: another worker has it by now, or the database went away")
    else:
        loop.default_exception_handler(context)


def _check(database: Database) -> None:
    """Refuse a database that has no queue."""
    if database.dialect != "postgresql":
        raise SettingsError("workers need PostgreSQL; on SQLite the daemon does everything itself")
    if not migrations.ready(database):
        raise DatabaseVersionError(f"The database {database.where} is empty: start “monitor run” first.")


async def _work(tools: Tools, stop: asyncio.Event, until_empty: bool, heartbeat: float) -> None:
    """Take jobs; a database that goes away is waited for."""
    while not stop.is_set():
        try:
            async with queue.opened(tools.settings.database.url) as opened:
                await _take(opened, tools, stop, until_empty, heartbeat)
        except MonitorError as error:
            logger.error("worker can't reach its queue", error=str(error))
        if until_empty:
            return
        if not stop.is_set():
            await _pause(stop)


async def _pause(stop: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(stop.wait(), AGAIN)
    except TimeoutError:
        logger.info("worker tries again")


async def _take(opened: Queue, tools: Tools, stop: asyncio.Event, until_empty: bool, heartbeat: float) -> None:
    """Take jobs until ``stop``, until the queue's connection ends, or until nothing waits."""
    for name, step in STEPS.items():
        retry = AGAIN_AFTER.get(name, False)
        opened.app.task(name=name, queue=name, pass_context=True, retry=retry)(_task(step, tools))
    working = asyncio.create_task(
        opened.app.run_worker_async(
            concurrency=tools.settings.scale.jobs,
            wait=not until_empty,
            delete_jobs="successful",
            install_signal_handlers=False,
            shutdown_graceful_timeout=DRAIN,
            update_heartbeat_interval=heartbeat,
            stalled_worker_timeout=queue.LOST,
        )
    )
    ending = asyncio.create_task(stop.wait())
    await asyncio.wait({working, ending}, return_when=asyncio.FIRST_COMPLETED)
    ending.cancel()
    working.cancel()
    with suppress(asyncio.CancelledError), queue.told():  # cancelled if it was to stop; else what ended it
        await working


def _task(step: Step, tools: Tools) -> Callable[..., Awaitable[None]]:
    """A step as Procrastinate calls it."""

    async def run(context: JobContext, of: Sequence[Any]) -> None:
        async with asyncio.timeout(DEADLINE):
            await step(tools, of, datetime.now(UTC))
        await _rest(tools, context.job.lock or "")

    return run


async def _rest(tools: Tools, lock: str) -> None:
    """Keep the site until its pause is over, for the next job there may be another worker's."""
    kind, _, site = lock.partition(" ")
    if kind == "site":
        await tools.fetcher.rest(site)

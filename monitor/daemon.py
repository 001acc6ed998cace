"""The daemon: a handful of jobs over the steps of ``pipeline``, one instance a database, a clean end.

Due times are columns, so a job only asks what is due: what a restart or a late run missed is simply late.
"""

from __future__ import annotations

import asyncio
import os
import random
import resource
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from loguru import logger
from sqlalchemy import Connection

from monitor import logs, pipeline
from monitor.errors import LockedError, MonitorError, SettingsError, UsageError
from monitor.options import Settings
from monitor.pipeline import Pass, Tools
from monitor.pipeline import reprocess as reprocessing
from monitor.pipeline.reprocess import Progress, Report
from monitor.pipeline.restate import Telling
from storage import engine, feeds, lock, maintenance, meta, migrations
from storage.engine import Database

Step = Callable[[Tools, datetime], Awaitable[object]]

DEADLINE = 1800  # seconds after which a step is given up; its work is still due and done by the next run
DRAIN = 20  # seconds that running steps get to end by themselves
EVERY = {  # seconds between two runs of a job that found nothing to do
    "poll": 5,
    "subscribe": 30,
    "read": 2,
    "compare": 1,
    "deliver": 5,
    "take over": 10,
    "maintain": 3600,
    "heartbeat": 30,
}
BESIDE = {"poll": 100, "read": 100}  # runs of a job that may overlap: a round with a slow host holds up no other
KICKS = {"poll": "read", "read": "compare", "compare": "deliver"}  # a step that found work starts the next one at once


async def run(settings: Settings, *, stop: asyncio.Event | None = None) -> None:
    """Run until SIGTERM, SIGINT or ``stop``. Raises LockedError if another process works on the database."""
    logs.configure(settings.logs)
    stop = stop or asyncio.Event()
    _on_signals(stop)
    with _database(settings, "monitor run") as database:
        _not_before_last(database, datetime.now(UTC))
        try:
            async with _tools(settings, database, datetime.now(UTC), _jitter) as tools, _steps(settings) as steps:
                await serve(tools, stop, steps)
        finally:  # a write under way ends before the database closes
            await asyncio.get_running_loop().shutdown_default_executor()


async def check(settings: Settings, now: datetime, *, everything: bool = False, replayed: bool = False) -> Pass:
    """One pass at ``now``, which must not lie before the last pass; ``replayed`` polls without jitter."""
    logs.configure(settings.logs)
    with _database(settings, "monitor check") as database:
        _not_before_last(database, now)
        with database.write() as connection:
            meta.put_time(connection, "last_pass_at", now)
        async with _tools(settings, database, now, lambda: 0.0 if replayed else _jitter()) as tools:
            return await pipeline.one_pass(tools, now, everything=everything)


async def settle(settings: Settings, now: datetime) -> bool:
    """Let people's verdicts take effect now and send what waits; False if another process is at it, which will."""
    logs.configure(settings.logs)
    try:
        with _database(settings, "monitor verdict") as database:
            with database.read() as connection:
                now = max(now, meta.get_time(connection, "last_pass_at") or now)
            async with _tools(settings, database, now, _jitter) as tools:
                await pipeline.settle(tools, now)
                await pipeline.deliver(tools, now)
    except LockedError:
        return False
    return True


async def reprocess(
    settings: Settings, now: datetime, progress: Progress, *, rehearsed: bool = False, told: bool = False
) -> Report:
    """Claims, figures and changes anew from the stored texts; ``rehearsed`` keeps nothing of it, ``told`` tells of it.

    Raises LockedError while another process works on the database.
    """
    logs.configure(settings.logs)
    with _database(settings, "monitor reprocess") as database:
        with database.read() as connection:
            now = max(now, meta.get_time(connection, "last_pass_at") or now)
        async with _tools(settings, database, now, _jitter) as tools:
            if rehearsed:
                return await asyncio.to_thread(reprocessing.rehearse, tools, now, progress)
            telling = Telling(retracted=told, announced=told)
            report = await asyncio.to_thread(reprocessing.reprocess, tools, now, telling, progress)
            await pipeline.deliver(tools, now)
            return report


@asynccontextmanager
async def _steps(settings: Settings) -> AsyncIterator[Mapping[str, Step]]:
    """The daemon's steps; with workers, those that leave to them what they can do."""
    if not settings.scale.workers:
        yield STEPS
        return
    try:
        from monitor.scale import leaving, queue  # noqa: PLC0415 - an extra, which few need
    except ModuleNotFoundError as error:
        raise SettingsError('scale.workers needs the extra "scale": install zahlenmonitor[scale]') from error
    async with queue.opened(settings.database.url) as opened:
        yield {**STEPS, **leaving.steps(opened)}


@contextmanager
def _database(settings: Settings, what: str) -> Iterator[Database]:
    """The database, made ready and locked for this process."""
    database = engine.open_database(settings.database.url)
    try:
        with lock.hold(database, what):
            logger.info("opened database", database=database.where, state=migrations.prepare(database))
            yield database
    finally:
        database.close()


@asynccontextmanager
async def _tools(
    settings: Settings, database: Database, now: datetime, jitter: Callable[[], float]
) -> AsyncIterator[Tools]:
    """The tools, with the stored feeds made those of the settings."""
    async with pipeline.opened(settings, database, jitter) as tools:
        await tools.writing(lambda conn: feeds.sync(conn, settings.feeds, now))
        yield tools


def _jitter() -> float:
    return random.uniform(-1, 1)  # noqa: S311 - spreads polls, guards nothing


def _not_before_last(database: Database, now: datetime) -> None:
    """Refuse a clock that stands before what is stored: as-of dates and rechecks would go wrong."""
    with database.read() as connection:
        last = meta.get_time(connection, "last_pass_at")
    if last and now < last:
        raise UsageError(
            f"{now.isoformat()} lies before this database's last pass ({last.isoformat()}); time runs forward only"
        )


def _on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)


async def serve(tools: Tools, stop: asyncio.Event, steps: Mapping[str, Step]) -> None:
    """Run each step as a job until ``stop``, then let what runs end."""
    scheduler = AsyncIOScheduler(
        timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    running: set[asyncio.Task[None]] = set()
    for name, step in steps.items():
        job = partial(_job, name, step, tools, scheduler, running)
        times = {"seconds": EVERY[name], "next_run_time": datetime.now(UTC)}
        scheduler.add_job(job, "interval", id=name, max_instances=BESIDE.get(name, 1), **times)
    scheduler.start()
    settings = tools.settings
    logger.info(
        "started", feeds=len(settings.feeds), topics=len(settings.topics), config=str(settings.folder), pid=os.getpid()
    )
    async with _callback(tools), _dashboard(tools):
        await stop.wait()
    logger.info("stopping", running=len(running))
    scheduler.pause()
    await _drain(running)
    scheduler.shutdown(wait=False)
    logger.info("stopped", memory_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


@asynccontextmanager
async def _callback(tools: Tools) -> AsyncIterator[None]:
    """Serve the address that hubs push to, if the settings name one."""
    given = tools.settings.fetch
    if not given.websub_callback:
        yield
        return
    from monitor import callback, serving  # noqa: PLC0415 - the web stack, which most daemons do without

    async with serving.serving(callback.application(tools), given.websub_host, given.websub_port, "WebSub callback"):
        yield


@asynccontextmanager
async def _dashboard(tools: Tools) -> AsyncIterator[None]:
    """Serve the dashboard, if the settings want it."""
    given = tools.settings.web
    if not given.enabled:
        yield
        return
    from monitor import serving  # noqa: PLC0415 - the web stack, which a daemon without it need not load
    from monitor.web import create_app  # noqa: PLC0415

    async with serving.serving(create_app(tools.settings, tools.database), given.host, given.port, "dashboard"):
        yield


async def _drain(running: set[asyncio.Task[None]]) -> None:
    """Let steps end; what has not ended in time is cancelled, which costs nothing that was written."""
    if running:
        _, late = await asyncio.wait(running, timeout=DRAIN)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


async def _job(
    name: str, step: Step, tools: Tools, scheduler: AsyncIOScheduler, running: set[asyncio.Task[None]]
) -> None:
    """One run of a job; an error is told and costs this run only."""
    task = asyncio.current_task()
    assert task is not None  # APScheduler runs jobs as tasks
    running.add(task)
    try:
        async with asyncio.timeout(DEADLINE):
            found = await step(tools, datetime.now(UTC))
        if found and scheduler.get_job(KICKS.get(name, "")):
            scheduler.modify_job(KICKS[name], next_run_time=datetime.now(UTC))
    except (MonitorError, TimeoutError) as error:
        logger.error("step failed", step=name, error=str(error) or f"no end within {DEADLINE} s")
    except asyncio.CancelledError:
        logger.info("step cut off", step=name)  # at the end: what it had not written is still due
    except Exception:  # noqa: BLE001 - an unforeseen error in one step must not end the daemon; it is logged whole
        logger.exception("step failed", step=name)
    finally:
        running.discard(task)


async def _poll(tools: Tools, now: datetime) -> object:
    polled = await pipeline.poll_beside(tools, now)
    return polled.new or polled.changed


async def _heartbeat(tools: Tools, now: datetime) -> None:
    def write(conn: Connection) -> None:
        meta.put_time(conn, "heartbeat_at", now)
        meta.put_time(conn, "last_pass_at", now)

    await tools.writing(write)


async def _maintain(tools: Tools, now: datetime) -> None:
    await tools.writing(lambda conn: maintenance.prune(conn, now))
    await pipeline.listen(tools, now)


STEPS: dict[str, Step] = {
    "poll": _poll,
    "subscribe": pipeline.subscribe,
    "read": pipeline.read_beside,
    "compare": pipeline.compare,
    "deliver": pipeline.deliver,
    "maintain": _maintain,
    "heartbeat": _heartbeat,
}

"""What works on a database alone: the daemon, one pass, reprocessing, verdicts; one process a database, a clean end."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime

from loguru import logger

from monitor import jobs, logs, pipeline
from monitor.errors import LockedError, SettingsError, UsageError
from monitor.options import Settings
from monitor.pipeline import Pass, Tools, jitter
from monitor.pipeline import reprocess as reprocessing
from monitor.pipeline.reprocess import Progress, Report
from monitor.pipeline.restate import Telling
from storage import clock, engine, feeds, lock, meta, migrations
from storage.engine import Database
from storage.lock import Held


async def run(settings: Settings, *, stop: asyncio.Event | None = None) -> None:
    """Run until SIGTERM, SIGINT or ``stop``. Raises LockedError if another process works on the database."""
    logs.configure(settings.logs)
    stop = stop or asyncio.Event()
    _on_signals(stop)
    with opened(settings, "monitor run") as (database, held):
        _settle_clock(database, datetime.now(UTC))
        try:
            async with equipped(settings, database, datetime.now(UTC), jitter) as tools, _steps(settings) as steps:
                await jobs.serve(tools, stop, steps, held.keep)
        finally:  # a write under way ends before the database closes
            await asyncio.get_running_loop().shutdown_default_executor()


async def check(settings: Settings, now: datetime, *, everything: bool = False, replayed: bool = False) -> Pass:
    """One pass at ``now``, which must not lie before the last pass; ``replayed`` polls without jitter."""
    logs.configure(settings.logs)
    with opened(settings, "monitor check") as (database, _):
        _not_before_last(database, now) if replayed else _settle_clock(database, now)
        with database.write() as connection:
            meta.put_time(connection, "last_pass_at", now)
        async with equipped(settings, database, now, (lambda: 0.0) if replayed else jitter) as tools:
            return await pipeline.one_pass(tools, now, everything=everything)


async def settle(settings: Settings, now: datetime) -> bool:
    """Let people's verdicts take effect now and send what waits; False if another process is at it, which will."""
    logs.configure(settings.logs)
    try:
        with opened(settings, "monitor verdict") as (database, _):
            with database.read() as connection:
                now = max(now, meta.get_time(connection, "last_pass_at") or now)
            async with equipped(settings, database, now, jitter) as tools:
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
    with opened(settings, "monitor reprocess") as (database, _):
        with database.read() as connection:
            now = max(now, meta.get_time(connection, "last_pass_at") or now)
        async with equipped(settings, database, now, jitter) as tools:
            if rehearsed:
                return await asyncio.to_thread(reprocessing.rehearse, tools, now, progress)
            telling = Telling(retracted=told, announced=told)
            report = await asyncio.to_thread(reprocessing.reprocess, tools, now, telling, progress)
            await pipeline.deliver(tools, now)
            return report


@asynccontextmanager
async def _steps(settings: Settings) -> AsyncIterator[Mapping[str, jobs.Step]]:
    """The daemon's steps; with workers, those that leave to them what they can do."""
    if not settings.scale.workers:
        yield jobs.STEPS
        return
    try:
        from monitor.scale import leaving, queue  # noqa: PLC0415 - an extra, which few need
    except ModuleNotFoundError as error:
        raise SettingsError('scale.workers needs the extra "scale": install zahlenmonitor[scale]') from error
    async with queue.opened(settings.database.url) as opened:
        yield {**jobs.STEPS, **leaving.steps(opened)}


@contextmanager
def opened(settings: Settings, what: str) -> Iterator[tuple[Database, Held]]:
    """The database, made ready, and the lock that this process holds on it."""
    database = engine.open_database(settings.database.url)
    try:
        with lock.hold(database, what) as held:
            logger.info("opened database", database=database.where, state=migrations.prepare(database))
            yield database, held
    finally:
        database.close()


@asynccontextmanager
async def equipped(
    settings: Settings, database: Database, now: datetime, jitter: Callable[[], float]
) -> AsyncIterator[Tools]:
    """The tools, with the stored feeds made those of the settings."""
    async with pipeline.opened(settings, database, jitter) as tools:
        await tools.writing(lambda conn: feeds.sync(conn, settings.feeds, now))
        yield tools


def _not_before_last(database: Database, now: datetime) -> None:
    """Refuse a clock that stands before what is stored: as-of dates and rechecks would go wrong."""
    with database.read() as connection:
        last = meta.get_time(connection, "last_pass_at")
    if last and now < last:
        raise UsageError(
            f"{now.isoformat()} lies before this database's last pass ({last.isoformat()}); time runs forward only"
        )


def _settle_clock(database: Database, now: datetime) -> None:
    """Go on from a clock that stands before what is stored: it was wrong then, or is now, and nobody may be there."""
    with database.write() as connection:
        if back := clock.settle(connection, now):
            logger.warning("the clock stands before the last pass", seconds=back.total_seconds())


def _on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)

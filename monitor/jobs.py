"""The daemon's jobs: each step of the way run again and again, until it is told to stop.

Due times are columns, so a job only asks what is due: what a restart or a late run missed is simply late.
"""

from __future__ import annotations

import asyncio
import os
import resource
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import partial

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED, EVENT_JOB_MAX_INSTANCES, JobEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from loguru import logger
from sqlalchemy import Connection

from monitor import pipeline, watchdog
from monitor.errors import DatabaseError, LockedError, MonitorError
from monitor.pipeline import Tools
from storage import clock, health, meta

Step = Callable[[Tools, datetime], Awaitable[object]]

DEADLINE = 1800.0  # seconds after which a step is given up; its work is still due and done by the next run
DEADLINES = {"heartbeat": 300.0}  # one small write: if it hangs, all writing does, and only a new process helps
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
# What a step that found work starts at once: the next one, and reading itself, for a host's further pages.
KICKS = {"poll": ("read",), "read": ("read", "compare"), "compare": ("deliver",)}
MISSED, ENDED = EVENT_JOB_MAX_INSTANCES, EVENT_JOB_EXECUTED | EVENT_JOB_ERROR
LOOK = 5.0  # seconds between two looks at the clock


async def serve(
    tools: Tools, stop: asyncio.Event, steps: Mapping[str, Step], keep: Callable[[], None] = lambda: None
) -> None:
    """Run each step as a job until ``stop``, then let what runs end.

    ``keep`` makes sure that this process is alone on the database; the LockedError that it raises ends the jobs.
    """
    troubles = await tools.reading(health.troubles)
    tools.stuck.update(subject for kind, subject in troubles if kind == "step")
    scheduler, running = _scheduled(tools, steps)
    scheduler.start()
    settings = tools.settings
    logger.info(
        "started", feeds=len(settings.feeds), topics=len(settings.topics), config=str(settings.folder), pid=os.getpid()
    )
    async with _callback(tools), _dashboard(tools):
        watchdog.ready()
        try:
            await _until(stop, tools, scheduler, keep)
        finally:
            watchdog.stopping()
            logger.info("stopping", running=len(running))
            scheduler.pause()
            await _drain(running)
            scheduler.shutdown(wait=False)
    logger.info("stopped", memory_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def _scheduled(tools: Tools, steps: Mapping[str, Step]) -> tuple[AsyncIOScheduler, set[asyncio.Task[None]]]:
    """The jobs, not yet started, and the tasks of those that run."""
    defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
    scheduler.add_listener(partial(_again, scheduler, set()), MISSED | ENDED)
    running: set[asyncio.Task[None]] = set()
    for name, step in steps.items():
        job = partial(_job, name, step, tools, scheduler, running)
        times = {"seconds": EVERY[name], "next_run_time": datetime.now(UTC)}
        scheduler.add_job(job, "interval", id=name, max_instances=BESIDE.get(name, 1), **times)
    return scheduler, running


def _again(scheduler: AsyncIOScheduler, missed: set[str], event: JobEvent) -> None:
    """Run a job anew at its end if it was due while it ran: what it was started for may have come after its look."""
    if event.code & MISSED:
        missed.add(event.job_id)
    elif event.job_id in missed:
        missed.discard(event.job_id)
        _start(scheduler, event.job_id)


def _start(scheduler: AsyncIOScheduler, name: str) -> None:
    """Let a job run now, if there is such a one."""
    if scheduler.get_job(name):
        scheduler.modify_job(name, next_run_time=datetime.now(UTC))


async def _until(stop: asyncio.Event, tools: Tools, scheduler: AsyncIOScheduler, keep: Callable[[], None]) -> None:
    """Wait for the end; meanwhile look after lock and clock, and tell the watchdog that loop and database turn."""
    watch = watchdog.Clock()
    with watchdog.watching() as alive:
        while not stop.is_set():
            await _kept(keep)
            if "heartbeat" not in tools.stuck:
                alive()
            if jump := watch.jumped():
                await _after_jump(tools, scheduler, jump)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LOOK)


async def _kept(keep: Callable[[], None]) -> None:
    """Keep the database's lock. One that can't be asked for may come back, one that another process has does not."""
    try:
        await asyncio.to_thread(keep)
    except LockedError:
        raise
    except DatabaseError as error:
        logger.error("the database's lock can't be kept", error=str(error))


async def _after_jump(tools: Tools, scheduler: AsyncIOScheduler, jump: timedelta) -> None:
    """The machine's clock was set: jobs and what they do are due by the new one."""
    logger.warning("the clock was set", seconds=jump.total_seconds())
    now = datetime.now(UTC)
    await _note(tools, lambda conn: clock.settle(conn, now))
    for job in scheduler.get_jobs():
        scheduler.modify_job(job.id, next_run_time=now)


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
    """One run of a job, which may start the next one."""
    task = asyncio.current_task()
    assert task is not None  # APScheduler runs jobs as tasks
    running.add(task)
    try:
        found = await attempt(name, step, tools, datetime.now(UTC), DEADLINES.get(name, DEADLINE))
        for kicked in KICKS.get(name, ()) if found else ():
            _start(scheduler, kicked)
    except asyncio.CancelledError:
        logger.info("step cut off", step=name)  # at the end: what it had not written is still due
    finally:
        running.discard(task)


async def attempt(name: str, step: Step, tools: Tools, now: datetime, deadline: float = DEADLINE) -> object:
    """What one run of a step found, None if it failed; an error is told and costs this run only.

    One that has not ended after ``deadline`` seconds is cut off and told as a health alert, until a run succeeds.
    """
    try:
        async with asyncio.timeout(deadline):
            found = await step(tools, now)
    except TimeoutError:
        logger.error("step cut off", step=name, error=f"no end within {deadline:g} s")
        tools.stuck.add(name)
        await _note(tools, lambda conn: health.add(conn, "step", name, _stuck(name, deadline), now))
    except MonitorError as error:
        logger.error("step failed", step=name, error=str(error))
    except Exception:  # noqa: BLE001 - an unforeseen error in one step must not end the daemon; it is logged whole
        logger.exception("step failed", step=name)
    else:
        await _over(tools, name, now)
        return found
    return None


def _stuck(name: str, deadline: float) -> str:
    return f"the step “{name}” did not end within {deadline:g} s and was cut off; it is tried again"


async def _over(tools: Tools, name: str, now: datetime) -> None:
    """A step that was stuck has run again."""
    if name in tools.stuck:
        tools.stuck.discard(name)
        await _note(tools, lambda conn: health.close(conn, "step", name, now))


async def _note(tools: Tools, act: Callable[[Connection], object]) -> None:
    """Write what is told of a step, if the database takes it."""
    try:
        await tools.writing(act)
    except DatabaseError as error:
        logger.error("could not be noted", error=str(error))


async def _poll(tools: Tools, now: datetime) -> object:
    polled = await pipeline.poll_beside(tools, now)
    return polled.new or polled.changed


async def _heartbeat(tools: Tools, now: datetime) -> None:
    def write(conn: Connection) -> None:
        meta.put_time(conn, "heartbeat_at", now)
        meta.put_time(conn, "last_pass_at", now)

    await tools.writing(write)


STEPS: dict[str, Step] = {
    "poll": _poll,
    "subscribe": pipeline.subscribe,
    "read": pipeline.read_beside,
    "compare": pipeline.compare,
    "deliver": pipeline.deliver,
    "maintain": pipeline.maintain,
    "heartbeat": _heartbeat,
}

"""The queue: Procrastinate's, in the monitor's own PostgreSQL database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime

from procrastinate import App, PsycopgConnector, exceptions
from procrastinate.jobs import Job as Row
from procrastinate.jobs import Status
from sqlalchemy import make_url

from monitor.errors import DatabaseError
from monitor.masking import mask
from monitor.scale.jobs import Job, Step

HEARTBEAT = 5.0  # seconds between a worker's signs of life
LOST = 30.0  # seconds without one after which a worker's jobs are others'
KEPT = 24  # hours for which a job that failed can be looked at
_CONNECTIONS = 4

_WAITING = """
    SELECT queueing_lock FROM procrastinate_jobs WHERE status = 'todo' AND queueing_lock = ANY(%(locks)s)
"""
_COUNTS = """
    SELECT count(*) FILTER (WHERE status IN ('todo', 'doing')) AS open,
           count(*) FILTER (WHERE status = 'failed') AS failed,
           (SELECT count(*) FROM procrastinate_workers) AS workers
    FROM procrastinate_jobs WHERE queue_name = %(step)s
"""


@dataclass(frozen=True, slots=True)
class Counts:
    """Jobs of a step that wait or are under way, those that failed for good, and workers that gave a sign of life."""

    open: int
    failed: int
    workers: int


class Queue:
    """The jobs that wait for a worker, and those that one has. ``app`` is Procrastinate's, already open."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._jobs = app.job_manager

    async def defer(self, jobs: Sequence[Job]) -> int:
        """Put in those jobs that don't wait already; how many. For the daemon, of which a database has one."""
        with told():
            locks = [job.waiting_lock for job in jobs]
            rows = await self.app.connector.execute_query_all_async(_WAITING, locks=locks) if locks else []
            waiting = {row["queueing_lock"] for row in rows}
            fresh = [_row(job) for job in jobs if job.waiting_lock not in waiting]
            if fresh:
                await self._jobs.batch_defer_jobs_async(fresh)
        return len(fresh)

    async def take_over(self, now: datetime, lost: float = LOST) -> int:
        """Put the jobs of workers that gave no sign of life for ``lost`` seconds in again; how many there were.

        One whose like waits already is dropped: what is due is the same.
        """
        with told():
            stalled = list(await self._jobs.get_stalled_jobs(seconds_since_heartbeat=lost))
            for job in stalled:
                try:
                    await self._jobs.retry_job(job, retry_at=now)
                except exceptions.UniqueViolation:
                    await self._jobs.finish_job(job, Status.FAILED, delete_job=True)
        return len(stalled)

    async def counts(self, step: Step) -> Counts:
        """How many jobs of a step there are, and how many workers."""
        with told():
            found = await self.app.connector.execute_query_one_async(_COUNTS, step=step)
        return Counts(**found)

    async def again(self, step: Step, now: datetime) -> None:
        """Put the failed jobs of a step in again."""
        with told():
            for job in await self._jobs.list_jobs_async(queue=step, status=Status.FAILED.value):
                await self._jobs.retry_job(job, retry_at=now)

    async def prune(self) -> None:
        """Forget the jobs that failed a while ago."""
        with told():
            await self._jobs.delete_old_jobs(nb_hours=KEPT, include_failed=True, include_aborted=True)


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Queue]:
    """The queue in the database at SQLAlchemy's ``url``; its tables are made where there are none.

    Raises ``DatabaseError`` where the database can't be reached.
    """
    libpq = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    app = App(connector=PsycopgConnector(conninfo=libpq, min_size=1, max_size=_CONNECTIONS))
    with told(url):
        await app.open_async()
    try:
        with told(url):
            await _prepare(app)
        yield Queue(app)
    finally:
        await app.close_async()


async def _prepare(app: App) -> None:
    """Make the queue's tables, unless they are there or another process makes them at the same moment."""
    if await app.check_connection_async():
        return
    try:
        await app.schema_manager.apply_schema_async()
    except exceptions.ConnectorException:
        if not await app.check_connection_async():
            raise


def _row(job: Job) -> Row:
    """The job as Procrastinate keeps it."""
    return Row(
        id=None,
        queue=job.step,
        task_name=job.step,
        lock=job.lock,
        queueing_lock=job.waiting_lock,
        task_kwargs={"of": list(job.of)},
        priority=0,
        scheduled_at=None,
        attempts=0,
    )


@contextmanager
def told(url: str = "") -> Iterator[None]:
    """What the queue's database refuses, in one sentence."""
    try:
        yield
    except exceptions.ConnectorException as error:
        where = f" {mask(url)}" if url else ""
        raise DatabaseError(f"The queue in the database{where} can't be reached or refused an operation.") from error

"""``monitor backfill``: archives loaded here or by workers, then the histories that they belong to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from monitor import archives, daemon, logs, pipeline
from monitor.archives import Extent, Place
from monitor.errors import LockedError
from monitor.options import Settings
from monitor.pipeline import Tools, backfill, jitter
from monitor.pipeline.backfill import Loaded
from storage import engine, migrations
from storage.engine import Database

Progress = Callable[[str, int, int], None]  # what is done, how much of how much


@dataclass(frozen=True, slots=True)
class Request:
    """What to load: archives by their paths, the address of pages without their own, and whether to tell of it."""

    paths: Sequence[Path]
    base: str = ""
    told: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What became of it: ``loaded`` here, jobs that workers ``failed`` to do, and what the histories have otherwise.

    ``differences`` is None where they were not built: it was stopped, jobs failed, or the daemon does it.
    """

    loaded: Loaded
    failed_jobs: int
    stopped: bool
    differences: int | None


async def run(settings: Settings, request: Request, now: datetime, stop: asyncio.Event, progress: Progress) -> Report:
    """Load what is asked for, from where an earlier run came to. Raises ``ReadError`` for what is no archive.

    Beside a running daemon this process loads, and the daemon builds the histories; else both are done here.
    """
    logs.configure(settings.logs)
    paths = [path.absolute() for path in request.paths]
    extents = [archives.extent(path) for path in paths]
    with _database(settings) as (database, alone):
        tooled = (
            daemon.equipped(settings, database, now, jitter) if alone else pipeline.opened(settings, database, jitter)
        )
        async with tooled as tools:
            loaded, failed = Loaded(), 0
            for path, extent in zip(paths, extents, strict=True):
                found = await _load(tools, path, extent, request.base, now, stop, progress)
                loaded, failed = loaded + found[0], failed + found[1]
            if stop.is_set() or failed:
                return Report(loaded, failed, stop.is_set(), None)
            await tools.writing(lambda conn: backfill.ask(conn, told=request.told))
            differences = await _history(tools, request, now, progress) if alone else None
            return Report(loaded, failed, stopped=False, differences=differences)


async def _load(
    tools: Tools, path: Path, extent: Extent, base: str, now: datetime, stop: asyncio.Event, progress: Progress
) -> tuple[Loaded, int]:
    """One archive, here or by workers."""

    def shown(place: Place, _: int) -> None:
        progress(path.name, extent.until(place), extent.total)

    if not tools.settings.scale.workers:
        return await backfill.load(tools, path, base, now, stop, shown), 0
    from monitor.scale import filling, queue  # noqa: PLC0415 - an extra, which few need

    async with queue.opened(tools.settings.database.url) as opened:
        return Loaded(), await filling.load(opened, tools, path, base, now, stop, shown)


async def _history(tools: Tools, request: Request, now: datetime, progress: Progress) -> int:
    found = await backfill.history(
        tools, now, told=request.told, progress=lambda done, total: progress("figures", done, total)
    )
    await pipeline.deliver(tools, now)
    return len(found)


@contextmanager
def _database(settings: Settings) -> Iterator[tuple[Database, bool]]:
    """The database, and whether this process holds its lock; else the daemon has it, and has made it ready."""
    with ExitStack() as kept:
        try:
            database, _ = kept.enter_context(daemon.opened(settings, "monitor backfill"))
        except LockedError:
            database = kept.enter_context(closing(engine.open_database(settings.database.url)))
            if not migrations.ready(database):
                raise
            yield database, False
        else:
            yield database, True

"""CPU of an unchanged poll, its database write included, against that of the bare request."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import process_time

from sqlalchemy import Connection

from benchmarks.feeds.far_side import unchanging
from benchmarks.measure import Ratio
from monitor import logs, pipeline
from monitor.options import FeedConfig, FetchSettings, LogSettings, Settings
from monitor.pipeline import Tools
from storage import engine, feeds, migrations
from storage.values import PollRecord

HOSTS, POLLS, ROUNDS = 20, 400, 5
NOW = datetime(2025, 1, 13, 6, tzinfo=UTC)
FETCH = FetchSettings(per_host_gap=timedelta(0), allow_private_networks=True, respect_robots=False)


def unchanged_poll() -> Ratio:
    """CPU seconds of a poll that is answered with 304, and of the bare httpx request, by turns."""
    logs.configure(LogSettings())
    with unchanging() as port, tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_measured(port, Path(folder)))


async def _measured(port: int, folder: Path) -> Ratio:
    import httpx

    database = engine.open_database(f"sqlite:///{folder / 'monitor.db'}")
    migrations.prepare(database)
    own = tuple(FeedConfig(f"f{n}", f"http://127.0.0.{n % HOSTS + 1}:{port}/{n}.xml", "P") for n in range(POLLS))
    settings = Settings(folder, folder, fetch=FETCH, feeds=own)
    async with pipeline.opened(settings, database, lambda: 0.0) as tools, httpx.AsyncClient() as client:
        await tools.writing(lambda conn: _known(conn, own))
        rows = []
        for _ in range(ROUNDS + 1):
            before = await _cpu(lambda: _bare(client, port))
            ours = await _cpu(lambda: _polled(tools))
            rows.append((ours, (before + await _cpu(lambda: _bare(client, port))) / 2))
    database.close()
    del rows[0]  # the first opens connections and compiles statements
    return Ratio.of("CPU of an unchanged poll / bare request", rows)


def _known(conn: Connection, own: tuple[FeedConfig, ...]) -> None:
    """Feeds that were polled before, so that requests are conditional."""
    feeds.sync(conn, own, NOW)
    for state in feeds.active(conn):
        known = replace(state, etag='"7"', body_hash="0", last_status=200, last_success_at=NOW)
        feeds.save_poll(conn, known, PollRecord(NOW, "new", 200, entries=1, new=1))


async def _cpu(run: Callable[[], Awaitable[object]]) -> float:
    start = process_time()
    await run()
    return (process_time() - start) / POLLS


async def _bare(client: object, port: int) -> None:
    for n in range(POLLS):
        answer = await client.get(f"http://127.0.0.1:{port}/{n}.xml", headers={"If-None-Match": '"7"'})  # type: ignore[attr-defined]
        assert answer.status_code == 304


async def _polled(tools: Tools) -> None:
    done = await pipeline.poll(tools, NOW, everything=True)
    assert (done.feeds, done.failed) == (POLLS, 0)

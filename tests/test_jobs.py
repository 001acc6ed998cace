"""A step that hangs is cut off, told, and tried again; the loss of the database's lock ends the daemon."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor import jobs, pipeline
from monitor.errors import DatabaseError, LockedError
from monitor.options import Settings, WebSettings
from monitor.pipeline import Tools
from storage import health
from storage.engine import Database

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@asynccontextmanager
async def equipped(folder: Path, database: Database) -> AsyncIterator[Tools]:
    settings = Settings(folder, folder, web=WebSettings(enabled=False))
    async with pipeline.opened(settings, database, lambda: 0.0) as tools:
        yield tools


def troubles(database: Database) -> list[tuple[str, str]]:
    with database.read() as conn:
        return sorted(health.troubles(conn))


def test_a_step_that_hangs_is_cut_off_told_and_tried_again(one_database: Database, tmp_path: Path) -> None:
    async def hangs(tools: Tools, now: datetime) -> None:
        await asyncio.sleep(60)

    async def works(tools: Tools, now: datetime) -> str:
        return "found"

    async def run() -> None:
        async with equipped(tmp_path, one_database) as tools:
            assert await jobs.attempt("read", hangs, tools, NOW, 0.05) is None
            assert troubles(one_database) == [("step", "read")]
            assert await jobs.attempt("read", works, tools, NOW) == "found"
            assert troubles(one_database) == []

    asyncio.run(run())


@pytest.mark.parametrize("error", [DatabaseError("gone"), ZeroDivisionError()], ids=["foreseen", "unforeseen"])
def test_an_error_costs_this_run_of_the_step_alone(one_database: Database, tmp_path: Path, error: Exception) -> None:
    async def fails(tools: Tools, now: datetime) -> None:
        raise error

    async def run() -> None:
        async with equipped(tmp_path, one_database) as tools:
            assert await jobs.attempt("read", fails, tools, NOW) is None

    asyncio.run(run())


def test_a_lock_that_another_process_took_ends_the_jobs(one_database: Database, tmp_path: Path) -> None:
    def taken() -> None:
        raise LockedError("taken")

    async def run() -> None:
        async with equipped(tmp_path, one_database) as tools:
            await jobs.serve(tools, asyncio.Event(), {}, taken)

    with pytest.raises(LockedError):
        asyncio.run(run())


def test_a_lock_that_cannot_be_asked_for_is_asked_for_again(
    one_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "LOOK", 0.01)
    stop, asked = asyncio.Event(), list[int]()

    def lost() -> None:
        asked.append(1)
        if len(asked) > 2:
            stop.set()
        raise DatabaseError("the connection was lost")

    async def run() -> None:
        async with equipped(tmp_path, one_database) as tools:
            await jobs.serve(tools, stop, {}, lost)

    asyncio.run(run())
    assert len(asked) > 2


def test_work_that_comes_while_the_step_for_it_runs_is_done_at_its_end(
    one_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("read", "compare"):
        monkeypatch.setitem(jobs.EVERY, name, 3600)
    stop, comparing, all_read = asyncio.Event(), asyncio.Event(), asyncio.Event()
    news, table, compared = ["second", "first"], list[str](), list[str]()

    async def read(tools: Tools, now: datetime) -> bool:
        """The second page comes while the first is compared."""
        if news == ["second"]:
            await comparing.wait()
        if not news:
            all_read.set()
            return False
        table.append(news.pop())
        return True

    async def compare(tools: Tools, now: datetime) -> bool:
        taken = list(table)
        if taken == ["first"]:
            comparing.set()
            await all_read.wait()
        compared[:] = taken
        if "second" in taken:
            stop.set()
        return False

    async def run() -> None:
        async with asyncio.timeout(10), equipped(tmp_path, one_database) as tools:
            await jobs.serve(tools, stop, {"read": read, "compare": compare})

    asyncio.run(run())
    assert compared == ["first", "second"]

"""An archive through the queue: workers store what one machine would have stored."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from procrastinate import RetryStrategy

from monitor import backfilling
from monitor.backfilling import Report, Request
from monitor.options import DatabaseSettings, ScaleSettings, Settings
from monitor.pipeline import backfill
from monitor.pipeline.backfill import Loaded
from monitor.scale import filling, jobs, worker
from storage.engine import Database, open_database
from tests.pipeline.test_backfill import figures, said, texts

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


async def run(settings: Settings, archive: Path, workers: int) -> Report:
    """Load an archive with so many workers."""
    done = asyncio.Event()
    working = [asyncio.create_task(worker.run(settings, stop=done)) for _ in range(workers)]
    try:
        request = Request([archive])
        return await backfilling.run(settings, request, NOW, asyncio.Event(), lambda *_: None)
    finally:
        done.set()
        await asyncio.gather(*working)


def test_workers_store_what_one_machine_stores(
    scaled: Settings, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backfill, "BATCH", 2)
    monkeypatch.setattr(filling, "WINDOW", 1)
    archive = texts(tmp_path / "a.jsonl")
    alone = replace(scaled, scale=ScaleSettings(), database=DatabaseSettings(f"sqlite:///{tmp_path / 'alone.db'}"))
    assert asyncio.run(run(alone, archive, 0)).loaded == Loaded(stored=6)
    report = asyncio.run(run(scaled, archive, 2))
    assert (report.failed_jobs, report.stopped) == (0, False)
    other = open_database(alone.database.url)
    assert (said(database), figures(database)) == (said(other), figures(other))
    other.close()


def test_a_job_that_fails_for_good_is_told_and_done_by_the_next_run(
    scaled: Settings, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The archive does not lie where the worker looks for it, at first."""
    archive, broken = texts(tmp_path / "a.jsonl", (300,)), [True]

    async def breaks(*given: object) -> object:
        if broken:
            raise OSError
        return await backfill.read_only(*given)  # type: ignore[arg-type]

    monkeypatch.setitem(worker.STEPS, "backfill", breaks)
    monkeypatch.setitem(worker.AGAIN_AFTER, "backfill", RetryStrategy(max_attempts=2))
    report = asyncio.run(run(scaled, archive, 1))
    assert (report.failed_jobs, report.differences) == (1, None)
    broken.clear()
    assert asyncio.run(run(scaled, archive, 1)).failed_jobs == 0
    assert len(said(database)) == 1


def test_an_addresss_states_are_in_one_lane(tmp_path: Path) -> None:
    """So they are stored in their order, whoever stores them."""
    records = [(f"a@{n}", f"https://blatt.example/{n % 3}") for n in range(9)]
    made = jobs.backfills("a", "", records)
    assert sorted(tuple(job.of[2:]) for job in made) == [
        ("a@0", "a@3", "a@6"),
        ("a@1", "a@4", "a@7"),
        ("a@2", "a@5", "a@8"),
    ]
    assert len({job.waiting_lock for job in made}) == 3

"""The daemon leaves work to workers: it is done once, at the site's pace, also when a worker is killed."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from loguru import logger
from procrastinate import App
from procrastinate.exceptions import ConnectorException
from sqlalchemy import select, text

from monitor import pipeline
from monitor.claims.lexicon import load as load_language
from monitor.errors import DatabaseVersionError, SettingsError
from monitor.model import Article, Entry, Zone
from monitor.options import DatabaseSettings, Settings
from monitor.pipeline import Tools, copies
from monitor.pipeline.texts import prepare
from monitor.scale import leaving, queue, worker
from monitor.scale.jobs import Job
from monitor.scale.queue import Queue
from monitor.stories import BANDS
from storage import articles, entries, queries, schema, stories
from storage.engine import Database, open_database
from storage.values import ArticleRecord
from tests.fetch.server import Request, Route, reply, serve
from tests.pipeline.conftest import working
from tests.pipeline.site import Site

KILLED = "Nach Angaben des südkoreanischen Geheimdienstes sind in Kursk 300 nordkoreanische Soldaten getötet worden."
PAGE = reply(200, b"<title>Ein Satz</title><article><h1>Ein Satz</h1><p>Hier steht ein Satz.</p></article>")


def now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def leading(settings: Settings, database: Database) -> AsyncIterator[tuple[Tools, Queue]]:
    """What the daemon has: tools and queue."""
    async with working(settings, database, now()) as tools, queue.opened(settings.database.url) as opened:
        yield tools, opened


async def workers(settings: Settings, how_many: int) -> None:
    """So many workers, until nothing waits."""
    stop = asyncio.Event()
    await asyncio.gather(*(worker.run(settings, stop=stop, until_empty=True) for _ in range(how_many)))


def test_a_figure_goes_from_the_feed_to_an_alert_through_workers(
    scaled: Settings, database: Database, site: Site
) -> None:
    site.publish("tote", "300 Nordkoreaner getötet", KILLED, published=now() - timedelta(hours=1))

    async def scenario() -> None:
        async with leading(scaled, database) as (tools, opened):
            steps = leaving.steps(opened)
            for step in ("poll", "read", "compare", "deliver"):
                await (pipeline.compare(tools, now()) if step == "compare" else steps[step](tools, now()))
                await workers(scaled, 1)

    asyncio.run(scenario())
    with database.read() as conn:
        (alert,) = queries.alerts(conn, queries.Filter())
    assert [delivery["state"] for delivery in alert["deliveries"]] == ["sent"]
    assert site.asked["/artikel/tote.html"] == 1


def test_what_waits_already_is_not_left_twice(scaled: Settings, database: Database) -> None:
    async def scenario() -> None:
        async with leading(scaled, database) as (_, opened):
            assert await opened.defer([Job("read", "site a", ["u"]), Job("poll", "site a", [1])]) == 2
            assert await opened.defer([Job("read", "site a", ["v"]), Job("read", "site b", ["w"])]) == 1

    asyncio.run(scenario())


def test_workers_keep_a_sites_pace_together(scaled: Settings, database: Database) -> None:
    """Polls and pages of one host in two workers: never closer than the gap, each page asked once."""
    gap, starts = 0.3, list[float]()

    async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
        starts.append(time.monotonic())
        writer.write(PAGE)

    async def scenario() -> None:
        routes: dict[str, Route] = {f"/{n}": answer for n in range(6)}
        async with serve(routes) as server:
            polite = replace(scaled.fetch, per_host_gap=timedelta(seconds=gap), respect_robots=False)
            given = replace(scaled, fetch=polite)
            async with leading(given, database) as (tools, opened):
                urls = [f"{server.url}/{n}" for n in range(6)]
                told = [Entry(url, url, "t") for url in urls]
                await tools.writing(lambda conn: entries.add(conn, 1, told, now()))
                await opened.defer([Job("read", "site 127.0.0.1", urls[:3])])
                both = asyncio.create_task(workers(given, 2))
                while not starts:
                    await asyncio.sleep(0.01)
                await opened.defer([Job("read", "site 127.0.0.1", urls[3:])])
                await both
                await workers(given, 2)

    asyncio.run(scenario())
    assert len(starts) == 6
    assert min(b - a for a, b in pairwise(starts)) > gap * 0.95


def test_a_lost_workers_job_is_done_by_another(scaled: Settings, database: Database) -> None:
    """Its process is gone in mid-job: without a sign of life the job goes back, and its page is stored once."""

    async def scenario() -> None:
        async with serve({"/1": PAGE}) as server, leading(scaled, database) as (tools, opened):
            url = f"{server.url}/1"
            await tools.writing(lambda conn: entries.add(conn, 1, [Entry(url, url, "t")], now()))
            await opened.defer([Job("read", "site 127.0.0.1", [url])])
            lost = await opened.app.job_manager.register_worker()
            assert await opened.app.job_manager.fetch_job(queues=None, worker_id=lost)
            await workers(scaled, 1)  # the site's lock is held: nothing can be done yet
            assert not server.requests
            assert await opened.take_over(now(), lost=3600) == 0
            await asyncio.sleep(0.1)
            assert await opened.take_over(now(), lost=0.05) == 1
            await workers(scaled, 1)

    asyncio.run(scenario())
    with database.read() as conn:
        assert len(list(conn.execute(select(schema.articles.c.id)))) == 1


def test_a_lost_job_whose_like_waits_is_dropped(scaled: Settings, database: Database) -> None:
    async def scenario() -> None:
        async with leading(scaled, database) as (_, opened):
            manager = opened.app.job_manager
            await opened.defer([Job("read", "site a", ["u"])])
            assert await manager.fetch_job(queues=None, worker_id=await manager.register_worker())
            await opened.defer([Job("read", "site a", ["v"])])
            await asyncio.sleep(0.1)
            assert await opened.take_over(now(), lost=0.05) == 1
            (left,) = await manager.list_jobs_async()
            assert left.task_kwargs == {"of": ["v"]}

    asyncio.run(scenario())


def test_a_job_that_another_worker_was_given_ends_with_a_sentence(
    scaled: Settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that was too busy for a sign of life finds its job gone; it goes on."""
    said: list[str] = []

    async def is_lost(tools: Tools, of: object, moment: datetime) -> None:
        await tools.writing(lambda conn: conn.execute(text("DELETE FROM procrastinate_jobs WHERE status = 'doing'")))

    async def scenario() -> None:
        async with leading(scaled, database) as (_, opened):
            await opened.defer([Job("read", "site a", ["u"])])
            await workers(scaled, 1)
            gc.collect()  # a task's error is told when the task is forgotten

    monkeypatch.setitem(worker.STEPS, "read", is_lost)
    monkeypatch.setattr("monitor.logs.configure", lambda given: logger.add(said.append, level="WARNING"))
    asyncio.run(scenario())
    assert "another worker has it by now" in "".join(said)
    assert "Traceback" not in "".join(said)


def test_copies_are_joined_one_after_the_other(database: Database, postgresql_url: str) -> None:
    """What the first of two articles that share a band begins, the second finds, because it waits."""
    order, other = list[str](), open_database(postgresql_url)

    def second() -> None:
        with other.write() as conn:
            stories.alone(conn, [2**62, -7])
            order.append("second")

    thread = threading.Thread(target=second)
    with database.write() as conn:
        stories.alone(conn, [-7, 5])
        thread.start()
        while not _waiting(database):
            time.sleep(0.01)
        order.append("first")
    thread.join()
    other.close()
    assert order == ["first", "second"]


def test_articles_that_are_no_copies_don_t_wait(database: Database, postgresql_url: str) -> None:
    other = open_database(postgresql_url)
    with database.write() as conn, other.write() as free:
        free.execute(text("SET LOCAL lock_timeout = '2s'"))
        stories.alone(conn, [1, 2, 3])
        stories.alone(free, [4, 5, 6])
    other.close()


def _waiting(database: Database) -> bool:
    with database.read() as conn:
        return bool(conn.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar_one())


def test_a_failed_job_is_told_and_left_again(
    scaled: Settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error in the program costs one run of a job: its work is still due."""

    async def breaks(tools: Tools, of: object, moment: datetime) -> None:
        raise RuntimeError

    monkeypatch.setitem(worker.STEPS, "read", breaks)

    async def scenario() -> None:
        async with leading(scaled, database) as (_, opened):
            await opened.defer([Job("read", "site a", ["u"])])
            await workers(scaled, 1)
            assert await opened.defer([Job("read", "site a", ["u"])]) == 1

    asyncio.run(scenario())


def test_a_worker_that_loses_its_queue_says_so_and_tries_again(
    scaled: Settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its connection breaks once; the next try does what waits."""
    monkeypatch.setattr(worker, "AGAIN", 0.05)
    real, broken, said = App.run_worker_async, [ConnectorException("gone")], list[str]()

    async def breaks(self: App, **options: Any) -> None:
        if broken:
            raise broken.pop()
        await real(self, **options)

    monkeypatch.setattr(App, "run_worker_async", breaks)

    async def scenario() -> None:
        stop = asyncio.Event()
        async with leading(scaled, database) as (_, opened):
            await opened.defer([Job("deliver", "channel log", ["log"])])
            working = asyncio.create_task(worker.run(scaled, stop=stop))
            await asyncio.sleep(0)  # it has set up its logs by now
            logger.add(lambda line: said.append(str(line)), level="ERROR")
            while await opened.app.job_manager.list_jobs_async():
                await asyncio.sleep(0.05)
            stop.set()
            await working

    asyncio.run(scenario())
    assert len(said) == 1
    assert "queue" in said[0]


def test_an_article_joins_its_story_while_no_copy_of_it_does(scaled: Settings, database: Database) -> None:
    page = Article("https://a.example/1", "T", KILLED, zones=(Zone("paragraph", KILLED),))
    prepared = prepare(page, scaled.topics, load_language(None))
    with database.write() as conn:
        number = articles.save(conn, ArticleRecord("https://a.example/1", "A", "T", "article"), now())
        copies.join(conn, number, prepared, now())
        held = conn.execute(
            text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        )
        assert held.scalar_one() == BANDS


def test_a_worker_needs_a_database_that_can_have_a_queue(scaled: Settings, sqlite_database: Database) -> None:
    given = replace(scaled, database=DatabaseSettings(f"sqlite:///{sqlite_database.path}"))
    with pytest.raises(SettingsError, match="PostgreSQL"):
        asyncio.run(workers(given, 1))


def test_a_worker_waits_for_no_empty_database(scaled: Settings, database: Database) -> None:
    with database.write() as conn:
        conn.execute(text("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
    with pytest.raises(DatabaseVersionError, match="monitor run"):
        asyncio.run(workers(scaled, 1))

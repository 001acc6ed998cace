"""How the queue stands is told by metrics, by the probe and by ``monitor doctor``; log lines are tied by ids."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from loguru import logger

from monitor import doctor, pipeline
from monitor.options import Settings
from monitor.scale.jobs import Job
from storage import meta, queries
from storage.engine import Database
from tests.pipeline.conftest import working
from tests.pipeline.site import Site
from tests.pipeline.test_way import KILLED, TITLE
from tests.scale.test_workers import leading, now
from tests.web.conftest import asking


def test_the_queue_is_told_with_its_age_and_its_workers(scaled: Settings, database: Database) -> None:
    with database.read() as conn:
        assert queries.jobs(conn, now()) is None  # no queue was made yet

    async def scenario() -> None:
        async with leading(scaled, database) as (_, opened):
            await opened.defer([Job("read", "site a", ["u"]), Job("poll", "site b", [1])])
            with database.read() as conn:
                found = queries.jobs(conn, now() + timedelta(minutes=10))
            assert found
            assert {name: found[name] for name in ("waiting", "underway", "failed", "workers")} == {
                "waiting": 2,
                "underway": 0,
                "failed": 0,
                "workers": 0,
            }
            assert 590 < found["oldest"] < 700
            worker = await opened.app.job_manager.register_worker()
            assert await opened.app.job_manager.fetch_job(queues=None, worker_id=worker)
            with database.read() as conn:
                found = queries.jobs(conn, now())
            assert found
            assert (found["waiting"], found["underway"], found["workers"]) == (1, 1, 1)

    asyncio.run(scenario())


def test_metrics_and_probe_tell_it(scaled: Settings, database: Database) -> None:
    async def scenario() -> None:
        async with leading(scaled, database) as (_, opened):
            await opened.defer([Job("read", "site a", ["u"])])

    asyncio.run(scenario())
    with database.write() as conn:
        meta.put_time(conn, "heartbeat_at", now())
    with asking(scaled, database) as client:
        metrics, probe = client.get("/metrics").text, client.get("/readyz").json()
    assert 'zahlenmonitor_queue_jobs{state="waiting"} 1.0' in metrics
    assert "zahlenmonitor_workers 0.0" in metrics
    assert "zahlenmonitor_queue_oldest_seconds " in metrics
    assert (probe["queue"]["waiting"], probe["queue"]["workers"]) == (1, 0)
    assert probe["advice"] == "start `monitor worker`"


def test_doctor_says_what_to_do() -> None:
    def state(**given: Any) -> tuple[str, str]:
        finding = doctor.queue({"waiting": 0, "oldest": 0.0, "workers": 2} | given)
        return finding.state, finding.advice

    assert doctor.queue(None).state == "ok"
    assert state() == ("ok", "")
    assert state(waiting=3, workers=0) == ("error", "start `monitor worker`")
    assert state(workers=0)[0] == "warn"
    assert state(waiting=3, oldest=400.0)[0] == "warn"


def test_ids_tie_the_lines_of_one_figure(site: Site, scaled: Settings, database: Database) -> None:
    """From the feed over entry, article and claim to the alert and its delivery: each line has the next one's id."""
    site.publish("gefallene", TITLE, KILLED, published=now() - timedelta(minutes=1))
    lines, feed = dict[str, dict[str, Any]](), 1

    def keep(message: Any) -> None:
        lines[message.record["message"]] = dict(message.record["extra"])

    async def scenario() -> None:
        async with working(scaled, database, now()) as tools:
            sink = logger.add(keep, level="INFO")
            await pipeline.one_pass(tools, now(), everything=True)
            logger.remove(sink)

    asyncio.run(scenario())
    with database.read() as conn:
        [article], [alert] = (ask(conn, queries.Filter()) for ask in (queries.articles, queries.alerts))
    read, changed = lines["read article"], lines["figure changed"]
    assert lines["polled feed"]["feed_id"] == read["feed_id"] == feed
    assert read["entries"] == "1"
    assert str(read["article"]) == str(changed["article"]) == article["id"]
    assert str(changed["claim"]) == alert["new"]["claim_id"]
    assert str(changed["alert"]) == lines["delivered"]["alerts"] == alert["id"]

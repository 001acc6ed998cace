"""The first run of a new installation: 25 feeds of 30 entries each bring no flood of alerts, but one summary."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from sqlalchemy import text
from werkzeug import Request, Response

from monitor import pipeline
from monitor.options import AlertSettings, FeedConfig, FetchSettings, Settings
from storage import feeds, queries
from storage.engine import Database
from tests.pipeline.conftest import TOPIC

pytestmark = pytest.mark.no_cover  # a long run over much text: other tests say what is covered

FEEDS, ENTRIES = 25, 30
EVERY = 5
NOW = datetime(2025, 1, 13, 8, tzinfo=UTC)


class Press:
    """25 feeds of 30 articles; every fifth gives figures of its own."""

    def __init__(self, server: HTTPServer) -> None:
        self.server, self.fresh = server, False
        server.expect_request(re.compile(".*")).respond_with_handler(self.answer)

    def answer(self, request: Request) -> Response:
        """``/feed/N`` or ``/N/M``; entry 0 comes once ``fresh`` is set, the others are the first run's."""
        parts = request.path.strip("/").split("/")
        if parts[0] == "feed":
            return Response(self.feed(int(parts[1])), content_type="application/rss+xml")
        if parts[0].isdigit():
            return Response(self.page(int(parts[0]), int(parts[1])), content_type="text/html; charset=utf-8")
        return Response("", 404)

    def feed(self, number: int) -> str:
        items = "".join(
            f"<item><title>Meldung {number}-{entry}</title><link>{self.server.url_for(f'/{number}/{entry}')}</link>"
            f"<pubDate>{format_datetime(NOW + timedelta(hours=1 - entry))}</pubDate></item>"
            for entry in range(0 if self.fresh else 1, ENTRIES + 1)
        )
        return f'<rss version="2.0"><channel><title>Blatt {number}</title>{items}</channel></rss>'

    def page(self, number: int, entry: int) -> str:
        killed, sent = 300 + 40 * number + (entry or 500), 10_000 + 100 * number
        figures = (
            f"<p>Nach Angaben des Instituts {number} sind in der Region Kursk bislang {killed} nordkoreanische Soldaten"
            " getötet worden. Die Angaben lassen sich nicht unabhängig prüfen.</p>"
            f"<p>Pjöngjang habe rund {sent} Soldaten nach Russland entsandt, teilte das Institut {number} mit.</p>"
        )
        quiet = "<p>Die Kämpfe in der Region Kursk dauern an. Beobachter sprechen von einer schwierigen Lage.</p>"
        return (
            f"<html lang=de><head><title>Meldung {number}-{entry}</title></head><body><main><article>"
            f"<h1>Meldung {number}-{entry}</h1>{quiet if entry % EVERY else figures}</article></main></body></html>"
        )


async def one_pass(settings: Settings, database: Database, at: datetime) -> pipeline.Pass:
    async with pipeline.opened(settings, database, lambda: 0.0) as tools:
        await tools.writing(lambda conn: feeds.sync(conn, settings.feeds, at))
        return await pipeline.one_pass(tools, at, everything=True)


def test_no_flood_but_one_summary(httpserver: HTTPServer, tmp_path: Path, one_database: Database) -> None:
    press = Press(httpserver)
    settings = Settings(
        folder=tmp_path,
        data=tmp_path,
        fetch=FetchSettings(per_host_gap=timedelta(0), per_host_concurrency=8, allow_private_networks=True),
        alerts=AlertSettings(first_run="quiet"),
        feeds=tuple(FeedConfig(f"blatt{n}", httpserver.url_for(f"/feed/{n}"), f"Blatt {n}") for n in range(FEEDS)),
        topics=(TOPIC,),
    )
    first = asyncio.run(one_pass(settings, one_database, NOW))
    assert (first.polled.new, first.read.read) == (FEEDS * ENTRIES, FEEDS * ENTRIES)
    assert first.compared.changes > FEEDS  # there is something that could flood
    assert (first.compared.alerts, first.delivered) == (0, 1)
    press.fresh = True
    second = asyncio.run(one_pass(settings, one_database, NOW + timedelta(hours=2)))
    with one_database.read() as connection:
        alerts = queries.alerts(connection, queries.Filter())
        summaries = connection.execute(text("SELECT title FROM alerts WHERE kind = 'summary'")).scalars().all()
    assert len(summaries) == 1
    assert second.polled.new == FEEDS
    assert len(alerts) > 0

"""The pipeline under test: a real site on loopback, a real database of each kind, a clock of the test's own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from monitor import pipeline
from monitor.model import AlertPolicy, Claimant, Metric, Terms, Topic
from monitor.options import AlertSettings, FeedConfig, FetchSettings, ScheduleSettings, Settings
from monitor.pipeline import Tools
from storage import feeds
from storage.engine import Database
from tests.pipeline.site import Site

TOPIC = Topic(
    key="ukraine",
    title="Krieg in der Ukraine",
    relevance=Terms(any=("Nordkorea*", "nordkoreanisch*", "Ukraine", "Kursk")),
    metrics=(
        Metric(
            "nk_killed",
            "Getötete Nordkoreaner",
            "total",
            "killed",
            "north_korea",
            "person",
            plausible=(1, 50000),
            alert=AlertPolicy(min_change=0.03),
        ),
        Metric(
            "nk_deployed",
            "Nordkoreaner in Russland",
            "strength",
            "deployed",
            "north_korea",
            "person",
            plausible=(100, 200000),
        ),
    ),
    claimants=(
        Claimant("Südkoreanischer Geheimdienst", ("NIS", "Südkoreas Geheimdienst")),
        Claimant("Pentagon", ("US-Verteidigungsministerium",)),
    ),
)


@pytest.fixture
def site(httpserver: HTTPServer) -> Site:
    """An empty news site."""
    return Site(httpserver)


@pytest.fixture
def settings(tmp_path: Path, site: Site, database: Database) -> Settings:
    """Settings with the site as the one feed, alerts from the first figure, no gaps."""
    return Settings(
        folder=tmp_path,
        data=tmp_path,
        fetch=FetchSettings(per_host_gap=timedelta(0), allow_private_networks=True, timeout=timedelta(seconds=5)),
        schedule=ScheduleSettings(
            min_interval=timedelta(minutes=1), recheck=(timedelta(minutes=15), timedelta(hours=1))
        ),
        alerts=AlertSettings(first_run="send"),
        feeds=(FeedConfig("testblatt", site.feed_url, "Testblatt"),),
        topics=(TOPIC,),
    )


@asynccontextmanager
async def working(settings: Settings, database: Database, now: datetime) -> AsyncIterator[Tools]:
    """The tools of one run, with the feeds of the settings in the database."""
    async with pipeline.opened(settings, database, lambda: 0.0) as tools:
        await tools.writing(lambda conn: feeds.sync(conn, settings.feeds, now))
        yield tools

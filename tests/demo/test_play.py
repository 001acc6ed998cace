"""The invented week through the real pipeline: exactly the alerts that its pieces announce, when they are due."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor import pipeline, settings
from monitor.demo import week
from monitor.demo.site import Newsstand
from monitor.options import AlertSettings, FeedConfig, Settings
from storage import feeds, migrations, queries
from storage.engine import Database, open_database

SHIPPED = Path(__file__).resolve().parents[2] / "config"
WEEK = week.load()
ANNOUNCED = [change for piece in WEEK.pieces for change in piece.changes]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The database after the week."""
    folder = tmp_path_factory.mktemp("week")
    with Newsstand() as stand:
        given = _settings(folder, stand)
        database = open_database(given.database.url)
        migrations.prepare(database)
        asyncio.run(_play(given, database, stand))
    yield database
    database.close()


def _settings(folder: Path, stand: Newsstand) -> Settings:
    given = settings.load(SHIPPED, data=folder, environ={})
    papers = tuple(FeedConfig(name, url, publisher, trust=trust) for name, url, publisher, trust in stand.feeds())
    fetch = replace(given.fetch, per_host_gap=timedelta(0), allow_private_networks=True)
    return replace(given, feeds=papers, fetch=fetch, alerts=AlertSettings(first_run="send", channels=()))


async def _play(given: Settings, database: Database, stand: Newsstand) -> None:
    async with pipeline.opened(given, database, lambda: 0.0) as tools:
        for at in WEEK.passes:
            stand.advance(at)
            await tools.writing(lambda connection, now=at: feeds.sync(connection, given.feeds, now))  # type: ignore[misc]
            await pipeline.one_pass(tools, at, everything=True)


def test_each_alert_is_made_by_the_first_pass_that_could_see_it(played: Database) -> None:
    with played.read() as connection:
        rows = queries.alerts(connection, queries.Filter())
    made = Counter((f"{row['kind']} {row['metric']}", datetime.fromisoformat(row["created_at"])) for row in rows)
    due = Counter(
        (change, next(at for at in WEEK.passes if at >= piece.due))
        for piece in WEEK.pieces
        for change in piece.changes
        if not change.startswith("confirmed")
    )
    assert made == due


def test_a_confirmation_is_kept_and_not_sent(played: Database) -> None:
    with played.read() as connection:
        changes = queries.changes(connection, queries.Filter())
        alerts = queries.alerts(connection, queries.Filter())
    confirmed = {row["metric"] for row in changes if row["kind"] == "confirmed"}
    assert {change.split()[1] for change in ANNOUNCED if change.startswith("confirmed")} <= confirmed
    assert not [row for row in alerts if row["kind"] == "confirmed"]

"""A publisher whose redesign breaks the reader is told by name, with an example, until its pages are well again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from monitor.model import Harvest
from monitor.options import Settings
from storage import harvests
from storage.engine import Database
from tests.pipeline.site import Site
from tests.pipeline.test_way import FILLER, MINUTE, NOW, ask, one_pass

PAGES = 12


def weeks_before(database: Database, day: date) -> None:
    with database.write() as conn:
        for ago in range(5, 25):
            for _ in range(3):
                before = day - timedelta(days=ago)
                harvests.add(conn, "Testblatt", before, "alt.example", Harvest(1, 1, 1, 1), "https://alt.example/")


def drifts(database: Database) -> list[dict[str, Any]]:
    return [alert for alert in ask(database, "health") if alert["kind"] == "drift"]


def publish(site: Site, name: str) -> None:
    for number in range(PAGES):
        site.publish(f"{name}{number}", f"Nachricht {number}", f"{number} {FILLER} " * 3, published=NOW - MINUTE)


def test_a_redesign_is_told_and_closed(site: Site, settings: Settings, database: Database) -> None:
    weeks_before(database, NOW.date())
    publish(site, "kaputt")
    site.walled = True
    one_pass(settings, database)
    (alert,) = drifts(database)
    assert (alert["kind"], alert["subject"], alert["open"]) == ("drift", "Testblatt", True)
    assert f"only 0 of {PAGES} pages gave a body (usually 100%)" in alert["message"]
    assert site.url("kaputt").removesuffix(".html") in alert["message"]

    site.walled = False
    site.pages.clear()
    publish(site, "neu")
    one_pass(settings, database, NOW + timedelta(days=4))
    (alert,) = drifts(database)
    assert not alert["open"]


def test_old_days_are_forgotten(database: Database) -> None:
    weeks_before(database, NOW.date())
    with database.write() as conn:
        assert harvests.prune(conn, NOW.date() - timedelta(days=14)) == 10
        assert len(harvests.of_publisher(conn, "Testblatt", NOW.date() - timedelta(days=90))) == 10

"""What is noticed about feeds and told: entries that were missed, silence, walls; what is kept for looking at."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from monitor import pipeline
from monitor.options import Settings
from monitor.pipeline.read import Done
from storage import feeds, health, queries, unparsed
from storage.engine import Database
from tests.pipeline.conftest import working
from tests.pipeline.site import Site
from tests.pipeline.test_poll import MINUTE, NOW, open_alerts, polled, states

HOUR = timedelta(hours=1)


def publish(site: Site, first: int, last: int) -> None:
    """Show these entries and no others."""
    site.pages.clear()
    for number in range(first, last + 1):
        site.publish(f"m{number}", f"Meldung {number}", "Text.", published=NOW + number * MINUTE)


def messages(database: Database, kind: str) -> list[str]:
    with database.read() as conn:
        return [alert.message for alert in health.listing(conn, only_open=True) if alert.kind == kind]


def test_entries_that_came_and_went_unseen_are_told(site: Site, settings: Settings, database: Database) -> None:
    publish(site, 1, 5)
    polled(settings, database)
    publish(site, 9, 13)  # 6 to 8 were there between two polls
    polled(settings, database, NOW + HOUR)
    assert messages(database, "missed") == [
        "testblatt: all 5 entries are new since 2025-01-13 08:00 UTC; others may have come and gone unseen"
    ]
    assert states(database)["testblatt"].interval == timedelta(minutes=7.5)
    publish(site, 10, 14)  # an overlap: it is over
    polled(settings, database, NOW + 2 * HOUR)
    assert open_alerts(database) == []


def test_a_feed_that_falls_silent_is_told(site: Site, settings: Settings, database: Database) -> None:
    for hour in range(6):
        publish(site, 1, 5 + hour)
        polled(settings, database, NOW + hour * HOUR)
    later = NOW + timedelta(days=3)
    polled(settings, database, later)

    async def listen() -> int:
        async with working(settings, database, later) as tools:
            return await pipeline.listen(tools, later)

    assert asyncio.run(listen()) == 1
    (told,) = messages(database, "silent")
    assert told.startswith("testblatt has had nothing new since 2025-01-13 13:00 UTC")
    publish(site, 1, 12)
    polled(settings, database, later + HOUR)
    assert open_alerts(database) == []


def test_what_can_not_be_parsed_is_kept(
    settings: Settings, database: Database, httpserver: HTTPServer, site: Site
) -> None:
    publish(site, 1, 2)
    polled(settings, database)
    page = b"<html><body>Bitte anmelden</body></html>" + bytes(600_000)
    httpserver.clear()
    httpserver.expect_request("/robots.txt").respond_with_data("", 404)
    httpserver.expect_request("/feed.xml").respond_with_data(page, content_type="text/html")
    polled(settings, database, NOW + HOUR)
    with database.read() as conn:
        (state,) = feeds.active(conn)
        kept = unparsed.find(conn, state.id)
        assert kept
        assert (kept.body, kept.size, kept.content_type) == (page[: unparsed.LONGEST], len(page), "text/html")
        assert "HTML page instead of a feed" in kept.error
        shown = queries.feed(conn, "testblatt")
    assert shown
    assert (shown["unparsed"]["size"], shown["last_polls"][0]["status"]) == (len(page), 200)
    assert [poll["outcome"] for poll in shown["last_polls"]] == ["error", "new"]


def test_a_bot_wall_is_reported_at_once(
    settings: Settings, database: Database, httpserver: HTTPServer, site: Site
) -> None:
    wall = Response("<html><title>Just a moment...</title></html>", 403, headers={"CF-Mitigated": "challenge"})
    httpserver.clear()
    httpserver.expect_request("/robots.txt").respond_with_data("", 404)
    httpserver.expect_request("/feed.xml").respond_with_response(wall)
    polled(settings, database)
    (told,) = messages(database, "wall")
    assert "behind a bot wall (Cloudflare)" in told
    assert states(database)["testblatt"].next_check_at == NOW + HOUR
    httpserver.clear()
    httpserver.expect_request("/robots.txt").respond_with_data("", 404)
    httpserver.expect_request("/feed.xml").respond_with_data(site.feed(), content_type="application/rss+xml")
    polled(settings, database, NOW + HOUR)
    assert open_alerts(database) == []


CHALLENGE = "<html><title>Just a moment...</title><script>window._cf_chl_opt = {}</script></html>"
WALLS = (
    pytest.param(Response(CHALLENGE, 403, headers={"CF-Mitigated": "challenge"}, mimetype="text/html"), id="refused"),
    pytest.param(Response(CHALLENGE, 200, mimetype="text/html"), id="as a success"),
)


@pytest.mark.parametrize("wall", WALLS)
def test_a_bot_wall_before_an_article_is_told_and_never_stored(
    settings: Settings, database: Database, httpserver: HTTPServer, site: Site, wall: Response
) -> None:
    text = "In Kursk sind nach Angaben des Pentagons rund 300 nordkoreanische Soldaten getötet worden. " * 3
    site.publish("a", "Hunderte Nordkoreaner in Kursk gefallen", text, published=NOW - MINUTE)
    httpserver.expect_oneshot_request("/artikel/a.html").respond_with_response(wall)

    def after(now: datetime) -> tuple[Done, list[dict[str, object]]]:
        async def one_pass() -> Done:
            async with working(settings, database, now) as tools:
                return (await pipeline.one_pass(tools, now, everything=True)).read

        done = asyncio.run(one_pass())
        with database.read() as conn:
            return done, queries.articles(conn, queries.Filter())

    done, stored = after(NOW)
    assert (done.read, done.failed, stored) == (0, 1, [])
    (told,) = messages(database, "wall")
    assert "behind a bot wall (Cloudflare)" in told
    assert site.url("a") in told
    done, stored = after(NOW + HOUR)  # the wall is gone: the entry was not given up
    assert (done.read, len(stored)) == (1, 1)
    assert open_alerts(database) == []


def test_an_article_with_watched_figures_is_read_again_sooner(
    site: Site, settings: Settings, database: Database
) -> None:
    killed = (
        "Nach Angaben des südkoreanischen Geheimdienstes sind in der Region Kursk bislang rund 300 nordkoreanische "
        "Soldaten getötet worden. Die Einheiten rückten über offenes Gelände vor, hieß es in dem Bericht."
    )
    other = "Der Stadtrat von Kursk hat am Montag lange über den Haushalt gesprochen und nichts beschlossen. " * 3
    site.publish("gefallene", "Seoul: Hunderte Nordkoreaner in Kursk gefallen", killed, published=NOW - MINUTE)
    site.publish("rat", "Der Rat von Kursk tagt", other, published=NOW - MINUTE)

    async def one_pass(now: datetime) -> None:
        async with working(settings, database, now) as tools:
            await pipeline.one_pass(tools, now, everything=True)

    def due() -> dict[str, timedelta]:
        with database.read() as conn:
            rows = queries.articles(conn, queries.Filter())
        times = {row["url"].rpartition("/")[2]: row["next_recheck_at"] for row in rows}
        return {name: datetime.fromisoformat(time).astimezone(UTC) - NOW for name, time in times.items()}

    asyncio.run(one_pass(NOW))
    assert due() == {"gefallene.html": timedelta(minutes=7.5), "rat.html": timedelta(minutes=15)}
    asyncio.run(one_pass(NOW + timedelta(minutes=20)))
    assert due() == {"gefallene.html": timedelta(minutes=30), "rat.html": HOUR}

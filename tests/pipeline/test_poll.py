"""Asking feeds: what a move, a fault or an outage of our own leaves behind."""

from __future__ import annotations

import asyncio
import socket
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from monitor.feeds import parse
from monitor.options import FeedConfig, Settings
from monitor.pipeline import asking
from monitor.pipeline.forced import ask_soon
from monitor.pipeline.poll import Polled, poll
from storage import feeds, health
from storage.engine import Database
from storage.values import FeedState, PollRecord
from tests.pipeline.conftest import working
from tests.pipeline.site import Site

NOW = datetime(2025, 1, 13, 8, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
FEED = '<rss version="2.0"><channel><title>Testblatt</title></channel></rss>'


def polled(settings: Settings, database: Database, at: datetime = NOW, *, everything: bool = True) -> Polled:
    """One round."""

    async def run() -> Polled:
        async with working(settings, database, at) as tools:
            return await poll(tools, at, everything=everything)

    return asyncio.run(run())


def states(database: Database) -> dict[str, FeedState]:
    with database.read() as conn:
        return {state.name: state for state in feeds.active(conn)}


def open_alerts(database: Database) -> list[str]:
    with database.read() as conn:
        return [alert.kind for alert in health.listing(conn, only_open=True)]


def save(database: Database, name: str, **fields: Any) -> None:
    """Put a feed into a state."""
    state = replace(states(database)[name], **fields)
    with database.write() as conn:
        feeds.save_poll(conn, state, PollRecord(NOW - MINUTE, "unchanged"))


class Mover:
    """A server whose /old has moved to ``target``; it keeps the headers with which each path was asked."""

    def __init__(self, server: HTTPServer, target: str):
        self.target, self.asked = target, list[tuple[str, str | None, str | None]]()
        self.target_answer = Response(FEED, content_type="application/rss+xml")
        server.clear()
        server.expect_request("/robots.txt").respond_with_data("", 404)
        server.expect_request("/old").respond_with_handler(self.old)
        server.expect_request("/new").respond_with_handler(self.new)

    def old(self, request: Request) -> Response:
        self._note(request)
        return Response(status=301, headers={"Location": self.target})

    def new(self, request: Request) -> Response:
        self._note(request)
        return self.target_answer

    def _note(self, request: Request) -> None:
        self.asked.append((request.path, request.headers.get("X-Key"), request.headers.get("Cookie")))


def moving(settings: Settings, httpserver: HTTPServer) -> Settings:
    own = FeedConfig(
        "mover", httpserver.url_for("/old"), "Testblatt", headers={"X-Key": "secret"}, cookies={"pass": "secret"}
    )
    return replace(settings, feeds=(own,))


@pytest.mark.parametrize(
    ("host", "sent"),
    [
        pytest.param("127.0.0.1", (None, None), id="another host"),
        pytest.param("localhost", ("secret", "pass=secret"), id="the settings' own host"),
    ],
)
def test_a_feeds_own_headers_stay_with_its_host(
    settings: Settings, database: Database, httpserver: HTTPServer, host: str, sent: tuple[str | None, str | None]
) -> None:
    mover = Mover(httpserver, f"http://{host}:{httpserver.port}/new")
    given = moving(settings, httpserver)
    for minutes in range(3):
        polled(given, database, NOW + minutes * MINUTE)
    assert [path for path, _, _ in mover.asked] == ["/old", "/new", "/old", "/new", "/new"]
    assert mover.asked[-1][1:] == sent


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(Response("gone", 410), id="it is gone there"),
        pytest.param(Response("<html><body>parked</body></html>", content_type="text/html"), id="no feed there"),
    ],
)
def test_a_move_that_leads_nowhere_is_forgotten(
    settings: Settings, database: Database, httpserver: HTTPServer, answer: Response
) -> None:
    mover = Mover(httpserver, httpserver.url_for("/new"))
    given = moving(settings, httpserver)
    polled(given, database)
    polled(given, database, NOW + MINUTE)
    mover.target_answer = answer
    mover.asked.clear()
    polled(given, database, NOW + 2 * MINUTE)
    (state,) = states(database).values()
    assert (state.moved_to, state.moved_times, state.failures) == (None, 0, 1)
    assert state.next_check_at <= NOW + timedelta(hours=1)
    polled(given, database, NOW + timedelta(hours=1), everything=False)
    assert [path for path, _, _ in mover.asked] == ["/new", "/old", "/new"]


def test_an_unforeseen_fault_at_one_feed_stops_no_other(
    site: Site, settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(data: bytes, url: str, **given: Any) -> Any:
        if "bad" in url:
            raise ZeroDivisionError("inside a library")
        return whole(data, url, **given)

    whole = parse
    monkeypatch.setattr(asking, "parse", breaks)
    bad = FeedConfig("bad", site.feed_url + "?bad", "Testblatt")
    done = polled(replace(settings, feeds=(bad, *settings.feeds)), database)
    assert (done.feeds, done.failed, done.outage) == (2, 1, False)
    found = states(database)
    assert found["testblatt"].last_error is None
    assert found["bad"].failures == 1
    assert "fault of the monitor's own" in (found["bad"].last_error or "")
    assert "library" not in (found["bad"].last_error or "")


@pytest.mark.parametrize("fails", [False, True], ids=["answers", "fails"])
def test_a_feed_is_next_asked_within_its_hours(
    site: Site, settings: Settings, database: Database, *, fails: bool
) -> None:
    """NOW is nine in the morning in Berlin: the schedule's hours have ended, the other feed's own go on."""
    morning, (feed,) = (time(5), time(9)), settings.feeds
    address = site.feed_url + ".missing" if fails else site.feed_url
    closed, open_ = (
        replace(feed, url=address),
        replace(feed, name="spät", url=address + "?1", hours=(time(9), time(23))),
    )
    given = replace(settings, feeds=(closed, open_), schedule=replace(settings.schedule, hours=morning))
    polled(given, database)
    found = states(database)
    assert found[feed.name].next_check_at == datetime(2025, 1, 14, 4, tzinfo=UTC)
    assert found["spät"].next_check_at < NOW + timedelta(hours=7)


@pytest.mark.parametrize(
    ("seconds", "wait"),
    [pytest.param(3600, 0, id="long after its last poll"), pytest.param(20, 40, id="soon after it")],
)
def test_a_feed_that_a_person_wants_asked_is_due(
    site: Site, settings: Settings, database: Database, seconds: int, wait: int
) -> None:
    polled(settings, database)
    (state,) = states(database).values()
    save(database, state.name, next_check_at=NOW + timedelta(days=1))
    last = NOW - MINUTE  # the poll that ``save`` notes
    wanted = last + timedelta(seconds=seconds)
    with database.write() as conn:
        assert ask_soon(conn, state.id, wanted) == wanted + timedelta(seconds=wait)
        assert ask_soon(conn, state.id + 1, wanted) is None
    assert states(database)[state.name].next_check_at == wanted + timedelta(seconds=wait)


def dead(host: str) -> str:
    """An address at which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://{host}:{probe.getsockname()[1]}/feed.xml"


def test_rounds_of_one_feed_each_are_one_outage(site: Site, settings: Settings, database: Database) -> None:
    one, two = FeedConfig("one", dead("127.0.0.1"), "Eins"), FeedConfig("two", dead("localhost"), "Zwei")
    three = replace(settings, feeds=(one, two, *settings.feeds))
    polled(three, database, NOW - timedelta(hours=1))  # testblatt answers
    later = NOW + timedelta(days=1)
    due = {"one": NOW, "two": NOW + 5 * MINUTE, "testblatt": later}
    for name, moment in due.items():
        save(database, name, next_check_at=moment, last_error=None, last_status=200, failures=0)
    first = polled(three, database, NOW, everything=False)
    assert (first.feeds, first.failed, first.outage) == (1, 1, False)  # one host alone may be down
    second = polled(three, database, NOW + 5 * MINUTE, everything=False)
    assert (second.feeds, second.failed, second.outage) == (1, 1, True)
    assert states(database)["two"].failures == 0
    assert open_alerts(database) == ["outage"]
    save(database, "testblatt", next_check_at=NOW + 5.5 * MINUTE)
    good = polled(three, database, NOW + 5.5 * MINUTE, everything=False)
    assert (good.feeds, good.failed, good.outage) == (1, 0, False)
    assert open_alerts(database) == []

"""A hub and the running daemon: everything that WebSub asks for, over HTTP on loopback, by the daemon's own jobs."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from urllib.parse import parse_qsl

import httpx
import pytest
from pytest_httpserver import HTTPServer
from sqlalchemy import select
from werkzeug import Request, Response

from monitor import daemon, jobs
from monitor.feeds import websub
from monitor.options import DatabaseSettings, FeedConfig, ScheduleSettings, Settings, WebSettings
from storage import feeds, schema, subscriptions
from storage.engine import Database
from storage.values import Subscription
from tests.conftest import ONE
from tests.pipeline.test_pushes import document

LEASE = 2  # seconds; renewed after three quarters
OWN = timedelta(seconds=1)  # between two polls; four of it while pushes come
PATIENCE = 60.0  # seconds that a loaded machine gets for each step


@pytest.fixture(params=[ONE])
def database(one_database: Database) -> Database:
    """One kind of database is enough: the other's part is in ``test_pushes``."""
    return one_database


@dataclass
class Hub:
    """A site with a feed, and its hub, which asks back as soon as it is asked."""

    server: HTTPServer
    callback: str
    slugs: tuple[str, ...] = tuple(f"a{number}" for number in range(30))
    subscribed: list[dict[str, str]] = field(default_factory=list)
    left: list[dict[str, str]] = field(default_factory=list)
    polls: int = 0

    def __post_init__(self) -> None:
        self.server.clear()
        self.server.expect_request("/robots.txt").respond_with_data("", 404)
        self.server.expect_request("/feed.xml").respond_with_handler(self._feed)
        self.server.expect_request("/hub", method="POST").respond_with_handler(self._asked)

    def push(self, slug: str, *, secret: str | None = None) -> int:
        """Push one entry to whoever subscribed last; the status of the answer."""
        form, body = self.subscribed[-1], document(slug)
        signature = {"X-Hub-Signature": websub.sign(body, "sha256", secret or form["hub.secret"])}
        return httpx.post(form["hub.callback"], content=body, headers=signature, trust_env=False).status_code

    def _feed(self, request: Request) -> Response:
        self.polls += 1
        links = f'<{self.server.url_for("/hub")}>; rel="hub", <{self.server.url_for("/feed.xml")}>; rel="self"'
        return Response(document(*self.slugs), content_type="application/rss+xml", headers={"Link": links})

    def _asked(self, request: Request) -> Response:
        form = dict(parse_qsl(request.get_data(as_text=True)))
        query = {"hub.mode": form["hub.mode"], "hub.topic": form["hub.topic"], "hub.challenge": "wort"}
        answer = httpx.get(form["hub.callback"], params=query | {"hub.lease_seconds": str(LEASE)}, trust_env=False)
        if (answer.status_code, answer.text) == (200, "wort"):
            (self.left if form["hub.mode"] == "unsubscribe" else self.subscribed).append(form)
        return Response("", 202)


@pytest.fixture
def hub(httpserver: HTTPServer) -> Hub:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return Hub(httpserver, f"http://127.0.0.1:{free.getsockname()[1]}/websub")


Live = Callable[..., None]


@dataclass
class Life:
    """A daemon's life, seen from its database by somebody else."""

    hub: Hub
    database: Database

    async def until(self, true: Callable[[], object]) -> None:
        """Wait for something to become true."""
        async with asyncio.timeout(PATIENCE):
            while not await asyncio.to_thread(true):
                await asyncio.sleep(0.05)

    def subscription(self) -> Subscription | None:
        with self.database.read() as conn:
            return next(iter(subscriptions.of_feeds(conn, [feed.id for feed in feeds.listing(conn)]).values()), None)

    def stored(self) -> set[str]:
        with self.database.read() as conn:
            return set(conn.execute(select(schema.entries.c.key)).scalars())

    def has_gap(self) -> bool:
        known = self.subscription()
        return bool(known and known.last_gap_at)


@pytest.fixture
def live(settings: Settings, hub: Hub, database: Database, monkeypatch: pytest.MonkeyPatch) -> Live:
    """Runs the daemon with the hub's feed, or with none, for as long as an act takes."""
    for job in ("poll", "subscribe"):
        monkeypatch.setitem(jobs.EVERY, job, 0.2)
    port = int(hub.callback.rpartition(":")[2].partition("/")[0])
    given = replace(
        settings,
        database=DatabaseSettings(database.url.render_as_string(hide_password=False)),
        fetch=replace(settings.fetch, websub_callback=hub.callback, websub_port=port),
        schedule=ScheduleSettings(interval=OWN, min_interval=OWN),
        web=WebSettings(enabled=False),
        feeds=(FeedConfig("bote", hub.server.url_for("/feed.xml"), "Bote"),),
    )

    def run(act: Callable[[Life], Awaitable[None]], *, configured: bool = True) -> None:
        async def whole() -> None:
            stop = asyncio.Event()
            task = asyncio.create_task(daemon.run(given if configured else replace(given, feeds=()), stop=stop))
            try:
                await act(Life(hub, database))
            finally:
                stop.set()
                await task

        asyncio.run(whole())

    return run


def test_a_hub_pushes_to_a_running_daemon_falls_silent_and_is_left(live: Live, hub: Hub) -> None:
    async def act(life: Life) -> None:
        await life.until(lambda: hub.subscribed)
        await life.until(lambda: (known := life.subscription()) and known.state == "active")
        assert await asyncio.to_thread(hub.push, "eil") == 202
        assert await asyncio.to_thread(hub.push, "falsch", secret="geraten") == 202
        assert "eil" in life.stored()
        await life.until(lambda: len(hub.subscribed) > 1)  # the lease is renewed in time
        assert hub.subscribed[0] == hub.subscribed[1]
        assert await asyncio.to_thread(hub.push, "eil2") == 202
        hub.slugs = ("verschwiegen", *hub.slugs)  # from here on the hub tells nothing
        await life.until(lambda: "verschwiegen" in life.stored())
        assert life.has_gap()
        assert "falsch" not in life.stored()

    async def without_the_feed(life: Life) -> None:
        await life.until(lambda: hub.left)

    live(act)
    live(without_the_feed, configured=False)
    assert hub.left[0]["hub.callback"] == hub.subscribed[0]["hub.callback"]

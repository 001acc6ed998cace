"""WebSub: a feed that names a hub, a hub that asks back, pushes and falls silent, all over HTTP on loopback."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from monitor import callback, pipeline
from monitor.feeds import websub
from monitor.options import FeedConfig, Settings
from monitor.pipeline import Tools
from monitor.serving import serving
from storage import entries, feeds, subscriptions
from storage.engine import Database
from storage.values import FeedState, PollRecord, Subscription
from tests.conftest import EACH, ONE
from tests.pipeline.conftest import working

MINUTE = timedelta(minutes=1)
OWN = timedelta(minutes=15)


def now() -> datetime:
    """The callback goes by the real clock, so the polls here do too."""
    return datetime.now(UTC)


def document(*slugs: str, links: str = "") -> bytes:
    items = "".join(
        f"<item><title>{slug}</title><link>https://bote.example/{slug}</link><guid>{slug}</guid></item>"
        for slug in slugs
    )
    atom = 'xmlns:atom="http://www.w3.org/2005/Atom"'
    return f'<rss version="2.0" {atom}><channel><title>Bote</title>{links}{items}</channel></rss>'.encode()


@dataclass
class Publisher:
    """A site with one feed, and its hub."""

    server: HTTPServer
    slugs: tuple[str, ...] = tuple(f"a{number}" for number in range(30))
    path: str = "/hub"
    hub_status: int = 202
    in_header: bool = True
    asked: list[dict[str, str]] | None = None

    def __post_init__(self) -> None:
        self.asked = []
        self.server.clear()
        self.server.expect_request("/robots.txt").respond_with_data("", 404)
        self.server.expect_request("/feed.xml").respond_with_handler(self._feed)
        self.server.expect_request(re.compile("/hub.*"), method="POST").respond_with_handler(self._hub)

    @property
    def form(self) -> dict[str, str]:
        """What the hub was asked last."""
        assert self.asked
        return self.asked[-1]

    def _feed(self, request: Request) -> Response:
        hub, own = self.server.url_for(self.path), self.server.url_for("/feed.xml?hub")
        header = {"Link": f'<{hub}>; rel="hub", <{own}>; rel="self"'} if self.in_header else {}
        links = "" if self.in_header else f'<atom:link rel="hub" href="{hub}"/><atom:link rel="self" href="{own}"/>'
        return Response(document(*self.slugs, links=links), content_type="application/rss+xml", headers=header)

    def _hub(self, request: Request) -> Response:
        assert self.asked is not None
        self.asked.append(dict(parse_qsl(request.get_data(as_text=True))))
        return Response("", self.hub_status)


@dataclass
class Scene:
    """The program at work: its tools, its callback's port, the publisher, and a client as hubs have one."""

    tools: Tools
    port: int
    publisher: Publisher
    client: httpx.AsyncClient

    async def poll(self, at: datetime | None = None) -> None:
        await pipeline.poll(self.tools, at or now(), everything=True)

    async def subscribed(self, lease: str = "3600") -> None:
        """Poll, ask the hub, let it ask back."""
        await self.poll()
        assert await pipeline.subscribe(self.tools, now()) == 1
        challenge = {"hub.mode": "subscribe", "hub.challenge": "rate mal", "hub.lease_seconds": lease}
        answer = await self.verify(challenge | {"hub.topic": self.publisher.form["hub.topic"]})
        assert (answer.status_code, answer.text) == (200, "rate mal")

    async def verify(self, query: dict[str, str]) -> httpx.Response:
        return await self.client.get(self.address(), params=query)

    async def push(self, body: bytes, method: str = "sha256", secret: str | None = None) -> int:
        signature = websub.sign(body, method, secret or self.publisher.form["hub.secret"])
        answer = await self.client.post(self.address(), content=body, headers={"X-Hub-Signature": signature})
        return answer.status_code

    async def left(self) -> None:
        """The hub is asked to push no more, asks back, and does not hear of it again."""
        form = self.publisher.form
        assert await pipeline.subscribe(self.tools, now()) >= 1
        assert self.publisher.asked
        (farewell,) = [sent for sent in self.publisher.asked if sent["hub.mode"] == "unsubscribe"]
        assert {key: farewell[key] for key in ("hub.topic", "hub.callback")} == {
            key: form[key] for key in ("hub.topic", "hub.callback")
        }
        challenge = {"hub.mode": "unsubscribe", "hub.challenge": "leb wohl", "hub.topic": form["hub.topic"]}
        address = self.address(farewell["hub.callback"].rpartition("/")[2])
        assert (await self.client.get(address, params=challenge | {"hub.topic": "x:"})).status_code == 404
        answer = await self.client.get(address, params=challenge)
        assert (answer.status_code, answer.text) == (200, "leb wohl")
        assert (await self.client.get(address, params=challenge)).status_code == 404
        assert (await self.client.post(address, content=b"x")).status_code == 410

    def address(self, token: str | None = None) -> str:
        token = token or self.publisher.form["hub.callback"].rpartition("/")[2]
        return f"http://127.0.0.1:{self.port}/websub/{token}"

    async def feed(self) -> FeedState:
        return (await self.tools.reading(feeds.active))[0]

    async def is_polled_as_before(self, last: datetime) -> bool:
        feed = await self.feed()
        assert feed.interval
        return abs(feed.next_check_at - last - feed.interval) < timedelta(seconds=1) and feed.interval < 4 * OWN

    async def subscription(self) -> Subscription | None:
        feed = await self.feed()
        return (await self.tools.reading(lambda conn: subscriptions.of_feeds(conn, [feed.id]))).get(feed.id)

    async def polls(self) -> list[PollRecord]:
        feed = await self.feed()
        return await self.tools.reading(lambda conn: feeds.polls(conn, feed.id))

    async def stored(self) -> set[str]:
        waiting = await self.tools.reading(lambda conn: entries.pending(conn, now() + OWN))
        return {entry.key for entry in waiting}


Play = Callable[[Callable[[Scene], Awaitable[None]]], None]


@pytest.fixture
def publisher(httpserver: HTTPServer) -> Publisher:
    return Publisher(httpserver)


@pytest.fixture
def play(settings: Settings, database: Database, publisher: Publisher) -> Play:
    """Runs a scene with everything around it."""
    own = FeedConfig("bote", publisher.server.url_for("/feed.xml"), "Bote")
    fetch = replace(settings.fetch, websub_callback="https://monitor.example/websub/", max_bytes=100_000)
    given = replace(settings, feeds=(own,), fetch=fetch)

    @asynccontextmanager
    async def scene() -> AsyncIterator[Scene]:
        async with (
            working(given, database, now()) as tools,
            serving(callback.application(tools), "127.0.0.1", 0, "test") as port,
            httpx.AsyncClient(trust_env=False) as client,
        ):
            assert port
            yield Scene(tools, port, publisher, client)

    def run(act: Callable[[Scene], Awaitable[None]]) -> None:
        async def whole() -> None:
            async with scene() as made:
                await act(made)

        asyncio.run(whole())

    return run


both = pytest.mark.parametrize("database", EACH, indirect=True)


@pytest.fixture(params=[ONE])
def database(request: pytest.FixtureRequest) -> Database:
    """One kind of database is enough, but where a test asks for both."""
    opened: Database = request.getfixturevalue(f"{request.param}_database")
    return opened


@both
@pytest.mark.parametrize("in_header", [pytest.param(True, id="Link header"), pytest.param(False, id="<link>")])
def test_a_hub_is_asked_for_what_it_was_named_for(play: Play, publisher: Publisher, *, in_header: bool) -> None:
    publisher.in_header = in_header

    async def act(scene: Scene) -> None:
        await scene.subscribed()
        form = publisher.form
        assert (form["hub.mode"], form["hub.topic"]) == ("subscribe", publisher.server.url_for("/feed.xml?hub"))
        assert form["hub.callback"].startswith("https://monitor.example/websub/")
        assert len(form["hub.secret"]) > 30
        known = await scene.subscription()
        assert known
        assert (known.state, known.failures) == ("active", 0)
        assert known.leased_until
        assert timedelta(minutes=59) < known.leased_until - now() <= timedelta(hours=1)
        assert known.next_at < known.leased_until  # it is renewed before it ends
        assert await pipeline.subscribe(scene.tools, now()) == 0
        assert await pipeline.subscribe(scene.tools, known.next_at) == 1
        assert publisher.asked
        assert publisher.asked[0] == publisher.asked[1]

    play(act)


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_a_signed_push_is_taken_like_a_poll(play: Play, method: str) -> None:
    async def act(scene: Scene) -> None:
        await scene.subscribed()
        assert await scene.push(document("eil"), method) == 202
        assert "eil" in await scene.stored()
        last = (await scene.polls())[0]
        assert (last.outcome, last.entries, last.new) == ("pushed", 1, 1)
        assert (await scene.feed()).last_new_at == last.at

    play(act)


@both
def test_a_push_that_nobody_signed_is_dropped(play: Play) -> None:
    async def act(scene: Scene) -> None:
        await scene.subscribed()
        assert await scene.push(document("falsch"), secret="geraten") == 202
        unsigned = await scene.client.post(scene.address(), content=document("falsch"))
        odd = await scene.client.post(scene.address(), content=b"x", headers=[(b"X-Hub-Signature", b"sha256=\xfc")])
        assert (unsigned.status_code, odd.status_code) == (202, 202)
        assert "falsch" not in await scene.stored()
        assert (await scene.polls())[0].outcome == "new"

    play(act)


def test_the_callback_knows_only_what_was_asked_for(play: Play) -> None:
    async def act(scene: Scene) -> None:
        await scene.subscribed()
        challenge = {"hub.mode": "subscribe", "hub.challenge": "x", "hub.topic": "https://anders.example/"}
        assert (await scene.verify(challenge)).status_code == 404
        assert (await scene.verify({})).status_code == 404
        assert (await scene.verify(challenge | {"hub.mode": "unsubscribe"})).status_code == 404
        other = scene.address("unbekannt")
        assert (await scene.client.get(other, params=challenge)).status_code == 404
        assert (await scene.client.post(other, content=b"x")).status_code == 410
        assert await scene.push(bytes(200_000)) == 413
        assert (await scene.client.get(f"http://127.0.0.1:{scene.port}/")).status_code == 404

    play(act)


@both
def test_polls_rest_while_pushes_come_and_return_when_they_stop(play: Play, publisher: Publisher) -> None:
    async def act(scene: Scene) -> None:
        await scene.subscribed(lease="864000")
        await scene.push(document("eil"))
        feed = await scene.feed()
        assert feed.last_poll_at
        assert feed.next_check_at - feed.last_poll_at == 4 * OWN
        later = now() + timedelta(hours=1)
        await scene.poll(later)  # nothing that was not told: polls go on resting
        assert (await scene.feed()).next_check_at == later + 4 * OWN
        publisher.slugs = ("verschwiegen", *publisher.slugs)
        later += timedelta(hours=1)
        await scene.poll(later)  # the hub has not told this one: its pushes are not relied on
        assert await scene.is_polled_as_before(later)
        later += timedelta(hours=1)
        await scene.poll(later)
        assert await scene.is_polled_as_before(later)

    play(act)


def test_a_lease_that_ended_lets_polls_return(play: Play) -> None:
    async def act(scene: Scene) -> None:
        await scene.subscribed(lease="60")
        await scene.push(document("eil"))
        later = now() + timedelta(hours=1)
        await scene.poll(later)
        assert await scene.is_polled_as_before(later)

    play(act)


def test_a_push_without_a_feed_in_it_has_the_feed_polled(play: Play) -> None:
    async def act(scene: Scene) -> None:
        await scene.subscribed()
        assert (await scene.feed()).next_check_at > now()
        assert await scene.push(b"") == 202
        assert (await scene.feed()).next_check_at <= now()

    play(act)


def test_a_hub_that_refuses_is_asked_again_later_and_later(play: Play, publisher: Publisher) -> None:
    publisher.hub_status = 500

    async def act(scene: Scene) -> None:
        await scene.poll()
        waits = []
        at = now()
        for _ in range(3):
            assert await pipeline.subscribe(scene.tools, at) == 1
            known = await scene.subscription()
            assert known
            assert (known.state, "status 500" in (known.error or "")) == ("failed", True)
            waits.append(known.next_at - at)
            at = known.next_at
        assert waits == [OWN, 2 * OWN, 4 * OWN]

    play(act)


def test_a_hub_that_denies_is_left_for_some_hours(play: Play, publisher: Publisher) -> None:
    async def act(scene: Scene) -> None:
        await scene.poll()
        await pipeline.subscribe(scene.tools, now())
        denial = {"hub.mode": "denied", "hub.topic": publisher.form["hub.topic"], "hub.reason": "kein Vertrag"}
        assert (await scene.verify(denial)).status_code == 200
        known = await scene.subscription()
        assert known
        assert (known.state, known.error, known.next_at > now() + timedelta(hours=3)) == (
            "denied",
            "kein Vertrag",
            True,
        )

    play(act)


def test_a_feed_that_names_no_hub_any_more_is_not_pushed_to(play: Play, publisher: Publisher) -> None:
    async def act(scene: Scene) -> None:
        await scene.subscribed()
        publisher.in_header, publisher.slugs = True, ("neu", *publisher.slugs)
        publisher.server.clear_all_handlers()
        publisher.server.expect_request("/feed.xml").respond_with_data(document("neu"), content_type="text/xml")
        await scene.poll()
        assert await scene.subscription() is None
        assert await scene.push(document("eil")) == 410

    play(act)


@both
def test_a_hub_is_left_when_the_feed_names_another(play: Play, publisher: Publisher) -> None:
    async def act(scene: Scene) -> None:
        await scene.subscribed()
        publisher.path, publisher.slugs = "/hub2", ("neu", *publisher.slugs)
        await scene.poll()
        known = await scene.subscription()
        assert known
        assert (known.hub, known.state) == (publisher.server.url_for("/hub2"), "asked")
        await scene.left()
        assert (await scene.subscription()) is not None

    play(act)


@both
def test_a_hub_is_left_when_its_feed_is_removed(play: Play) -> None:
    async def act(scene: Scene) -> None:
        await scene.subscribed()
        await scene.tools.writing(lambda conn: feeds.sync(conn, (), now()))
        await scene.left()

    play(act)


def test_a_hub_that_lets_nobody_go_is_left_to_its_lease(play: Play, publisher: Publisher) -> None:
    async def act(scene: Scene) -> None:
        await scene.subscribed()
        publisher.hub_status = 500
        await scene.tools.writing(lambda conn: feeds.sync(conn, (), now()))
        asked = [await pipeline.subscribe(scene.tools, now() + day * timedelta(days=2)) for day in range(7)]
        assert asked == [1, 1, 1, 1, 1, 0, 0]

    play(act)


def test_no_hub_is_asked_without_a_callback(settings: Settings, one_database: Database, publisher: Publisher) -> None:
    own = FeedConfig("bote", publisher.server.url_for("/feed.xml"), "Bote")

    async def act() -> None:
        async with working(replace(settings, feeds=(own,)), one_database, now()) as tools:
            await pipeline.poll(tools, now(), everything=True)
            assert await pipeline.subscribe(tools, now() + timedelta(days=1)) == 0
        assert publisher.asked == []

    asyncio.run(act())


def _any(**given: Any) -> dict[str, Any]:
    return {"hub": None, "topic": None, **given}


OFFERS = (
    # the Link header, what the document says, what is offered
    ('<https://hub.example/>; rel="hub"', _any(), ("https://hub.example/", "https://bote.example/feed")),
    ('</hub>; rel=hub, </f>; rel="self"', _any(), ("https://bote.example/hub", "https://bote.example/f")),
    ('<https://h.example/a,b>; rel="x hub"; title="a, b"', _any(), ("https://h.example/a,b", "https://bote.example/feed")),
    ("", _any(hub="https://hub.example/", topic="https://bote.example/f"), ("https://hub.example/", "https://bote.example/f")),
    ('<https://eins.example/>; rel="hub"', _any(hub="https://zwei.example/"), ("https://eins.example/", "https://bote.example/feed")),
    ('<mailto:a@bote.example>; rel="hub"', _any(), None),
    ('<https://bote.example/>; rel="next"', _any(), None),
    ("<<<>>>;;;rel=hub", _any(), None),
)  # fmt: skip


@pytest.mark.parametrize(("header", "said", "offered"), OFFERS)
def test_what_a_feed_offers(header: str, said: dict[str, Any], offered: tuple[str, str] | None) -> None:
    found = websub.offer({"link": header} if header else {}, "https://bote.example/feed", **said)
    assert (found and (found.hub, found.topic)) == offered

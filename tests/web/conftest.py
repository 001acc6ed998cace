"""The dashboard under test: a small record in a real database, asked in this process or by a real browser."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date

import httpx
import pytest
from sqlalchemy import Connection
from starlette.types import ASGIApp

from monitor.model import Change, Claimant, Metric, Point, Topic, Verdict
from monitor.options import FeedConfig, Settings, WebSettings
from monitor.serving import serving
from monitor.web import create_app
from storage import alerts, articles, changes, claims, feeds, health, migrations, points, stories
from storage.engine import Database, open_database
from storage.values import AlertRecord, Route
from tests.storage.make import DAY, HOUR, NOW, article, claim, quantity, statement, text_of

TOKEN = "nur-fuer-die-redaktion-42"
METRICS = (
    Metric("nk_killed", "Getötete Nordkoreaner", "total", "killed", "north_korea", "person"),
    Metric("nk_deployed", "Nordkoreaner in Russland", "strength", "deployed", "north_korea", "person"),
    Metric("strike_killed", "Tote bei Angriffen", "incident", "killed", None, "person"),
    Metric("aid_germany", "Deutsche Hilfe", "package", "aid", "germany", "EUR"),
)
TOPIC = Topic("krieg", "Krieg", metrics=METRICS, claimants=(Claimant("NIS"), Claimant("Pentagon")))
FEED = FeedConfig("Nordkurier", "https://nordkurier.example/feed", "Nordkurier")
Said = tuple[str, str, float, float | None, str]

# Claimant, quote, low, high, bound; one a day.
SAID: tuple[Said, ...] = (
    ("NIS", "Bisher starben rund 3.000 Soldaten.", 3000, 3000, "about"),
    ("Pentagon", "Es starben mehrere hundert Soldaten.", 200, 999, "vague"),
    ("NIS", "Inzwischen starben mindestens 4.000 Soldaten.", 4000, None, "at_least"),
    ("Pentagon", "Es starben 800 Soldaten.", 800, 800, "exact"),
)


def fill(conn: Connection, said: tuple[Said, ...] = SAID) -> None:
    """Articles with a figure, change, alert and delivery each, in two versions; a copy; trouble with a feed."""
    feeds.sync(conn, [FEED], NOW)
    before = None
    for day, (claimant, quote, low, high, bound) in enumerate(said):
        at = NOW + day * DAY
        article_id = article(conn, f"a{day}", title=f"Schwere Verluste {day}", seen_at=at, published=at - HOUR)
        body = f"Schwere Verluste {day}\n{quote}"
        version = articles.add_version(conn, article_id, text_of(body, at + HOUR, published=at - HOUR)) or 1
        start = len(f"Schwere Verluste {day}\n")
        stated = quantity(low, high=high, bound=bound, quote=quote, start=start, end=start + 6, text=quote[:6])
        row = claim(article_id, version=version, said=stated, claimant=claimant, first_seen_at=at + HOUR)
        [claim_id] = claims.add(conn, [row])
        told = statement(claim_id, article_id, low, claimant=claimant, as_of=date(2025, 1, 12 + day), version=version)
        new = replace(told, high=high, bound=bound, quote=quote, published_at=at - HOUR)  # type: ignore[arg-type]  # SAID's words
        kind = "raised" if before else "first"
        points.add(conn, Point(new, kind), at)  # type: ignore[arg-type]  # one of the kinds
        change = Change(kind, "krieg", "nk_killed", claimant, before, new, at, None, "nothing known yet")  # type: ignore[arg-type]  # the same
        change_id = changes.add(conn, change, Verdict("send", "the policy lets it out"), at)
        record = AlertRecord(f"Getötete Nordkoreaner: {quote}", quote, change_id=change_id, topic="krieg")
        alerts.add(conn, record, (Route("log", f"article:{article_id}"),), at)
        before = new
    _copy(conn)
    health.add(conn, "feed", "Nordkurier", "antwortet nicht", NOW)


def _copy(conn: Connection) -> None:
    """The first article's report in a second paper."""
    story = stories.create(conn, 1, "dpa", "dpa", NOW)
    stories.join(conn, article(conn, "kopie", publisher="Südpost", title="Dieselbe Meldung"), story)


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """A real server on loopback in a thread of its own; its address."""
    loop, ready, stop = asyncio.new_event_loop(), threading.Event(), asyncio.Event()
    ports: list[int | None] = []

    async def run() -> None:
        async with serving(app, "127.0.0.1", 0, "test") as port:
            ports.append(port)
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),))
    thread.start()
    assert ready.wait(20)
    try:
        yield f"http://127.0.0.1:{ports[0]}"
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()


@pytest.fixture(scope="session")
def kept(new_url: Callable[[], str]) -> Iterator[Database]:
    """A database with a few days' figures, for all tests that only look."""
    yield from _filled(new_url())


def _filled(url: str) -> Iterator[Database]:
    with closing(open_database(url)) as database:
        migrations.prepare(database)
        with database.write() as conn:
            fill(conn)
        yield database


@pytest.fixture
def filled(new_url: Callable[[], str]) -> Iterator[Database]:
    """Another of the same, to change."""
    yield from _filled(new_url())


@pytest.fixture(scope="session")
def given(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings with the topic and one feed."""
    folder = tmp_path_factory.mktemp("settings")
    return Settings(folder=folder, data=folder, topics=(TOPIC,), feeds=(FEED,))


@contextmanager
def asking(settings: Settings, database: Database, **headers: str) -> Iterator[httpx.Client]:
    """Asks a dashboard of its own, on the fifth day."""
    app = create_app(settings, database, clock=lambda: NOW + 5 * DAY)
    with served(app) as address, httpx.Client(base_url=address, headers=headers, verify=False) as client:  # noqa: S501 - no TLS here
        yield client


@pytest.fixture(scope="session")
def client(given: Settings, kept: Database) -> Iterator[httpx.Client]:
    """Asks the dashboard by this machine's name."""
    with asking(given, kept) as asked:
        yield asked


@pytest.fixture(scope="session")
def behind_token(given: Settings, kept: Database) -> Iterator[httpx.Client]:
    """The same behind a token, by another name."""
    web = WebSettings(host="0.0.0.0", token=TOKEN)
    with asking(replace(given, web=web), kept, Host="redaktion.example") as asked:
        yield asked


@pytest.fixture
def guarded(behind_token: httpx.Client) -> httpx.Client:
    """The same, without a session."""
    behind_token.cookies.clear()
    return behind_token

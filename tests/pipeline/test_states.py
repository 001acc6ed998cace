"""Any sequence of articles, edits, repeats, verdicts and crashes: each alert has its change, each change its evidence,
and nothing is told twice. The database is real, articles are written as the reader writes them; pages are left out.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import Connection, select

from monitor import pipeline
from monitor.claims.lexicon import load as load_language
from monitor.fetch import Response
from monitor.model import Article, Trust, Zone
from monitor.names import Resolver
from monitor.options import AlertSettings, FeedConfig, Settings
from monitor.pipeline.agenda import Target
from monitor.pipeline.keeping import store
from monitor.pipeline.texts import prepare
from monitor.pipeline.tools import Tools
from storage import articles, feeds, migrations, queries, schema
from storage import verdicts as stored_verdicts
from storage.engine import Database, open_database
from storage.values import HumanVerdict
from tests.pipeline.conftest import TOPIC

START = datetime(2025, 1, 13, 8, tzinfo=UTC)
SAYS = "Nach Angaben {source} sind in der Region Kursk {word} {number} nordkoreanische Soldaten getötet worden."
SOURCES = ("des südkoreanischen Geheimdienstes", "des Pentagons", "eines Anwohners")
LANGUAGE = load_language(None)


class CrashedError(Exception):
    """The process ended before a transaction was committed."""


class Pressroom(RuleBasedStateMachine):
    """Papers print, edit and repeat; passes compare and deliver; processes die."""

    new_url: Callable[[], str]

    @initialize()
    def begin(self) -> None:
        """An empty database with two feeds, of normal and of low trust."""
        self.folder = Path(tempfile.mkdtemp())
        self.database: Database = open_database(Pressroom.new_url())
        migrations.prepare(self.database)
        sources = tuple(FeedConfig(n, f"https://{n}.example/feed", n, trust=t) for n, t in _PAPERS)
        told = AlertSettings(first_run="send")
        given = Settings(self.folder, self.folder, alerts=told, feeds=sources, topics=(TOPIC,))
        self.sent: list[str] = []
        nothing: Any = None  # no page is fetched or read here
        self.tools = Tools(
            settings=given,
            database=self.database,
            fetcher=nothing,
            reader=nothing,
            language=LANGUAGE,
            channels={"log": _Listener(self.sent)},
            resolvers={TOPIC.key: Resolver(TOPIC.claimants)},
            feeds={},
            jitter=lambda: 0.0,
            workers=nothing,
            polls=nothing,
            bodies=nothing,
            pages=nothing,
        )
        with self.database.write() as conn:
            feeds.sync(conn, given.feeds, START)
        self.now, self.texts = START, dict[int, tuple[str, ...]]()

    def teardown(self) -> None:
        """Nothing stays."""
        self.database.close()
        shutil.rmtree(self.folder)

    @rule(number=st.integers(1, 3), source=st.sampled_from(SOURCES), figure=st.sampled_from([300, 305, 450, 900]))
    def print(self, number: int, source: str, figure: int) -> None:
        """An article, or another text behind the address of one."""
        self._store(number, (SAYS.format(source=source, word="bislang rund", number=figure),))

    @rule(number=st.integers(1, 3))
    def cut(self, number: int) -> None:
        """An article loses its figures."""
        if number in self.texts:
            self._store(number, ("In der Region Kursk kämpfen nordkoreanische Soldaten, teilte das Ministerium mit.",))

    @rule(number=st.integers(1, 3), copy=st.integers(4, 5))
    def repeat(self, number: int, copy: int) -> None:
        """Another paper prints the same text."""
        if number in self.texts:
            self._store(copy, self.texts[number])

    @rule(crash=st.booleans())
    def compare(self, crash: bool) -> None:
        """A pass compares what waits, or dies before it is written."""
        self.now += timedelta(hours=1)
        self._run(pipeline.compare(self._dying() if crash else self.tools, self.now))

    @rule(crash=st.booleans())
    def deliver(self, crash: bool) -> None:
        """Messages go out; a process that dies has sent them and not noted it."""
        self._run(pipeline.deliver(self._dying(after_sending=True) if crash else self.tools, self.now))

    @rule(pick=st.integers(0, 5))
    def call_wrong(self, pick: int) -> None:
        """Somebody marks a figure's claim wrong."""
        with self.database.write() as conn:
            ids = list(conn.execute(select(schema.points.c.claim_id).order_by(schema.points.c.id)).scalars())
            if ids:
                claim_id = ids[pick % len(ids)]
                metrics = tuple(stored_verdicts.metrics_of(conn, claim_id))
                made = HumanVerdict("wrong", "x", "y", self.now, claim_id=claim_id, metrics=metrics)
                stored_verdicts.add(conn, made)
        self._run(pipeline.settle(self.tools, self.now))

    @invariant()
    def nothing_is_told_without_a_change_nor_a_change_without_evidence(self) -> None:
        """Checked on the rows as they lie."""
        with self.database.read() as conn:
            told, moved = queries.alerts(conn, queries.Filter()), _changes(conn)
            versions = [version for article_id in _articles(conn) for version in articles.versions(conn, article_id)]
        texts = {(version.article_id, version.number): version.record.text for version in versions}
        by_id = Counter(row.change_id for row in self._alerts() if row.change_id)
        assert max(by_id.values(), default=1) == 1
        assert set(by_id) <= {row.id for row in moved}
        for alert in told:
            sides = [side for side in (alert["old"], alert["new"]) if side]
            assert sides
            for side in sides:
                assert side["quote"] in texts[int(side["article_id"]), side["version"]]
        pairs = Counter((row.metric, row.kind, row.old_claim_id, row.new_claim_id) for row in moved)
        assert max(pairs.values(), default=1) == 1

    @invariant()
    def a_repeat_of_a_message_has_the_same_key(self) -> None:
        """What a channel saw is what the messages are."""
        with self.database.read() as conn:
            known = set(conn.execute(select(schema.messages.c.key)).scalars())
        assert set(self.sent) <= known

    def _alerts(self) -> Any:
        with self.database.read() as conn:
            return conn.execute(select(schema.alerts)).all()

    def _store(self, number: int, paragraphs: tuple[str, ...]) -> None:
        self.now += timedelta(minutes=5)
        self.texts[number] = paragraphs
        paper = _PAPERS[number % len(_PAPERS)][0]
        url = f"https://{paper}.example/{number}"
        title = "Nordkoreanische Soldaten in Kursk"
        zones = (Zone("headline", title), *(Zone("paragraph", text) for text in paragraphs))
        page = Article(url, title, "\n".join(paragraphs), zones=zones, published=self.now, publisher=paper)
        with self.database.write() as conn:
            feed = next(one for one in feeds.listing(conn) if one.name == paper)
            target = Target(url, feed, article=articles.find(conn, url))
            prepared = prepare(page, (TOPIC,), LANGUAGE)
            store(conn, self.tools, target, prepared, _response(url), self.now)

    def _dying(self, *, after_sending: bool = False) -> Tools:
        return replace(self.tools, database=_Dying(self.database, survives=int(after_sending)))  # type: ignore[arg-type]

    def _run(self, step: Any) -> None:
        with suppress(CrashedError):
            asyncio.run(step)


_PAPERS: tuple[tuple[str, Trust], ...] = (("tagblatt", "normal"), ("kurier", "high"), ("schreihals", "low"))


class _Listener:
    """A channel that keeps the keys of what it was sent."""

    def __init__(self, keys: list[str]) -> None:
        self.keys = keys
        self.name = "log"

    def send(self, message: Any) -> None:
        self.keys.append(message.key)


class _Dying:
    """A database whose process ends just before a commit; ``survives`` so many writes."""

    def __init__(self, real: Database, survives: int) -> None:
        self.real, self.left = real, survives

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def write(self, *, lasting: bool = False) -> Any:
        """A transaction that is undone by the end of the process, once the survived ones are over."""

        @contextmanager
        def dying() -> Any:
            with self.real.write(lasting=lasting) as conn:
                yield conn
                self.left -= 1
                if self.left < 0:
                    raise CrashedError

        return dying()


def _changes(conn: Connection) -> Any:
    return conn.execute(select(schema.changes)).all()


def _articles(conn: Connection) -> list[int]:
    return list(conn.execute(select(schema.articles.c.id)).scalars())


def _response(url: str) -> Response:
    return Response(url=url, status=200, headers={}, body=b"", content_type="text/html")


@pytest.fixture(autouse=True, scope="module")
def databases(new_url: Callable[[], str]) -> None:
    """Each example's is of the kind that the run is for."""
    Pressroom.new_url = staticmethod(new_url)


TestPressroom = Pressroom.TestCase
TestPressroom.settings = settings(
    max_examples=10, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)

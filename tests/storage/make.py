"""Invented rows for the tests of storage: a feed, articles with versions, claims, and what follows from them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from monitor.model import Change, ChangeKind, Claim, Point, Statement, Verdict
from monitor.options import FeedConfig
from storage import alerts, articles, changes, claims, feeds, points
from storage.values import AlertRecord, ArticleRecord, ClaimRecord, FeedState, Route, VersionRecord, ZoneSpan

NOW = datetime(2025, 1, 13, 6, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SENTENCE = "Bisher starben 3.000 Soldaten."

# Statement fields that only a published article has, in every test the same.
_BASE: dict[str, Any] = {
    "topic": "krieg",
    "bound": "exact",
    "unit": "person",
    "per": None,
    "trust": "normal",
    "origin": 1,
    "quote": SENTENCE,
    "text": "3.000",
}


def config(name: str = "Nordkurier", **fields: Any) -> FeedConfig:
    """A feed as the settings name it."""
    return FeedConfig(name, f"https://{name.lower()}.example/feed", name, **fields)


def feed(conn: Connection, name: str = "Nordkurier") -> FeedState:
    """A configured feed, due now."""
    known = [config(state.name) for state in feeds.active(conn) if state.name != name]
    feeds.sync(conn, [*known, config(name)], NOW)
    return next(state for state in feeds.active(conn) if state.name == name)


def record(slug: str = "verluste", **fields: Any) -> ArticleRecord:
    """What a page says."""
    given: dict[str, Any] = {"publisher": "Nordkurier", "title": "Schwere Verluste", "published": NOW - HOUR} | fields
    return ArticleRecord(url=f"https://nordkurier.example/{slug}", **given)


def text_of(text: str = f"Schwere Verluste\n{SENTENCE}", seen_at: datetime = NOW, **fields: Any) -> VersionRecord:
    """A state of a page's text, headline first."""
    title = text.partition("\n")[0]
    zones = (ZoneSpan("headline", 0, len(title)), ZoneSpan("paragraph", len(title) + 1, len(text), seen_at))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return VersionRecord(title, text, digest, zones, seen_at, "1", **({"published": NOW - HOUR} | fields))


def article(conn: Connection, slug: str = "verluste", *, seen_at: datetime = NOW, **fields: Any) -> int:
    """A stored article with its first version; its id."""
    said = record(slug, **fields)
    article_id = articles.save(conn, said, seen_at)
    articles.add_version(
        conn, article_id, text_of(f"{said.title}\n{SENTENCE}", seen_at=seen_at, published=said.published)
    )
    return article_id


def quantity(low: float | None = 3000, **fields: Any) -> Claim:
    """A claim as a text gives it."""
    given: dict[str, Any] = {
        "start": 32,
        "end": 37,
        "text": "3.000",
        "low": low,
        "high": low,
        "bound": "exact",
        "unit": "person",
        "per": None,
        "counted": "Soldaten",
        "event": "killed",
        "party": "north_korea",
        "attribution": "Generalstab",
        "quote": SENTENCE,
    }
    return Claim(**given | fields)


def claim(article_id: int, *, version: int = 1, said: Claim | None = None, **fields: Any) -> ClaimRecord:
    """A claim of an article's version, of the metric that all tests follow."""
    given: dict[str, Any] = {"topic": "krieg", "metric": "nk_killed", "claimant": "Ukrainischer Generalstab"}
    given |= {"zone": "paragraph", "first_seen_at": NOW} | fields
    return ClaimRecord(said or quantity(), article_id, version, **given)


def statement(claim_id: int, article_id: int, low: float = 3000, **fields: Any) -> Statement:
    """A claim that met the metric."""
    given: dict[str, Any] = _BASE | {
        "metric": "nk_killed",
        "claimant": "Ukrainischer Generalstab",
        "as_of": date(2025, 1, 12),
        "published_at": NOW - HOUR,
        "version": 1,
        "publisher": "Nordkurier",
        "url": "https://nordkurier.example/verluste",
    }
    return Statement(claim_id=claim_id, article_id=article_id, low=low, high=low, **given | fields)


@dataclass(frozen=True)
class Told:
    """A statement that went the whole way, with the ids of its rows."""

    statement: Statement
    claim_id: int
    point_id: int
    change_id: int
    alert_id: int


def told(
    conn: Connection,
    slug: str = "verluste",
    *,
    low: float = 3000,
    kind: ChangeKind = "first",
    old: Statement | None = None,
    at: datetime = NOW,
    routes: tuple[Route, ...] = (),
    said: Claim | None = None,
    **fields: Any,
) -> Told:
    """A new article whose one claim is a change with an alert, written at ``at``."""
    article_id = article(conn, slug, seen_at=at)
    row = claim(article_id, said=said or quantity(low), first_seen_at=at)
    known = {name: fields[name] for name in ("metric", "claimant") if name in fields}
    [claim_id] = claims.add(conn, [replace(row, **known)])
    new = statement(claim_id, article_id, low, **fields)
    point_id = points.add(conn, Point(new, kind), at)
    change = Change(kind, new.topic, new.metric, new.claimant, old, new, at, new.scope, "nothing known yet")
    change_id = changes.add(conn, change, Verdict("send", "on"), at)
    assert change_id is not None
    body = (said or quantity(low)).quote
    alert_id = alerts.add(conn, AlertRecord(f"{kind}: {low}", body, change_id=change_id, topic="krieg"), routes, at)
    assert alert_id is not None
    return Told(new, claim_id, point_id, change_id, alert_id)

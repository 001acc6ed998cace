"""Articles, their versions, the other addresses that lead to them, and when they are read again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, and_, bindparam, exists, func, insert, select, union, update

from monitor.model import Relevance
from storage import schema, sql
from storage.schema import articles
from storage.schema import versions as version_rows
from storage.sql import AnyRow, Query
from storage.values import ArticleRecord, StoredArticle, Version, VersionRecord, ZoneSpan

CHUNK = 500  # ids in one statement; SQLite takes 32,766 values

_aliases, _topics = schema.aliases, schema.article_topics
_BY_ID = select(articles).where(articles.c.id == bindparam("of"))
_BY_URL = select(articles).where(articles.c.url == bindparam("of"))
_ALIAS = select(_aliases.c.article_id).where(_aliases.c.url == bindparam("of"))
_BY_ALIAS = select(articles).where(articles.c.id == _ALIAS.scalar_subquery())
_ADD = sql.either(lambda insert: insert(articles).on_conflict_do_nothing().returning(articles.c.id))
_CHANGE = update(articles).where(articles.c.id == bindparam("of"))
_CHANGE_AT = update(articles).where(articles.c.url == bindparam("of")).returning(articles.c.id)
_ADD_ALIAS = sql.either(
    lambda insert: (new := insert(_aliases)).on_conflict_do_update(
        index_elements=["url"], set_={"article_id": new.excluded.article_id}
    )
)
_JUDGE = sql.either(
    lambda insert: (new := insert(_topics)).on_conflict_do_update(
        index_elements=["article_id", "topic"],
        set_={name: new.excluded[name] for name in ("relevant", "score", "terms")},
    )
)
_TOPICAL = _CHANGE.values(topical=exists().where(_topics.c.article_id == articles.c.id, _topics.c.relevant))
_LATEST = (
    select(version_rows)
    .where(version_rows.c.article_id == bindparam("of"))
    .order_by(version_rows.c.number.desc())
    .limit(1)
)
_ADD_VERSION = insert(version_rows).inline()

# ---------------------------------------------------------------- articles


def find(conn: Connection, url_or_id: str | int) -> StoredArticle | None:
    """The article with this id (digits), address, or other address."""
    if str(url_or_id).isdecimal():
        return _one(conn, _BY_ID, int(url_or_id))
    return _one(conn, _BY_URL, url_or_id) or _one(conn, _BY_ALIAS, url_or_id)


def add(conn: Connection, article: ArticleRecord, now: datetime) -> int | None:
    """Write an article that is not known by its address yet; its id, or None if it was there already."""
    values = {"dated_at": now} | _values(article) | {"first_seen_at": now, "last_seen_at": now}
    known: int | None = conn.execute(_ADD[conn.dialect.name], values).scalar_one_or_none()
    return known


def save(conn: Connection, article: ArticleRecord, now: datetime) -> int:
    """Write what a page says now, whether or not it is known by its address; its id.

    Of a known one the first feed stays, and a publication time that the page no longer gives.
    """
    added = add(conn, article, now)
    if added is not None:
        return added
    values = _values(article) | {"last_seen_at": now, "of": article.url}
    for kept in ("url", "feed_id"):
        del values[kept]
    known: int = conn.execute(_CHANGE_AT, values).scalar_one()
    return known


def add_alias(conn: Connection, url: str, article_id: int) -> None:
    """Note that another address leads to an article; the latest word on an address counts."""
    conn.execute(_ADD_ALIAS[conn.dialect.name], {"url": url, "article_id": article_id})


def _one(conn: Connection, chosen: Query, of: str | int) -> StoredArticle | None:
    row = conn.execute(chosen, {"of": of}).first()
    return None if row is None else _article(row)


def _article(row: AnyRow) -> StoredArticle:
    kept = {field.name: getattr(row, field.name) for field in fields(StoredArticle) if field.name != "record"}
    return StoredArticle(record=_record(row), **kept)


# ---------------------------------------------------------------- relevance


def set_relevance(conn: Connection, article_id: int, topic: str, relevance: Relevance) -> None:
    """Note whether an article is on a topic, in place of what was noted before."""
    found = {"relevant": relevance.relevant, "score": relevance.score, "terms": list(relevance.terms)}
    conn.execute(_JUDGE[conn.dialect.name], {"article_id": article_id, "topic": topic, **found})
    conn.execute(_TOPICAL, {"of": article_id})


def relevance(conn: Connection, article_id: int) -> dict[str, Relevance]:
    """What was noted of an article, by topic."""
    table = schema.article_topics
    rows = conn.execute(select(table).where(table.c.article_id == article_id).order_by(table.c.topic))
    return {row.topic: Relevance(row.relevant, row.score, tuple(row.terms)) for row in rows}


# ---------------------------------------------------------------- versions


def latest_version(conn: Connection, article_id: int) -> Version | None:
    """The last state of an article's text that was seen."""
    row = conn.execute(_LATEST, {"of": article_id}).first()
    return None if row is None else _version(row)


def version(conn: Connection, article_id: int, number: int) -> Version | None:
    """One state of an article's text."""
    found = _versions(conn, _of_article(article_id).where(version_rows.c.number == number))
    return found[0] if found else None


def versions(conn: Connection, article_id: int) -> list[Version]:
    """All states of an article's text, oldest first."""
    return _versions(conn, _of_article(article_id).order_by(version_rows.c.number))


def add_version(
    conn: Connection, article_id: int, version: VersionRecord, compared_at: datetime | None = None
) -> int | None:
    """Write a state of an article's text; its number, or None if the latest version has the same text.

    With ``compared_at`` it belongs to the pass of that time and doesn't wait to be compared.
    """
    last = latest_version(conn, article_id)
    if last and last.record.text_hash == version.text_hash:
        return None
    number = last.number + 1 if last else 1
    place = {"article_id": article_id, "number": number, "compared_at": compared_at}
    conn.execute(_ADD_VERSION, _version_values(version) | place)
    conn.execute(_CHANGE, {"of": article_id, "version": number})
    return number


def uncompared(conn: Connection) -> list[Version]:
    """The versions whose claims were not compared with the history yet, in the order in which they were seen."""
    return _versions(conn, select(version_rows).where(version_rows.c.compared_at.is_(None)).order_by(version_rows.c.id))


def latest_compared(conn: Connection, since: datetime) -> list[Version]:
    """The latest versions of the articles that were first seen since a time, as far as they have been compared."""
    latest = (version_rows.c.article_id == articles.c.id, version_rows.c.number == articles.c.version)
    wanted = (articles.c.first_seen_at >= since, version_rows.c.compared_at.is_not(None))
    return _versions(
        conn, select(version_rows).join(articles, and_(*latest)).where(*wanted).order_by(version_rows.c.id)
    )


def passes(
    conn: Connection, metrics: Collection[str] | None = None, *, claimless: bool = False
) -> list[tuple[datetime, list[int]]]:
    """The times at which versions were compared, oldest first, with the row ids of those compared together.

    ``metrics``: only of articles that have, or had, a figure of one of these; else of all that have, or had, a claim,
    and, with ``claimless``, of those that never had one.
    """
    chosen = select(version_rows.c.compared_at, version_rows.c.id).where(version_rows.c.compared_at.is_not(None))
    if metrics is None and not claimless:
        chosen = chosen.where(version_rows.c.article_id.in_(select(schema.claims.c.article_id)))
    elif metrics is not None:
        figures = select(schema.points.c.article_id).where(schema.points.c.metric.in_(list(metrics)))
        met = select(schema.claims.c.article_id).where(schema.claims.c.metric.in_(list(metrics)))
        called = select(schema.claims.c.article_id).join(
            schema.verdicts, schema.verdicts.c.claim_id == schema.claims.c.id
        )
        own = select(articles.c.story_id).where(articles.c.id.in_(called))
        copies = select(articles.c.id).where(articles.c.id.in_(called) | articles.c.story_id.in_(own))
        chosen = chosen.where(version_rows.c.article_id.in_(union(figures, met, copies)))
    rows = conn.execute(chosen.order_by(version_rows.c.compared_at, version_rows.c.id))
    return [(at, [row.id for row in same]) for at, same in groupby(rows, key=attrgetter("compared_at"))]


def count_versions(conn: Connection) -> int:
    """How many states of articles' texts are stored."""
    total: int = conn.execute(select(func.count()).select_from(version_rows)).scalar_one()
    return total


def versions_after(conn: Connection, row_id: int, limit: int) -> list[Version]:
    """The next versions behind a row id, in the order in which they were seen."""
    return _versions(
        conn, select(version_rows).where(version_rows.c.id > row_id).order_by(version_rows.c.id).limit(limit)
    )


def by_row(conn: Connection, version_ids: Sequence[int]) -> list[Version]:
    """The versions with these row ids, in the order in which they were seen."""
    found: list[Version] = []
    for start in range(0, len(version_ids), CHUNK):
        chosen = select(version_rows).where(version_rows.c.id.in_(version_ids[start : start + CHUNK]))
        found += _versions(conn, chosen.order_by(version_rows.c.id))
    return found


def mark_compared(conn: Connection, version_ids: Sequence[int], now: datetime) -> None:
    """The claims of these versions (by row id) were compared with the history."""
    for start in range(0, len(version_ids), CHUNK):
        chunk = version_ids[start : start + CHUNK]
        conn.execute(update(version_rows).where(version_rows.c.id.in_(chunk)).values(compared_at=now))


def _of_article(article_id: int) -> Query:
    return select(version_rows).where(version_rows.c.article_id == article_id)


def _versions(conn: Connection, chosen: Query) -> list[Version]:
    return [_version(row) for row in conn.execute(chosen)]


# ---------------------------------------------------------------- rechecks

_BY_RECHECK = (articles.c.next_recheck_at, articles.c.id)


def due_rechecks(
    conn: Connection, now: datetime, limit: int | None = None, urls: Collection[str] | None = None
) -> list[StoredArticle]:
    """The articles that are to be read again by now, those that wait longest first; ``urls``: only these."""
    chosen = select(articles).where(articles.c.next_recheck_at <= now).order_by(*_BY_RECHECK)
    if urls is not None:
        chosen = chosen.where(articles.c.url.in_(list(urls)))
    return [_article(row) for row in conn.execute(chosen.limit(limit))]


def waiting(conn: Connection, now: datetime, limit: int) -> list[str]:
    """The addresses of what ``due_rechecks`` gives."""
    chosen = select(articles.c.url).where(articles.c.next_recheck_at <= now).order_by(*_BY_RECHECK)
    return list(conn.execute(chosen.limit(limit)).scalars())


def bring_forward(conn: Connection, article_id: int, recheck_at: datetime) -> None:
    """Read an article again at this time, if that is sooner than planned; one that is read no more stays so."""
    later = (articles.c.id == article_id, articles.c.next_recheck_at > recheck_at)
    conn.execute(update(articles).where(*later).values(next_recheck_at=recheck_at))


def set_recheck(
    conn: Connection,
    article_id: int,
    next_recheck_at: datetime | None,
    rechecks_done: int,
    *,
    etag: str | None,
    last_modified: str | None,
    now: datetime,
) -> None:
    """Note that an article was read at ``now`` and when it is read again; None is never.

    ``etag`` and ``last_modified`` are what its server said of the page's state.
    """
    values = {
        "next_recheck_at": next_recheck_at,
        "rechecks_done": rechecks_done,
        "etag": etag,
        "last_modified": last_modified,
        "last_seen_at": now,
    }
    conn.execute(_CHANGE, values | {"of": article_id})


# ---------------------------------------------------------------- rows and values


_RENAMED = {"published": "published_at", "modified": "modified_at"}
_SAID = {field.name: _RENAMED.get(field.name, field.name) for field in fields(ArticleRecord)}  # field to column


def _values(article: ArticleRecord) -> dict[str, Any]:
    """What to write; a publication time that the page does not give is left out."""
    values = {column: getattr(article, name) for name, column in _SAID.items()} | {"authors": list(article.authors)}
    published = values.pop("published_at")
    return values | ({"published_at": published, "dated_at": published} if published else {})


def _record(row: AnyRow) -> ArticleRecord:
    values = {name: getattr(row, column) for name, column in _SAID.items()}
    return ArticleRecord(**values | {"authors": tuple(row.authors)})


def _version_values(version: VersionRecord) -> dict[str, Any]:
    return {
        "title": version.title,
        "text": version.text,
        "text_hash": version.text_hash,
        "zones": [[zone.kind, zone.start, zone.end, zone.at and zone.at.isoformat()] for zone in version.zones],
        "seen_at": version.seen_at,
        "rules": version.rules,
        "published_at": version.published,
        "modified_at": version.modified,
    }


def _version(row: AnyRow) -> Version:
    zones = tuple(ZoneSpan(kind, start, end, at and datetime.fromisoformat(at)) for kind, start, end, at in row.zones)
    record = VersionRecord(
        title=row.title,
        text=row.text,
        text_hash=row.text_hash,
        zones=zones,
        seen_at=row.seen_at,
        rules=row.rules,
        published=row.published_at,
        modified=row.modified_at,
    )
    return Version(row.id, row.article_id, row.number, record, row.compared_at)

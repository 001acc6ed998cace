"""Articles, whatever their topic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, and_, func, select

from storage import schema
from storage.queries.shapes import Answer, Times, chunks, holding, ident, named, stamp, within
from storage.schema import claims, versions
from storage.sql import AnyRow
from storage.values import Filter

_article, _topic = schema.articles.c, schema.article_topics.c


def articles(conn: Connection, wanted: Filter) -> list[Answer]:
    """Articles by publisher, topic, text in title or text, and time; one without a date counts from its first sight."""
    version = and_(versions.c.article_id == _article.id, versions.c.number == _article.version)
    query = select(schema.articles, _claims()).select_from(schema.articles.outerjoin(versions, version))
    query = query.where(*named([(_article.publisher, wanted.publisher)]))
    query = query.where(*holding(wanted.text, _article.title, versions.c.text))
    if wanted.topic is not None:
        on_topic = select(_topic.article_id).where(_topic.topic == wanted.topic, _topic.relevant)
        query = query.where(_article.id.in_(on_topic))
    times = Times(_article.dated_at, _article.first_seen_at)
    query = within(query, wanted, times).order_by(_article.id.desc() if wanted.newest_first else _article.id)
    return _answers(conn, conn.execute(query).all())


def _claims() -> ColumnElement[int]:
    """How many claims the latest version has."""
    latest = and_(claims.c.article_id == _article.id, claims.c.version == _article.version)
    return select(func.count()).select_from(claims).where(latest).scalar_subquery().label("claims")


def _answers(conn: Connection, rows: Sequence[AnyRow]) -> list[Answer]:
    topics: dict[int, list[Answer]] = {}
    for ids in chunks(rows):
        topics |= _topics(conn, ids)
    return [_answer(row, topics.get(row.id, [])) for row in rows]


def _topics(conn: Connection, article_ids: Sequence[int]) -> dict[int, list[Answer]]:
    query = select(schema.article_topics).where(_topic.article_id.in_(article_ids), _topic.relevant)
    found: defaultdict[int, list[Answer]] = defaultdict(list)
    for row in conn.execute(query.order_by(_topic.topic)):
        found[row.article_id].append({"topic": row.topic, "score": row.score, "terms": row.terms})
    return found


def _answer(row: AnyRow, topics: list[Answer]) -> Answer:
    return {
        "id": ident(row.id),
        "url": row.url,
        "title": row.title,
        "publisher": row.publisher,
        "authors": row.authors,
        "agency": row.agency,
        "language": row.language,
        "kind": row.kind,
        "paywalled": row.paywalled,
        "truncated": row.truncated,
        "topics": topics,
        "versions": row.version,
        "claims": row.claims,
        "story_id": ident(row.story_id),
        "feed_id": ident(row.feed_id),
        "published_at": stamp(row.published_at),
        "modified_at": stamp(row.modified_at),
        "first_seen_at": stamp(row.first_seen_at),
        "last_seen_at": stamp(row.last_seen_at),
        "next_recheck_at": stamp(row.next_recheck_at),
    }

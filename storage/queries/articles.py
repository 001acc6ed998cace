"""Articles, whatever their topic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, and_, func, not_, select

from storage import schema
from storage.queries.names import is_named
from storage.queries.paging import Order, listed
from storage.queries.search import hits, matching
from storage.queries.shapes import Answer, among_few, chunks, ident, same, stamp, stating
from storage.schema import claims, versions
from storage.sql import AnyRow, Condition
from storage.values import Filter

_article, _topic = schema.articles.c, schema.article_topics.c


ORDER = Order(id=_article.id, published=_article.dated_at, seen=_article.first_seen_at)


def articles(conn: Connection, wanted: Filter) -> list[Answer]:
    """Articles by publisher, story, topic, text, time, and by what one of their claims must be.

    One without a date counts from its first sight. The text is looked for in headline and body of the latest version.
    """
    query = select(schema.articles)
    if wanted.text:
        version = and_(versions.c.article_id == _article.id, versions.c.number == _article.version)
        query = query.join_from(schema.articles, versions, version)
    query = query.where(*is_named(conn, _article.publisher, wanted.publisher))
    query = query.where(*same([(_article.story_id, wanted.story)]), *matching(conn, versions, wanted.text))
    if wanted.topic is not None:
        query = query.where(*_having(conn, _topic.article_id, [_topic.topic == wanted.topic, _topic.relevant]))
    if found := list(_of_claim(conn, wanted)):
        query = query.where(*_having(conn, claims.c.article_id, [not_(claims.c.carried), *found]))
    order = replace(ORDER, hits=hits(conn, versions, wanted.text), hit_of=_latest_version)
    return _answers(conn, listed(conn, query, wanted, order))


def _having(conn: Connection, article_id: ColumnElement[int], asked: Sequence[Condition]) -> Iterator[Condition]:
    """That an article has such a topic or claim: looked up in its articles where few have, else in each that is seen.

    Found first, usual ones would be most of the record; looked for in each article, seldom ones would be. The offset
    keeps PostgreSQL from finding them first all the same.
    """
    few = list(among_few(conn, _article.id, select(article_id).where(*asked), most=_FEW))
    yield from few or [select(article_id).where(article_id == _article.id, *asked).offset(0).exists()]


_FEW = 5_000  # articles: so many are read and sorted in the time in which a page of more is looked for


def _latest_version(article_id: int) -> ColumnElement[int]:
    """The row of an article's latest version."""
    return select(func.max(versions.c.id)).where(versions.c.article_id == article_id).scalar_subquery()


def _of_claim(conn: Connection, wanted: Filter) -> Iterator[Condition]:
    """What one claim of an article must be; it is the first of those that say the same."""
    asked = [(claims.c.metric, wanted.metric), (claims.c.party, wanted.party), (claims.c.event, wanted.event)]
    yield from same(asked)
    yield from is_named(conn, claims.c.claimant, wanted.claimant)
    yield from stating(wanted, claims)


def _answers(conn: Connection, rows: Sequence[AnyRow]) -> list[Answer]:
    topics: dict[int, list[Answer]] = {}
    claims_of: dict[int, int] = {}
    for ids in chunks(rows):
        topics |= _topics(conn, ids)
        claims_of |= _claims(conn, ids)
    return [_answer(row, topics.get(row.id, []), claims_of.get(row.id, 0)) for row in rows]


def _claims(conn: Connection, article_ids: Sequence[int]) -> dict[int, int]:
    """How many claims each article's latest version has, where it has any."""
    latest = and_(claims.c.article_id == _article.id, claims.c.version == _article.version)
    counted = select(_article.id, func.count().label("claims")).join_from(schema.articles, claims, latest)
    rows = conn.execute(counted.where(_article.id.in_(article_ids)).group_by(_article.id))
    return {row.id: row.claims for row in rows}


def _topics(conn: Connection, article_ids: Sequence[int]) -> dict[int, list[Answer]]:
    query = select(schema.article_topics).where(_topic.article_id.in_(article_ids), _topic.relevant)
    found: defaultdict[int, list[Answer]] = defaultdict(list)
    for row in conn.execute(query.order_by(_topic.topic)):
        found[row.article_id].append({"topic": row.topic, "score": row.score, "terms": row.terms})
    return found


def _answer(row: AnyRow, topics: list[Answer], stated: int) -> Answer:
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
        "claims": stated,
        "story_id": ident(row.story_id),
        "feed_id": ident(row.feed_id),
        "published_at": stamp(row.published_at),
        "modified_at": stamp(row.modified_at),
        "first_seen_at": stamp(row.first_seen_at),
        "last_seen_at": stamp(row.last_seen_at),
        "next_recheck_at": stamp(row.next_recheck_at),
    }

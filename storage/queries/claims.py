"""Claims as they were first made: one that stands in a later version too is listed once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection, not_, select

from storage import schema
from storage.queries.names import is_named
from storage.queries.paging import Order, listed
from storage.queries.search import hits, matching
from storage.queries.shapes import Answer, among_few, ident, iso, same, stamp, stating, usual, value
from storage.sql import AnyRow, Condition, Query
from storage.values import Filter

_claim, _article = schema.claims.c, schema.articles.c
ORDER = Order(
    id=_claim.id,
    published=_claim.published_at,
    seen=_claim.first_seen_at,
    as_of=_claim.as_of,
    value=value(schema.claims),
    may_lack=("as_of",),
)


def claims(conn: Connection, wanted: Filter) -> list[Answer]:
    """Claims by topic, metric or none, claimant, party, event, unit, value, publisher, story, hedge, text, and time."""
    around = (_article.url, _article.published_at.label("printed_at"))
    joined = schema.claims.join(schema.articles, _article.id == _claim.article_id)
    query = _filtered(conn, select(schema.claims, *around).select_from(joined), wanted)
    order = replace(ORDER, hits=hits(conn, schema.claims, wanted.text))
    return [_answer(row) for row in listed(conn, query, wanted, order)]


def _filtered(conn: Connection, query: Query, wanted: Filter) -> Query:
    equal = [(_claim.metric, wanted.metric), (_claim.party, wanted.party), (_claim.event, wanted.event)]
    query = query.where(not_(_claim.carried), _claim.retired_at.is_(None), *same(equal))
    query = query.where(*usual(conn, _claim.topic, wanted.topic, wanted))
    query = query.where(*is_named(conn, _claim.claimant, wanted.claimant))
    query = query.where(*is_named(conn, _claim.publisher, wanted.publisher))
    query = query.where(*stating(wanted, schema.claims), *matching(conn, schema.claims, wanted.text))
    query = query.where(*_of_value(conn, wanted), *same([(_article.story_id, wanted.story)]))
    if wanted.hedged is not None:
        query = query.where(_claim.hedge.is_not(None) if wanted.hedged else _claim.hedge.is_(None))
    return query.where(_claim.metric.is_(None)) if wanted.unmatched else query


def _of_value(conn: Connection, wanted: Filter) -> Iterator[Condition]:
    """The claims whose number is within the filter's bounds, by the index of numbers, where they are few.

    Through any other index the whole record would be looked at for them. PostgreSQL, which does not know how many they
    are, is told to take that index by the order.
    """
    if wanted.sort == "value" or wanted.least is wanted.most is None:
        return
    stated = value(schema.claims)
    found = select(_claim.id).where(not_(_claim.carried))
    if wanted.least is not None:
        found = found.where(stated >= wanted.least)
    if wanted.most is not None:
        found = found.where(stated <= wanted.most)
    yield from among_few(conn, _claim.id, found, stated)


def _answer(row: AnyRow) -> Answer:
    return {
        "id": ident(row.id),
        "topic": row.topic,
        "metric": row.metric,
        "claimant": row.claimant,
        "low": row.low,
        "high": row.high,
        "bound": row.bound,
        "unit": row.unit,
        "per": row.per,
        "period": row.period,
        "hedge": row.hedge,
        "counted": row.counted,
        "event": row.event,
        "party": row.party,
        "attribution": row.attribution,
        "place": row.place,
        "as_of": iso(row.as_of),
        "start": row.span_start,
        "end": row.span_end,
        "text": row.text,
        "quote": row.quote,
        "zone": row.zone,
        "implausible": row.implausible,
        "article_id": ident(row.article_id),
        "version": row.version,
        "url": row.url,
        "title": row.title,
        "publisher": row.publisher,
        "published_at": stamp(row.printed_at),
        "first_seen_at": stamp(row.first_seen_at),
    }

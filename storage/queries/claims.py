"""Claims as they were first made: one that stands in a later version too is listed once."""

from __future__ import annotations

from sqlalchemy import Connection, and_, not_, select

from storage import schema
from storage.queries.shapes import Answer, Times, holding, ident, iso, named, same, stamp, within
from storage.schema import versions
from storage.sql import AnyRow, Query
from storage.values import Filter

_claim, _article = schema.claims.c, schema.articles.c


def claims(conn: Connection, wanted: Filter) -> list[Answer]:
    """Claims by topic, metric or none, claimant, party, event, publisher, text in quote or title, and time."""
    version = and_(versions.c.article_id == _claim.article_id, versions.c.number == _claim.version)
    joined = schema.claims.join(schema.articles, _article.id == _claim.article_id).join(versions, version)
    around = (_article.url, _article.publisher, _article.published_at.label("printed_at"), versions.c.title)
    query = _filtered(select(schema.claims, *around).select_from(joined), wanted)
    times = Times(_claim.published_at, _claim.first_seen_at, _claim.as_of)
    order = _claim.id.desc() if wanted.newest_first else _claim.id
    return [_answer(row) for row in conn.execute(within(query, wanted, times).order_by(order))]


def _filtered(query: Query, wanted: Filter) -> Query:
    asked = [(_claim.topic, wanted.topic), (_claim.metric, wanted.metric), (_claim.party, wanted.party)]
    names = named([(_claim.claimant, wanted.claimant), (_article.publisher, wanted.publisher)])
    equal = same([*asked, (_claim.event, wanted.event)])
    query = query.where(not_(_claim.carried), _claim.retired_at.is_(None), *equal, *names)
    query = query.where(*holding(wanted.text, _claim.quote, versions.c.title))
    return query.where(_claim.metric.is_(None)) if wanted.unmatched else query


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

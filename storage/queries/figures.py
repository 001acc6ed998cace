"""Figures: the points of metrics' histories with their evidence."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, and_, select

from storage import schema
from storage.queries.shapes import Answer, Times, end_of, holding, ident, incident, iso, named, same, stamp, within
from storage.schema import versions
from storage.sql import AnyRow, Query
from storage.values import Filter

_point, _claim, _article = schema.points.c, schema.claims.c, schema.articles.c


def figures(conn: Connection, wanted: Filter) -> list[Answer]:
    """Figures by topic, metric, claimant, party, event, publisher, kind of change, text in quote or title, and time."""
    equal = [(_point.topic, wanted.topic), (_point.metric, wanted.metric), (_point.change, wanted.kind)]
    of_claim = [(_claim.party, wanted.party), (_claim.event, wanted.event)]
    names = [(_point.claimant, wanted.claimant), (_article.publisher, wanted.publisher)]
    query = _query().where(*same(equal), *same(of_claim), *named(names))
    query = query.where(*holding(wanted.text, _claim.quote, versions.c.title))
    query = within(query, wanted, Times(_point.published_at, _point.seen_at, _point.as_of))
    rows = conn.execute(query.order_by(_point.id.desc() if wanted.newest_first else _point.id))
    return [_answer(row, row.state) for row in rows]


def history(conn: Connection, metric: str, as_of: date | None = None) -> list[Answer]:
    """A metric's series, oldest first: what was stated, by as-of date, with the fields of ``figures``.

    ``as_of`` gives the series as it was known at the end of that day in Berlin. What only waits for a better outlet
    is not part of it.
    """
    query = _query().where(_point.metric == metric)
    if as_of is not None:
        query = query.where(_point.seen_at < end_of(as_of))
    ordered = query.order_by(_point.as_of, _point.published_at, _point.feed_order, _point.position, _point.id)
    found = ((row, _state(row, as_of)) for row in conn.execute(ordered))
    return [_answer(row, state) for row, state in found if state != "waiting"]


def _state(row: AnyRow, as_of: date | None) -> str:
    """The point's state at the end of a day: what was withdrawn since still held, what holds since still waited."""
    if as_of is None or row.state_at < end_of(as_of):
        return str(row.state)
    return "held" if row.state == "withdrawn" else "waiting"


def _query() -> Query:
    version = and_(versions.c.article_id == _point.article_id, versions.c.number == _point.version)
    joined = (
        schema.points.join(schema.claims, _claim.id == _point.claim_id)
        .join(schema.articles, _article.id == _point.article_id)
        .join(versions, version)
    )
    from_claim = (_claim.text, _claim.quote, _claim.party, _claim.event, _claim.zone)
    return select(schema.points, *from_claim, versions.c.title, _article.url, _article.publisher).select_from(joined)


def _answer(row: AnyRow, state: str) -> Answer:
    return {
        "id": ident(row.id),
        "topic": row.topic,
        "metric": row.metric,
        "claimant": row.claimant,
        "incident": incident(row),
        "low": row.low,
        "high": row.high,
        "bound": row.bound,
        "unit": row.unit,
        "per": row.per,
        "as_of": iso(row.as_of),
        "change": row.change,
        "state": state,
        "event": row.event,
        "party": row.party,
        "text": row.text,
        "quote": row.quote,
        "zone": row.zone,
        "claim_id": ident(row.claim_id),
        "article_id": ident(row.article_id),
        "version": row.version,
        "url": row.url,
        "title": row.title,
        "publisher": row.publisher,
        "trust": row.trust,
        "story_id": ident(row.origin),
        "published_at": stamp(row.published_at),
        "first_seen_at": stamp(row.seen_at),
    }

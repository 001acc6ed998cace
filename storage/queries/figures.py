"""Figures: the points of metrics' histories with their evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, Connection, select

from storage import schema
from storage.queries.names import is_named
from storage.queries.paging import Order, listed
from storage.queries.search import hits, matching
from storage.queries.shapes import Answer, end_of, ident, incident, iso, same, stamp, stating, usual, value
from storage.sql import AnyRow, Query
from storage.values import Filter

_point, _claim, _article = schema.points.c, schema.claims.c, schema.articles.c


ORDER = Order(
    id=_point.id,
    published=_point.published_at,
    seen=_point.seen_at,
    as_of=_point.as_of,
    value=value(schema.points),
)


def figures(conn: Connection, wanted: Filter) -> list[Answer]:
    """Figures by topic, metric, claimant, party, event, unit, value, publisher, story, change, text, and time.

    With the filter's ``as_of`` each has the state in which it was known at the end of that day.
    """
    of_claim = [(_claim.party, wanted.party), (_claim.event, wanted.event), (_article.story_id, wanted.story)]
    query = _query().where(*same([(_point.metric, wanted.metric), *of_claim]))
    query = query.where(*is_named(conn, _point.claimant, wanted.claimant))
    query = query.where(*usual(conn, _point.topic, wanted.topic, wanted))
    query = query.where(*usual(conn, _point.change, wanted.kind, wanted))
    query = query.where(*is_named(conn, _claim.publisher, wanted.publisher), *stating(wanted, schema.points))
    query = query.where(*matching(conn, schema.claims, wanted.text))
    order = replace(ORDER, hits=hits(conn, schema.claims, wanted.text), hit_of=_claim_of, within_hit=_point.metric)
    return [_answer(row, state_at(row, wanted.as_of)) for row in listed(conn, query, wanted, order)]


def _claim_of(point_id: int) -> ColumnElement[int]:
    """The claim that a point stands on."""
    return select(_point.claim_id).where(_point.id == point_id).scalar_subquery()


def history(conn: Connection, metric: str, as_of: date | None = None, latest: int | None = None) -> list[Answer]:
    """A metric's series, oldest first: what was stated, by as-of date, with the fields of ``figures``.

    ``as_of`` gives the series as it was known at the end of that day in Berlin, ``latest`` no more than so many of its
    last points. What only waits for a better outlet is not part of it.
    """
    query = _query().where(_point.metric == metric)
    if as_of is not None:
        query = query.where(_point.seen_at < end_of(as_of))
    newest = query.order_by(*(column.desc() for column in IN_TIME)).limit(latest)
    found = ((row, state_at(row, as_of)) for row in reversed(conn.execute(newest).all()))
    return [_answer(row, state) for row, state in found if state != "waiting"]


IN_TIME = (_point.as_of, _point.published_at, _point.feed_order, _point.position, _point.id)


def state_at(row: AnyRow, as_of: date | None) -> str:
    """The point's state at the end of a day: what was withdrawn since still held, what holds since still waited."""
    if as_of is None or row.state_at < end_of(as_of):
        return str(row.state)
    return "held" if row.state == "withdrawn" else "waiting"


def _query() -> Query:
    joined = schema.points.join(schema.claims, _claim.id == _point.claim_id)
    joined = joined.join(schema.articles, _article.id == _point.article_id)
    from_claim = (_claim.text, _claim.quote, _claim.party, _claim.event, _claim.zone, _claim.title, _claim.publisher)
    return select(schema.points, *from_claim, _article.url).select_from(joined)


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

"""Points: the statements of which a metric's history consists."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, select, update

from monitor.model import Point, Statement
from storage import sql
from storage.schema import articles, claims, points
from storage.sql import AnyRow, Condition, Query

# What a point keeps of its statement; text, quote, zone, address and publisher are those of its claim and article.
_KEPT = (
    *("topic", "metric", "claimant", "low", "high", "bound", "unit", "per", "as_of", "published_at", "claim_id"),
    *("article_id", "version", "origin", "trust", "position", "feed_order", "scope", "place", "day"),
    *("background", "day_given", "follows_up"),
)

# A point's own columns, and behind them those of its statement, in an order by which they are taken apart.
_OWN = tuple(points.c[name] for name in ("id", "change", "state", "seen_at", "converted", "converted_unit"))
_SHOWN = (claims.c.text, claims.c.quote, claims.c.zone, articles.c.url, articles.c.publisher)
_SAID = (*_KEPT, *(column.name for column in _SHOWN))
_ADD = sql.either(lambda insert: insert(points).on_conflict_do_nothing().returning(points.c.id))
_ANY_OF = select(points.c.id).where(points.c.article_id == bindparam("article")).limit(1)


def add(conn: Connection, point: Point, now: datetime) -> int:
    """Write a point; its id. A claim is one point of a metric: the same one again leaves what stands."""
    seen = point.seen_at or now
    values = _values(point) | {"seen_at": seen, "state_at": seen}
    new: int | None = conn.execute(_ADD[conn.dialect.name], values).scalar_one_or_none()
    return _known(conn, point.statement) if new is None else new


def of_metric(
    conn: Connection, topic: str, metric: str, *, since: date | None = None, scope: str | None = None
) -> list[Point]:
    """A metric's points by as-of date, publication, feed and place in the text.

    ``since`` is the first as-of date wanted, ``scope`` an incident or a pledge; None is all.
    """
    chosen = _query().where(points.c.topic == topic, points.c.metric == metric)
    if since is not None:
        chosen = chosen.where(points.c.as_of >= since)
    if scope is not None:
        chosen = chosen.where(points.c.scope == scope)
    return _points(conn, chosen)


def of_article(conn: Connection, article_id: int) -> list[Point]:
    """The points whose evidence stands in an article, of all its versions."""
    return _points(conn, _query().where(points.c.article_id == article_id))


def any_of(conn: Connection, article_id: int) -> bool:
    """Whether an article is the evidence of any point."""
    return conn.execute(_ANY_OF, {"article": article_id}).first() is not None


def save(conn: Connection, point: Point, now: datetime) -> None:
    """Write the new state of a known point (its ``id`` is set): withdrawn, held again, or another change."""
    values = {"state": point.state, "change": point.change, "state_at": now}
    conn.execute(update(points).where(points.c.id == point.id).values(values))


@dataclass(frozen=True, slots=True)
class Row:
    """A point's columns as they stand, by which a rebuilt history is told from the stored one."""

    id: int
    claim_id: int
    metric: str
    values: dict[str, Any]


def rows(conn: Connection, metrics: Collection[str]) -> list[Row]:
    """The points of some metrics, whatever their topic."""
    chosen = select(points).where(points.c.metric.in_(list(metrics))).order_by(points.c.id)
    names = (*_KEPT, "change", "state", "converted", "converted_unit")
    found = conn.execute(chosen)
    return [Row(row.id, row.claim_id, row.metric, {name: getattr(row, name) for name in names}) for row in found]


def metrics(conn: Connection) -> list[str]:
    """The metrics that have a figure."""
    return list(conn.execute(select(points.c.metric).distinct().order_by(points.c.metric)).scalars())


def differs(row: Row, point: Point) -> bool:
    """Whether a stored point must be written anew to be ``point``."""
    return row.values != _values(point)


def rewrite(conn: Connection, point_id: int, point: Point, state_at: datetime) -> None:
    """Write a point in a stored one's place, under its id."""
    conn.execute(update(points).where(points.c.id == point_id).values(_values(point) | {"state_at": state_at}))


def remove(conn: Connection, point_id: int) -> None:
    """Forget a point: what it was read from is no figure any more."""
    conn.execute(delete(points).where(points.c.id == point_id))


def _known(conn: Connection, statement: Statement) -> int:
    chosen = select(points.c.id).where(points.c.claim_id == statement.claim_id, points.c.metric == statement.metric)
    known: int = conn.execute(chosen).scalar_one()
    return known


def _query() -> Query:
    joined = points.join(claims, claims.c.id == points.c.claim_id).join(articles, articles.c.id == points.c.article_id)
    chosen = select(*_OWN, *(points.c[name] for name in _KEPT), *_SHOWN).select_from(joined)
    return chosen.order_by(points.c.as_of, points.c.published_at, points.c.feed_order, points.c.position, points.c.id)


def found(conn: Connection, wanted: Condition) -> list[Point]:
    """The points that meet a condition, in the order of ``of_metric``."""
    return _points(conn, _query().where(wanted))


def of_claims(conn: Connection, metric: str, claim_ids: Collection[int]) -> list[Point]:
    """The points of a metric that some claims are."""
    return found(conn, and_(points.c.metric == metric, points.c.claim_id.in_(list(claim_ids))))


def _points(conn: Connection, chosen: Query) -> list[Point]:
    return [_point(row) for row in conn.execute(chosen)]


def _values(point: Point) -> dict[str, Any]:
    said = point.statement
    value, unit = said.converted or (None, None)
    kept = {name: getattr(said, name) for name in _KEPT}
    return kept | {"change": point.change, "state": point.state, "converted": value, "converted_unit": unit}


def _point(row: AnyRow) -> Point:
    number, change, state, seen_at, converted, unit, *said = row
    kept = dict(zip(_SAID, said, strict=True))
    statement = Statement(**kept, converted=None if converted is None else (converted, unit))
    return Point(statement, change, state, seen_at, number)

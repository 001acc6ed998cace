"""What a plot of a metric shows: few columns of so many points, and which of them an alert told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from storage import schema
from storage.queries.figures import IN_TIME, state_at
from storage.queries.names import is_named
from storage.queries.shapes import end_of
from storage.sql import AnyRow, Condition, Query

_point, _claim, _change, _alert = schema.points.c, schema.claims.c, schema.changes.c, schema.alerts.c


@dataclass(frozen=True, slots=True)
class Plotted:
    """The points, oldest first; ``moves`` where there are so many that only those that moved the metric are given,
    ``cut`` where even of these there are more."""

    points: Sequence[AnyRow]
    moves: bool = False
    cut: bool = False


def plotted(
    conn: Connection, metric: str, most: int, as_of: date | None = None, claimant: str | None = None
) -> Plotted:
    """A metric's points as they were known at the end of a day in Berlin, at most ``most``: the last ones."""
    wanted = [_point.metric == metric, *is_named(conn, _point.claimant, claimant)]
    if as_of is not None:
        wanted.append(_point.seen_at < end_of(as_of))
    moves = _are_more(conn, wanted, most)
    query = _query().where(*wanted, *([_point.change.is_not(None)] if moves else []))
    found = conn.execute(query.limit(most + 1)).all()
    kept = [row for row in reversed(found[:most]) if state_at(row, as_of) == "held"]
    return Plotted(kept, moves, len(found) > most)


def _are_more(conn: Connection, wanted: Sequence[Condition], most: int) -> bool:
    """Whether more than ``most`` points are wanted, which indexes tell without reading them."""
    some = select(_point.id).where(*wanted).limit(most + 1).subquery()
    return int(conn.execute(select(func.count()).select_from(some)).scalar_one()) > most


def _query() -> Query:
    stated = (_point.low, _point.high, _point.bound, _point.unit, _point.per, _point.as_of)
    known = (
        _point.id,
        _point.claim_id,
        _point.claimant,
        _point.state,
        _point.state_at,
        _point.article_id,
        _point.version,
    )
    joined = schema.points.join(schema.claims, _claim.id == _point.claim_id)
    query = select(*known, *stated, _claim.quote, _claim.publisher).select_from(joined)
    return query.order_by(*(column.desc() for column in IN_TIME))


def alerts_on(conn: Connection, claim_ids: Iterable[int]) -> dict[int, int]:
    """The alerts that told claims' figures, by claim."""
    joined = schema.changes.join(schema.alerts, _alert.change_id == _change.id)
    query = select(_change.new_claim_id, _alert.id).select_from(joined).where(_change.retired_at.is_(None))
    rows = conn.execute(query.where(_change.new_claim_id.in_(list(claim_ids))).order_by(_alert.id))
    return {row.new_claim_id: row.id for row in rows}

"""Changes, and what the policy said of each."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from storage import schema
from storage.queries import evidence
from storage.queries.shapes import Answer, ident, incident, stamp, within
from storage.sql import AnyRow, Query
from storage.values import Filter

_change, _alert = schema.changes.c, schema.alerts.c


def changes(conn: Connection, wanted: Filter) -> list[Answer]:
    """Changes by topic, metric, claimant, party, event, unit, value, publisher, story, kind, text, and time.

    One that a verdict or reprocessing took back is listed no more.
    """
    text = evidence.with_text(conn, wanted.text)
    query = _query().where(_change.retired_at.is_(None), *evidence.asked(wanted), *text)
    return [_answer(row) for row in conn.execute(within(query, wanted, _ORDER))]


_ORDER = evidence.order(_change.id, _change.at, _change.published_at)


def of_article(conn: Connection, article_id: int) -> dict[int, Answer]:
    """The changes whose new side stands in an article (of a withdrawal: the old), by that side's claim."""
    told = func.coalesce(_change.new_claim_id, _change.old_claim_id)
    own = select(schema.claims.c.id).where(schema.claims.c.article_id == article_id)
    rows = conn.execute(_query().where(told.in_(own), _change.retired_at.is_(None)).order_by(_change.id))
    return {row.new_claim_id or row.old_claim_id: _answer(row) for row in rows}


def _query() -> Query:
    joined = evidence.with_sides(schema.changes).outerjoin(schema.alerts, _alert.change_id == _change.id)
    return select(schema.changes, _alert.id.label("alert_id"), *evidence.side_columns()).select_from(joined)


def _answer(row: AnyRow) -> Answer:
    return {
        "id": ident(row.id),
        "topic": row.topic,
        "kind": row.kind,
        "metric": row.metric,
        "claimant": row.claimant,
        "incident": incident(row),
        "old": evidence.side(row, "old"),
        "new": evidence.side(row, "new"),
        "reason": row.reason,
        "verdict": row.action,
        "verdict_reason": row.action_reason,
        "hold_until": stamp(row.hold_until),
        "alert_id": ident(row.alert_id),
        "created_at": stamp(row.at),
    }

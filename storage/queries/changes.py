"""Changes, and what the policy said of each."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, FromClause, func, literal_column, select

from storage import schema
from storage.queries import evidence
from storage.queries.paging import listed
from storage.queries.search import hits, matching
from storage.queries.shapes import Answer, ident, incident, stamp
from storage.sql import AnyRow, Query
from storage.values import Filter

_change, _alert = schema.changes.c, schema.alerts.c


def changes(conn: Connection, wanted: Filter) -> list[Answer]:
    """Changes by topic, metric, claimant, party, event, unit, value, publisher, story, kind, text, and time.

    The text is looked for in headline and quote of the claim that is told: the new one, or the old where none is new.
    One that a verdict or reprocessing took back is listed no more.
    """
    query, order = _query(), _ORDER
    if wanted.text:
        claim = _BARE_ID if conn.dialect.name == "sqlite" else schema.claims.c.id
        query = _query(schema.claims.join(schema.changes, claim == _TOLD)).where(
            *matching(conn, schema.claims, wanted.text)
        )
        order = replace(_ORDER, hits=hits(conn, schema.claims, wanted.text), hit_of=_told, within_hit=_change.id)
    query = query.where(_change.retired_at.is_(None), *evidence.asked(wanted))
    return [_answer(row) for row in listed(conn, query, wanted, order)]


_ORDER = evidence.order(_change.id, _change.at, _change.published_at)
# The claim that a change tells, in the words of its index: the new one; of a withdrawal the old.
_TOLD = func.coalesce(_change.new_claim_id, _change.old_claim_id)
# What is compared as an integer is not looked for in SQLite's index of an expression; with a sign it is but a value.
_BARE_ID: ColumnElement[int] = literal_column("+claims.id")


def _told(change_id: int) -> ColumnElement[int]:
    return select(_TOLD).where(_change.id == change_id).scalar_subquery()


def of_article(conn: Connection, article_id: int) -> dict[int, Answer]:
    """The changes whose new side stands in an article (of a withdrawal: the old), by that side's claim."""
    own = select(_BARE_ID).where(schema.claims.c.article_id == article_id)
    rows = conn.execute(_query().where(_TOLD.in_(own), _change.retired_at.is_(None)).order_by(_change.id))
    return {row.new_claim_id or row.old_claim_id: _answer(row) for row in rows}


def _query(start: FromClause = schema.changes) -> Query:
    joined = evidence.with_sides(start).outerjoin(schema.alerts, _alert.change_id == _change.id)
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

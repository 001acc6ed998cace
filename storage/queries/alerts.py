"""Alerts with their evidence and deliveries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, FromClause, func, select

from storage import schema
from storage.queries import evidence
from storage.queries.paging import listed
from storage.queries.search import hits, matching
from storage.queries.shapes import Answer, chunks, ident, incident, stamp
from storage.sql import AnyRow, Query
from storage.values import Filter

_change, _alert = schema.changes.c, schema.alerts.c
_message, _delivery = schema.messages.c, schema.deliveries.c
_retracted = schema.alerts.alias("retracted")


def alerts(conn: Connection, wanted: Filter) -> list[Answer]:
    """Alerts on changes, by the same as changes; held ones too. The text is looked for in title and body as told.

    A retraction is listed with the metric and claimant of the alert that it takes back, whose figure is its ``old``.
    """
    query = _query(schema.alerts).where(_alert.kind.in_(["change", "retraction"]), *evidence.asked(wanted))
    query = query.where(*matching(conn, schema.alerts, wanted.text))
    if wanted.delivery:
        query = query.where(_alert.id.in_(_handed(wanted.delivery)))
    order = replace(_ORDER, hits=hits(conn, schema.alerts, wanted.text))
    return _answers(conn, listed(conn, query, wanted, order))


def _handed(state: str) -> Query:
    """The alerts with a delivery in this state."""
    joined = schema.deliveries.join(schema.messages, _message.id == _delivery.message_id)
    return select(_delivery.alert_id).select_from(joined).where(_message.state == state)


_ORDER = evidence.order(_alert.id, _alert.created_at, _alert.published_at)


def alerts_of_messages(conn: Connection, message_ids: Sequence[int]) -> dict[int, list[Answer]]:
    """The alerts of each message, summaries and health alerts too, in the order in which they arose."""
    joined = schema.alerts.join(schema.deliveries, _delivery.alert_id == _alert.id)
    query = _query(joined).add_columns(_delivery.message_id).where(_delivery.message_id.in_(message_ids))
    rows = conn.execute(query.order_by(_alert.id)).all()
    found: defaultdict[int, list[Answer]] = defaultdict(list)
    for row, answer in zip(rows, _answers(conn, rows), strict=True):
        found[row.message_id].append(answer)
    return found


def _query(start: FromClause) -> Query:
    about = func.coalesce(_alert.change_id, _retracted.c.change_id)
    told = start.outerjoin(_retracted, _retracted.c.id == _alert.retracts_id)
    joined = evidence.with_sides(told.outerjoin(schema.changes, _change.id == about))
    of_change = (_change.metric, _change.claimant, _change.scope, _change.place, _change.day)
    change = (_change.kind.label("change"), *of_change)
    return select(schema.alerts, *change, *evidence.side_columns()).select_from(joined)


def _answers(conn: Connection, rows: Sequence[AnyRow]) -> list[Answer]:
    deliveries: dict[int, list[Answer]] = {}
    for ids in chunks(rows):
        deliveries |= _deliveries(conn, ids)
    return [_answer(row, deliveries.get(row.id, [])) for row in rows]


def deliveries_of(conn: Connection, alert_ids: Sequence[int]) -> dict[int, list[Answer]]:
    """The deliveries of some alerts, by alert."""
    return _deliveries(conn, alert_ids)


def _deliveries(conn: Connection, alert_ids: Sequence[int]) -> dict[int, list[Answer]]:
    joined = schema.deliveries.join(schema.messages, _message.id == _delivery.message_id)
    query = select(_delivery.alert_id, schema.messages).select_from(joined).order_by(_message.id)
    found: defaultdict[int, list[Answer]] = defaultdict(list)
    for row in conn.execute(query.where(_delivery.alert_id.in_(alert_ids))):
        found[row.alert_id].append(_delivered(row))
    return found


def _delivered(row: AnyRow) -> Answer:
    return {
        "channel": row.channel,
        "state": row.state,
        "attempts": row.attempts,
        "sent_at": stamp(row.sent_at),
        "error": row.error,
    }


def _sides(row: AnyRow) -> tuple[Answer | None, Answer | None]:
    """What was said before and now; of a retraction the figure that is taken back, and nothing."""
    old, new = evidence.side(row, "old"), evidence.side(row, "new")
    return (new or old, None) if row.kind == "retraction" else (old, new)


def _answer(row: AnyRow, deliveries: list[Answer]) -> Answer:
    old, new = _sides(row)
    return {
        "id": ident(row.id),
        "topic": row.topic,
        "kind": row.kind if row.kind == "retraction" else row.change or row.kind,
        "metric": row.metric,
        "claimant": row.claimant,
        "incident": incident(row),
        "old": old,
        "new": new,
        "title": row.title,
        "body": row.body,
        "severity": row.severity,
        "created_at": stamp(row.created_at),
        "deliveries": deliveries,
    }

"""Alerts on feeds and the system itself."""

from __future__ import annotations

from sqlalchemy import Connection, select

from storage import schema
from storage.queries.paging import Order, listed
from storage.queries.shapes import Answer, holding, ident, same, stamp
from storage.sql import AnyRow
from storage.values import Filter

_health = schema.health.c


def health(conn: Connection, wanted: Filter) -> list[Answer]:
    """Health alerts by kind, text in subject or message, and the time at which they began."""
    query = select(schema.health).where(*same([(_health.kind, wanted.kind)]))
    query = query.where(*holding(wanted.text, _health.subject, _health.message))
    order = Order(id=_health.id, published=_health.opened_at, seen=_health.opened_at)
    return [_answer(row) for row in listed(conn, query, wanted, order)]


def _answer(row: AnyRow) -> Answer:
    return {
        "id": ident(row.id),
        "kind": row.kind,
        "subject": row.subject,
        "message": row.message,
        "times": row.times,
        "open": row.closed_at is None,
        "created_at": stamp(row.opened_at),
        "last_at": stamp(row.last_at),
        "closed_at": stamp(row.closed_at),
    }

"""How much there is, and how the work goes: what the status page and the metrics for Prometheus show."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, func, select, text

from storage import meta, schema
from storage.queries.shapes import Answer, stamp
from storage.sql import Query


def counts(conn: Connection, now: datetime) -> Answer:
    """Counts and ages, by name; ages in seconds, sizes in bytes."""
    return {
        "rows": {table.name: _rows(conn, table) for table in _COUNTED},
        "polls": _sum(conn, schema.feeds.c.polls_total),
        "entries": _sum(conn, schema.feeds.c.entries_total),
        "feeds": _feeds(conn, now),
        "entry_states": _by_state(conn, schema.entries, "done"),
        "messages": _by_state(conn, schema.messages, "sent"),
        "uncompared": _where(conn, schema.versions, schema.versions.c.compared_at.is_(None)),
        "unread_by_publisher": unread_by_publisher(conn),
        "database_bytes": _size(conn),
        "heartbeat_at": stamp(meta.get_time(conn, "heartbeat_at")),
    }


_COUNTED = (schema.articles, schema.claims, schema.points, schema.changes, schema.alerts)


def unread_by_publisher(conn: Connection) -> dict[str, int]:
    """How many entries' articles could not be fetched or read, by the publisher of their feed."""
    entry, feed = schema.entries.c, schema.feeds.c
    joined = schema.entries.join(schema.feeds, feed.id == entry.feed_id)
    query = select(feed.publisher, func.count()).select_from(joined)
    query = query.where(entry.state == "failed", text("state <> 'done'"))  # in the words of the index of open ones
    return _pairs(conn, query.group_by(feed.publisher))


def _rows(conn: Connection, table: Table) -> int:
    return int(conn.execute(select(func.count()).select_from(table)).scalar_one())


def _where(conn: Connection, table: Table, condition: Any) -> int:
    return int(conn.execute(select(func.count()).select_from(table).where(condition)).scalar_one())


def _sum(conn: Connection, column: Any) -> int:
    return int(conn.execute(select(func.coalesce(func.sum(column), 0))).scalar_one())


def _by_state(conn: Connection, table: Table, usual: str) -> dict[str, int]:
    """How many rows are in each state: those that are not in the usual one are counted by their index."""
    state: Any = table.c.state
    query = select(state, func.count()).where(text(f"state <> '{usual}'"))
    counted = _pairs(conn, query.group_by(state))
    rest = _rows(conn, table) - sum(counted.values())
    return counted | ({usual: rest} if rest else {})


def _pairs(conn: Connection, query: Query) -> dict[str, int]:
    return {name: number for name, number in conn.execute(query)}  # noqa: C416 - a row is no pair to the type checker


def _feeds(conn: Connection, now: datetime) -> dict[str, float]:
    """How many feeds there are, how many fail, and how late the latest is."""
    feed = schema.feeds.c
    query = select(func.count(), func.count().filter(feed.failures > 0), func.min(feed.next_check_at))
    total, failing, due = conn.execute(query.where(feed.active)).one()
    return {"active": total, "failing": failing, "late": max(0.0, (now - due).total_seconds()) if due else 0.0}


def _size(conn: Connection) -> int:
    statement = "SELECT pg_database_size(current_database())"
    if conn.dialect.name == "sqlite":
        statement = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    return int(conn.execute(text(statement)).scalar_one())

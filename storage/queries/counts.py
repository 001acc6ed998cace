"""How much there is, and how the work goes: what the status page and the metrics for Prometheus show."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, FromClause, Table, func, select, text

from storage import meta, schema, tallies
from storage.queries.shapes import Answer, stamp
from storage.sql import Query


def counts(conn: Connection, now: datetime) -> Answer:
    """Counts and ages, by name; ages in seconds, sizes in bytes."""
    rows = tallies.rows(conn)
    return {
        "rows": {name: rows[name] for name in _SHOWN},
        "polls": _sum(conn, schema.feeds.c.polls_total),
        "polls_failed": _sum(conn, schema.feeds.c.polls_failed),
        "entries": _sum(conn, schema.feeds.c.entries_total),
        "feeds": _feeds(conn, now),
        "entry_states": _by_state(conn, schema.entries, "done", rows["entries"]),
        "messages": _by_state(conn, schema.messages, "sent", rows["messages"]),
        "deliveries": _by_state(conn, _DELIVERED, "sent", rows["deliveries"]),
        "uncompared": _where(conn, schema.versions, schema.versions.c.compared_at.is_(None)),
        "unread_by_publisher": unread_by_publisher(conn),
        "textless_by_publisher": _textless(conn),
        "database_bytes": _size(conn),
        "heartbeat_at": stamp(meta.get_time(conn, "heartbeat_at")),
    }


_SHOWN = ("articles", "claims", "points", "changes", "alerts")
_DELIVERED = schema.deliveries.join(schema.messages, schema.messages.c.id == schema.deliveries.c.message_id)


def unread_by_publisher(conn: Connection) -> dict[str, int]:
    """How many entries' articles could not be fetched or read, by the publisher of their feed."""
    entry, feed = schema.entries.c, schema.feeds.c
    joined = schema.entries.join(schema.feeds, feed.id == entry.feed_id)
    query = select(feed.publisher, func.count()).select_from(joined)
    query = query.where(entry.state == "failed", text("state <> 'done'"))  # in the words of the index of open ones
    return _pairs(conn, query.group_by(feed.publisher))


def _textless(conn: Connection) -> dict[str, int]:
    """How many pages gave no text, as long as harvests are kept, by publisher."""
    harvest = schema.harvests.c
    lacking = func.sum(harvest.pages - harvest.bodies)
    return _pairs(conn, select(harvest.publisher, lacking).group_by(harvest.publisher))


def _where(conn: Connection, table: Table, condition: Any) -> int:
    return int(conn.execute(select(func.count()).select_from(table).where(condition)).scalar_one())


def _sum(conn: Connection, column: Any) -> int:
    return int(conn.execute(select(func.coalesce(func.sum(column), 0))).scalar_one())


def _by_state(conn: Connection, table: FromClause, usual: str, rows: int) -> dict[str, int]:
    """How many rows are in each state: those that are not in the usual one are counted by their index."""
    state: Any = schema.messages.c.state if table is _DELIVERED else table.c.state
    query = select(state, func.count()).select_from(table).where(text(f"state <> '{usual}'"))
    counted = _pairs(conn, query.group_by(state))
    rest = rows - sum(counted.values())
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

"""Feeds: what the settings say of them, when they are due, and how their polls went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from storage import schema, sql
from storage.schema import feeds
from storage.sql import AnyRow, Query
from storage.values import FeedSettings, FeedState, PollRecord

# What ``save_poll`` takes from the state as it was decided; the rest is the settings' or counted here.
_DECIDED = (
    *("next_check_at", "interval", "failures", "last_error", "last_status", "last_success_at"),
    *("format", "title", "home", "hub", "ttl", "etag", "last_modified", "body_hash", "moved_to", "moved_times"),
)


def sync(conn: Connection, configured: Sequence[FeedSettings], now: datetime) -> None:
    """Make the stored feeds those of the settings, in their order.

    A feed is known by its address; a new one is due at once. One that the settings no longer name rests,
    with its state and all that it brought.
    """
    conn.execute(update(feeds).values(active=False))
    for position, feed in enumerate(configured):
        fresh = _settings(feed, position)
        statement = sql.insert(conn, feeds).values(url=feed.url, added_at=now, next_check_at=now, **fresh)
        conn.execute(statement.on_conflict_do_update(index_elements=["url"], set_=fresh))


def due(conn: Connection, now: datetime, everything: bool = False) -> list[FeedState]:
    """The feeds of the settings whose time has come, the longest overdue first.

    With ``everything`` all feeds of the settings, in their order.
    """
    chosen = select(feeds).where(feeds.c.active)
    if everything:
        return _states(conn, chosen.order_by(feeds.c.position))
    return _states(conn, chosen.where(feeds.c.next_check_at <= now).order_by(feeds.c.next_check_at, feeds.c.position))


def active(conn: Connection) -> list[FeedState]:
    """The feeds of the settings, in their order."""
    return _states(conn, select(feeds).where(feeds.c.active).order_by(feeds.c.position))


def listing(conn: Connection) -> list[FeedState]:
    """All feeds that ever were configured: those of the settings in their order, then the others."""
    return _states(conn, select(feeds).order_by(feeds.c.active.desc(), feeds.c.position, feeds.c.id))


def get(conn: Connection, feed_id: int) -> FeedState | None:
    """One feed."""
    return next(iter(_states(conn, select(feeds).where(feeds.c.id == feed_id))), None)


def save_poll(conn: Connection, state: FeedState, poll: PollRecord) -> None:
    """Write a feed's new state and the poll that led to it.

    Of the state it takes what the poll decided (see ``FeedState``); totals, ``first_poll_at``, ``last_poll_at`` and
    ``last_new_at`` are kept here. A failed poll is no first one: a feed's baseline is what its first answer brings.
    """
    values: dict[str, Any] = {name: getattr(state, name) for name in _DECIDED}
    values |= {"last_poll_at": poll.at, "polls_total": feeds.c.polls_total + 1}
    if state.first_poll_at is None and poll.outcome != "error":
        values["first_poll_at"] = poll.at
    if poll.new:
        values |= {"last_new_at": poll.at, "entries_total": feeds.c.entries_total + poll.new}
    conn.execute(update(feeds).where(feeds.c.id == state.id).values(values))
    conn.execute(insert(schema.polls).values(feed_id=state.id, **asdict(poll)))


def polls(conn: Connection, feed_id: int, limit: int = 50) -> list[PollRecord]:
    """A feed's last polls, newest first."""
    table = schema.polls
    chosen = select(table).where(table.c.feed_id == feed_id).order_by(table.c.id.desc()).limit(limit)
    return [_poll(row) for row in conn.execute(chosen)]


def _settings(feed: FeedSettings, position: int) -> dict[str, Any]:
    return {
        "name": feed.name,
        "publisher": feed.publisher,
        "language": feed.language,
        "trust": feed.trust,
        "interval_set": feed.interval,
        "position": position,
        "active": True,
    }


def _states(conn: Connection, chosen: Query) -> list[FeedState]:
    return [FeedState(**row._mapping) for row in conn.execute(chosen)]


def _poll(row: AnyRow) -> PollRecord:
    return PollRecord(**{key: value for key, value in row._mapping.items() if key not in ("id", "feed_id")})

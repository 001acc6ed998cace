"""Feeds: what the settings say of them, when they are due, and how their polls went."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Integer, bindparam, func, insert, select, text, update

from storage import schema, sql
from storage.columns import UtcDateTime
from storage.schema import feeds
from storage.sql import AnyRow, Query
from storage.values import FeedSettings, FeedState, PollRecord

# What ``save_poll`` takes from the state as it was decided; the rest is the settings' or counted here.
_DECIDED = (
    *("next_check_at", "interval", "rate", "shown", "failures", "last_error", "last_status", "last_success_at"),
    *("format", "title", "home", "hub", "ttl", "etag", "last_modified", "body_hash", "moved_to", "moved_times"),
)
_STATE = tuple(feeds.c[field.name] for field in fields(FeedState))
_RECORDED = tuple(field.name for field in fields(PollRecord))
_SAVE = (
    update(feeds)
    .where(feeds.c.id == bindparam("of"))
    .values({name: bindparam(f"to_{name}", type_=feeds.c[name].type) for name in _DECIDED})
    .values(
        last_poll_at=bindparam("at"),
        polls_total=feeds.c.polls_total + 1,
        polls_failed=feeds.c.polls_failed + bindparam("failed", type_=Integer),
        entries_total=feeds.c.entries_total + bindparam("brought", type_=Integer),
        first_poll_at=func.coalesce(feeds.c.first_poll_at, bindparam("first", type_=UtcDateTime)),
        last_new_at=func.coalesce(bindparam("new_at", type_=UtcDateTime), feeds.c.last_new_at),
    )
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


def due(conn: Connection, now: datetime, everything: bool = False, *, but: Collection[int] = ()) -> list[FeedState]:
    """The feeds of the settings whose time has come, the longest overdue first, ``but`` those of these ids.

    With ``everything`` all feeds of the settings, in their order.
    """
    chosen = select(*_STATE).where(feeds.c.active)
    if but:
        chosen = chosen.where(feeds.c.id.not_in(list(but)))
    if everything:
        return _states(conn, chosen.order_by(feeds.c.position))
    return _states(conn, chosen.where(feeds.c.next_check_at <= now).order_by(feeds.c.next_check_at, feeds.c.position))


def active(conn: Connection) -> list[FeedState]:
    """The feeds of the settings, in their order."""
    return _states(conn, select(*_STATE).where(feeds.c.active).order_by(feeds.c.position))


def listing(conn: Connection) -> list[FeedState]:
    """All feeds that ever were configured: those of the settings in their order, then the others."""
    return _states(conn, select(*_STATE).order_by(feeds.c.active.desc(), feeds.c.position, feeds.c.id))


def of(conn: Connection, ids: Collection[int]) -> dict[int, FeedState]:
    """Feeds by their ids."""
    return {state.id: state for state in _states(conn, select(*_STATE).where(feeds.c.id.in_(list(ids))))}


def get(conn: Connection, feed_id: int) -> FeedState | None:
    """One feed."""
    return next(iter(_states(conn, select(*_STATE).where(feeds.c.id == feed_id))), None)


def save_poll(conn: Connection, state: FeedState, poll: PollRecord) -> None:
    """Write a feed's new state and the poll that led to it."""
    save_polls(conn, [(state, poll)])


def save_polls(conn: Connection, done: Sequence[tuple[FeedState, PollRecord]]) -> None:
    """Write the new states of feeds and the polls that led to them: two statements, however many they are.

    Of a state it takes what the poll decided (see ``FeedState``); totals, ``first_poll_at``, ``last_poll_at`` and
    ``last_new_at`` are kept here. A failed poll is no first one: a feed's baseline is what its first answer brings.
    """
    if done:
        conn.execute(_SAVE, [_row(state, poll) for state, poll in done])
        conn.execute(insert(schema.polls), [{"feed_id": state.id, **_columns(poll)} for state, poll in done])


def put_off(conn: Connection, times: Sequence[tuple[int, datetime]]) -> None:
    """Set the next time of feeds, by their ids."""
    statement = update(feeds).where(feeds.c.id == bindparam("of")).values(next_check_at=bindparam("at"))
    conn.execute(statement, [{"of": feed_id, "at": moment} for feed_id, moment in times])


def arrivals(conn: Connection, feed_id: int, limit: int = 20) -> list[datetime]:
    """When a feed last brought something new, newest first."""
    table = schema.polls
    chosen = select(table.c.at).where(table.c.feed_id == feed_id, text("new > 0"))
    return list(conn.execute(chosen.order_by(table.c.id.desc()).limit(limit)).scalars())


def quiet(conn: Connection, since: datetime) -> list[FeedState]:
    """The feeds of the settings that are asked in vain: they answered since then, and brought nothing."""
    answered = (feeds.c.active, feeds.c.last_success_at >= since, feeds.c.last_new_at < since)
    return _states(conn, select(*_STATE).where(*answered).order_by(feeds.c.position))


def polls(conn: Connection, feed_id: int, limit: int | None = 50) -> list[PollRecord]:
    """A feed's last polls, newest first."""
    table = schema.polls
    chosen = select(table).where(table.c.feed_id == feed_id).order_by(table.c.id.desc()).limit(limit)
    return [_poll(row) for row in conn.execute(chosen)]


def _row(state: FeedState, poll: PollRecord) -> dict[str, Any]:
    """What ``_SAVE`` takes."""
    values = {f"to_{name}": getattr(state, name) for name in _DECIDED}
    failed = poll.outcome == "error"
    return values | {
        "of": state.id,
        "at": poll.at,
        "brought": poll.new,
        "failed": int(failed),
        "first": None if failed else poll.at,
        "new_at": poll.at if poll.new else None,
    }


def _columns(poll: PollRecord) -> dict[str, Any]:
    return {name: getattr(poll, name) for name in _RECORDED}


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
    return [FeedState(*row) for row in conn.execute(chosen)]


def _poll(row: AnyRow) -> PollRecord:
    return PollRecord(**{key: value for key, value in row._mapping.items() if key not in ("id", "feed_id")})

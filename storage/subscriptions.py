"""Subscriptions at WebSub hubs: what was asked, what was granted, what came."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from storage import sql
from storage.schema import farewells, feeds, subscriptions
from storage.sql import Query
from storage.values import Farewell, Subscription

_LEFT = (subscriptions.c.token, subscriptions.c.hub, subscriptions.c.topic)
CHUNK = 500  # ids in one look-up; SQLite takes 32,766 values in a statement


def offer(conn: Connection, feed_id: int, hub: str, topic: str, *, token: str, secret: str, now: datetime) -> None:
    """Note the hub that a feed names; a new one, or another topic, is asked at once, with its own token and secret.

    The one before it is to be left.
    """
    known = conn.execute(select(subscriptions.c.hub, subscriptions.c.topic).where(_of(feed_id))).first()
    if known is not None and tuple(known) == (hub, topic):
        return
    withdraw(conn, feed_id, now)
    asked = {"hub": hub, "topic": topic, "token": token, "secret": secret, "state": "asked", "next_at": now}
    conn.execute(sql.insert(conn, subscriptions).values(feed_id=feed_id, **asked))


def withdraw(conn: Connection, feed_id: int, now: datetime) -> None:
    """The feed names no hub any more, or is none of ours: what comes for it is refused, and the hub is to be left."""
    left = conn.execute(delete(subscriptions).where(_of(feed_id)).returning(*_LEFT)).first()
    if left is not None:
        conn.execute(insert(farewells).values(**left._mapping, next_at=now))


def removed(conn: Connection) -> list[int]:
    """The feeds that the settings name no more and that a hub still pushes."""
    waiting = select(subscriptions.c.feed_id).join(feeds, feeds.c.id == subscriptions.c.feed_id)
    return list(conn.execute(waiting.where(~feeds.c.active)).scalars())


def withdraw_removed(conn: Connection, now: datetime) -> None:
    """Leave the hubs of feeds that the settings name no more."""
    for feed_id in removed(conn):
        withdraw(conn, feed_id, now)


def leaving(conn: Connection, now: datetime, limit: int = 100) -> list[Farewell]:
    """What hubs are to be asked to end by now."""
    chosen = select(farewells).where(farewells.c.next_at <= now).order_by(farewells.c.next_at).limit(limit)
    return [Farewell(**row._mapping) for row in conn.execute(chosen)]


def asked_to_end(conn: Connection, token: str, again: datetime | None) -> None:
    """The hub was asked to end a subscription; it is asked again unless it asks back. None gives it up."""
    if again is None:
        left(conn, token)
        return
    values = {"next_at": again, "failures": farewells.c.failures + 1}
    conn.execute(update(farewells).where(farewells.c.token == token).values(values))


def left(conn: Connection, token: str, topic: str | None = None) -> bool:
    """Whether a subscription was to end; it is over."""
    chosen = delete(farewells).where(farewells.c.token == token)
    return conn.execute(chosen.where(farewells.c.topic == topic) if topic else chosen).rowcount > 0


def due(conn: Connection, now: datetime, limit: int = 100) -> list[Subscription]:
    """Those of the settings' feeds whose hub is to be asked by now, those that wait longest first."""
    waiting = select(subscriptions).join(feeds, feeds.c.id == subscriptions.c.feed_id)
    chosen = waiting.where(feeds.c.active, subscriptions.c.next_at <= now).order_by(subscriptions.c.next_at)
    return _read(conn, chosen.limit(limit))


def of_feeds(conn: Connection, feed_ids: Collection[int]) -> dict[int, Subscription]:
    """The subscriptions of these feeds."""
    ids, found = list(feed_ids), dict[int, Subscription]()
    for start in range(0, len(ids), CHUNK):
        chosen = select(subscriptions).where(subscriptions.c.feed_id.in_(ids[start : start + CHUNK]))
        found |= {known.feed_id: known for known in _read(conn, chosen)}
    return found


def of_token(conn: Connection, token: str) -> Subscription | None:
    """The subscription whose callback's address ends so."""
    return next(iter(_read(conn, select(subscriptions).where(subscriptions.c.token == token))), None)


def asked(conn: Connection, feed_id: int, next_at: datetime) -> None:
    """The hub is being asked, and is asked again at ``next_at`` unless it has granted it by then."""
    _set(conn, feed_id, next_at=next_at, error=None, failures=subscriptions.c.failures + 1)


def granted(conn: Connection, feed_id: int, leased_until: datetime, renew_at: datetime) -> None:
    """The hub has checked the callback, and pushes until ``leased_until``."""
    _set(conn, feed_id, state="active", leased_until=leased_until, next_at=renew_at, failures=0, error=None)


def refused(conn: Connection, feed_id: int, state: str, error: str, next_at: datetime) -> None:
    """The hub did not take the request (``failed``), or denied it (``denied``); it is asked again at ``next_at``."""
    _set(conn, feed_id, state=state, error=error, next_at=next_at)


def pushed(conn: Connection, feed_id: int, at: datetime) -> None:
    """The hub pushed something."""
    _set(conn, feed_id, last_push_at=at, pushes=subscriptions.c.pushes + 1)


def gap(conn: Connection, feed_id: int, at: datetime) -> None:
    """A poll found what no push had told."""
    _set(conn, feed_id, last_gap_at=at)


def _of(feed_id: int) -> sql.Condition:
    return subscriptions.c.feed_id == feed_id


def _set(conn: Connection, feed_id: int, **values: Any) -> None:
    conn.execute(update(subscriptions).where(_of(feed_id)).values(values))


def _read(conn: Connection, chosen: Query) -> list[Subscription]:
    return [Subscription(**row._mapping) for row in conn.execute(chosen)]

"""A poll that a person wants."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from monitor import schedule
from storage import feeds


def ask_soon(conn: Connection, feed_id: int, now: datetime) -> datetime | None:
    """Let a configured feed be asked with the next round; when that is, or None if there is no such feed.

    Never within a minute of its last poll: whoever is impatient must not become a burden.
    """
    feed = feeds.get(conn, feed_id)
    if feed is None or not feed.active:
        return None
    moment = schedule.forced(now, feed.last_poll_at)
    feeds.put_off(conn, [(feed_id, moment)])
    return moment

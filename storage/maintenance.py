"""What keeps the database small."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, text

from storage.schema import polls

POLLS_KEPT = timedelta(days=30)  # long enough to see a feed's habits; ten thousand feeds make a million polls a day


def prune(conn: Connection, now: datetime) -> int:
    """Forget old polls, and let SQLite renew what it knows of its tables; how many rows went."""
    gone = conn.execute(delete(polls).where(polls.c.at < now - POLLS_KEPT)).rowcount
    if conn.dialect.name == "sqlite":
        conn.execute(text("PRAGMA optimize"))
    return gone

"""What keeps the database small."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, delete, or_, text

from storage import harvests, unparsed
from storage.schema import polls

POLLS_KEPT = timedelta(days=30)  # long enough to see a feed's habits
IN_VAIN_KEPT = timedelta(days=3)  # polls that brought nothing: ten thousand feeds make half a million of them a day
HARVESTS_KEPT = timedelta(days=60)  # twice what is looked back


def prune(conn: Connection, now: datetime) -> int:
    """Forget old polls, documents, harvests, and let SQLite renew what it knows of its tables; how many polls went."""
    in_vain = polls.c.outcome.in_(("unchanged", "not_modified"))
    old = or_(polls.c.at < now - POLLS_KEPT, and_(polls.c.at < now - IN_VAIN_KEPT, in_vain))
    gone = conn.execute(delete(polls).where(polls.c.at < now - IN_VAIN_KEPT, old)).rowcount
    unparsed.forget(conn, now - POLLS_KEPT)
    harvests.prune(conn, (now - HARVESTS_KEPT).date())
    if conn.dialect.name == "sqlite":
        conn.execute(text("PRAGMA optimize"))
    return gone

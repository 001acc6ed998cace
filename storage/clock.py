"""Due times after the machine's clock was wrong: what it put too far into the future is brought back."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, update

from storage import meta
from storage.schema import articles, entries, feeds, messages

SMALL = timedelta(minutes=5)  # a step back that only makes things so much later

# What was set under a clock that stood at the last pass is due behind that.
_DUE = (feeds.c.next_check_at, entries.c.due_at, articles.c.next_recheck_at, messages.c.next_attempt_at)


def settle(conn: Connection, now: datetime) -> timedelta | None:
    """If the last pass lies after ``now``, go on from ``now``; by how much the clock went back, None if it did not.

    Everything that is due later than the last pass was set under the wrong clock and is due now.
    """
    last = meta.get_time(conn, "last_pass_at")
    if last is None or last <= now:
        return None
    if last - now > SMALL:
        for due in _DUE:
            conn.execute(update(due.table).where(due > last).values({due.name: now}))
    meta.put_time(conn, "last_pass_at", now)
    return last - now
